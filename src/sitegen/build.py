"""All outputs of a Site together, as ``{path below docs: bytes}``: the one list of what is built."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sitegen.cards import cards
from sitegen.history import NO_HISTORY, History
from sitegen.link import Site
from sitegen.render import outputs, render
from sitegen.search_index import engine, index


def build(
    site: Site, today: date, templates: Path, cache: Path | None = None, history: History = NO_HISTORY
) -> dict[str, bytes]:
    """Pages, search and pictures. With ``cache`` pictures that were drawn before are not drawn again."""
    rendered = render(site, today, templates, history)
    return outputs(
        rendered.pages,
        index(site),
        engine(),
        cards(site, (templates / "card.typ").read_bytes(), cache),
    )
