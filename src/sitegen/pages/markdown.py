"""Text that Markdown and HTML will show as it is: nothing in it can be taken for markup."""

from __future__ import annotations

import re
from functools import lru_cache

# A hyphen or full stop is markup only in a few places; escaping it everywhere would hurt diffs.
MARKDOWN_ANYWHERE = re.compile(r"([\\`*_{}\[\]])")
MARKDOWN_AT_END = re.compile(r"#(?=#*$)")
MARKDOWN_AT_START = re.compile(r"^([#+>!-])|^(\d+)([.)])")
# What not every Markdown takes a backslash before is written as an entity.
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "~": "&#126;", "^": "&#94;"})


@lru_cache(maxsize=50_000, typed=True)
def escape_markdown(text: str) -> str:
    """Text that Markdown and HTML will show as it is."""
    text = MARKDOWN_ANYWHERE.sub(r"\\\1", text.translate(ENTITIES))
    # A heading loses the # signs at its end.
    text = MARKDOWN_AT_END.sub(r"\\#", text)
    if text[:1] in ("=", ":"):
        text = f"&#{ord(text[0])};{text[1:]}"
    return MARKDOWN_AT_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text)
