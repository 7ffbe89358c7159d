"""HTML with less white space, shown the same."""

from __future__ import annotations

import re

BLOCKS = "article|aside|body|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|html|li"
BLOCKS += "|link|main|meta|nav|ol|p|script|section|summary|table|tbody|td|th|thead|title|tr|ul"
BESIDE_BLOCK = re.compile(rf"\n(?=<\/?(?:{BLOCKS})\b)")
PREFORMATTED = re.compile(r"(<(?:pre|textarea)\b.*?<\/(?:pre|textarea)>)", re.S)


def compact(html: str) -> str:
    """HTML without indentation, empty lines and breaks beside blocks, where a browser shows no space anyway.

    Programs and fields keep theirs: it is what is copied.
    """
    parts = PREFORMATTED.split(html)
    for n in range(0, len(parts), 2):
        parts[n] = BESIDE_BLOCK.sub("", re.sub(r"\n\s+", "\n", parts[n]))
    return "".join(parts)
