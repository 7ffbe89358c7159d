"""The content model: the only schema there is.

Each content file is front matter plus ``##`` headings. A field that a heading fills is
marked with :class:`Heading`; every other field stands in the front matter. The tables in
``content_src/README.md`` and every message about fields are made from these classes.

Markers on fields tell the later steps what a value is, so that no step keeps its own list:

* :class:`Prose`: words a patient reads. Plain-language rules and citations apply.
* :class:`Link`: the id of something else (an item, a reference, a term, a question).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

from sitegen import identifiers

# --------------------------------------------------------------------------- markers


@dataclass(frozen=True)
class Prose:
    """Words a patient reads. ``claim``: a statement of benefit, harm or law, so it needs a citation."""

    claim: bool = False


@dataclass(frozen=True)
class Heading:
    """The field is filled by the text under this ``##`` heading.

    The anchor is the field's name with hyphens, so that a new wording never breaks a link.
    """

    text: str


@dataclass(frozen=True)
class Link:
    """The value is an id: of an item (in ``folders``), a reference, a term, a question or a verdict."""

    kind: Literal["item", "reference", "term", "question", "verdict"]
    folders: tuple[str, ...] = ()


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Sentence = Annotated[Text, Prose()]
ReferenceId = Annotated[Text, Link("reference")]
References = Annotated[tuple[ReferenceId, ...], Field(min_length=1)]
QuestionId = Annotated[Text, Link("question")]
VerdictId = Annotated[Text, Link("verdict")]
AnyItem = Annotated[Text, Link("item")]
TypeId = Annotated[Text, Link("item", ("types",))]
BenefitId = Annotated[Text, Link("item", ("benefits",))]
RiskId = Annotated[Text, Link("item", ("risks",))]
SubstanceId = Annotated[Text, Link("item", ("substances",))]
CardId = Annotated[Text, Link("item", ("cards",)), BeforeValidator(lambda value: _named(value))]
# A host and a path in which no character could end a link or an attribute; round brackets only in pairs.
_PATH = r"([/?#]([^\s\"'<>()\[\]\\^`{|}]|\([^\s\"'<>()\[\]\\^`{|}]*\))*)?"
WEB_ADDRESS = r"^https?://[A-Za-z0-9.-]+(:\d+)?" + _PATH + "$"
REGISTERED = (
    r"^(NCT\d{8}|ISRCTN\d{8}|EUCTR\d{4}-\d{6}-\d{2}|ACTRN\d{14}p?|ChiCTR-?[A-Za-z0-9-]+|IRCT[0-9N]+|CTRI/[0-9/]+|"
    r"RBR-[a-z0-9]+|DRKS\d{8}|TCTR\d{11}|UMIN\d{9})$"
)
"""The numbers of registries of trials in the network of the World Health Organization."""
SECURE_ADDRESS = WEB_ADDRESS.replace("s?", "s", 1)
Day = date
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]

CertaintyWord = Literal["high", "moderate", "low", "very low", "no evidence found"]
Direction = Literal["helps", "no difference", "harms", "not known"]
Doubt = Literal[
    "bias or the maker's ties",
    "results disagree",
    "other product, place or people",
    "no dummy",
    "few people",
    "too short",
]
Found = Literal["better", "no difference", "worse", "mixed", "not compared"]
WhyNotKnown = Literal["no study", "studies disagree", "not measured", "not found"]
Urgency = Literal["self-care", "clinic", "same-day", "emergency"]
Row = Literal["how", "works", "harms", "time", "licence", "cost", "change-mind", "numbers"]
Seriousness = Literal["passing", "lasting", "emergency"]
Stage = Literal["first hour", "first days", "weeks 1 to 12", "later"]
Design = Literal[
    "systematic-review-of-trials",
    "systematic-review",
    "rct",
    "controlled",
    "cohort",
    "case-series",
    "case-report",
    "outbreak-report",
    "guideline",
    "consensus",
    "narrative-review",
    "regulator-notice",
    "law",
    "drug-label",
    "laboratory",
    "history",
    "news",
]


def _named(value: object) -> object:
    """A page names a card and never carries text of its own (one card, one text)."""
    if isinstance(value, dict):
        raise ValueError(
            "a page writes no card of its own; name one, such as cards/breathing, and change its words in cards/"
        )
    return value


M = TypeVar("M")

LENIENT = "fields only"
"""The context of a validation that leaves out what :func:`cross_check` marks."""


def cross_check(method: Callable[[M], M]) -> Any:
    """A check between the fields of one record. It raises ``ValueError`` with what is wrong.

    It is left out in the context ``LENIENT``, so that a record with stand-ins can still be looked at.
    """

    def check(self: M, info: ValidationInfo) -> M:
        return self if info.context == LENIENT else method(self)

    return model_validator(mode="after")(check)


class Model(BaseModel):
    """Closed, frozen records: an unknown field is a problem, and nothing changes after validation."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False, str_strip_whitespace=True)


