"""The ceiling rule: what the studies allow a certainty word to be (design, section 3).

The best kind of study sets a ceiling; each serious doubt takes one step down. The words are
GRADE's; the rating is ours, and the page "How sure we are" says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sitegen.content.models import CertaintyWord, Reference, Study

WORDS: tuple[CertaintyWord, ...] = ("no evidence found", "very low", "low", "moderate", "high")
CONTROLLED = ("rct", "controlled")
UNCONTROLLED = ("cohort", "case-series")

VERBS: Mapping[CertaintyWord, tuple[str, ...]] = {
    "high": (),
    "moderate": ("probably",),
    "low": ("may", "might"),
    "very low": ("not know", "not known", "not sure", "unclear"),
    "no evidence found": ("no study", "no evidence", "not found", "no trial", "found no"),
}


def ceiling(studies: Iterable[Study], references: Mapping[str, Reference]) -> CertaintyWord:
    """The highest word that these studies allow, before any doubt."""
    known = [(study, references[study.reference].design) for study in studies if study.reference in references]
    designs = {design for _, design in known}
    if "systematic-review-of-trials" in designs:
        return "high"
    agreeing = Counter(study.found for study, design in known if design == "rct")
    if "systematic-review" in designs or any(n >= 2 for found, n in agreeing.items() if found != "mixed"):
        return "moderate"
    if designs & set(CONTROLLED):
        return "low"
    if designs & set(UNCONTROLLED):
        return "very low"
    return "no evidence found"


def rated(studies: Sequence[Study], doubts: Sequence[str], references: Mapping[str, Reference]) -> CertaintyWord:
    """The word after one step down for each doubt; never below "very low" while there is a study.

    A single trial's ceiling (low) already counts that it is small, so "few people" steps only from above.
    """
    top = ceiling(studies, references)
    if top == "no evidence found":
        return top
    steps = sum(1 for doubt in doubts if not (doubt == "few people" and WORDS.index(top) <= WORDS.index("low")))
    return WORDS[max(1, WORDS.index(top) - steps)]
