"""A statement or a number of people has a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.base.problems import Problem
from sitegen.content.prose.blocks import Block
from sitegen.content.typed.entries import Entry, ProseText

NO_CITATION_NEEDED = re.compile(
    r"\b(not known|nobody knows|no study|no studies|no measurement|not measured|not found|our view|"
    r"found no|no figures?|not counted|no trials?|no case|no evidence|not been counted)\b",
    re.I,
)
NUMBER_OF_PEOPLE = re.compile(r"\b\d[\d,]* (?:out )?of (?:every |the |these |those )?\d[\d,]*\b|\b1 in (?:every )?\d")


def uncited_claims(entry: Entry) -> Iterator[Problem]:
    """Paragraphs and lists in sections that make claims, and numbers of people anywhere, are cited."""
    for text in entry.prose:
        if not text.in_body:
            continue
        lead: Block | None = None
        for block in text.blocks:
            cited = bool(block.cites) or (
                block.kind in ("list", "steps", "table") and lead is not None and bool(lead.cites)
            )
            if block.kind != "subheading" and not cited:
                if NUMBER_OF_PEOPLE.search(block.plain):
                    yield Problem(
                        entry.path,
                        block.line,
                        "uncited-number",
                        "this paragraph has a number of people and no source.",
                        "put [^source] after it",
                    )
                elif (
                    text.claim
                    and not block.cards
                    and not NO_CITATION_NEEDED.search(block.plain)
                    and not _leads_on(block, text)
                ):
                    yield Problem(
                        entry.path,
                        block.line,
                        "uncited-claim",
                        f'this part of "{text.heading}" makes a statement and has no source.',
                        "put [^source] after the sentence it supports, or say what is not known",
                    )
            lead = block


def _leads_on(block: Block, text: ProseText) -> bool:
    """Whether a paragraph only leads into a list that follows and is cited there, or points to another page."""
    if block.plain.endswith(":"):
        following = text.blocks[text.blocks.index(block) + 1 :][:1]
        if following and following[0].cites:
            return True
    return any(token.kind == "link" for line in block.lines for token in line.tokens)
