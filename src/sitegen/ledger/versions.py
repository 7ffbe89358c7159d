"""The version of a page: a short id of what a patient reads and sees on it, and of nothing else.

Markup, addresses of links, the page record and notes about the state of review are left out: a new
stylesheet, a moved page or a clinician's sign-off gives no new version; a changed number does.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from sitegen.content.models import Sign

# The templates put these round what is about the page and not of it.
ABOUT_STARTS, ABOUT_ENDS = "@@about@@", "@@end-about@@"
ENOUGH = 20
"""So many letters of a title are told from all other words."""
VERSION_HERE, VERSION_DATE_HERE, CHANGED_HERE = "@@version@@", "@@version-date@@", "@@changed@@"

_ABOUT = re.compile(f"{ABOUT_STARTS}.*?{ABOUT_ENDS}", re.S)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.S)
_DRAWING = re.compile(r"<svg\b.*?<\/svg>", re.S)
_TITLE = re.compile(r"<title\b[^>]*>(.*?)<\/title>", re.S)
_TAG = re.compile(r"<[^>]*>")
_CITATION = re.compile(r"\[\\\[\d+\\\]\]\(#source-\d+\)(\{[^}]*\})?")
# An address may hold parentheses in pairs, one within another: S0735-6757(21)00041-3.
_PAIRS = r"(?:[^()\s]|\((?:[^()\s]|\([^()\s]*\))*\))*"
_LINK = re.compile(rf"(?<!\\)\]\((?:{_PAIRS}|[^)\s]*)\)")
# How it was when the first ids were given out: an address ended at its first closing parenthesis, and what was
# left of it counted. It counts on in :func:`version_of`, for the id of unchanged words must stay.
_LINK_IN_IDS = re.compile(r"(?<!\\)\]\([^)\s]*\)")
_OPENED = re.compile(r"\]\([^)\s]*\(")
_WHOLE_LINK = re.compile(rf"(?<!\\)\[(?:\\.|[^\[\]\\])*\]\({_PAIRS}\)")
_ATTRIBUTES = re.compile(r"\{[ :][^{}\n]*\}")
_MARKS = re.compile(r"\\(?=[^\w\s])|[*\[\]|#]|^[ \t]*-(?: |-+)|`", re.M)


@dataclass(frozen=True)
class Stamp:
    """The version of a page as it stands now, and the day of the release that brought it (``None``: not yet)."""

    version: str
    released: date | None = None


def sign_off(review: Literal["none"] | Sign, version: str) -> Sign | None:
    """A clinician's sign-off while it holds: it covers one version, and lapses by itself with the next."""
    return review if isinstance(review, Sign) and review.version == version else None


def own_text(page: str) -> str:
    """A page's Markdown without front matter and without what is about the page."""
    text = re.sub(r"[ \t]+\n", "\n", _FRONT.sub("", _ABOUT.sub("", page).lstrip()))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def seen(text: str) -> str:
    """The words that a reader sees, from the Markdown that the templates wrote, on one line.

    Numbers of citations do not count: one more source would change them all. Drawings count by their title;
    the drawings' bytes count in :func:`version_of`.
    """
    return _seen(text, _LINK)


@lru_cache(maxsize=50_000)
def _seen(text: str, link: re.Pattern[str]) -> str:
    text = _DRAWING.sub(lambda m: " ".join(_TITLE.findall(m[0])), text)
    text = link.sub("", _ATTRIBUTES.sub("", _TAG.sub(" ", _CITATION.sub("", text))))
    return " ".join(html.unescape(_MARKS.sub("", text)).split())


def tails(text: str) -> dict[str, str]:
    """``{the end of a link's words with what was once left of its address: that end}``, from a page's Markdown.

    Until the second release an address ended at its first closing parenthesis: "A study00041-3/pdf)". So it stands
    in the ledger, which is never changed; whoever shows it takes the tails off.
    """
    found: dict[str, str] = {}
    lines = "\n".join(line for line in text.split("\n") if _OPENED.search(line))
    for link in _WHOLE_LINK.finditer(lines):
        was, now = _seen(link[0], _LINK_IN_IDS), seen(link[0])
        # Of a long title a change tells the last sentence alone; less might stand elsewhere, with a parenthesis.
        if was != now and len(now) > ENOUGH:
            found[was[len(now) - ENOUGH :]] = now[-ENOUGH:]
    return found


def version_of(page: str, drawings: Sequence[bytes] = ()) -> str:
    """The id of a page's version: eight hexadecimal digits of the SHA-256 of its words and drawings."""
    digest = hashlib.sha256(_seen(own_text(page), _LINK_IN_IDS).encode("utf-8"))
    for drawing in drawings:
        digest.update(b"\0" + drawing)
    return digest.hexdigest()[:8]


def without_marks(page: str) -> str:
    """A page's Markdown without the marks that say what is about it."""
    return page.replace(ABOUT_STARTS, "").replace(ABOUT_ENDS, "")
