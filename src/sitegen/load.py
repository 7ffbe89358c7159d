"""First step: bytes of a content file in, fields and sections out, each with its line.

Front matter is read with every scalar as text, so that ``no``, ``010`` and ``1:30`` mean
what they say; the model gives them their type. Nothing here knows which fields exist.
"""

from __future__ import annotations

import io
import re
import tarfile
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from sitegen.commits import FOLDER, archive
from sitegen.problems import Problem

Loc = tuple[str | int, ...]
"""Where a value stands inside the fields: ``("options", 2, "harms")``."""

MAX_CHARACTERS = 200_000
MAX_DATA_CHARACTERS = 2_000_000
MAX_DEPTH = 12
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
HEADING = re.compile(r"^##(?!#)\s*(?P<text>.*?)\s*(\{#(?P<anchor>[^}]*)\})?\s*$")
# Direction overrides and invisible characters can make text read differently from what it is.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    # Line ends of other kinds, fillers that show nothing, variants, tags, what is no character, private use.
    "\u2028\u2029\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\ufffe\uffff\ue000-\uf8ff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
    # Accents in a heap cover the lines above and below.
    "|[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{2,}"
)
# A word that mixes Latin with letters that look like Latin reads as one word and is another.
LATIN, LOOKALIKE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f",
    "\u0370-\u03ff\u0400-\u052f\u0531-\u058a\u13a0-\u13ff\uff21-\uff5a",
)
MIXED_SCRIPT = re.compile(f"[{LATIN}][{LOOKALIKE}]|[{LOOKALIKE}][{LATIN}]")


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
    """The file's text. Problems: not UTF-8, empty, too large, control characters, tabs."""
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
    return text, list(_strange_characters(path, text))


