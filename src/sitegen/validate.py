"""Second step: fields and sections of one file against its model; every problem in plain English.

Pure: one file in, one typed item (or ``None``) and its problems out. What concerns more than
one file is the business of ``link``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sitegen.load import Loc, Records, Section, Source
from sitegen.models import FREE_HEADINGS, ITEM_MODELS, Heading, Item, Link, Model, Page, Prose, Reference
from sitegen.problems import Problem, did_you_mean
from sitegen.prose import Block, form_problems, parse
from sitegen.salvage import ABSENT, Salvaged, only_another_look, salvage

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class ProseText:
    """One text that a patient reads: where it stands, its blocks, and whether it makes a claim."""

    loc: Loc
    line: int
    claim: bool
    blocks: tuple[Block, ...]
    heading: str = ""
    anchor: str = ""

    @property
    def in_body(self) -> bool:
        """Body text has paragraphs and lists; front matter texts are single sentences."""
        return bool(self.heading)


@dataclass(frozen=True)
class Leaf:
    """One text value inside a model, with the markers of its field."""

    loc: Loc
    value: str
    prose: Prose | None
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Entry:
    """An item with everything the later steps ask of it.

    ``stand_ins`` are the lines of values that were wrong, and in whose place something else was put so that the
    rest is still checked; ``lost``: words or links may have stood there. An item with such lines is never rendered.
    """

    path: str
    id: str
    folder: str
    item: Item
    lines: Mapping[Loc, int]
    prose: tuple[ProseText, ...]
    leaves: tuple[Leaf, ...]
    stand_ins: frozenset[int] = frozenset()
    lost: bool = False

    def line(self, loc: Loc) -> int:
        """The line of a value, or of the nearest field above it."""
        return line_of(self.lines, loc)

    @property
    def name(self) -> str:
        """The id without its folder: ``allergic-shock`` for ``cards/allergic-shock``."""
        return self.id.partition("/")[2]

    @property
    def sections(self) -> tuple[ProseText, ...]:
        """The body's sections, in order."""
        return tuple(text for text in self.prose if text.in_body)


def line_of(lines: Mapping[Loc, int], loc: Loc) -> int:
    """The line of a value, or of the nearest field above it; 1 when nothing is known."""
    while loc and loc not in lines:
        loc = loc[:-1]
    return lines.get(loc, 1)


# --------------------------------------------------------------------------- what the model says


@cache
def headings_of(model: type[Item]) -> dict[str, str]:
    """``{heading: field}`` in the order of the model."""
    return {
        marker.text: name
        for name, info in model.model_fields.items()
        for marker in info.metadata
        if isinstance(marker, Heading)
    }


def anchor_of(field: str) -> str:
    """The anchor of a fixed heading: the field's name with hyphens."""
    return field.replace("_", "-")


@cache
def _markers(model: type[BaseModel]) -> dict[str, tuple[Prose | None, tuple[Link, ...], str]]:
    """For each field: its prose marker, its link markers, and its name in YAML."""

    def inside(annotation: Any) -> Iterator[Any]:
        yield from getattr(annotation, "__metadata__", ())
        for part in get_args(annotation):
            yield from inside(part)

    found = {}
    for name, info in model.model_fields.items():
        marks = [*info.metadata, *inside(info.annotation)]
        prose = next((mark for mark in marks if isinstance(mark, Prose)), None)
        links = tuple(mark for mark in marks if isinstance(mark, Link))
        found[name] = (prose, links, info.alias or name)
    return found


def walk(model: BaseModel, loc: Loc = ()) -> Iterator[Leaf]:
    """Every text in a model, depth first, with the markers of its field."""
    for name, (prose, links, alias) in _markers(type(model)).items():
        yield from _walk_value(getattr(model, name), (*loc, alias), prose, links)


def _walk_value(value: object, loc: Loc, prose: Prose | None, links: tuple[Link, ...]) -> Iterator[Leaf]:
    if isinstance(value, BaseModel):
        yield from walk(value, loc)
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _walk_value(part, (*loc, index), prose, links)
    elif isinstance(value, str) and (prose or links):
        yield Leaf(loc, value, prose, links)


