"""What is used in the treatment, and what regulators allow."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field

from sitegen.content.models.evidence import Unknown
from sitegen.content.models.item import Item
from sitegen.content.models.markers import (
    Heading,
    Model,
    Prose,
    ReferenceId,
    RiskId,
    Sentence,
    Text,
    TypeId,
    VerdictId,
    cross_check,
)


class Licence(Model):
    """What a regulator allows in one place, with the date on which it was seen."""

    place: Text
    status: Literal[
        "licensed", "licensed for another use", "not licensed", "suspended", "banned", "warned against", "not found"
    ]
    text: Sentence
    seen: date
    reference: tuple[ReferenceId, ...] = ()

    @cross_check
    def _cited(self) -> Self:
        if self.status != "not found" and not self.reference:
            raise ValueError("a licence status needs a reference")
        return self


class SubstanceShort(Model):
    """What no record of a substance says: what it is, in a sentence, and who should avoid it, in another."""

    what: Sentence
    avoid: Sentence


class SubstanceItem(Item):
    """One thing that is used in the treatment."""

    in_short: SubstanceShort
    """For the short part: `what` it is, and who should `avoid` it. The rest comes from the records."""
    used_in: Annotated[tuple[TypeId, ...], Field(min_length=1)]
    """The uses in which it is used."""
    verdicts: tuple[VerdictId, ...] = ()
    """The verdicts that weigh it."""
    no_verdict: Sentence | None = None
    """Why no verdict weighs it, if none does."""
    licences: Annotated[tuple[Licence, ...], Field(min_length=1)]
    """What regulators allow, place by place, with the day on which it was seen."""
    risks: tuple[RiskId, ...] = ()
    """Harms that matter most for it."""
    not_known: Annotated[tuple[Unknown, ...], Field(min_length=1)]
    """What nobody knows about it."""

    why_it_is_used: Annotated[Text, Prose(), Heading("Why it is used")]
    what_studies_say: Annotated[Text, Prose(claim=True), Heading("What studies say")]
    what_to_be_careful_about: Annotated[Text, Prose(claim=True), Heading("What to be careful about")]
    who_should_avoid: Annotated[Text, Prose(claim=True), Heading("Who should avoid it")]

    @cross_check
    def _weighed(self) -> Self:
        if not self.verdicts and self.no_verdict is None:
            raise ValueError("name the verdicts that weigh it, or say in no_verdict why there is none")
        return self
