"""What is asked of each built page, read off its HTML once: its places, where it leads, and what it may not have."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass

from sitegen.base.files import all_remembered

ID = re.compile(r'\sid="([^"]+)"')
REFRESH = re.compile(r'<meta http-equiv="refresh" content="\d+; url=(?P<to>[^"]*)">')
SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)<\/script>", re.S)
# What stands in quotes is a value: a title may hold the words onerror=.
FORBIDDEN = re.compile(r"""<style\b|<[a-z](?:[^>"']|"[^"]*"|'[^']*')*?[\s"'/](?:style|on[a-z]+)\s*=""", re.I)


@dataclass(frozen=True)
class Look:
    """``ids``: the places of a page. ``to``: where it sends its reader, as it says it; ``None`` for an ordinary page.

    ``scripts``: the SHA-256 of each script in it. ``forbidden``: an inline style or an event handler, where it has one.
    """

    ids: frozenset[str]
    to: str | None
    scripts: tuple[str, ...]
    forbidden: str


Looks = Callable[[str], Look]


def look(html: str) -> Look:
    """What is asked of one page."""
    refresh = REFRESH.search(html)
    scripts = [match for match in SCRIPT.finditer(html) if "src=" not in match["attributes"]]
    digests = [_digest(match["code"]) for match in scripts if "application/ld+json" not in match["attributes"]]
    forbidden = FORBIDDEN.search(SCRIPT.sub("", html))
    return Look(
        frozenset(ID.findall(html)),
        refresh["to"] if refresh else None,
        tuple(dict.fromkeys(digests)),
        forbidden[0][:60] if forbidden else "",
    )


def looks_at(pages: Mapping[str, str], memory: MutableMapping[str, bytes]) -> Looks:
    """:func:`look` for the pages of a site by name. ``memory`` keeps those of the last build."""
    made_of = {name: html.encode("utf-8") for name, html in pages.items()}
    found = all_remembered(memory, [b"looks"], made_of, Look, lambda name: look(pages[name]))
    return {html: found[name] for name, html in pages.items()}.__getitem__


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
