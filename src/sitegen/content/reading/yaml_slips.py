"""What keyboards and word processors make of YAML: quotes, colons, commas and list marks that only look like its own.

YAML takes a curly quote for a letter and goes on, and blames a later line or nobody. So each is looked for by its
look, told by its name on its own line, and read as it was meant, so that the rest of the file is still checked.

Three steps: :func:`mend_marks` before reading, for what is never anything else; :func:`quoted` for each value;
:func:`slips` after a text could not be read, for what may be the cause: each is tried, and counts only if YAML then
gets further.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from sitegen.base.characters import name_of
from sitegen.base.problems import Problem
from sitegen.content.reading.marks import Mark, columns, mark_of
from sitegen.content.reading.yaml_indents import ENTRY, FIELD, KEY, LEAD, Slip, beside, tabs

COLONS = "：﹕︓꞉∶ː˸׃"
OPENING = "“„‟‘‚‛«‹＂＇〝「『″′´"
CLOSING = "”“‟’‘‛»›«‹＂＇〞〟」』″′´"
COMMAS = "，、﹐﹑､،；"
BRACKETS = "［【〔｛］】〕｝"
_STRAIGHT = str.maketrans(BRACKETS, "[[[{]]]}")

_ODD_COLON = re.compile(rf"{LEAD}(?P<key>[\"']?{KEY}[\"']?) ?(?P<odd>[{COLONS}]) *")
_ODD_COLON_INSIDE = re.compile(rf"(?<=[{{,])(?P<space> *)(?P<key>{KEY}) ?(?P<odd>[{COLONS}]) *")
_QUOTED_KEY = re.compile(rf"{LEAD}(?P<odd>[{OPENING}])(?P<key>{KEY})[{CLOSING}\"'](?P<colon> *:(?: |$))")
_NO_SPACE = re.compile(rf"{LEAD}(?P<key>{KEY}) *:(?P<value>[^\s:/].*?) *")
_NO_COLON = re.compile(rf"{LEAD}(?P<key>[A-Za-z][A-Za-z_-]*)(?: *[;=.,–—-] *| +)(?P<value>\S.*?) *")
_CLOSED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
_ESCAPE = re.compile(r"\\(?P<sign>[^0abt\tnvfre \"/\\N_LPxuU])")
STRAIGHT = 'write straight quotes: "..."; where readers shall see curly ones, put straight ones round them too'
QUOTE_IT = 'a text with a colon or an odd sign needs quotes: name: "like: this"'


# Rows that may hold something to mend; all others are left alone unread.
_SUSPECT = re.compile(
    r"^(?:.*[^\x00-\x7f].*"
    r"|[ \t]*(?:-[^\s-]|--|[*+.] |o |\(?[A-Za-z0-9]{1,5}[.)]|[A-Za-z]\t|\d{1,3}(?: +-|:)).*"
    r"|[ \t]*(?:- +)*(?:[\w\"'-]+ *: +)?(?:\"[^\"\n]*|'[^'\n]*))$",
    re.M,
)


def mend_marks(path: str, text: str, first_line: int) -> tuple[str, list[Problem]]:
    """The text with the marks of YAML in the place of those that look like them, and a problem for each."""
    problems: list[Problem] = []
    rows = text.split("\n")
    at = index = 0
    for found in _SUSPECT.finditer(text):
        index += text.count("\n", at, found.start())
        at = found.start()
        if not rows[index].strip() or rows[index].lstrip().startswith("#") or _inside_a_value(rows, index):
            continue
        for message, hint, meant in _mended(rows, index):
            problems.append(Problem(path, first_line + index, "yaml-syntax", message, hint))
            rows[index] = meant
    return ("\n".join(rows) if problems else text), problems


def _inside_a_value(rows: list[str], index: int) -> bool:
    """Whether a row only carries on the value of a field above it."""
    limit = columns(rows[index])
    for above in range(index - 1, -1, -1):
        row = rows[above]
        if not row.strip() or columns(row) >= limit:
            continue
        if match := FIELD.fullmatch(row) or ENTRY.fullmatch(row):
            if match["value"] and match.start("key") < limit:
                return True
            if not match["value"]:
                return False
        limit = columns(row)
        if limit == 0:
            return False
    return False


def _mended(rows: list[str], index: int) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a row, each with a hint, and the row without it; each builds on the one before."""
    row = rows[index]
    if mark := _foreign_entry(rows, index):
        row = f"{row[: len(row) - len(row.lstrip())]}{'- ' if _in_a_list(rows, index) else ''}{mark.text}"
        yield mark.wrong or f'"{mark.sign}" makes no list in a field.', 'begin each entry with "- "', row
    if not row.isascii():
        if match := _ODD_COLON.match(row):
            row = f"{match['lead']}{match['key']}: {row[match.end() :]}"
            yield _odd(f'the colon after "{match["key"]}"', match["odd"]), f"write: {match['key']}: and a space", row
        if match := _ODD_COLON_INSIDE.search(row):
            row = _ODD_COLON_INSIDE.sub(r"\g<space>\g<key>: ", row)
            yield _odd(f'the colon after "{match["key"]}"', match["odd"]), f"write: {match['key']}: and a space", row
        if match := _QUOTED_KEY.match(row):
            row = f"{match['lead']}{match['key']}{row[match.start('colon') :]}"
            yield _odd(f'the quote before "{match["key"]}"', match["odd"]), "a field's name needs no quotes", row
    match = FIELD.fullmatch(row) or ENTRY.fullmatch(row)
    value = match["value"] if match else None
    if not match or not value:
        return
    start = row[: match.start("value")]
    where = f'after "{match["key"]}:"' if match["key"] != "-" else "of this entry"
    if value[0] in BRACKETS:
        meant = re.sub(f" *[{COMMAS},] *", ", ", value.translate(_STRAIGHT))
        hint = "write: {name: text}" if meant[0] == "{" else "write: [one, two]"
        yield _odd(f"the bracket {where}", value[0]), hint, start + meant
    elif value[0] in _CLOSED and not _CLOSED[value[0]].match(value) and not _goes_on(rows, index, match.start("key")):
        inside = value[1:].rstrip(CLOSING + "\"'") if value[-1] in CLOSING else value[1:]
        wrong = (
            _odd(f"the last quote {where}", value[-1]) if value[-1] in CLOSING else f"the quote {where} is not closed."
        )
        yield wrong, 'close it with the same sign: "..."', start + as_yaml(inside)


