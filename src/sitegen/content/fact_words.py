"""A fact in words that stay true wherever they are pasted. Pure: one record in, one text out."""

from __future__ import annotations

from sitegen.content import describe
from sitegen.content.models import Group, Number, Reference
from sitegen.content.prose.inline import plain_words

BASES = (100, 1000, 10_000, 100_000)
PARTS = ("others", "difference", "not", "people")
"""What can be named after ``#``: those compared with, how many more or fewer, those who did not, how many in all."""


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


def allowed(number: Number, part: str = "") -> tuple[str, ...]:
    """The forms in which a sentence may say a number, the full one first: ``68 of 100``, ``68``.

    A share may be said to a smaller base, rounded, so that one sentence has one base: 39 of 1,000 is 4 of 100.
    Empty where the record has no such part.
    """
    mine, other = number.with_, number.compared_with
    if part in ("", "not"):
        return _counts(mine, part == "not")
    if part == "people":
        return (f"{mine.people or mine.of:,}",)
    if other is None:
        return ()
    if part == "others":
        return _counts(other, False)
    if mine.of != other.of:
        return ()
    return _forms(abs(mine.count - other.count), mine.of)


def said_for(number: Number) -> dict[str, str]:
    """What the builder writes where a sentence leaves it to it, ``[](fact:id#part)``: the full form of each part."""
    forms = {f"{number.id}{f'#{part}' if part else ''}": allowed(number, part) for part in ("", *PARTS)}
    return {target: found[0] for target, found in forms.items() if found}


def _counts(group: Group, without: bool) -> tuple[str, ...]:
    found = list(_forms(group.of - group.count if without else group.count, group.of))
    if group.counted is not None and group.people is not None:
        found += _forms(group.people - group.counted if without else group.counted, group.people)
    return tuple(dict.fromkeys(found))


def _forms(count: int, of: int) -> tuple[str, ...]:
    said = [(count, of)]
    said += [(describe.rounded(count, of, base), base) for base in BASES if base < of and of in BASES]
    # A share that rounds to nobody is said as fewer than one.
    few = [f"fewer than 1 of {base:,}" for n, base in said if count and not n]
    said = [(n, base) for n, base in said if n or not count]
    if of < BASES[0]:
        # Beside the real count of a small group, its share may stand too.
        said.append((describe.rounded(count, of, BASES[0]), BASES[0]))
    return tuple(dict.fromkeys([f"{n:,} of {base:,}" for n, base in said] + few + [f"{n:,}" for n, _ in said]))
