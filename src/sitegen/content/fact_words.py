"""A fact in words that stay true wherever they are pasted, and the forms in which a sentence may say it.

One function a form, in each language by the patterns of its catalogue. Pure: one record in, words out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from sitegen.content import describe
from sitegen.content.describe import ENGLISH, Words
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
UNITS: Mapping[str, tuple[str, str]] = {
    unit: (f"%(number)s {unit}", f"%(number)s {several}")
    for unit, several in (
        *((unit, f"{unit}s") for unit in ("second", "minute", "hour", "day", "week", "month", "year")),
        *((unit, f"{unit}s") for unit in ("session", "visit", "report", "injection", "operation", "point")),
        *((unit, f"{unit}s") for unit in ("complaint", "US dollar")),
        *(("person", "people"), ("woman", "women"), ("man", "men"), ("mm", "mm"), ("cm", "cm"), ("kg", "kg")),
    )
}
"""The units of which a catalogue has all forms; any other is written as the words of the fact have it."""
_UNITS_BY_FORM = {form.removeprefix("%(number)s "): forms for forms in UNITS.values() for form in forms}
IN_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
"""The numbers that a sentence may say in words: "two hours", "nine cases"."""
SHARES: Mapping[str, tuple[float, float]] = {"a quarter": (0.22, 0.28), "a third": (0.3, 0.37), "half": (0.45, 0.55)}
"""Shares that a sentence may say in words, each with the least and the greatest part of people for which it is true."""
_FIGURE = re.compile(r"\b(?:[1-9]|1[0-2])\b(?![.,]\d)")
_SHARE = re.compile(r"^(?P<number>[\d,.]+(?: (?:to|or|and) [\d,.]+)?)%$")
_OF = re.compile(r"^([\d,]+) of ([\d,]+)$")
_UNIT = re.compile(r"^(?P<number>[\d,.]+(?: (?:to|or|and) [\d,.]+)?) (?P<unit>.+)$")


def sentence(fact: FactRecord, words: Words = ENGLISH) -> str:
    """A fact as one sentence that stays true when it is cut out: what, how much, in whom, against what, when."""
    if isinstance(fact, Number):
        return _counted(fact, words)
    said = {"what": describe.first_up(plain_words(fact.what))}
    if isinstance(fact, NothingFound):
        said |= {"day": describe.day(fact.searched, words), "where": plain_words(fact.where)}
        return words.gettext("%(what)s: nothing found on %(day)s; looked in %(where)s.", **said)
    if isinstance(fact, Law):
        said |= {
            "place": fact.place,
            "what": plain_words(fact.what),
            "status": words.of("status of a law", fact.status),
        }
        said |= {"date": dates(fact.value, words)[0], "day": describe.day(fact.seen, words)}
        return words.gettext("%(place)s: %(what)s; %(status)s: %(date)s; as seen on %(day)s.", **said)
    said |= {"value": value(fact.value, words), "who": plain_words(fact.who)}
    if isinstance(fact, Time):
        if fact.chosen:
            return words.gettext("%(what)s: %(value)s; for %(who)s; our own choice.", **said)
        return words.gettext("%(what)s: %(value)s; for %(who)s.", **said)
    said |= {"when": plain_words(fact.by)}
    if isinstance(fact, Reports):
        return words.gettext("%(what)s: %(value)s; from %(who)s; when: %(when)s.", **said)
    if fact.compared_with:
        said |= {"other": value(fact.compared_with.value, words), "others": plain_words(fact.compared_with.what)}
        return words.gettext(
            "%(what)s: %(value)s, and %(other)s with %(others)s; measured in %(who)s; when: %(when)s.", **said
        )
    return words.gettext("%(what)s: %(value)s; measured in %(who)s; when: %(when)s.", **said)


def _counted(number: Number, words: Words) -> str:
    said = {
        "outcome": describe.first_up(plain_words(number.outcome)),
        "count": describe.whole(number.with_, words),
        "treatment": plain_words(number.with_.what),
        "who": plain_words(number.who),
        "when": plain_words(number.by),
    }
    if number.compared_with:
        said |= {"other": describe.whole(number.compared_with, words), "others": plain_words(number.compared_with.what)}
        return words.gettext(
            "%(outcome)s: %(count)s with %(treatment)s, and %(other)s with %(others)s; counted in %(who)s; "
            "when: %(when)s.",
            **said,
        )
    return words.gettext("%(outcome)s: %(count)s with %(treatment)s; counted in %(who)s; when: %(when)s.", **said)


def value(text: str, words: Words = ENGLISH) -> str:
    """A measure or a time as a language writes it: ``2.4 kg``, ``3 to 4 months``. In English as the record has it."""
    if words.language != ENGLISH.language and (share := _SHARE.match(text)):
        return words.pgettext("share", "%(number)s%%", number=_range(share["number"], words))
    if words.language != ENGLISH.language and (people := _OF.match(text)):
        count, of = (int(number.replace(",", "")) for number in people.groups())
        return describe.count_of(count, of, words)
    found = _UNIT.match(text) if words.language != ENGLISH.language else None
    return _unit(found["unit"], found["number"], words) if found else text


def _unit(unit: str, numbers: str, words: Words) -> str:
    number = _range(numbers, words)
    forms = _UNITS_BY_FORM.get(unit)
    if not forms:
        return words.pgettext("measure", "%(number)s %(unit)s", number=number, unit=unit)
    most = words.counts_as(float(numbers.rpartition(" ")[2].replace(",", "")))
    return words.npgettext("measure", *forms, most, number=number)


def _range(numbers: str, words: Words) -> str:
    first, _, rest = words.numerals(numbers).partition(" ")
    between, _, second = rest.partition(" ")
    said = {"first": first, "second": second}
    if between == "to":
        return words.pgettext("range", "%(first)s to %(second)s", **said)
    if between == "or":
        return words.pgettext("range", "%(first)s or %(second)s", **said)
    return words.pgettext("range", "%(first)s and %(second)s", **said) if between else first


def source(reference: Reference, words: Words = ENGLISH) -> str:
    """A source in a few words: its first author or body, and its year."""
    return f"{describe.names(reference.author, 1, words) or reference.title}, {issued(reference, words)}"


def issued(reference: Reference, words: Words = ENGLISH) -> str:
    """The year of a source, if it has one."""
    dated = reference.issued and reference.issued != "undated"
    return reference.issued[:4] if reference.issued and dated else words.gettext("undated")


def heading(fact: FactRecord) -> str:
    """What a fact is about, as the heading above it: for a count also who had it."""
    if isinstance(fact, Number):
        return f"{describe.first_up(plain_words(fact.outcome))} ({plain_words(fact.with_.what)})"
    if isinstance(fact, Law):
        return f"{fact.place}: {plain_words(fact.what)}"
    return describe.first_up(plain_words(fact.what))


def allowed(fact: FactRecord, part: str = "", words: Words = ENGLISH) -> tuple[str, ...]:
    """The forms in which a sentence may say a fact, the full one first. Empty where it has no such part.

    A count: ``68 of 100``, ``68``, and a share to a smaller base, rounded, so that one sentence has one base (39 of
    1,000 is 4 of 100). A measure or a time: ``72 hours``, ``72``, ``72-hour``. A date: whole, its month, its year.
    """
    if isinstance(fact, Number):
        return _of_people(fact, part, words)
    if part == "others" and isinstance(fact, Measure) and fact.compared_with:
        return _of_value(fact.compared_with.value, words)
    if part:
        return ()
    if isinstance(fact, Law):
        return dates(fact.value, words)
    if isinstance(fact, NothingFound):
        return dates(str(fact.searched), words)
    same = fact.also if isinstance(fact, Time | Measure) else ()
    return tuple(dict.fromkeys(form for text in (fact.value, *same) for form in _of_value(text, words)))


def _of_value(text: str, words: Words) -> tuple[str, ...]:
    found = None if _OF.match(text) else _UNIT.match(text)
    if not found:
        return (value(text, words),)
    number, unit = found["number"], found["unit"]
    if words.language != ENGLISH.language:
        return tuple(dict.fromkeys((_unit(unit, number, words), _range(number, words))))
    # "a 12-week study": the unit as one word, in the singular.
    joined = (f"{number}-{unit.removesuffix('s')}",) if " " not in unit and " " not in number else ()
    forms = (text, number, *joined)
    return tuple(dict.fromkeys((*forms, *(in_words(form) for form in forms))))


def in_words(form: str) -> str:
    """A form with its numbers up to twelve in words: ``2 to 3 hours`` as ``two to three hours``."""
    if re.search(r"\d[.,]\d|\d{3}", form):
        return form
    return _FIGURE.sub(lambda match: IN_WORDS[int(match[0]) - 1], form)


def says(forms: Iterable[str], words: str) -> bool:
    """Whether words are one of the forms of a fact; where they begin a sentence, with a capital: ``Two weeks``."""
    return words in (known := tuple(forms)) or describe.first_down(words) in known


def dates(value: str, words: Words = ENGLISH) -> tuple[str, ...]:
    """``2022-09-30`` as ``30 September 2022``, ``September 2022`` and ``2022``; as far as the date is known.

    What is no date, and is told where it stands, comes back as it is.
    """
    if not is_date(value):
        return (value,)
    year, month, day = [int(part) for part in value.split("-")] + [0] * (2 - value.count("-"))
    forms = [str(year)]
    if month:
        forms.append(describe.month(year, month, words))
    if day:
        forms.append(describe.day(date(year, month, day), words))
    return tuple(forms[::-1])


def _of_people(number: Number, part: str, words: Words) -> tuple[str, ...]:
    mine, other = number.with_, number.compared_with
    if part in ("", "not"):
        return _counts(mine, part == "not", words)
    if part == "people":
        return (words.number(mine.people or mine.of),)
    if other is None:
        return ()
    if part == "others":
        return _counts(other, False, words)
    if mine.of != other.of:
        return ()
    return _forms(abs(mine.count - other.count), mine.of, words)


def said_for(fact: FactRecord, words: Words = ENGLISH) -> dict[str, str]:
    """What the builder writes where a sentence leaves it to it, ``[](fact:id#part)``: the full form of each part."""
    forms = {f"{fact.id}{f'#{part}' if part else ''}": allowed(fact, part, words) for part in ("", *PARTS)}
    return {target: found[0] for target, found in forms.items() if found}


def _counts(group: Group, without: bool, words: Words) -> tuple[str, ...]:
    found = list(_forms(group.of - group.count if without else group.count, group.of, words))
    if group.counted is not None and group.people is not None:
        found += _forms(group.people - group.counted if without else group.counted, group.people, words)
    if words.language == ENGLISH.language:
        share = (group.of - group.count if without else group.count) / group.of
        found += [word for word, (least, greatest) in SHARES.items() if least <= share <= greatest]
    return tuple(dict.fromkeys(found))


def _forms(count: int, of: int, words: Words) -> tuple[str, ...]:
    said = [(count, of)]
    said += [(describe.rounded(count, of, base), base) for base in BASES if base < of and of in BASES]
    # A share that rounds to nobody is said as fewer than one.
    few = [describe.fewer_than_one(base, words) for n, base in said if count and not n]
    said = [(n, base) for n, base in said if n or not count]
    if of < BASES[0]:
        # Beside the real count of a small group, its share may stand too.
        said.append((describe.rounded(count, of, BASES[0]), BASES[0]))
    whole = [describe.count_of(n, base, words) for n, base in said]
    return tuple(dict.fromkeys(whole + few + [words.number(n) for n, _ in said]))


def as_issued(value: str, words: Words = ENGLISH) -> str:
    """``2010-02-06`` as ``6 February 2010``, ``2010-02`` as ``February 2010``; a year as it is; nothing if undated."""
    return "" if value == "undated" else dates(value, words)[0]


def news(reference: Reference, notice: Notice, words: Words = ENGLISH) -> str:
    """A notice on a source in one sentence: its title, what was said, and the day as far as it is known."""
    said = describe.first_down(words.of("notice", notice.kind))
    return f"{plain_words(reference.title)}: {', '.join(filter(None, (said, as_issued(notice.issued, words))))}."
