"""Translations for tests: the small site in a language made of its own English, with other letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from conftest import ROOT
from sitegen.check import Checked
from sitegen.check.translations import original_of
from sitegen.content.translation.slots import Slot

KEEP = re.compile(r"(\[\^[^\]]*\]|\]\([^)]*\)|\[\]|!\[|\bcard\b)")
"""Sources, targets of links, places of facts and the word that shows a card: the same in every language."""
LETTERS = str.maketrans("aeiou", "àèìòù")

CODES = ("fr", "es", "it", "pt-br")
"""The languages of the real content."""
NUMBER = re.compile(r"\d+(?:[.,]\d+|[\u00a0\u202f ]\d{3}(?!\d))*")


def numbers_in(text: str) -> list[str]:
    """The numbers of a text in the order in which they stand, without the signs that differ between languages."""
    return [re.sub(r"[., \u00a0\u202f]", "", found) for found in NUMBER.findall(text)]


def other_words(text: str) -> str:
    """A text with other letters and the same numbers, sources, links and points."""
    return "".join(part if KEEP.fullmatch(part) else part.translate(LETTERS) for part in KEEP.split(text))


def file_of(slots: tuple[Slot, ...], say: Callable[[str], str] = other_words, **head: str) -> bytes:
    """A file of ``translations/<language>/`` with all its fields."""
    fields = {"made": "2026-01-10", "by": "machine", **head}
    rows = [f"{name}: {value}" for name, value in fields.items()]
    rows.append("words:")
    for slot in slots:
        said = say(slot.english).split("\n")
        rows += [
            f"  {slot.key}:",
            f"    of: {slot.of}",
            "    says: |-",
            *(f"      {row}" if row else "" for row in said),
        ]
    return ("\n".join(rows) + "\n").encode("utf-8")


def language(checked: Checked, names: Mapping[str, str] | list[str], code: str = "fr") -> dict[str, bytes]:
    """A language with these files (ids of pages, ``data/terms``, ``site``), and the real French words of the site."""
    found = {f"{code}/site.po": (ROOT / "translations/fr/site.po").read_bytes()}
    for name in names:
        original = original_of(f"{name}.yml", checked.originals, checked.site)
        assert original, name
        found[f"{code}/{name}.yml"] = file_of(original.slots)
    return found


def every(checked: Checked, code: str = "fr") -> dict[str, bytes]:
    """A language with all that it can have."""
    pages = [name for name in checked.originals.pages if not getattr(checked.site.entries[name].item, "split_into", ())]
    data = [name for name in checked.originals.data if name not in ("data/references", "data/codes", "data/hosts")]
    return language(checked, [*pages, *data], code)
