"""The words that a field may be: certainty, urgency, seriousness, kinds of study."""

from __future__ import annotations

from typing import Literal

CertaintyWord = Literal["high", "moderate", "low", "very low", "no evidence found"]
Direction = Literal["helps", "no difference", "harms", "not known"]
Doubt = Literal[
    "bias or the maker's ties",
    "results disagree",
    "other product, place or people",
    "no dummy",
    "few people",
    "too short",
]
Found = Literal["better", "no difference", "worse", "mixed", "not compared"]
WhyNotKnown = Literal["no study", "studies disagree", "no measurement", "not found"]
Urgency = Literal["self-care", "clinic", "same-day", "emergency"]
Row = Literal[
    "how", "works", "numbers", "serious", "harms", "time", "daily", "licence", "cost", "change-mind", "not-known"
]
Seriousness = Literal["passing", "lasting", "emergency"]
Stage = Literal["first hour", "first days", "weeks 1 to 12", "later"]
Design = Literal[
    "systematic-review-of-trials",
    "systematic-review",
    "rct",
    "controlled",
    "cohort",
    "case-series",
    "case-report",
    "outbreak-report",
    "guideline",
    "consensus",
    "narrative-review",
    "regulator-notice",
    "law",
    "drug-label",
    "laboratory",
    "history",
    "news",
]
