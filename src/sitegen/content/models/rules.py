"""What the law or the regulator of a country says."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field

from sitegen.content.models.evidence import Unknown
from sitegen.content.models.item import Item
from sitegen.content.models.markers import Heading, Model, Prose, ReferenceId, Sentence, Text, cross_check


class Rule(Model):
    """One thing that a law or a regulator says."""

    what: Sentence
    status: Literal["in force", "not yet in force", "proposed", "warning", "advice", "decision", "not found"]
    seen: date
    reference: tuple[ReferenceId, ...] = ()

    @cross_check
    def _cited(self) -> Self:
        if self.status != "not found" and not self.reference:
            raise ValueError("a rule needs a reference")
        return self


class RulesItem(Item):
    """What the law or the regulator of one country says, with the date on which it was seen."""

    place: Text
    """The country or region."""
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    """What the law or the regulator says, rule by rule, with the day on which it was seen."""
    not_known: Annotated[tuple[Unknown, ...], Field(min_length=1)]
    """What was looked for and not found."""

    what_the_rules_say: Annotated[Text, Prose(claim=True), Heading("What the rules say")]
    what_this_means: Annotated[Text, Prose(), Heading("What this means for you")]
    where_to_turn: Annotated[Text, Prose(), Heading("Where to turn")]
