"""How values are said in words: days, kinds of study, names of authors.

In: a value, and the :class:`Words` of a language (English by default). Out: words.
Never: markup, the disk, a language that is kept between two calls.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from math import floor, sqrt

from babel.core import Locale

from sitegen.content.certainty import WORDS as CERTAINTY_WORDS
from sitegen.content.describe.tables import DRAWN as DRAWN
from sitegen.content.describe.tables import LEAFLETS as LEAFLETS
from sitegen.content.describe.tables import MONTHS as MONTHS
from sitegen.content.describe.tables import WORDS as WORDS
from sitegen.content.describe.words import ENGLISH as ENGLISH
from sitegen.content.describe.words import Words as Words
from sitegen.content.models import CertaintyWord, Design, Direction, Group, Name, Number


def day(value: date, words: Words = ENGLISH) -> str:
    """``2026-11-23`` as ``23 November 2026``."""
    month = words.pgettext("in a date", MONTHS[value.month - 1])
    said = {"day": value.day, "month": month, "year": value.year}
    # Some languages say the first of a month as a rank: "1er novembre".
    if value.day == 1:
        return words.pgettext("date, first of a month", "%(day)s %(month)s %(year)s", **said)
    return words.pgettext("date", "%(day)s %(month)s %(year)s", **said)


def month(year: int, number: int, words: Words = ENGLISH) -> str:
    """``November 2026``."""
    name = words.pgettext("month", MONTHS[number - 1])
    return words.pgettext("date", "%(month)s %(year)s", month=name, year=year)


def released(on: date | None, words: Words = ENGLISH) -> str:
    """The state of a version, after its id: "version 0123abcd, of 23 November 2026"."""
    if on is None:
        return words.pgettext("version", "not yet released")
    return words.pgettext("version", "of %(day)s", day=day(on, words))


def design(value: Design, words: Words = ENGLISH) -> str:
    """A kind of study in plain words."""
    return words.of("design", value)


def steps(word: str) -> int:
    """How many of the four steps of certainty are filled: 0 for "no evidence found", 4 for high."""
    return CERTAINTY_WORDS.index(word)


def certainty(word: CertaintyWord, words: Words = ENGLISH) -> str:
    """``Low certainty``; "no evidence found" is its own state."""
    return words.of("certainty", word)


def which_way(word: CertaintyWord, direction: Direction, words: Words = ENGLISH) -> str:
    """How sure and which way in a few words: "Probably helps", "May make no difference", "We do not know"."""
    if word == "no evidence found":
        return words.of("way", word)
    known = f"{word}, {direction}"
    return words.of("way", known if known in words.tables["way"] else "not known")


def language_name(code: str) -> str:
    """A language as it calls itself: ``Français``."""
    said = Locale.parse(code, sep="-").get_display_name()
    return first_up(said or code)


def names(authors: Sequence[Name], most: int = 3, words: Words = ENGLISH) -> str:
    """Authors for a source list: up to ``most``, then "and others"."""
    said = [f"{a.family} {a.given or ''}".strip() if a.family else (a.literal or "") for a in authors]
    more = bool(said) and said[-1] == "et al."
    said = said[:-1] if more else said
    # One name too many is named too: "and others" would be as long.
    if more or len(said) > most + 1:
        return words.gettext("%(names)s and others", names=", ".join(said[:most]))
    return ", ".join(said)


def count_of(count: int, of: int, words: Words = ENGLISH) -> str:
    """``68 of 100``."""
    return words.gettext("%(count)s of %(all)s", count=words.number(count), all=words.number(of))


def whole(group: Group, words: Words = ENGLISH) -> str:
    """``68 of 100``."""
    return count_of(group.count, group.of, words)


def drawable(number: Number) -> bool:
    """Whether a number may be drawn as 100 people: each group of 100 people or more, and out of 100."""
    groups = [group for group in (number.with_, number.compared_with) if group]
    return all(group.of == 100 and (group.people or group.of) >= 100 for group in groups)


def rounded(count: int, of: int, base: int) -> int:
    """A share said of another number of people. Half a person is rounded up: Python's own would make 2 of 2.5."""
    return floor(count * base / of + 0.5)


def fewer_than_one(of: int, words: Words = ENGLISH) -> str:
    """A share that rounds to nobody."""
    return words.gettext("fewer than 1 of %(all)s", all=words.number(of))


