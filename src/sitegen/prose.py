"""The small part of Markdown that content may use, parsed with line numbers.

Blocks: paragraphs, lists, numbered steps, ``###`` subheadings and tables.
Inline: **bold**, ``[words](target)`` links and ``[^id]`` citations.
Everything else is a problem here, so nothing else can reach a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sitegen.problems import Problem

INLINE = re.compile(
    r"\[\^(?P<cite>[^\[\]\s]+)\]"
    r"|\[(?P<words>[^\[\]]+)\]\((?P<target>[^()\s]*)\)"
    r"|\*\*(?P<bold>[^*\s](?:[^*]*[^*\s])?)\*\*"
)
RAW_HTML = re.compile(r"</?[a-zA-Z!?]|&#?\w+;")
PICTURE = re.compile(r"!\[")
PICTURE_LINE = re.compile(
    r'^!\[(?P<alt>[^\[\]]+)\]\(\.\./assets/(?P<name>[a-z0-9]+(-[a-z0-9]+)*)\.svg "(?P<caption>[^"]+)"\)$'
)
OTHER_MARKDOWN = re.compile(r"`|\*|(?<!\w)_[^_\s]|~~|\[|\]")
TARGET = re.compile(r"^(?P<item>[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*)(#(?P<anchor>[a-z0-9]+(-[a-z0-9]+)*))?$")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')]?\s+(?=[\"“‘'(]?[A-Z0-9])")
BULLET = re.compile(r"^[-*+] +(?P<text>.*)$")
STEP = re.compile(r"^\d+[.)] +(?P<text>.*)$")
RULE_CELL = re.compile(r":?-+:?")
# A host and a path, and nothing that could end a link, hide another host before an @, or need escaping.
OUTSIDE = re.compile(r"https://[A-Za-z0-9.-]+(:\d+)?([/?#][^\s\"'<>()\[\]\\^`{|}]*)?")


@dataclass(frozen=True)
class Token:
    """One inline piece: text, bold, link (with ``target``) or cite (``text`` is the source's id)."""

    kind: Literal["text", "bold", "link", "cite"]
    text: str
    target: str = ""


@dataclass(frozen=True)
class Line:
    """One sentence-like run of inline text, and the line of the file on which it begins."""

    line: int
    tokens: tuple[Token, ...]

    @cached_property
    def plain(self) -> str:
        """What a reader reads: no citations, links as their words."""
        return " ".join("".join(token.text for token in self.tokens if token.kind != "cite").split())

    @property
    def cites(self) -> tuple[str, ...]:
        return tuple(token.text for token in self.tokens if token.kind == "cite")


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
        """The cards that a paragraph of nothing else names, a line each: ``[card](cards/breathing)``."""
        if self.kind != "paragraph":
            return ()
        named = [
            line.tokens[0].target
            for line in self.lines
            if len(line.tokens) == 1 and line.tokens[0].kind == "link" and line.tokens[0].text == "card"
        ]
        return tuple(named) if len(named) == len(self.lines) else ()

    @property
    def cites(self) -> tuple[str, ...]:
        cells = [cell for row in self.rows for cell in row]
        return tuple(cite for line in [*self.lines, *cells] for cite in line.cites)

    @cached_property
    def plain(self) -> str:
        cells = [cell for row in self.rows for cell in row]
        return " ".join(line.plain for line in [*self.lines, *cells])


def tokenize(text: str) -> tuple[Token, ...]:
    """Inline text as tokens; whatever is not a citation, link or bold stays text."""
    tokens: list[Token] = []
    at = 0
    for match in INLINE.finditer(text):
        if match.start() > at:
            tokens.append(Token("text", text[at : match.start()]))
        if match["cite"]:
            tokens.append(Token("cite", match["cite"]))
        elif match["words"]:
            tokens.append(Token("link", match["words"], match["target"]))
        else:
            tokens.append(Token("bold", match["bold"]))
        at = match.end()
    if at < len(text):
        tokens.append(Token("text", text[at:]))
    return tuple(tokens)


def parse(text: str, first_line: int = 1) -> tuple[Block, ...]:
    """The blocks of a body section (or of a one-line field), with the line of each."""
    blocks: list[Block] = []
    kind: str = ""
    rows: list[tuple[int, str]] = []

    def close() -> None:
        nonlocal kind
        if rows and kind == "table":
            split = [(number, [cell.strip() for cell in row.strip().strip("|").split("|")]) for number, row in rows]
            cells = [
                tuple(Line(number, tokenize(cell)) for cell in found)
                for number, found in split
                if not all(RULE_CELL.fullmatch(cell) for cell in found)
            ]
            blocks.append(Block("table", rows[0][0], (), tuple(cells)))
        elif rows:
            lines = tuple(Line(number, tokenize(row)) for number, row in rows)
            blocks.append(Block(kind, rows[0][0], lines))  # type: ignore[arg-type]
        rows.clear()
        kind = ""

    for number, raw in enumerate(text.split("\n"), first_line):
        row = raw.rstrip()
        if not row.strip():
            close()
        elif row.startswith("### "):
            close()
            blocks.append(Block("subheading", number, (Line(number, tokenize(row[4:].strip())),)))
        elif match := PICTURE_LINE.match(row):
            close()
            caption = Line(number, tokenize(match["caption"]))
            blocks.append(Block("picture", number, (caption,), (), match["name"], match["alt"]))
        elif (match := BULLET.match(row)) or (match := STEP.match(row)):
            wanted = "list" if BULLET.match(row) else "steps"
            if kind != wanted:
                close()
                kind = wanted
            rows.append((number, match["text"]))
        elif row.lstrip().startswith("|"):
            if kind != "table":
                close()
                kind = "table"
            rows.append((number, row.strip()))
        elif kind in ("list", "steps") and row.startswith("  "):
            rows[-1] = (rows[-1][0], f"{rows[-1][1]} {row.strip()}")
        else:
            if kind != "paragraph":
                close()
                kind = "paragraph"
            rows.append((number, row.strip()))
    close()
    return tuple(blocks)


def form_problems(path: str, text: str, first_line: int = 1) -> Iterator[Problem]:
    """Problems of form in one prose text: HTML, braces, other Markdown, odd links, skipped levels."""
    for number, row in enumerate(text.split("\n"), first_line):
        if match := RAW_HTML.search(row):
            yield Problem(path, number, "raw-html", f'HTML is not used here: "{match[0]}".', "write plain words")
        if "{" in row or "}" in row:
            yield Problem(path, number, "braces", "curly brackets are not used here.", "write round brackets")
        if row.startswith("####"):
            yield Problem(path, number, "heading-level", "headings deeper than ### are not used.", "use ###")
        elif row.startswith("###") and not row[4:].strip():
            yield Problem(path, number, "heading-level", "write ### and a space and the words.")
        if re.match(r"^(>|```|~~~|    |\t|(-{3,}|\*{3,}|_{3,})\s*$)", row) and not row.startswith("    - "):
            yield Problem(
                path,
                number,
                "markdown-form",
                "quotations, code, lines and indented text are not used.",
                "write a paragraph or a list",
            )
        # A picture is looked for before links are taken out, because it would look like one.
        if PICTURE_LINE.match(row):
            continue
        match = PICTURE.search(row) or OTHER_MARKDOWN.search(INLINE.sub("", BULLET.sub(r"\g<text>", row)))
        if match:
            yield Problem(
                path,
                number,
                "markdown-form",
                f'"{match[0]}" is not used here.',
                "only **bold**, [words](risks/bruising) and [^source]",
            )
        for token in tokenize(row):
            if token.kind == "link" and not TARGET.match(token.target) and not OUTSIDE.fullmatch(token.target):
                yield Problem(
                    path,
                    number,
                    "link-form",
                    f'this link cannot be followed: "{token.target}".',
                    "write the item's folder and name: [words](risks/bruising)",
                )


def sentences(block: Block) -> Iterator[tuple[int, str]]:
    """The sentences of a block with their lines. Each point of a list and each cell is at least one."""
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


def to_markdown(line: Line, write: Callable[[Token], str]) -> str:
    """One line of inline text as Markdown; ``write`` turns each token into text."""
    return re.sub(r"\s+", " ", "".join(write(token) for token in line.tokens)).strip()
