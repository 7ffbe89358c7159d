"""The small part of Markdown that content may use, parsed with line numbers.

Blocks: paragraphs, lists, numbered steps, ``###`` subheadings and tables.
Inline: **bold**, ``[words](target)`` links and ``[^id]`` citations.
Everything else is a problem here, so nothing else can reach a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from sitegen.marks import INSIDE, STEP_HINT, TAB, Mark, columns, in_sequence, mark_of
from sitegen.problems import Problem

INLINE = re.compile(
    r"\[\^(?P<cite>[^\[\]\s]+)\]"
    r"|\[(?P<words>[^\[\]]+)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)"
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
NOT_USED = re.compile(r" {0,3}(>|```|~~~|(-{3,}|\*{3,}|_{3,})\s*$)")
SUBHEADING = re.compile(r"^ {0,3}\\?###(?!#)[ \t]+(?P<text>.*\S)")
ENDS = re.compile(r"[.!?:;…][\"”’')\]*]*(\[\^[^\]]*\]\s*)*$|\[\^[^\]]*\]$")
"""The end of a sentence, of what leads into a list, or a citation."""
LEADS_ON = re.compile(r":[\"”’')\\]*]*(\[\^[^\]]*\]\s*)*$")
# A backslash as Docs and other programs put it before signs of Markdown. Before a letter, a space or "<" it is text.
ESCAPED = re.compile(r"\\([-.!()\[\]#+*_~`>|=&,:;'\"?$%^/@{}]|<(?=\w))")
NESTED = "make it a point of the same list, or a sentence of the point above"
APART = "put a sentence between them, or make one list of both"
WRAPPED = "if it is no list, join this line to the one above; if it is one, put an empty line above it"
COUNT = "number the steps 1, 2, 3 without a gap; after other words a list begins with 1 again"
DEGREES = re.compile(r"\d+([.,]\d+)? ?(°|degrees?\b|℃|℉)")
LIKELY_STEP = 20
"""A list that begins with a higher number is more likely a year or a count at the start of a line."""
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
            tokens.append(Token("link", match["words"], _without_brackets(match["target"])))
        else:
            tokens.append(Token("bold", match["bold"]))
        at = match.end()
    if at < len(text):
        tokens.append(Token("text", text[at:]))
    return tuple(tokens)


def _without_brackets(target: str) -> str:
    """An address whose round brackets cannot end a link: publishers have them (``S0735-6757(21)00041-3``)."""
    return target.replace("(", "%28").replace(")", "%29") if target.startswith("https://") else target


# --------------------------------------------------------------------------- rows


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


# --------------------------------------------------------------------------- form


def form_problems(path: str, text: str, first_line: int = 1, body: bool = False) -> Iterator[Problem]:
    """Problems of form in one prose text: lists, HTML, braces, other Markdown, odd links, skipped levels.

    ``body``: the text stands under a heading, so it may have lists, and they are looked at.
    """
    for row, raw in zip(rows_of(text, first_line), text.split("\n"), strict=True):
        number = row.line
        if row.wrong and (body or not raw.lstrip()[:1].isascii()):
            yield Problem(path, number, "list-form", row.wrong, row.hint)
        elif match := INSIDE.search(raw):
            hint = 'begin each point on a line of its own, with "- "'
            yield Problem(path, number, "list-form", f'"{match["sign"]}" stands inside a line.', hint)
        if match := RAW_HTML.search(raw):
            yield Problem(path, number, "raw-html", f'HTML is not used here: "{match[0]}".', "write plain words")
        if "{" in raw or "}" in raw:
            yield Problem(path, number, "braces", "curly brackets are not used here.", "write round brackets")
        if escaped := dict.fromkeys(match[1] for match in ESCAPED.finditer(raw)):
            signs = " and ".join(f'"{sign}"' for sign in escaped)
            message = f"readers would see the backslash before {signs}."
            yield Problem(path, number, "markdown-form", message, "delete the backslash")
            raw = ESCAPED.sub(" ", raw)
        if raw.startswith("####"):
            yield Problem(path, number, "heading-level", "headings deeper than ### are not used.", "use ###")
        elif raw.startswith("###") and not raw[4:].strip():
            yield Problem(path, number, "heading-level", "write ### and a space and the words.")
        indented = row.kind == "paragraph" and not row.wrong and re.match(r"    |\t", raw)
        if indented or NOT_USED.match(raw):
            yield Problem(
                path,
                number,
                "markdown-form",
                "quotations, code, lines and indented text are not used.",
                "write a paragraph or a list",
            )
        # A picture is looked for before links are taken out, because it would look like one.
        if row.kind == "picture":
            continue
        words = mark.text if (mark := mark_of(raw)) else raw
        match = PICTURE.search(raw) or OTHER_MARKDOWN.search(INLINE.sub("", words))
        if match:
            yield Problem(
                path,
                number,
                "markdown-form",
                f'"{match[0]}" is not used here.',
                "only **bold**, [words](risks/bruising) and [^source]",
            )
        for token in tokenize(raw):
            if token.kind == "link" and not TARGET.match(token.target) and not OUTSIDE.fullmatch(token.target):
                yield Problem(
                    path,
                    number,
                    "link-form",
                    f'this link cannot be followed: "{token.target}".',
                    "write the item's folder and name: [words](risks/bruising)",
                )


def plain_words(text: str) -> str:
    """Inline text as a reader reads it: no citations, links as their words."""
    return Line(0, tokenize(text)).plain


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
