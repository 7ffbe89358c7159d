"""A fact in words that stay true wherever they are pasted. Pure: one record in, one text out."""

from __future__ import annotations

from datetime import date

from sitegen.content import describe
from sitegen.content.models import Notice, Number, Reference
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


def as_issued(value: str) -> str:
    """``2010-02-06`` as ``6 February 2010``, ``2010-02`` as ``February 2010``; a year as it is; nothing if undated."""
    year, month = (*value.split("-"), "")[:2] if value != "undated" else ("", "")
    if len(value) == len("2010-02-06"):
        return describe.day(date.fromisoformat(value))
    return f"{describe.MONTHS[int(month) - 1]} {year}" if month else year


def news(reference: Reference, notice: Notice) -> str:
    """A notice on a source in one sentence: its title, what was said, and the day as far as it is known."""
    said = describe.first_down(describe.WORDS["notice"][notice.kind])
    return f"{plain_words(reference.title)}: {', '.join(filter(None, (said, as_issued(notice.issued))))}."
