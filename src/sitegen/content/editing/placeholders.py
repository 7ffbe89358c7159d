"""Words of ``_template.md`` that were left in a page: the instructions to its writer are not for a patient."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping

from sitegen.base.files import remembered
from sitegen.base.problems import Problem
from sitegen.content.models import Own
from sitegen.content.reading.items import read_item
from sitegen.content.typed.entries import Entry
from sitegen.content.typed.validate import validate_item

TEMPLATE = "_template.md"
INSTRUCTION = re.compile(r"(say|write|give|put|name|link|tell)\b", re.I)
"""How an instruction to the writer begins; other sentences of a template may stand in a page as they are."""


def instructions(
    templates: Mapping[str, bytes], own: Own = (), memory: MutableMapping[str, bytes] | None = None
) -> dict[str, frozenset[str]]:
    """For each folder: the instructions in its template, and the names that only stand for names.

    A template that cannot be read has none; a test holds that each can. ``memory`` keeps them: who reads a template
    needs what validates its model, and to build that takes longer than all else here.
    """
    made_of = [b"instructions", repr((own, sorted(templates.items()))).encode()]
    return remembered(memory, made_of, dict, lambda: _instructions(templates, own))


def _instructions(templates: Mapping[str, bytes], own: Own) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name, data in templates.items():
        folder = name.split("/")[0]
        source, _ = read_item(name, f"{folder}/template", data)
        entry, _ = validate_item(source, own) if source else (None, [])
        if entry:
            found[folder] = frozenset(
                {text for _, text in _sentences(entry) if INSTRUCTION.match(text)} | set(entry.item.also_called)
            )
    return found


def left_over(entry: Entry, known: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Each instruction of the template, and each name in it, that the page still has."""
    asked = known.get(entry.folder, frozenset())
    names = ((entry.line(("also_called",)), name) for name in entry.item.also_called)
    for line, text in (*_sentences(entry), *names):
        if text in asked:
            yield Problem(
                entry.path,
                line,
                "template-words",
                f'this is still what the template says: "{text}"',
                "write the page's own words here, or delete what you do not need",
            )


def _sentences(entry: Entry) -> Iterator[tuple[int, str]]:
    for text in entry.prose:
        for block in text.blocks:
            yield from block.sentences
