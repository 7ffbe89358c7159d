"""A number in a sentence agrees with the record that it names, wherever it is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sitegen.base.problems import Problem, did_you_mean
from sitegen.content.fact_words import PARTS, allowed, says
from sitegen.content.models import Model
from sitegen.content.prose.blocks import Block
from sitegen.content.prose.inline import FACT, Line, Token, tokenize
from sitegen.content.reading.yaml_tree import Loc
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


def other_source(site: Site, entry: Entry) -> Iterator[Problem]:
    """Bound numbers beside sources of which none is the fact's: another fact with the same number was meant.

    What stands without a source, and what is our own choice, rests on the record alone.
    """
    for text in entry.prose:
        for lines in (unit for block in text.blocks for unit in _units(block)):
            cited = {cite for line in lines for cite in line.cites}
            said = [(line.line, token) for line in lines for token in line.tokens if token.kind == "fact"]
            for number, token in said if cited else ():
                match = FACT.match(token.target)
                fact = site.facts.get(match["id"]) if match else None
                rests_on = getattr(fact, "reference", ())
                if fact and rests_on and not getattr(fact, "chosen", None) and cited.isdisjoint(rests_on):
                    message = f'the fact "{fact.id}" rests on none of the sources here.'
                    hint = f"name the fact that does, or add [^{rests_on[0]}]"
                    yield Problem(entry.path, number, "fact-source", message, hint)


def _units(block: Block) -> Iterator[tuple[Line, ...]]:
    """What has its sources together: a paragraph, a point of a list, a row of a table."""
    yield from block.rows
    yield from [(line,) for line in block.lines] if block.kind in ("list", "steps") else [block.lines]


def said_otherwise(site: Site, entry: Entry) -> Iterator[Problem]:
    """Bound numbers of a page that its records do not bear out."""
    for token, line in tokens(entry):
        if token.kind == "fact":
            yield from told_of(site, entry.path, line, token)


def said_otherwise_in_record(site: Site, path: str, line: Callable[[Loc], int], record: Model) -> Iterator[Problem]:
    """The same for a record of a data file. ``line`` tells that of a field."""
    for leaf in walk(record):
        for token in tokenize(leaf.value) if leaf.prose else ():
            if token.kind == "fact":
                yield from told_of(site, path, line(leaf.loc), token)


def told_of(site: Site, path: str, line: int, token: Token) -> Iterator[Problem]:
    """What is wrong with one bound number."""
    target = FACT.match(token.target)
    assert target is not None
    name, part = target["id"], target["part"] or ""
    fact = site.facts.get(name)
    if fact is None:
        message = f'there is no fact "{name}".'
        yield Problem(path, line, "unknown-fact", message, did_you_mean(name, site.facts))
        return
    if part and part not in PARTS:
        message = f'"{part}" is no part of a fact.'
        yield Problem(path, line, "unknown-fact", message, did_you_mean(part, PARTS))
        return
    forms = allowed(fact, part)
    if not forms:
        message = f'the fact "{name}" has no "{part}": it is compared with nothing, or with a group of another size.'
        yield Problem(path, line, "unknown-fact", message)
    elif not says(forms, token.text):
        message = f'"{token.text}" is not what the fact "{name}" says.'
        yield Problem(path, line, "fact-mismatch", message, f"write {_choice(forms)}, or mend the record")


def _choice(forms: tuple[str, ...]) -> str:
    return " or ".join(f'"{form}"' for form in forms[:4])
