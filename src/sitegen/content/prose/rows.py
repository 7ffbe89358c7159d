"""The lines of a text as rows: points of lists, steps, paragraphs, and what only looks like one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from sitegen.content.prose.inline import ESCAPED
from sitegen.content.reading.marks import STEP_HINT, TAB, Mark, columns, in_sequence, mark_of

PICTURE_LINE = re.compile(
    r'^!\[(?P<alt>[^\[\]]+)\]\(\.\./assets/(?P<name>[a-z0-9]+(-[a-z0-9]+)*)\.svg "(?P<caption>[^"]+)"\)$'
)

SUBHEADING = re.compile(r"^ {0,3}\\?###(?!#)[ \t]+(?P<text>.*\S)")
ENDS = re.compile(r"[.!?:;…][\"”’')\]*]*(\[\^[^\]]*\]\s*)*$|\[\^[^\]]*\]$")
"""The end of a sentence, of what leads into a list, or a citation."""
LEADS_ON = re.compile(r":[\"”’')\\]*]*(\[\^[^\]]*\]\s*)*$")

NESTED = "make it a point of the same list, or a sentence of the point above"
APART = "put a sentence between them, or make one list of both"
WRAPPED = "if it is no list, join this line to the one above; if it is one, put an empty line above it"
COUNT = "number the steps 1, 2, 3 without a gap; after other words a list begins with 1 again"
DEGREES = re.compile(r"\d+([.,]\d+)? ?(°|degrees?\b|℃|℉)")
LIKELY_STEP = 20
"""A list that begins with a higher number is more likely a year or a count at the start of a line."""


@dataclass(frozen=True)
class Row:
    """One line of a text as it is meant: its number, what it is, its words, and what is wrong with it as a list.

    ``starts`` is set where a block begins with it.
    """

    line: int
    kind: Literal["blank", "paragraph", "list", "steps", "more", "subheading", "table", "picture"]
    text: str
    starts: bool = False
    wrong: str = ""
    hint: str = ""


@dataclass(frozen=True)
class _List:
    """The list that is open while rows are read: how far in its last point stands, and the last number.

    ``ones``: every step so far is written as 1, which Markdown counts by itself.
    """

    kind: Literal["list", "steps"]
    indent: int
    number: int
    ones: bool

    def holds(self, mark: Mark) -> bool:
        """Whether a point stands farther in, so that it is meant as a list inside this one.

        Markdown asks for the width of the mark, three for "1. "; two are what people type.
        """
        return mark.indent >= self.indent + 2


def rows_of(text: str, first_line: int = 1) -> list[Row]:
    """The rows of a text. Every way of parsing and every rule on lists begins here, so that they never disagree.

    What Markdown programs read in different ways is told (``wrong``), and read as it was most likely meant.
    """
    found: list[Row] = []
    opened: _List | None = None
    for number, raw in enumerate(text.split("\n"), first_line):
        row = _row(number, raw.rstrip(), found[-1] if found else None, opened)
        opened = _opened(row, raw, opened)
        found.append(row)
    return _with_sequences(_with_lone_points(found), text.split("\n"))


def _row(number: int, raw: str, before: Row | None, opened: _List | None) -> Row:
    """One row, by what stands before it."""
    follows = before is not None and before.kind != "blank"
    if not raw.strip():
        return Row(number, "blank", "")
    if match := SUBHEADING.match(raw):
        return Row(number, "subheading", match["text"], True)
    if PICTURE_LINE.match(raw):
        return Row(number, "picture", raw, True)
    if mark := mark_of(raw):
        return _point(number, mark, before, opened)
    if raw.lstrip().startswith("|"):
        return Row(number, "table", raw.strip(), not (before and before.kind == "table"))
    if opened and follows and before and before.kind != "table":
        return _more(number, raw, before)
    if opened and columns(raw) >= 2:
        return Row(number, "paragraph", raw.strip(), True, "a point has one paragraph.", "join it to the point above")
    return Row(number, "paragraph", raw.strip(), not (before and before.kind == "paragraph"))


def _point(number: int, mark: Mark, before: Row | None, opened: _List | None) -> Row:
    """A row with the mark of a point, and what is wrong with it."""
    kind, starts = mark.kind, opened is None or opened.kind != mark.kind
    nested = opened is not None and opened.holds(mark)
    if opened and nested:
        # Read as a point of the outer list, so that nothing else is said of it.
        kind, starts = opened.kind, False
    wrong, hint = mark.wrong, mark.hint
    if not wrong:
        wrong, hint = _misplaced(mark, before, opened, nested, starts)
    return Row(number, kind, mark.text, starts, wrong, hint)


def _misplaced(mark: Mark, before: Row | None, opened: _List | None, nested: bool, starts: bool) -> tuple[str, str]:
    """What is wrong with a point whose mark is in order, and a hint; two empty texts for nothing."""
    if nested or (mark_of(mark.text) and not ESCAPED.match(mark.text.lstrip("0123456789"))):
        return "a list inside a list is not used here.", NESTED
    if opened and starts:
        return "two lists of different kinds stand next to each other here.", APART
    if opened is None and mark.indent >= TAB:
        return "this point stands too far in.", "begin it at the start of the line"
    unfinished = before is not None and before.kind == "paragraph" and not ENDS.search(before.text)
    if starts and unfinished and (mark.kind == "steps" or mark.text[:1].isdigit()):
        return f'this line would begin a list with "{mark.sign}".', WRAPPED
    if mark.kind == "list" and DEGREES.match(mark.text):
        return "this line would be a point of a list: is it a minus?", 'write "minus 4 degrees"'
    expected = 1 if opened is None or starts else opened.number + 1
    all_ones = mark.number == 1 and opened is not None and opened.ones
    if mark.number is not None and mark.number != expected and not all_ones:
        wrong = f"this step is written as {mark.number}, and readers would see {expected}."
        return wrong, WRAPPED if expected == 1 and mark.number > LIKELY_STEP else COUNT
    return "", ""


def _more(number: int, raw: str, before: Row | None) -> Row:
    """A row of words straight below a point: the point goes on, unless that is not sure."""
    ended = before is not None and ENDS.search(before.text)
    # A mark that stands alone has its words in the next line.
    waits = before is not None and not before.text
    if columns(raw) > 0 or waits or raw.startswith("[^") or (raw[0].islower() and not ended):
        return Row(number, "more", raw.strip())
    wrong = "nobody can tell whether this line belongs to the point above."
    hint = "begin it with two spaces if it does, and put an empty line above it if it does not"
    return Row(number, "paragraph" if ended else "more", raw.strip(), bool(ended), wrong, hint)


def _opened(row: Row, raw: str, opened: _List | None) -> _List | None:
    """The list that is open after a row."""
    if row.kind in ("blank", "more"):
        return opened
    if row.kind != "list" and row.kind != "steps":
        return None
    mark = mark_of(raw)
    assert mark is not None
    if opened is None or row.starts:
        return _List(row.kind, mark.indent, mark.number or 1, mark.number == 1)
    if opened.holds(mark):
        # A list inside the list leaves the count of the outer one as it was.
        return opened
    number = mark.number if mark.number and mark.number != 1 else opened.number + 1
    return _List(row.kind, mark.indent, number, opened.ones and mark.number == 1)


def _with_lone_points(found: list[Row]) -> list[Row]:
    """A point that stands alone may be none: a minus, or a dash at the start of a wrapped line."""
    for index, row in enumerate(found):
        if row.kind not in ("list", "steps") or not row.starts or row.wrong:
            continue
        before = found[index - 1] if index else None
        wrapped = before is not None and before.kind == "paragraph" and not LEADS_ON.search(before.text)
        if not wrapped and not (row.kind == "list" and row.text[:1].isdigit()):
            continue
        # Straight below words only what stands straight below it is sure to be of the same list.
        passed = ("more",) if wrapped else ("blank", "more")
        after = next((other for other in found[index + 1 :] if other.kind not in passed), None)
        if after is None or after.kind != row.kind or after.starts:
            if wrapped:
                found[index] = replace(row, wrong="this line would be a list of one point.", hint=WRAPPED)
            else:
                wrong = "a list of one point that begins with a number: is it a minus?"
                found[index] = replace(row, wrong=wrong, hint='write "minus 4", or a sentence in place of a list')
    return found


def _with_sequences(found: list[Row], raws: list[str]) -> list[Row]:
    """Rows that are a list only because several of them count on: ``A.``, ``B.``; ``1.wait``, ``2.rest``."""
    for index in range(len(found) - 1):
        if found[index].kind in ("paragraph", "steps") and found[index + 1].kind == "paragraph":
            if not (words := in_sequence(raws[index], raws[index + 1])):
                continue
            for at, text in zip((index, index + 1), words, strict=True):
                sign = raws[at].split(".")[0].strip()
                wrong = f'"{sign}." and what follows make no list here.'
                starts = found[at].starts if at == index else False
                found[at] = replace(found[at], kind="steps", text=text, starts=starts, wrong=wrong, hint=STEP_HINT)
    return found
