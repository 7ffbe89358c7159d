"""All that was read, before it is linked: items and records, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from sitegen.content.models import (
    Code,
    EmergencyNumber,
    Exempt,
    FactRecord,
    Health,
    Host,
    Question,
    Reference,
    SiteConfig,
    Term,
)
from sitegen.content.pictures import Picture
from sitegen.content.typed.entries import Entry


@dataclass(frozen=True)
class Content:
    """Items and records, each record with its line.

    ``broken`` are the ids of files that have a problem of their own, so that they are not among the entries, or with
    stand-ins: nothing is blamed on whoever links to them. ``stand_ins`` are the paths and lines on which something
    stands in for what was wrong: it is not blamed either. ``lost``: links may be among what was wrong, so nothing is
    called unused.
    """

    config: SiteConfig
    entries: Sequence[Entry] = ()
    references: Sequence[tuple[Reference, int]] = ()
    terms: Sequence[tuple[Term, int]] = ()
    questions: Sequence[tuple[Question, int]] = ()
    codes: Sequence[tuple[Code, int]] = ()
    emergency_numbers: Sequence[tuple[EmergencyNumber, int]] = ()
    facts: Mapping[str, Sequence[tuple[FactRecord, int]]] = field(default_factory=dict)
    """``{path: its facts}``."""
    hosts: Sequence[tuple[Host, int]] = ()
    exceptions: Sequence[tuple[Exempt, int]] = ()
    source_health: Sequence[tuple[Health, int]] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    broken: Set[str] = frozenset()
    stand_ins: Set[tuple[str, int]] = frozenset()
    lost: bool = False
    records_from: str = ""
    """The hash of all files but the pages: as long as it is the same, so are all records and the settings."""
