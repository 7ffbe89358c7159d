"""Titles, old addresses and anchors: each belongs to one page alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.base.addresses import RESERVED, address
from sitegen.base.problems import Problem
from sitegen.content.models import FREE_HEADINGS, Page
from sitegen.content.typed.entries import Entry
from sitegen.rules.language import plain_language
from sitegen.site.anchors import TEMPLATE_ANCHORS
from sitegen.site.citations import citations
from sitegen.site.site import Site

SEARCH_FOR_TITLES = re.compile(r"[^a-z0-9]+")


def titles_and_aliases(site: Site) -> Iterator[Problem]:
    titles: dict[str, Entry] = {}
    aliases: dict[str, Entry] = {}
    standing: dict[str, Entry] = {}
    for entry in site.entries.values():
        place = address(entry.id)
        if place.strip("/").split("/")[0] in RESERVED or place in standing:
            hint = "give the file another name"
            yield Problem(
                entry.path, 1, "file-name", f"the address {place} is taken by another part of the site.", hint
            )
        standing.setdefault(place, entry)
    for entry in site.entries.values():
        key = SEARCH_FOR_TITLES.sub(" ", entry.item.title.lower()).strip()
        if key in titles:
            yield Problem(
                entry.path,
                entry.line(("title",)),
                "duplicate-title",
                f'"{entry.item.title}" is also the title of {titles[key].path}.',
                "change one of the two",
            )
        titles.setdefault(key, entry)
        yield from plain_language.heading_problems(entry.path, entry.line(("title",)), entry.item.title)
        for index, alias in enumerate(entry.item.aliases):
            line = entry.line(("aliases", index))
            place = address(alias)
            if place.strip("/").split("/")[0] in RESERVED:
                hint = "delete this alias"
                message = f'the old address "{alias}" stands in a folder that the builder fills itself.'
                yield Problem(entry.path, line, "alias-collision", message, hint)
            elif alias in site.entries or place in standing:
                yield Problem(
                    entry.path,
                    line,
                    "alias-collision",
                    f'the old address "{alias}" is a page today.',
                    "delete this alias",
                )
            elif place in aliases:
                yield Problem(
                    entry.path,
                    line,
                    "alias-collision",
                    f'the old address "{alias}" is also claimed by {aliases[place].path}.',
                    "an old address leads to one page",
                )
            aliases.setdefault(place, entry)


def taken_anchors(entry: Entry) -> Iterator[Problem]:
    """A free heading does not take an anchor that the template writes on the same page."""
    if entry.folder not in FREE_HEADINGS and not isinstance(entry.item, Page):
        return
    cites = any(True for _ in citations(entry))
    for text in entry.sections:
        if text.anchor in TEMPLATE_ANCHORS and (text.anchor != "sources" or cites):
            yield Problem(
                entry.path,
                text.line,
                "heading-anchor",
                f'the anchor "{text.anchor}" belongs to a part that every page has.',
                "choose another",
            )
