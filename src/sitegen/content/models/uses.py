"""A use of the treatment with its choices, and the benefits that are claimed for it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints

from sitegen.content.models.choices import CertaintyWord, Direction, Doubt
from sitegen.content.models.evidence import Fact, Numbers, Study, Unknown, Verdict, check_direction
from sitegen.content.models.item import Item
from sitegen.content.models.markers import (
    BenefitId,
    Heading,
    Model,
    Prose,
    QuestionId,
    ReferenceId,
    RiskId,
    Sentence,
    Slug,
    SubstanceId,
    Text,
    VerdictId,
    cross_check,
)


class Option(Model):
    """One of the choices side by side. ``kind`` nothing and treatment are always among them.

    ``id`` is its anchor on the comparison page. ``part`` says for which kind of the problem it is, where
    the choices of a use differ in that. ``works`` and ``harms`` begin with the size of the good and of the harm, in a
    sentence each of about the same length: these two stand on the page of the use, after the words for how sure
    anyone can be, which the builder sets. ``serious`` names the harms that are serious or can last, in a few words;
    ``daily`` says what it means for days, work and how one feels; ``not_known`` what nobody could tell us. A use has
    each of the three for all its choices or for none, so that no choice is told in less detail (IPDAS 2.1.1).
    """

    id: Slug
    name: Text
    part: Sentence | None = None
    kind: Literal["nothing", "treatment", "other"]
    how: Sentence
    works: Sentence
    certainty: CertaintyWord
    direction: Direction
    why: Sentence
    verdict: VerdictId | None = None
    studies: tuple[Study, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    numbers: Numbers = ()
    harms: Sentence
    time: Sentence
    licence: Sentence
    cost: Sentence
    change_mind: Sentence
    serious: Sentence | None = None
    daily: Sentence | None = None
    not_known: Sentence | None = None
    reference: tuple[ReferenceId, ...] = ()

    @cross_check
    def _no_direction_from_weak_proof(self) -> Self:
        check_direction(self.certainty, self.direction)
        return self


class ClaimedBenefit(Model):
    """A benefit that is claimed for this use, with the verdicts that weigh it."""

    benefit: BenefitId
    verdicts: Annotated[tuple[VerdictId, ...], Field(min_length=1)]


class LeafletPart(Model):
    """One part of a use, such as one place of the body, that has leaflets of its own beside those of the whole use.

    Its leaflets have the page's version. ``id`` ends the names of their files; ``message`` is their main message, in
    words of the page's summary; ``where`` stands beside its numbers on the leaflets of the whole use, such as "arm".
    ``options`` are words that stand in ``part`` of the choices: every choice with one of them belongs to it.
    ``verdicts`` and ``risks`` are chosen from those of the use, and no harm that can be an emergency may be missing.
    ``leaves_out`` are the first words of points, sentences or subheadings of the page that are about another part.
    """

    id: Slug
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=65), Prose()]
    message: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), Prose()]
    where: Text
    options: Annotated[tuple[Text, ...], Field(min_length=1)]
    verdicts: Annotated[tuple[VerdictId, ...], Field(min_length=1)]
    risks: Annotated[tuple[RiskId, ...], Field(min_length=1)]
    leaves_out: tuple[Text, ...] = ()


class BoxRow(Model):
    """One row on what it may do, in the fact box: ``what`` names it in a few words, with the product and the place.

    Its ``verdicts`` are as sure as each other and point the same way; the first number of the first stands beside it.
    """

    what: Sentence
    verdicts: Annotated[tuple[VerdictId, ...], Field(min_length=1)]


class InShort(Model):
    """The first of the three depths of a use: what a reader of these words alone must know, in at most 150 words.

    ``what`` says in a sentence what it is; ``box`` has every rating of the use once, in rows; ``lasts`` says how long
    a change lasts, or that it is not known; ``messages`` are the three to keep. The harms of the box come from
    ``risks``, and each number in these sentences is bound to its record.
    """

    what: Sentence
    box: Annotated[tuple[BoxRow, ...], Field(min_length=1, max_length=4)]
    lasts: Sentence
    messages: Annotated[tuple[Sentence, ...], Field(min_length=3, max_length=3)]


class TypeItem(Item):
    """One use of the treatment, with the choices side by side."""

    in_short: InShort
    """What a reader of the first two screens must know: `what`, `box`, `lasts` and three `messages`."""
    group: Literal["aesthetic", "medical"]
    """For looks (aesthetic) or for a health problem (medical)."""
    substances: Annotated[tuple[SubstanceId, ...], Field(min_length=1)]
    """What is used in it."""
    sessions: Fact
    """How many sessions were used, or that it is not known."""
    interval: Fact
    """The time between sessions, or that it is not known."""
    cost: Fact
    """What is known of the cost, with the date."""
    claimed_benefits: Annotated[tuple[ClaimedBenefit, ...], Field(min_length=1)]
    """The benefits that are claimed, each with the verdicts that weigh it."""
    risks: Annotated[tuple[RiskId, ...], Field(min_length=1)]
    """What can go wrong."""
    options: Annotated[tuple[Option, ...], Field(min_length=4)]
    """The choices side by side; one is to do nothing, one is the treatment."""
    questions: Annotated[tuple[QuestionId, ...], Field(min_length=5)]
    """Questions shown under "What to ask"."""
    matter_most: Annotated[tuple[QuestionId, ...], Field(min_length=4, max_length=4)]
    """The four of `questions` that matter most; the others stand below all else."""
    not_known: Annotated[tuple[Unknown, ...], Field(min_length=2)]
    """What nobody knows about this use."""
    leaflet_parts: tuple[LeafletPart, ...] = ()
    """Parts of the use that have leaflets of their own, such as one place of the body."""

    what_it_is_for: Annotated[Text, Prose(claim=True), Heading("What it is for")]
    see_a_doctor_first: Annotated[Text, Prose(claim=True), Heading("See a doctor first")]
    what_is_used: Annotated[Text, Prose(claim=True), Heading("What is used")]
    how_it_is_done: Annotated[Text, Prose(claim=True), Heading("How it is done")]
    what_it_is_like: Annotated[Text, Prose(), Heading("What it is like")]
    daily_life: Annotated[Text, Prose(), Heading("What it means for daily life")]
    what_is_claimed: Annotated[Text, Prose(), Heading("What is claimed")]
    what_was_found: Annotated[Text, Prose(claim=True), Heading("What the studies found")]
    who_was_studied: Annotated[Text, Prose(claim=True), Heading("Who was studied")]
    risks_of_this_use: Annotated[Text, Prose(claim=True), Heading("Risks special to this use")]
    who_should_not: Annotated[Text, Prose(claim=True), Heading("Who should not have it")]
    when_to_stop: Annotated[Text, Prose(), Heading("When to judge and when to stop")]
    can_it_be_undone: Annotated[Text, Prose(), Heading("Whether it can be undone")]

    @cross_check
    def _choices(self) -> Self:
        kinds = [option.kind for option in self.options]
        for kind in ("nothing", "treatment"):
            if kinds.count(kind) != 1:
                raise ValueError(f"options need exactly one choice with kind: {kind}")
        ids = [option.id for option in self.options]
        for option_id in ids:
            if ids.count(option_id) > 1:
                raise ValueError(f'two choices have the id "{option_id}"')
        for name in ("serious", "daily", "not_known"):
            without = [option.id for option in self.options if getattr(option, name) is None]
            if without and len(without) < len(ids):
                raise ValueError(f'every choice needs {name} where one has it; "{without[0]}" has none')
        return self

    @cross_check
    def _short_part(self) -> Self:
        for question in self.matter_most:
            if question not in self.questions or self.matter_most.count(question) > 1:
                raise ValueError(f'matter_most needs four different ones of the questions, not "{question}"')
        shown = [verdict for row in self.in_short.box for verdict in row.verdicts]
        for verdict in (v for claimed in self.claimed_benefits for v in claimed.verdicts):
            if shown.count(verdict) != 1:
                raise ValueError(f'"{verdict}" belongs to exactly one row of the box in in_short')
        for verdict in shown:
            if not any(verdict in claimed.verdicts for claimed in self.claimed_benefits):
                raise ValueError(f'the box in in_short has "{verdict}", which no claimed benefit names')
        return self


class BenefitItem(Item):
    """One benefit that is claimed, weighed. Certainty is written here and nowhere else."""

    claim: Sentence
    """The claim as it is usually made."""
    verdicts: Annotated[tuple[Verdict, ...], Field(min_length=1)]
    """How sure anyone can be, one for each product, place and outcome."""
    not_known: Annotated[tuple[Unknown, ...], Field(min_length=1)]
    """What nobody knows about this benefit."""

    what_is_claimed: Annotated[Text, Prose(), Heading("What is claimed")]
    what_was_found: Annotated[Text, Prose(claim=True), Heading("What was found")]
    what_this_means: Annotated[Text, Prose(), Heading("What this means for you")]
