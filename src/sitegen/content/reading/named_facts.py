"""A page names its facts, ``numbers: [chin-one-grade]``; each is read in the place of its name.

In a sentence ``[](fact:chin-one-grade)`` is read as ``[68 of 100](fact:chin-one-grade)``: the first form in which the
fact may be said, its full one, without a word for those counted, because the sentence has its own ("68 of 100 women").

So a number, its groups and its source are written once, under ``content_src/facts/``, and all that looks at a page
finds them there as if they stood in it. Pure: one source and all facts in, one source out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sitegen.base.problems import Problem, did_you_mean
from sitegen.content.fact_words import said_for
from sitegen.content.models import FactRecord, Number, model_of
from sitegen.content.reading.items import Source
from sitegen.content.reading.yaml_tree import Loc, line_of

FIELD = "numbers"
"""The field that names facts, wherever it stands in a page's front matter."""
_WORD = re.compile(r"[a-z0-9-]+")
EMPTY = re.compile(r"\[\]\(fact:(?P<target>[^()\s]*)\)")
"""A place in a sentence where the words of a fact are to be put."""
NOBODY_KNOWS: Mapping[str, object] = {
    "id": "not-there",
    "outcome": "Nobody knows.",
    "by": "Nobody knows.",
    "who": "Nobody knows.",
    "with": {"what": "Nobody knows.", "count": "1", "of": "1"},
    "reference": ["not-there"],
}
"""Stands in for a fact that is not there, so that the rest of the page is still looked at."""


@dataclass(frozen=True)
class Facts:
    """What there is to be named: ``{id: its fields as they were read}``.

    ``damaged`` are the ids of those that have problems of their own; ``words`` what stands in a sentence for each
    fact and each part of it: ``{"chin-one-grade#others": "20 of 100"}``.
    """

    fields: Mapping[str, object] = field(default_factory=dict)
    damaged: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)

    def said_in(self, page: bytes) -> bytes:
        """What a page takes from the facts, as bytes: as long as they are the same, the page says the same."""
        if FIELD.encode() not in page and b"](fact:" not in page:
            return b""
        words = set(_WORD.findall(page.decode("utf-8", "replace")))
        named = sorted(words & set(self.fields))
        return repr([(name, self.fields[name], name in self.damaged) for name in named]).encode()

    def sources(self, name: str) -> tuple[str, ...]:
        """The sources of a fact, as they were read; none of one that is not there or has problems of its own."""
        found = self.fields.get(name)
        named = found.get("reference") if isinstance(found, dict) and name not in self.damaged else None
        return tuple(source for source in named if isinstance(source, str)) if isinstance(named, list) else ()

    def said(self, text: str) -> str:
        """A text in which each empty place has the words of the fact that it names; one without a fact stays."""

        def put(match: re.Match[str]) -> str:
            words = self.words.get(match["target"], "")
            return f"[{words}](fact:{match['target']})"

        return EMPTY.sub(put, text) if "[](" in text else text

    def said_everywhere(self, value: object) -> object:
        """The same for every text inside fields as they were read."""
        if isinstance(value, dict):
            return {key: self.said_everywhere(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.said_everywhere(part) for part in value]
        return self.said(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Named:
    """A file of facts: what was read, its records with their lines, and the lines on which something stands in."""

    data: object
    found: Sequence[tuple[FactRecord, int]]
    stand_ins: Set[int]


def facts_of(files: Iterable[Named]) -> Facts:
    """All facts as pages and sentences may name them."""
    fields: dict[str, object] = {}
    damaged: set[str] = set()
    words: dict[str, str] = {}
    for there in files:
        records = [record for record in there.data if isinstance(record, dict)] if isinstance(there.data, list) else []
        named = {record["id"]: record for record in records if isinstance(record.get("id"), str)}
        fields.update(named)
        damaged |= named.keys() - {fact.id for fact, line in there.found if line not in there.stand_ins}
        for fact, _ in there.found:
            words.update(said_for(fact))
    return Facts(fields, frozenset(damaged), words)


NO_FACTS = Facts()


@dataclass(frozen=True)
class Unknown:
    """A name that no fact has, and where it stands."""

    path: str
    line: int
    name: str

    def problem(self, facts: Facts) -> Problem:
        """What is told of it. The hint depends on all facts, so it is no part of what a page alone gives."""
        hint = did_you_mean(self.name, facts.fields)
        return Problem(self.path, self.line, "unknown-fact", f'there is no fact "{self.name}".', hint)


@dataclass(frozen=True)
class Filled:
    """A page with its facts. ``unknown`` are names that no fact has.

    ``stand_ins`` are the lines of names for which a stand-in was put.
    """

    source: Source
    problems: tuple[Problem, ...]
    unknown: tuple[Unknown, ...]
    stand_ins: frozenset[int]


def with_facts(source: Source, facts: Facts) -> Filled:
    """A page in which the fields of each fact stand where it is named, and its words where they are asked for."""
    page = _Page(source.path, facts, dict(source.lines))
    fields = {key: page.filled(value, (key,)) for key, value in source.fields.items()}
    sections = tuple(replace(section, text=facts.said(section.text)) for section in source.sections)
    filled = replace(source, fields=fields, lines=page.lines, sections=sections)
    return Filled(filled, tuple(page.problems), tuple(page.unknown), frozenset(page.stand_ins))


def in_fact(loc: Loc) -> bool:
    """Whether a place of a page stands inside a fact that the page names."""
    return any(part == FIELD and isinstance(at, int) for part, at in pairwise(loc))


@dataclass
class _Page:
    """A page while its facts are filled in."""

    path: str
    facts: Facts
    lines: dict[Loc, int]
    problems: list[Problem] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    stand_ins: set[int] = field(default_factory=set)

    def filled(self, value: object, loc: Loc) -> object:
        if isinstance(value, dict):
            return {key: self.filled(part, (*loc, key)) for key, part in value.items()}
        if not isinstance(value, list):
            return self.facts.said(value) if isinstance(value, str) else value
        if loc[-1] == FIELD:
            return [self._fact(part, line_of(self.lines, (*loc, at))) for at, part in enumerate(value)]
        return [self.filled(part, (*loc, at)) for at, part in enumerate(value)]

    def _fact(self, name: object, line: int) -> object:
        """The fields of what is named; a record that stands in the page itself is told, and looked at all the same."""
        if isinstance(name, str):
            if name in self.facts.fields and name not in self.facts.damaged:
                found = self.facts.fields[name]
                if model_of(found) is Number:
                    return found
                message = f'the fact "{name}" counts no people, so it has no place among numbers.'
                hint = f"say it in a sentence: [...](fact:{name})"
                self.problems.append(Problem(self.path, line, "fact-in-page", message, hint))
            if name not in self.facts.fields:
                self.unknown.append(Unknown(self.path, line, name))
            self.stand_ins.add(line)
            return dict(NOBODY_KNOWS)
        message = "a page holds no number of its own."
        hint = "write the record in content_src/facts/, with an id, and name it here: numbers: [its-id]"
        self.problems.append(Problem(self.path, line, "fact-in-page", message, hint))
        return {"id": "in-the-page", **name} if isinstance(name, dict) else name
