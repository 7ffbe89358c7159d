"""First step: bytes of a content file in, fields and sections out, each with its line.

Front matter is read with every scalar as text, so that ``no``, ``010`` and ``1:30`` mean
what they say; the model gives them their type. Nothing here knows which fields exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sitegen.base.characters import plain_spaces, strange_characters
from sitegen.base.merge_marks import without_merge_marks
from sitegen.base.problems import Problem
from sitegen.content.reading.sections import Section, split_front_matter, split_sections
from sitegen.content.reading.yaml_reader import read_yaml
from sitegen.content.reading.yaml_tree import Loc, line_of

MAX_CHARACTERS = 200_000
MAX_DATA_CHARACTERS = 2_000_000


@dataclass(frozen=True)
class Source:
    """One content file, read but not yet judged."""

    path: str
    id: str
    folder: str
    fields: Mapping[str, object]
    lines: Mapping[Loc, int]
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Records:
    """A data file: a list of records, or one record (``site.yml``)."""

    path: str
    data: object
    lines: Mapping[Loc, int]


@dataclass(frozen=True)
class RecordLines:
    """The lines of the fields of all data files: ``{path: its lines}``."""

    files: Mapping[str, Mapping[Loc, int]]

    @cached_property
    def _first(self) -> Mapping[tuple[str, int], Loc]:
        """The place of each record by its path and its first line; a file that is one record has none."""
        return {
            (path, line): loc
            for path, lines in self.files.items()
            for loc, line in lines.items()
            if len(loc) == 1 and isinstance(loc[0], int)
        }

    def of(self, path: str, first: int) -> Callable[[Loc], int]:
        """What tells the line of each field of the record that begins on the line ``first``."""
        lines = self.files.get(path, {})
        at = self._first.get((path, first), ())
        return lambda loc: line_of(lines, (*at, *loc)) if lines else first


NO_LINES = RecordLines({})


def read_text(path: str, data: bytes, limit: int) -> tuple[str, list[Problem]]:
    """The file's text, with plain letters. Problems: not UTF-8, empty, too large, odd characters, marks of a merge."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return "", [Problem(path, line, "encoding", "this file is not UTF-8 text.", "save it again as UTF-8")]
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not text.strip():
        return "", [Problem(path, 1, "empty-file", "this file is empty.", "copy _template.md of the folder")]
    if len(text) > limit:
        what = f"this file has {len(text):,} characters; the limit is {limit:,}."
        return "", [Problem(path, 1, "too-large", what, "make two files of it")]
    text, problems = without_merge_marks(path, text)
    text, more = strange_characters(path, text)
    return text, problems + more


def read_item(path: str, item_id: str, data: bytes) -> tuple[Source | None, list[Problem]]:
    """One Markdown content file. ``item_id`` is its path below ``content_src`` without ``.md``."""
    text, problems = read_text(path, data, MAX_CHARACTERS)
    if not text:
        return None, problems
    front, front_line, body, body_line, more = split_front_matter(path, text)
    problems += more
    if not front_line:
        return None, problems
    body, more = plain_spaces(path, body, body_line, fields=False)
    problems += more
    fields, lines, more = read_yaml(path, front, front_line)
    problems += more
    if fields is None and not any(p.rule in ("yaml-syntax", "too-deep", "yaml-feature") for p in more):
        fields = {}
    if not isinstance(fields, dict):
        if not more:
            problems.append(
                Problem(path, 2, "front-matter", "the front matter must be fields, one a line.", "title: My title")
            )
        return None, problems
    sections, more = split_sections(path, body, body_line)
    return Source(path, item_id, item_id.split("/")[0], fields, lines, sections), problems + more


def read_records(path: str, data: bytes) -> tuple[Records | None, list[Problem]]:
    """One YAML data file."""
    text, problems = read_text(path, data, MAX_DATA_CHARACTERS)
    if not text:
        return None, problems
    value, lines, more = read_yaml(path, text)
    if value is None:
        nothing = Problem(path, 1, "empty-file", "this file has only comments.", "write its records, or delete it")
        return None, [*problems, *(more or [nothing])]
    return Records(path, value, lines), problems + more
