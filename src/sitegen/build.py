"""All outputs of a Site together, as ``{path below docs: bytes}``: the one list of what is built."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sitegen.cards import cards
from sitegen.kit import kit
from sitegen.link import Site
from sitegen.render import outputs, render
from sitegen.search_index import engine, index


def build(site: Site, today: date, templates: Path, site_url: str, cache: Path | None = None) -> dict[str, bytes]:
    """Pages, search, pictures and what clinics link with.

    ``site_url`` is the address that the site will have, with a slash at the end. With ``cache`` pictures
    that were drawn before are not drawn again.
    """
    rendered = render(site, today, templates)
    files = outputs(
        rendered.pages,
        index(site),
        engine(),
        cards(site, (templates / "card.typ").read_bytes(), cache),
    )
    return outputs(files, kit(site, rendered.stamps, today, templates, site_url, files))
