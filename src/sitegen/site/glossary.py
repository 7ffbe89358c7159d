"""Which words of a text the glossary explains. Pure: terms and a text in, marks out.

A wrong meaning beside a word is worse than none ("hives" was once explained as HIV), so only whole words
that an editor wrote are found, in the letters in which they were written:

* A capital that is written is required: "HIV" is not "hiv", "Crohn" is not "crohn". A word in lower case may have a
  capital first letter, as at the start of a sentence, and no other: "lips" is not "LIPS", "aids" is not "AIDS".
* Of a form only the regular plural is found besides (:func:`plural`), and only where it is the same word. A form that
  is written in ``terms.yml`` comes before a plural that is made.
* A word ends where a reader sees its end: not at a hyphen ("non-sterile", "placebo-like"), not at an apostrophe within
  a word ("can't"), not at a full stop within an address ("stroke.org"). A possessive 's does not change the word.
* Where a word means another thing, its term says so: in a phrase (``not_in``), or on a whole page (``not_on``).

Every pair of words and term on the real pages stands in ``tests/data/glossary-pairs.txt``, read by eye.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.base.patterns import alternation
from sitegen.content.models import Term

# Hyphens of every kind (the soft and the unbreakable ones too), and an en dash without spaces, join words to one.
_JOINS = "\\-\u00ad\u2010\u2011\u2013"
BEFORE = rf"(?<![\w{_JOINS}@])(?<!\w['’.])"
AFTER_AN_ARTICLE = rf"(?<![\w{_JOINS}@])(?<!\w\.)"
"""In languages that run an article into its word, "l’acide", the word begins after the apostrophe."""
AFTER = rf"(?![\w{_JOINS}@])(?!['’](?!s(?!\w))\w)(?!\.\w)"

# Of the words in -ic only these nouns have a plural that is surely the same word: "pharmacokinetics", "cosmetics" and
# "ethics" are not several of one thing.
NOUNS_IN_IC = ("anaesthetic", "anesthetic", "analgesic", "antibiotic", "antiseptic", "clinic", "diuretic")
# What looks like the plural of a word, and is mostly read as another word.
OTHER_WORDS = frozenset(
    """
    afterwards aids airs ashes belongings besides blues briefs customs does dues earnings fits glasses goods guts hives
    leaves lens lives looks lots manners means measles minutes mumps needs news objectives odds others pants
    perspectives piles pins premises proceedings provisions rabies relatives remains retrospectives rickets runs savings
    series shakes shingles shorts sometimes species spectacles spirits surroundings teens tens thanks tights towards
    tropics trots trousers vitals winnings works
    """.split()
)


@dataclass(frozen=True)
class Mark:
    """A word of a text, from ``start`` to ``end``, and the term that explains it."""

    start: int
    end: int
    term: Term


def plural(form: str) -> str | None:
    """The regular plural of a word (of the last of several), or ``None`` where none is sure to be the same word.

    A word that ends in s is mostly a plural already ("hives", "series") or has a plural of its own ("sepsis").
    """
    last = re.search(r"[^\W\d_]{2,}$", form)
    if not last:
        return None
    word = last[0]
    if word[1:] != word[1:].lower():
        return None if word[-1] in "Ss" else f"{form}s"
    if len(form) < 3 or (word.endswith("s") and not word.endswith(("ss", "us", "as"))):
        return None
    if word.endswith("ic") and not word.endswith(NOUNS_IN_IC):
        return None
    if re.search(r"[^aeiou]y$", word):
        made = f"{form[:-1]}ies"
    elif re.search(r"(s|x|z|ch|sh)$", word):
        made = f"{form}es"
    else:
        made = f"{form}s"
    return None if made.rpartition(" ")[2].rpartition("-")[2].lower() in OTHER_WORDS else made


def singulars(word: str) -> frozenset[str]:
    """The words whose regular plural this is; no ending is cut that such a word would not have got."""
    cut = {word[:-1], word[:-2], f"{word[:-3]}y"}
    return frozenset(one for one in cut if one and plural(one) == word)


def spellings(form: str) -> tuple[str, ...]:
    """A form as it is written, and, where its first word has no capital, as it begins a sentence."""
    first = re.match(r"\w*", form)
    if first and first[0] == first[0].lower() != first[0].capitalize():
        return (form, form[0].upper() + form[1:])
    return (form,)


class TermFinder:
    """Finds the glossary's medical words in a text, the longest first."""

    def __init__(self, terms: Iterable[Term], before: str = BEFORE) -> None:
        """``before`` is what may stand before a word: that of English, or :data:`AFTER_AN_ARTICLE`."""
        known = tuple(terms)
        self._by_form = _forms(known)
        self._pattern = _whole_words(self._by_form, before)
        self._phrases = {
            term.id: pattern
            for term in known
            if (pattern := _whole_words({word for phrase in term.not_in for word in spellings(phrase)}))
        }
        self._subjects: dict[str, frozenset[str]] = {}
        for term in known:
            if term.see:
                self._subjects[term.see] = self._subjects.get(term.see, frozenset()) | {term.id}

    def marks(self, text: str, page: str = "") -> Iterator[Mark]:
        """The words of a text that the glossary explains, on the page with this id."""
        phrases: dict[str, list[tuple[int, int]]] = {}
        for match in self._pattern.finditer(text) if self._pattern else ():
            term = self._by_form[match[0]]
            if page in term.not_on:
                continue
            if term.id in self._phrases and term.id not in phrases:
                phrases[term.id] = [phrase.span() for phrase in self._phrases[term.id].finditer(text)]
            if not any(start <= match.start() and match.end() <= end for start, end in phrases.get(term.id, ())):
                yield Mark(match.start(), match.end(), term)

    def subjects(self, title: str, page: str) -> frozenset[str]:
        """The ids of the terms that a page itself explains: those of its title, and those that lead there (``see``)."""
        return self._subjects.get(page, frozenset()) | {mark.term.id for mark in self.marks(title)}


def idle_phrases(term: Term) -> list[str]:
    """The phrases of ``not_in`` that change nothing, because the word itself is not in them."""
    if not term.not_in:
        return []
    finder = TermFinder([term.model_copy(update={"not_in": ()})])
    return [phrase for phrase in term.not_in if not any(finder.marks(phrase))]


def _forms(terms: Iterable[Term]) -> Mapping[str, Term]:
    """Everything that is found, letter by letter. What an editor wrote comes before a plural that is made."""
    found: dict[str, Term] = {}
    made: dict[str, Term] = {}
    for term in terms:
        for form in term.medical:
            found |= dict.fromkeys(spellings(form), term)
            if several := plural(form):
                made |= dict.fromkeys(spellings(several), term)
    return made | found


def _whole_words(words: Iterable[str], before: str = BEFORE) -> re.Pattern[str] | None:
    """A pattern for these words where they stand whole."""
    found = alternation(words)
    return re.compile(f"{before}(?:{found}){AFTER}") if found else None
