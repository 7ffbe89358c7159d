"""No number stands alone: times, measures, reports, people, dates of law and days of a search name their fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from sitegen.base.problems import Problem
from sitegen.content.fact_words import IN_WORDS, PARTS, allowed, says
from sitegen.content.models import CardItem, FactRecord, Model
from sitegen.content.prose.blocks import parse, split_sentences
from sitegen.content.prose.inline import Line
from sitegen.content.reading.yaml_tree import Loc
from sitegen.content.typed.entries import Entry, ProseText, walk
from sitegen.rules.language.numbers.bound import PLAIN_FIELDS
from sitegen.rules.language.numbers.sorts import (
    LAWS,
    LICENCES,
    MEASURES,
    RULES_FOLDER,
    SEARCHES,
    SEEN_REPORTS,
    SIZES,
    TIMES,
    Sort,
)
from sitegen.rules.language.plain_language import percentage_alone
from sitegen.site.care import care_cards
from sitegen.site.citations import citations, said_facts
from sitegen.site.site import Site

NO_LINK = (*PLAIN_FIELDS, "action", "for")
"""Fields that can hold no link: headings, the words of links, and what search engines show."""
OF_LICENCE = frozenset({"licence", "licences"})
"""Fields in which every date is one of a law or licence."""
SORTS = (TIMES, MEASURES, SEEN_REPORTS, SIZES, SEARCHES, LAWS, LICENCES)
_ANY = re.compile(rf"\d|\b(?:half|third|quarter|{'|'.join(IN_WORDS)})\b", re.I)
_PART = re.compile(r"half|a third|a quarter", re.I)
_FIRST = re.compile(rf"\d[\d,]*(?:\.\d+)?|\b(?:{'|'.join(IN_WORDS)})\b", re.I)


@dataclass(frozen=True)
class Said:
    """A number of a page that needs a fact, and that is bound to none: where it stands, whatever the facts are.

    ``text`` is its place among the texts of the page, ``sort`` that among :data:`SORTS`. ``repeated``: it stands where
    no link can, so that the page says it elsewhere too.
    """

    text: int
    line: int
    cites: frozenset[str]
    sort: int
    words: str
    repeated: bool
    held: bool
    target: str


def numbers_of(entry: Entry) -> tuple[Said, ...]:
    """The numbers of a page that name no fact. While its file stays as it is, they are the same."""
    return tuple(_said(entry))


def _said(entry: Entry) -> Iterator[Said]:
    for index, text in enumerate(entry.prose):
        plain = not text.in_body and text.loc[-1] in NO_LINK
        sorts = _sorts(entry, text)
        for block in text.blocks:
            repeated = plain or block.kind == "subheading"
            for line in block.all_lines:
                if not _ANY.search(line.plain):
                    continue
                at = (text.line if plain else block.line) if repeated else line.line
                cites = frozenset(line.cites)
                for sort, words, piece in _found(line, sorts):
                    yield Said(index, at, cites, SORTS.index(sort), words, repeated, piece.held, piece.target)


def unbound_numbers(site: Site, entry: Entry) -> Iterator[Problem]:
    """The numbers of a page that name no fact (design: one fact, one home)."""
    places: dict[int, Near] = {}
    for said in entry.once(numbers_of):
        near = places.setdefault(said.text, Near(site, entry, entry.prose[said.text]))
        sort = SORTS[said.sort]
        if sort is SIZES and _size(said.words) in near.sizes:
            continue
        if said.repeated or said.held:
            if not near.says(said.words, "" if said.repeated else said.target):
                yield _elsewhere(near, said.line, sort, said.words)
        else:
            sizes = near.sizes if sort is SIZES else ()
            yield _problem(site, entry.path, said.line, sort, said.words, near.sources | said.cites, sizes)


def unbound_in_record(site: Site, path: str, line: Callable[[Loc], int], record: Model) -> Iterator[Problem]:
    """The times and measures of a record of a data file, such as a question or a word of the glossary.

    ``line`` tells that of a field.
    """
    for leaf in walk(record):
        for block in parse(leaf.value, line(leaf.loc)) if leaf.prose else ():
            for words in block.all_lines:
                for sort, said, _ in _found(words, (TIMES, MEASURES, SEEN_REPORTS)):
                    yield _problem(site, path, words.line, sort, said, set(words.cites))


class Near:
    """What stands around a text of a page: its sources and the facts that the page says."""

    def __init__(self, site: Site, entry: Entry, text: ProseText) -> None:
        self.site, self.entry, self.text = site, entry, text

    @cached_property
    def sources(self) -> Set[str]:
        """The sources of the section, or of the record of the field; without any, those of the page."""
        found = {cite for block in self.text.blocks for cite in block.cites}
        if not self.text.in_body:
            beside = [leaf for leaf in self.entry.leaves if leaf.loc[:2] == self.text.loc[:2]]
            found |= {leaf.value for leaf in beside if any(link.kind == "reference" for link in leaf.links)}
        return found or {cite for cite, _ in citations(self.entry)}

    @cached_property
    def sizes(self) -> Set[int]:
        """How many took part in the studies that are cited here."""
        references = [self.site.references[name] for name in self.sources if name in self.site.references]
        return {reference.people for reference in references if reference.people}

    @cached_property
    def facts(self) -> Sequence[FactRecord]:
        """The facts that the page says, and those of what goes with it: its cards, and of a card the pages with it."""
        entry, site = self.entry, self.site
        # Only a card is named by others: no other page need look through all of them.
        others = site.entries.values() if isinstance(entry.item, CardItem) else ()
        pages = [entry, *care_cards(site, entry), *(page for page in others if entry in care_cards(site, page))]
        return [site.facts[name] for page in pages for name in said_facts(page) if name in site.facts]

    def says(self, said: str, target: str = "") -> bool:
        """Whether a fact of the page says a number, or one of the page to which the link with the number leads."""
        linked = self.site.entries.get(target.partition("#")[0])
        there = [self.site.facts.get(name) for name in said_facts(linked)] if linked else []
        # The longest of a range may stand alone: "the slowest after 298 days".
        return any(says(allowed(f), said) or f" {said}" in allowed(f)[0] for f in (*self.facts, *there) if f)


@dataclass(frozen=True)
class _Piece:
    """Words between facts and sources, of one sentence, and the whole sentence. ``held``: they can hold no link."""

    words: str
    sentence: str
    held: bool
    target: str


def _sorts(entry: Entry, text: ProseText) -> tuple[Sort, ...]:
    """The sorts that are looked for: in a part on licences, and on pages of rules, every date is one of law."""
    licences = entry.folder == RULES_FOLDER or not OF_LICENCE.isdisjoint(map(str, text.loc))
    return TIMES, MEASURES, SEEN_REPORTS, SIZES, SEARCHES, LAWS if licences else LICENCES


def _found(line: Line, sorts: Sequence[Sort]) -> Iterator[tuple[Sort, str, _Piece]]:
    """What of a line needs a fact and has none, and the piece in which it stands."""
    for piece in _pieces(line):
        for sort in sorts:
            for match in sort.found(piece.words, piece.sentence):
                # That a percentage stands alone is told; to bind it as well would keep what has to go.
                if match[0].endswith("%") and percentage_alone(piece.sentence):
                    continue
                yield sort, match[0], piece


def _pieces(line: Line) -> Iterator[_Piece]:
    sentences = split_sentences(line.plain)
    for token in line.tokens:
        if token.kind not in ("fact", "cite") and _ANY.search(token.text):
            for piece in split_sentences(token.text):
                words = " ".join(piece.split())
                whole = next((sentence for sentence in sentences if words in sentence), line.plain)
                yield _Piece(words, whole, token.kind in ("link", "bold"), token.target)


def _size(said: str) -> int | None:
    """The number of people in a text such as ``423 people``; none in ``half of them``."""
    first = _first(said)
    if not first or _PART.match(said):
        return None
    return IN_WORDS.index(first.lower()) + 1 if first.lower() in IN_WORDS else int(float(first.replace(",", "")))


def _first(said: str) -> str:
    found = _FIRST.search(said)
    return found[0] if found else ""


def _elsewhere(near: Near, at: int, sort: Sort, said: str) -> Problem:
    message = f'"{said}" is not what a fact of this page says.'
    hint = "this place can hold no link: say it in a sentence of the page too, and bind it there"
    return Problem(near.entry.path, at, sort.rule, message, hint)


def _problem(
    site: Site, path: str, line: int, sort: Sort, said: str, sources: Set[str], sizes: Collection[int] = ()
) -> Problem:
    """``sizes``: how many took part in the studies cited here. Who took part needs no fact, but the right number."""
    known = _known(site, said, sources)
    if known:
        return Problem(path, line, sort.rule, f'"{said}" names no fact.', f"did you mean {' or '.join(known)}?")
    if sizes and _size(said):
        had = " or ".join(f"{size:,}" for size in sorted(sizes))
        message = f'"{said}" names no fact, and the source cited here had {had} people.'
        return Problem(path, line, sort.rule, message, "write that number, or cite the source that has this one")
    hint = f"write [{said}](fact:its-id), with the record in content_src/facts/, kind: {sort.kind}"
    return Problem(path, line, sort.rule, f'"{said}" names no fact.', hint)


def _known(site: Site, said: str, sources: Set[str]) -> Sequence[str]:
    """The facts that say just this, those of the same sources first; else those of these sources with this number."""
    known = [f"[{said}](fact:{fact.id})" for fact in _by_source(site, sources) if says(allowed(fact), said)]
    if not known:
        first = _first(said)
        known = [
            f"[{first}](fact:{fact.id}{part and f'#{part}'})"
            for fact in _by_source(site, sources)
            if first and not sources.isdisjoint(fact.reference)
            for part in ("", *PARTS)
            if says(allowed(fact, part), first)
        ]
    return known[:3]


def _by_source(site: Site, sources: Set[str]) -> Sequence[FactRecord]:
    return sorted(site.facts.values(), key=lambda fact: sources.isdisjoint(fact.reference))
