"""A number in a sentence agrees with the record that it names, wherever it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.base.problems import Problem, did_you_mean
from sitegen.content import describe
from sitegen.content.models import Group, Model, Number
from sitegen.content.prose.inline import FACT, Token, tokenize
from sitegen.content.typed.entries import Entry, walk
from sitegen.site.citations import tokens
from sitegen.site.site import Site

COUNT = re.compile(r"(?<![\w.,])(?<!to )(?<!% \()\d[\d,]* of \d[\d,]*(?![\w,]*\d)")
"""A count such as ``68 of 100``; a range, and a share of a substance after its percentage, are none."""
NO_PEOPLE = re.compile(
    r" (?:\w+ )?(?:points|grades|parts|days|hours|sessions|trials|studies|cases|pregnancies|samples)\b"
)
"""What follows a number that counts no people: steps of a scale, shares of a thing, times, and other things counted."""
PLAIN_FIELDS = ("title", "summary")
"""Fields that hold no link, because search engines and feeds show them as they are."""
BASES = (100, 1000, 10_000, 100_000)
PARTS = ("others", "difference", "not", "people")
"""What can be named after ``#``: those compared with, how many more or fewer, those who did not, how many in all."""


def unbound(entry: Entry) -> Iterator[Problem]:
    """Counts of people in a page's prose that name no fact, so that nothing would tell when the fact changes."""
    for text in entry.prose:
        if not text.in_body and text.loc[-1] in PLAIN_FIELDS:
            continue
        for block in text.blocks:
            for line in block.all_lines:
                for token in line.tokens:
                    for found in COUNT.finditer(token.text) if token.kind != "fact" else ():
                        if not NO_PEOPLE.match(token.text, found.end()):
                            message = f'"{found[0]}" names no fact.'
                            hint = f"write [{found[0]}](fact:its-id), with the record in content_src/facts/"
                            yield Problem(entry.path, line.line, "unbound-count", message, hint)


def said_otherwise(site: Site, entry: Entry) -> Iterator[Problem]:
    """Bound numbers of a page that its records do not bear out."""
    for token, line in tokens(entry):
        if token.kind == "fact":
            yield from told_of(site, entry.path, line, token)


def said_otherwise_in_record(site: Site, path: str, line: int, record: Model) -> Iterator[Problem]:
    """The same for a record of a data file."""
    for leaf in walk(record):
        for token in tokenize(leaf.value) if leaf.prose else ():
            if token.kind == "fact":
                yield from told_of(site, path, line, token)


def told_of(site: Site, path: str, line: int, token: Token) -> Iterator[Problem]:
    """What is wrong with one bound number."""
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
    # A share that rounds to nobody is said as fewer than one.
    few = [f"fewer than 1 of {base:,}" for n, base in said if count and not n]
    said = [(n, base) for n, base in said if n or not count]
    if of < BASES[0]:
        # Beside the real count of a small group, its share may stand too.
        said.append((describe.rounded(count, of, BASES[0]), BASES[0]))
    return tuple(dict.fromkeys([f"{n:,} of {base:,}" for n, base in said] + few + [f"{n:,}" for n, _ in said]))


def _choice(forms: tuple[str, ...]) -> str:
    return " or ".join(f'"{form}"' for form in forms[:4])
