"""Records and sources as JSON: sources in CSL, all texts as plain words."""

from __future__ import annotations

from functools import cache
from typing import Any

from sitegen.base.addresses import FIXED, address
from sitegen.content.models import Heading, Item, Model, Name, Reference
from sitegen.content.prose.inline import TARGET, Line, tokenize
from sitegen.content.typed.entries import walk

Json = dict[str, Any]

COMMON = frozenset(Item.model_fields)
LAYOUT = frozenset({"gathers", "doors", "care_first", "time_line", "leaflet_parts", "who_should_not"})
"""Fields that only say how a page is laid out; they are no facts, and nobody is promised them."""
MARKING = frozenset({"not_in", "not_on"})
"""Where our own pages do not explain a word; it says nothing about the word."""


def names_cards(model: type[Item]) -> bool:
    return "care_cards" in model.model_fields


def links_in(line: Line, site_url: str) -> list[Json]:
    """Where the words of a line lead: ``{"words": ..., "url": ...}``."""
    return [
        {"words": token.text, "url": url_of(token.target, site_url)} for token in line.tokens if token.kind == "link"
    ]


def url_of(target: str, site_url: str) -> str:
    match = TARGET.match(target)
    if not match:
        return target
    return site_url + address(match["item"])[1:] + (f"#{match['anchor']}" if match["anchor"] else "")


def record(model: Model, site_url: str, without: frozenset[str] = frozenset()) -> Json:
    """A record, but for the fields ``without``, with its prose as plain words.

    An object whose own prose cites a source has ``cites`` (their ids); one whose prose leads somewhere has ``links``.
    """
    found: Json = model.model_dump(mode="json", by_alias=True, exclude=set(without))
    for leaf in walk(model):
        if not leaf.prose or leaf.loc[0] in without:
            continue
        line = Line(0, tokenize(leaf.value))
        holder: Any = found
        owner: Json = found
        for step in leaf.loc[:-1]:
            holder = holder[step]
            owner = holder if isinstance(holder, dict) else owner
        holder[leaf.loc[-1]] = line.plain
        if line.cites:
            owner["cites"] = list(dict.fromkeys([*owner.get("cites", []), *line.cites]))
        if links := links_in(line, site_url):
            owner["links"] = [*owner.get("links", []), *links]
    return found


@cache
def headed(model: type[Item]) -> frozenset[str]:
    """The fields of a model that a heading of the page fills; the API gives them as sections."""
    return frozenset(
        name for name, field in model.model_fields.items() if any(isinstance(m, Heading) for m in field.metadata)
    )


def csl(reference: Reference, site_url: str) -> Json:
    """A source as CSL-JSON 1.0; what CSL has no field for stands in ``custom``.

    A source without an address of its own has that of its line in our list, which tells where a copy was read.
    """
    where = reference.address or f"{site_url}{address(FIXED['sources'])[1:]}#{reference.id}"
    dated = reference.issued if reference.issued != "undated" else None
    full: Json = {
        "id": reference.id,
        "type": reference.type,
        "title": reference.title,
        "author": [_name(author) for author in reference.author],
        "container-title": reference.container_title,
        "publisher": reference.publisher,
        "issued": {"date-parts": [[int(part) for part in dated.split("-")]]} if dated else None,
        "volume": reference.volume,
        "issue": reference.issue,
        "page": reference.page,
        "DOI": reference.doi,
        "PMID": reference.pmid,
        "PMCID": reference.pmcid,
        "URL": where,
        "language": reference.language,
        "jurisdiction": reference.jurisdiction,
        "accessed": {
            "date-parts": [[reference.seen.date.year, reference.seen.date.month, reference.seen.date.day]],
        },
        "custom": {
            "design": reference.design,
            "people": reference.people,
            "supports": reference.supports,
            "caveat": reference.caveat,
            "registry": reference.registry,
            "own_address": reference.url or where,
            "seen_at": reference.seen.at,
            "seen_form": reference.seen.form,
        },
    }
    return {name: value for name, value in full.items() if value not in (None, [])}


def _name(author: Name) -> Json:
    return author.model_dump(exclude_none=True)
