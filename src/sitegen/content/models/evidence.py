"""What was found, as records: facts, counted groups, numbers, studies and verdicts."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, ValidationInfo

from sitegen.content.models.choices import CertaintyWord, Direction, Doubt, Found, WhyNotKnown
from sitegen.content.models.markers import (
    LENIENT,
    Model,
    ReferenceId,
    References,
    Sentence,
    Slug,
    Text,
    TypeId,
    cross_check,
)


class Unknown(Model):
    """One thing that nobody knows, gathered on the page "What nobody knows"."""

    what: Sentence
    why: WhyNotKnown


class Fact(Model):
    """A short fact with its source, or the plain statement that it is not known."""

    text: Sentence | None = None
    reference: tuple[ReferenceId, ...] = ()
    not_known: Sentence | None = None
    why: WhyNotKnown | None = None

    @cross_check
    def _one_or_the_other(self) -> Self:
        if (self.text is None) == (self.not_known is None):
            raise ValueError("write either text (with reference) or not_known (with why)")
        if self.text is not None and not self.reference:
            raise ValueError("a text needs a reference that supports it")
        if self.not_known is not None and self.why is None:
            raise ValueError("not_known needs why: no study, studies disagree, no measurement, not found")
        return self


class Group(Model):
    """One side of a number: ``count`` of ``of`` people. ``people`` is how many were really in the group.

    ``counted`` is the real count, where the source gives it: then the rounding is checked.
    """

    what: Sentence
    count: Annotated[int, Field(ge=0)]
    of: Annotated[int, Field(gt=0)]
    people: Annotated[int, Field(gt=0)] | None = None
    counted: Annotated[int, Field(ge=0)] | None = None

    @cross_check
    def _counts_fit(self) -> Self:
        if self.count > self.of:
            raise ValueError(f"{self.count} of {self.of} is more than everybody")
        if (self.people or self.of) < 100 and self.of != (self.people or self.of):
            raise ValueError(
                f"the group had {self.people} people, fewer than 100: give the real count, of: {self.people}"
            )
        if self.counted is not None and self.people is None:
            raise ValueError("counted needs people, the number who were really in the group")
        if self.people is not None:
            self._rounding_fits(self.people)
        return self

    def _rounding_fits(self, people: int) -> None:
        """The published share must be one that whole people give (the GRIM test, Brown and Heathers 2017)."""
        nearest = round(self.count * people / self.of)
        real = [self.counted] if self.counted is not None else [nearest - 1, nearest, nearest + 1]
        if not any(0 <= n <= people and abs(n * self.of / people - self.count) <= 0.5 for n in real):
            raise ValueError(
                f"{self.counted if self.counted is not None else 'no whole number'} of {people} people "
                f"does not round to {self.count} of {self.of}"
            )


FactKind = Literal["people", "measure", "time", "reports", "law", "nothing found"]


class Number(Model):
    """A number of people, with its time, its comparison and its source (IPDAS: natural frequencies).

    It stands once, in a file of ``facts/``; both sides stand in it, so they share the outcome, the time and the source.
    """

    id: Slug
    """Its name. Pages that show it write `numbers: [chin-one-grade]`; sentences `[68 of 100](fact:chin-one-grade)`."""
    kind: FactKind = "people"
    """Left out for a count of people. The other kinds have fields of their own, below."""
    outcome: Sentence
    """What happened to those who are counted: "At least 1 grade better", not "Success"."""
    by: Sentence
    """When it was counted: "12 weeks after the last session"."""
    who: Sentence
    """Whom it was counted in: "adults treated at one clinic"."""
    with_: Annotated[Group, Field(alias="with")]
    """Those who had it: `{what: the medicine, count: 68, of: 100, people: 514}`."""
    compared_with: Group | None = None
    """The others, in the same form: `{what: dummy injections, count: 20, of: 100, people: 508}`."""
    reference: References
    """The sources that say exactly this."""
    note: Sentence | None = None
    """What a reader must know beside it: who worked out a count, what is odd about it."""
    part_of: Text | None = None
    """The whole of which several numbers of one list are parts: nobody is in two of them."""
    uses: tuple[TypeId, ...] = ()
    """For a harm: the uses for which it holds, read from `who`. Their leaflets show it; without it, none does."""
    part: Slug | None = None
    """For a harm: the part of the use (an id under `leaflet_parts`) where it holds for that part alone."""
    harm: Literal["yes", "no"] = "no"
    """`yes` where it counts a harm."""

    @cross_check
    def _same_denominator(self) -> Self:
        other = self.compared_with
        both_large = all((g.people or g.of) >= 100 for g in (self.with_, other) if g)
        if other and both_large and other.of != self.with_.of:
            raise ValueError(f"both sides need the same denominator, not {self.with_.of} and {other.of}")
        return self


def parts_fit(numbers: tuple[Number, ...], info: ValidationInfo) -> tuple[Number, ...]:
    """Parts of one whole share their groups' denominators and do not add up to more than everybody."""
    if info.context == LENIENT:
        return numbers
    for whole in dict.fromkeys(n.part_of for n in numbers if n.part_of):
        parts = [n for n in numbers if n.part_of == whole]
        for side in ("with_", "compared_with"):
            groups = [group for n in parts if (group := getattr(n, side)) is not None]
            if len({(g.of, g.people) for g in groups}) > 1:
                raise ValueError(f'the parts of "{whole}" need the same number of people')
            # Each part may have been rounded up by half a person.
            if groups and sum(g.count for g in groups) > groups[0].of + len(groups) / 2:
                raise ValueError(f'the parts of "{whole}" add up to more than {groups[0].of}')
    return numbers


Numbers = Annotated[tuple[Number, ...], AfterValidator(parts_fit)]


class Study(Model):
    """One study behind a verdict. Its design is written once, at the reference."""

    reference: ReferenceId
    people: Annotated[int, Field(gt=0)] | None = None
    against: Sentence
    outcome: Sentence
    result: Sentence
    found: Found
    follow_up: Sentence


def check_direction(certainty: str, direction: str) -> None:
    """A weak study does not tell which way the truth lies."""
    if certainty in ("very low", "no evidence found") and direction != "not known":
        raise ValueError(f'with "{certainty}" the direction is "not known", not "{direction}"')


class Verdict(Model):
    """How sure anyone can be, for one product, place, comparison and outcome (design: ceiling rule).

    ``in_short`` names it in a few words, with the product and the place: its row in the box of the short part, on this
    page and on those of the substances. It says what the first number counts; verdicts with the same words share a row.
    """

    id: Slug
    use: Annotated[Sentence, Field(alias="for")]
    in_short: Sentence
    certainty: CertaintyWord
    direction: Direction
    why: Sentence
    doubts: tuple[Doubt, ...] = ()
    authors_say: Sentence | None = None
    studies: tuple[Study, ...] = ()
    numbers: Numbers = ()

    @cross_check
    def _no_direction_from_weak_proof(self) -> Self:
        check_direction(self.certainty, self.direction)
        return self
