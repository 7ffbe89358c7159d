"""The ceiling rule."""

from __future__ import annotations

from datetime import date

import pytest

from sitegen.content.certainty import ceiling, rated
from sitegen.content.models import Reference, Seen, Study


def reference(design: str, name: str = "a") -> Reference:
    return Reference.model_validate(
        {
            "id": name,
            "type": "article-journal",
            "title": "T",
            "author": [{"literal": "A"}],
            "issued": "2020",
            "URL": "https://example.org/",
            "design": design,
            "supports": "S",
            "seen": Seen(at="here", date=date(2026, 1, 1)).model_dump(),
        }
    )


def study(name: str = "a", found: str = "better") -> Study:
    return Study.model_validate(
        {"reference": name, "against": "x", "outcome": "x", "result": "x", "found": found, "follow_up": "x"}
    )


@pytest.mark.parametrize(
    ("designs", "found", "top"),
    [
        (["systematic-review-of-trials"], ["better"], "high"),
        (["systematic-review"], ["better"], "moderate"),
        (["rct", "rct"], ["better", "better"], "moderate"),
        (["rct", "rct"], ["better", "no difference"], "low"),
        (["rct", "rct"], ["mixed", "mixed"], "low"),
        (["rct"], ["better"], "low"),
        (["controlled"], ["better"], "low"),
        (["cohort", "case-series"], ["better", "better"], "very low"),
        (["case-report", "laboratory", "consensus"], ["better"] * 3, "no evidence found"),
        ([], [], "no evidence found"),
    ],
)
def test_ceiling(designs: list[str], found: list[str], top: str) -> None:
    names = [chr(97 + n) for n in range(len(designs))]
    references = {name: reference(design, name) for name, design in zip(names, designs, strict=True)}
    assert ceiling([study(n, f) for n, f in zip(names, found, strict=True)], references) == top


@pytest.mark.parametrize(
    ("design", "doubts", "word"),
    [
        ("systematic-review-of-trials", [], "high"),
        ("systematic-review-of-trials", ["few people"], "moderate"),
        ("systematic-review-of-trials", ["no dummy", "results disagree"], "low"),
        ("rct", ["few people"], "low"),
        ("rct", ["too short"], "very low"),
        ("rct", ["too short", "no dummy", "results disagree"], "very low"),
        ("case-report", ["few people"], "no evidence found"),
    ],
)
def test_each_doubt_takes_one_step(design: str, doubts: list[str], word: str) -> None:
    assert rated([study()], doubts, {"a": reference(design)}) == word
