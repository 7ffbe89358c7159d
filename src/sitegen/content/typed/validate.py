"""Second step: fields and sections of one file against its model; every problem in plain English.

Pure: one file in, one typed item (or ``None``) and its problems out. What concerns more than
one file is the business of ``link``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sitegen.base.problems import Problem
from sitegen.content.models import FREE_HEADINGS, ITEM_MODELS, Item, Model, Own, Page, Reference
from sitegen.content.prose.blocks import parse
from sitegen.content.prose.form import form_problems
from sitegen.content.reading.items import Records, Source
from sitegen.content.reading.named_facts import in_fact
from sitegen.content.reading.sections import Section
from sitegen.content.reading.yaml_tree import Loc, line_of
from sitegen.content.typed.entries import Entry, ProseText, anchor_of, headings_of, walk
from sitegen.content.typed.errors import in_plain_english, place_in_words, place_of, validate_fields
from sitegen.content.typed.headings import fixed_headings, free_headings
from sitegen.content.typed.salvage import Salvaged, only_another_look, salvage

ModelOf = type[Model] | Callable[[object], type[Model]]
"""The model of all records of a file, or what tells it of each record as it was read."""


def validate_item(source: Source, own: Own = ()) -> tuple[Entry | None, list[Problem]]:
    """A source as a typed entry. Any problem in its fields or headings is told; ``None`` if it has no type.

    ``own`` are the site's own words for headings of the model.
    """
    model = ITEM_MODELS.get(source.folder)
    if source.id.endswith("/index") or (model and "split_into" in source.fields):
        model = Page
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
    problems = list(free_headings(source) if free else fixed_headings(source, model, fields, lines, own))
    item, more = validate_fields(model, fields, lines, source.path)
    problems += more
    stand_ins: frozenset[int] = frozenset()
    # What stands under a heading of another name is read by nobody, and may cite and link what else seems unused.
    unread = any(problem.rule in ("unknown-heading", "missing-heading") for problem in problems)
    lost = unread
    if item is None and (salvaged := salvage(model, fields, place_of)):
        item, lost = salvaged.record, unread or salvaged.lost
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
    entry, more = _entry(source, item, lines, free, own)
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
    return right, stand_ins, [in_plain_english(error, model, right, path, at) for error in salvaged.more]


def _without_respelt(problems: list[Problem], salvaged: Salvaged[Any]) -> list[Problem]:
    """The problems without those of a field that is not missing, and only written as ``Title`` or ``TITLE``."""
    there = {
        f'"{place_in_words((*loc[:-1], name))}" is missing.'
        for loc, name in salvaged.renamed
        if only_another_look(loc[-1], name)
    }
    return [p for p in problems if p.rule != "missing-field" or p.message not in there]


def _entry(source: Source, item: Item, lines: Mapping[Loc, int], free: bool, own: Own) -> tuple[Entry, list[Problem]]:
    problems: list[Problem] = []
    prose: list[ProseText] = []
    of_facts: list[ProseText] = []
    leaves = tuple(walk(item))
    heading_of = {field: heading for heading, field in headings_of(type(item), own).items()}
    for leaf in leaves:
        line = line_of(lines, leaf.loc)
        if in_fact(leaf.loc):
            # Its form and its words are looked at where it stands, in facts/.
            if leaf.prose:
                of_facts.append(ProseText(leaf.loc, line, leaf.prose.claim, parse(leaf.value, line)))
            continue
        if leaf.prose is None:
            # Names and places follow no rule of plain words, but nothing in them may be markup either.
            problems += form_problems(source.path, leaf.value, line)
            continue
        heading = heading_of.get(str(leaf.loc[0]), "") if len(leaf.loc) == 1 else ""
        problems += form_problems(source.path, leaf.value, line, body=bool(heading))
        anchor = anchor_of(str(leaf.loc[0]), own) if heading else ""
        prose.append(ProseText(leaf.loc, line, leaf.prose.claim, parse(leaf.value, line), heading, anchor))
    if free:
        for section in source.sections:
            problems += form_problems(source.path, section.text, section.text_line, body=True)
            prose.append(_free_section(section))
    return Entry(source.path, source.id, source.folder, item, lines, tuple(prose), leaves, tuple(of_facts)), problems


def _free_section(section: Section) -> ProseText:
    blocks = parse(section.text, section.text_line)
    return ProseText(("body", section.anchor or ""), section.line, False, blocks, section.heading, section.anchor or "")


def _form_of_raw_texts(source: Source) -> Iterator[Problem]:
    """Form is checked even when the fields are wrong, so that mending one never uncovers the other."""
    for section in source.sections:
        yield from form_problems(source.path, section.text, section.text_line, body=True)


def validate_records(
    model: ModelOf, records: Records, stand_ins: set[tuple[str, int]]
) -> tuple[tuple[tuple[Model, int], ...], list[Problem]]:
    """A data file's list of records, each with its line; prose in them is checked for form too.

    ``model`` is that of all records, or tells that of each.

    A wrong record is among them, with stand-ins, if its id can be read: the path and line of each stand-in, and of
    the record, go into ``stand_ins``.
    """
    if not isinstance(records.data, list):
        return (), [Problem(records.path, 1, "wrong-type", "this file must be a list.", "begin each record with - id:")]
    found: list[tuple[Model, int]] = []
    problems: list[Problem] = []
    for index, data in enumerate(records.data):
        of_it: type[Model] = model if isinstance(model, type) else model(data)
        record, more = validate_fields(of_it, data, records.lines, records.path, (index,))
        if record is not None:
            problems += more
        else:
            salvaged = salvage(of_it, data, place_of)
            problems += _without_respelt(more, salvaged) if salvaged else more
            if salvaged is None or any(loc[:1] == ("id",) for loc in salvaged.stood_in):
                continue
            record = salvaged.record
            _, lines, more = _salvaged(salvaged, of_it, records.lines, records.path, (index,))
            problems += more
            # What is said of a record as a whole is said on its first line.
            stand_ins |= {(records.path, line) for line in {*lines, line_of(records.lines, (index,))}}
        found.append((record, line_of(records.lines, (index,))))
        for leaf in walk(record, (index,)):
            # A source's title is shown as it was printed, so it may hold anything and is always escaped.
            if leaf.prose or of_it is not Reference:
                problems += form_problems(records.path, leaf.value, line_of(records.lines, leaf.loc))
    return tuple(found), problems
