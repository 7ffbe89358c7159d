"""The facts as plain files under ``api/v1/``: a manifest, one JSON an item, sources as CSL-JSON, and records.

The files are made from the content models, so there is no second set of fields. Prose comes as plain words; what
it cites stands beside it in ``cites``, and where it leads in ``links``. Within v1 no field goes away and none
changes its type (tests/data/api-v1-fields.txt); new ones may come.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from sitegen.addresses import address, old_id
from sitegen.link import Site, card_of, care_cards, citations
from sitegen.models import (
    ITEM_MODELS,
    CardItem,
    Code,
    EmergencyNumber,
    Heading,
    Item,
    Model,
    Name,
    Page,
    Question,
    Reference,
    Term,
    Withdrawn,
)
from sitegen.prose import TARGET, Block, Line, plain_words, tokenize
from sitegen.validate import Entry, ProseText, walk
from sitegen.versions import Stamp, sign_off

FOLDER = "api/v1"
COMMON = frozenset(Item.model_fields)
LAYOUT = frozenset({"gathers", "care_first", "time_line", "leaflet_parts"})
# Where our own pages do not explain a word; it says nothing about the word.
MARKING = frozenset({"not_in", "not_on"})
"""Fields that only say how a page is laid out; they are no facts, and nobody is promised them."""
FOR_WRITERS = ("default", "minItems", "maxItems", "minLength", "maxLength", "title")
"""What of a model's schema concerns writers only: defaults, lengths, titles that pydantic makes from the names."""
DRAFT_2020 = "https://json-schema.org/draft/2020-12/schema"
ATTRIBUTION = "{name}, {site}, CC BY 4.0"
Json = dict[str, Any]


def item_path(item_id: str) -> str:
    """Where an item's JSON stands below ``docs``."""
    return f"{FOLDER}/items/{item_id}.json"


def schema_path(name: str) -> str:
    """Where the JSON Schema of a kind of file stands below ``docs``."""
    return f"{FOLDER}/schema/{name}.schema.json"


def record_paths() -> list[str]:
    """Where the files stand below ``docs`` that are of no one item."""
    records = ("manifest", "references", "terms", "questions", "codes", "emergency_numbers", "addresses")
    return [*(f"{FOLDER}/{name}.json" for name in records), *(schema_path(name) for name in schemas())]


def api(site: Site, stamps: Mapping[str, Stamp], site_url: str) -> dict[str, bytes]:
    """All files as ``{path below docs: bytes}``; ``site_url`` has a slash at the end."""
    found: dict[str, Json | list[Json]] = {
        f"{FOLDER}/manifest.json": manifest(site, stamps, site_url),
        f"{FOLDER}/references.json": [csl(reference) for _, reference in sorted(site.references.items())],
        f"{FOLDER}/terms.json": [record(term, site_url, MARKING) for _, term in sorted(site.terms.items())],
        f"{FOLDER}/questions.json": [record(question, site_url) for question in site.questions.values()],
        f"{FOLDER}/codes.json": [record(code, site_url) for code in site.codes],
        f"{FOLDER}/emergency_numbers.json": [
            record(number, site_url) for _, number in sorted(site.emergency_numbers.items())
        ],
        # A file keeps its address when its page moves, so a moved item stands at its old ids too.
        **{
            item_path(item_id): item(site, entry, stamps[entry.id], site_url)
            for entry in site.entries.values()
            for item_id in (entry.id, *(old_id(alias) for alias in entry.item.aliases))
        },
        **{
            schema_path(name): {"$schema": DRAFT_2020, "$id": site_url + schema_path(name), **schema}
            for name, schema in schemas().items()
        },
    }
    return {path: _bytes(value) for path, value in found.items()}


