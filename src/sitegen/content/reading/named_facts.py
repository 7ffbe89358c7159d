"""A page names its facts, ``numbers: [chin-one-grade]``; each is read in the place of its name.

So a number, its groups and its source are written once, under ``content_src/facts/``, and all that looks at a page
finds them there as if they stood in it. Pure: one source and all facts in, one source out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sitegen.base.problems import Problem, did_you_mean
from sitegen.content.reading.items import Source
from sitegen.content.reading.yaml_tree import Loc, line_of

FIELD = "numbers"
"""The field that names facts, wherever it stands in a page's front matter."""
_WORD = re.compile(r"[a-z0-9-]+")
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

    ``damaged`` are the ids of those that have problems of their own.
    """

    fields: Mapping[str, object] = field(default_factory=dict)
    damaged: frozenset[str] = frozenset()

    def said_in(self, page: bytes) -> bytes:
        """What a page takes from the facts, as bytes: as long as they are the same, the page says the same."""
        if FIELD.encode() not in page:
            return b""
        words = set(_WORD.findall(page.decode("utf-8", "replace")))
        named = sorted(words & set(self.fields))
        return repr([(name, self.fields[name], name in self.damaged) for name in named]).encode()


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
    """A page in which the fields of each fact stand where it is named."""
    page = _Page(source.path, facts, dict(source.lines))
    fields = {key: page.filled(value, (key,)) for key, value in source.fields.items()}
    filled = replace(source, fields=fields, lines=page.lines)
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
            return value
        if loc[-1] == FIELD:
            return [self._fact(part, line_of(self.lines, (*loc, at))) for at, part in enumerate(value)]
        return [self.filled(part, (*loc, at)) for at, part in enumerate(value)]

    def _fact(self, name: object, line: int) -> object:
        """The fields of what is named; a record that stands in the page itself is told, and looked at all the same."""
        if isinstance(name, str):
            if name in self.facts.fields and name not in self.facts.damaged:
                return self.facts.fields[name]
            if name not in self.facts.fields:
                self.unknown.append(Unknown(self.path, line, name))
            self.stand_ins.add(line)
            return dict(NOBODY_KNOWS)
        message = "a page holds no number of its own."
        hint = "write the record in content_src/facts/, with an id, and name it here: numbers: [its-id]"
        self.problems.append(Problem(self.path, line, "fact-in-page", message, hint))
        return {"id": "in-the-page", **name} if isinstance(name, dict) else name
