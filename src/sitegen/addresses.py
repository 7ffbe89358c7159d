"""Addresses: where an item's page stands in ``docs`` and on the site. The path of the file is the address."""

from __future__ import annotations

RESERVED = ("api", "assets", "embed", "feeds", "kit", "oembed", "versions")
"""Folders of the site that the builder fills itself; no page and no old address may stand in them."""


def docs_path(item_id: str) -> str:
    """Where an item's page stands below ``docs``; pages of the folder ``pages`` stand at the top."""
    return item_id.removeprefix("pages/") + ".md"


def address(item_id: str) -> str:
    """The address of an item's page, from the root of the site: ``/risks/bruising/``."""
    path = docs_path(item_id).removesuffix(".md")
    path = path.removesuffix("index")
    return f"/{path}" if not path or path.endswith("/") else f"/{path}/"


def kit_path(item_id: str) -> str:
    """Where the kit with which clinics link to an item's page stands below ``docs``."""
    return f"kit/{docs_path(item_id)}"


def oembed_path(item_id: str) -> str:
    """Where the oEmbed answer of an item's page stands below ``docs``: ``oembed/risks-bruising.json``."""
    return f"oembed/{item_id.replace('/', '-')}.json"
