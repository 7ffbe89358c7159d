"""Every page is reached from the home page, and every use has a page that compares its choices."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.base.problems import Problem
from sitegen.content.models import CompareItem, TypeItem, Withdrawn
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


def unmet_wishes(site: Site) -> Iterator[Problem]:
    """Each wish shows how each choice meets it, in even words and none left out (IPDAS: values, balance).

    How well a choice works is said by its record, so a wish for that row needs no answers of its own.
    """
    for entry in site.of("compare"):
        item = entry.item
        use = site.entries[item.use].item if isinstance(item, CompareItem) and item.use in site.entries else None
        if not isinstance(item, CompareItem) or not isinstance(use, TypeItem):
            continue
        for index, matter in enumerate(item.matters):
            ids = [option.id for option in use.options]
            said = [choice for answer in matter.answers for choice in answer.choices]
            missing = [choice for choice in ids if choice not in said and (said or matter.row != "works")]
            wrong = [choice for choice in dict.fromkeys(said) if choice not in ids or said.count(choice) > 1]
            line = entry.line(("matters", index))
            if missing:
                message = f'no answer says how "{missing[0]}" meets the wish "{matter.what}"'
                hint = "add its id to the choices of one of the answers"
                yield Problem(entry.path, line, "unmet-wish", message + ".", hint)
            if wrong:
                message = f'"{wrong[0]}" is named twice, or is no choice of the use, at the wish "{matter.what}"'
                hint = "name each choice of the use once"
                yield Problem(entry.path, line, "unmet-wish", message + ".", hint)