# --------------------------------------------------------------------------- one file


def validate_item(source: Source) -> tuple[Entry | None, list[Problem]]:
    """A source as a typed entry. Any problem in its fields or headings is told; ``None`` if it has no type."""
    model = Page if source.id.endswith("/index") else ITEM_MODELS.get(source.folder)
    if model is None:
        known = ", ".join(ITEM_MODELS)
        return None, [
            Problem(
                source.path,
                1,
                "file-name",
                f'"{source.folder}" is not a folder for content.',
                f"the folders are: {known}",
            )
        ]
    free = source.folder in FREE_HEADINGS or model is Page
    fields = dict(source.fields)
    lines = dict(source.lines)
    problems = list(_free_headings(source) if free else _fixed_headings(source, model, fields, lines))
    item, more = validate_fields(model, fields, lines, source.path)
    problems += more
    stand_ins: frozenset[int] = frozenset()
    lost = False
    if item is None and (salvaged := salvage(model, fields, _place)):
        item, lost = salvaged.record, salvaged.lost
        problems = _without_respelt(problems, salvaged)
        lines, stand_ins, more = _salvaged(salvaged, model, lines, source.path)
        problems += more
    for section in source.sections:
        if not section.text.strip():
            problems.append(
                Problem(
                    source.path,
                    section.line,
                    "empty-section",
                    f'there is no text under "{section.heading}".',
                    "write it, or delete the heading",
                )
            )
    if item is None:
        problems += _form_of_raw_texts(source)
        return None, problems
    entry, more = _entry(source, item, lines, free)
    more = [problem for problem in more if problem.line not in stand_ins]
    return replace(entry, stand_ins=stand_ins, lost=lost), list(dict.fromkeys(problems + more))


def _salvaged(
    salvaged: Salvaged[Any], model: type[Model], lines: Mapping[Loc, int], path: str, at: Loc = ()
) -> tuple[dict[Loc, int], frozenset[int], list[Problem]]:
    """The lines under their right names, the lines of the stand-ins, and the problems that were hidden."""
    right = dict(lines)
    for loc, name in salvaged.renamed:
        old = (*at, *loc)
        for place in [place for place in lines if place[: len(old)] == old]:
            right[(*old[:-1], name, *place[len(old) :])] = lines[place]
    stand_ins = frozenset(line_of(right, (*at, *loc)) for loc in salvaged.stood_in)
    return right, stand_ins, [_plain(error, model, right, path, at) for error in salvaged.more]


def _without_respelt(problems: list[Problem], salvaged: Salvaged[Any]) -> list[Problem]:
    """The problems without those of a field that is not missing, and only written as ``Title`` or ``TITLE``."""
    there = {
        f'"{_name((*loc[:-1], name))}" is missing.'
        for loc, name in salvaged.renamed
        if only_another_look(loc[-1], name)
    }
    return [p for p in problems if p.rule != "missing-field" or p.message not in there]