def _strange_characters(path: str, text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        yield from _strange_in(path, number, line)


def _strange_in(path: str, number: int, line: str) -> Iterator[Problem]:
    """Each strange character of a line once: a line of nothing else is one problem, not a hundred thousand."""
    for found in dict.fromkeys(match[0][0] for match in FORBIDDEN.finditer(line)):
        name = unicodedata.name(found, f"U+{ord(found):04X}").lower()
        yield Problem(path, number, "control-character", f"this line has an invisible character ({name}).", "delete it")
    if match := MIXED_SCRIPT.search(line):
        names = " and ".join(unicodedata.name(letter, "an unknown letter").lower() for letter in match[0])
        yield Problem(
            path, number, "mixed-script", f"a word mixes letters of two scripts ({names}).", "type the word again"
        )


def read_yaml(path: str, text: str, first_line: int = 1) -> tuple[object, dict[Loc, int], list[Problem]]:
    """YAML as plain lists, dicts and texts, with the line of every value.

    ``first_line`` is the line of the file on which ``text`` begins. A duplicate key keeps its
    first value and is a problem; anchors, aliases, tags and deep nesting are problems.
    """
    lines: dict[Loc, int] = {}
    problems: list[Problem] = []
    root: list[object] = []
    # One frame for each open list or mapping: (container, its loc, pending key).
    stack: list[tuple[list[object] | dict[str, object], Loc, str | None]] = []

    def place(value: object, line: int) -> Loc:
        if not stack:
            root.append(value)
            lines[()] = line
            return ()
        container, loc, key = stack[-1]
        if isinstance(container, list):
            here: Loc = (*loc, len(container))
            container.append(value)
        else:
            assert key is not None
            here = (*loc, key)
            if key in container:
                problems.append(
                    Problem(
                        path,
                        line,
                        "duplicate-key",
                        f'"{key}" appears twice (first on line {lines[here]}).',
                        "delete one of the two",
                    )
                )
                here = (*loc, f"{key} (again)")
            else:
                container[key] = value
            stack[-1] = (container, loc, None)
        lines[here] = line
        return here

    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            line = getattr(event.start_mark, "line", 0) + first_line
            if isinstance(event, yaml.DocumentStartEvent) and root:
                problems.append(
                    Problem(
                        path, line, "yaml-syntax", "a second document begins here (---).", "write one list of records"
                    )
                )
                return None, lines, problems
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
                problems.append(
                    Problem(
                        path,
                        line,
                        "yaml-feature",
                        "YAML anchors (&), aliases (*) and tags (!) are not used here.",
                        'put quotes around the text: "..."',
                    )
                )
                if isinstance(event, yaml.AliasEvent):
                    continue
            if isinstance(event, yaml.ScalarEvent):
                # Only in double quotes can an escape write what the file's own text does not show.
                if event.style == '"':
                    problems += _strange_in(path, line, event.value.replace("\n", "\x0b"))
                waiting_for_key = bool(stack) and isinstance(stack[-1][0], dict) and stack[-1][2] is None
                if waiting_for_key:
                    if event.value == "<<":
                        problems.append(
                            Problem(
                                path,
                                line,
                                "yaml-feature",
                                "merge keys (<<) are not used here.",
                                "write every field out",
                            )
                        )
                    container, loc, _ = stack[-1]
                    stack[-1] = (container, loc, event.value)
                else:
                    place(event.value, line)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                if len(stack) >= MAX_DEPTH:
                    problems.append(
                        Problem(
                            path,
                            line,
                            "too-deep",
                            f"fields are nested more than {MAX_DEPTH} deep here.",
                            "close the brackets, or put quotes around the text",
                        )
                    )
                    return None, lines, problems
                if stack and isinstance(stack[-1][0], dict) and stack[-1][2] is None:
                    problems.append(
                        Problem(path, line, "yaml-syntax", "a field's name is missing here.", 'write: name: "text"')
                    )
                    return None, lines, problems
                new: list[object] | dict[str, object] = {} if isinstance(event, yaml.MappingStartEvent) else []
                stack.append((new, place(new, line), None))
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                stack.pop()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = getattr(mark, "line", 0) + first_line
        return None, lines, [*problems, _syntax_problem(path, line, text, first_line, error.problem or "")]
    except yaml.YAMLError as error:
        return None, lines, [*problems, Problem(path, first_line, "yaml-syntax", f"YAML cannot be read: {error}.")]
    return (root[0] if root else None), lines, problems


def _syntax_problem(path: str, line: int, text: str, first_line: int, what: str) -> Problem:
    rows = text.split("\n")
    shown = rows[line - first_line].strip()[:60] if 0 <= line - first_line < len(rows) else ""
    if "\t" in (rows[line - first_line] if shown else "") or ("token" in what and "\\t" in what):
        hint = "use spaces, not tabs, at the start of the line"
    elif "mapping values" in what:
        hint = 'a text with a colon needs quotes: name: "like: this"'
    else:
        hint = "check quotes, brackets and the spaces at the start of the line"
    return Problem(path, line, "yaml-syntax", f"this line cannot be read: {shown}", f"{hint} ({what})")


def split_front_matter(path: str, text: str) -> tuple[str, str, int, list[Problem]]:
    """Front matter, body, and the line on which the body begins."""
    rows = text.split("\n")
    if rows[0].strip() != "---":
        return (
            "",
            text,
            1,
            [Problem(path, 1, "front-matter", "the first line must be ---.", "copy _template.md of the folder")],
        )
    for number, row in enumerate(rows[1:], 2):
        if row.strip() == "---":
            return "\n".join(rows[1 : number - 1]), "\n".join(rows[number:]), number + 1, []
    return (
        "",
        "",
        1,
        [Problem(path, 1, "front-matter", "the front matter has no end.", "add a line --- below the last field")],
    )


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
        sections.append(Section(heading["text"], heading["anchor"], heading_line, text.strip("\n"), start))

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
        if match is None:
            rows.append(row)
            continue
        close()
        heading, heading_line, rows = match, number, []
    close()
    return tuple(sections), problems


def read_item(path: str, item_id: str, data: bytes) -> tuple[Source | None, list[Problem]]:
    """One Markdown content file. ``item_id`` is its path below ``content_src`` without ``.md``."""
    text, problems = read_text(path, data, MAX_CHARACTERS)
    if not text:
        return None, problems
    front, body, body_line, more = split_front_matter(path, text)
    if more:
        return None, problems + more
    fields, lines, more = read_yaml(path, front, first_line=2)
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
