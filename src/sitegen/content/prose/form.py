"""What prose may not hold: HTML, other Markdown, lists within lists. Each problem has a line and a way to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.base.problems import Problem
from sitegen.content.prose.inline import ESCAPED, INLINE, OUTSIDE, TARGET, tokenize
from sitegen.content.prose.rows import rows_of
from sitegen.content.reading.marks import INSIDE, mark_of

RAW_HTML = re.compile(r"</?[a-zA-Z!?]|&#?\w+;")
PICTURE = re.compile(r"!\[")

OTHER_MARKDOWN = re.compile(r"`|\*|(?<!\w)_[^_\s]|~~|\[|\]")

NOT_USED = re.compile(r" {0,3}(>|```|~~~|(-{3,}|\*{3,}|_{3,})\s*$)")


def form_problems(path: str, text: str, first_line: int = 1, body: bool = False) -> Iterator[Problem]:
    """Problems of form in one prose text: lists, HTML, braces, other Markdown, odd links, skipped levels.

    ``body``: the text stands under a heading, so it may have lists, and they are looked at.
    """
    for row, raw in zip(rows_of(text, first_line), text.split("\n"), strict=True):
        number = row.line
        if row.wrong and (body or not raw.lstrip()[:1].isascii()):
            yield Problem(path, number, "list-form", row.wrong, row.hint)
        elif match := INSIDE.search(raw):
            hint = 'begin each point on a line of its own, with "- "'
            yield Problem(path, number, "list-form", f'"{match["sign"]}" stands inside a line.', hint)
        if match := RAW_HTML.search(raw):
            yield Problem(path, number, "raw-html", f'HTML is not used here: "{match[0]}".', "write plain words")
        if "{" in raw or "}" in raw:
            yield Problem(path, number, "braces", "curly brackets are not used here.", "write round brackets")
        if escaped := dict.fromkeys(match[1] for match in ESCAPED.finditer(raw)):
            signs = " and ".join(f'"{sign}"' for sign in escaped)
            message = f"readers would see the backslash before {signs}."
            yield Problem(path, number, "markdown-form", message, "delete the backslash")
            raw = ESCAPED.sub(" ", raw)
        if raw.startswith("####"):
            yield Problem(path, number, "heading-level", "headings deeper than ### are not used.", "use ###")
        elif raw.startswith("###") and not raw[4:].strip():
            yield Problem(path, number, "heading-level", "write ### and a space and the words.")
        indented = row.kind == "paragraph" and not row.wrong and re.match(r"    |\t", raw)
        if indented or NOT_USED.match(raw):
            yield Problem(
                path,
                number,
                "markdown-form",
                "quotations, code, lines and indented text are not used.",
                "write a paragraph or a list",
            )
        # A picture is looked for before links are taken out, because it would look like one.
        if row.kind == "picture":
            continue
        words = mark.text if (mark := mark_of(raw)) else raw
        match = PICTURE.search(raw) or OTHER_MARKDOWN.search(INLINE.sub("", words))
        if match:
            yield Problem(
                path,
                number,
                "markdown-form",
                f'"{match[0]}" is not used here.',
                "only **bold**, [words](risks/name) and [^source]",
            )
        for token in tokenize(raw):
            if token.kind == "link" and not TARGET.match(token.target) and not OUTSIDE.fullmatch(token.target):
                yield Problem(
                    path,
                    number,
                    "link-form",
                    f'this link cannot be followed: "{token.target}".',
                    "write the item's folder and name: [words](risks/name)",
                )
