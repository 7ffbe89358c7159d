"""Addresses: where an item's page stands in ``docs`` and on the site. The path of the file is the address."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cache

CARDS_FOLDER = "assets/cards"


def card_path(item_id: str) -> str:
    """Where a page's picture stands below ``docs``: ``assets/cards/risks-name.png``."""
    return f"{CARDS_FOLDER}/{item_id.replace('/', '-')}.png"


QR_FOLDER = "assets/qr"


def embed_path(item_id: str) -> str:
    """Where the card of an item's page stands below ``docs``."""
    return f"embed/{docs_path(item_id)}"


def qr_path(item_id: str, kind: str) -> str:
    """Where the QR code of an item's page stands below ``docs``: ``assets/qr/risks-name.svg``."""
    return f"{QR_FOLDER}/{item_id.replace('/', '-')}.{kind}"


API_FOLDER = "api/v1"


def item_path(item_id: str) -> str:
    """Where an item's JSON stands below ``docs``."""
    return f"{API_FOLDER}/items/{item_id}.json"


def schema_path(name: str) -> str:
    """Where the JSON Schema of a kind of file stands below ``docs``."""
    return f"{API_FOLDER}/schema/{name}.schema.json"


_IN_LANGUAGE = re.compile(r"/([a-z]{2}(?:-[a-z]{2})?)/")
SHOW_FOLDER, SIDE_FOLDER = "show", "side-by-side"
RESERVED = ("api", "assets", "embed", "feeds", "kit", "oembed", SHOW_FOLDER, SIDE_FOLDER, "versions")
"""Folders of the site that the builder fills itself; no page and no old address may stand in them."""


PLACES = {"pages": "", "cards": "help/"}
"""Folders of the content that stand elsewhere on the site; every other folder keeps its name."""


FIXED: Mapping[str, str] = {
    "home": "pages/index",
    "about": "pages/about",
    "a-to-z": "pages/a-to-z",
    "search": "pages/search",
    "questions": "pages/questions",
    "glossary": "pages/glossary",
    "sources": "pages/sources",
    "unknowns": "pages/what-nobody-knows",
    "certainty": "pages/how-sure-we-are",
    "facts": "pages/facts",
    "parts": "pages/style-guide",
    "clinics": "pages/clinics",
    "edit": "pages/edit",
    "uses": "types/index",
    "signs": "cards/index",
    "prepare": "consultation/prepare",
    "urgent": "consultation/when-to-get-help",
}
"""The pages that every guide of this kind has, by the part that each plays.

The builder itself leads to them: from the frame, from page records, from leaflets and from what clinics hand out. They
are the same whatever the treatment is, so their ids stand here and not in ``site.yml``, and nowhere else in the
builder. No other id of a page is known to it.
"""


LONG_LISTS = tuple(FIXED[part] for part in ("sources", "glossary", "unknowns", "questions", "facts"))
"""Pages that list everything of one kind, for looking up and printing. The budgets of bytes leave them out."""


def docs_path(item_id: str) -> str:
    """Where an item's page stands below ``docs``; pages of the folder ``pages`` stand at the top, cards in ``help``."""
    folder, _, name = item_id.partition("/")
    return f"{PLACES.get(folder, f'{folder}/')}{name}.md" if name else f"{item_id}.md"


def address(item_id: str) -> str:
    """The address of an item's page, from the root of the site: ``/risks/name/``."""
    path = "/" + docs_path(item_id).removesuffix(".md")
    return path.removesuffix("index") if path.endswith("/index") else f"{path}/"


def in_language(path: str, language: str) -> str:
    """A path below the root of the site in a language: ``fr/risks/name/``. English has no folder."""
    return path if language == "en" else f"{language}/{path}"


def language_of(path: str) -> str | None:
    """The language in whose folder an address from the root stands: ``fr`` for ``/fr/risks/name/``; none in English."""
    found = _IN_LANGUAGE.match(path)
    return found[1] if found else None


def across(item_id: str, language: str, target: str, other: str) -> str:
    """A link from a page in one language to a page in another, from address to address: ``../../fr/risks/name/``."""
    here = in_language(address(item_id).lstrip("/"), language)
    there = in_language(address(target).lstrip("/"), other)
    return posixpath.relpath(f"/{there}", f"/{here}").rstrip("/") + "/"


def kit_path(item_id: str) -> str:
    """Where the kit with which clinics link to an item's page stands below ``docs``."""
    return f"kit/{docs_path(item_id)}"


def show_path(item_id: str) -> str:
    """Where a card in every language of the guide stands below ``docs``: ``show/name.md``."""
    return f"{SHOW_FOLDER}/{posixpath.basename(item_id)}.md"


def oembed_path(item_id: str) -> str:
    """Where the oEmbed answer of an item's page stands below ``docs``: ``oembed/risks-name.json``."""
    return f"oembed/{item_id.replace('/', '-')}.json"


def old_id(alias: str) -> str:
    """An old address, as an item lists it, as the id that the item had then."""
    return alias if "/" in alias else f"pages/{alias}"


def leaflet_path(item_id: str, edition: str) -> str:
    """Where a leaflet in PDF stands below ``docs``: ``leaflets/types-name-a4.pdf``."""
    return f"leaflets/{item_id.replace('/', '-')}-{edition}.pdf"


def leaflet_page_path(item_id: str, large: bool = False) -> str:
    """Where the leaflet to which a clinic adds its name stands below ``docs``: ``leaflets/types-name.md``.

    ``large``: the one that prints in large letters, ``leaflets/types-name-large.md``.
    """
    return f"leaflets/{item_id.replace('/', '-')}{'-large' if large else ''}.md"


def absolute(site_url: str, item_id: str) -> str:
    """The whole address of an item's page; ``site_url`` is that of the site, with a slash at the end."""
    return site_url + address(item_id).lstrip("/")


def past_leaflet_path(name: str, edition: str) -> str:
    """Where a leaflet of an earlier version stands below ``docs``: ``leaflets/versions/0123abcd-a4.pdf``.

    ``name`` is the version, with the part of the use where it is of one: ``0123abcd-part``.
    """
    return f"leaflets/versions/{name}-{edition}.pdf"


@cache
def relative(path: str, folder: str) -> str:
    """A link from a file in ``folder`` to ``path``, both below ``docs``. The same few thousand are asked for often."""
    return posixpath.relpath(path, folder or ".")
