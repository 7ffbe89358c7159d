"""How hard a text reads: syllables, sentences and the Flesch-Kincaid grade."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sitegen.base.patterns import alternation

WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?|\d[\d,.]*")

# Syllables that the rules below get wrong, in words that this site uses.
SYLLABLES = {
    "being": 2, "area": 3, "areas": 3, "people": 2, "peoples": 2, "create": 2, "created": 3, "idea": 3, "ideas": 3,
    "something": 2, "sometimes": 2, "someone": 2, "somebody": 3, "everyone": 3, "every": 2, "everything": 3,
    "everybody": 4, "evidence": 3, "different": 3, "difference": 3, "medicine": 3, "medicines": 3, "cafeteria": 5,
    "science": 2, "scientific": 4, "quiet": 2, "diet": 2, "client": 2, "clients": 2, "trial": 2, "trials": 2,
    "prior": 2, "giant": 2, "reliable": 4, "via": 2, "doing": 2, "going": 2, "seeing": 2, "real": 1, "really": 2,
    "reaction": 3, "reactions": 3, "reality": 4, "usual": 3, "usually": 4, "unusual": 4, "actual": 3, "actually": 4,
    "gradual": 3, "gradually": 4, "manual": 3, "individual": 5, "visual": 3, "sexual": 3, "casual": 3, "fluid": 2,
    "fluids": 2, "ruin": 2, "suicide": 3, "suicidal": 4, "poem": 2, "lion": 2, "radio": 3, "ratio": 3, "video": 3,
    "videos": 3, "museum": 3, "forehead": 2, "business": 2, "vegetable": 4, "several": 3, "interest": 3,
    "does": 1, "goes": 1, "shoes": 1, "toes": 1, "eyes": 1, "eye": 1, "one": 1, "once": 1, "ones": 1, "none": 1,
    "lie": 1, "lies": 1, "lying": 2, "dying": 2, "tying": 2, "buying": 2, "saying": 2, "staying": 2, "playing": 2,
    "paying": 2, "trying": 2, "drying": 2, "worrying": 3, "carrying": 3, "studying": 3, "copying": 3, "varying": 3,
    "carefully": 3, "careful": 2, "useful": 2, "likely": 2, "rarely": 2, "lately": 2, "widely": 2, "safely": 2,
    "closely": 2, "namely": 2, "surely": 2, "hopeful": 2, "statement": 2, "movement": 2, "placement": 2,
    "placebo": 3, "therefore": 2, "before": 2, "cream": 1, "maybe": 2, "homemade": 2, "wavelength": 2, "shared": 1,
    "unlicensed": 3, "licensed": 2, "licence": 2, "licences": 3, "nerve": 1, "nerves": 1, "needle": 2, "needles": 2,
    "muscle": 2, "muscles": 2, "single": 2, "simple": 2, "little": 2, "possible": 3, "couple": 2, "trouble": 2,
    "naked": 2, "wicked": 2, "hundred": 2, "infected": 3, "needed": 2, "ended": 2, "acne": 2, "recipe": 3,
    "anybody": 4, "anyone": 3, "anywhere": 3, "anything": 3, "nobody": 3, "iodine": 3, "theatre": 3, "our": 1,
    "hour": 1, "hours": 1, "fire": 1, "tired": 1, "require": 2, "required": 2, "cooperate": 4, "coordinate": 4,
    "preexisting": 4, "reopen": 3, "microbe": 2,
    "tongue": 1, "tongues": 1, "experience": 4, "experiences": 5, "experienced": 4,
    "ingredient": 4, "ingredients": 4, "audience": 3,
    "anaemia": 4, "diarrhoea": 4, "hyaluronic": 5, "deoxycholic": 5,
}  # fmt: skip

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


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Syllables of an English word, at least 1; a numeral counts as one, as it is read at a glance."""
    word = re.sub(r"['’](s|re|ve|ll|d|m)$", "", word.lower())
    if word in SYLLABLES:
        return SYLLABLES[word]
    letters = re.sub(r"[^a-zà-ÿ]", "", word)
    if not letters:
        return 1
    count = len(re.findall(r"[aeiouyà-ÿ]+", letters))
    if letters.endswith("e") and not re.search(r"([^aeiouy]le|[aeiouy]e|ee)$", letters):
        count -= 1
    if letters.endswith("es") and not re.search(r"([sxzcg]|sh|ch|[aeiouy]|[^aeiouy]l)es$", letters):
        count -= 1
    if letters.endswith("ed") and not re.search(r"([td]|[aeiouy])ed$", letters):
        count -= 1
    count += len(
        re.findall(
            r"(?<![tscgx])io(?!u)|(?<![tc])ia(?!n$|l$)|(?<=[^tc])ia[nl]$|iu|eo(?!u)|[yaeo]ing|uou|ism$|isms$", letters
        )
    )
    return max(1, count)


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
