"""Good and harm of a use in one table: the same columns, one denominator, the same place for each.

What people ask about stands in the rows, the treatment and a dummy or nothing in the columns (Schwartz and Woloshin's
drug facts box). A harm that nobody has counted says so where its number would stand, and none is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from sitegen.content import describe
from sitegen.content.models import LeafletPart, Number, RiskItem, TypeItem, Verdict
from sitegen.content.prose.inline import plain_words
from sitegen.content.typed.entries import Entry
from sitegen.site.site import Site

NOT_COUNTED = "Not counted"
TREATMENT, NOTHING = "The treatment", "Dummy or nothing"
Row = tuple[str, ...]


@dataclass(frozen=True)
class FactBox:
    """The table: its rows, each with its kind first, and the notes to its letters.

    ``head``: three cells. ``group``: its words. ``sure``: what was weighed, steps (0 to 4), word. ``count``: what was
    counted, with the treatment, with a dummy or nothing.
    """

    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def fact_box(site: Site, entry: Entry, part: LeafletPart | None = None, short: bool = False) -> FactBox:
    """The table of a use, or of one part of it: the good first, then the harms, the serious ones first.

    ``short``: the harms that nobody has counted share a row with those that are as serious, so do the ratings that
    are as sure, and the notes say only who was counted, when and against what.
    """
    use = entry.item
    assert isinstance(use, TypeItem)
    weighed = part.verdicts if part else [v for claimed in use.claimed_benefits for v in claimed.verdicts]
    verdicts = [(site.verdicts[name][0].item.title, site.verdicts[name][1]) for name in weighed]
    harms = [h for name in (part.risks if part else use.risks) if isinstance(h := site.entries[name].item, RiskItem)]
    counted = [(harm, [n for n in harm.how_often.numbers if _holds(n, entry.id, part)]) for harm in harms]
    numbers = [*(n for _, v in verdicts for n in good(v)), *(n for _, held in counted for n in held)]
    # On its own leaflet a part need not say where it is.
    where = {} if part else {other.id: plain_words(other.where) for other in use.leaflet_parts}
    notes = _Notes(numbers, where, short)
    rows: list[Row] = [("head", "What people ask about", *notes.heads)]
    rows += _benefits(verdicts, notes, short)
    for seriousness in reversed(list(describe.WORDS["seriousness"])):
        found = [(harm, held) for harm, held in counted if harm.seriousness == seriousness]
        if found:
            rows.append(("group", describe.WORDS["seriousness"][seriousness]))
            rows += _harms(found, notes, short)
    return FactBox(tuple(rows), tuple(notes.said()))


def good(verdict: Verdict) -> list[Number]:
    """The numbers of a rating that count what people hope for."""
    return [number for number in verdict.numbers if number.harm == "no"]


def _holds(number: Number, use: str, part: LeafletPart | None) -> bool:
    """Whether a number of a harm holds for a use, or for one part of it."""
    return use in number.uses and (part is None or number.part == part.id)


def _benefits(verdicts: Sequence[tuple[str, Verdict]], notes: _Notes, short: bool) -> Iterator[Row]:
    if short:
        yield "group", "What it may do"
    for title, group in groupby(verdicts, key=lambda found: found[0]):
        if not short:
            yield "group", f"What it may do: {describe.first_down(title)}"
        for _, verdict in group:
            if good(verdict) or not short:
                yield "sure", plain_words(verdict.use), str(describe.steps(verdict.certainty)), _sure(verdict)
            for number in good(verdict):
                yield _count(describe.first_up(plain_words(number.outcome)), number, notes)
    alike: dict[tuple[int, str], list[str]] = {}
    for _, verdict in verdicts if short else ():
        if not good(verdict):
            alike.setdefault((-describe.steps(verdict.certainty), _sure(verdict)), []).append(plain_words(verdict.use))
    for (steps, word), uses in sorted(alike.items()):
        yield "sure", "; ".join(uses), str(-steps), word


def _sure(verdict: Verdict) -> str:
    word = describe.certainty(verdict.certainty)
    return word if verdict.direction == "not known" else f"{word}. {describe.WORDS['direction'][verdict.direction]}"


def _harms(found: Iterable[tuple[RiskItem, list[Number]]], notes: _Notes, short: bool) -> Iterator[Row]:
    """Each harm with its numbers; where a harm as a whole was not counted, that comes first."""
    uncounted = [harm for harm, numbers in found if not numbers or harm.how_often.not_known]
    if short and uncounted:
        # Some names have commas of their own.
        yield "count", "; ".join(harm.title for harm in uncounted), NOT_COUNTED, NOT_COUNTED
    for harm, numbers in found:
        if harm in uncounted and not short:
            yield "count", harm.title, NOT_COUNTED, NOT_COUNTED
        for index, number in enumerate(numbers):
            outcome = plain_words(number.outcome)
            named = index == 0 and harm not in uncounted and not outcome.lower().startswith(harm.title.lower())
            label = f"{harm.title}: {describe.first_down(outcome)}" if named else describe.first_up(outcome)
            yield _count(label, number, notes)


def _count(label: str, number: Number, notes: _Notes) -> Row:
    other = describe.of_hundred(number.compared_with) if number.compared_with else NOT_COUNTED
    where = notes.where.get(number.part or "")
    return (
        "count",
        f"{label} ({f'{where}, ' if where else ''}{notes.letter(number)})",
        describe.of_hundred(number.with_),
        other,
    )


@dataclass
class _Notes:
    """The notes of a table: who was counted, when, with what and against what, once for all rows that share it."""

    numbers: Sequence[Number]
    where: Mapping[str, str]
    short: bool
    found: dict[tuple[str, str, str], list[Number]] = field(default_factory=dict)

    @cached_property
    def heads(self) -> tuple[str, str]:
        """What the columns are called: by name where it is the same in every row."""
        treated = {plain_words(number.with_.what) for number in self.numbers}
        others = {plain_words(number.compared_with.what) for number in self.numbers if number.compared_with}
        named = len(treated) == 1 and len(others) == 1
        return (describe.first_up(treated.pop()), describe.first_up(others.pop())) if named else (TREATMENT, NOTHING)

    def letter(self, number: Number) -> str:
        """The letter of a number's note."""
        sides = ""
        if self.heads == (TREATMENT, NOTHING):
            sides = describe.first_up(plain_words(number.with_.what))
            sides += f" against {plain_words(number.compared_with.what)}" if number.compared_with else ""
        key = (plain_words(number.who), plain_words(number.by), sides)
        self.found.setdefault(key, []).append(number)
        return _letter(list(self.found).index(key))

    def said(self) -> Iterator[str]:
        """The notes in the order of their letters; what was compared with what is said once for all that share it."""
        compared: dict[str, list[str]] = {}
        for index, ((who, when, sides), numbers) in enumerate(self.found.items()):
            parts = [f"({_letter(index)}) Seen in: {who}; {describe.stop(when)}"]
            parts += [] if self.short else _own_notes(numbers)
            yield " ".join(parts)
            if sides:
                compared.setdefault(sides, []).append(f"({_letter(index)})")
        for sides, letters in compared.items():
            yield f"{' '.join(letters)} {describe.stop(sides)}"


def _letter(index: int) -> str:
    """a to z, then aa to zz."""
    return chr(ord("a") + index % 26) * (index // 26 + 1)


def _own_notes(numbers: Sequence[Number]) -> Iterator[str]:
    """What numbers of one letter add: once where several say it, by the name of the number where one of them does."""
    said: dict[str, list[Number]] = {}
    for number in numbers:
        if number.note:
            said.setdefault(describe.stop(describe.first_up(plain_words(number.note))), []).append(number)
    for note, owners in said.items():
        name = "" if len(owners) == len(numbers) or len(owners) > 1 else plain_words(owners[0].outcome)
        yield f"{describe.first_up(name)}: {note}" if name else note
