"""YAML as plain lists, dicts and texts, with the line of every value. Nothing is resolved, typed or run.

Every scalar stays the text that stands there, so that ``no``, ``010`` and ``1:30`` mean what they say.
"""

from __future__ import annotations

from typing import NamedTuple

from sitegen.base.characters import plain_spaces
from sitegen.base.problems import Problem
from sitegen.content.reading.yaml_indents import Slip
from sitegen.content.reading.yaml_slips import mend_marks, slips
from sitegen.content.reading.yaml_tree import Attempt, Loc, read_tree

MOST_SLIPS = 20
MOST_CHARACTERS_TRIED = 6_000_000
"""Of all attempts to read a text with a slip mended, so that a hostile file costs no more than a moment."""


def read_yaml(path: str, text: str, first_line: int = 1) -> tuple[object, dict[Loc, int], list[Problem]]:
    """A text's value, the line of every value in it, and its problems.

    ``first_line`` is the line of the file on which ``text`` begins. A duplicate key keeps its first value and is a
    problem; anchors, aliases, tags and deep nesting are problems. A slip is told, and what was meant is read.
    """
    text, problems = plain_spaces(path, text, first_line, fields=True)
    text, more = mend_marks(path, text, first_line)
    problems += more
    reading = read_tree(path, text, first_line)
    left, rows = MOST_CHARACTERS_TRIED, text.split("\n")
    for _ in range(MOST_SLIPS):
        if reading.stopped is None:
            break
        found = None
        for slip in slips(rows, reading.stopped):
            if left < 0 or (found and (found.attempt.stopped is None or not _same(slip, found.slip))):
                break
            tried = _with(rows, slip)
            left -= len(text)
            attempt = read_tree(path, "\n".join(tried), first_line)
            if _further(attempt, found.attempt if found else reading):
                found = _Found(attempt, tried, slip)
        if found is None:
            problems.append(_syntax_problem(path, rows, reading.stopped, first_line, reading.error))
            break
        reading, rows, slip = found
        problems.append(Problem(path, slip.row + first_line, "yaml-syntax", slip.message, slip.hint))
    return reading.value, reading.lines, [*problems, *reading.problems]


class _Found(NamedTuple):
    """An attempt that got further, the rows as they were meant, and the slip that was mended."""

    attempt: Attempt
    rows: list[str]
    slip: Slip


def _same(one: Slip, other: Slip) -> bool:
    """Whether two say the same of one row: then the way to read it that gets furthest is what was meant."""
    return (one.row, one.message) == (other.row, other.message)


def _further(one: Attempt, other: Attempt) -> bool:
    return other.stopped is not None and (one.stopped is None or one.stopped > other.stopped)


def _with(rows: list[str], slip: Slip) -> list[str]:
    meant = dict(slip.meant)
    return [meant.get(index, row) for index, row in enumerate(rows)]


def _syntax_problem(path: str, rows: list[str], stopped: int, first_line: int, what: str) -> Problem:
    row = rows[stopped] if stopped < len(rows) else ""
    if "\t" in row or ("token" in what and "\\t" in what):
        hint = "use spaces, not tabs, at the start of the line"
    elif "mapping values" in what:
        hint = 'a text with a colon needs quotes: name: "like: this"'
    else:
        hint = "check quotes, brackets and the spaces at the start of the line"
    return Problem(
        path, stopped + first_line, "yaml-syntax", f"this line cannot be read: {row.strip()[:60]}", f"{hint} ({what})"
    )
