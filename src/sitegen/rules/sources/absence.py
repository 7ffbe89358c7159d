"""Absence is said truly: we tell what we found and did not find, and never what nobody in the world has done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.base.problems import Problem
from sitegen.content.prose.blocks import Block, parse
from sitegen.content.typed.entries import Entry, walk
from sitegen.site.content import Content
from sitegen.site.site import QUESTIONS, TERMS

_WORK = "measured|counted|compared|tested|studied|timed|tried|looked|followed|asked|recorded|shown|proved|checked"
_WHOLE_WORLD = re.compile(
    rf"\b(?:nobody|no one|no-one) (?:(?:has|have|had) (?:ever |yet |so far )?)?(?:{_WORK})\b"
    r"|\b(?:nobody|no one|no-one) (?:knows|knew)\b"
    r"|\bno (?:study|trial|research|studies|trials)(?: in people| of it)? (?:has|have|had|ever|yet)\b"
    rf"|\bno (?:study|trial|studies|trials) (?:{_WORK})\b"
    rf"|\b(?:was|were|been) never (?:{_WORK})\b|\bnever been (?:{_WORK})\b"
    rf"|\b(?:has|have|had) not been (?:{_WORK})\b",
    re.I,
)
HINT = 'write "we found no study", with the day of the search, or cite the source that says exactly this'


def page_problems(entry: Entry) -> Iterator[Problem]:
    """Sentences of a page that speak for the whole world, where no source stands with them.

    Titles, headings and the words of links name a page or a part; they are left alone.
    """
    for text in entry.prose:
        if text.loc != ("title",):
            for block in text.blocks:
                yield from _problems(entry.path, block)


def record_problems(content: Content) -> Iterator[Problem]:
    """The same for the words of the glossary and the questions."""
    for path, records in ((TERMS, content.terms), (QUESTIONS, content.questions)):
        for record, line in records:
            for leaf in walk(record):
                for block in parse(leaf.value, line) if leaf.prose else ():
                    yield from _problems(path, block)


def _problems(path: str, block: Block) -> Iterator[Problem]:
    for line in block.all_lines if block.kind != "subheading" else ():
        if not _WHOLE_WORLD.search(line.plain):
            continue
        said = "".join(token.text for token in line.tokens if token.kind in ("text", "bold"))
        cites = block.cites if block.kind == "paragraph" else line.cites
        if not cites and (found := _WHOLE_WORLD.search(said)):
            yield Problem(path, line.line, "absence", f'"{found[0]}" says more than a search can show.', HINT)
