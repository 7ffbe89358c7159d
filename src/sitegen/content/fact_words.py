"""A fact in words that stay true wherever they are pasted. Pure: one record in, one text out."""

from __future__ import annotations

from sitegen.content import describe
from sitegen.content.models import Number, Reference
from sitegen.content.prose.inline import plain_words


def sentence(number: Number) -> str:
    """A fact as one sentence that stays true when it is cut out: what, of how many, against what, in whom and when."""
    outcome, treated = describe.first_up(plain_words(number.outcome)), plain_words(number.with_.what)
    said = f"{outcome}: {describe.whole(number.with_)} with {treated}"
    if number.compared_with:
        said += f", and {describe.whole(number.compared_with)} with {plain_words(number.compared_with.what)}"
    return f"{said}; counted in {plain_words(number.who)}; when: {plain_words(number.by)}."


def source(reference: Reference) -> str:
    """A source in a few words: its first author or body, and its year."""
    year = (reference.issued or "undated")[:4] if reference.issued != "undated" else "undated"
    return f"{describe.names(reference.author, 1) or reference.title}, {year}"
