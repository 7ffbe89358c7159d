"""The words of all pages, measured once for every rule, and the figures that ``make check`` prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from sitegen.base.files import all_remembered
from sitegen.content.typed.entries import Entry
from sitegen.rules.language.reading_grade import WORD, names_pattern, reading
from sitegen.rules.sources.first_hand import Sources, sources
from sitegen.site.citations import citations, said_facts
from sitegen.site.glossary import singulars
from sitegen.site.site import Site


@dataclass(frozen=True)
class Measure:
    """What ``make check`` prints.

    ``bound`` counts the numbers in sentences of pages that name a fact, ``unbound`` those that are told to name one.
    """

    pages: int
    words: int
    claims: int
    citations: int
    references: int
    unknowns: int
    terms: int
    questions: int
    grades: Mapping[str, float]
    sources: Sources = field(default_factory=Sources)
    facts: int = 0
    bound: int = 0
    unbound: int = 0

    @property
    def median_grade(self) -> float:
        return median(self.grades.values()) if self.grades else 0.0


class Counted(NamedTuple):
    """What is counted on a page: its words, and its grade where it is long enough to have one."""

    words: int
    grade: float


@dataclass(frozen=True)
class Texts:
    """The sentences of every page with their lines, and what is needed to judge them.

    ``names`` are the words that are left out of the reading grade; ``explained`` tells whether a word is in the
    glossary or names a substance; ``grades`` are those of the pages that are long enough to have one; ``words`` is how
    many words stand in all sentences together.
    """

    sentences: Mapping[str, Sequence[tuple[int, str]]]
    names: re.Pattern[str] | None
    explained: Callable[[str], bool]
    grades: Mapping[str, float]
    words: int


def pattern_of(names: re.Pattern[str] | None) -> bytes:
    """The names left out, as bytes: what was counted without them holds for no others."""
    return names.pattern.encode("utf-8") if names else b""


ENOUGH = 5
"""Sentences: a page with fewer has no grade of its own."""


def texts_of(site: Site, memory: MutableMapping[str, bytes] | None = None) -> Texts:
    """The words of all pages of a site. ``memory`` keeps what was counted on each page."""
    names = names_pattern(_names_left_out(site))
    found = {entry.id: _sentences_of(entry) for entry in site.entries.values()}
    said = {item_id: [sentence for _, sentence in of_page] for item_id, of_page in found.items()}
    made_of = {item_id: "\n".join(sentences).encode("utf-8") for item_id, sentences in said.items()}

    def count(item_id: str) -> Counted:
        words = sum(len(WORD.findall(sentence)) for sentence in said[item_id])
        return Counted(words, reading(said[item_id], names).grade)

    counted = all_remembered(memory, [b"counted", pattern_of(names)], made_of, Counted, count)
    grades = {item_id: counted[item_id].grade for item_id in said if len(said[item_id]) >= ENOUGH}
    return Texts(found, names, _explained(site), grades, sum(of_page.words for of_page in counted.values()))


def measured(site: Site, texts: Texts) -> Measure:
    """How much there is on a site."""
    return Measure(
        pages=len(site.entries),
        words=texts.words,
        claims=sum(claim_count(entry) for entry in site.entries.values()),
        citations=sum(1 for entry in site.entries.values() for _ in citations(entry)),
        references=len(site.references),
        unknowns=len(site.unknowns),
        terms=len(site.terms),
        questions=len(site.questions),
        grades=texts.grades,
        sources=sources(site),
        facts=len(site.facts),
        bound=sum(1 for entry in site.entries.values() for _ in said_facts(entry)),
    )


def _names_left_out(site: Site) -> Iterator[str]:
    """Names without a shorter word: those that ``site.yml`` lists, medical words of the glossary, substances."""
    yield from site.config.subject.left_out
    for term in site.terms.values():
        yield from term.medical
    for entry in site.of("substances"):
        yield re.sub(r"\s*\(.*?\)", "", entry.item.title)
        yield entry.id.split("/")[1].replace("-", " ")


def _explained(site: Site) -> Callable[[str], bool]:
    """Whether a word, in one or in many, is in the glossary or names a substance."""
    known = {
        word.lower()
        for term in site.terms.values()
        for name in (term.plain, *term.medical, *term.also_called)
        for word in WORD.findall(name)
    }
    known |= {word.lower() for e in site.of("substances") for word in WORD.findall(e.item.title)}
    return lambda word: word in known or not known.isdisjoint(singulars(word))


def _sentences_of(entry: Entry) -> list[tuple[int, str]]:
    return [
        pair
        for text in entry.prose
        if text.loc != ("title",)
        for block in text.blocks
        if block.kind != "subheading"
        for pair in block.sentences
    ]


def claim_count(entry: Entry) -> int:
    blocks = sum(1 for text in entry.prose if text.in_body for block in text.blocks if block.cites)
    records = sum(1 for leaf in entry.leaves if any(link.kind == "reference" for link in leaf.links))
    return blocks + records
