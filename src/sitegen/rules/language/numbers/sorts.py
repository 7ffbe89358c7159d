"""The sorts of numbers that must name a fact, how each is written, and the one list of those that need none.

What tells here is exact, so that an editor is never asked for a record of what is no fact: a bare number without a unit
("53 without", "18 did not") is left to whoever reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content import describe
from sitegen.content.fact_words import IN_WORDS

_WORD = "|".join(IN_WORDS)
_N = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{_WORD})\b)"
_RANGE = rf"{_N}(?:(?: to | or | and ){_N})?"
_ALONE = r"(?<![\w.,-])"
_MONTH = "|".join(describe.MONTHS)
_UNIT = (
    r"(?:square |cubic )?(?:mm|cm|km|millimet(?:re|er)s?|centimet(?:re|er)s?|kg|kilograms?|kilos?|mg|grams?|ml|cc"
    r"|millilit(?:re|er)s?|lit(?:re|er)s?|points?(?! type\b)|degrees?|°C|hairs|US dollars?|dollars?|euros?|pounds|reais"
    r"|times as|times more|times the|injections)\b"
)
TIME = re.compile(rf"{_ALONE}{_RANGE}[ -](?:second|minute|hour|day|week|month|year)s?\b(?! old\b)", re.I)
"""A time: ``72 hours``, ``4 to 6 weeks``, ``12-week``, ``two hours``. An age (``18 years old``) is none."""
MEASURE = re.compile(
    rf"{_ALONE}(?<!\d of )(?!one\b){_RANGE} (?:weekly )?(?:sessions?|visits)\b"
    rf"|{_ALONE}{_RANGE}(?: of \d+)? {_UNIT}|{_ALONE}\d[\d,]*(?:\.\d+)?(?:%| ?°)|{_ALONE}\d+\.\d+\b(?!\.\d)",
    re.I,
)
"""A measure: ``3 to 6 sessions``, ``2.3 mm``, ``4 points``, ``3 times as``, ``4%``, and any other number with a point.

