"""A typed item with everything that later steps ask of it: its prose, its texts and their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel

from sitegen.content.models import Heading, Item, Link, Own, Prose
from sitegen.content.prose.blocks import Block
from sitegen.content.reading.yaml_tree import Loc, line_of

T = TypeVar("T")


@dataclass(frozen=True)
class ProseText:
    """One text that a patient reads: where it stands, its blocks, and whether it makes a claim."""

    loc: Loc
    line: int
    claim: bool
    blocks: tuple[Block, ...]
    heading: str = ""
    anchor: str = ""

    @property
    def in_body(self) -> bool:
        """Body text has paragraphs and lists; front matter texts are single sentences."""
        return bool(self.heading)


@dataclass(frozen=True)
class Leaf:
    """One text value inside a model, with the markers of its field."""

    loc: Loc
    value: str
    prose: Prose | None
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Entry:
    """An item with everything the later steps ask of it.

    ``stand_ins`` are the lines of values that were wrong, and in whose place something else was put so that the
    rest is still checked; ``lost``: words or links may have stood there. An item with such lines is never rendered.
    ``fact_prose`` are the texts of the facts that the page names: they are checked where they stand, in ``facts/``.
    """

    path: str
    id: str
    folder: str
    item: Item
    lines: Mapping[Loc, int]
    prose: tuple[ProseText, ...]
    leaves: tuple[Leaf, ...]
    fact_prose: tuple[ProseText, ...] = ()
    stand_ins: frozenset[int] = frozenset()
    lost: bool = False

    def line(self, loc: Loc) -> int:
        """The line of a value, or of the nearest field above it."""
        return line_of(self.lines, loc)

    @property
    def name(self) -> str:
        """The id without its folder: ``name`` for ``cards/name``."""
        return self.id.partition("/")[2]

    def once(self, make: Callable[[Entry], T]) -> T:
        """What a function makes of the entry alone: worked out once, and kept with it in the builder's memory."""
        name = f"{make.__module__}.{make.__qualname__}"
        if name not in self.__dict__:
            self.__dict__[name] = make(self)
        return cast("T", self.__dict__[name])

    @property
    def sections(self) -> tuple[ProseText, ...]:
        """The body's sections, in order."""
        return tuple(text for text in self.prose if text.in_body)


@cache
def headings_of(model: type[Item], own: Own = ()) -> dict[str, str]:
    """``{heading: field}`` in the order of the model. ``own`` are the site's own words for some of them."""
    given = dict(own)
    return {
        given.get(name, marker).text: name
        for name, info in model.model_fields.items()
        for marker in info.metadata
        if isinstance(marker, Heading)
    }


def anchor_of(field: str, own: Own = ()) -> str:
    """The anchor of a fixed heading: the field's name with hyphens, or the one that the site gives it."""
    given = dict(own).get(field)
    return given.anchor if given else field.replace("_", "-")


@cache
def _markers(model: type[BaseModel]) -> dict[str, tuple[Prose | None, tuple[Link, ...], str]]:
    """For each field: its prose marker, its link markers, and its name in YAML."""

    def inside(annotation: Any) -> Iterator[Any]:
        yield from getattr(annotation, "__metadata__", ())
        for part in get_args(annotation):
            yield from inside(part)

    found = {}
    for name, info in model.model_fields.items():
        marks = [*info.metadata, *inside(info.annotation)]
        prose = next((mark for mark in marks if isinstance(mark, Prose)), None)
        links = tuple(mark for mark in marks if isinstance(mark, Link))
        found[name] = (prose, links, info.alias or name)
    return found


def walk(model: BaseModel, loc: Loc = ()) -> Iterator[Leaf]:
    """Every text in a model, depth first, with the markers of its field."""
    for name, (prose, links, alias) in _markers(type(model)).items():
        yield from _walk_value(getattr(model, name), (*loc, alias), prose, links)


def _walk_value(value: object, loc: Loc, prose: Prose | None, links: tuple[Link, ...]) -> Iterator[Leaf]:
    if isinstance(value, BaseModel):
        yield from walk(value, loc)
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _walk_value(part, (*loc, index), prose, links)
    elif isinstance(value, str) and (prose or links):
        yield Leaf(loc, value, prose, links)
