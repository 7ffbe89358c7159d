"""Records that are no pages: sources, terms, questions, codes, numbers to call, and the settings of the site.

In: plain values. Out: frozen typed records.
Never: a line number, a file, a page.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from sitegen.content.models.markers import (
    SECURE_ADDRESS,
    AnyItem,
    CardId,
    Heading,
    Model,
    Own,
    References,
    Sentence,
    Slug,
    SubstanceId,
    Text,
    TypeId,
)
from sitegen.content.models.records.sources import Exempt, Health, Host, Reference, Seen


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
    topic: Text
    """The heading under which it stands: one of the `topics` in `site.yml`."""
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
    """For which form or use the source gives the code; it may be another one than in this treatment."""
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


FACTS = "facts"
"""The folder of facts: each of its files is a list of :class:`Number`."""
RECORD_MODELS: dict[str, type[Model]] = {
    "references": Reference,
    "terms": Term,
    "questions": Question,
    "codes": Code,
    "emergency_numbers": EmergencyNumber,
}
"""The data files that readers see, and that are given out as files."""
JUDGING_MODELS: dict[str, type[Model]] = {"hosts": Host, "exceptions": Exempt, "source_health": Health}
"""The data files on the sources themselves: what they stand at, what is let pass, what was said of them since."""


class OwnHeading(Model):
    """The site's own words for a heading of the model. The anchor stays when the words change."""

    words: Text
    anchor: Slug


class SearchWords(Model):
    """Words of this subject that do not tell one page from another when somebody searches."""

    not_indexed: tuple[Text, ...] = ()
    """Left out of the words of a section in the index."""
    not_asked: tuple[Text, ...] = ()
    """Left out of a question that is typed."""
    no_sign: tuple[Text, ...] = ()
    """Left out where signs of harm are looked for: every description has them."""
    no_sign_alone: tuple[Text, ...] = ()
    """They count beside other words of a sign only: "many" is in "too many tablets" and in "how many sessions"."""


class SchemaOrg(Model):
    """What the treatment is in schema.org's words."""

    type: Text
    for_a_use: Text
    properties: dict[str, Text] = Field(default_factory=dict)


class Subject(Model):
    """The treatment that the site is about, and every word that this subject alone needs.

    Nothing of it stands in the builder: a guide to another treatment is another ``site.yml`` and other pages.
    """

    name: Text
    """As it stands inside a sentence."""
    in_short: Sentence
    """What it is, in half a sentence, for somebody who reads one page alone. It opens the short part of most pages."""
    also_called: tuple[Text, ...] = ()
    """Other names of the treatment, and usual misspellings."""
    after_it: Text = "after the treatment"
    """Ends "If something worries you ..."."""
    since_it: Text = "since the treatment"
    """Ends "Find the time that has passed ..."."""
    left_out: tuple[Text, ...] = ()
    """Words and phrases that are left out of the reading grade, as nothing shorter says the same."""
    headings: dict[str, OwnHeading] = Field(default_factory=dict)
    """``{field: its heading here}`` for headings of ``types/`` that the treatment gives its own words."""
    folders: dict[str, Text] = Field(default_factory=dict)
    """What folders are called here, where the builder's own words do not fit."""
    topics: dict[str, Text] = Field(default_factory=dict)
    """The topics of questions, each with its heading, in order."""
    moments: dict[str, tuple[Text, ...]] = Field(default_factory=dict)
    """When to ask: the moments of a treatment in order, each with the topics whose questions belong to it."""
    moment_words: dict[str, Text] = Field(default_factory=dict)
    """How a moment is called in another language; `site.yml` calls it by its own words."""
    parts_of_a_use: dict[str, tuple[Slug, ...]] = Field(default_factory=dict)
    """The sections of a page in ``types/`` by their anchors, in groups short enough to look through."""
    whole_cards: tuple[CardId, ...] = ()
    """Cards that are no emergency and stand whole everywhere like one: what helps works for some hours."""
    example: AnyItem | None = None
    """The item that the page on data shows as an example."""
    search: SearchWords = SearchWords()
    schema_org: SchemaOrg = SchemaOrg(type="MedicalTherapy", for_a_use="MedicalTherapy")

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the treatment."""
        return (self.name, *self.also_called)

    @property
    def own_headings(self) -> Own:
        return tuple((field, Heading(own.words, own.anchor)) for field, own in self.headings.items())


class SiteConfig(Model):
    """What holds for the whole site, written once in ``site.yml``."""

    name: Text
    maker: Sentence
    funding: Sentence
    repository: Annotated[str, StringConstraints(pattern=SECURE_ADDRESS)]
    branch: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+([./][A-Za-z0-9_-]+)*$")]
    version: Text
    subject: Subject
