"""A use and its comparison, as their templates see them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import get_args

from markupsafe import Markup

from sitegen.content import describe
from sitegen.content.describe import ENGLISH, Words
from sitegen.content.models import (
    CompareItem,
    Matter,
    Number,
    Option,
    TypeItem,
    Verdict,
)
from sitegen.content.models.choices import CertaintyWord, Row
from sitegen.content.prose.inline import FACT, Line, tokenize
from sitegen.content.typed.entries import Entry, ProseText
from sitegen.pages.derived.say_back import Asked, say_back
from sitegen.pages.view import PageView
from sitegen.site.care import by_sign
from sitegen.site.fact_box import ShortBox, ShortRow, harm_lines, short_box

FIRST_SENTENCE = re.compile(r"(?P<sentence>.+?[.!?][\"”’')]?(?:\s*\[\^[^\]]*\])*)\s+(?=[\"“‘'(\[]?[A-Z0-9])", re.S)
NEXT_SOURCES = re.compile(r"\[\^[^\]]*\](?:\s*\[\^[^\]]*\])*")

FEW = 2
"""So many different answers to one question are said in a line each, whatever the number of choices."""


@dataclass(frozen=True)
class ChoiceRow:
    """One question to all choices. ``alike``: the few answers that all of them share; empty where each has its own."""

    name: str
    alike: Sequence[tuple[str, Sequence[Option]]] = ()


def _alike(row: str, options: Sequence[Option], texts: Sequence[str]) -> list[tuple[str, list[Option]]]:
    if row in ("how", "works", "numbers") or len(options) <= FEW or len(set(texts)) > FEW:
        return []
    shared = {text: [o for o, said in zip(options, texts, strict=True) if said == text] for text in texts}
    # "All other choices" stands behind those that it is other than.
    return sorted(shared.items(), key=lambda answer: len(answer[1]))


def choice_rows(options: Sequence[Option]) -> list[ChoiceRow]:
    """The questions that the choices answer, in one order; what no choice has is no row.

    Where all of them share a few answers, these are said once and not in every column.
    """
    given = {row: [getattr(option, row.replace("-", "_")) for option in options] for row in get_args(Row)}
    return [ChoiceRow(row, _alike(row, options, texts)) for row, texts in given.items() if any(texts)]


def long_ones(options: Sequence[Option]) -> set[str]:
    """The choices of which more is said than of others: their columns are wider, so that no row is too tall."""
    words = {o.id: len(f"{o.how} {o.works} {o.why} {o.harms} {o.licence}".split()) for o in options}
    return {name for name, count in words.items() if count * len(words) > sum(words.values())}


def answers(matter: Matter, options: Sequence[Option], words: Words = ENGLISH) -> list[tuple[str, list[Option]]]:
    """How each choice meets a wish: in the editor's words, or by the records where it is how well it works.

    An answer that holds for half of many choices or more has no names: it holds for all others.
    """
    found: dict[str, list[Option]] = {}
    for answer in matter.answers:
        found[answer.words] = [option for option in options if option.id in answer.choices]
    for option in options if not found else ():
        found.setdefault(describe.which_way(option.certainty, option.direction, words), []).append(option)
    most = max((len(those) for those in found.values()), default=0)
    largest = [said for said, those in found.items() if len(those) == most > FEW and 2 * most >= len(options)]
    others = [(said, list[Option]()) for said in largest[-1:]]
    return [(said, those) for said, those in found.items() if said not in largest[-1:]] + others


class UseView(PageView):
    """The page of a use, or the page that compares its choices."""

    @property
    def option_groups(self) -> list[tuple[str, list[Option]]]:
        """The choices by the kind of problem that they are for, in the order in which the kinds first come."""
        parts = dict.fromkeys(option.part or "" for option in self.options)
        return [(part, [o for o in self.options if (o.part or "") == part]) for part in parts]

    def first(self, text: str) -> Markup:
        """The first sentence of a text with its source: enough to choose what to read in full.

        A source that stands only after a later sentence goes with the first too: that of a fact which it names, else
        the next one.
        """
        end = FIRST_SENTENCE.match(text)
        sentence = end["sentence"] if end else text
        said = tokenize(sentence)
        if end is None or any(token.kind == "cite" for token in said):
            return self.md(sentence)
        facts = [self.site.facts[match["id"]] for token in said if (match := FACT.match(token.target))]
        named = [reference for fact in facts for reference in fact.reference]
        cited = Line(0, tokenize(text)).cites
        following = NEXT_SOURCES.search(text, end.end())
        next_ones = Line(0, tokenize(following[0])).cites if following else ()
        return self.md(sentence) + self.cite([ref for ref in cited if ref in named] or next_ones)

    def folded_parts(self, anchor: str) -> tuple[ProseText, list[ProseText]]:
        """A section up to its first subheading, and what stands under each subheading, which opens on a tap."""
        text = self.section(anchor)
        starts = [at for at, block in enumerate(text.blocks) if block.kind == "subheading"]
        ends = [*starts[1:], len(text.blocks)]
        parts = [
            replace(text, blocks=text.blocks[start + 1 : end], heading=text.blocks[start].plain)
            for start, end in zip(starts, ends, strict=bool(starts))
        ]
        return replace(text, blocks=text.blocks[: starts[0]] if starts else text.blocks), parts

    def by_certainty(self, names: Sequence[str]) -> list[tuple[CertaintyWord, list[Verdict]]]:
        """Ratings that are as sure as each other, the surest first: short lists, and each word once (CDC index 8)."""
        verdicts = sorted((self.site.verdicts[name][1] for name in names), key=lambda v: -describe.steps(v.certainty))
        return [(word, list(group)) for word, group in groupby(verdicts, key=lambda verdict: verdict.certainty)]

    def picture_apart(self, anchor: str) -> tuple[ProseText, ProseText]:
        """The drawing of a section, which helps to choose and stands before the choices, and the section without it."""
        text = self.section(anchor)
        drawn, rest = ([b for b in text.blocks if (b.kind == "picture") == apart] for apart in (True, False))
        return replace(text, blocks=tuple(drawn)), replace(text, blocks=tuple(rest))

    @property
    def options(self) -> tuple[Option, ...]:
        """The choices of a use, which the page that compares them shows too."""
        use = self.site.entries[self.item.use].item if isinstance(self.item, CompareItem) else self.item
        return use.options if isinstance(use, TypeItem) else ()

    @property
    def main_numbers(self) -> list[Number]:
        """The numbers of a use's own verdicts that can be drawn, where the proof is low or better."""
        if not isinstance(self.item, TypeItem):
            return []
        verdicts = [self.site.verdicts[v][1] for claimed in self.item.claimed_benefits for v in claimed.verdicts]
        sure = [v for v in verdicts if v.certainty in describe.DRAWN]
        return [n for v in sure for n in v.numbers if describe.drawable(n)]

    @property
    def short_box(self) -> ShortBox:
        """The good and the harm of a use in at most seven rows."""
        return short_box(self.site, self.entry)

    @property
    def say_back(self) -> tuple[Asked, ...]:
        """Three questions on what a reader has understood of a use."""
        return say_back(self.site, self.entry)

    def harm_groups(self) -> tuple[ShortBox, list[tuple[str, list[ShortRow]]]]:
        """Every harm of a use, and its lines by how serious they are, the grave ones first."""
        box = harm_lines(self.site, self.entry)
        return box, [(s, list(rows)) for s, rows in groupby(box.rows, key=lambda row: row.seriousness)]

    def by_sign(self, harms: Sequence[Entry]) -> list[tuple[Entry | None, list[Entry]]]:
        """Harms with the card whose sign tells a reader of them, once for all that share it."""
        return by_sign(self.site, harms)

    @property
    def less_urgent_questions(self) -> list[str]:
        """The questions of a use besides the four that matter most."""
        item = self.item
        return [q for q in item.questions if q not in item.matter_most] if isinstance(item, TypeItem) else []

    @property
    def what_is_used(self) -> str:
        """The anchor of the section on what is used, which a site may call by its own words."""
        return next(text.anchor for text in self.entry.sections if text.loc == ("what_is_used",))

    def contents_groups(self, rows: Sequence[tuple[Markup, str]]) -> list[tuple[str, list[tuple[Markup, str]]]]:
        """The contents of a page, under words of their own where a use has more than a list may have."""
        groups = self.site.config.subject.parts_of_a_use
        if not isinstance(self.item, TypeItem) or not groups:
            return super().contents_groups(rows)
        return [
            (words, found)
            for words, anchors in groups.items()
            if (found := sorted((row for row in rows if row[1] in anchors), key=lambda row: anchors.index(row[1])))
        ]
