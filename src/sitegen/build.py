"""All outputs of a Site together, as ``{path below docs: bytes}``: the one list of what is built."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sitegen.api import api
from sitegen.cards import cards
from sitegen.feeds import feeds
from sitegen.history import NO_HISTORY, History
from sitegen.kit import kit
from sitegen.leaflets import leaflets, past_leaflets
from sitegen.link import Site
from sitegen.link_list import link_list
from sitegen.render import outputs, render
from sitegen.search_index import engine, index
from sitegen.version_pages import owners


def build(
    site: Site,
    today: date,
    templates: Path,
    site_url: str,
    cache: Path | None = None,
    history: History = NO_HISTORY,
) -> dict[str, bytes]:
    """Pages, search, pictures and what clinics rely on.

    ``site_url`` is the address that the site will have, with a slash at the end. With ``cache`` pictures
    that were drawn before are not drawn again.
    """
    rendered = render(site, today, templates, history)
    files = outputs(
        rendered.pages,
        index(site),
        engine(),
        cards(site, (templates / "card.typ").read_bytes(), cache),
        feeds(site, history, templates, site_url),
        api(site, rendered.stamps, site_url),
        link_list(site, history, rendered.stamps, site_url, rendered.pages),
        leaflets(site, rendered.stamps, templates, site_url, cache),
        past_leaflets(history, rendered.stamps, owners(site), templates, cache),
    )
    # Last, as a kit links to a leaflet only if there is one.
    return outputs(files, kit(site, rendered.stamps, today, templates, site_url, files))
