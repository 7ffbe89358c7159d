"""A use and its comparison, as their templates see them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from sitegen.content import describe
from sitegen.content.models import (
    CompareItem,
    Number,
    Option,
    TypeItem,
)
from sitegen.content.typed.entries import Entry
from sitegen.pages.derived.say_back import Asked, say_back
from sitegen.pages.view import PageView
from sitegen.site.care import by_sign
from sitegen.site.fact_box import ShortBox, ShortRow, harm_lines, short_box

FIRST_SENTENCE = re.compile(r"(?P<sentence>.+?[.!?][\"”’')]?(?:\s*\[\^[^\]]*\])*)\s+(?=[\"“‘'(\[]?[A-Z0-9])", re.S)


class UseView(PageView):
    """The page of a use, or the page that compares its choices."""

    @property
    def option_groups(self) -> list[tuple[str, list[Option]]]:
        """The choices by the kind of problem that they are for, in the order in which the kinds first come."""
        parts = dict.fromkeys(option.part or "" for option in self.options)
        return [(part, [o for o in self.options if (o.part or "") == part]) for part in parts]

    def first(self, text: str) -> Markup:
        """The first sentence of a text, with what it cites: enough to choose what to read in full."""
        end = FIRST_SENTENCE.match(text)
        return self.md(end["sentence"] if end else text)

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