def _bytes(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


# --------------------------------------------------------------------------- what the files hold


def manifest(site: Site, stamps: Mapping[str, Stamp], site_url: str) -> Json:
    """What there is, where it is, and which version of each item is today's."""
    return {
        "api": "v1",
        "name": site.config.name,
        "url": site_url,
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "attribution": ATTRIBUTION.format(name=site.config.name, site=site_url),
        "references": f"{site_url}{FOLDER}/references.json",
        "terms": f"{site_url}{FOLDER}/terms.json",
        "questions": f"{site_url}{FOLDER}/questions.json",
        "codes": f"{site_url}{FOLDER}/codes.json",
        "emergency_numbers": f"{site_url}{FOLDER}/emergency_numbers.json",
        "addresses": f"{site_url}{FOLDER}/addresses.json",
        "feed": f"{site_url}feeds/all.json",
        "schemas": {name: site_url + schema_path(name) for name in schemas()},
        "items": [
            {
                **_head(entry, stamps[entry.id], site_url),
                "data": site_url + item_path(entry.id),
            }
            for _, entry in sorted(site.entries.items())
        ],
    }


def _head(entry: Entry, stamp: Stamp, site_url: str) -> Json:
    """What the manifest and the item's own file both say of it."""
    it = entry.item
    sign = sign_off(it.clinician_review, stamp.version)
    return {
        "id": entry.id,
        # An overview of a folder is a page like those in pages/.
        "type": "pages" if isinstance(it, Page) else entry.folder,
        "title": it.title,
        "address": address(entry.id),
        "url": site_url + address(entry.id)[1:],
        "version": stamp.version,
        "released": str(stamp.released) if stamp.released else None,
        "status": "withdrawn" if isinstance(it.status, Withdrawn) else "published",
        "checked": str(it.checked),
        "next_review": str(it.next_review),
        "clinician_review": sign.model_dump(mode="json") if sign else None,
    }


def item(site: Site, entry: Entry, stamp: Stamp, site_url: str) -> Json:
    """An item: its head, its main message, its fields, and its sections as plain words with what they cite."""
    it = entry.item
    withdrawn = it.status if isinstance(it.status, Withdrawn) else None
    return {
        **_head(entry, stamp, site_url),
        "published": str(it.published),
        "summary": plain_words(it.summary),
        "also_called": list(it.also_called),
        "related": list(it.related),
        "more_help": list(it.more_help),
        "aliases": list(it.aliases),
        "withdrawn": record(withdrawn, site_url) if withdrawn else None,
        "fields": {
            **record(it, site_url, without=COMMON | LAYOUT | headed(type(it))),
            **({"care_cards": [card(c, site_url) for c in care_cards(site, entry)]} if _names_cards(type(it)) else {}),
        },
        "sections": [_section(site, text, site_url) for text in entry.sections],
        "cites": list(dict.fromkeys(cite for cite, _ in citations(entry))),
        "reading_grade": round(site.grades[entry.id], 1) if entry.id in site.grades else None,
    }


def card(entry: Entry, site_url: str) -> Json:
    """A card as every page that names it gives it: the words of its own file."""
    words = record(card_of(entry), site_url, without=COMMON - {"title"})
    return {"id": entry.name, "url": site_url + address(entry.id)[1:], **words}


def _names_cards(model: type[Item]) -> bool:
    return "care_cards" in model.model_fields


def _section(site: Site, text: ProseText, site_url: str) -> Json:
    lines = [line for block in text.blocks for line in [*block.lines, *(cell for row in block.rows for cell in row)]]
    return {
        "anchor": text.anchor,
        "heading": plain_words(text.heading),
        "text": [said for block in text.blocks for said in _said(site, block)],
        "cites": list(dict.fromkeys(cite for line in lines for cite in line.cites)),
        "links": [link for line in lines for link in _links(line, site_url)],
    }


def _said(site: Site, block: Block) -> list[str]:
    """A block as plain words: each point and each row of a table is one text; a drawing also says what it shows.

    A card that it names says its sign and its action.
    """
    if block.cards:
        cards = [card_of(site.entries[name]) for name in block.cards]
        return [f"{plain_words(card.title)}: {plain_words(card.action)}" for card in cards]
    if block.kind == "list":
        return [f"- {line.plain}" for line in block.lines]
    if block.kind == "steps":
        return [f"{number}. {line.plain}" for number, line in enumerate(block.lines, 1)]
    if block.kind == "table":
        return [" | ".join(cell.plain for cell in row) for row in block.rows]
    return [said for said in (block.alt, block.plain) if said]


def _links(line: Line, site_url: str) -> list[Json]:
    """Where the words of a line lead: ``{"words": ..., "url": ...}``."""
    return [{"words": token.text, "url": _url(token.target, site_url)} for token in line.tokens if token.kind == "link"]


def _url(target: str, site_url: str) -> str:
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
        if links := _links(line, site_url):
            owner["links"] = [*owner.get("links", []), *links]
    return found


@cache
def headed(model: type[Item]) -> frozenset[str]:
    """The fields of a model that a heading of the page fills; the API gives them as sections."""
    return frozenset(
        name for name, field in model.model_fields.items() if any(isinstance(m, Heading) for m in field.metadata)
    )


def csl(reference: Reference) -> Json:
    """A source as CSL-JSON 1.0; what CSL has no field for stands in ``custom``."""
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
        "URL": reference.address,
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
            "own_address": reference.url,
            "seen_at": reference.seen.at,
            "seen_form": reference.seen.form,
        },
    }
    return {name: value for name, value in full.items() if value not in (None, [])}


