"""What can go wrong: how often, when, how grave."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field

from sitegen.content.models.choices import Seriousness, Stage, WhyNotKnown
from sitegen.content.models.evidence import Fact, Numbers, Unknown
from sitegen.content.models.item import Item
from sitegen.content.models.markers import (
    CardId,
    Heading,
    Model,
    Prose,
    QuestionId,
    References,
    Sentence,
    Text,
    cross_check,
)


class HowOften(Model):
    """How often a harm happens: numbers with a denominator, or the reason why it is not known."""

    numbers: Numbers = ()
    not_known: Sentence | None = None
    why: WhyNotKnown | None = None

    @cross_check
    def _some(self) -> Self:
        if not self.numbers and self.not_known is None:
            raise ValueError("give numbers, or not_known with why")
        if self.not_known is not None and self.why is None:
            raise ValueError("not_known needs why: no study, studies disagree, no measurement, not found")
        return self


class CanHappen(Model):
    """Can it happen at all? Single cases can answer this; the ceiling rule does not bind it."""

    answer: Literal["yes", "probably", "not known"]
    why: Sentence
    reference: References


class RiskItem(Item):
    """One thing that can go wrong, and what to do about it."""

    in_short: Sentence | None = None
    """What one notices, in a sentence or two, for the short part. An emergency has none: its cards say it."""
    seriousness: Seriousness
    """Whether it passes, lasts, or can be an emergency."""
    can_happen: CanHappen
    """Whether it can happen at all, why we say so, and the source."""
    how_often: HowOften
    """Numbers of people, or the reason why nobody knows."""
    starts: Fact
    """When it begins."""
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)] | Literal["not known"]
    """The stretches of time in which it may begin, for the time line; or `not known`."""
    lasts: Fact
    """How long it lasts."""
    care_cards: Annotated[tuple[CardId, ...], Field(min_length=1)]
    """The cards on what to do and when, by id, most urgent first. Their words stand in `cards/`."""
    not_known: Annotated[tuple[Unknown, ...], Field(min_length=1)]
    """What nobody knows about this harm."""
    questions: tuple[QuestionId, ...] = ()
    """Questions shown under "What to ask"."""

    what_it_is: Annotated[Text, Prose(claim=True), Heading("What it is")]
    what_it_looks_like: Annotated[Text, Prose(), Heading("What it looks and feels like")]
    how_often_it_happens: Annotated[Text, Prose(claim=True), Heading("How often it happens")]
    what_you_can_do: Annotated[Text, Prose(), Heading("What you can do")]
    what_changes_the_chance: Annotated[Text, Prose(claim=True), Heading("What raises and lowers the chance")]
    how_it_is_treated: Annotated[Text, Prose(claim=True), Heading("How it is treated")]

    @cross_check
    def _short_part(self) -> Self:
        if self.in_short is None and self.seriousness != "emergency":
            raise ValueError("in_short is missing: say in a sentence or two what one notices")
        if self.in_short is not None and self.seriousness == "emergency":
            raise ValueError("an emergency has no in_short: its cards, directly under the title, say what one notices")
        return self

    @cross_check
    def _stages_follow_start(self) -> Self:
        if (self.starts.text is None) != (self.stages == "not known"):
            raise ValueError("stages is 'not known' exactly when starts is not known")
        return self
