"""What holds for the leaflets of a use: the parts that have leaflets of their own, and the numbers of harms on them.

A leaflet of a part tells of that part alone (IPDAS: the choices and outcomes that fit the reader's situation), and
no harm that can be an emergency is missing from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sitegen.base.problems import Problem, did_you_mean
from sitegen.content.describe import LEAFLETS
from sitegen.content.models import Fact, FactRecord, LeafletPart, Number, RiskItem, TypeItem
from sitegen.content.prose.blocks import Block, split_sentences
from sitegen.content.prose.inline import plain_words
from sitegen.content.typed.entries import Entry
from sitegen.site.handouts import part_id
from sitegen.site.site import numbers_of

PARTED = ("see-a-doctor-first", "who-should-not", "risks-of-this-use")
"""The sections of a use from which a leaflet of a part may leave out what is about another part."""


def problems(entries: Mapping[str, Entry]) -> Iterator[Problem]:
    """Every problem of the leaflets' parts, and of the numbers that name a use or a part of it."""
    for entry in entries.values():
        if isinstance(entry.item, TypeItem):
            for index, part in enumerate(entry.item.leaflet_parts):
                yield from _part(entry, entry.item, index, part, entries)
        for loc, number in numbers_of(entry):
            if isinstance(entry.item, RiskItem):
                yield from _number(entry, loc, number, entries)


def of_facts(facts: Mapping[str, Sequence[tuple[FactRecord, int]]]) -> Iterator[Problem]:
    """Only a harm is shown on the leaflets of a use by its number's own word. ``facts`` are ``{path: its facts}``."""
    for path, records in facts.items():
        for number, line in records:
            if not isinstance(number, Number):
                continue
            for field in ("uses", "part"):
                if getattr(number, field) and number.harm == "no":
                    message = f'{field} belongs to a fact that counts a harm, and "{number.id}" does not.'
                    yield Problem(path, line, "leaflet-part", message, f"write harm: yes, or delete {field}")


def beginnings(entry: Entry, item: TypeItem) -> list[str]:
    """Everything that a leaflet of a part may leave out: lines, subheadings and sentences of facts, in plain words."""
    blocks = [block for text in entry.sections if text.anchor in PARTED for block in text.blocks]
    facts = [s for fact in (item.sessions, item.interval, item.cost) for s in fact_sentences(fact)]
    return [line.plain for block in blocks for line in block.lines] + facts


def fact_sentences(fact: Fact) -> list[str]:
    """The sentences of a fact in plain words."""
    return split_sentences(plain_words(fact.text or fact.not_known or ""))


def kept(blocks: Sequence[Block], leaves_out: Sequence[str]) -> Iterator[Block]:
    """The blocks of a section without what a part leaves out; a subheading takes along all that stands below it."""
    skipping = False
    for block in blocks:
        lines = tuple(line for line in block.lines if not line.plain.startswith(tuple(leaves_out)))
        if block.kind == "subheading":
            skipping = not lines
        if not skipping and (lines or not block.lines):
            yield replace(block, lines=lines)


def _part(
    entry: Entry, item: TypeItem, index: int, part: LeafletPart, entries: Mapping[str, Entry]
) -> Iterator[Problem]:
    def wrong(field: str, at: int | None, message: str, hint: str) -> Problem:
        loc = ("leaflet_parts", index, field) if at is None else ("leaflet_parts", index, field, at)
        return Problem(entry.path, entry.line(loc), "leaflet-part", message, hint)

    if part.id in LEAFLETS:
        yield wrong("id", None, f'"{part.id}" is the name of an edition of every leaflet.', "choose another id")
    if part_id(entry, part) in entries:
        yield wrong("id", None, f'"{part_id(entry, part)}" has leaflets of its own.', "choose another id")
    if part.id in [other.id for other in item.leaflet_parts[:index]]:
        yield wrong("id", None, f'two parts have the id "{part.id}".', "choose another id")
    known = {
        "options": [option.part for option in item.options if option.part],
        "verdicts": [verdict for claimed in item.claimed_benefits for verdict in claimed.verdicts],
        "risks": list(item.risks),
        "leaves_out": [],
    }
    for field, names in known.items():
        for at, name in enumerate(getattr(part, field)):
            if field == "leaves_out":
                if not any(said.startswith(name) for said in beginnings(entry, item)):
                    message = f'nothing that the leaflet takes from the page begins with "{name}".'
                    yield wrong(field, at, message, "copy the first words as they stand on the page")
            elif name not in names:
                said = {"options": "part of a choice", "verdicts": "verdict", "risks": "harm"}[field]
                message = f'"{name}" is no {said} of this use.'
                hint = did_you_mean(name, names) or f"one of: {', '.join(dict.fromkeys(names))}"
                yield wrong(field, at, message, hint)
    for risk in item.risks:
        harm = entries[risk].item if risk in entries else None
        if isinstance(harm, RiskItem) and harm.seriousness == "emergency" and risk not in part.risks:
            yield wrong("risks", None, f'"{risk}" can be an emergency and is missing.', "add it")


def _number(
    entry: Entry, loc: tuple[str | int, ...], number: Number, entries: Mapping[str, Entry]
) -> Iterator[Problem]:
    if number.harm == "no":
        message = f'"{number.id}" does not say that it counts a harm.'
        yield Problem(entry.path, entry.line(loc), "leaflet-part", message, "write harm: yes in its record, in facts/")
    uses = {name: entries[name].item for name in number.uses if name in entries}
    for at, name in enumerate(number.uses):
        use = uses.get(name)
        if isinstance(use, TypeItem) and entry.id not in use.risks:
            message = f'"{name}" does not name this harm among its risks, so its leaflet cannot show the number.'
            line = entry.line((*loc, "uses", at))
            yield Problem(entry.path, line, "leaflet-part", message, "add the harm there, or delete the use here")
    parts = [part.id for use in uses.values() if isinstance(use, TypeItem) for part in use.leaflet_parts]
    # Where a use is not there, that is told; its parts are not missed too.
    if number.part and number.part not in parts and len(uses) == len(number.uses):
        message = f'"{number.part}" is no part of the uses that this number names.'
        hint = did_you_mean(number.part, parts) or "its parts stand under leaflet_parts of the use"
        yield Problem(entry.path, entry.line((*loc, "part")), "leaflet-part", message, hint)