def _name(author: Name) -> Json:
    return author.model_dump(exclude_none=True)


# --------------------------------------------------------------------------- schemas


@cache
def schemas() -> dict[str, Json]:
    """A JSON Schema (2020-12) for each kind of file, by its name."""
    models: Mapping[str, type[Item]] = {**ITEM_MODELS, "pages": Page}
    return {
        "manifest": _manifest_schema(),
        "references": _list_of(_csl_schema(), "references"),
        "terms": _list_of(_record_schema(Term, MARKING), "terms"),
        "questions": _list_of(_record_schema(Question), "questions"),
        "codes": _list_of(_record_schema(Code), "codes"),
        "emergency_numbers": _list_of(_record_schema(EmergencyNumber), "emergency_numbers"),
        **{folder: _item_schema(folder, model) for folder, model in sorted(models.items())},
    }


TEXT: Json = {"type": "string"}
TEXTS: Json = {"type": "array", "items": TEXT}
DATE: Json = {"type": "string", "format": "date"}
ADDRESS: Json = {"type": "string", "pattern": "^/"}


def _or_none(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties)}


LINKS: Json = {"type": "array", "items": _object({"words": TEXT, "url": TEXT})}
SIGN = _object({"role": TEXT, "date": DATE, "version": TEXT})
HEAD: Json = {
    "id": {"type": "string", "pattern": "^[a-z]+/[a-z0-9-]+$"},
    "type": {"enum": sorted(ITEM_MODELS)},
    "title": TEXT,
    "address": ADDRESS,
    "url": TEXT,
    "version": {"type": "string", "pattern": "^[0-9a-f]{8}$"},
    "released": _or_none(DATE),
    "status": {"enum": ["published", "withdrawn"]},
    "checked": DATE,
    "next_review": DATE,
    "clinician_review": _or_none(SIGN),
}


def _manifest_schema() -> Json:
    urls = ("references", "terms", "questions", "codes", "emergency_numbers", "addresses", "feed")
    return {
        "title": "manifest",
        **_object(
            {
                "api": {"const": "v1"},
                "name": TEXT,
                "url": TEXT,
                "licence": TEXT,
                "attribution": TEXT,
                **dict.fromkeys(urls, TEXT),
                "schemas": {"type": "object", "additionalProperties": TEXT},
                "items": {"type": "array", "items": _object({**HEAD, "data": TEXT})},
            }
        ),
    }