# --------------------------------------------------------------------------- small records


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
            raise ValueError("not_known needs why: no study, studies disagree, not measured, not found")
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


class Number(Model):
    """A number of people, with its time, its comparison and its source (IPDAS: natural frequencies).

    Both sides stand in one record, so they share the outcome, the time and the source.
    ``part_of`` names a whole of which several numbers of one list are parts: nobody is in two of them.

    ``uses`` names the uses for which a number of a harm holds, read from ``who``; their leaflets show it beside the
    benefit. Without it the number stands on no leaflet of a use. ``part`` names the part of the use (an id under
    ``leaflet_parts``) where it holds for that part alone, such as the chin. ``harm`` is `yes` where a rating of a
    benefit counts a harm.
    """

    outcome: Sentence
    by: Sentence
    who: Sentence
    with_: Annotated[Group, Field(alias="with")]
    compared_with: Group | None = None
    reference: References
    note: Sentence | None = None
    part_of: Text | None = None
    uses: tuple[TypeId, ...] = ()
    part: Slug | None = None
    harm: Literal["yes", "no"] = "no"

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


def _check_direction(certainty: str, direction: str) -> None:
    """A weak study does not tell which way the truth lies."""
    if certainty in ("very low", "no evidence found") and direction != "not known":
        raise ValueError(f'with "{certainty}" the direction is "not known", not "{direction}"')


class Verdict(Model):
    """How sure anyone can be, for one product, place, comparison and outcome (design: ceiling rule)."""

    id: Slug
    use: Annotated[Sentence, Field(alias="for")]
    certainty: CertaintyWord
    direction: Direction
    why: Sentence
    doubts: tuple[Doubt, ...] = ()
    authors_say: Sentence | None = None
    studies: tuple[Study, ...] = ()
    numbers: Numbers = ()

    @cross_check
    def _no_direction_from_weak_proof(self) -> Self:
        _check_direction(self.certainty, self.direction)
        return self


class Option(Model):
    """One of the choices side by side. ``kind`` nothing and mesotherapy are always among them.

    ``id`` is its anchor on the comparison page. ``part`` says for which kind of the problem it is, where
    the choices of a use differ in that.
    """

    id: Slug
    name: Text
    part: Sentence | None = None
    kind: Literal["nothing", "mesotherapy", "other"]
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
    reference: tuple[ReferenceId, ...] = ()

    @cross_check
    def _no_direction_from_weak_proof(self) -> Self:
        _check_direction(self.certainty, self.direction)
        return self


class ClaimedBenefit(Model):
    """A benefit that is claimed for this use, with the verdicts that weigh it."""

    benefit: BenefitId
    verdicts: Annotated[tuple[VerdictId, ...], Field(min_length=1)]


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


class Sign(Model):
    """A clinician's sign-off: role, date and the version that was read. Never invented."""

    role: Text
    date: Day
    version: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]


class Withdrawn(Model):
    """Why a page was withdrawn, and what to read instead. The page keeps its address."""

    reason: Sentence
    replacement: AnyItem | None = None


# --------------------------------------------------------------------------- items


