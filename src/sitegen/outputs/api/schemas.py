"""A JSON Schema (2020-12) for each kind of file under ``api/v1/``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sitegen.content.models import (
    ITEM_MODELS,
    KINDS,
    CardItem,
    Code,
    EmergencyNumber,
    Item,
    Model,
    Page,
    Question,
    Reference,
    Term,
    Withdrawn,
)
from sitegen.outputs.api.records import COMMON, LAYOUT, MARKING, Json, headed, names_cards

FOR_WRITERS = ("default", "minItems", "maxItems", "minLength", "maxLength", "title")
"""What of a model's schema concerns writers only: defaults, lengths, titles that pydantic makes from the names."""
DRAFT_2020 = "https://json-schema.org/draft/2020-12/schema"


@cache
def schemas(topics: tuple[str, ...] = ()) -> dict[str, Json]:
    """A JSON Schema (2020-12) for each kind of file, by its name. ``topics``: those that a question may have."""
    models: Mapping[str, type[Item]] = {**ITEM_MODELS, "pages": Page}
    return {
        "manifest": _manifest_schema(),
        "references": _list_of(_csl_schema(), "references"),
        "terms": _list_of(_record_schema(Term, MARKING), "terms"),
        "questions": _list_of(_question_schema(topics), "questions"),
        "codes": _list_of(_record_schema(Code), "codes"),
        "emergency_numbers": _list_of(_record_schema(EmergencyNumber), "emergency_numbers"),
        "facts": _facts_schema(),
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
    urls = ("references", "terms", "questions", "codes", "emergency_numbers", "facts", "addresses", "feed")
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


def _facts_schema() -> Json:
    """Facts of every kind: ``kind`` tells which fields a fact has. The definitions stand at the top of the file."""
    kinds = [_fact_schema(model, name) for name, model in KINDS.items()]
    definitions: Json = {}
    for kind in kinds:
        definitions |= kind.pop("$defs", {})
    return {**_list_of({"anyOf": kinds}, "facts"), "$defs": definitions}


def _fact_schema(model: type[Model], kind: str) -> Json:
    found = _record_schema(model)
    found["properties"]["kind"] = {"const": kind, "type": "string"}
    more: Json = {
        "url": TEXT,
        "sentence": TEXT,
        "certainty": _or_none(TEXT),
        "direction": _or_none(TEXT),
        "sources": TEXTS,
        "pages": TEXTS,
    }
    return {
        **found,
        "properties": {**found["properties"], **more},
        "required": [*found["required"], *more],
    }


def _item_schema(folder: str, model: type[Item]) -> Json:
    fields = _record_schema(model)
    definitions = fields.pop("$defs", {})
    drop = COMMON | LAYOUT | headed(model)
    fields["properties"] = {name: value for name, value in fields["properties"].items() if name not in drop}
    fields["required"] = [name for name in fields.get("required", []) if name not in drop]
    if names_cards(model):
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


def _question_schema(topics: tuple[str, ...]) -> Json:
    found = _record_schema(Question)
    if topics:
        found["properties"]["topic"] = {"enum": list(topics), "type": "string"}
    return found


def _csl_schema() -> Json:
    dates = _object({"date-parts": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}})
    name = {"type": "object", "properties": {"family": TEXT, "given": TEXT, "literal": TEXT}}
    optional = ("container-title", "publisher", "volume", "issue", "page", "DOI", "PMID", "PMCID", "jurisdiction")
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
