"""How hard a text reads: syllables, sentences and the Flesch-Kincaid grade."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import syllapy

from sitegen.base.patterns import alternation

WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?|\d[\d,.]*")

QUOTED = re.compile(r"[\"“][^\"”“]*[\"”]")


@dataclass(frozen=True)
class Reading:
    """What was counted on a page: sentences, words, syllables; and the grade that follows."""

    sentences: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        """Flesch-Kincaid grade (Kincaid and others 1975), 0.0 for no text."""
        if not self.sentences or not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    def __add__(self, other: Reading) -> Reading:
        return Reading(self.sentences + other.sentences, self.words + other.words, self.syllables + other.syllables)


IN_S_OR_ED = re.compile(r"(?<![suia])s$|(?<!e)ed$")
SAID_APART = re.compile(r"(?:[cgsxz]|[cs]h)es$|[dt]ed$")
"""The endings that are a syllable of their own."""


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Syllables of an English word, at least 1; a numeral counts as one, as it is read at a glance.

    SyllaPy counts them. Of words in -s and -ed it knows only some, so the others are asked for without the last letter.
    """
    word = re.sub(r"['’](s|re|ve|ll|d|m)$", "", word.lower())
    if word in syllapy.WORD_DICT or not IN_S_OR_ED.search(word):
        return max(1, int(syllapy.count(word)))
    return max(1, int(syllapy.count(word[:-1]))) + bool(SAID_APART.search(word))


def without(text: str, names: re.Pattern[str] | None) -> str:
    """The text without the names that are left out of the reading grade."""
    return names.sub(" ", text) if names else text


def names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for all names that are left out, longest first; plural s allowed. PEP in capitals is no pep."""
    every = {name for name in names if name}
    short = {name for name in every if name.isupper()}
    exact = alternation(short)
    found = "|".join(filter(None, (alternation({name.lower() for name in every - short}), exact and f"(?-i:{exact})")))
    return re.compile(rf"(?<![\w-])(?:{found})s?(?![\w-])", re.I) if found else None


def reading(texts: Iterable[str], names: re.Pattern[str] | None = None) -> Reading:
    """Counts over sentences, for the reading grade. A sentence left without words does not count."""
    # All sentences at once, a line each: one pass of the pattern of names is much faster than thousands.
    counted = [WORD.findall(line) for line in without("\n".join(texts), names).split("\n")]
    counted = [words for words in counted if words]
    return Reading(len(counted), sum(map(len, counted)), sum(syllables(word) for words in counted for word in words))
