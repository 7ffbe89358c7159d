"""The texts of a source that a language has words of its own for, each with its place and the hash of the English.

A use has its short part in another language, a card, a page and a page about the visit the whole; of all other pages
only the title, by which they are named. Numbers stand in records, so in the English that is hashed each is an empty
place: a changed number makes no translation stale.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.content.models import Item
from sitegen.content.models.markers import Model
from sitegen.content.reading.items import Source
from sitegen.content.reading.yaml_tree import Loc
from sitegen.content.typed.entries import walk

WHOLE = ("cards", "consultation", "pages")
"""Folders whose pages stand in another language from the first word to the last. Overviews do too."""
SHORT = ("types",)
"""Folders whose pages have their short part in another language."""
_WHOLE, _SHORT = (tuple(f"{folder}/" for folder in folders) for folders in (WHOLE, SHORT))
SHORT_PART = ("title", "summary", "in_short")
NAMED = ("title", "starts")
"""What other pages say of a page that has none of its own in a language: its title, and when a harm starts."""
NOT_SAID = ("summary",)
"""Of a card: it is made of the action."""
BESIDES = ("record",)
"""Fields that a reader sees and that are no prose: the lines of a form."""
IN_SETTINGS: tuple[Loc, ...] = (
    ("name",),
    ("maker",),
    ("funding",),
    *(("subject", name) for name in ("name", "in_short", "after_it", "since_it")),
)
TABLES_IN_SETTINGS: tuple[Loc, ...] = (("subject", "folders"), ("subject", "topics"))
"""Words for keys: the words are said in another language."""
NAMES_IN_SETTINGS: tuple[tuple[Loc, Loc], ...] = ((("subject", "moments"), ("subject", "moment_words")),)
"""Where words are themselves keys, and where another language has its own beside them."""
BODY = "body"
BOUND = re.compile(r"\[[^\[\]]*\]\((fact:[^()\s]*)\)")
HASH = 8
"""Letters of a hash: enough to tell apart all that one field ever said."""


@dataclass(frozen=True)
class Slot:
    """One text: its place, as editors see it (``in_short.messages.0``), and its English."""

    loc: Loc
    written: str
    """The English as its file has it."""

    @property
    def english(self) -> str:
        """The English with each number that names its fact as an empty place: ``[](fact:id)``."""
        return BOUND.sub(r"[](\1)", self.written)

    @property
    def key(self) -> str:
        return ".".join(str(part).replace(" ", "-") for part in self.loc)

    @property
    def of(self) -> str:
        """The hash that a translation keeps. Spaces and breaks of lines say nothing."""
        return hashlib.sha256(" ".join(self.english.split()).encode("utf-8")).hexdigest()[:HASH]


def stands_whole(item_id: str) -> bool:
    """Whether a page that a language has stands there from the first word to the last; else in short, or by name."""
    return item_id.startswith(_WHOLE) or item_id.endswith("/index")


def has_page(item_id: str) -> bool:
    """Whether a language has a page of it, where it has any words of it; of all else it has the name."""
    return stands_whole(item_id) or item_id.startswith(_SHORT)


def slots_of_item(source: Source, item: Item) -> Iterator[Slot]:
    """The texts of a page that stand in another language, in their order."""
    whole = stands_whole(source.id)
    for loc in _places(item):
        first = str(loc[0])
        if not whole and first not in (SHORT_PART if source.folder in SHORT else NAMED):
            continue
        if source.folder == "cards" and first in NOT_SAID and not source.id.endswith("/index"):
            continue
        text = at(source.fields, loc)
        if isinstance(text, str):
            yield Slot(loc, text)
    for section in source.sections if whole else ():
        yield Slot((BODY, section.anchor or "", "heading"), section.heading)
        yield Slot((BODY, section.anchor or ""), section.text)


def _places(item: Item) -> Iterator[Loc]:
    for name in BESIDES:
        yield from ((name, index) for index, _ in enumerate(getattr(item, name, ())))
    for leaf in walk(item):
        if leaf.prose:
            yield leaf.loc


def slots_of_records(data: object, records: Mapping[str, Model]) -> Iterator[Slot]:
    """The texts of a data file, each below the id of its record. ``data`` is the list as it was read."""
    for raw in data if isinstance(data, list) else ():
        record = records.get(raw.get("id", "")) if isinstance(raw, dict) else None
        for loc in _places_of_record(record) if record else ():
            text = at(raw, loc)
            if isinstance(text, list):
                text = "; ".join(str(part) for part in text)
            if isinstance(text, str):
                yield Slot((str(raw["id"]), *loc), text)


def _places_of_record(record: Model) -> Iterator[Loc]:
    fields = type(record).model_fields
    yield from ((name,) for name in ("place", "plain", "medical") if name in fields and "id" in fields)
    yield from (leaf.loc for leaf in walk(record) if leaf.prose)


def slots_of_settings(fields: object) -> Iterator[Slot]:
    """The words of ``site.yml`` that readers see."""
    for loc in IN_SETTINGS:
        if isinstance(text := at(fields, loc), str):
            yield Slot(loc, text)
    for loc in TABLES_IN_SETTINGS:
        table = at(fields, loc)
        for key, text in table.items() if isinstance(table, dict) else ():
            yield Slot((*loc, str(key)), str(text))
    for loc, own in NAMES_IN_SETTINGS:
        names = at(fields, loc)
        for name in names if isinstance(names, dict) else ():
            yield Slot((*own, str(name)), str(name))


def at(value: object, loc: Loc) -> object:
    """What stands at a place of fields as they were read; ``None`` where nothing does."""
    for part in loc:
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    return value
