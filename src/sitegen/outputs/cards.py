"""The picture of each page for places where it is shared (Open Graph): drawn at build time, without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import typst

from sitegen.base.addresses import card_path
from sitegen.content.models import Page
from sitegen.outputs.drawing.drawn import made_once
from sitegen.site.site import Site


def cards(site: Site, template: bytes, cache: Path | None = None) -> dict[str, bytes]:
    """A PNG of 1200 by 630 pixels for every page, ``{path: bytes}``.

    With ``cache`` a picture is drawn only when its words or the template changed: drawing takes about 20 ms.
    The compiler carries its typeface, so the bytes are the same on every machine.
    """
    return {card_path(entry.id): _drawn(template, _words(site, entry.id), cache) for entry in site.entries.values()}


def _words(site: Site, item_id: str) -> Mapping[str, str]:
    entry = site.entries[item_id]
    # An overview's section would repeat its title.
    section = "" if isinstance(entry.item, Page) else site.folders[entry.folder]
    return {"title": entry.item.title, "section": section, "guide": site.config.name, "language": site.words.language}


def _drawn(template: bytes, words: Mapping[str, str], cache: Path | None) -> bytes:
    card = json.dumps(words, ensure_ascii=False, sort_keys=True)
    return made_once(cache, "png", [template, card.encode("utf-8")], partial(_draw, template, card))


def _draw(template: bytes, card: str) -> bytes:
    drawn = typst.compile(template, format="png", ppi=72, ignore_system_fonts=True, sys_inputs={"card": card})
    assert isinstance(drawn, bytes)
    return drawn
