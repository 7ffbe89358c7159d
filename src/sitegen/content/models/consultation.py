"""The visit, and the cards on what to do at a sign."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from sitegen.content.models.choices import Urgency
from sitegen.content.models.item import Item
from sitegen.content.models.markers import CardId, Prose, QuestionId, References, Sentence, Slug, Text, cross_check


class ConsultationItem(Item):
    """Advice around the appointment. Free headings, each with its own ``{#anchor}``."""

    in_short: Annotated[tuple[Sentence, ...], Field(min_length=3, max_length=5)]
    """The three to five points that matter most, each in one sentence."""
    care_cards: tuple[CardId, ...] = ()
    """The cards on what to do and when, by id, most urgent first. Their words stand in `cards/`."""
    first_signs: Annotated[tuple[CardId, ...], Field(max_length=12)] = ()
    """The signs that stand alone on the first screen, the most urgent first, at most 12. All cards follow."""
    care_first: Literal["yes", "no"] = "no"
    """`yes` puts the cards directly under the title."""
    time_line: Literal["yes", "no"] = "no"
    """`yes` shows when each harm may start, from the risk pages."""
    who_should_not: tuple[Slug, ...] = ()
    """Anchors of its parts on who should not have it: each point rests on a label or guideline, or is our view."""
    checklist: tuple[Sentence, ...] = ()
    """Things to tick off."""
    record: tuple[Text, ...] = ()
    """Lines to fill in by hand."""
    questions: tuple[QuestionId, ...] = ()
    """Questions shown under "What to ask"."""


class CardItem(Item):
    """What to do at one sign: the only place for these words. Pages, leaflets, frames and files show them as they are.

    The form is that of the care cards of the NHS: one action as the heading, nothing else to read before acting.
    """

    summary: str = ""
    """A card has no summary: its action is its main message."""
    urgency: Urgency
    """How fast: emergency, same-day, clinic or self-care."""
    action: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64), Prose()]
    """The one right action, beginning with the act; it is the heading. At most 64 characters."""
    when: Annotated[tuple[Sentence, ...], Field(alias="if", min_length=1, max_length=5)]
    """The signs. The action holds if any one of them is true."""
    then: Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=5)]
    """What to do, step by step."""
    say: Sentence | None = None
    """What to say on the telephone or at the desk."""
    never: Sentence | None = None
    """What not to do."""
    who: Sentence
    """Who can help for this sign."""
    reference: References
    """The sources. An emergency needs two national bodies that agree."""
    differ: Sentence | None = None
    """Where national bodies differ, and that the safer advice was taken. It stands with the sources."""
    drawn: Slug | None = None
    """The drawing of the sign on white, brown and black skin, by its name; a page shows it, with its words."""
    formerly: tuple[Slug, ...] = ()
    """Ids of cards that this one replaced: links to their anchors go on."""

    @model_validator(mode="before")
    @classmethod
    def _action_is_the_message(cls, fields: Any) -> Any:
        if not isinstance(fields, dict):
            return fields
        if "summary" in fields:
            raise ValueError("a card has no summary; its action is its main message")
        action = fields.get("action", "")
        return {**fields, "summary": action if isinstance(action, str) else ""}

    @cross_check
    def _words_to_say(self) -> Self:
        if self.urgency in ("emergency", "same-day") and self.say is None:
            raise ValueError("a card of this urgency needs say: what to say on the telephone or at the desk")
        return self
