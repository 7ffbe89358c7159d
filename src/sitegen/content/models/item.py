"""What every page has, and the two kinds that are made of others: overviews and comparisons."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints

from sitegen.content.models.choices import Row
from sitegen.content.models.markers import (
    AnyItem,
    Day,
    Heading,
    Model,
    Prose,
    QuestionId,
    ReferenceId,
    Sentence,
    Slug,
    Text,
    TypeId,
    cross_check,
)


class Sign(Model):
    """A clinician's sign-off: role, date and the version that was read. Never invented."""

    role: Text
    date: Day
    version: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]


class Withdrawn(Model):
    """Why a page was withdrawn, and what to read instead. The page keeps its address."""

    reason: Sentence
    replacement: AnyItem | None = None


class Item(Model):
    """What every page has."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=65), Prose()]
    """The page's name in plain words, at most 65 characters."""
    summary: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), Prose()]
    """The one main message, one or two sentences, grade 6 or easier."""
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


class Door(Model):
    """One thing that people come for, in their own words, and the page that they need."""

    words: Sentence
    """What somebody would say who comes for it."""
    to: AnyItem
    """The page that it leads to."""
    finds: Sentence
    """What is found there, in one short sentence."""


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
        "facts",
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
        "ratings",
    ] = "none"
    """What the page assembles from the data."""
    questions: tuple[QuestionId, ...] = ()
    """Questions shown under "What to ask"."""
    doors: Annotated[tuple[Door, ...], Field(max_length=6)] = ()
    """Only on the home page: what people come for, at most 6. The way to urgent help stands before them by itself."""
    split_into: tuple[AnyItem, ...] = ()
    """Only on a page that was split, in any folder: the pages that it became. Its address leads to each of them."""

    @cross_check
    def _split_into_several(self) -> Self:
        if len(self.split_into) == 1:
            raise ValueError("split_into needs two pages or more; for one, list the old address under its aliases")
        return self


class Answer(Model):
    """How some of the choices meet a wish, in the same few words for all of them: their ids in the use."""

    words: Sentence
    choices: Annotated[tuple[Slug, ...], Field(min_length=1)]


class Matter(Model):
    """One thing that may matter to a patient, in the patient's own words, and the row that tells of it.

    ``answers`` say how each choice meets it, each choice once; without them the records say it, for the row ``works``.
    """

    what: Sentence
    row: Row
    answers: tuple[Answer, ...] = ()


class CompareItem(Item):
    """The choices for one use side by side, and what matters to the reader (IPDAS: values)."""

    use: TypeId
    """The use whose choices are compared."""
    matters: Annotated[tuple[Matter, ...], Field(min_length=5, max_length=8)]
    """What may matter to a patient; each names the row of the comparison that tells of it."""
    questions: Annotated[tuple[QuestionId, ...], Field(min_length=3)]
    """Questions shown under "What to ask"."""

    the_decision: Annotated[Text, Prose(), Heading("The decision")]
    not_compared: Annotated[Text, Prose(claim=True), Heading("Comparisons that we did not find")]
    outside: Annotated[Text, Prose(claim=True), Heading("What else could be done")]
