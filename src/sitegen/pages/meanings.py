"""Where the meaning of a glossary word stands: after the block whose sentence holds the word, never inside it.

The templates write a meaning behind its word, so that a page's version and its snapshot know both together.
What reaches ``docs`` is moved: a sentence stays a sentence when it is copied, read aloud, translated, printed,
shown in a reader view or by a browser that opens no popovers (those show the meaning as a note; ``site.css``).
"""

from __future__ import annotations

import re

_MEANING = re.compile(r'<p class="meaning".*?<\/p>', re.S)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>div|section|details|dl|dt|dd|ul|ol|li|p|figure|nav|form)\b(?P<rest>[^>]*)>")
_HOLDS = frozenset({"div", "section", "details", "dd"})
"""Elements that may hold a paragraph of their own."""


def after_blocks(text: str) -> str:
    """A page's Markdown with each meaning as a paragraph after the block that its word stands in.

    A block ends at an empty line. A list or a table stays whole, and so does what may hold no paragraph:
    a list of facts (``dl``) but for its ``dd``, and the frame in which a wide table scrolls.
    """
    if '<p class="meaning"' not in text:
        return text
    written: list[str] = []
    waiting: list[str] = []
    opened: list[str] = []
    for line in [*text.rstrip("\n").split("\n"), ""]:
        waiting += _MEANING.findall(line)
        line = _MEANING.sub("", line)
        if not line and waiting and (not opened or opened[-1] in _HOLDS):
            for meaning in waiting:
                written += ["", meaning]
            waiting = []
        written.append(line)
        _follow(opened, line)
    return "\n".join(written)


def _follow(opened: list[str], line: str) -> None:
    """Keep the elements that are open after a line, the innermost last."""
    for tag in _TAG.finditer(line):
        if tag["end"]:
            if opened:
                opened.pop()
        elif tag["name"] == "div" and opened and opened[-1] == "dl":
            opened.append("row of a dl")
        elif 'class="scroll"' in tag["rest"]:
            opened.append("frame of a table")
        else:
            opened.append(tag["name"])
