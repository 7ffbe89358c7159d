"""Letters that look like others, and those that nobody sees: told by name, or taken for what they stand for.

What is only another form of a plain letter is taken as that letter, in silence: spaces that do not break, hyphens
that do not break, ligatures, and accents apart from their letter (Word, PDF and macOS write them). Everything told
here is also mended in the text that goes on, so that one letter never makes a second problem further on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from sitegen.base.problems import Problem

_WITH_A_STROKE = str.maketrans("ØøŁłĐđ", "OoLlDd", "")
"""Letters that Unicode does not take apart into a letter and its accent."""
# Direction overrides and invisible characters can make text read differently from what it is.
_HIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    # Line ends of other kinds, fillers that show nothing, variants, tags, what is no character, private use.
    "\u2028\u2029\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\ufffe\uffff"
    "\ue000-\uf8ff\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
FORBIDDEN = re.compile(
    f"[{_HIDDEN}]"
    # Accents in a heap cover the lines above and below.
    "|[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{2,}"
)
# Word's own bullets, where a font has a picture and Unicode has none.
_FONT_BULLET = re.compile("^([ \t]*)[\ue000-\uf8ff]\\s*(?=\\S)")
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that are not the plain one: they look like it, and no program takes them for it."""
_ANY_SPACE = re.compile(f"[{SPACES}]")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict(zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", "ff fi fl ffi ffl st st".split(), strict=True)),
    }
)
_COLOURED_MARK = re.compile("^([ \t]*(?:- +)?[^\\s\\w]|[ \t]*[0-9])\ufe0f(?=\u20e3|\\s|\\w)")
# UTF-8 that some program took for Windows-1252, and the sign that stands for what nobody could read.
_MOJIBAKE = re.compile(
    "\u00e2\u20ac[^a-z\\s]|\u00c3[\u00a0-\u00bf\u2018-\u203a\u20ac\u2122]|\u00c2[\u00a0-\u00bf]|\ufffd"
)
# Here a program looks for a plain space: after a list's mark, a heading's or a field's name, and before them.
_IN_WORDS = re.compile(rf"^ {{0,12}}(?P<mark>[-*+]|\d{{1,9}}[.)]|#{{1,6}})(?P<space>[{SPACES}])")
_IN_FIELDS = re.compile(rf"^[ \t]*(?P<mark>-|(?:- +)?[\"']?[\w-]+[\"']?:|)(?P<space>[{SPACES}])(?=\s*\S)")

_HIDDEN_AFTER_MARK = re.compile(rf"(?P<mark>^[ \t]*(?:[-*+]|\d{{1,9}}[.)]|#{{1,6}})|:)[{_HIDDEN}]+(?=\S)")

LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
# Letters of Cyrillic, Armenian, Cherokee and full-width Latin pass for Latin ones, and no word needs both.
_FOREIGN = "\u0400-\u052f\u0531-\u058a\u13a0-\u13ff\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f\uff21-\uff3a\uff41-\uff5a"
# Greek letters stand in names of science (NF-kappaB, TNF-alpha, microgram), but some are never a sign of anything:
# those that are the very shape of a Latin letter, and those with an accent.
_GREEK = "\u0370-\u03ff\u1f00-\u1fff"
_NEVER_A_SIGN = (
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c-\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03b9\u03c5"
)
_NEVER_A_SIGN += "\u03c2\u0370-\u0390\u03aa-\u03b0\u03ca-\u03cf\u03d2-\u03d4\u03d7-\u03ef\u03f2-\u03f3\u03f7-\u03ff"
_NEVER_A_SIGN += "\u1f00-\u1fff"
# These are signs, and pass for a Latin letter inside a word of small letters: "c" + omicron + "ol", "Bruis" + epsilon.
_LIKE_A_LETTER = "\u03b1\u03b5\u03b7\u03ba\u03bd\u03c1\u03c3\u03c4\u03c7\u03c9"
_MIXED = re.compile(f"[{LATIN}][{_FOREIGN}{_NEVER_A_SIGN}]|[{_FOREIGN}{_NEVER_A_SIGN}][{LATIN}]")
_MIXED_IN_WORD = re.compile(
    f"(?<=[a-z]{{2}})[a-z][{_LIKE_A_LETTER}]"
    f"|(?<=[a-z])[a-z][{_LIKE_A_LETTER}](?=[a-z])"
    f"|[a-z][{_LIKE_A_LETTER}](?=[a-z]{{2}})"
    f"|[{_LIKE_A_LETTER}][a-z](?=[a-z]{{2}})"
)
_AT_WORDS_END = re.compile(f"(?![{LATIN}{_GREEK}])")
_ALPHA = "\u03b1"