def _odd(what: str, letter: str) -> str:
    """What a sign really is, by its name in Unicode: nobody sees the difference between two colons."""
    return f"{what} is a {name_of(letter)}, which YAML does not know."


def _goes_on(rows: list[str], index: int, column: int) -> bool:
    """Whether the row below stands farther in than a field, so that the field's value may go on there."""
    below = next((row for row in rows[index + 1 :] if row.strip()), "")
    return columns(below) > column


def _foreign_entry(rows: list[str], index: int) -> Mark | None:
    """The mark of a row that is an entry of a list, where the mark is not YAML's."""
    row = rows[index]
    mark = mark_of(row)
    if mark is None or not mark.text or (mark.sign == "-" and not mark.wrong) or row.lstrip()[0] == "\\":
        return None
    if mark.sign == "-" and not mark.text[0].isalpha():
        return None  # A number below zero.
    if mark.indent == 0 and (not mark.sign.isascii() or any(map(_is_entry, rows))):
        return mark
    # A list is where the nearest row that stands no farther in is a field without a value, or another entry.
    above = next((b for b in reversed(rows[:index]) if b.strip() and columns(b) <= mark.indent), "")
    return mark if above.rstrip().endswith(":") or (columns(above) == mark.indent and _is_entry(above)) else None


def _in_a_list(rows: list[str], index: int) -> bool:
    """Whether a row at the start of a line can be an entry: there are others, or the row above waits for some."""
    above = next((row for row in reversed(rows[:index]) if row.strip()), "")
    if columns(rows[index]) > 0 or above.rstrip().endswith(":") or any(map(_is_entry, rows)):
        return True
    return not above and _goes_on(rows, index, 0)


def _is_entry(row: str) -> bool:
    return row.lstrip().startswith("- ")


def quoted(value: str, many: bool) -> tuple[list[str], str, str]:
    """A plain value without the quotes that are not YAML's, or as the several values that odd commas part.

    ``many``: it stands between square brackets. With it come what is wrong and a hint; two empty texts for nothing.
    """
    if value.isascii():
        return [value], "", ""
    if many and (comma := next((letter for letter in value if letter in COMMAS), "")):
        parts = [quoted(part.strip(), False)[0][0] for part in re.split(f"[{COMMAS}]", value) if part.strip()]
        return parts or [value], _odd(f'the comma in "{value[:60]}"', comma), "write: [one, two]"
    first, inside, last = value[:1], value[1:-1], value[-1:]
    alone = not any(letter in OPENING or letter in CLOSING for letter in re.sub(r"\w[’‘]\w", "", inside))
    if len(value) > 1 and first in OPENING and (last in CLOSING or last in "\"'") and alone:
        return [inside.strip()], _odd("the first quote of this text", first), STRAIGHT
    if first in "“„＂«" and not any(letter in CLOSING for letter in value[1:]):
        return [value[1:]], _odd("the first quote of this text", first), STRAIGHT
    return [value], "", ""


def slips(rows: list[str], row: int, farthest: int = 40) -> Iterator[Slip]:
    """What may have made a row unreadable, likeliest first: from that row upwards."""
    upwards = range(min(row, len(rows) - 1), max(-1, row - farthest), -1)
    for index in upwards[:3]:
        yield from _no_space(rows, index)
    for index in upwards:
        if rows[index].strip() and not rows[index].lstrip().startswith("#"):
            yield from _slips_of(rows, index)


