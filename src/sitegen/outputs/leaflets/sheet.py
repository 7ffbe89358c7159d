"""What a leaflet is: its blocks, parts and editions, and the sheet that is printed of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Literal

from sitegen.site.site import URGENT_HELP

WHOLE_FROM, EASY_FROM = 11, 10
"""Points. A whole leaflet is printed in the first size or larger; a shorter one in the second, if it fits at all."""
MOST_ROOM, LEAST_ROOM = 3, 1
"""Ruled lines below each question."""


ANY_VERSION = "00000000"


@dataclass(frozen=True)
class People:
    """A picture of 100 people, ``count`` of them filled; ``alt`` says the same in words."""

    count: int
    caption: str
    alt: str


@dataclass(frozen=True)
class Block:
    """One piece of a part, in plain words. ``kind`` says which of the fields are used.

    ``paragraph``, ``subheading``: text. ``warn``: name (a sign), text (its action). ``list``, ``steps``,
    ``checklist``: points. ``table``: rows, the first is the head. ``facts``: rows of name and text. ``certainty``:
    name, steps (0 to 4), word. ``number``: text, points, after, people. ``choice``: name, text, steps, word, rows.
    ``care``: a card: name (its action), word (its urgency), text (its sign), points (when), then, after (what not to
    do), say, who. ``balance``: rows of :class:`sitegen.site.fact_box.FactBox`, and its notes as points. ``question``:
    text, with ruled room. ``record``: points, a line each. Only leaflets of earlier versions have ``signs`` (a card
    in one paragraph), ``certainty`` and ``number``: good and harm stood apart there.
    """

    kind: Literal[
        "paragraph", "warn", "subheading", "list", "steps", "checklist", "table", "facts", "certainty", "number",
        "choice", "care", "signs", "balance", "question", "record",
    ]  # fmt: skip
    text: str = ""
    name: str = ""
    word: str = ""
    steps: int = 0
    points: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    people: tuple[People, ...] = ()
    after: str = ""
    say: str = ""
    who: str = ""


@dataclass(frozen=True)
class Part:
    """A heading and its blocks. ``short`` stands in for ``blocks`` where there is too little room; empty: left out.

    ``least`` stands in for ``short`` where there is still too little; ``None``: it cannot be shorter.
    ``rank`` is the order in which parts are given their full length, 0 first; those of one rank go together,
    because one of them speaks of the other.
    """

    anchor: str
    heading: str
    blocks: tuple[Block, ...]
    short: tuple[Block, ...]
    rank: int = 0
    least: tuple[Block, ...] | None = None


@dataclass(frozen=True)
class Leaflet:
    """One leaflet, all of it plain words and numbers: :func:`dataclasses.asdict` makes JSON of it."""

    item_id: str
    guide: str
    section: str
    title: str
    message: str
    url: str
    version: str
    dated: str
    draft: str
    checked_by: str
    parts: tuple[Part, ...]
    qr_svg: str
    qr_alt: str
    more: tuple[str, ...] = ()
    """Headings of what the sheet leaves out and the page tells."""
    shorter: tuple[str, ...] = ()
    """Headings of what stands in full on the page alone."""
    superseded_by: str | None = None
    call: tuple[str, ...] = ()
    """Whom to call, a place each: "One place: 15 or 112". Only where a card tells of an emergency."""
    help_url: str = ""
    """Where every sign has its card; empty on the leaflet of that page itself, whose own code leads there."""
    help_svg: str = ""
    help_alt: str = ""
    since: tuple[str, ...] = ()
    """What has been said of sources since they came out: "A title: its journal has withdrawn it, 6 February 2010."."""

    @cached_property
    def json(self) -> str:
        """The same for the same words."""
        return json.dumps(self, default=_fields, ensure_ascii=False, sort_keys=True)

    def of_any_version(self, dated: str) -> Leaflet:
        """The same leaflet with a version that stands for all, as its eight signs take the same room, and this date."""
        other = self.superseded_by and ANY_VERSION
        return replace(self, version=ANY_VERSION, dated=dated, superseded_by=other)

    @property
    def has_cards(self) -> bool:
        return any(block.kind == "care" for part in self.parts for block in part.blocks)


@dataclass(frozen=True)
class Edition:
    """A form in which a leaflet is printed. ``sizes`` of the text in points, the largest that fits is taken.

    How many pages it may have: a leaflet on the visit, one on a use, and the one on urgent help, which is all cards;
    ``None``: as many as it needs.
    """

    paper: str
    columns: int
    sizes: tuple[float, ...]
    visit: int | None
    use: int | None
    urgent: int | None
    dense: bool = True
    """Whether cards may be set in running text."""

    def limit(self, whole: Leaflet) -> int | None:
        """How many pages a leaflet may have."""
        if whole.item_id == URGENT_HELP:
            return self.urgent
        return self.use if whole.item_id.startswith("types/") else self.visit


SMALL = (12.5, 12, 11.5, 11, 10.5, 10, 9.5, 9)
"""Not below 9 points: the least that guidelines on readability allow for the leaflet of a medicine."""
EDITIONS: Mapping[str, Edition] = {
    "a4": Edition("a4", 2, SMALL, 2, 2, 4),
    "letter": Edition("us-letter", 2, SMALL, 2, 2, 4),
    "large": Edition("a4", 1, (18,), 6, 7, 6),
}
OTHER_LANGUAGES: Mapping[str, Edition] = {**EDITIONS, "large": replace(EDITIONS["large"], visit=7, use=8, urgent=7)}
"""What English says on some large pages takes other languages one more."""
EARLIER: Mapping[str, Edition] = {
    name: replace(
        edition, sizes=tuple(s for s in edition.sizes if s >= 9.5), visit=most, use=most, urgent=most, dense=False
    )
    for name, edition in EDITIONS.items()
    for most in (2 if edition.columns == 2 else None,)
}
"""The editions of leaflets from before good and harm stood in one table: cards as lists, large print at any length."""


@dataclass(frozen=True)
class Fit:
    """How a leaflet fits on its paper: the parts at full length, the text in points, ruled lines below a question.

    ``dense``: a card is set in lines of running text instead of lists. ``least``: the parts in their shortest form.
    ``breaks``: a card may go on in the next column or on the next page.
    """

    full: frozenset[str]
    size: float
    room: int
    dense: bool = False
    least: frozenset[str] = frozenset()
    breaks: bool = False

    def of(self, part: Part) -> tuple[Block, ...]:
        """The blocks of a part that are printed."""
        if part.anchor in self.full:
            return part.blocks
        return part.short if part.least is None or part.anchor not in self.least else part.least


@dataclass(frozen=True)
class Sheet:
    """A leaflet as it is printed: with what fits, on its paper."""

    leaflet: Leaflet
    edition: Edition
    fit: Fit

    @cached_property
    def data(self) -> str:
        """What the template gets: JSON, the same for the same words."""
        words = {
            **_fields(self.leaflet),
            "paper": self.edition.paper,
            "columns": self.edition.columns,
            "size": self.fit.size,
            "room": self.fit.room,
            "dense": self.fit.dense,
            "breaks": self.fit.breaks,
        }
        return json.dumps(words, default=_fields, ensure_ascii=False, sort_keys=True)


def _fields(value: Any) -> dict[str, object]:
    """What is written of one record. ``asdict`` would copy all that it holds before any of it is written."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def sheet(whole: Leaflet, edition: Edition, fit: Fit) -> Sheet:
    """The leaflet with the parts that fit at full length, the others short; what is gone or shorter is named."""
    kept = [replace(part, blocks=fit.of(part)) for part in whole.parts]
    gone = tuple(p.heading for p in kept if not p.blocks)
    cut = tuple(p.heading for p, all_ in zip(kept, whole.parts, strict=True) if p.blocks and p.blocks != all_.blocks)
    return Sheet(replace(whole, parts=tuple(p for p in kept if p.blocks), more=gone, shorter=cut), edition, fit)
