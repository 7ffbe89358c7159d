"""One file of ``translations/<language>/``: who made it and who has read it, and what each field says.

It has the path of the English file, and words only. A field keeps the hash of the English that it translates (``of``),
so that it is known to be stale as soon as that English changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from sitegen.base.problems import Problem
from sitegen.content.models.markers import Model, Text
from sitegen.content.reading.items import read_records
from sitegen.content.reading.yaml_tree import Loc, line_of
from sitegen.content.translation.slots import HASH
from sitegen.content.typed.errors import validate_fields

FOLDER = "translations"
TO_WRITE = "TO DO"
"""Stands where words are still to be written; a check tells it, and no page is built with it."""


class Reader(Model):
    """Somebody who has read a translation: what this person is, and the day. Never invented."""

    role: Text
    date: date


class Words(Model):
    """What one field says: the hash of its English, and the words."""

    of: Annotated[str, StringConstraints(pattern=rf"^[0-9a-f]{{{HASH}}}$")]
    says: Text


class Translation(Model):
    """The words of one page or data file in one language."""

    made: date
    """The day on which it was translated."""
    by: Text
    """`machine`, or what the person who translated it is."""
    read: Literal["none"] | Reader = "none"
    """Somebody who speaks the language as a mother tongue and has read it."""
    checked: Literal["none"] | Reader = "none"
    """A health professional who speaks the language and has checked it against the English."""
    also_called: tuple[Text, ...] = ()
    """What people type who search for the page: lay words of this language, usual misspellings."""
    not_asked: tuple[Text, ...] = ()
    """Only in `site.yml`: words of a question that tell no page from another, besides the commonest of the language."""
    no_sign: tuple[Text, ...] = ()
    """Only in `site.yml`: words that tell no sign of harm from another."""
    no_sign_alone: tuple[Text, ...] = ()
    """Only in `site.yml`: words that tell of a sign of harm beside its other words only."""
    papers: tuple[Literal["a4", "letter", "large"], ...] = ("a4", "large")
    """Only in `site.yml`: on which papers leaflets are printed where this language is spoken."""
    words: dict[str, Words] = Field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """A translation as it was read, with the line of each of its fields."""

    path: str
    found: Translation
    lines: Mapping[Loc, int]

    def line(self, key: str) -> int:
        """The line on which a field stands."""
        return line_of(self.lines, ("words", key))

    def line_of_words(self, key: str) -> int:
        """The line on which the words of a field begin."""
        return line_of(self.lines, ("words", key, "says"))


def read_translation(path: str, data: bytes) -> tuple[Read | None, list[Problem]]:
    """A file below ``translations/<language>/``. Problems are those of YAML and of the fields, each with its line."""
    records, problems = read_records(path, data)
    if records is None:
        return None, problems
    found, more = validate_fields(Translation, records.data, records.lines, path)
    problems += more
    return (Read(path, found, records.lines) if found else None), problems