def _fixed_headings(
    source: Source, model: type[Item], fields: dict[str, object], lines: dict[Loc, int]
) -> Iterator[Problem]:
    """Moves each section into its field; tells unknown, missing, repeated and misplaced headings."""
    known = headings_of(model)
    seen: list[str] = []
    for heading, field in known.items():
        if field in source.fields:
            yield Problem(
                source.path,
                line_of(source.lines, (field,)),
                "unknown-field",
                f'unknown field "{field}".',
                f'write this text in the body, under "## {heading}"',
            )
    for section in source.sections:
        name = known.get(section.heading)
        if section.anchor is not None:
            yield Problem(
                source.path,
                section.line,
                "heading-anchor",
                "this heading's anchor is fixed.",
                "delete the part in curly brackets",
            )
        if name is None:
            yield Problem(
                source.path,
                section.line,
                "unknown-heading",
                f'unknown heading "{section.heading}".',
                did_you_mean(section.heading, known) or f"the headings are: {', '.join(known)}",
            )
            continue
        if section.heading in seen:
            yield Problem(
                source.path,
                section.line,
                "unknown-heading",
                f'the heading "{section.heading}" appears twice.',
                "join the two sections",
            )
            continue
        seen.append(section.heading)
        fields[name] = section.text
        lines[(name,)] = section.text_line
    for heading, field in known.items():
        if heading not in seen:
            # Said here in the heading's own words; the model's "missing field" would name the field.
            fields[field] = ABSENT
            yield Problem(
                source.path,
                1,
                "missing-heading",
                f'the heading "## {heading}" is missing.',
                "add it where _template.md has it",
            )
    wanted = [heading for heading in known if heading in seen]
    for heading, right in zip(seen, wanted, strict=True):
        if heading != right:
            line = next(s.line for s in source.sections if s.heading == heading)
            yield Problem(
                source.path,
                line,
                "heading-order",
                f'"{heading}" stands where "{right}" belongs.',
                "put the headings in the order of _template.md",
            )
            break


def _free_headings(source: Source) -> Iterator[Problem]:
    """Free headings need their own anchors."""
    seen: dict[str, int] = {}
    for section in source.sections:
        anchor = section.anchor or ""
        if not anchor or not all(part.isalnum() and part == part.lower() for part in anchor.split("-")):
            yield Problem(
                source.path,
                section.line,
                "heading-anchor",
                f'the heading "{section.heading}" needs its own anchor.',
                "write it in lower case with hyphens: ## How it began {#how-it-began}",
            )
        elif anchor in seen:
            yield Problem(
                source.path,
                section.line,
                "heading-anchor",
                f'the anchor "{anchor}" is used twice (first on line {seen[anchor]}).',
                "choose another",
            )
        seen.setdefault(anchor, section.line)


def _entry(source: Source, item: Item, lines: Mapping[Loc, int], free: bool) -> tuple[Entry, list[Problem]]:
    problems: list[Problem] = []
    prose: list[ProseText] = []
    leaves = tuple(walk(item))
    heading_of = {field: heading for heading, field in headings_of(type(item)).items()}
    for leaf in leaves:
        line = line_of(lines, leaf.loc)
        if leaf.prose is None:
            # Names and places follow no rule of plain words, but nothing in them may be markup either.
            problems += form_problems(source.path, leaf.value, line)
            continue
        heading = heading_of.get(str(leaf.loc[0]), "") if len(leaf.loc) == 1 else ""
        problems += form_problems(source.path, leaf.value, line, body=bool(heading))
        anchor = anchor_of(str(leaf.loc[0])) if heading else ""
        prose.append(ProseText(leaf.loc, line, leaf.prose.claim, parse(leaf.value, line), heading, anchor))
    if free:
        for section in source.sections:
            problems += form_problems(source.path, section.text, section.text_line, body=True)
            prose.append(_free_section(section))
    return Entry(source.path, source.id, source.folder, item, lines, tuple(prose), leaves), problems


def _free_section(section: Section) -> ProseText:
    blocks = parse(section.text, section.text_line)
    return ProseText(("body", section.anchor or ""), section.line, False, blocks, section.heading, section.anchor or "")


def _form_of_raw_texts(source: Source) -> Iterator[Problem]:
    """Form is checked even when the fields are wrong, so that mending one never uncovers the other."""
    for section in source.sections:
        yield from form_problems(source.path, section.text, section.text_line, body=True)


# --------------------------------------------------------------------------- pydantic in plain English


