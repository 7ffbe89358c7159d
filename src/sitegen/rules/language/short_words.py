"""Words that are short but not plain: a shorter word is no help when a reader has to guess what it means.

Free of the rule are words in quotation marks, titles and headings (links lead to them), and, because they are no
sentences, the names of a glossary word, the titles of sources and what else a page or word is called.

Every function is pure: text in, problems out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.base.problems import Problem
from sitegen.content.prose.blocks import Block
from sitegen.content.typed.entries import Entry
from sitegen.rules.language.reading_grade import QUOTED

SHORT: tuple[tuple[str, str], ...] = (
    ("shots?", "injection"),
    # Two tests are called so.
    (r"(?<!skin[ -])(?<!finger[ -])prick(?:s|ed|ing)?", "injection, needle, or pierce the skin"),
    ("girth", "waist size, or size around the thigh"),
    ("h(?:angs|ung) on", "depends on"),
    # "You were told of it" says that somebody informed you.
    (r"(?<!\bis )(?<!\bbe )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbeen )told of", "reported"),
    ("set against", "compared with"),
    # A rule holds for a use and a helper holds a hand: only what a mix is made of is meant.
    (
        r"h(?:olds?|eld)(?: an?| no| some| also)?(?: \w+)? (?:medicines?|substances?|ingredients?|extracts?)",
        "contains",
    ),
)
"""What is looked for, and what to write instead."""
ANY = re.compile("|".join(rf"\b(?:{pattern})\b" for pattern, _ in SHORT), re.I)
"""Most lines have none of them: one look tells."""
SHORT_WORDS = tuple((re.compile(rf"\b(?:{pattern})\b", re.I), plain) for pattern, plain in SHORT)


def block_problems(path: str, block: Block) -> Iterator[Problem]:
    """The short words of a block, each with a plain one; the heads of a table are words like all others."""
    lines = () if block.kind == "subheading" else (*block.lines, *(cell for row in block.rows for cell in row))
    for line in lines:
        if not ANY.search(line.plain):
            continue
        said = QUOTED.sub("", line.plain)
        for pattern, plain in SHORT_WORDS:
            for match in pattern.finditer(said):
                yield Problem(path, line.line, "short-word", f'"{match[0]}" is short but not plain.', f"write: {plain}")


def page_problems(entry: Entry) -> Iterator[Problem]:
    """The short words of a page."""
    for text in entry.prose:
        if text.loc[-1:] != ("title",):
            for block in text.blocks:
                yield from block_problems(entry.path, block)
