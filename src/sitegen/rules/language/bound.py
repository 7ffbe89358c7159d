"""A number in a sentence agrees with the record that it names, wherever it is said."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.base.problems import Problem, did_you_mean
from sitegen.content import describe
from sitegen.content.models import Group, Model, Number
from sitegen.content.prose.inline import FACT, Token, tokenize
from sitegen.content.typed.entries import Entry, walk
from sitegen.site.citations import tokens
from sitegen.site.site import Site

BASES = (100, 1000, 10_000, 100_000)
PARTS = ("others", "difference", "not", "people")
"""What can be named after ``#``: those compared with, how many more or fewer, those who did not, how many in all."""


def said_otherwise(site: Site, entry: Entry) -> Iterator[Problem]:
    """Bound numbers of a page that its records do not bear out."""
    for token, line in tokens(entry):
        if token.kind == "fact":
            yield from _problems(site, entry.path, line, token)


def said_otherwise_in_record(site: Site, path: str, line: int, record: Model) -> Iterator[Problem]:
    """The same for a record of a data file."""
    for leaf in walk(record):
        for token in tokenize(leaf.value) if leaf.prose else ():
            if token.kind == "fact":
                yield from _problems(site, path, line, token)


def _problems(site: Site, path: str, line: int, token: Token) -> Iterator[Problem]:
    target = FACT.match(token.target)
    assert target is not None
    name, part = target["id"], target["part"] or ""
    number = site.numbers.get(name)
    if number is None:
        message = f'there is no fact "{name}".'
        yield Problem(path, line, "unknown-fact", message, did_you_mean(name, site.numbers))
        return
    if part and part not in PARTS:
        message = f'"{part}" is no part of a number.'
        yield Problem(path, line, "unknown-fact", message, did_you_mean(part, PARTS))
        return
    forms = allowed(number, part)
    if not forms:
        message = f'the number "{name}" has no "{part}": it is compared with nothing, or with a group of another size.'
        yield Problem(path, line, "unknown-fact", message)
    elif token.text not in forms:
        message = f'"{token.text}" is not what the number "{name}" says.'
        yield Problem(path, line, "fact-mismatch", message, f"write {_choice(forms)}, or mend the record")


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


def _counts(group: Group, without: bool) -> tuple[str, ...]:
    found = list(_forms(group.of - group.count if without else group.count, group.of))
    if group.counted is not None and group.people is not None:
        found += _forms(group.people - group.counted if without else group.counted, group.people)
    return tuple(dict.fromkeys(found))


def _forms(count: int, of: int) -> tuple[str, ...]:
    said = [(count, of)]
    said += [(describe.rounded(count, of, base), base) for base in BASES if base < of and of in BASES]
    # A share that rounds to nobody is not said to that base.
    said = [(n, base) for n, base in said if n or not count]
    return tuple(dict.fromkeys([f"{n:,} of {base:,}" for n, base in said] + [f"{n:,}" for n, _ in said]))


def _choice(forms: tuple[str, ...]) -> str:
    return " or ".join(f'"{form}"' for form in forms[:4])
