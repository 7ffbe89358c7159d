"""A content file cut into its front matter and its sections, each with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitegen.base.problems import Problem
from sitegen.content.reading.marks import columns

HEADING = re.compile(r"^(?P<indent>[ \t]*)(?P<escape>\\?)##(?!#)\s*(?P<text>.*?)\s*(\{#(?P<anchor>[^}]*)\})?\s*$")
BOLD_HEADING = re.compile(r"\*\*(?P<text>[^*]+)\*\*")
"""A heading as Docs exports it: the signs of bold round all of it say nothing more."""
FENCE = "---"
INDENTED = 4
"""Spaces from which Markdown takes a text for code."""
# A line of hyphens of any number, or what a word processor makes of three.
LIKE_A_FENCE = re.compile(r"\s*(-{2,}|-*[–—―−⸺⸻﹘﹣－][-–—―−⸺⸻﹘﹣－]*)\s*")


@dataclass(frozen=True)
class Section:
    """The text under one ``##`` heading. ``line`` is the heading's, ``text_line`` the text's first."""

    heading: str
    anchor: str | None
    line: int
    text: str
    text_line: int


def split_front_matter(path: str, text: str) -> tuple[str, int, str, int, list[Problem]]:
    """Front matter and its first line, body and its first line, and what is wrong with the lines of --- round it.

    Where they are only made of other dashes, or of too many, that is told and the file is read all the same.
    """
    rows = text.split("\n")
    start = next((number for number, row in enumerate(rows) if row.strip()), 0)
    problems: list[Problem] = []
    if not LIKE_A_FENCE.fullmatch(rows[start]):
        what, hint = "the first line must be ---.", "copy _template.md of the folder"
        return "", 0, text, 1, [Problem(path, 1, "front-matter", what, hint)]
    end = next((n for n, row in enumerate(rows[start + 1 :], start + 1) if LIKE_A_FENCE.fullmatch(row)), None)
    if end is None:
        what, hint = "the front matter has no end.", "add a line --- below the last field"
        return "", 0, "", 1, [Problem(path, 1, "front-matter", what, hint)]
    for number in (start, end):
        if (shown := rows[number].strip()) != FENCE:
            what = f'this line must be three hyphens (---), and is "{shown[:20]}".'
            problems.append(
                Problem(path, number + 1, "front-matter", what, "type three hyphens; some programs join them")
            )
    return "\n".join(rows[start + 1 : end]), start + 2, "\n".join(rows[end + 1 :]), end + 2, problems


def split_sections(path: str, body: str, first_line: int) -> tuple[tuple[Section, ...], list[Problem]]:
    """The ``##`` sections of a body. Text before the first heading is a problem."""
    sections: list[Section] = []
    problems: list[Problem] = []
    heading: re.Match[str] | None = None
    heading_line = first_line
    rows: list[str] = []

    def close() -> None:
        text = "\n".join(rows)
        if heading is None:
            if text.strip():
                problems.append(
                    Problem(
                        path,
                        heading_line,
                        "missing-heading",
                        "this text stands before the first heading.",
                        "put a ## heading above it",
                    )
                )
            return
        start = heading_line + 1 + len(text) - len(text.lstrip("\n"))
        text, indent = _at_the_start(text.strip("\n"))
        if indent >= INDENTED:
            what = "this text stands too far in."
            problems.append(Problem(path, start, "markdown-form", what, "begin it at the start of the line"))
        words = bold["text"].strip() if (bold := BOLD_HEADING.fullmatch(heading["text"])) else heading["text"]
        sections.append(Section(words, heading["anchor"], heading_line, text, start))

    for number, row in enumerate(body.split("\n"), first_line):
        if row.startswith("# ") or row == "#":
            problems.append(
                Problem(
                    path,
                    number,
                    "heading-level",
                    "a single # is the page's title and comes from the field title.",
                    "use ## for a heading",
                )
            )
        match = HEADING.match(row)
        if match and match["escape"]:
            what = "readers would see this heading as text, with its backslash."
            problems.append(Problem(path, number, "markdown-form", what, "delete the backslash"))
        if match and columns(row) >= INDENTED:
            what = "this heading stands too far in."
            problems.append(Problem(path, number, "markdown-form", what, "begin it at the start of the line"))
        if match is None:
            rows.append(row)
            continue
        close()
        heading, heading_line, rows = match, number, []
    close()
    return tuple(sections), problems


def _at_the_start(text: str) -> tuple[str, int]:
    """A text whose first row begins at the start of its line, and how far in it stood.

    A pasted text may stand in by a few spaces as a whole; were only its first row moved, all others would seem deeper.
    """
    indent = len(text) - len(text.lstrip(" "))
    rows = text.split("\n")
    for number, row in enumerate(rows if indent else ()):
        if row.strip() and not row.startswith(" " * indent):
            break
        rows[number] = row[indent:]
    return "\n".join(rows), indent
