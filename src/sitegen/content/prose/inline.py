"""The words of one line: tokens for bold, links and citations, and the plain words that are left without them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

INLINE = re.compile(
    r"\[\^(?P<cite>[^\[\]\s]+)\]"
    r"|\[(?P<words>[^\[\]]+)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)"
    r"|\[\]\((?P<empty>fact:[^()\s]*)\)"
    r"|\*\*(?P<bold>[^*\s](?:[^*]*[^*\s])?)\*\*"
)

TARGET = re.compile(r"^(?P<item>[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*)(#(?P<anchor>[a-z0-9]+(-[a-z0-9]+)*))?$")

FACT = re.compile(r"^fact:(?P<id>[a-z0-9]+(-[a-z0-9]+)*)(#(?P<part>[a-z]+))?$")
"""The target that binds a number in a sentence to its record: ``[68 of 100](fact:chin-one-grade)``."""

# A backslash as Docs and other programs put it before signs of Markdown. Before a letter, a space or "<" it is text.
ESCAPED = re.compile(r"\\([-.!()\[\]#+*_~`>|=&,:;'\"?$%^/@{}]|<(?=\w))")

# A host and a path, and nothing that could end a link, hide another host before an @, or need escaping.
OUTSIDE = re.compile(r"https://[A-Za-z0-9.-]+(:\d+)?([/?#][^\s\"'<>()\[\]\\^`{|}]*)?")


@dataclass(frozen=True)
class Token:
    """One inline piece: text, bold, link (with ``target``), cite (``text`` is the source's id) or fact.

    A fact is a number as the sentence has it; its ``target`` names the record that it must agree with. It is written
    as its words: readers see no link.
    """

    kind: Literal["text", "bold", "link", "cite", "fact"]
    text: str
    target: str = ""


@dataclass(frozen=True)
class Line:
    """One sentence-like run of inline text, and the line of the file on which it begins."""

    line: int
    tokens: tuple[Token, ...]

    @cached_property
    def plain(self) -> str:
        """What a reader reads: no citations, links as their words."""
        return " ".join("".join(token.text for token in self.tokens if token.kind != "cite").split())

    @property
    def cites(self) -> tuple[str, ...]:
        return tuple(token.text for token in self.tokens if token.kind == "cite")


def tokenize(text: str) -> tuple[Token, ...]:
    """Inline text as tokens; whatever is not a citation, link or bold stays text."""
    tokens: list[Token] = []
    at = 0
    for match in INLINE.finditer(text):
        if match.start() > at:
            tokens.append(Token("text", text[at : match.start()]))
        if match["cite"]:
            tokens.append(Token("cite", match["cite"]))
        elif match["words"] and FACT.match(match["target"]):
            tokens.append(Token("fact", match["words"], match["target"]))
        elif match["words"]:
            tokens.append(Token("link", match["words"], _without_brackets(match["target"])))
        elif match["empty"]:
            # A page's are filled where it is read; this one names a fact that is not there.
            tokens.append(Token("fact", "", match["empty"]))
        else:
            tokens.append(Token("bold", match["bold"]))
        at = match.end()
    if at < len(text):
        tokens.append(Token("text", text[at:]))
    return tuple(tokens)


def _without_brackets(target: str) -> str:
    """An address whose round brackets cannot end a link: publishers have them (``S0735-6757(21)00041-3``)."""
    return target.replace("(", "%28").replace(")", "%29") if target.startswith("https://") else target


def plain_words(text: str) -> str:
    """Inline text as a reader reads it: no citations, links as their words."""
    return Line(0, tokenize(text)).plain


def to_markdown(line: Line, write: Callable[[Token], str]) -> str:
    """One line of inline text as Markdown; ``write`` turns each token into text."""
    return re.sub(r"\s+", " ", "".join(write(token) for token in line.tokens)).strip()
