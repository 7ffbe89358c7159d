"""A fact in words that stay true wherever they are pasted, and the forms in which a sentence may say it.

One function a form. Pure: one record in, words out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from sitegen.content import describe
from sitegen.content.models import (
    FactRecord,
    Group,
    Law,
    Measure,
    NothingFound,
    Notice,
    Number,
    Reference,
    Reports,
    Time,
    is_date,
)
from sitegen.content.prose.inline import plain_words

BASES = (100, 1000, 10_000, 100_000)
PARTS = ("others", "difference", "not", "people")
"""What can be named after ``#``: those compared with, how many more or fewer, those who did not, how many in all."""
LAW_STATUS: Mapping[str, str] = {
    "in force": "in force from",
    "not yet in force": "not yet in force, planned for",
    "decision": "decision of",
    "warning": "warning of",
    "advice": "advice of",
    "licence": "approved on or in",
    "ended": "ended on or in",
    "proposed": "proposed on or for",
    "statement": "statement of",
    "law": "law of",
}
"""What happened on the date of a law, before the date."""
IN_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
"""The numbers that a sentence may say in words: "two hours", "nine cases"."""
SHARES: Mapping[str, tuple[float, float]] = {"a quarter": (0.22, 0.28), "a third": (0.3, 0.37), "half": (0.45, 0.55)}
"""Shares that a sentence may say in words, each with the least and the greatest part of people for which it is true."""
_FIGURE = re.compile(r"\b(?:[1-9]|1[0-2])\b(?![.,]\d)")
_UNIT = re.compile(r"^(?P<number>[\d,.]+(?: (?:to|or|and) [\d,.]+)?) (?P<unit>.+)$")


def sentence(fact: FactRecord) -> str:
    """A fact as one sentence that stays true when it is cut out: what, how much, in whom, against what, when."""
    if isinstance(fact, Number):
        return _counted(fact)
    what = describe.first_up(plain_words(fact.what))
    if isinstance(fact, Measure):
        said = f"{what}: {fact.value}"
        if fact.compared_with:
            said += f", and {fact.compared_with.value} with {plain_words(fact.compared_with.what)}"
        return f"{said}; measured in {plain_words(fact.who)}; when: {plain_words(fact.by)}."
    if isinstance(fact, Time):
        return f"{what}: {fact.value}; for {plain_words(fact.who)}{'; our own choice' if fact.chosen else ''}."
    if isinstance(fact, Reports):
        return f"{what}: {fact.value}; from {plain_words(fact.who)}; when: {plain_words(fact.by)}."
    if isinstance(fact, Law):
        status = LAW_STATUS[fact.status]
        seen = f"as seen on {describe.day(fact.seen)}"
        return f"{fact.place}: {plain_words(fact.what)}; {status}: {dates(fact.value)[0]}; {seen}."
    return f"{what}: nothing found on {describe.day(fact.searched)}; looked in {plain_words(fact.where)}."


def _counted(number: Number) -> str:
    outcome, treated = describe.first_up(plain_words(number.outcome)), plain_words(number.with_.what)
    said = f"{outcome}: {describe.whole(number.with_)} with {treated}"
    if number.compared_with:
        said += f", and {describe.whole(number.compared_with)} with {plain_words(number.compared_with.what)}"
    return f"{said}; counted in {plain_words(number.who)}; when: {plain_words(number.by)}."


def source(reference: Reference) -> str:
    """A source in a few words: its first author or body, and its year."""
    year = (reference.issued or "undated")[:4] if reference.issued != "undated" else "undated"
    return f"{describe.names(reference.author, 1) or reference.title}, {year}"


def heading(fact: FactRecord) -> str:
    """What a fact is about, as the heading above it: for a count also who had it."""
    if isinstance(fact, Number):
        return f"{describe.first_up(plain_words(fact.outcome))} ({plain_words(fact.with_.what)})"
    if isinstance(fact, Law):
        return f"{fact.place}: {plain_words(fact.what)}"
    return describe.first_up(plain_words(fact.what))


def allowed(fact: FactRecord, part: str = "") -> tuple[str, ...]:
    """The forms in which a sentence may say a fact, the full one first. Empty where it has no such part.

    A count: ``68 of 100``, ``68``, and a share to a smaller base, rounded, so that one sentence has one base (39 of
    1,000 is 4 of 100). A measure or a time: ``72 hours``, ``72``, ``72-hour``. A date: whole, its month, its year.
    """
    if isinstance(fact, Number):
        return _of_people(fact, part)
    if part == "others" and isinstance(fact, Measure) and fact.compared_with:
        return _of_value(fact.compared_with.value)
    if part:
        return ()
    if isinstance(fact, Law):
        return dates(fact.value)
    if isinstance(fact, NothingFound):
        return dates(str(fact.searched))
    same = fact.also if isinstance(fact, Time | Measure) else ()
    return tuple(dict.fromkeys(form for value in (fact.value, *same) for form in _of_value(value)))


