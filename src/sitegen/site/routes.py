"""Which page leads to which, how far each is from the home page, and where the sections of a split page stand now.

Who linked to a page that was split may have meant any of those that it became: the reader is asked, section by section
(design, promise 7: an address once published works for ever, and so does a section anchor on the promise list).
"""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.content.models import CompareItem, ConsultationItem, Page, TypeItem
from sitegen.content.typed.entries import Entry
from sitegen.site.citations import links
from sitegen.site.site import HOME, Site


def targets(site: Site, entry: Entry) -> set[str]:
    """The pages that a page leads to: links, related items, fields that name items, and what it gathers."""
    found = {target for target, _, _ in links(entry)}
    for leaf in entry.leaves:
        for marker in leaf.links:
            if marker.kind in ("item", "verdict"):
                found.add(leaf.value.partition("#")[0])
    if entry.id in site.comparisons:
        found.add(site.comparisons[entry.id].id)
    if isinstance(entry.item, Page) and entry.item.gathers == "folder":
        found |= {other.id for other in site.of(entry.folder)}
    if isinstance(entry.item, ConsultationItem) and entry.item.time_line == "yes":
        found |= {other.id for other in site.of("risks")}
    if isinstance(entry.item, Page) and entry.item.gathers == "signs":
        found |= {other.id for other in site.of("cards")}
    if isinstance(entry.item, Page) and entry.item.gathers == "home":
        found |= {other.id for other in site.entries.values() if other.id.endswith("/index")}
    if isinstance(entry.item, Page) and entry.item.gathers == "unknowns":
        found |= {other.id for other, _ in site.unknowns}
    if isinstance(entry.item, Page) and entry.item.gathers == "facts":
        found |= {other.id for shown in site.shown_numbers.values() for other, _ in shown}
    return found & set(site.entries)


def clicks_from_home(site: Site) -> dict[str, int]:
    """``{item id: clicks from the home page}`` by the links in the content (A to Z and menus not counted)."""
    distance = {HOME: 0} if HOME in site.entries else {}
    frontier = list(distance)
    while frontier:
        following = []
        for item_id in frontier:
            for target in sorted(targets(site, site.entries[item_id])):
                if target not in distance:
                    distance[target] = distance[item_id] + 1
                    following.append(target)
        frontier = following
    return distance


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
    words = site.words
    if isinstance(page.item, TypeItem):
        return [
            ("at-a-glance", words.gettext("At a glance")),
            ("options", words.gettext("The choices side by side")),
            ("questions", words.gettext("What to ask")),
            ("how-to-decide", words.gettext("How to decide")),
            *found,
        ]
    if isinstance(page.item, CompareItem):
        use = _use_of(site, page).item
        choices = [(option.id, option.name) for option in use.options] if isinstance(use, TypeItem) else []
        own = [
            ("choices", words.gettext("The choices side by side")),
            ("what-matters", words.gettext("What matters to you")),
        ]
        return [*own, *found, *choices]
    return found


def _use_of(site: Site, page: Entry) -> Entry:
    """The use whose choices a page compares; any other page itself."""
    return site.entries.get(page.item.use, page) if isinstance(page.item, CompareItem) else page
