"""The small part of Markdown that content may use, parsed with line numbers.

Blocks: paragraphs, lists, numbered steps, ``###`` subheadings and tables.
Inline: **bold**, ``[words](target)`` links and ``[^id]`` citations.
Everything else is a problem here, so nothing else can reach a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from sitegen.content.prose.inline import Line, tokenize
from sitegen.content.prose.rows import PICTURE_LINE, Row, rows_of

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')]?\s+(?=[\"“‘'(]?[A-Z0-9])")

RULE_CELL = re.compile(r":?-+:?")


@dataclass(frozen=True)
class Block:
    """A paragraph (its lines), a list or steps (one line a point), a subheading, a table's rows, or a drawing.

    A drawing has its caption as its one line, its file's ``name``, and ``alt``: what it shows, in words.
    """

    kind: Literal["paragraph", "list", "steps", "subheading", "table", "picture"]
    line: int
    lines: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...] = ()
    name: str = ""
    alt: str = ""

    @cached_property
    def cards(self) -> tuple[str, ...]:
        """The cards that a paragraph of nothing else names, a line each: ``[card](cards/name)``."""
        if self.kind != "paragraph":
            return ()
        named = [
            line.tokens[0].target
            for line in self.lines
            if len(line.tokens) == 1 and line.tokens[0].kind == "link" and line.tokens[0].text == "card"
        ]
        return tuple(named) if len(named) == len(self.lines) else ()

    @cached_property
    def all_lines(self) -> tuple[Line, ...]:
        """Its lines, and the cells of its rows."""
        return (*self.lines, *(cell for row in self.rows for cell in row))

    @property
    def cites(self) -> tuple[str, ...]:
        return tuple(cite for line in self.all_lines for cite in line.cites)

    @cached_property
    def plain(self) -> str:
        return " ".join(line.plain for line in self.all_lines)

    @cached_property
    def sentences(self) -> tuple[tuple[int, str], ...]:
        """Its sentences with their lines. Each point of a list and each cell of a table is at least one."""
        return tuple(_sentences(self))


def parse(text: str, first_line: int = 1) -> tuple[Block, ...]:
    """The blocks of a body section (or of a one-line field), with the line of each."""
    blocks: list[Block] = []
    rows: list[Row] = []

    def close() -> None:
        if rows:
            blocks.append(_block(rows))
        rows.clear()

    read = rows_of(text, first_line)
    if len(read) == 1 and read[0].wrong:
        # A field of one line is no list, whatever it begins with.
        read = [replace(read[0], kind="paragraph", text=text.strip())]
    for row in read:
        if row.starts or (row.kind == "blank" and rows and rows[0].kind not in ("list", "steps")):
            close()
        if row.kind == "more":
            rows[-1] = replace(rows[-1], text=f"{rows[-1].text} {row.text}")
        elif row.kind != "blank":
            rows.append(row)
    close()
    return tuple(blocks)


def _block(rows: list[Row]) -> Block:
    """The block that rows of one kind make."""
    first = rows[0]
    if first.kind == "table":
        split = [(row.line, [cell.strip() for cell in row.text.strip("|").split("|")]) for row in rows]
        cells = [
            tuple(Line(number, tokenize(cell)) for cell in found)
            for number, found in split
            if not all(RULE_CELL.fullmatch(cell) for cell in found)
        ]
        return Block("table", first.line, (), tuple(cells))
    if first.kind == "picture":
        match = PICTURE_LINE.match(first.text)
        assert match is not None
        caption = Line(first.line, tokenize(match["caption"]))
        return Block("picture", first.line, (caption,), (), match["name"], match["alt"])
    lines = tuple(Line(row.line, tokenize(row.text)) for row in rows)
    return Block(first.kind, first.line, lines)  # type: ignore[arg-type]


def _sentences(block: Block) -> Iterator[tuple[int, str]]:
    if block.kind == "table":
        for row in block.rows[1:]:
            for cell in row:
                yield from ((cell.line, s) for s in split_sentences(cell.plain))
        return
    if block.kind != "paragraph":
        for line in block.lines:
            yield from ((line.line, s) for s in split_sentences(line.plain))
        return
    # A paragraph's sentence may run over several lines of the file: join first, then find each start.
    joined = ""
    starts: list[tuple[int, int]] = []
    for line in block.lines:
        starts.append((len(joined), line.line))
        joined += line.plain + " "
    at = 0
    for sentence in split_sentences(joined.strip()):
        at = joined.index(sentence, at)
        yield max(number for start, number in starts if start <= at), sentence
        at += len(sentence)


def split_sentences(text: str) -> list[str]:
    """Sentences end at . ! or ? before a capital or a digit."""
    return [part.strip() for part in SENTENCE_END.split(text) if part.strip()]
