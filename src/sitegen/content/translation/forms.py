"""Which form of a fact a translated sentence says: the one that the English says in the same place, or the full one.

``[4 of 100](fact:id)`` and ``[39 of 1,000](fact:id)`` are forms of one fact, as are a day and its month. What English
says as a bare number, ``[16](fact:id)``, is said in full: another order of words may put it before its base.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from sitegen.content.describe import ENGLISH, Words
from sitegen.content.fact_words import allowed, in_words
from sitegen.content.models import FactRecord, Law, NothingFound
from sitegen.content.reading.named_facts import EMPTY

_BOUND = re.compile(r"\[(?P<said>[^\[\]]*)\]\(fact:(?P<target>[^()\s]*)\)")
_DIGIT = re.compile(r"\D")
_LETTER = re.compile(r"[^\W\d_]|%")


def filled(said: str, english: str, facts: Mapping[str, FactRecord], words: Words) -> str:
    """Translated words with each open place of a fact filled. ``english`` is the text as its file has it."""
    forms: dict[str, list[str]] = defaultdict(list)
    for match in _BOUND.finditer(english):
        forms[match["target"]].append(match["said"])

    def put(match: re.Match[str]) -> str:
        target = match["target"]
        left = forms.get(target, [])
        return f"[{said_like(target, left.pop(0) if left else '', facts, words)}](fact:{target})"

    return EMPTY.sub(put, said)


def said_like(target: str, english: str, facts: Mapping[str, FactRecord], words: Words) -> str:
    """A fact in the form of a language that is like the form that the English has; nothing where there is no fact."""
    name, _, part = target.partition("#")
    if name not in facts:
        return ""
    known = allowed(facts[name], part, words)
    digits = _DIGIT.sub("", _in_digits(english, allowed(facts[name], part, ENGLISH)))
    # A year alone is a whole date; any other number alone has lost its unit or its base.
    dated = isinstance(facts[name], Law | NothingFound)
    like = [f for f in known if digits and _DIGIT.sub("", f) == digits and (dated or _LETTER.search(f))]
    # "2026" is a year, and "May 2026" a month, with the same digits.
    lettered = bool(_LETTER.search(english))
    alike = (form for form in like if bool(_LETTER.search(form)) == lettered)
    return next(alike, (like or known or ("",))[0])


def _in_digits(english: str, forms: tuple[str, ...]) -> str:
    """The form of a fact with its numbers in digits: ``two weeks`` as ``2 weeks``."""
    return next((form for form in forms if in_words(form).lower() == english.lower()), english)
