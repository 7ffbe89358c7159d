"""The recorded ratings: complete, with reasons, and two readers at least for each use and for the guide."""

from __future__ import annotations

import sys
from collections import Counter

import pytest
import yaml

from conftest import ROOT
from sitegen.check import Checked
from sitegen.ledger.ratings import AIMS, ITEMS, Rating, Ratings, best, faults, read_ratings, tables, totals

sys.path.insert(0, str(ROOT / "scripts"))

import ratings

ALL = ratings.read()


def perfect() -> Rating:
    scores = {name: {item: (best(name, item), "") for item in items} for name, items in ITEMS.items()}
    return Rating("round-0", "x", "guide", scores)


@pytest.mark.parametrize("rating", ALL, ids=[f"{r.round} {r.target} {r.rater}" for r in ALL])
def test_a_rating_is_complete_and_says_why(rating: Rating) -> None:
    assert faults(rating) == []


def test_the_best_scores_reach_every_aim_and_a_gap_is_told() -> None:
    whole = perfect()
    assert all(totals(whole)[name] >= aim for name, aim in AIMS.items())
    assert len(ITEMS["IPDAS"]) == 35
    broken = {**whole.scores, "JAMA": {"1": (0, ""), "2": (1, ""), "3": (7, "")}}
    assert faults(Rating("r", "x", "guide", broken)) == [
        "JAMA 4 is missing",
        "JAMA 1 has no reason",
        "JAMA 3 has the score 7",
    ]


def test_each_use_and_the_guide_were_read_by_two_readers_and_again_after_mending(checked: Checked) -> None:
    # A use that came later waits for the next round.
    last = max(yaml.safe_load(path.read_text("utf-8"))["date"] for path in (ROOT / "ratings").glob("*/*.yml"))
    wanted = [e.id for e in checked.site.of("types") if e.item.published <= last] + ["guide"]
    assert len(wanted) > 5
    readers = Counter(rating.target for rating in ALL)
    assert {target: readers[target] for target in wanted if readers[target] < 2} == {}
    rounds = {target: {rating.round for rating in ALL if rating.target == target} for target in wanted}
    assert [target for target in wanted if len(rounds[target]) < 2] == []


FINDING = b"""
rater: A
who: somebody who had not seen the guide
date: 2026-12-01
version: {types/x: 7b31898c}
found:
  types/x: {"Will it help?": 1.5, "Does it last?": not found}
"""


def test_what_readers_found_is_read_and_a_file_that_cannot_be_read_is_told() -> None:
    found, problems = read_ratings({"ratings/finding-1/reader-a.yml": FINDING, "ratings/items.md": b"no rating"})
    assert problems == []
    assert found.scored == ()
    assert [(one.target, one.version, dict(one.found)) for one in found.found] == [
        ("types/x", "7b31898c", {"Will it help?": 1.5, "Does it last?": None})
    ]
    for data in (b"rater: [", b"rater: A", b"- a list", FINDING.replace(b"1.5", b"soon")):
        _, problems = read_ratings({"ratings/finding-1/reader-a.yml": data})
        assert [problem.message for problem in problems] == ["this rating cannot be read."]


def test_the_page_of_ratings_shows_every_total_of_every_reader() -> None:
    shown = {table.target: table for table in tables(Ratings(tuple(ALL)))}
    for rating in ALL:
        table = shown[rating.target]
        at = [number for number, _ in table.rounds].index(rating.round.removeprefix("round-"))
        of_reader = table.rounds[at][1].index(rating)
        for name, cells in table.rows:
            assert cells[at][of_reader] == totals(rating)[name]
