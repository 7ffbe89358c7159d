"""Every address besides the pages that the site hands out: cards, codes, answers, leaflets, data and feeds.

Clinics put these addresses into their own pages, forms and programs, so each is promised like a page
(:func:`sitegen.ledger.promises.promised`), is known to "Check my links", and goes on when its page moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from sitegen.base.addresses import (
    API_FOLDER,
    SHOW_FOLDER,
    address,
    embed_path,
    item_path,
    leaflet_page_path,
    leaflet_path,
    oembed_path,
    old_id,
    qr_path,
    schema_path,
    show_path,
)
from sitegen.content import describe
from sitegen.content.models import FACTS, ITEM_MODELS, RECORD_MODELS, CardItem, Page
from sitegen.content.typed.entries import Entry
from sitegen.ledger.news import feed_names
from sitegen.site.handouts import has_kit, has_leaflet, leaflet_parts_of, part_id
from sitegen.site.site import Site


def record_paths() -> list[str]:
    """Where the files stand below ``docs`` that are of no one item."""
    files = ("manifest", FACTS, *RECORD_MODELS)
    schemas = (*files, *sorted(ITEM_MODELS))
    return [*(f"{API_FOLDER}/{name}.json" for name in (*files, "addresses")), *(schema_path(name) for name in schemas)]


def handed_out(site: Site) -> dict[str, str]:
    """``{address from the root of the site: address of the page that it belongs to, or empty}``."""
    found = {path: address(entry.id) for entry in site.entries.values() for path in of_item(entry, entry.id)}
    found |= {f"/{path}": "" for path in record_paths()}
    for names in feed_names(site).values():
        found |= dict.fromkeys(_feed(names[0]), "")
    return found | in_languages(site)


def handed_out_before(site: Site) -> dict[str, str]:
    """``{old address: the address today}`` of what was handed out for a page before it moved."""
    found = {
        old: new
        for entry in site.entries.values()
        for alias in entry.item.aliases
        for old, new in zip(of_item(entry, old_id(alias)), of_item(entry, entry.id), strict=True)
    }
    for names in feed_names(site).values():
        found |= {old: new for name in names[1:] for old, new in zip(_feed(name), _feed(names[0]), strict=True)}
    for entry in site.entries.values():
        for alias, code in product(entry.item.aliases, site.edition.languages.get(entry.id, ())):
            old, new = (_of_translation(site, entry, item_id, code) for item_id in (old_id(alias), entry.id))
            found |= dict(zip(old, new, strict=True))
            found |= dict(zip(_to_show(entry, old_id(alias)), _to_show(entry, entry.id), strict=True))
    return found


def in_languages(site: Site) -> dict[str, str]:
    """What a Site that knows its languages hands out in each: its pages and their leaflets, and its feed."""
    found = {
        path: address(item_id)
        for item_id, codes in site.edition.languages.items()
        for code in codes
        for path in _of_translation(site, site.entries[item_id], item_id, code)
    }
    if shown := {path: address(i) for i in site.edition.languages for path in _to_show(site.entries[i], i)}:
        found |= {f"/{SHOW_FOLDER}/": "", **shown}
    every = {code for codes in site.edition.languages.values() for code in codes}
    return found | {f"/{code}{path}": "" for code in sorted(every) for path in _feed("all")}


def _of_translation(site: Site, entry: Entry, item_id: str, code: str) -> list[str]:
    """What is handed out for an item's page in a language under one of its ids, in a fixed order."""
    printed = has_leaflet(entry) and not isinstance(entry.item, Page)
    papers = site.edition.papers_elsewhere.get(code, ()) if printed else ()
    return [f"/{code}{path}" for path in (address(item_id), *(f"/{leaflet_path(item_id, paper)}" for paper in papers))]


def _to_show(entry: Entry, item_id: str) -> list[str]:
    """Where a card that stands in several languages is shown in all of them."""
    return [_shown(show_path(item_id))] if isinstance(entry.item, CardItem) else []


def of_item(entry: Entry, item_id: str) -> list[str]:
    """What is handed out for an item's page under one of its ids, today's or an old one, in a fixed order."""
    return [*_of_kit(entry, item_id), *_of_leaflet(entry, item_id), f"/{item_path(item_id)}"]


def _of_kit(entry: Entry, item_id: str) -> Iterator[str]:
    if has_kit(entry):
        yield _shown(embed_path(item_id))
        yield f"/{oembed_path(item_id)}"
        yield from (f"/{qr_path(item_id, kind)}" for kind in ("svg", "png"))


def _of_leaflet(entry: Entry, item_id: str) -> Iterator[str]:
    for part in leaflet_parts_of(entry):
        name = f"{item_id}{part_id(entry, part).removeprefix(entry.id)}"
        yield from (_shown(leaflet_page_path(name, large)) for large in (False, True))
        yield from (f"/{leaflet_path(name, edition)}" for edition in describe.LEAFLETS)


def _feed(name: str) -> list[str]:
    return [f"/feeds/{name}.xml", f"/feeds/{name}.json"]


def _shown(path: str) -> str:
    """The address of a page that stands at ``path`` below ``docs``."""
    return address(path.removesuffix(".md"))
