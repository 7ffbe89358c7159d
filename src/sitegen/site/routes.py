"""Which page leads to which, and how far each is from the home page."""

from __future__ import annotations

from sitegen.content.models import ConsultationItem, Page
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