class Item(Model):
    """What every page has."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=65), Prose()]
    """The page's name in plain words, at most 65 characters."""
    summary: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), Prose()]
    """The one main message, one or two sentences, grade 5 or easier."""
    also_called: tuple[Text, ...] = ()
    """Lay words, other names and usual misspellings, for search."""
    published: date
    """The day on which the page was first published. It never changes."""
    checked: date
    """The day on which the sources were last searched."""
    next_review: date
    """The day by which the page must be reviewed again."""
    clinician_review: Literal["none"] | Sign = "none"
    """`none`, or role, date and version of the sign-off. It holds for that version only."""
    related: Annotated[tuple[AnyItem, ...], Field(max_length=7)] = ()
    """Pages to read next, at most 7."""
    more_help: tuple[ReferenceId, ...] = ()
    """Sources for patients outside this guide: health services, doctors' bodies, groups of patients."""
    aliases: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-/][a-z0-9]+)*$", max_length=100)], ...] = ()
    """Old addresses of this page."""
    status: Literal["published"] | Withdrawn = "published"
    """`published`, or withdrawn with a reason and a replacement."""

    @cross_check
    def _review_after_check(self) -> Self:
        if self.next_review <= self.checked:
            raise ValueError("next_review must be later than checked")
        if self.published > self.next_review:
            raise ValueError("published must be earlier than next_review")
        return self


class Page(Item):
    """Prose: what it is, how it is done, about us. Free headings, each with its own ``{#anchor}``.

    ``gathers`` puts a list made from the data at the end of the page.
    """

    gathers: Literal[
        "none",
        "home",
        "folder",
        "certainty",
        "unknowns",
        "glossary",
        "sources",
        "a-to-z",
        "questions",
        "search",
        "style-guide",
        "changes",
        "check-links",
        "data",
        "reviews",
        "kits",
        "leaflets",
        "signs",
    ] = "none"
    """What the page assembles from the data."""
    questions: tuple[QuestionId, ...] = ()
    """Questions shown under "What to ask"."""


class Matter(Model):
    """One thing that may matter to a patient, in the patient's own words, and the row that tells of it."""

    what: Sentence
    row: Row


class CompareItem(Item):
    """The choices for one use side by side, and what matters to the reader (IPDAS: values)."""

    use: TypeId
    """The use whose choices are compared."""
    matters: Annotated[tuple[Matter, ...], Field(min_length=5, max_length=8)]
    """What may matter to a patient; each names the row of the comparison that tells of it."""
    questions: Annotated[tuple[QuestionId, ...], Field(min_length=3)]
    """Questions shown under "What to ask"."""

    the_decision: Annotated[Text, Prose(), Heading("The decision")]
    not_compared: Annotated[Text, Prose(claim=True), Heading("What nobody has compared")]


