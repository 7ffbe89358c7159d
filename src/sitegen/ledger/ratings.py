"""The ratings in ``ratings/``: what readers scored, and the totals by each instrument's own way of counting.

DISCERN: sum of 16 items, each 1 to 5. PEMAT-P: share of items agreed with, without those that do not apply,
for understandability (1 to 19) and actionability (20 to 26). JAMA: items met, of 4. IPDASi v4: qualifying of 6,
certifying (each 3 or 4 of 4 counts as met) of 6, quality of 23. CDC: share of items met.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from sitegen.base.problems import Problem

RATINGS = "ratings"
"""The folder below the project's root."""
RATING_FILE = re.compile(r"^ratings/(?P<round>(?:round|finding)-\d+)/[a-z0-9-]+\.yml$")

Scores = Mapping[str, tuple[object, str]]

ITEMS: Mapping[str, tuple[str, ...]] = {
    "DISCERN": tuple(str(n) for n in range(1, 17)),
    "PEMAT-P": tuple(str(n) for n in range(1, 27) if n not in (13, 14)),
    "JAMA": ("1", "2", "3", "4"),
    "IPDAS": (
        *(f"q{n}" for n in range(1, 7)),
        *(f"c{n}" for n in range(1, 7)),
        *(f"p{n}" for n in range(1, 9)),
        *(f"n{n}" for n in range(1, 10)),
        *(f"d{n}" for n in range(1, 7)),
    ),
    "CDC": tuple(str(n) for n in range(1, 21)),
}
AIMS: Mapping[str, float] = {
    "DISCERN of 80": 75,
    "PEMAT understandability %": 100,
    "PEMAT actionability %": 95,
    "JAMA of 4": 4,
    "IPDAS qualifying of 6": 6,
    "IPDAS certifying of 6": 6,
    "IPDAS quality of 23": 20,
    "CDC %": 95,
}


@dataclass(frozen=True)
class Rating:
    """One reader's scores of one target (a page of a use, or the guide)."""

    round: str
    rater: str
    target: str
    scores: Mapping[str, Scores]
    day: date | None = None
    who: str = ""
    version: str = ""


@dataclass(frozen=True)
class Finding:
    """What one reader found on one page: the screen for each task, or ``None`` where it was not found."""

    round: str
    rater: str
    who: str
    target: str
    day: date
    version: str
    found: Mapping[str, float | None]


@dataclass(frozen=True)
class Ratings:
    """All that readers scored and found, by round, page and reader."""

    scored: tuple[Rating, ...] = ()
    found: tuple[Finding, ...] = ()


def read_ratings(kept: Mapping[str, bytes]) -> tuple[Ratings, list[Problem]]:
    """The files below ``ratings/``, and those that cannot be read; what is missing in one is told by a test."""
    scored: list[Rating] = []
    found: list[Finding] = []
    problems: list[Problem] = []
    for name, match in ((name, match) for name in sorted(kept) if (match := RATING_FILE.match(name))):
        try:
            data = yaml.load(kept[name], Loader=yaml.CSafeLoader)
            if match["round"].startswith("round"):
                scored += _scored(match["round"], data)
            else:
                found += _found(match["round"], data)
        except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError):
            message, hint = "this rating cannot be read.", "write it in the form of the other files in its folder"
            problems.append(Problem(name, 1, "ledger", message, hint))
    scored.sort(key=lambda rating: (rating.round, rating.target, rating.rater))
    found.sort(key=lambda finding: (finding.round, finding.target, finding.rater))
    return Ratings(tuple(scored), tuple(found)), problems


def _scored(of_round: str, data: Mapping[str, Any]) -> list[Rating]:
    return [
        Rating(
            of_round,
            str(data["rater"]),
            target,
            {
                name: {str(item): (score, str(reason)) for item, (score, reason) in items.items()}
                for name, items in instruments.items()
            },
            data["date"],
            str(data.get("who", "")),
            str(data.get("version", {}).get(target, "")),
        )
        for target, instruments in data["targets"].items()
    ]


def _found(of_round: str, data: Mapping[str, Any]) -> list[Finding]:
    return [
        Finding(
            of_round,
            str(data["rater"]),
            str(data["who"]),
            target,
            data["date"],
            str(data["version"][target]),
            {ask: None if screen == "not found" else float(screen) for ask, screen in tasks.items()},
        )
        for target, tasks in data["found"].items()
    ]


def best(instrument: str, item: str) -> int:
    """The best score of an item."""
    if instrument == "DISCERN":
        return 5
    return 4 if instrument == "IPDAS" and item.startswith("c") else 1


def faults(rating: Rating) -> list[str]:
    """What is not in order in a rating: items missing, scores out of range, a lower score without its reason."""
    found = []
    for instrument, items in ITEMS.items():
        scores = rating.scores.get(instrument, {})
        found += [f"{instrument} {item} is missing" for item in items if item not in scores]
        for item, (score, reason) in scores.items():
            top = best(instrument, item)
            if score != "na" and not (isinstance(score, int) and 0 <= score <= top):
                found.append(f"{instrument} {item} has the score {score!r}")
            elif score not in ("na", top) and not reason:
                found.append(f"{instrument} {item} has no reason")
    return found


def totals(rating: Rating) -> dict[str, float]:
    """The totals of one rating, under the names of :data:`AIMS`."""

    def of(instrument: str, items: Iterable[str]) -> list[int]:
        scores = rating.scores[instrument]
        return [score for item in items if isinstance(score := scores[item][0], int)]

    def share(scores: list[int]) -> float:
        return round(100 * sum(scores) / len(scores), 1)

    pemat, ipdas = ITEMS["PEMAT-P"], ITEMS["IPDAS"]
    return {
        "DISCERN of 80": sum(of("DISCERN", ITEMS["DISCERN"])),
        "PEMAT understandability %": share(of("PEMAT-P", [i for i in pemat if int(i) <= 19])),
        "PEMAT actionability %": share(of("PEMAT-P", [i for i in pemat if int(i) >= 20])),
        "JAMA of 4": sum(of("JAMA", ITEMS["JAMA"])),
        "IPDAS qualifying of 6": sum(of("IPDAS", [i for i in ipdas if i[0] == "q"])),
        "IPDAS certifying of 6": sum(score >= 3 for score in of("IPDAS", [i for i in ipdas if i[0] == "c"])),
        "IPDAS quality of 23": sum(of("IPDAS", [i for i in ipdas if i[0] in "pnd"])),
        "CDC %": share(of("CDC", ITEMS["CDC"])),
    }


@dataclass(frozen=True)
class Table:
    """All totals of one page: its rounds, each with its number and its ratings, and a row for each instrument."""

    target: str
    rounds: tuple[tuple[str, tuple[Rating, ...]], ...]
    rows: tuple[tuple[str, tuple[tuple[float, ...], ...]], ...]


def tables(ratings: Ratings) -> list[Table]:
    """The totals by page, each reader's beside the others', never as a mean: two readers are too few for one."""
    found = []
    for target in dict.fromkeys(rating.target for rating in ratings.scored):
        of_page = [rating for rating in ratings.scored if rating.target == target]
        rounds = {name: [r for r in of_page if r.round == name] for name in dict.fromkeys(r.round for r in of_page)}
        scored = [[totals(rating) for rating in read] for read in rounds.values()]
        found.append(
            Table(
                target,
                tuple((name.partition("-")[2], tuple(read)) for name, read in rounds.items()),
                tuple((name, tuple(tuple(one[name] for one in read) for read in scored)) for name in AIMS),
            )
        )
    return sorted(found, key=lambda table: table.target)
