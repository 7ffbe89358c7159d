"""Days that cannot be: what is said to be done already and lies ahead, and a review that nobody would live to see.

Pure: today is given. A clock may be a day off, or stand on the other side of the date line, so a day more is allowed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sitegen.base.problems import Problem

Loc = tuple[str | int, ...]

GRACE = timedelta(days=1)
LONGEST_REVIEW = timedelta(days=3 * 366)
"""Guidelines are looked at again after at most 3 years (NICE, SIGN); a page is due each year or half year."""
DONE = frozenset({"checked", "published", "seen", "date", "searched"})
"""Fields that say on which day something was done."""


def trusted(today: date | None, last_release: date | None) -> date | None:
    """Today, or ``None`` where the clock is behind the last release: then it says nothing about days ahead."""
    return None if today and last_release and today < last_release - GRACE else today


def date_problems(path: str, data: object, lines: Mapping[Loc, int], today: date | None) -> Iterator[Problem]:
    """The impossible days in the fields of one file. Without ``today`` only those that need no clock are told."""
    ahead: set[str] = set()
    for loc, field, day in _days(data, ()):
        if today and day > today + GRACE:
            ahead.add(field)
            message = f'"{field}" is {day}, and that day has not come yet.'
            yield Problem(path, lines.get(loc, 1), "future-date", message, f"write the day it was done; it is {today}")
    if isinstance(data, dict) and not ahead & {"checked", "published"}:
        checked, review = _day(data.get("checked")) or _day(data.get("published")), _day(data.get("next_review"))
        if checked and review and review - checked > LONGEST_REVIEW:
            message = f'"next_review" is {review}, more than 3 years after "checked".'
            yield Problem(path, lines.get(("next_review",), 1), "far-review", message, "a year after checked, or half")


def follows(problem: Problem, ahead: frozenset[str]) -> bool:
    """Whether a problem only follows from a day ahead in the same file (``ahead``: the paths of such files)."""
    spoken = "later than checked" in problem.message or "published must be earlier" in problem.message
    return problem.rule == "inconsistent" and spoken and problem.path in ahead


def _days(data: object, loc: Loc) -> Iterator[tuple[Loc, str, date]]:
    """Every day on which something was done: its place, its field and itself."""
    waiting: list[tuple[Loc, object]] = [(loc, data)]
    while waiting:
        at, value = waiting.pop()
        if isinstance(value, dict):
            for key, inner in value.items():
                day = _day(inner) if key in DONE else None
                if day:
                    yield (*at, key), key, day
                elif isinstance(inner, dict | list):
                    waiting.append(((*at, key), inner))
        elif isinstance(value, list):
            waiting += [((*at, n), inner) for n, inner in enumerate(value) if isinstance(inner, dict | list)]


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
