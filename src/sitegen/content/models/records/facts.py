"""Facts that count no people: a measure, a time, a number of reports, a date of law, and nothing found.

Each stands once, in a file of ``facts/`` beside the counts of people, and sentences name it by its id.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, Self

from sitegen.content.models.evidence import FactKind, Number
from sitegen.content.models.markers import (
    Model,
    ReferenceId,
    References,
    Sentence,
    Slug,
    Text,
    cross_check,
)

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_TIME = r"(?:second|minute|hour|day|week|month|year)s?"
_VALUE = re.compile(rf"^{_NUMBER}(?: (?:to|or|and) {_NUMBER})?(?: (?P<unit>[^\d\s].*)|(?P<share>%))$")
_IS_TIME = re.compile(rf"^{_TIME}$")
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def _unit(value: str) -> str:
    found = _VALUE.match(value)
    return (found["unit"] or found["share"]) if found else ""


def is_date(value: str) -> bool:
    """Whether a text is a year, a month or a day as dates of law are written: ``2022``, ``2022-09``, ``2022-09-30``."""
    try:
        date.fromisoformat(f"{value}-01-01"[: len("2022-09-30")])
    except ValueError:
        return False
    return bool(re.match(_DATE, value))


class Stated(Model):
    """What all these facts have."""

    id: Slug
    """Its name. Sentences write `[72 hours](fact:its-id)`."""
    kind: FactKind
    """What kind of fact it is."""
    what: Sentence
    """What it tells, as a name without the value: "Time within which the medicine must begin"."""
    note: Sentence | None = None
    """What a reader must know beside it: what is odd about it, where sources differ."""


class Compared(Model):
    """The measure in those compared with."""

    what: Sentence
    """What they had: "dummy injections"."""
    value: Text
    """Their measure, in the same unit: `0.4 kg`."""


class Measure(Stated):
    """A measure with its unit: a weight, a length, a number of sessions, a score."""

    kind: Literal["measure"]
    value: Text
    """The number and its unit: `2.4 kg`, `3 to 5 sessions`."""
    who: Sentence
    """In whom, or in what, it was measured: "40 women with cellulite"."""
    by: Sentence
    """When: "12 weeks after the last session"."""
    also: tuple[Text, ...] = ()
    """The same measure rounded or in another unit, where sentences say it so: `2 cm` for `2.2 cm`."""
    compared_with: Compared | None = None
    """The same measure in the others: `{what: dummy injections, value: 0.4 kg}`."""
    reference: References
    """The sources that say exactly this."""

    @cross_check
    def _in_units(self) -> Self:
        unit = _unit(self.value)
        for name, value in (("value", self.value), *(("also", other) for other in self.also)):
            if not _unit(value):
                raise ValueError(f'{name} "{value}" is no measure: write a number and its unit, such as 2.4 kg')
        if _IS_TIME.match(unit):
            raise ValueError(f'value "{self.value}" is a time: write kind: time')
        if unit == "people" or unit.startswith("of "):
            raise ValueError(f'value "{self.value}" counts people: leave kind out, and write with: and count:')
        if self.compared_with and _unit(self.compared_with.value) != unit:
            raise ValueError(f'value "{self.compared_with.value}" of those compared with needs the unit "{unit}"')
        return self


class Time(Stated):
    """A time: a limit, how long people were followed, how long something lasts or took."""

    kind: Literal["time"]
    value: Text
    """The number and its unit: `72 hours`, `4 to 6 weeks`."""
    role: Literal["limit", "follow-up", "length", "interval"]
    """`limit`: act before or after it. `follow-up`: how long a study looked. `length`: how long it lasts.
    `interval`: the time between two of them."""
    who: Sentence
    """For whom, or in whom it was seen: "people who may have had a used needle"."""
    also: tuple[Text, ...] = ()
    """The same time in another unit, where sentences say it so: `2 days` for `48 hours`."""
    reference: tuple[ReferenceId, ...] = ()
    """The sources that say exactly this."""
    chosen: Sentence | None = None
    """Where no source names just this time: that we chose it, and why."""

    @cross_check
    def _in_hours_or_days(self) -> Self:
        for name, value in (("value", self.value), *(("also", other) for other in self.also)):
            if not _IS_TIME.match(_unit(value)):
                units = "seconds, minutes, hours, days, weeks, months or years"
                raise ValueError(f'{name} "{value}" is no time: write a number and {units}, such as 72 hours')
        return self

    @cross_check
    def _from_somewhere(self) -> Self:
        if not self.reference and not self.chosen:
            raise ValueError("a time needs a reference that says it; or chosen, with why we chose it")
        return self


class Reports(Stated):
    """A number of reports or cases. It cannot say how often something happens."""

    kind: Literal["reports"]
    value: Text
    """The number and what was counted: `18 reports`."""
    who: Sentence
    """Where they come from: "people who were seen by health protection teams"."""
    by: Sentence
    """When they were counted: "from January to June 2025"."""
    reference: References
    """The sources that say exactly this."""

    @cross_check
    def _counted(self) -> Self:
        unit = _unit(self.value)
        if not unit or _IS_TIME.match(unit) or "." in self.value:
            raise ValueError(f'value "{self.value}" counts no reports: write a number and a word, such as 18 reports')
        return self


class Law(Stated):
    """A date of a law, a licence or a decision, in one country."""

    kind: Literal["law"]
    place: Text
    """The country or region: its usual name."""
    status: Literal[
        "in force",
        "not yet in force",
        "decision",
        "warning",
        "advice",
        "licence",
        "ended",
        "proposed",
        "statement",
        "law",
    ]
    """What happened on that date."""
    value: Text
    """The date as far as it is known: `2022-09-30`, `2022-09` or `2022`."""
    seen: date
    """The day on which it was read."""
    reference: References
    """Where it was read, an official address first."""

    @cross_check
    def _dated(self) -> Self:
        if not is_date(self.value):
            raise ValueError(f'value "{self.value}" is no date: write 2022, 2022-09 or 2022-09-30')
        return self


class NothingFound(Stated):
    """What was looked for and not found, with the day. It says nothing of what others have found."""

    kind: Literal["nothing found"]
    where: Sentence
    """Where we looked: "PubMed and the register of medicines"."""
    searched: date
    """The day of the search: `2026-11-23`."""
    reference: tuple[ReferenceId, ...] = ()
    """The lists that were searched, where they are among our sources."""


FactRecord = Number | Measure | Time | Reports | Law | NothingFound
KINDS: dict[str, type[Number | Stated]] = {
    "people": Number,
    "measure": Measure,
    "time": Time,
    "reports": Reports,
    "law": Law,
    "nothing found": NothingFound,
}
"""The kinds of facts, each with its model."""


def model_of(data: object) -> type[Number | Stated]:
    """The model of a record by its ``kind``; without one, or with one that there is not, it counts people."""
    return KINDS.get(str(data.get("kind")), Number) if isinstance(data, dict) else Number
