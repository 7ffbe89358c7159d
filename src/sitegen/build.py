"""All outputs of a Site together, as ``{path below docs: bytes}``: the one list of what is built."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from datetime import date
from pathlib import Path
from typing import Any

from sitegen.base.addresses import in_language
from sitegen.base.files import outputs
from sitegen.ledger.history import NO_HISTORY, History
from sitegen.ledger.version_pages import owners
from sitegen.outputs.api.data import api
from sitegen.outputs.api.llms import llms
from sitegen.outputs.cards import cards
from sitegen.outputs.feeds import edition_feed, feeds
from sitegen.outputs.frame import frame, manifest
from sitegen.outputs.kit import kit
from sitegen.outputs.leaflets.leaflets import leaflets
from sitegen.outputs.leaflets.past import past_leaflets
from sitegen.outputs.link_list import link_list
from sitegen.outputs.search_index import engine, index
from sitegen.pages.derived.two_languages import cards_in_all_languages
from sitegen.pages.environment import environment
from sitegen.pages.render import render, render_edition
from sitegen.site.site import Site


def build(
    site: Site,
    today: date,
    templates: Path,
    site_url: str,
    cache: Path | None = None,
    history: History = NO_HISTORY,
    memory: MutableMapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """Pages, search, pictures and what clinics rely on.

    ``site_url`` is the address that the site will have, with a slash at the end. With ``cache`` pictures
    that were drawn before are not drawn again; ``memory`` keeps what follows from one page or one version alone.
    """
    rendered = render(site, today, templates, history, memory)
    files = outputs(
        rendered.pages,
        index(site, memory),
        engine(),
        cards(site, (templates / "outputs/card.typ").read_bytes(), cache),
        feeds(site, history, templates, site_url),
        api(site, rendered.stamps, site_url, memory),
        llms(site, templates, site_url),
        link_list(site, history, rendered.stamps, site_url, rendered.pages, memory),
        leaflets(site, rendered.stamps, templates, site_url, cache),
        past_leaflets(history, rendered.stamps, owners(site), templates, cache, site.words),
    )
    # Last, as a kit links to a leaflet only if there is one.
    return outputs(files, kit(site, rendered.stamps, today, templates, site_url, files, cache))


def build_edition(
    site: Site,
    original: Site,
    today: date,
    templates: Path,
    settings: Mapping[str, Any],
    cache: Path | None = None,
    history: History = NO_HISTORY,
) -> dict[str, bytes]:
    """What there is of a Site in another language, below its folder. ``settings`` are those of ``mkdocs.yml``."""
    language = site.edition.language
    pages, stamps = render_edition(site, original, today, templates)
    root = str(settings["site_url"]).rstrip("/") + "/"
    made = outputs(
        pages,
        index(site),
        engine(language),
        frame(site, settings["extra"]),
        manifest(site),
        edition_feed(site, history, templates, root),
        leaflets(site, stamps, templates, root + in_language("", language), cache),
    )
    return {in_language(path, site.edition.language): data for path, data in made.items()}


def build_shown(sites: Mapping[str, Site], templates: Path) -> dict[str, bytes]:
    """The cards to show to somebody who speaks another language. ``sites``: one a language, English among them."""
    return cards_in_all_languages(sites, environment(templates))
