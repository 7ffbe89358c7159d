"""Totals of the ratings in ``ratings/`` by each instrument's own way of counting.

DISCERN: sum of 16 items, each 1 to 5. PEMAT-P: share of items agreed with, without those that do not apply,
for understandability (1 to 19) and actionability (20 to 26). JAMA: items met, of 4. IPDASi v4: qualifying of 6,
certifying (each 3 or 4 of 4 counts as met) of 6, quality of 23. CDC: share of items met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