def strange_characters(path: str, text: str) -> tuple[str, list[Problem]]:
    """A file's text with plain letters, and the problems of those that were strange, each once a line."""
    # Nearly every file has none of them.
    if text.isascii() and not FORBIDDEN.search(text):
        return text, []
    rows = text.split("\n")
    problems = [problem for number, row in enumerate(rows, 1) for problem in strange_in(path, number, row)]
    return "\n".join(plain(row) for row in rows), problems


def strange_in(path: str, number: int, line: str) -> Iterator[Problem]:
    """Each strange character of a line once: a line of nothing else is one problem, not a hundred thousand."""
    if match := _MOJIBAKE.search(line):
        message = f'these letters were read in a wrong encoding: "{match[0]}".'
        yield Problem(path, number, "encoding", message, "copy the words again, or type them")
    # A picture that begins a line is told as a mark of a list, and not again for the sign that colours it.
    line = _COLOURED_MARK.sub(r"\1", line)
    for found in dict.fromkeys(match[0][0] for match in FORBIDDEN.finditer(line)):
        if unicodedata.category(found) == "Co":
            message = f"this line has a sign that only some fonts show ({name_of(found)}), such as a bullet of Word."
            hint = 'delete it; a point of a list begins with "- "'
        else:
            message, hint = f"this line has an invisible character ({name_of(found)}).", "delete it"
        yield Problem(path, number, "control-character", message, hint)
    if pair := mixed_pair(line):
        names = " and ".join(name_of(letter) for letter in pair)
        message = f"a word mixes letters of two scripts ({names})."
        yield Problem(path, number, "mixed-script", message, "type the word again")


def name_of(letter: str) -> str:
    """The letter's name in Unicode, in small letters: ``no-break space``."""
    return unicodedata.name(letter, f"U+{ord(letter):04X}").lower()


def mixed_pair(line: str) -> str:
    """Two neighbours of which one only looks Latin, or an empty text. Greek letters as signs are none."""
    if line.isascii():
        return ""
    if match := _MIXED.search(line):
        return match[0]
    for match in _MIXED_IN_WORD.finditer(line):
        # Interferon-alpha is printed without its hyphen too: at the end of a word alpha is a sign.
        if match[0][1] != _ALPHA or not _AT_WORDS_END.match(line, match.end()):
            return match[0]
    return ""


def plain(line: str) -> str:
    """The line without what is told of, and with plain letters for other forms of them. Odd spaces stay."""
    if line.isascii() and not FORBIDDEN.search(line):
        return line
    # Where a mark or a field's name waits for a space, what hid there was meant as one.
    line = _MOJIBAKE.sub(_as_it_was, _HIDDEN_AFTER_MARK.sub(r"\g<mark> ", line))
    line = _FONT_BULLET.sub(r"\1- ", line)
    line = FORBIDDEN.sub(lambda match: " " if match[0].isspace() else "", line)
    return unicodedata.normalize("NFC", line.translate(_PLAIN))


def _as_it_was(match: re.Match[str]) -> str:
    try:
        return match[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return "x"


def plain_spaces(path: str, text: str, first_line: int, fields: bool) -> tuple[str, list[Problem]]:
    """Text with plain spaces. One that hides where a program looks for a plain one is told.

    ``fields``: the text is YAML, and not the words of a page.
    """
    if text.isascii():
        return text, []
    problems: list[Problem] = []
    where_needed = _IN_FIELDS if fields else _IN_WORDS
    for number, row in enumerate(text.split("\n"), first_line):
        if match := where_needed.search(row):
            mark = match["mark"].removeprefix("- ").strip()
            where = f'after "{mark}"' if mark else "at the start of the line"
            message = f"the space {where} is not a plain one ({name_of(match['space'])})."
            problems.append(Problem(path, number, "control-character", message, "delete it and press the space bar"))
    if not fields:
        return _ANY_SPACE.sub(" ", text), problems
    rows = text.split("\n")
    for index, row in enumerate(rows):
        if not row.isascii():
            rows[index] = _ANY_SPACE.sub(" ", row if _fits(rows, index) else row.lstrip())
    return "\n".join(rows), problems


def _fits(rows: list[str], index: int) -> bool:
    """Whether a row stands as far in as one beside it, or below a field without a value; else it came in by slip."""
    row = rows[index]
    if not _ANY_SPACE.search(row[: len(row) - len(row.lstrip())]):
        return True
    above = next((row for row in reversed(rows[:index]) if row.strip()), "")
    below = next((row for row in rows[index + 1 :] if row.strip()), "")
    beside = {len(row) - len(row.lstrip()) for row in (above, below) if row}
    return len(row) - len(row.lstrip()) in beside or above.rstrip().endswith(":")


@lru_cache(maxsize=20_000)
def as_sorted(words: str) -> str:
    """Words as they are sorted: without accents, signs at their head and capitals."""
    return re.sub(r"^\W+", "", without_accents(words.translate(_WITH_A_STROKE))).casefold()


def without_accents(words: str) -> str:
    """Each letter without its accent."""
    return "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
