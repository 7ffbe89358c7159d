"""First step: bytes of a content file in, fields and sections out, each with its line.

Front matter is read with every scalar as text, so that ``no``, ``010`` and ``1:30`` mean
what they say; the model gives them their type. Nothing here knows which fields exist.
"""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sitegen.characters import plain_spaces, strange_characters
from sitegen.commits import FOLDER, archive
from sitegen.marks import columns
from sitegen.merge_marks import without_merge_marks
from sitegen.problems import Problem
from sitegen.yaml_reader import Loc as Loc
from sitegen.yaml_reader import read_yaml as read_yaml

MAX_CHARACTERS = 200_000
MAX_DATA_CHARACTERS = 2_000_000
FILE_NAME = re.compile(r"(?=.{1,100}\Z)[a-z0-9]+([-_][a-z0-9]+)*\.(md|yml|svg)\Z")
# Of systems (Thumbs.db), of editors (Vim tries the name 4913), of git and patch. None of them is anybody's text.
LEFT_BY_PROGRAMS = re.compile(
    r"Thumbs\.db|ehthumbs\.db|desktop\.ini|Icon\r?|\d{4,5}|nohup\.out|#.*#|~\$.*|.*~"
    r"|.*\.(bak|backup|old|orig|rej|save|swp|swo|swn|swx|tmp|temp|part|crdownload|lnk|url|log)",
    re.I,
)
# Copies may hold somebody's words: they are told and not passed over.
COPY = re.compile(
    r"\(\d+\)|\bcopy\b|_(BACKUP|BASE|LOCAL|REMOTE)_\d|conflict|\.md\."
    r"|\.(docx?|odt|rtf|txt|pages|html?|pdf|md\d)$",
    re.I,
)
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


def read_folder(root: Path) -> dict[str, bytes]:
    """Every content file below ``root`` as ``{path inside root: bytes}``; the only disk access of this step.

    What is not content (:func:`is_content`) is passed over, and links are not followed.
    """
    found: dict[str, bytes] = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not path.is_symlink() and path.is_file() and is_content(name):
            found[name] = path.read_bytes()
    return found


def is_content(name: str) -> bool:
    """Whether a file below ``content_src`` is one that the builder reads, or should tell of.

    ``README.md``, what begins with ``_`` but is no ``_template.md``, pictures that are not SVG, and what systems and
    editors leave beside a file are not content.
    """
    *folders, file = name.split("/")
    if any(folder.startswith(".") or folder == "__MACOSX" for folder in folders) or LEFT_BY_PROGRAMS.fullmatch(file):
        return False
    if name.startswith("assets/") and not name.endswith(".svg"):
        return False
    if file == "_template.md":
        return True
    return not file.startswith((".", "_")) and name not in ("README.md", "words.txt")


def file_name_problem(name: str) -> Problem:
    """What is wrong with the name of a file. A copy that some program made is called that."""
    file = name.rsplit("/", 1)[-1]
    if COPY.search(file):
        what, hint = f'"{name}" looks like a copy that a program made.', "delete it, or give it a name of its own"
    else:
        what, hint = f'"{name}" is not a good file name.', "lower case letters, digits and hyphens, ending in .md"
    return Problem(f"content_src/{name}", 1, "file-name", what, hint)


def content_at(root: Path, commit: str) -> dict[str, bytes]:
    """The content as it was at a commit or branch, like :func:`read_folder`. Raises ``NoCommitError``."""
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(archive(root, commit))) as kept:
        for member in kept:
            name = member.name.removeprefix(f"{FOLDER}/")
            data = kept.extractfile(member) if member.isfile() else None
            if data is not None and is_content(name):
                found[name] = data.read()
    return found
