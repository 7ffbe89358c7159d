"""Good and harm of a use in one table: the same columns, one denominator, the same place for each.

What people ask about stands in the rows, the treatment and a dummy or nothing in the columns (Schwartz and Woloshin's
drug facts box). A harm that nobody has counted says so where its number would stand, and none is left out.

In: the Site and one of its items. Out: rows of words and counts, with their notes.
Never: markup, and a count that no record has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sitegen.content import describe
from sitegen.content.describe import ENGLISH, Words
from sitegen.content.models import LeafletPart, Number, RiskItem, TypeItem, Verdict
from sitegen.content.prose.inline import plain_words
from sitegen.content.typed.entries import Entry
from sitegen.site.care import harms_of, holds
from sitegen.site.fact_box.notes import Notes
from sitegen.site.site import Site

NOT_COUNTED, SEE_BELOW = "Not counted", "See below"
"""What stands where nobody counted; the words for both are a table of :data:`sitegen.content.describe.WORDS`."""
Row = tuple[str, ...]
SAME = 5
"""Letters: what begins with so many of a harm's name, as bruises do, names it."""
MOST_LINES = 3
"""Lines on what goes away by itself; the rest is named."""
MOST_ROWS = 7
"""Rows of a box that a reader of two screens takes in."""


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
    counted = [(harm, [n for n in harm.how_often.numbers if holds(n, entry.id, part)]) for harm in harms]
    numbers = [*(n for _, v in verdicts for n in good(v)), *(n for _, held in counted for n in held)]
    # On its own leaflet a part need not say where it is.
    where = {} if part else {other.id: plain_words(other.where) for other in use.leaflet_parts}
    words = site.words
    notes = Notes(numbers, where, short, words)
    rows: list[Row] = [("head", words.gettext("What people ask about"), *notes.heads)]
    rows += _benefits(verdicts, notes, short)
    for seriousness in reversed(list(describe.WORDS["seriousness"])):
        found = [(harm, held) for harm, held in counted if harm.seriousness == seriousness]
        if found:
            rows.append(("group", words.of("seriousness", seriousness)))
            rows += _harms(found, notes, short)
    return FactBox(tuple(rows), tuple(notes.said()))


@dataclass(frozen=True)
class ShortRow:
    """One row of the box in the short part of a page, or one line on harms in its middle.

    A benefit has its words, how ``sure`` they are and its ``verdict``; harms have their ``seriousness``, and what is
    named. The counts say it in words where nobody counted.
    """

    what: str
    verdict: str = ""
    sure: str = ""
    seriousness: str = ""
    harms: tuple[Entry, ...] = ()
    treated: str = NOT_COUNTED
    others: str = NOT_COUNTED

    others_in_short: str = NOT_COUNTED
    """The count of the others without the denominator, where it is that of the treated."""
    shares: tuple[int, ...] = ()
    """How many of 100 each count is, for a bar beside it."""

    @property
    def uncounted(self) -> bool:
        return self.treated == NOT_COUNTED

    @property
    def below(self) -> bool:
        """Whether the count stands farther down on the page, which another language may not have."""
        return self.treated == SEE_BELOW

    @property
    def counted(self) -> bool:
        return self.treated not in (NOT_COUNTED, SEE_BELOW)

    @property
    def compared(self) -> bool:
        return self.counted and self.others != NOT_COUNTED


@dataclass(frozen=True)
class ShortBox:
    """Rows, the words over their two counts, and the notes, each with the sources of its numbers."""

    rows: tuple[ShortRow, ...]
    heads: tuple[str, str]
    notes: tuple[tuple[str, tuple[str, ...]], ...]


