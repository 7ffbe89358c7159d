"""How values are said in words: days, kinds of study, names of authors. Pure; no markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from math import floor, sqrt

from sitegen.content.certainty import WORDS as CERTAINTY_WORDS
from sitegen.content.models import CertaintyWord, Design, Direction, Group, Name, Number

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

DESIGNS: Mapping[Design, str] = {
    "systematic-review-of-trials": "Review of randomised trials",
    "systematic-review": "Systematic review",
    "rct": "Randomised trial",
    "controlled": "Study with a comparison group, not randomised",
    "cohort": "Study of a group without a comparison",
    "case-series": "Report of several cases",
    "case-report": "Report of one or a few cases",
    "outbreak-report": "Report of an outbreak",
    "guideline": "Guideline or advice of a health body",
    "consensus": "Agreed opinion of practitioners",
    "narrative-review": "Overview or article",
    "regulator-notice": "Notice of a regulator or government",
    "law": "Law or court ruling",
    "drug-label": "Official product information",
    "laboratory": "Laboratory study",
    "history": "History",
    "news": "News report",
}

DRAWN: tuple[CertaintyWord, ...] = ("low", "moderate", "high")
"""Numbers of a benefit are drawn from this certainty on: a picture looks surer than a word (design, section 6)."""

LEAFLETS: Mapping[str, str] = {"a4": "A4", "letter": "US letter", "large": "large print"}
"""The editions of a leaflet, by the word in its file's name."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "form": {
        "full text": "the full text",
        "abstract": "the abstract alone",
        "part": "a part of it",
        "copy": "a copy",
        "report": "only a report of it",
    },
    "notice": {
        "retraction": "Its journal has withdrawn it",
        "concern": "Its journal has warned about it",
        "newer version": "There is a newer version",
        "correction": "It has been corrected",
        "other": "Its journal has added a notice",
    },
    "urgency": {
        "self-care": "What you can do yourself",
        "clinic": "Call the clinic or a doctor",
        "same-day": "Get medical help today",
        "emergency": "Emergency: act now",
    },
    "urgency in a word": {
        "self-care": "At home",
        "clinic": "Call",
        "same-day": "Today",
        "emergency": "Emergency",
    },
    "seriousness": {
        "passing": "It goes away",
        "lasting": "It can last or leave a mark",
        "emergency": "It can be an emergency",
    },
    "why": {
        "no study": "We found no study that asked this",
        "studies disagree": "The studies disagree",
        "no measurement": "We found no measurement of it",
        "not found": "We looked and found nothing",
    },
    "direction": {
        "helps": "The evidence suggests a benefit",
        "no difference": "The evidence suggests no difference",
        "harms": "The evidence suggests harm",
        "not known": "It is not clear whether it helps",
    },
    "group": {"aesthetic": "For looks", "medical": "For a health problem"},
    "folder": {
        "pages": "About the treatment and this guide",
        "types": "What it is used for",
        "compare": "The choices side by side",
        "benefits": "What it may do",
        "risks": "What can go wrong",
        "substances": "What is used",
        "consultation": "Before, during and after",
        "cards": "What to do at a sign",
        "rules": "Law and licence by country",
    },
    "licence": {
        "licensed": "Officially approved for this",
        "licensed for another use": "Approved, but for another use",
        "not licensed": "Not approved",
        "suspended": "Suspended",
        "banned": "Banned",
        "warned against": "Warned against by the regulator",
        "not found": "No approval found",
    },
    "row": {
        "how": "What it is and how it is meant to work",
        "works": "How well it works, and how sure that is",
        "numbers": "In numbers of people",
        "serious": "Harms that are serious or can last",
        "harms": "What can go wrong",
        "time": "How long it takes",
        "daily": "What it means for daily life",
        "licence": "Approved for this",
        "cost": "Cost",
        "change-mind": "If you change your mind",
        "not-known": "What we do not know",
    },
    "change": {
        "urgency": "How urgent it is",
        "number": "A number",
        "certainty": "How sure anyone can be",
        "law": "Law or licence",
        "page": "The page itself",
        "sources": "Sources",
        "wording": "Wording",
    },
    "stage": {
        "first hour": "During the visit and the first hour",
        "first days": "The first days",
        "weeks 1 to 12": "Weeks 1 to 12",
        "later": "After that",
        "not known": "We found no record of when it starts",
    },
}