def _item_schema(folder: str, model: type[Item]) -> Json:
    fields = _record_schema(model)
    definitions = fields.pop("$defs", {})
    drop = COMMON | LAYOUT | headed(model)
    fields["properties"] = {name: value for name, value in fields["properties"].items() if name not in drop}
    fields["required"] = [name for name in fields.get("required", []) if name not in drop]
    if _names_cards(model):
        # A page names its cards by id; its file gives their words, those of the cards' own files.
        fields["properties"]["care_cards"] = {"type": "array", "items": _card_schema()}
    section = _object({"anchor": TEXT, "heading": TEXT, "text": TEXTS, "cites": TEXTS, "links": LINKS})
    withdrawn = _record_schema(Withdrawn)
    return {
        "title": folder,
        **_object(
            {
                **HEAD,
                "type": {"const": folder},
                "published": DATE,
                "summary": TEXT,
                "also_called": TEXTS,
                "related": TEXTS,
                "more_help": TEXTS,
                "aliases": TEXTS,
                "withdrawn": _or_none(withdrawn),
                "fields": fields,
                "sections": {"type": "array", "items": section},
                "cites": TEXTS,
                "reading_grade": _or_none({"type": "number"}),
            }
        ),
        "$defs": definitions,
    }


def _card_schema() -> Json:
    found = _record_schema(CardItem)
    found.pop("$defs", None)
    drop = COMMON - {"title"}
    fields = {name: value for name, value in found["properties"].items() if name not in drop}
    required = [name for name in found["required"] if name not in drop]
    return {
        **found,
        "properties": {"id": TEXT, "url": TEXT, **fields},
        "required": ["id", "url", *required],
    }


def _record_schema(model: type[Model], without: frozenset[str] = frozenset()) -> Json:
    """A content model's own schema, but for the fields ``without``, with ``cites`` and ``links``, open for more."""
    found: Json = model.model_json_schema(by_alias=True, mode="serialization")
    found["properties"] = {name: value for name, value in found["properties"].items() if name not in without}
    for part in [found, *found.get("$defs", {}).values()]:
        if "properties" in part:
            part.pop("additionalProperties", None)
            # A file gives every field, those that an editor left out as well.
            part["required"] = list(part["properties"])
            part["properties"] |= {"cites": TEXTS, "links": LINKS}
        for schema in (part, *part.get("properties", {}).values()):
            for name in FOR_WRITERS:
                schema.pop(name, None)
    return found


def _csl_schema() -> Json:
    dates = _object({"date-parts": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}})
    name = {"type": "object", "properties": {"family": TEXT, "given": TEXT, "literal": TEXT}}
    optional = ("container-title", "publisher", "volume", "issue", "page", "DOI", "PMID", "jurisdiction")
    return {
        "type": "object",
        "properties": {
            "id": TEXT,
            "type": {"enum": list(Reference.model_fields["type"].annotation.__args__)},  # type: ignore[union-attr]
            "title": TEXT,
            "author": {"type": "array", "items": name, "minItems": 1},
            **dict.fromkeys(optional, TEXT),
            "issued": dates,
            "accessed": dates,
            "URL": TEXT,
            "language": TEXT,
            "custom": {
                "type": "object",
                "properties": {
                    "design": TEXT,
                    "people": _or_none({"type": "integer"}),
                    "supports": TEXT,
                    "caveat": _or_none(TEXT),
                    "registry": _or_none(TEXT),
                    "own_address": TEXT,
                    "seen_at": TEXT,
                    "seen_form": _or_none(TEXT),
                },
                "required": ["design", "supports", "own_address", "seen_at"],
            },
        },
        "required": ["id", "type", "title", "URL", "language", "accessed", "custom"],
        "additionalProperties": False,
    }


def _list_of(schema: Json, title: str) -> Json:
    definitions = schema.pop("$defs", {})
    return {"title": title, "type": "array", "items": schema, "$defs": definitions}
