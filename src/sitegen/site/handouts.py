"""Which pages have a kit and leaflets, and what each of those is called."""

from __future__ import annotations

from sitegen.content.models import ITEM_MODELS, CardItem, ConsultationItem, LeafletPart, Page, TypeItem
from sitegen.content.typed.entries import Entry
from sitegen.site.site import Site


def has_kit(entry: Entry) -> bool:
    """Whether clinics get a kit to link to a page.

    Not for search, lists of pages and the pages for clinics; of the cards for those of an emergency.
    """
    if isinstance(entry.item, CardItem):
        return entry.item.urgency == "emergency"
    return getattr(entry.item, "gathers", "") not in ("search", "a-to-z", "style-guide", "kits", "leaflets")


def has_leaflet(entry: Entry) -> bool:
    """Whether a page has a leaflet: every use and every page about the appointment, their overviews left out.

    A use that was split keeps its leaflet, which has those that it became in short.
    """
    if isinstance(entry.item, Page):
        return bool(entry.item.split_into) and ITEM_MODELS.get(entry.folder) is TypeItem
    return isinstance(entry.item, TypeItem | ConsultationItem)


def leaflet_names(site: Site) -> dict[str, tuple[Entry, LeafletPart | None]]:
    """What has leaflets, by the id under which they stand: each use, its parts, each page about the appointment."""
    found: dict[str, tuple[Entry, LeafletPart | None]] = {}
    for entry in site.entries.values():
        for part in leaflet_parts_of(entry):
            found[part_id(entry, part)] = (entry, part)
    return found


def leaflet_parts_of(entry: Entry) -> tuple[LeafletPart | None, ...]:
    """What the leaflets of a page are of: ``None`` for all of it, then its parts; nothing where it has none."""
    if not has_leaflet(entry):
        return ()
    return (None, *(entry.item.leaflet_parts if isinstance(entry.item, TypeItem) else ()))


def part_id(entry: Entry, part: LeafletPart | None) -> str:
    """The id under which leaflets stand: that of the page, or ``types/name-part`` for a part of its use."""
    return f"{entry.id}-{part.id}" if part else entry.id
