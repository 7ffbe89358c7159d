"""Made-up content for measuring growth: many valid risk pages with realistic links and sources."""

from __future__ import annotations

import re
from collections.abc import Mapping

WORDS = ("cold", "warm", "dry", "wet", "soft", "hard", "slow", "quick", "small", "large", "left", "right")


def synthetic(small: Mapping[str, bytes], count: int) -> dict[str, bytes]:
    """The small site with ``count`` risk pages more. Each leads to the next and to one before, and cites a source."""
    files = dict(small)
    risk = small["risks/bruise.md"].decode("utf-8")
    home = small["pages/index.md"].decode("utf-8")
    for number in range(count):
        word = f"{WORDS[number % len(WORDS)]} {number}"
        following, earlier = (number + 1) % count, number // 2
        text = re.sub(r"^title: .*$", f"title: Mark {word}", risk, count=1, flags=re.M)
        text = text.replace("related: [", f"related: [risks/mark-{following}, risks/mark-{earlier}, ", 1)
        text = text.replace("Keep it cool.", f"Keep it {word} and read [another](risks/mark-{following}#what-it-is).")
        files[f"risks/mark-{number}.md"] = text.encode("utf-8")
    files["pages/index.md"] = home.replace(
        "page at a time.", "page at a time, [the first mark](risks/mark-0) too.", 1
    ).encode("utf-8")
    return files
