"""What is asked of each built page, read off its HTML once: its places, where it leads, and what it may not have."""

from __future__ import annotations

import base64
import hashlib
import pickle
import re
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass

ID = re.compile(r'\sid="([^"]+)"')
REFRESH = re.compile(r'<meta http-equiv="refresh" content="\d+; url=(?P<to>[^"]*)">')
SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)<\/script>", re.S)
# What stands in quotes is a value: a title may hold the words onerror=.
FORBIDDEN = re.compile(r"""<style\b|<[a-z](?:[^>"']|"[^"]*"|'[^']*')*?[\s"'/](?:style|on[a-z]+)\s*=""", re.I)
KEPT = "looks"


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


def looks_at(pages: Iterable[str], memory: MutableMapping[str, bytes]) -> Looks:
    """:func:`look` for some pages. ``memory`` keeps those of the last build by the hash of the page."""
    before = _kept(memory)
    keys = {html: hashlib.sha256(html.encode("utf-8")).digest() for html in pages}
    found = {html: before.get(key) or look(html) for html, key in keys.items()}
    if set(keys.values()) != set(before):
        memory[KEPT] = pickle.dumps({key: found[html] for html, key in keys.items()}, protocol=5)
    return found.__getitem__


def _kept(memory: MutableMapping[str, bytes]) -> dict[bytes, Look]:
    try:
        found = pickle.loads(memory[KEPT])
    except Exception:  # Nothing is kept, or it is damaged, and a damaged pickle may raise anything.
        return {}
    whole = isinstance(found, dict) and all(isinstance(value, Look) for value in found.values())
    return found if whole else {}


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
