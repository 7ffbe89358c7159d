"""A statement or a number of people has a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.base.problems import Problem
from sitegen.content.prose.blocks import Block
from sitegen.content.prose.inline import TARGET
from sitegen.content.typed.entries import Entry, ProseText

NO_CITATION_NEEDED = re.compile(
    r"\b(not known|nobody knows|no study|no studies|no measurement|not measured|not found|our view|"
    r"found no|no figures?|not counted|no trials?|no case|no evidence|not been counted)\b",
    re.I,
)
NUMBER_OF_PEOPLE = re.compile(r"\b\d[\d,]* (?:out )?of (?:every |the |these |those )?\d[\d,]*\b|\b1 in (?:every )?\d")

_SENDS = "read|see|ask|call|look|learn|find|talk|tell|give|check|compare|do not"
_SENDS_ON = re.compile(
    rf"^(?:(?:if|when|for|before|after)\b.*?, )?(?:{_SENDS})\b|[:;] (?:{_SENDS})\b"
    r"|^the (?:full |whole )?list is in |\bwe do not know\b",
    re.I,
)


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
                    message = f'this part of "{text.heading}" makes a statement and has no source.'
                    hint = "put [^source] after the sentence it supports, or say what is not known"
                    if any(token.kind == "link" for line in block.all_lines for token in line.tokens):
                        hint += "; a link is no source, but in a sentence that sends the reader on: read about ..."
                    yield Problem(entry.path, block.line, "uncited-claim", message, hint)
            lead = block


def _leads_on(block: Block, text: ProseText) -> bool:
    """Whether a paragraph only leads into a list that follows and is cited there, or to another page of the guide.

    A link is no source, and one to another site never stands for one: each sentence has to send the reader on, as
    what it says is told and cited there, or to say what to do or what is not known.
    """
    if block.plain.endswith(":"):
        following = text.blocks[text.blocks.index(block) + 1 :][:1]
        if following and following[0].cites:
            return True
    return _has_link(block) and all(_SENDS_ON.search(said) for _, said in block.sentences)


def _has_link(block: Block) -> bool:
    """Whether a page of the guide is linked, and none of another site."""
    targets = [token.target for line in block.all_lines for token in line.tokens if token.kind == "link"]
    return bool(targets) and all(TARGET.match(target) for target in targets)
