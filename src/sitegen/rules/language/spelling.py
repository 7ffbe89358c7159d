"""Words that no dictionary knows: neither the English one nor the medical ones of this guide.

The English dictionary is pyspellchecker's, which needs no network. It writes as in America, so British spellings
stand in ``content_src/words.txt`` with names and medical words that the glossary does not explain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from spellchecker import SpellChecker

from sitegen.content.typed.entries import Entry
from sitegen.site.glossary import singulars

WORD = re.compile(r"[A-Za-zÀ-ÿ][a-zà-ÿ]+(?:['’][a-z]+)?")
ADDRESS = re.compile(r"\b\w+(?:[._]\w+)+\b|\S*/\S*")
WORDS_FILE = "words.txt"


@cache
def dictionary() -> SpellChecker:
    """The English dictionary; reading it takes about half a second."""
    return SpellChecker(language="en", distance=1)


def read_words(text: str) -> frozenset[str]:
    """The guide's own words, one a line, in lower case; a line that begins with # is a remark."""
    return frozenset(line.strip().lower() for line in text.splitlines() if line.strip() and line[0] != "#")


def misspelt(entry: Entry, known: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """Each unknown word of an item: its line, the word, and the nearest known word or an empty text."""
    for text in entry.prose:
        for block in text.blocks:
            for line, sentence in block.sentences:
                for word in _unknown(WORD.findall(ADDRESS.sub(" ", sentence)), known):
                    yield line, word, nearest(word.lower())


@cache
def nearest(word: str) -> str:
    """The known word that is one slip away, or an empty text."""
    found = dictionary().correction(word)
    return found if found and found != word else ""


def _unknown(words: Iterable[str], known: frozenset[str]) -> Iterator[str]:
    for word in words:
        low = word.lower().replace("’", "'").removesuffix("'s")
        if low not in known and known.isdisjoint(singulars(low)) and dictionary().unknown([low]):
            yield word