def validate_fields(
    model: type[M], data: object, lines: Mapping[Loc, int], path: str, at: Loc = ()
) -> tuple[M | None, list[Problem]]:
    """``data`` as ``model``, or its problems, each on its own line. ``at`` is where ``data`` stands in the file."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        found = [_plain(e, model, lines, path, at) for e in error.errors(include_url=False)]
        # A union reports every branch that failed; one line for each place is enough.
        return None, list({(p.line, p.rule if p.rule == "unknown-field" else p.message): p for p in found}.values())


def _plain(error: ErrorDetails, model: type[Model], lines: Mapping[Loc, int], path: str, at: Loc) -> Problem:
    kind = error["type"]
    loc = _place(error)
    line = line_of(lines, (*at, *loc))
    name = _name(loc)
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
        return Problem(path, line, "too-few", f'"{name}" needs {word} {limit} entries.')
    if kind == "value_error":
        reason = str(context.get("error", error["msg"]))
        return Problem(path, line, "inconsistent", f"{name or 'this file'}: {reason}.")
    if kind == "string_pattern_mismatch":
        return Problem(
            path,
            line,
            "wrong-type",
            f'"{name}" is not written as it must be: "{given}".',
            FORMS.get(str(loc[-1]) if loc else "", "ids are lower case with hyphens; addresses begin with https://"),
        )
    if kind in ("string_type", "model_type", "model_attributes_type", "tuple_type", "dict_type", "is_instance_of"):
        return Problem(path, line, "wrong-type", f'"{name}" has the wrong kind of value.', _kind_hint(kind, error))
    return Problem(path, line, "wrong-type", f'"{name}" cannot be "{given}": {error["msg"].lower()}.')


FORMS: Mapping[str, str] = {
    "DOI": "a DOI begins with 10., for example 10.1111/jocd.12345; leave it out where there is none",
    "PMID": "the number alone, for example 31189220; leave it out where there is none",
    "URL": "an address begins with https:// and has no space, quote or angle bracket",
    "id": "lower case letters, digits and hyphens, for example kybella-label",
    "issued": "the year, or the day as 2026-11-23",
    "language": "two small letters, for example en",
    "version": "the eight letters and digits of the page record",
}
"""How the fields with a form of their own are written."""


def _place(error: ErrorDetails) -> Loc:
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
    found, waiting = set(), [Model]
    while waiting:
        model = waiting.pop()
        found.add(model.__name__)
        waiting += model.__subclasses__()
    return frozenset(found)


def _kind_hint(kind: str, error: ErrorDetails) -> str:
    if kind == "string_type" and isinstance(error.get("input"), dict):
        return "a text with a colon was read as a field; put quotes around it"
    if kind == "string_type":
        return "write one text here, not a list"
    if kind == "tuple_type":
        return "write a list: [one, two], or one a line after a hyphen"
    return "write fields here, one a line, indented"


def _name(loc: Loc) -> str:
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


def validate_records(
    model: type[M], records: Records, stand_ins: set[tuple[str, int]]
) -> tuple[tuple[tuple[M, int], ...], list[Problem]]:
    """A data file's list of records, each with its line; prose in them is checked for form too.

    A wrong record is among them, with stand-ins, if its id can be read: the path and line of each stand-in, and of
    the record, go into ``stand_ins``.
    """
    if not isinstance(records.data, list):
        return (), [Problem(records.path, 1, "wrong-type", "this file must be a list.", "begin each record with - id:")]
    found: list[tuple[M, int]] = []
    problems: list[Problem] = []
    for index, data in enumerate(records.data):
        record, more = validate_fields(model, data, records.lines, records.path, (index,))
        if record is not None:
            problems += more
        else:
            salvaged = salvage(model, data, _place)
            problems += _without_respelt(more, salvaged) if salvaged else more
            if salvaged is None or any(loc[:1] == ("id",) for loc in salvaged.stood_in):
                continue
            record = salvaged.record
            _, lines, more = _salvaged(salvaged, model, records.lines, records.path, (index,))
            problems += more
            # What is said of a record as a whole is said on its first line.
            stand_ins |= {(records.path, line) for line in {*lines, line_of(records.lines, (index,))}}
        found.append((record, line_of(records.lines, (index,))))
        for leaf in walk(record, (index,)):
            # A source's title is shown as it was printed, so it may hold anything and is always escaped.
            if leaf.prose or model is not Reference:
                problems += form_problems(records.path, leaf.value, line_of(records.lines, leaf.loc))
    return tuple(found), problems
