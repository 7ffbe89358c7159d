"""What an item or a record cites and links to, with the line of each."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.content.models import Model
from sitegen.content.prose.inline import FACT, TARGET, Token, tokenize
from sitegen.content.reading.named_facts import in_fact
from sitegen.content.typed.entries import Entry, walk


def citations(entry: Entry, of_facts: bool = True) -> Iterator[tuple[str, int]]:
    """Every reference that an item cites, in prose or in a field, with its line.

    ``of_facts``: also those that only the facts cite which the item names.
    """
    for text in (*entry.prose, *(entry.fact_prose if of_facts else ())):
        for block in text.blocks:
            for line in block.all_lines:
                for cite in line.cites:
                    yield cite, line.line
    for leaf in entry.leaves:
        if any(link.kind == "reference" for link in leaf.links) and (of_facts or not in_fact(leaf.loc)):
            yield leaf.value, entry.line(leaf.loc)


def said_facts(entry: Entry) -> Iterator[str]:
    """The facts that an item's sentences name."""
    for token, _ in tokens(entry):
        if token.kind == "fact" and (match := FACT.match(token.target)):
            yield match["id"]


def links(entry: Entry) -> Iterator[tuple[str, str, int]]:
    """Every internal link in an item's prose: target id, anchor (or empty), line."""
    for token, line in tokens(entry):
        match = TARGET.match(token.target) if token.kind == "link" else None
        if match:
            yield match["item"], match["anchor"] or "", line


def tokens(entry: Entry) -> Iterator[tuple[Token, int]]:
    """Every inline piece of an item's prose, with its line."""
    for text in entry.prose:
        for block in text.blocks:
            for line in block.all_lines:
                for token in line.tokens:
                    yield token, line.line


def cited_in(record: Model) -> Iterator[str]:
    """Every reference that a record cites, in prose or in a field."""
    for leaf in walk(record):
        if any(marker.kind == "reference" for marker in leaf.links):
            yield leaf.value
        yield from (token.text for token in tokenize(leaf.value) if token.kind == "cite") if leaf.prose else ()
