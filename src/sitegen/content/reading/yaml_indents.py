"""A field or entry of YAML that begins too far in or out, or with a tab."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content.reading.marks import columns

KEY = r"[A-Za-z][\w-]*"
LEAD = r"(?P<lead>[ \t]*(?:- +)*)"
FIELD = re.compile(rf"{LEAD}(?P<key>[\"']?{KEY}[\"']?) *:(?: +(?P<value>\S.*?))? *")
ENTRY = re.compile(r"(?P<lead>[ \t]*(?:- +)*)(?P<key>-) +(?P<value>\S.*?) *")


@dataclass(frozen=True)
class Slip:
    """A likely cause: its row (from 0), the rows as they were meant, and what to say."""

    row: int
    meant: tuple[tuple[int, str], ...]
    message: str
    hint: str


def tabs(rows: list[str], index: int) -> Iterator[Slip]:
    """A row that begins with a tab, at each width that may have been meant: YAML takes none for a space."""
    row = rows[index]
    if "\t" in row[: len(row) - len(row.lstrip())]:
        lead, rest = row[: len(row) - len(row.lstrip())], row.strip()
        above = next((columns(before) for before in reversed(rows[:index]) if before.strip()), 0)
        below = next((columns(after) for after in rows[index + 1 :] if after.strip()), 0)
        for width in dict.fromkeys((lead.count(" "), len(lead.expandtabs(2)), above, above + 2, below, 0)):
            says = f"this line cannot be read: {rest[:60]}"
            yield Slip(index, ((index, " " * width + rest),), says, "use spaces, not tabs, at the start of the line")


def beside(rows: list[str], index: int) -> Iterator[Slip]:
    """A field that stands one space too far in, or too far out, between two that stand alike.

    What stands two spaces farther in or more is rather the further line of a text.
    """
    above, here, below = (_key_column(rows, at) for at in (index - 1, index, index + 1))
    if here is None or above is None or above != below or not (0 < here < above or here == above + 1):
        return
    spaces = "1 space" if here == 1 else f"{here} spaces"
    message = f"this line begins with {spaces}, and those beside it with {above}."
    yield Slip(index, ((index, " " * above + rows[index].lstrip()),), message, f"begin it with {above} spaces")


def _key_column(rows: list[str], index: int) -> int | None:
    """The column in which a field with a value begins; of an entry of a list, that of the field behind its hyphen."""
    match = FIELD.fullmatch(rows[index]) if 0 <= index < len(rows) else None
    return match.start("key") if match and match["value"] and "\t" not in match["lead"] else None