class LeafletPart(Model):
    """One part of a use, such as one place of the body, that has leaflets of its own beside those of the whole use.

    Its leaflets have the page's version. ``id`` ends the names of their files; ``message`` is their main message, in
    words of the page's summary; ``where`` stands beside its numbers on the leaflets of the whole use, such as "chin".
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


class TypeItem(Item):
    """One use of mesotherapy, with the choices side by side."""

    group: Literal["aesthetic", "medical"]
    """For looks (aesthetic) or for a health problem (medical)."""
    substances: Annotated[tuple[SubstanceId, ...], Field(min_length=1)]
    """What is injected."""
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
    """The choices side by side; one is to do nothing, one is mesotherapy."""
    questions: Annotated[tuple[QuestionId, ...], Field(min_length=5)]
    """Questions shown under "What to ask"."""
    not_known: Annotated[tuple[Unknown, ...], Field(min_length=2)]
    """What nobody knows about this use."""
    leaflet_parts: tuple[LeafletPart, ...] = ()
    """Parts of the use that have leaflets of their own, such as one place of the body."""

    what_it_is_for: Annotated[Text, Prose(claim=True), Heading("What it is for")]
    see_a_doctor_first: Annotated[Text, Prose(claim=True), Heading("See a doctor first")]
    what_is_injected: Annotated[Text, Prose(claim=True), Heading("What is injected")]
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
        for kind in ("nothing", "mesotherapy"):
            if kinds.count(kind) != 1:
                raise ValueError(f"options need exactly one choice with kind: {kind}")
        ids = [option.id for option in self.options]
        for option_id in ids:
            if ids.count(option_id) > 1:
                raise ValueError(f'two choices have the id "{option_id}"')
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
            raise ValueError("not_known needs why: no study, studies disagree, not measured, not found")
        return self


class CanHappen(Model):
    """Can it happen at all? Single cases can answer this; the ceiling rule does not bind it."""

    answer: Literal["yes", "probably", "not known"]
    why: Sentence
    reference: References


class RiskItem(Item):
    """One thing that can go wrong, and what to do about it."""

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
    def _stages_follow_start(self) -> Self:
        if (self.starts.text is None) != (self.stages == "not known"):
            raise ValueError("stages is 'not known' exactly when starts is not known")
        return self


class SubstanceItem(Item):
    """One thing that is injected."""

    used_in: Annotated[tuple[TypeId, ...], Field(min_length=1)]
    """The uses in which it is injected."""
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


class ConsultationItem(Item):
    """Advice around the appointment. Free headings, each with its own ``{#anchor}``."""

    care_cards: tuple[CardId, ...] = ()
    """The cards on what to do and when, by id, most urgent first. Their words stand in `cards/`."""
    first_signs: Annotated[tuple[CardId, ...], Field(max_length=12)] = ()
    """The signs that stand alone on the first screen, the most urgent first, at most 12."""
    care_first: Literal["yes", "no"] = "no"
    """`yes` puts the cards directly under the title."""
    time_line: Literal["yes", "no"] = "no"
    """`yes` shows when each harm may start, from the risk pages."""
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


ITEM_MODELS: dict[str, type[Item]] = {
    "pages": Page,
    "types": TypeItem,
    "compare": CompareItem,
    "benefits": BenefitItem,
    "risks": RiskItem,
    "substances": SubstanceItem,
    "consultation": ConsultationItem,
    "cards": CardItem,
    "rules": RulesItem,
}
FREE_HEADINGS = ("pages", "consultation")


# --------------------------------------------------------------------------- records that are not pages


class Name(Model):
    """A CSL name: family and given, or literal for a body or a name as printed."""

    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None

    @cross_check
    def _one_form(self) -> Self:
        if (self.family is None) == (self.literal is None):
            raise ValueError("a name is either family (and given) or literal")
        return self


class Seen(Model):
    """Where and in what form the source was read, and on which day that was checked."""

    at: Text
    """Where it was read."""
    date: Day
    """The day on which that was checked."""
    form: Literal["full text", "abstract", "part", "copy"] | None = None
    """What was read: `full text`, `abstract`, a `part`, or a `copy` at an address that is not the source's own."""


class Reference(Model):
    """A source, in CSL field names, plus what it may be cited for and where it was seen."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
    """What `[^id]` cites: first author, year, a word."""
    type: Literal["article-journal", "webpage", "report", "legislation", "book", "chapter", "dataset", "thesis"]
    """The kind of publication, in CSL words."""
    title: Text
    """The title as printed."""
    author: tuple[Name, ...] = ()
    """Family and given name, or literal for a body."""
    container_title: Annotated[Text | None, Field(alias="container-title")] = None
    """The journal, site or series."""
    publisher: Text | None = None
    """Who published it."""
    issued: Annotated[str, StringConstraints(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?|undated)$")] | None = None
    """The year, or the day; `undated` where the source shows none."""
    volume: Text | None = None
    issue: Text | None = None
    page: Text | None = None
    doi: Annotated[
        Annotated[str, StringConstraints(pattern=identifiers.DOI)] | None,
        BeforeValidator(identifiers.doi),
        Field(alias="DOI"),
    ] = None
    """The DOI, without an address."""
    pmid: Annotated[
        Annotated[str, StringConstraints(pattern=r"^\d{1,9}$")] | None,
        BeforeValidator(identifiers.pubmed),
        Field(alias="PMID"),
    ] = None
    """The PubMed number."""
    registry: Annotated[str, StringConstraints(pattern=REGISTERED)] | None = None
    """The number of the trial in a registry, such as NCT01542034."""
    url: Annotated[
        Annotated[str, StringConstraints(pattern=WEB_ADDRESS)],
        BeforeValidator(identifiers.address),
        Field(alias="URL"),
    ]
    """The source's own address; where a DOI, PubMed or registry number stands, readers are sent there instead."""
    design: Design
    """The kind of study; it sets the ceiling of certainty."""
    people: Annotated[int, Field(gt=0)] | None = None
    """How many people were studied."""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "en"
    """Two letters."""
    jurisdiction: Text | None = None
    """The country, for laws and regulators."""
    supports: Text
    """Exactly what it may be cited for."""
    caveat: Text | None = None
    """What a reader of the source should know."""
    seen: Seen
    """Where it was read, and on which day that was checked."""
    unverified: Literal["yes", "no"] = "no"
    """`yes` while any part of the record has not been seen; it cannot be cited then."""

    @property
    def address(self) -> str:
        """Where readers are sent: the first that there is: DOI, PubMed, trial registry, its own address."""
        if self.doi:
            return identifiers.doi_address(self.doi)
        if self.pmid:
            return identifiers.pubmed_address(self.pmid)
        return (self.registry and identifiers.registry_address(self.registry)) or self.url


class Term(Model):
    """A word of the field. The plain word comes first; the medical word is explained."""

    id: Slug
    """The anchor in the glossary."""
    plain: Text
    """The plain word."""
    medical: tuple[Text, ...] = ()
    """The medical words as they stand in texts. A short form in capitals is found in capitals only."""
    not_in: tuple[Text, ...] = ()
    """Phrases of a page in which the word means another thing, so that it is not explained there."""
    not_on: tuple[AnyItem, ...] = ()
    """Pages on which the word means another thing."""
    definition: Sentence
    """One or two sentences."""
    also_called: tuple[Text, ...] = ()
    """Other words, for search."""
    see: AnyItem | None = None
    """A page that says more."""


class Question(Model):
    """A question to ask, why it matters and what a good answer sounds like."""

    id: Slug
    """The anchor on the page of questions."""
    question: Sentence
    """As a patient would say it."""
    why: Sentence
    """Why it is worth asking."""
    good_answer: Sentence
    """What a good answer sounds like, and what should make you pause."""
    topic: Literal[
        "who treats you",
        "what is injected",
        "does it work",
        "what can go wrong",
        "the day",
        "afterwards",
        "cost and choice",
    ]
    """The heading under which it stands."""
    types: tuple[TypeId, ...] = ()
    """The uses it belongs to."""


class Code(Model):
    """What a medical classification calls a substance, only where the code was seen in a source."""

    item: SubstanceId
    """The page of the substance."""
    system: Literal["ATC"]
    """The classification: ATC (WHO Collaborating Centre for Drug Statistics Methodology)."""
    code: Text
    """The code, as printed in the source."""
    name: Text
    """What the source calls the substance."""
    covers: Text
    """For which form or use the source gives the code; it may be another one than in mesotherapy."""
    seen: Seen
    """Where the code was read, and on which day."""


class EmergencyNumber(Model):
    """Whom to call for an ambulance in one place, with the source that was seen."""

    id: Slug
    """The place, as in `rules/`."""
    place: Text
    """The place as a reader knows it."""
    numbers: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=r"^[0-9]{2,6}$")], ...], Field(min_length=1, max_length=3)
    ]
    """The numbers, that of the ambulance first."""
    note: Sentence | None = None
    """What a caller must know, in a few words."""
    reference: References
    """Where the number was seen."""


RECORD_MODELS: dict[str, type[Model]] = {
    "references": Reference,
    "terms": Term,
    "questions": Question,
    "codes": Code,
    "emergency_numbers": EmergencyNumber,
}


class SiteConfig(Model):
    """What holds for the whole site, written once in ``site.yml``."""

    name: Text
    maker: Sentence
    funding: Sentence
    repository: Annotated[str, StringConstraints(pattern=SECURE_ADDRESS)]
    branch: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+([./][A-Za-z0-9_-]+)*$")]
    version: Text