def day(value: date) -> str:
    """``2026-11-23`` as ``23 November 2026``."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def design(value: Design) -> str:
    """A kind of study in plain words."""
    return DESIGNS[value]


def steps(word: str) -> int:
    """How many of the four steps of certainty are filled: 0 for "no evidence found", 4 for high."""
    return CERTAINTY_WORDS.index(word)


def certainty(word: CertaintyWord) -> str:
    """``Low certainty``; "no evidence found" is its own state."""
    return first_up(word) if word == "no evidence found" else f"{first_up(word)} certainty"


PROBABLY: Mapping[CertaintyWord, str] = {"high": "", "moderate": "probably", "low": "may"}
"""The verb follows the word (design, section 3); below low nobody knows."""


def which_way(word: CertaintyWord, direction: Direction) -> str:
    """How sure and which way in a few words: "Probably helps", "May make no difference", "We do not know"."""
    if word == "no evidence found":
        return "No study found"
    if word not in PROBABLY or direction == "not known":
        return "We do not know"
    verb, rest = {"helps": ("help", ""), "no difference": ("make", " no difference"), "harms": ("harm", "")}[direction]
    verb = verb if word == "low" else f"{verb}s"
    return first_up(f"{PROBABLY[word]} {verb}{rest}".strip())


def names(authors: Sequence[Name], most: int = 3) -> str:
    """Authors for a source list: up to ``most``, then "and others"."""
    said = [f"{a.family} {a.given or ''}".strip() if a.family else (a.literal or "") for a in authors]
    more = bool(said) and said[-1] == "et al."
    said = said[:-1] if more else said
    # One name too many is named too: "and others" would be as long.
    if more or len(said) > most + 1:
        return f"{', '.join(said[:most])} and others"
    return ", ".join(said)


def whole(group: Group) -> str:
    """``68 of 100``."""
    return f"{group.count:,} of {group.of:,}"


def drawable(number: Number) -> bool:
    """Whether a number may be drawn as 100 people: each group of 100 people or more, and out of 100."""
    groups = [group for group in (number.with_, number.compared_with) if group]
    return all(group.of == 100 and (group.people or group.of) >= 100 for group in groups)


def rounded(count: int, of: int, base: int) -> int:
    """A share said of another number of people. Half a person is rounded up: Python's own would make 2 of 2.5."""
    return floor(count * base / of + 0.5)


def of_hundred(group: Group) -> str:
    """A count for a table with one denominator: of 100 where the group was 100 or more, else the real count.

    ``39 of 1,000`` as ``4 of 100``, ``2 of 1,000`` as ``fewer than 1 of 100``.
    """
    if group.of < 100:
        return whole(group)
    count = rounded(group.count, group.of, 100)
    return "fewer than 1 of 100" if group.count and not count else f"{count} of 100"


def difference(number: Number) -> str:
    """How many more or fewer, so that nobody has to subtract or divide (PEMAT 7); nothing without a second group."""
    other = number.compared_with
    if other is None:
        return ""
    if other.of != number.with_.of:
        first, second = (round(100 * group.count / group.of) for group in (number.with_, other))
        return f"For 100 people in each group, that would be {first} compared with {second}. The groups were small."
    more = number.with_.count - other.count
    if more == 0:
        return f"That is the same number of {other.of:,} people in both."
    return f"That is {abs(more):,} {'more' if more > 0 else 'fewer'} of {other.of:,} people than in the comparison."


def rest(group: Group) -> str:
    """The other side of a count, so that those without it are seen too (IPDAS: balanced framing)."""
    return f"{group.of - group.count:,} of {group.of:,}"


def chance(number: Number) -> str:
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
        low, high = wilson(group.count / group.of, people)
        ranges.append(f"{round(low * group.of):,} to {round(high * group.of):,} of {group.of:,}")
    return " and ".join(ranges)


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