def _no_space(rows: list[str], index: int) -> Iterator[Slip]:
    if match := _NO_SPACE.fullmatch(rows[index]):
        meant = f"{match['lead']}{match['key']}: {match['value']}"
        yield Slip(index, ((index, meant),), f'a space is missing after "{match["key"]}:".', f"write: {meant.strip()}")


def _slips_of(rows: list[str], index: int) -> Iterator[Slip]:
    row = rows[index]
    yield from tabs(rows, index)
    yield from _no_space(rows, index)
    match = FIELD.fullmatch(row) or ENTRY.fullmatch(row)
    value = match["value"] if match else None
    unreadable = f"this line cannot be read: {row.strip()[:60]}"
    if match and value:
        start, column = row[: match.start("value")], match.start("key")
        key = f'after "{match["key"]}:"' if match["key"] != "-" else "of this entry"
        last = _last_row(rows, index, column)
        if value[0] in OPENING or (value[0] in "\"'" and value[-1] in CLOSING):
            letter = value[0] if value[0] in OPENING else value[-1]
            yield Slip(index, _wrapped(rows, index, last, start, 1), _odd(f"the quote {key}", letter), STRAIGHT)
        elif value[0] in "\"'":
            if value[0] == '"' and (escape := _ESCAPE.search(value)):
                meant = start + _ESCAPE.sub(r"\g<sign>", value)
                message = f'a backslash stands before "{escape["sign"]}".'
                yield Slip(index, ((index, meant),), message, "delete the backslash")
            message = f"there are quotes inside the quotes {key}, or they are not closed."
            yield Slip(index, _wrapped(rows, index, last, start, 1), message, "write inner quotes as “...”")
        elif value[0] in "[{":
            closing = "]" if value[0] == "[" else "}"
            message = f"the bracket {key} is not closed."
            yield Slip(index, ((index, f"{row.rstrip()}{closing}"),), message, f'write "{closing}" at its end')
            if comma := next((letter for letter in value if letter in COMMAS), ""):
                meant = start + re.sub(f"[{COMMAS}] *", ", ", value)
                yield Slip(index, ((index, meant),), _odd("a comma in this line", comma), "type a plain comma")
        elif ": " in value or " #" in value or value[-1] == ":" or value[0] in "@`%&*!|>,]}?-":
            yield Slip(index, _wrapped(rows, index, last, start, 0), unreadable, QUOTE_IT)
    yield from beside(rows, index)
    if field := _field_above(rows, index):
        at, start = field
        yield Slip(index, _wrapped(rows, at, _last_row(rows, at, columns(rows[at])), start, 0), unreadable, QUOTE_IT)
    if match := _NO_COLON.fullmatch(row):
        meant = f"{match['lead']}{match['key']}: {match['value']}"
        yield Slip(index, ((index, meant),), f'a colon is missing after "{match["key"]}".', f"write: {meant.strip()}")


def _field_above(rows: list[str], index: int) -> tuple[int, str] | None:
    """The field, and the row up to its value, of which a row is a further line without quotes round it."""
    for at in range(index - 1, max(-1, index - 20), -1):
        if rows[at].strip() and columns(rows[at]) < columns(rows[index]):
            match = FIELD.fullmatch(rows[at]) or ENTRY.fullmatch(rows[at])
            if not match or not match["value"] or match["value"][0] in "\"'[{|>":
                return None
            return (at, rows[at][: match.start("value")]) if match.start("key") < columns(rows[index]) else None
    return None


def _last_row(rows: list[str], index: int, column: int) -> int:
    """The last row of a value: those below that stand farther in than its field."""
    last = index
    for below in range(index + 1, min(len(rows), index + 40)):
        if not rows[below].strip() or columns(rows[below]) <= column:
            break
        last = below
    return last


def _wrapped(rows: list[str], first: int, last: int, start: str, cut: int) -> tuple[tuple[int, str], ...]:
    """The rows of a value in straight quotes. ``cut``: letters at its start, and any quotes at its end, that go."""
    value = [rows[first][len(start) :].rstrip(), *(row.strip() for row in rows[first + 1 : last + 1])]
    value[0] = value[0][cut:]
    if cut:
        value[-1] = value[-1].rstrip(CLOSING + "\"'")
    inner = [as_yaml(part)[1:-1] for part in value]
    inner[0] = f'{start}"{inner[0]}'
    inner[-1] += '"'
    indent = " " * (columns(rows[first]) + 2)
    return tuple((first + n, part if n == 0 else f"{indent}{part}") for n, part in enumerate(inner))


def as_yaml(value: str) -> str:
    """A text in double quotes; what was escaped in it already stays so."""
    return json.dumps(value.replace('\\"', '"'), ensure_ascii=False)
