"""What stands at the start of a line and makes a point of it: the marks of Markdown, and those of other programs.

Word, Docs and phones begin the points of a list with signs that no Markdown knows. Each is known here by its name, so
that it can be told, and taken for what it was meant as by everything that comes after.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

TAB = 4
"""Columns that a tab at the start of a line counts for, as in CommonMark."""


@dataclass(frozen=True)
class Mark:
    """The mark of a point: how far in it stands, and the words.

    ``number`` is that of a step. ``wrong`` says what is wrong with the mark, and ``hint`` how to mend it; both are
    empty for a mark of Markdown.
    """

    kind: Literal["list", "steps"]
    indent: int
    text: str
    sign: str = "-"
    number: int | None = None
    wrong: str = ""
    hint: str = ""


_POINT = re.compile(r"(?P<sign>[-*+])(?P<space>[ \t]+)(?P<text>\S.*)")
_STEP = re.compile(r"(?P<sign>(?P<number>\d{1,9})[.)])(?P<space>[ \t]+)(?P<text>\S.*)")
# A backslash before a mark is told as such (prose.py); the mark is meant all the same.
_ESCAPED = re.compile(r"\\(?=[-*+]\s)|(?<=\d)\\(?=[.)]\s)")
_BARE = re.compile(r"(?P<sign>[-*+]|\d{1,9}[.)])")
# Signs that begin a line of words and no point.
_OPENERS = frozenset("…¿¡§°©®™№‰≥≤≈≠±×÷√∞′″¶") | frozenset("\u00b5\u03bc")
_CIRCLED = re.compile("[\u2460-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf]")
# Nearly every row begins with a word, and this looks at its first two letters only.
WORDS = re.compile("[A-Za-z](?![).\\t])(?<![oivxIVX])|[o](?![).\\t ])|[ivxIVX](?![).\\tivxIVX])|[\"“'‘\\[|]")
_NO_LIST, _NO_SPACE = '"{}" makes no list here.', 'a space is missing after "{}".'
_MADE_BY_HAND = tuple(
    (re.compile(pattern), says)
    for pattern, says in (
        # "-x", as phones and messengers take it for a list; "->" and "--" are something else.
        (r"(?P<sign>-)(?P<text>[^\s\->].*)", _NO_SPACE),
        (r"(?P<sign>--+|[»›])[ \t]+(?P<text>\S.*)", _NO_LIST),
        # Letters of the font Wingdings, which Word leaves where it drew a circle, a square, an arrow or a tick.
        (r"(?P<sign>[oØü¨]|§(?= *[^\d ]))[ \t]+(?P<text>\S.*)", _NO_LIST),
        (r"(?P<sign>[A-Za-z])\t[ \t]*(?P<text>\S.*)", _NO_LIST),
        (r"(?P<sign>\(?[A-Za-z]\)|\((?:\d{1,4}|[ivx]{1,5})\)|[ivx]{1,5}\))[ \t]*(?P<text>[^\s)].*)", _NO_LIST),
        (r"(?P<sign>(?:[a-z]|[ivx]{2,5}|[IVX]{2,5})\.)[ \t]+(?P<text>\S.*)", _NO_LIST),
        (r"(?P<sign>\d{1,2}(?: +[-–—]|:))[ \t]+(?P<text>[^\s\d].*)", _NO_LIST),
        (r"(?P<sign>\d{1,4}[．。、]|（\w{1,3}）)[ \t]*(?P<text>\S.*)", _NO_LIST),
        ("(?P<sign>\\d\u20e3)[ \\t]*(?P<text>\\S.*)", _NO_LIST),
        (r"(?P<sign>\d{1,4}\))(?P<text>\w.*)", _NO_SPACE),
        (r"(?P<sign>\d{1,3}\.)(?P<text>[A-Z\"“*\[].*)", _NO_SPACE),
    )
)
INSIDE = re.compile(r"\S\s+(?P<sign>[•‣▪◦●○■□➢➤⁃])\s+\S")
"""A sign of a point inside a line: the points of a list were pasted as one."""
_POINT_HINT = 'begin each point with a hyphen and a space: "- "'
STEP_HINT = "begin each step with its number, a full stop and a space: 1. and so on"


_IN_SEQUENCE = re.compile(r" {0,3}(?:(?P<letter>[A-Z])\.[ \t]+|(?P<number>\d{1,2})\.)(?P<text>[^\s\d].*)")


def in_sequence(row: str, below: str) -> tuple[str, str] | None:
    """Two rows that begin with ``A.`` and ``B.``, or ``1.`` and ``2.`` without a space, are a list; one alone is not.

    Returns the words of both rows.
    """
    first, second = _IN_SEQUENCE.fullmatch(row.rstrip()), _IN_SEQUENCE.fullmatch(below.rstrip())
    if not first or not second or bool(first["letter"]) != bool(second["letter"]):
        return None
    places = [ord(m["letter"]) if m["letter"] else int(m["number"]) for m in (first, second)]
    return (first["text"], second["text"]) if places[1] == places[0] + 1 else None


def columns(row: str) -> int:
    """How far in the first letter of a row stands."""
    return len(row[: len(row) - len(row.lstrip())].expandtabs(TAB))


def mark_of(row: str) -> Mark | None:
    """The mark at the start of a row, of whatever program; ``None`` where a row begins with words."""
    rest = row.strip()
    if WORDS.match(rest) or not rest:
        return None
    indent = columns(row)
    rest = _ESCAPED.sub("", rest, count=1) if rest[0] == "\\" or rest[0].isdigit() else rest
    if match := _POINT.fullmatch(rest):
        return _point(indent, match)
    if match := _STEP.fullmatch(rest):
        return Mark("steps", indent, match["text"], match["sign"], int(match["number"]))
    if match := _BARE.fullmatch(rest):
        kind: Literal["list", "steps"] = "list" if match["sign"] in "-*+" else "steps"
        wrong = f'"{match["sign"]}" stands alone here.'
        return Mark(kind, indent, "", match["sign"], None, wrong, "write the point's words after it")
    return _foreign(indent, rest)


def _point(indent: int, match: re.Match[str]) -> Mark:
    mark = Mark("list", indent, match["text"], match["sign"])
    if match["sign"] == "+" and match["text"][0].isdigit():
        wrong = 'a line that begins with "+" and a number would be shown as a point of a list, without the +.'
        return replace(mark, wrong=wrong, hint='close the gap after +, or begin a point with "- "')
    return mark


def _foreign(indent: int, rest: str) -> Mark | None:
    """A mark of another program, or one made by hand."""
    sign, name = rest[0], ""
    if not sign.isascii() and sign not in _OPENERS:
        if _CIRCLED.match(sign):
            return _told("steps", indent, sign, rest[1:].strip(), f'"{sign}" makes no list here.')
        if unicodedata.category(sign) in ("So", "Sm", "Po", "Pd"):
            name = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
            return _told("list", indent, sign, rest[1:].strip(), f'"{sign}" ({name}) makes no list here.')
    for pattern, says in _MADE_BY_HAND:
        if match := pattern.fullmatch(rest):
            kind: Literal["list", "steps"] = "steps" if re.search(r"[\w(].*[).:–—-]", match["sign"]) else "list"
            return _told(kind, indent, match["sign"], match["text"], says.format(match["sign"]))
    return None


def _told(kind: Literal["list", "steps"], indent: int, sign: str, text: str, wrong: str) -> Mark:
    hint = STEP_HINT if kind == "steps" else _POINT_HINT
    return Mark(kind, indent, text, sign, None, wrong, hint)
