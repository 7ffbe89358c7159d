"""Marks of a merge that was left unfinished: ``<<<<<<<``, ``|||||||``, ``=======`` and ``>>>>>>>``.

Git writes them round two versions of the same lines. A hurried hand leaves one of them, and each alone can pass for
something else: a quotation, a table, a heading's underline. Where all are there, the first version goes on to the
later steps, so that what stands twice is not told as a second problem.
"""

from __future__ import annotations

import re

from sitegen.base.problems import Problem

# Git writes seven; one too many or too few is a slip. Fewer of "=" and "|" are text.
MARK = re.compile(r"^ {0,3}(?P<mark><{6,8}|>{6,8}|={7}|\|{7})(?=\s|$)")
HINT = "keep the right version of the lines around it, and delete this line"


def without_merge_marks(path: str, text: str) -> tuple[str, list[Problem]]:
    """The text with empty lines in the place of the marks, and a problem for each mark, on its line."""
    if not any(mark in text for mark in ("<<<<<<", ">>>>>>", "=======", "|||||||")):
        return text, []
    rows = text.split("\n")
    found = {number: match["mark"] for number, row in enumerate(rows) if (match := MARK.match(row))}
    problems: list[Problem] = []
    for number, mark in found.items():
        message = f'"{mark}" is left from a merge that was not finished.'
        problems.append(Problem(path, number + 1, "merge-mark", message, HINT))
        rows[number] = ""
    for start, end in _second_versions(found):
        rows[start : end + 1] = [""] * (end + 1 - start)
    return "\n".join(rows), problems


def _second_versions(found: dict[int, str]) -> list[tuple[int, int]]:
    """From which line to which the other version stands, wherever a merge has its first, middle and last mark."""
    spans: list[tuple[int, int]] = []
    opened = middle = None
    for number, mark in found.items():
        if mark[0] == "<":
            opened, middle = number, None
        elif mark[0] in "|=" and opened is not None:
            middle = number if middle is None else middle
        elif mark[0] == ">" and opened is not None and middle is not None:
            spans.append((middle, number))
            opened = middle = None
    return spans
