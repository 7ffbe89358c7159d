"""What a reader will see change between two states of the content, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sitegen.base.addresses import address
from sitegen.ledger.changes import Change, changes
from sitegen.ledger.snapshots import Snapshot
from sitegen.site.site import Site


@dataclass(frozen=True)
class PageDifference:
    """The changes of one page: those of facts apart from those of words; its reading grade before and now.

    ``gone``: the page was there before and is not now, so there is nothing to look at.
    """

    address: str
    title: str
    facts: tuple[Change, ...]
    words: tuple[Change, ...]
    grade_before: float | None
    grade_now: float | None
    gone: bool = False


def difference(
    old_site: Site, old: Mapping[str, Snapshot], new_site: Site, new: Mapping[str, Snapshot]
) -> list[PageDifference]:
    """The pages that a reader will see change, those with changed facts first."""
    found: list[PageDifference] = []
    seen: set[str] = set()
    for item_id, now in new.items():
        ids = (item_id, *new_site.entries[item_id].item.aliases)
        was_id = next((i for alias in ids for i in (alias, f"pages/{alias}") if i in old), None)
        seen.add(was_id or "")
        was = old[was_id] if was_id else None
        if was and was.version == now.version and was.page == now.page:
            continue
        found.append(
            _page(
                now,
                changes(was, now),
                old_site.grades.get(was_id or ""),
                new_site.grades.get(item_id),
            )
        )
    for item_id in sorted(set(old) - seen):
        gone = (Change("page", f"The page is gone: {old[item_id].title}"),)
        found.append(replace(_page(old[item_id], gone, old_site.grades.get(item_id), None), gone=True))
    return sorted(found, key=lambda page: (not page.facts, page.address))


def _page(kept: Snapshot, found: tuple[Change, ...], before: float | None, now: float | None) -> PageDifference:
    facts = tuple(change for change in found if change.kind != "wording")
    words = tuple(change for change in found if change.kind == "wording")
    return PageDifference(address(kept.page), kept.title, facts, words, before, now)