def _of_value(value: str) -> tuple[str, ...]:
    found = _UNIT.match(value)
    if not found:
        return (value,)
    number, unit = found["number"], found["unit"]
    # "a 12-week study": the unit as one word, in the singular.
    joined = (f"{number}-{unit.removesuffix('s')}",) if " " not in unit and " " not in number else ()
    forms = (value, number, *joined)
    return tuple(dict.fromkeys((*forms, *(in_words(form) for form in forms))))


def in_words(form: str) -> str:
    """A form with its numbers up to twelve in words: ``2 to 3 hours`` as ``two to three hours``."""
    if re.search(r"\d[.,]\d|\d{3}", form):
        return form
    return _FIGURE.sub(lambda match: IN_WORDS[int(match[0]) - 1], form)


def says(forms: Iterable[str], words: str) -> bool:
    """Whether words are one of the forms of a fact; where they begin a sentence, with a capital: ``Two weeks``."""
    return words in (known := tuple(forms)) or describe.first_down(words) in known


def dates(value: str) -> tuple[str, ...]:
    """``2022-09-30`` as ``30 September 2022``, ``September 2022`` and ``2022``; as far as the date is known.

    What is no date, and is told where it stands, comes back as it is.
    """
    if not is_date(value):
        return (value,)
    year, month, day = [int(part) for part in value.split("-")] + [0] * (2 - value.count("-"))
    forms = [str(year)]
    if month:
        forms.append(f"{describe.MONTHS[month - 1]} {year}")
    if day:
        forms.append(describe.day(date(year, month, day)))
    return tuple(forms[::-1])


def _of_people(number: Number, part: str) -> tuple[str, ...]:
    mine, other = number.with_, number.compared_with
    if part in ("", "not"):
        return _counts(mine, part == "not")
    if part == "people":
        return (f"{mine.people or mine.of:,}",)
    if other is None:
        return ()
    if part == "others":
        return _counts(other, False)
    if mine.of != other.of:
        return ()
    return _forms(abs(mine.count - other.count), mine.of)


def said_for(fact: FactRecord) -> dict[str, str]:
    """What the builder writes where a sentence leaves it to it, ``[](fact:id#part)``: the full form of each part."""
    forms = {f"{fact.id}{f'#{part}' if part else ''}": allowed(fact, part) for part in ("", *PARTS)}
    return {target: found[0] for target, found in forms.items() if found}


def _counts(group: Group, without: bool) -> tuple[str, ...]:
    found = list(_forms(group.of - group.count if without else group.count, group.of))
    if group.counted is not None and group.people is not None:
        found += _forms(group.people - group.counted if without else group.counted, group.people)
    share = (group.of - group.count if without else group.count) / group.of
    found += [word for word, (least, greatest) in SHARES.items() if least <= share <= greatest]
    return tuple(dict.fromkeys(found))


def _forms(count: int, of: int) -> tuple[str, ...]:
    said = [(count, of)]
    said += [(describe.rounded(count, of, base), base) for base in BASES if base < of and of in BASES]
    # A share that rounds to nobody is said as fewer than one.
    few = [f"fewer than 1 of {base:,}" for n, base in said if count and not n]
    said = [(n, base) for n, base in said if n or not count]
    if of < BASES[0]:
        # Beside the real count of a small group, its share may stand too.
        said.append((describe.rounded(count, of, BASES[0]), BASES[0]))
    return tuple(dict.fromkeys([f"{n:,} of {base:,}" for n, base in said] + few + [f"{n:,}" for n, _ in said]))


def as_issued(value: str) -> str:
    """``2010-02-06`` as ``6 February 2010``, ``2010-02`` as ``February 2010``; a year as it is; nothing if undated."""
    return "" if value == "undated" else dates(value)[0]


def news(reference: Reference, notice: Notice) -> str:
    """A notice on a source in one sentence: its title, what was said, and the day as far as it is known."""
    said = describe.first_down(describe.WORDS["notice"][notice.kind])
    return f"{plain_words(reference.title)}: {', '.join(filter(None, (said, as_issued(notice.issued))))}."
