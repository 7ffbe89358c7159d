"""What a page said at a release: kept for ever, so that a version on a consent form can be read again.

A snapshot holds the page's own Markdown (without the page record), its links written from the root of
the site, and its facts. The meanings of words, which open in place on the page, stand apart.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sitegen.base.addresses import docs_path, relative
from sitegen.content.describe import WORDS
from sitegen.content.models import Sign
from sitegen.content.typed.entries import Entry
from sitegen.ledger.versions import own_text, seen
from sitegen.site.facts import Fact, facts
from sitegen.site.site import Site

_MEANING = re.compile(
    r'<span\b class="term"><button\b[^>]*><\/button>(?P<word>.*?)<\/span>'
    r'<p class="meaning" id="word-(?P<id>[^"]+)"[^>]*><strong>(?P<plain>.*?)<\/strong>'
    r"(?P<definition>.*?)\[[^\]]*\]\([^)]*\) <button.*?<\/p>",
    re.S,
)
_LINK = re.compile(r"(?<!\\)\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(
    r"^#{1,6} (?P<words>.*?)(?: \{ #(?P<id>[a-z0-9-]+) \})?$"
    r'|^<summary\b[^>]*>(?P<folded_words>.*)<\/summary>\n+<\w+ id="(?P<folded>[a-z0-9-]+)"',
    re.M,
)
"""A heading, or what a folded part of a page is called."""
_OPEN = " markdown>"
"""What is left of the tag that opens a folded part."""
OPENING = "opening"
GONE = "](gone:)"
_TO_NOWHERE = re.compile(r"\[(?P<words>(?:\\.|[^\[\]\\])*)\]\(gone:\)(\{[^}]*\})?")


@dataclass(frozen=True)
class Part:
    """The text under one heading with an anchor, as read; the text above the first is the opening."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class Snapshot:
    """A page as one version of it said it. ``words`` are the meanings that open in place, by term.

    ``leaflet`` is the page's leaflet as data, where it has one, so that it can be drawn again, marked as replaced;
    ``leaflet_parts`` are those of the parts of a use, by id.
    """

    page: str
    version: str
    title: str
    facts: tuple[Fact, ...]
    body: str
    words: Mapping[str, str]
    checked: str
    clinician: str
    leaflet: Mapping[str, Any] | None = None
    leaflet_parts: Mapping[str, Mapping[str, Any]] | None = None

    def leaflets(self, version: str) -> dict[str, Mapping[str, Any]]:
        """All leaflets of the page by the name of their files: ``0123abcd``, ``0123abcd-chin``."""
        if self.leaflet is None:
            return {}
        return {
            version: self.leaflet,
            **{f"{version}-{part}": kept for part, kept in (self.leaflet_parts or {}).items()},
        }

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The page's text by anchor, in order."""
        headings = [m for m in _HEADING.finditer(self.body) if m["id"] or m["folded"]]
        ends = [*(m.start() for m in headings), len(self.body)]
        found = {OPENING: Part(OPENING, WORDS["part"][OPENING], seen(self.body[: ends[0]]))}
        for heading, end in zip(headings, ends[1:], strict=True):
            anchor, said = heading["id"] or heading["folded"], heading["words"] or heading["folded_words"]
            text = self.body[heading.end() : end].removeprefix(_OPEN)
            found[anchor] = Part(anchor, seen(said), seen(text))
        return found


@dataclass(frozen=True)
class Spoken:
    """What a page says, from its marked Markdown alone: its body, its links written from the root, and its words."""

    body: str
    words: Mapping[str, str]


def spoken(item_id: str, text: str) -> Spoken:
    """The same for the same Markdown, whatever else is on the site."""
    body = own_text(text)
    words = {m["id"]: html.unescape(f"{m['plain']}{seen(m['definition'])}") for m in _MEANING.finditer(body)}
    body = _MEANING.sub(lambda m: m["word"], body)
    here = posixpath.dirname(docs_path(item_id))
    return Spoken(_LINK.sub(lambda m: f"]({from_root(m['target'], here)})", body), words)


def snapshot(site: Site, entry: Entry, said: Spoken, version: str) -> Snapshot:
    """A page's snapshot, from what its Markdown says."""
    review = entry.item.clinician_review
    return Snapshot(
        page=entry.id,
        version=version,
        title=entry.item.title,
        facts=facts(site, entry),
        body=said.body,
        words=said.words,
        checked=str(entry.item.checked),
        clinician=f"{review.role}, {review.date}, version {review.version}" if isinstance(review, Sign) else "none",
    )


def from_root(target: str, here: str) -> str:
    """A link as it stands in ``docs``, written from the root: ``../risks/name.md#x`` as ``/risks/name.md#x``."""
    if target.startswith(("#", "http:", "https:", "mailto:", "/")):
        return target
    return "/" + posixpath.normpath(posixpath.join(here, target))


def relinked(body: str, here: str, known: Mapping[str, frozenset[str]], moved: Mapping[str, str]) -> str:
    """A snapshot's body with its links as they must stand in the folder ``here`` of today's ``docs``.

    ``known`` are today's files with the anchors in each, ``moved`` old files with their new ones. An anchor
    that is gone falls away; a link to a page that is gone becomes plain words.
    """

    def today(match: re.Match[str]) -> str:
        target = match["target"]
        if not target.startswith("/"):
            return match[0]
        path, _, anchor = target[1:].partition("#")
        path = moved.get(path, path)
        if path not in known:
            return GONE
        link = relative(path, here)
        return f"]({link}#{anchor})" if anchor and anchor in known[path] else f"]({link})"

    return _TO_NOWHERE.sub(r"\g<words>", _LINK.sub(today, body))


def without_title(body: str) -> str:
    """The body without its first heading, for a page that has a title of its own."""
    return re.sub(r"\A\s*# [^\n]*\n", "", body)
