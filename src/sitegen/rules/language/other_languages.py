"""How easy a text reads in another language, by a published formula made for that language, and how long its sentences.

All give about 100 for the easiest text and 0 for the hardest:

* French: Kandel and Moles 1958, 207 - 1.015 x words a sentence - 73.6 x syllables a word.
* Spanish: Szigriszt-Pazos 1993, 206.835 - words a sentence - 62.3 x syllables a word.
* Italian: Gulpease (Lucisano and Piemontese 1988), 89 + 300 x sentences a word - 10 x letters a word.
* Portuguese: Martins and others 1996, 248.835 - 1.015 x words a sentence - 84.6 x syllables a word.

Syllables are those of pyphen, which has the rules of hyphenation of each language. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyphen

from sitegen.base.problems import Problem
from sitegen.content.prose.blocks import parse

LONGEST_SENTENCE = 35
"""Words: what English says in 25 takes a Romance language about a third more."""
ENOUGH = 120
"""Words: a page with fewer has no figure of its own, as a few names decide it."""
WORD = re.compile(r"[^\W\d_]+")
_END = re.compile(r"(?<=[.!?…])[\"”’»)]?\s+(?=[\"“«¿¡(]?\s?[^\W_a-zà-ÿ])")


@dataclass(frozen=True)
class Ease:
    """One formula of words a sentence, syllables a word and letters a word, and the least that passes."""

    name: str
    dictionary: str
    of: Callable[[float, float, float], float]
    least: float


FORMULAS = {
    "fr": Ease("Kandel and Moles", "fr", lambda words, syllables, _: 207 - 1.015 * words - 73.6 * syllables, 60),
    "es": Ease("Szigriszt-Pazos", "es", lambda words, syllables, _: 206.835 - words - 62.3 * syllables, 55),
    "it": Ease("Gulpease", "it_IT", lambda words, _, letters: 89 + 300 / words - 10 * letters, 50),
    "pt": Ease("Martins", "pt_BR", lambda words, syllables, _: 248.835 - 1.015 * words - 84.6 * syllables, 50),
}


def formula_of(language: str) -> Ease | None:
    """The formula of a language; that of Portuguese serves each of its countries. ``None`` where none is known."""
    return FORMULAS.get(language.partition("-")[0])


def sentences_of(text: str) -> list[str]:
    """The sentences that a reader reads, without sources; each point and each cell is at least one."""
    found: list[str] = []
    for block in parse(text):
        plain = [line.plain for line in block.all_lines] if block.kind != "paragraph" else [block.plain]
        found += [part.strip() for line in plain for part in _END.split(line) if part.strip()]
    return found


@lru_cache(maxsize=8)
def _hyphens(dictionary: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=dictionary, left=1, right=1)


@lru_cache(maxsize=50_000)
def syllables(word: str, dictionary: str) -> int:
    """Syllables of a word, at least 1."""
    return len(_hyphens(dictionary).positions(word.lower())) + 1


def ease(sentences: Iterable[str], language: str) -> float | None:
    """The figure of a text; ``None`` where it is too short for one, or the language has no formula."""
    formula = formula_of(language)
    counted = [words for said in sentences if (words := WORD.findall(said))]
    if formula is None or sum(map(len, counted)) < ENOUGH:
        return None
    words = [word for of_sentence in counted for word in of_sentence]
    spoken = sum(syllables(word, formula.dictionary) for word in words)
    letters = sum(map(len, words))
    return formula.of(len(words) / len(counted), spoken / len(words), letters / len(words))


def language_problems(
    path: str, language: str, texts: Sequence[tuple[int, str]], graded: bool = True
) -> Iterator[Problem]:
    """Sentences that are too long, each on its line, and a page that reads too hard. ``texts``: lines and words.

    ``graded``: the texts stand together on a page; records stand apart from each other.
    """
    every: list[str] = []
    for line, text in texts:
        for said in sentences_of(text):
            every.append(said)
            if (count := len(WORD.findall(said))) > LONGEST_SENTENCE:
                what = f"this sentence has {count} words; the limit is {LONGEST_SENTENCE}: {said[:60]}"
                yield Problem(path, line, "translation-sentence", what, "make two sentences of it")
    formula, found = formula_of(language), ease(every, language)
    if graded and formula and found is not None and found < formula.least:
        what = f"this page reads too hard: {found:.0f} by {formula.name}, and {formula.least:.0f} is the least."
        yield Problem(path, 1, "translation-ease", what, "use shorter sentences and words that people say")
