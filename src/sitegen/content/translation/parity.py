"""What a translated text must have in common with its English: every number, fact, source, link, card and point.

A translated sentence writes no number of its own: a number that has a record stands as ``[](fact:id)``, and one that
has none (an age, a step, a grade of a scale) is the same as in the English.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from sitegen.content.prose.blocks import Block, parse
from sitegen.content.prose.inline import Token

_NUMBER = re.compile(r"\d+(?:[.,]\d+|[\u00a0\u202f ]\d{3}(?!\d))*")
_SIGN = re.compile(r"[., \u00a0\u202f]")


def differences(english: str, said: str) -> Iterator[str]:
    """What a translation has besides or instead of what its English has, each in plain words."""
    before, after = parse(english), parse(said)
    for name, kind in (("number of a fact", "fact"), ("source", "cite"), ("link", "link")):
        yield from _besides(name, _targets(before, kind), _targets(after, kind))
    yield from _besides("number", _numbers(before), _numbers(after))
    for block in after:
        for line in block.all_lines:
            if any(token.kind == "fact" and token.text for token in line.tokens):
                yield "a number of a fact is left open, []( ): its words come from the record"
    if [(b.kind, b.name, _size(b)) for b in before] != [(b.kind, b.name, _size(b)) for b in after]:
        yield f"it has {_shape(after)}, and the English has {_shape(before)}"


def _targets(blocks: Iterable[Block], kind: str) -> Counter[str]:
    return Counter(_named(token) for token in _tokens(blocks) if token.kind == kind)


def _named(token: Token) -> str:
    return token.text if token.kind == "cite" else token.target.removeprefix("fact:")


def _tokens(blocks: Iterable[Block]) -> Iterator[Token]:
    return (token for block in blocks for line in block.all_lines for token in line.tokens)


def _numbers(blocks: Iterable[Block]) -> Counter[str]:
    """The numbers that stand in words, without the signs between their digits, which differ by language."""
    words = " ".join(token.text for token in _tokens(blocks) if token.kind in ("text", "bold", "link"))
    return Counter(_SIGN.sub("", number) for number in _NUMBER.findall(words))


def _besides(name: str, before: Counter[str], after: Counter[str]) -> Iterator[str]:
    missing, more = before - after, after - before
    if missing:
        yield f"a {name} of the English is missing: {', '.join(sorted(missing.elements()))}"
    if more:
        yield f"a {name} stands in it that the English has not: {', '.join(sorted(more.elements()))}"


def _size(block: Block) -> int:
    """How many points or rows; how many sentences or lines a paragraph has is the language's own business."""
    return len(block.rows) if block.kind == "table" else len(block.lines) if block.kind in ("list", "steps") else 1


def _shape(blocks: Iterable[Block]) -> str:
    said = [f"{block.kind} of {_size(block)}" if _size(block) > 1 else block.kind for block in blocks]
    return ", ".join(said) or "nothing"