def short_box(site: Site, entry: Entry) -> ShortBox:
    """The box of a use in at most seven rows: the good in the editor's rows, then every harm that is serious.

    Harms as serious as each other that nobody has counted as a whole share a row, and of a harm that was counted the
    first number stands. What goes away fills the rows that are left.
    """
    use = entry.item
    assert isinstance(use, TypeItem)
    found: list[tuple[ShortRow, Number | None]] = []
    for row in use.in_short.box:
        verdict = site.verdicts[row.verdicts[0]][1]
        sure = describe.which_way(verdict.certainty, verdict.direction, site.words)
        found.append((ShortRow(row.what, row.verdicts[0], sure), next(iter(good(verdict)), None)))
    for seriousness, counted, uncounted in harms_of(site, entry):
        lines = [(_line(seriousness, harm, numbers[0]), numbers[0]) for harm, numbers in counted]
        # What goes away has a row of its own only where it was counted beside a dummy or nothing.
        lines = [(row, n) for row, n in lines if n.compared_with or seriousness != "passing"]
        if seriousness != "passing":
            found += [(_together(site.words, seriousness, uncounted), None)] if uncounted else []
            found += lines
            continue
        room = max(0, MOST_ROWS - len(found))
        alone = lines[: max(room - bool(uncounted or len(lines) > room), min(room, 1))]
        found += alone
        shown = [row.harms[0].id for row, _ in alone]
        rest = [harm for harm in (*(harm for harm, _ in counted), *uncounted) if harm.id not in shown]
        if rest and len(alone) < room:
            treated = SEE_BELOW if len(alone) < len(counted) else NOT_COUNTED
            found.append((replace(_together(site.words, seriousness, rest), treated=treated), None))
    # Who had the harms is said where all of them stand, in the middle of the page.
    return boxed(found, _where(use), harms_noted=False, words=site.words)


def harm_lines(site: Site, entry: Entry) -> ShortBox:
    """Every harm of a use: a line for each that was counted, and one for the others that are as serious."""
    use = entry.item
    assert isinstance(use, TypeItem)
    found: list[tuple[ShortRow, Number | None]] = []
    for seriousness, counted, uncounted in harms_of(site, entry):
        shown = counted[: MOST_LINES if seriousness == "passing" else None]
        found += [(_line(seriousness, harm, numbers[0]), numbers[0]) for harm, numbers in shown]
        rest = [*(harm for harm, _ in counted[len(shown) :]), *uncounted]
        treated = SEE_BELOW if len(shown) < len(counted) else NOT_COUNTED
        found += [(replace(_together(site.words, seriousness, rest), treated=treated), None)] if rest else []
    return boxed(found, _where(use), words=site.words)


def _together(words: Words, seriousness: str, harms: Sequence[Entry]) -> ShortRow:
    names = [harm.item.title for harm in harms]
    said = words.listed([names[0], *(describe.first_down(name) for name in names[1:])])
    return ShortRow(said, seriousness=seriousness, harms=tuple(harms))


def _line(seriousness: str, harm: Entry, number: Number) -> ShortRow:
    return ShortRow(label_of(harm.item.title, number, True), seriousness=seriousness, harms=(harm,))


def label_of(title: str, number: Number, named: bool) -> str:
    """What was counted, after the name of the harm where its own words do not say it."""
    outcome = plain_words(number.outcome)
    if named and not outcome.lower().startswith(title.lower()[:SAME]):
        return f"{title}: {describe.first_down(outcome)}"
    return describe.first_up(outcome)


def boxed(
    found: Sequence[tuple[ShortRow, Number | None]],
    where: Mapping[str, str],
    harms_noted: bool = True,
    words: Words = ENGLISH,
) -> ShortBox:
    """Rows and their numbers as a box; ``where`` says the place of a part of a use."""
    # Over rows on another treatment that nobody counted, the names of what was counted would mislead.
    named = all(number for row, number in found if row.verdict)
    notes = Notes([number for _, number in found if number], where, True, words, named=named, of_hundred=True)
    rows = [_with_counts(row, number, notes, harms_noted) if number else row for row, number in found]
    # The notes say first who was counted, once a letter, and then what several letters compare.
    sources = [tuple(dict.fromkeys(ref for n in of_note for ref in n.reference)) for of_note in notes.found.values()]
    said = tuple((note, sources[at] if at < len(sources) else ()) for at, note in enumerate(notes.said()))
    return ShortBox(tuple(rows), notes.heads, said)


