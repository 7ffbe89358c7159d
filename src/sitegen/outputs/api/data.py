"""The facts as plain files under ``api/v1/``: a manifest, one JSON an item, sources as CSL-JSON, and records.

The files are made from the content models, so there is no second set of fields. Prose comes as plain words; what
it cites stands beside it in ``cites``, and where it leads in ``links``. Within v1 no field goes away and none
changes its type (tests/data/api-v1-fields.txt); new ones may come.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, MutableMapping
from json.encoder import encode_basestring

from sitegen.base.addresses import API_FOLDER, FIXED, address, item_path, old_id, schema_path
from sitegen.base.files import remembered
from sitegen.content.fact_words import sentence, source
from sitegen.content.models import Number, Page, Withdrawn
from sitegen.content.prose.blocks import Block
from sitegen.content.prose.inline import plain_words
from sitegen.content.typed.entries import Entry, ProseText
from sitegen.ledger.versions import Stamp, sign_off
from sitegen.outputs.api.records import COMMON, LAYOUT, MARKING, Json, csl, headed, links_in, names_cards, record
from sitegen.outputs.api.schemas import DRAFT_2020, schemas
from sitegen.site.care import card_of, care_cards
from sitegen.site.citations import citations
from sitegen.site.site import Site

ATTRIBUTION = "{name}, {site}, CC BY 4.0"


def api(
    site: Site, stamps: Mapping[str, Stamp], site_url: str, memory: MutableMapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """All files as ``{path below docs: bytes}``; ``site_url`` has a slash at the end.

    ``memory`` keeps the schemas, which depend on the models and on the topics of questions alone.
    """
    topics = tuple(site.config.subject.topics)
    of_models = remembered(memory, [b"schemas", repr(topics).encode()], dict, lambda: schemas(topics))
    found: dict[str, Json | list[Json]] = {
        f"{API_FOLDER}/manifest.json": manifest(site, stamps, site_url, of_models),
        f"{API_FOLDER}/references.json": [csl(reference, site_url) for _, reference in sorted(site.references.items())],
        f"{API_FOLDER}/terms.json": [record(term, site_url, MARKING) for _, term in sorted(site.terms.items())],
        f"{API_FOLDER}/questions.json": [record(question, site_url) for question in site.questions.values()],
        f"{API_FOLDER}/codes.json": [record(code, site_url) for code in site.codes],
        f"{API_FOLDER}/emergency_numbers.json": [
            record(number, site_url) for _, number in sorted(site.emergency_numbers.items())
        ],
        f"{API_FOLDER}/facts.json": [fact(site, name, site_url) for name in sorted(site.facts)],
        # A file keeps its address when its page moves, so a moved item stands at its old ids too.
        **{
            item_path(item_id): item(site, entry, stamps[entry.id], site_url)
            for entry in site.entries.values()
            for item_id in (entry.id, *(old_id(alias) for alias in entry.item.aliases))
        },
        **{
            schema_path(name): {"$schema": DRAFT_2020, "$id": site_url + schema_path(name), **schema}
            for name, schema in of_models.items()
        },
    }
    return {path: _bytes(value) for path, value in found.items()}


def _bytes(value: object) -> bytes:
    return (indented(value) + "\n").encode("utf-8")


def indented(value: object, indent: str = "\n") -> str:
    """What ``json.dumps(value, ensure_ascii=False, indent=1)`` writes, in a third of its time."""
    if isinstance(value, str):
        return encode_basestring(value)
    inner = f"{indent} "
    if isinstance(value, dict) and value:
        rows = [f"{encode_basestring(key)}: {indented(part, inner)}" for key, part in value.items()]
        return f"{{{inner}{f',{inner}'.join(rows)}{indent}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{f',{inner}'.join(indented(part, inner) for part in value)}{indent}]"
    return json.dumps(value)


def manifest(site: Site, stamps: Mapping[str, Stamp], site_url: str, of_models: Iterable[str]) -> Json:
    """What there is, where it is, and which version of each item is today's. ``of_models``: the names of schemas."""
    return {
        "api": "v1",
        "name": site.config.name,
        "url": site_url,
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "attribution": ATTRIBUTION.format(name=site.config.name, site=site_url),
        "references": f"{site_url}{API_FOLDER}/references.json",
        "terms": f"{site_url}{API_FOLDER}/terms.json",
        "questions": f"{site_url}{API_FOLDER}/questions.json",
        "codes": f"{site_url}{API_FOLDER}/codes.json",
        "emergency_numbers": f"{site_url}{API_FOLDER}/emergency_numbers.json",
        "facts": f"{site_url}{API_FOLDER}/facts.json",
        "addresses": f"{site_url}{API_FOLDER}/addresses.json",
        "feed": f"{site_url}feeds/all.json",
        "schemas": {name: site_url + schema_path(name) for name in of_models},
        "items": [
            {
                **_head(entry, stamps[entry.id], site_url),
                "data": site_url + item_path(entry.id),
            }
            for _, entry in sorted(site.entries.items())
        ],
    }


def fact(site: Site, name: str, site_url: str) -> Json:
    """A fact: its record, one sentence that can be cut out, how sure it is, its sources, and where it is shown."""
    found = site.facts[name]
    rated = site.sure_of(name) if isinstance(found, Number) and found.harm == "no" else None
    return {
        **record(found, site_url),
        "url": f"{site_url}{address(FIXED['facts'])[1:]}#{name}",
        "sentence": sentence(found),
        "certainty": rated.certainty if rated else None,
        "direction": rated.direction if rated else None,
        "sources": [source(site.references[ref]) for ref in found.reference],
        "pages": [site_url + address(page)[1:] for page in site.told_on.get(name, ())],
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
            **({"care_cards": [card(c, site_url) for c in care_cards(site, entry)]} if names_cards(type(it)) else {}),
        },
        "sections": [_section(site, text, site_url) for text in entry.sections],
        "cites": list(dict.fromkeys(cite for cite, _ in citations(entry))),
        "reading_grade": round(site.grades[entry.id], 1) if entry.id in site.grades else None,
    }


def card(entry: Entry, site_url: str) -> Json:
    """A card as every page that names it gives it: the words of its own file."""
    words = record(card_of(entry), site_url, without=COMMON - {"title"})
    return {"id": entry.name, "url": site_url + address(entry.id)[1:], **words}


def _section(site: Site, text: ProseText, site_url: str) -> Json:
    lines = [line for block in text.blocks for line in block.all_lines]
    return {
        "anchor": text.anchor,
        "heading": plain_words(text.heading),
        "text": [said for block in text.blocks for said in _said(site, block)],
        "cites": list(dict.fromkeys(cite for line in lines for cite in line.cites)),
        "links": [link for line in lines for link in links_in(line, site_url)],
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
