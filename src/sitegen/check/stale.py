"""What an English editor should know of the other languages: urgent words that readers there see in English now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.check.checked import Checked
from sitegen.check.translations import Originals, by_language, original_of
from sitegen.content.reading.items import Records, Source
from sitegen.content.reading.yaml_tree import Loc, line_of
from sitegen.content.translation.files import FOLDER, read_translation
from sitegen.content.translation.slots import BODY, Slot


@dataclass(frozen=True, order=True)
class Stale:
    """One text of which the English has changed: its place there, its hash, and the languages that wait for it."""

    path: str
    line: int
    key: str
    of: str
    languages: tuple[str, ...]


def urgent_stale(checked: Checked) -> list[Stale]:
    """Each urgent text that was translated, and is shown in English until somebody translates it again."""
    found: dict[tuple[str, int, str, str], list[str]] = {}
    for language, there in by_language(checked.translations).items():
        if language in checked.shares and checked.shares[language].urgent:
            for name, data in there.items():
                for slot in _of_file(checked, language, name, data):
                    path, line = _place(checked.originals, name.removesuffix(".yml"), slot)
                    found.setdefault((path, line, slot.key, slot.of), []).append(language)
    return sorted(Stale(*place, tuple(languages)) for place, languages in found.items())


def _of_file(checked: Checked, language: str, name: str, data: bytes) -> Iterator[Slot]:
    original = original_of(name, checked.originals, checked.site)
    read, _ = read_translation(f"{FOLDER}/{language}/{name}", data) if original else (None, ())
    if original and read:
        yield from (slot for slot in original.put(name, read).stale if original.urgent(slot))


def _place(originals: Originals, key: str, slot: Slot) -> tuple[str, int]:
    """The English file of a text, and its line there."""
    source: Source | Records = originals.pages.get(key) or originals.data[key]
    loc: Loc = slot.loc
    if isinstance(source, Source) and loc[0] == BODY:
        return source.path, next((s.line for s in source.sections if (s.anchor or "") == loc[1]), 1)
    if isinstance(source, Records) and isinstance(source.data, list):
        ids = [raw.get("id") if isinstance(raw, dict) else None for raw in source.data]
        loc = (ids.index(loc[0]), *loc[1:])
    return source.path, line_of(source.lines, loc)
