"""What the site generator is told of a language: the words of the frame and its scripts, and which parts there are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sitegen.base.addresses import address, in_language
from sitegen.content.describe import Words, language_name
from sitegen.site.site import Site

FRAME = ".frame.json"
"""Beside the pages of a language. Its name begins with a dot, so that it is no page and no file of the site."""
MANIFEST = "translated.json"
"""Which pages a language has, who made each, and what of it is old: for programs, and for whoever translates."""


def frame(site: Site, english: Mapping[str, Any]) -> dict[str, bytes]:
    """The settings of a language as ``{path: bytes}``. ``english`` is ``extra`` of ``mkdocs.yml``.

    ``shown`` are the addresses to which the menu and the foot may lead: a language shows only what it has.
    """
    language, words, config = site.edition.language, site.words, site.config
    said = {
        "site_name": config.name,
        "site_description": config.subject.in_short,
        "language": language,
        "name": language_name(language),
        "extra": {
            "after_it": config.subject.after_it,
            "substances": site.folders["substances"],
            "words": {key: _said(text, words) for key, text in english["words"].items()},
            "scripts": {
                script: {key: _said(text, words) for key, text in table.items()}
                for script, table in english["scripts"].items()
            },
            "shown": sorted(address(name).lstrip("/") for name in site.entries if site.edition.has(name)),
        },
    }
    return {FRAME: json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8")}


def manifest(site: Site) -> dict[str, bytes]:
    """``{"language": "fr", "pages": [{"address": ..., "english": ..., "made": ..., "by": ..., "read": ...}]}``.

    ``stale`` counts the fields whose English has changed since, ``in_english`` those that are shown in English.
    """
    pages = [
        {
            "address": in_language(address(item_id).lstrip("/"), site.edition.language),
            "english": address(item_id).lstrip("/"),
            "title": site.entries[item_id].item.title,
            "made": str(made.made),
            "by": made.by,
            "read": str(made.read.date) if made.read else None,
            "checked": str(made.checked.date) if made.checked else None,
            "stale": made.stale,
            "in_english": made.english,
        }
        for item_id, made in sorted((site.edition.pages or {}).items())
    ]
    found = {"language": site.edition.language, "pages": pages}
    return {MANIFEST: (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode("utf-8")}


def _said(text: Any, words: Words) -> Any:
    """A text of the frame, or its forms for a number, in a language; the places stay open."""
    if isinstance(text, str):
        return words.pattern(text)
    forms = words.forms(text["one"], text["other"])
    return {"one": forms[0], "other": forms[-1]}