A share of sessions (``16 of 100 sessions``) is a count.
"""
REPORTS = re.compile(
    rf"{_ALONE}(?<!\bof ){_N}(?: (?!people|women|men|patients)\w+)? (?:reports|cases|complaints|deaths)\b", re.I
)
"""A number of reports: ``18 reports``, ``nine cases``."""
PEOPLE = re.compile(
    rf"{_ALONE}(?<!\bof )(?<!\d in )(?!one\b){_N}(?: (?!more|of|to|or|and|in|with|for)\w+)? "
    r"(?:people|women|men|adults|patients|children|volunteers|athletes|clients)\b"
    r"|\b(?:half|a third|a quarter) of (?:the |those |these )?(?:\w+ )?(?:people|women|men|adults|patients|them)\b",
    re.I,
)
"""How many people: ``423 people``, ``three women``, ``half of them``. What they are counted of is none."""
DATE = re.compile(rf"(?:(?<![\w.])\d{{1,2}} )?(?:{_MONTH}) (?:19|20)\d\d\b|(?<![\w/.,-])(?:19|20)\d\d\b(?![/,.]\d)")
"""A date: ``30 September 2022``, ``September 2022``, ``2022``. A number of an act (``2026/87``) is none."""
DAY = re.compile(rf"(?<![\w.])\d{{1,2}} (?:{_MONTH}) (?:19|20)\d\d\b")
"""A day: ``30 September 2022``."""
OF_LAW = re.compile(
    r"\b(?:bans?|banned|law|laws|lawful|decrees?|court|licen[cs]\w+|approv\w+|authoris\w+|allowed|prescription"
    r"|regulator|warn(?:ed|ing|s)|recommended|advisory)\b",
    re.I,
)
"""What a sentence with a date of law speaks of, where the page is not one of rules."""
OF_SEARCH = re.compile(r"\b(?:we (?:had )?(?:found|saw) (?:no|none|nothing)|(?:was|were) not found)\b", re.I)
"""What a sentence with the day of a search speaks of."""


@dataclass(frozen=True)
class Sort:
    """What must name its fact: the rule, how it is written, the kind of its record, and what its sentence speaks of."""

    rule: str
    pattern: re.Pattern[str]
    kind: str
    about: re.Pattern[str] | None = None

    def found(self, text: str, whole: str = "") -> Iterator[re.Match[str]]:
        """What of a text needs a fact. ``whole`` is the sentence around it, where the text is a piece of one."""
        whole = whole or text
        if self.about is None or self.about.search(whole):
            for match in self.pattern.finditer(text):
                if not any(exempt.holds(self, match, whole) for exempt in EXEMPT):
                    yield match


TIMES = Sort("unbound-time", TIME, "time")
MEASURES = Sort("unbound-measure", MEASURE, "measure")
SEEN_REPORTS = Sort("unbound-reports", REPORTS, "reports")
SIZES = Sort("unbound-people", PEOPLE, "reports")
LAWS = Sort("unbound-law", DATE, "law")
LICENCES = Sort("unbound-law", DATE, "law", OF_LAW)
SEARCHES = Sort("unbound-search", DAY, "nothing found", OF_SEARCH)
RULES_FOLDER = "rules"
"""Where every date is one of a law, licence or decision; elsewhere a year may be that of a study."""


@dataclass(frozen=True)
class Exempt:
    """A number that needs no fact: why, to which rule it is none, and the words before it, its own,
    those after it and what its sentence speaks of.

    ``such_as`` is a sentence with one, for tests and for whoever reads.
    """

    why: str
    such_as: str
    rules: tuple[str, ...] = ()
    before: re.Pattern[str] | None = None
    itself: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    about: re.Pattern[str] | None = None

    def holds(self, sort: Sort, match: re.Match[str], whole: str) -> bool:
        """Whether a found number is of this kind. ``whole`` is its sentence."""
        if sort.rule not in self.rules:
            return False
        text = match.string
        return (
            (self.before is None or bool(self.before.search(text[: match.start()])))
            and (self.itself is None or bool(self.itself.search(match[0])))
            and (self.after is None or bool(self.after.match(text[match.end() :])))
            and (self.about is None or bool(self.about.search(whole)))
        )


EXEMPT: tuple[Exempt, ...] = (
    Exempt(
        "an age: it tells who somebody is, and nobody acts by it",
        "It was seen in a woman of 35 years.",
        ("unbound-time",),
        re.compile(r"(?:\b(?:aged?|woman|women|man|men|girl|boy|people|patients?) (?:of |from |aged? )?)$"),
    ),
    Exempt(
        "what a word means, as in its first 8 weeks: a definition, and nobody acts by it",
        "A baby in its first 8 weeks is called an embryo.",
        ("unbound-time",),
        re.compile(r"\bits first $"),
    ),
    Exempt(
        "what an edit takes: it is told to editors, and no patient acts by it",
        "Change a sentence in five minutes.",
        ("unbound-time",),
        re.compile(r"\bChange a sentence in $"),
    ),
    Exempt(
        "half as a bound: it says on which side of half they are, and no number",
        "It was more than half of the people.",
        ("unbound-people",),
        re.compile(r"\b(?:more|less|fewer) than $"),
        re.compile(r"^half", re.I),
    ),
    Exempt(
        "the day of what we read: it says how fresh our reading is, and stands at the source",
        "As of May 2026, the ban holds.",
        ("unbound-law",),
        re.compile(
            r"(?:\b[Aa]s of|\bcopy[^.]*\b(?:of|from|in)|\b[Tt]ext of|\b[Pp]age of|\bafter|\bnot yet in force in"
            r"|\b(?:reports?|reviews?|study|article|version)(?: of)?,? of|\breports? of"
            r"|\b(?:saw|seen)(?: is)? (?:in|of)) $"
        ),
    ),
    Exempt(
        "the middle one: half were well by a time, or gained a measure, that is bound in the sentence",
        "Half of the people were well after 8 days.",
        ("unbound-people",),
        itself=re.compile(r"^half", re.I),
        about=re.compile(f"{TIME.pattern}|{MEASURE.pattern}", re.I),
    ),
    Exempt(
        "the base of a share or a rate: the number is said beside it",
        "Of every 10 people, 5 had one; it came in 1 in 1,000 injections, and on 1 square cm of skin.",
        ("unbound-people", "unbound-measure"),
        re.compile(r"(?:\bevery|\d (?:of|in)(?: every)?|\b(?:on|each|fewer than)) $"),
        re.compile(r"people$|patients$|injections$|square cm$", re.I),
    ),
    Exempt(
        "a step of a scale that says what counts as better: it is what the counted fact counts",
        "At least 1 point better on a scale was counted.",
        ("unbound-measure",),
        re.compile(r"\b[Aa]t least $"),
        re.compile(r"points?$"),
    ),
    Exempt(
        "the length of a scale: what a point is worth, and no finding",
        "The scale has questions of 1 to 5 points.",
        ("unbound-measure",),
        re.compile(r"\bof $"),
        re.compile(r"points?$"),
    ),
    Exempt(
        "points of a list: they are counted where the list stands",
        "Six points of the list ask for it.",
        ("unbound-measure",),
        itself=re.compile(r"points?$"),
        after=re.compile(r" of\b"),
    ),
    Exempt(
        "a name: of a standard, a licence of texts or its version",
        "The text is under CC BY 4.0, and the pages meet WCAG 2.2.",
        ("unbound-measure",),
        re.compile(r"\b(?:BY|WCAG|version) $"),
    ),
    Exempt(
        "two cases in which a law holds: conditions, and no reports",
        "It is a crime in two cases.",
        ("unbound-reports",),
        re.compile(r"\bin $"),
        re.compile(r"^two cases$"),
    ),
    Exempt(
        "what we read ourselves: how many reports agree, which their citations show",
        "We read three reports of the notice, and they agree.",
        ("unbound-reports",),
        re.compile(r"(?:\b[Ww]e read|\bits) $"),
    ),
)
"""The one list of numbers that need no fact, each with the reason.

Besides, no pattern looks for what follows: the number of studies in a review (it says how much was read), doses in the
account of a trial, grades (they are what is counted), our own steps of certainty, rates such as 1 in 24 (mostly our
sums), addresses and telephone numbers, what is vague (a few days, several, a week), and "we found no study" without a
day, where the page's ``checked`` is the day.
"""
