"""Pages that were split: the old address stays a page that leads to each of those that it became.

An address once published works for ever, and so does a section anchor on the promise list (design, promise 7). Who
linked to the old page may have meant any of the new ones, so the reader is asked which, section by section.
"""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.content.models import CompareItem, Page, TypeItem
from sitegen.content.typed.entries import Entry
from sitegen.site.site import Site

OF_USES = (("at-a-glance", "At a glance"), ("options", "The choices side by side"), ("questions", "What to ask"))
OF_COMPARISONS = (("choices", "The choices side by side"), ("what-matters", "What matters to you"))
DECIDE = ("how-to-decide", "How to decide")
"""The parts that templates write on the pages of a kind, by anchor and words."""


@dataclass(frozen=True)
class SplitRow:
    """One section of a page that was split: its anchor, its words, and the pages on which it stands now.

    A page that compares the choices of a use is called by the name of the use.
    """

    anchor: str
    words: str
    pages: tuple[tuple[Entry, str], ...]


def became(site: Site, entry: Entry) -> tuple[Entry, ...]:
    """The pages that a page was split into; nothing for any other page."""
    names = entry.item.split_into if isinstance(entry.item, Page) else ()
    # A page that is not there is told as a problem; until it is mended the others are still looked at.
    return tuple(site.entries[name] for name in names if name in site.entries)


def split_rows(site: Site, entry: Entry) -> list[SplitRow]:
    """Every section that the new pages have, once for all that have it, in the order of the pages."""
    words: dict[str, str] = {}
    pages: dict[str, list[tuple[Entry, str]]] = {}
    for page in became(site, entry):
        name = _use_of(site, page).item.title
        for anchor, said in _parts(site, page):
            words.setdefault(anchor, said)
            pages.setdefault(anchor, []).append((page, name))
    return [SplitRow(anchor, said, tuple(pages[anchor])) for anchor, said in words.items()]


def _parts(site: Site, page: Entry) -> list[tuple[str, str]]:
    """The sections and choices of a page, and what its template adds: ``(anchor, words)``."""
    found = [(text.anchor, text.heading) for text in page.sections]
    if isinstance(page.item, TypeItem):
        return [*OF_USES, DECIDE, *found]
    if isinstance(page.item, CompareItem):
        use = _use_of(site, page).item
        choices = [(option.id, option.name) for option in use.options] if isinstance(use, TypeItem) else []
        return [*OF_COMPARISONS, *found, *choices]
    return found


def _use_of(site: Site, page: Entry) -> Entry:
    """The use whose choices a page compares; any other page itself."""
    return site.entries.get(page.item.use, page) if isinstance(page.item, CompareItem) else page
