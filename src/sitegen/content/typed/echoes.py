"""What a broken record makes of pages that are in order: taken out, so that one mistake is told once.

A source whose id cannot be read is cited by sixteen pages, and each would be told that there is no such source; a
glossary that cannot be read leaves every medical word unexplained.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sitegen.base.problems import Problem
from sitegen.content.models import FACTS

NAMING: Mapping[str, frozenset[str]] = {
    "references": frozenset({"unknown-reference"}),
    "terms": frozenset({"unknown-anchor"}),
    "questions": frozenset({"unknown-question"}),
    "codes": frozenset(),
    "emergency_numbers": frozenset(),
    FACTS: frozenset({"unknown-fact"}),
    "hosts": frozenset(),
    "exceptions": frozenset(),
    "source_health": frozenset(),
}
"""The rules that name a record that is not there, by data file."""
OF_SOURCES = frozenset(
    {"verdict-source", "harm-source", "who-source", "law-source", "card-sources"}
    | {"kind-fits-host", "carries-nothing", "idle-exception"}
)
"""The rules on what may carry a statement: they read sources, hosts and what is let pass together."""
LEANING: Mapping[str, frozenset[str]] = {
    "references": frozenset(
        {"unverified-reference", "ceiling", "study-people", "withdrawn-source", "unbound-people", *OF_SOURCES}
    ),
    "terms": frozenset({"unexplained-word", "reading-grade", "plain-summary", "site-reading-grade"}),
    "questions": frozenset(),
    "codes": frozenset(),
    "emergency_numbers": frozenset(),
    FACTS: frozenset({"fact-mismatch", "fact-source"}),
    "hosts": OF_SOURCES,
    "exceptions": OF_SOURCES,
    "source_health": frozenset({"withdrawn-source"}),
}
"""The rules that lean on what all records of a data file say."""
_NAME = re.compile(r'"([^"]*)"')


@dataclass(frozen=True)
class Unread:
    """What could not be read of a data file: ``ids`` as far as they are known, or ``anything``.

    ``damaged``: all records are there, but something stands in for a part of one.
    """

    ids: frozenset[str] = frozenset()
    anything: bool = False
    damaged: bool = False

    @property
    def lost(self) -> bool:
        """Whether a record is not there at all."""
        return self.anything or bool(self.ids)


def unread(data: object, found: int, damaged: bool, ids: Iterable[str], slipped: bool) -> Unread:
    """What of a data file is lost. ``data`` is what was read, ``found`` how many records, ``ids`` those they have.

    ``slipped``: its YAML was not in order, so that where a record is damaged another may have been swallowed by it.
    """
    if not isinstance(data, list) or (slipped and (damaged or found < len(data))):
        return Unread(anything=True)
    # Some records have no id.
    ids = [record_id for record_id in ids if record_id]
    # Of two records with one id nobody knows which is meant: what leans on it waits until one has its own.
    damaged = damaged or len(set(ids)) < len(ids)
    if found == len(data) and not damaged:
        return Unread()
    known = {look(record_id) for record_id in ids}
    raw = [record.get("id") if isinstance(record, dict) else None for record in data]
    if not all(isinstance(value, str) and look(value) for value in raw):
        return Unread(anything=True)
    return Unread(frozenset(look(str(value)) for value in raw) - known, damaged=True)


def together(parts: Iterable[Unread]) -> Unread:
    """What could not be read of several files of one kind."""
    found = list(parts)
    return Unread(
        frozenset().union(*(what.ids for what in found)),
        any(what.anything for what in found),
        any(what.damaged for what in found),
    )


def look(record_id: str) -> str:
    """An id as a hurried eye sees it: ``Trial One`` is ``trial-one``."""
    return re.sub(r"[^a-z0-9]", "", record_id.lower())


def is_echo(problem: Problem, files: Mapping[str, Unread]) -> bool:
    """Whether a problem only says that a record is not there, or not as it should be, that has its own problem."""
    for name, what in files.items():
        if problem.rule in LEANING[name] and (what.lost or what.damaged):
            return True
        if problem.rule in NAMING[name] and what.lost:
            if problem.rule == "unknown-anchor" and "the glossary" not in problem.message:
                continue
            named = _NAME.search(problem.message)
            if what.anything or (named and look(named[1]) in what.ids):
                return True
    return False
