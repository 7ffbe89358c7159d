"""A sentence that says a fact, and has no source beside it, takes the sources of the fact.

So the source of a number is written once, at its record. What an editor cites stays as it is. Pure: blocks in, out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sitegen.content.prose.blocks import Block
from sitegen.content.prose.inline import FACT, Line, Token
from sitegen.content.typed.entries import Entry

Sources = Callable[[str], Sequence[str]]
"""The ids of the sources of a fact."""


def with_sources_of_facts(entry: Entry, sources: Sources) -> Entry:
    """An entry whose paragraphs, points and rows have the sources of their facts, where they have none of their own.

    Only in the body: the fields of a record have its own list of sources. A list or table whose lead has a source
    rests on that one.
    """
    prose = tuple(replace(text, blocks=_cited(text.blocks, sources)) if text.in_body else text for text in entry.prose)
    return replace(entry, prose=prose)


def _cited(blocks: Sequence[Block], sources: Sources) -> tuple[Block, ...]:
    found: list[Block] = []
    for at, block in enumerate(blocks):
        led = block.kind in ("list", "steps", "table") and at > 0 and bool(blocks[at - 1].cites)
        found.append(block if led or block.kind == "subheading" else _block(block, sources))
    return tuple(found)


def _block(block: Block, sources: Sources) -> Block:
    if block.kind in ("list", "steps"):
        lines = tuple(line for point in block.lines for line in _unit((point,), sources))
    else:
        lines = _unit(block.lines, sources)
    rows = tuple(_unit(row, sources) for row in block.rows)
    return block if (lines, rows) == (block.lines, block.rows) else replace(block, lines=lines, rows=rows)


def _unit(lines: tuple[Line, ...], sources: Sources) -> tuple[Line, ...]:
    """What has its sources together: a paragraph, a point, a row of a table."""
    if any(line.cites for line in lines):
        return lines
    return tuple(_line(line, sources) for line in lines)


def _line(line: Line, sources: Sources) -> Line:
    named = [FACT.match(token.target) for token in line.tokens if token.kind == "fact"]
    cites = dict.fromkeys(source for match in named if match for source in sources(match["id"]))
    return replace(line, tokens=(*line.tokens, *(Token("cite", source) for source in cites))) if cites else line