def _with_counts(row: ShortRow, number: Number, notes: Notes, harms_noted: bool) -> ShortRow:
    """A row with what was counted. Groups of unlike size are told of 100 each where a note gives the real counts."""
    noted = harms_noted or not row.seriousness
    _, what, treated, others = _count(row.what, number, notes, noted)
    other = number.compared_with
    groups = [group for group in (number.with_, other) if group]
    shares = tuple(describe.share_of(group) for group in groups)
    if other and noted and describe.unlike(number):
        treated, others = (describe.count_of(share, 100, notes.words) for share in shares)
        alone = notes.words.number(shares[1])
    else:
        alone = others if not other or describe.unlike(number) else describe.of_its_base(other, notes.words)
    others = others if other else NOT_COUNTED
    return replace(row, what=what, treated=treated, others=others, others_in_short=alone, shares=shares)


def _where(use: TypeItem) -> dict[str, str]:
    return {part.id: plain_words(part.where) for part in use.leaflet_parts}


def good(verdict: Verdict) -> list[Number]:
    """The numbers of a rating that count what people hope for."""
    return [number for number in verdict.numbers if number.harm == "no"]


def _benefits(verdicts: Sequence[tuple[str, Verdict]], notes: Notes, short: bool) -> Iterator[Row]:
    words = notes.words
    if short:
        yield "group", words.gettext("What it may do")
    for title, group in groupby(verdicts, key=lambda found: found[0]):
        if not short:
            yield "group", words.gettext("What it may do: %(benefit)s", benefit=describe.first_down(title))
        for _, verdict in group:
            if good(verdict) or not short:
                yield "sure", plain_words(verdict.use), str(describe.steps(verdict.certainty)), _sure(verdict, words)
            for number in good(verdict):
                yield _count(describe.first_up(plain_words(number.outcome)), number, notes)
    alike: dict[tuple[int, str], list[str]] = {}
    for _, verdict in verdicts if short else ():
        if not good(verdict):
            alike.setdefault((-describe.steps(verdict.certainty), _sure(verdict, words)), []).append(
                plain_words(verdict.use)
            )
    for (steps, word), uses in sorted(alike.items()):
        yield "sure", words.listed(uses), str(-steps), word


def _sure(verdict: Verdict, words: Words) -> str:
    word = describe.certainty(verdict.certainty, words)
    return word if verdict.direction == "not known" else f"{word}. {words.of('direction', verdict.direction)}"


def _harms(found: Iterable[tuple[RiskItem, list[Number]]], notes: Notes, short: bool) -> Iterator[Row]:
    """Each harm with its numbers; where a harm as a whole was not counted, that comes first."""
    nobody = notes.words.of("count", NOT_COUNTED)
    uncounted = [harm for harm, numbers in found if not numbers or harm.how_often.not_known]
    if short and uncounted:
        # Some names have commas of their own.
        yield "count", notes.words.listed([harm.title for harm in uncounted]), nobody, nobody
    for harm, numbers in found:
        if harm in uncounted and not short:
            yield "count", harm.title, nobody, nobody
        for index, number in enumerate(numbers):
            yield _count(label_of(harm.title, number, index == 0 and harm not in uncounted), number, notes)


def _count(label: str, number: Number, notes: Notes, noted: bool = True) -> Row:
    words = notes.words
    nobody = words.of("count", NOT_COUNTED)
    other = describe.of_hundred(number.compared_with, words) if number.compared_with else nobody
    where = notes.where.get(number.part or "")
    beside = [said for said in (where, notes.letter(number) if noted else "") if said]
    return (
        "count",
        f"{label} ({', '.join(beside)})" if beside else label,
        describe.of_hundred(number.with_, words),
        other,
    )