def of_hundred(group: Group, words: Words = ENGLISH) -> str:
    """A count for a table with one denominator: of 100 where the group was 100 or more, else the real count.

    ``39 of 1,000`` as ``4 of 100``, ``2 of 1,000`` as ``fewer than 1 of 100``.
    """
    if group.of < 100:
        return whole(group, words)
    count = share_of(group)
    return fewer_than_one(100, words) if group.count and not count else count_of(count, 100, words)


def unlike(number: Number) -> bool:
    """Whether the two groups of a count can be compared only by working out shares (PEMAT 7): 18 of 26, 9 of 24."""
    return number.compared_with is not None and base_of(number.with_) != base_of(number.compared_with)


def share_of(group: Group) -> int:
    """How many of 100 it would be."""
    return rounded(group.count, group.of, 100)


def base_of(group: Group) -> int:
    """The number of people that :func:`of_hundred` counts out of."""
    return min(group.of, 100)


def of_its_base(group: Group, words: Words = ENGLISH) -> str:
    """The count of :func:`of_hundred` alone, beside another one of the same base."""
    count = group.count if group.of < 100 else share_of(group)
    return words.gettext("fewer than 1") if group.count and not count else words.number(count)


def difference(number: Number, words: Words = ENGLISH) -> str:
    """How many more or fewer, so that nobody has to subtract or divide (PEMAT 7); nothing without a second group."""
    other = number.compared_with
    if other is None:
        return ""
    if other.of != number.with_.of:
        first, second = (round(100 * group.count / group.of) for group in (number.with_, other))
        return words.gettext(
            "For 100 people in each group, that would be %(first)s compared with %(second)s. The groups were small.",
            first=first,
            second=second,
        )
    more, of = number.with_.count - other.count, words.number(other.of)
    if more == 0:
        return words.gettext("That is the same number of %(all)s people in both.", all=of)
    if more > 0:
        return words.ngettext(
            "That is %(num)s more of %(all)s people than in the comparison.",
            "That is %(num)s more of %(all)s people than in the comparison.",
            more,
            all=of,
        )
    return words.ngettext(
        "That is %(num)s fewer of %(all)s people than in the comparison.",
        "That is %(num)s fewer of %(all)s people than in the comparison.",
        -more,
        all=of,
    )


def rest(group: Group, words: Words = ENGLISH) -> str:
    """The other side of a count, so that those without it are seen too (IPDAS: balanced framing)."""
    return count_of(group.of - group.count, group.of, words)


def chance(number: Number, words: Words = ENGLISH) -> str:
    """How far chance alone could move each count: the 95% interval of Wilson (1927), in whole people.

    Only where the real size of every group is known; nothing otherwise. For example "64 to 72 of 100".
    """
    ranges = []
    for group in (number.with_, number.compared_with):
        if group is None:
            continue
        people = group.people or (group.of if group.of < 100 else None)
        if people is None:
            return ""
        # What was counted, not what it was rounded to.
        share = group.count / group.of if group.counted is None else group.counted / people
        low, high = (words.number(round(end * group.of)) for end in wilson(share, people))
        all_ = words.number(group.of)
        ranges.append(words.gettext("%(low)s to %(high)s of %(all)s", low=low, high=high, all=all_))
    return words.both(ranges)


def wilson(share: float, people: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's score interval for a share seen in so many people (0 to 1)."""
    middle = (share + z * z / (2 * people)) / (1 + z * z / people)
    half = z / (1 + z * z / people) * sqrt(share * (1 - share) / people + z * z / (4 * people * people))
    return max(0.0, middle - half), min(1.0, middle + half)


def area_of(count: int) -> str:
    """The outline of the first ``count`` cells of a 10 by 10 grid with cells of 10 by 14, as an SVG path."""
    rows, rest = divmod(count, 10)
    if rest == 0:
        return f"M0 0H100V{14 * rows}H0Z"
    return f"M0 0H100V{14 * rows}H{10 * rest}V{14 * (rows + 1)}H0Z"


def first_up(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


CITATIONS = re.compile(r"(\s*\[\\\[\d+\\\]\]\(#source-\d+\)(\{[^}]*\})?)+$")
"""Links to sources at the end of a text, as the templates write them."""


def stop(text: str) -> str:
    """The text with a full stop at its end, unless it ends a sentence already; citations stand after the stop."""
    words = CITATIONS.sub("", text).rstrip(")]}")
    return text if words.endswith((".", "!", "?")) else text + "."


def first_down(text: str) -> str:
    """The text with a small first letter, to stand inside a sentence; a short form such as USB keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
