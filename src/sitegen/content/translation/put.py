"""The words of a translation in the place of the English, field by field.

A field is fresh where it translates the English of today, wherever in the file it stands. It is stale where its English
has changed since; what is urgent is then shown in English in the same build, as is what nobody has translated.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sitegen.content.reading.items import Source
from sitegen.content.reading.yaml_tree import Loc
from sitegen.content.translation.files import Read
from sitegen.content.translation.slots import BODY, Slot


@dataclass(frozen=True)
class Put:
    """What each field of a file says in a language.

    ``said``: the words and the key under which they stand. ``stale``: their English has changed since. ``english``:
    shown in English, as they are missing, or stale and urgent.
    """

    said: Mapping[Loc, tuple[str, str]] = field(default_factory=dict)
    stale: tuple[Slot, ...] = ()
    missing: tuple[Slot, ...] = ()
    english: tuple[Slot, ...] = ()
    gone: tuple[str, ...] = ()
    """Keys of fields that the English no longer has."""


def put(slots: Iterable[Slot], read: Read, urgent: Callable[[Slot], bool]) -> Put:
    """Which words each field has. ``urgent`` tells what must never be shown when it is stale."""
    words = read.found.words
    by_hash = {said.of: key for key, said in words.items()}
    said: dict[Loc, tuple[str, str]] = {}
    stale, missing, english, used = [], [], [], set()
    for slot in slots:
        own = words.get(slot.key)
        # A point that moved up or down in its list keeps its words.
        key = slot.key if own and own.of == slot.of else by_hash.get(slot.of, "")
        if key:
            said[slot.loc] = (words[key].says, key)
            used.add(key)
        elif own:
            used.add(slot.key)
            stale.append(slot)
            if urgent(slot):
                english.append(slot)
            else:
                said[slot.loc] = (own.says, slot.key)
        else:
            missing.append(slot)
            english.append(slot)
    return Put(said, tuple(stale), tuple(missing), tuple(english), tuple(key for key in words if key not in used))


def translated_source(source: Source, done: Put, read: Read) -> Source:
    """A page in another language, as if it had been written so: its path and lines are those of the translation."""
    fields: dict[str, Any] = copy.deepcopy(dict(source.fields))
    fields["also_called"] = list(read.found.also_called)
    sections = list(source.sections)
    lines: dict[Loc, int] = dict.fromkeys(source.lines, 1)
    for loc, (words, key) in done.said.items():
        line = read.line_of_words(key)
        lines[loc] = line
        if loc[0] != BODY:
            replace_at(fields, loc, words)
            continue
        for at, section in enumerate(sections):
            if section.anchor == loc[1]:
                named = len(loc) > len((BODY, "anchor"))
                sections[at] = (
                    replace(section, heading=words, line=line)
                    if named
                    else replace(section, text=words, text_line=line)
                )
    return replace(source, path=read.path, fields=fields, lines=lines, sections=tuple(sections))


def translated_records(data: object, done: Put) -> object:
    """The records of a data file with their words in another language. What was a list is one again."""
    records: Any = copy.deepcopy(data)
    by_id = {record["id"]: record for record in records if isinstance(record, dict) and "id" in record}
    for loc, (words, _) in done.said.items():
        record = by_id[loc[0]]
        last = loc[1:]
        replace_at(record, last, words.split("; ") if _is_list(record, last) else words)
    return records


def _is_list(record: Mapping[str, Any], loc: Loc) -> bool:
    return len(loc) == 1 and isinstance(record.get(str(loc[0])), list)


def replace_at(value: Any, loc: Loc, words: object) -> None:
    """Put words at a place of fields, in place."""
    for part in loc[:-1]:
        value = value.setdefault(part, {}) if isinstance(value, dict) else value[part]
    value[loc[-1]] = words
