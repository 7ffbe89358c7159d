"""Pydantic's errors in plain English, each on its own line of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sitegen.base.problems import Problem, did_you_mean
from sitegen.content.models import Item, Model, with_those_below
from sitegen.content.reading.yaml_tree import Loc, line_of
from sitegen.content.typed.entries import headings_of

M = TypeVar("M", bound=Model)


def validate_fields(
    model: type[M], data: object, lines: Mapping[Loc, int], path: str, at: Loc = ()
) -> tuple[M | None, list[Problem]]:
    """``data`` as ``model``, or its problems, each on its own line. ``at`` is where ``data`` stands in the file."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        errors = _innermost(error.errors(include_url=False))
        found = [in_plain_english(e, model, lines, path, at) for e in errors]
        # A union reports every branch that failed; one line for each place is enough.
        return None, list({(p.line, p.rule if p.rule == "unknown-field" else p.message): p for p in found}.values())


def _innermost(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """The errors without those that only follow from one farther in.

    Where fields stand and one of them is wrong, nobody meant the word that may stand there instead; and a list has
    entries enough where only what is in them is wrong.
    """
    places = [place_of(error) for error in errors]

    def follows(error: ErrorDetails, place: Loc) -> bool:
        given = error.get("input")
        other = error["type"] == "literal_error" and isinstance(given, dict)
        enough = error["type"] == "too_short" and isinstance(given, list) and len(given) >= error["ctx"]["min_length"]
        return (other or enough) and any(len(at) > len(place) and at[: len(place)] == place for at in places)

    return [error for error, place in zip(errors, places, strict=True) if not follows(error, place)]


def in_plain_english(error: ErrorDetails, model: type[Model], lines: Mapping[Loc, int], path: str, at: Loc) -> Problem:
    kind = error["type"]
    loc = place_of(error)
    line = line_of(lines, (*at, *loc))
    name = place_in_words(loc)
    given = str(error.get("input", ""))[:60]
    context = error.get("ctx", {})
    if kind == "missing":
        return Problem(path, line, "missing-field", f'"{name}" is missing.', f"add a line: {loc[-1]!s}: ...")
    if kind == "extra_forbidden":
        known = _names_at(model, loc[:-1])
        return Problem(
            path,
            line,
            "unknown-field",
            f'unknown field "{name}".',
            did_you_mean(str(loc[-1]), known) or f"the fields here are: {', '.join(known)}",
        )
    if kind == "literal_error":
        choices = str(context.get("expected", "")).replace("'", "")
        return Problem(path, line, "wrong-choice", f'"{name}" cannot be "{given}".', f"write one of: {choices}")
    if kind.startswith("date"):
        return Problem(
            path,
            line,
            "impossible-date",
            f'"{given}" is not a day of the calendar ("{name}").',
            "write year-month-day, for example 2026-11-23",
        )
    if kind in ("string_too_long",):
        limit = context.get("max_length")
        return Problem(
            path,
            line,
            "too-long",
            f'"{name}" has {len(str(error.get("input", "")))} characters; the limit is {limit}.',
            "say it shorter",
        )
    if kind == "string_too_short":
        return Problem(
            path, line, "missing-field", f'"{name}" is empty.', "write its text, or delete an optional field"
        )
    if kind in ("too_short", "too_long"):
        limit = context.get("min_length", context.get("max_length"))
        word = "at least" if kind == "too_short" else "at most"
        return Problem(path, line, "too-few", f'"{name}" needs {word} {limit} entr{"y" if limit == 1 else "ies"}.')
    if kind == "value_error":
        return _contradiction(error, lines, path, at)
    if kind == "string_pattern_mismatch":
        return Problem(
            path,
            line,
            "wrong-type",
            f'"{name}" is not written as it must be: "{given}".',
            FORMS.get(str(loc[-1]) if loc else "", "ids are lower case with hyphens; addresses begin with https://"),
        )
    if kind in ("string_type", "model_type", "model_attributes_type", "tuple_type", "dict_type", "is_instance_of"):
        return Problem(path, line, "wrong-type", f'"{name}" has the wrong kind of value.', _kind_hint(kind, error, loc))
    return Problem(path, line, "wrong-type", f'"{name}" cannot be "{given}": {error["msg"].lower()}.')


def _contradiction(error: ErrorDetails, lines: Mapping[Loc, int], path: str, at: Loc) -> Problem:
    """Fields that do not agree: told on the line of the one with which the reason begins, where it is written."""
    reason = str(error.get("ctx", {}).get("error", error["msg"]))
    loc = place_of(error)
    where = place_in_words(loc)
    named = (*at, *loc, reason.split(" ")[0])
    if named not in lines:
        return Problem(path, line_of(lines, (*at, *loc)), "inconsistent", f"{where or 'this file'}: {reason}.")
    fields = error.get("input")
    checked = fields.get("checked") if isinstance(fields, dict) else None
    hint = f"write a day after checked ({checked})" if checked and reason.endswith("later than checked") else ""
    return Problem(path, lines[named], "inconsistent", f"{where}: {reason}." if where else f"{reason}.", hint)


FORMS: Mapping[str, str] = {
    "DOI": "a DOI begins with 10., for example 10.1000/182; leave it out where there is none",
    "PMID": "the number alone, for example 31189220; leave it out where there is none",
    "URL": "an address begins with https:// and has no space, quote or angle bracket",
    "id": "lower case letters, digits and hyphens, for example health-service-2026",
    "issued": "the year, or the day as 2026-11-23",
    "language": "two small letters, for example en",
    "version": "the eight letters and digits of the page record",
}
"""How the fields with a form of their own are written."""


def place_of(error: ErrorDetails) -> Loc:
    """Union members appear in the location as type names; the file knows only keys and positions."""
    *above, last = error["loc"] or ("",)
    # What is missing, or is there and should not be, is always a field: it may be called as a branch is (``Title``).
    field = error["type"] in ("missing", "extra_forbidden") or not isinstance(last, str) or not _is_branch(last)
    kept = [part for part in above if isinstance(part, int) or not _is_branch(part)]
    return (*kept, last) if field and last != "" else tuple(kept)


def _is_branch(part: str) -> bool:
    """Whether a part of a pydantic location names a branch of a union and not a field."""
    return part.startswith(("literal[", "function-", "constrained-str", "tuple[", "model-")) or part in _models()


@cache
def _models() -> frozenset[str]:
    """The names of all models: as a branch of a union stands in a location, no field of ours is called."""
    return frozenset(model.__name__ for model in with_those_below(Model))


def _kind_hint(kind: str, error: ErrorDetails, loc: Loc) -> str:
    if "author" in loc[-2:]:
        return "write: - {family: Smith, given: J}, one a line; for a body: - {literal: its name}"
    if kind == "string_type" and isinstance(error.get("input"), dict):
        return "a text with a colon was read as a field; put quotes around it"
    if kind == "string_type":
        return "write one text here, not a list"
    if kind == "tuple_type":
        return "write a list: [one, two], or one a line after a hyphen"
    return "write fields here, one a line, indented"


def place_in_words(loc: Loc) -> str:
    """A place in words: ``options 3, harms``."""
    words = ""
    for part in loc:
        words += f" {part + 1}" if isinstance(part, int) else (f", {part}" if words else str(part))
    return words


def _names_at(model: type[Model], loc: Loc) -> list[str]:
    """The field names that the model knows at a place."""
    current: Any = model
    for part in loc:
        if isinstance(part, int):
            continue
        info = next((i for n, i in current.model_fields.items() if (i.alias or n) == part), None)
        inner = next((m for m in _models_in(info.annotation)), None) if info else None
        if inner is None:
            return []
        current = inner
    headings = set(headings_of(current).values()) if issubclass(current, Item) else set()
    return [i.alias or n for n, i in current.model_fields.items() if n not in headings]


def _models_in(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
