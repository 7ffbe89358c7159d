"""Every page is reached from the home page, and every use has a page that compares its choices."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.base.problems import Problem
from sitegen.content.models import CompareItem, Withdrawn
from sitegen.site.routes import clicks_from_home
from sitegen.site.site import HOME, Site


def orphans(site: Site) -> Iterator[Problem]:
    reached = clicks_from_home(site)
    for entry in site.entries.values():
        # Nothing links to a withdrawn page or to one that was split: they stay for those who have their address.
        kept = isinstance(entry.item.status, Withdrawn) or bool(getattr(entry.item, "split_into", ()))
        if entry.id not in reached and HOME in site.entries and not kept:
            yield Problem(
                entry.path,
                1,
                "orphan",
                "no page leads here from the home page.",
                'add it to "related" of a page that a reader would come from',
            )


def missing_comparisons(site: Site) -> Iterator[Problem]:
    """Each use has one page that compares its choices, of the same name (IPDAS: side by side)."""
    for entry in site.of("types"):
        wanted = entry.id.replace("types/", "compare/")
        if wanted not in site.entries:
            yield Problem(
                entry.path,
                1,
                "missing-comparison",
                f'no page compares the choices of "{entry.id}".',
                f"copy compare/_template.md to {wanted}.md",
            )
    for entry in site.of("compare"):
        if isinstance(entry.item, CompareItem) and entry.item.use != entry.id.replace("compare/", "types/"):
            yield Problem(
                entry.path,
                entry.line(("use",)),
                "missing-comparison",
                f'this page is named "{entry.id}", but its use is "{entry.item.use}".',
                "a comparison has the name of its use",
            )
