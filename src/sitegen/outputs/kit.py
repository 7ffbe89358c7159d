"""What a clinic links with: for each page a kit, a card that may be framed, a QR code and an oEmbed answer.

The words of a card are those of the page, never new ones. Absolute addresses are made from the one address of
the site, which ``publish.site_url`` reads. Nothing here needs a script. oEmbed: https://oembed.com, section 2.3.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Container, Mapping
from datetime import date
from math import ceil
from pathlib import Path

from jinja2 import Environment

from sitegen.base.addresses import (
    address,
    docs_path,
    embed_path,
    kit_path,
    leaflet_page_path,
    leaflet_path,
    oembed_path,
    old_id,
    qr_path,
    relative,
)
from sitegen.content import describe
from sitegen.content.models import BenefitItem, CardItem, Item
from sitegen.content.prose.inline import plain_words
from sitegen.content.typed.entries import Entry
from sitegen.ledger.versions import Stamp, sign_off
from sitegen.outputs.drawing.qr import one_blank, qr
from sitegen.pages.environment import environment
from sitegen.rules.card_rules import texts
from sitegen.site.care import Emergency, card_of, emergency_of
from sitegen.site.handouts import has_kit, leaflet_parts_of, part_id
from sitegen.site.site import URGENT_HELP, Site

FRAME_WIDTH = 300
"""Pixels. A frame of this width fits between the margins of the narrowest phones (320 px) and needs no style."""
FRAME_HIGHEST = 640
"""Pixels. What does not fit is reached by scrolling inside the frame."""
CARD_HIGHEST = 960
"""Pixels. What to do in an emergency is seen whole, without scrolling inside the frame."""


def kit(
    site: Site,
    stamps: Mapping[str, Stamp],
    today: date,
    templates: Path,
    site_url: str,
    others: Container[str],
    cache: Path | None = None,
) -> dict[str, bytes]:
    """All files for clinics as ``{path below docs: bytes}``.

    ``site_url`` is the address of the site, with a slash at the end. ``others`` are the paths below ``docs``
    that other steps write: a leaflet or a data file is linked only when it is among them.
    """
    env = environment(templates, site.words)
    found: dict[str, bytes] = {}
    for entry in site.entries.values():
        if has_kit(entry):
            found |= _of(site, entry, stamps[entry.id], today, env, site_url, others, cache)
    return found


def _of(
    site: Site,
    entry: Entry,
    stamp: Stamp,
    today: date,
    env: Environment,
    site_url: str,
    others: Container[str],
    cache: Path | None,
) -> dict[str, bytes]:
    url = site_url + address(entry.id).lstrip("/")
    emergency = emergency_of(site, entry)
    words = {
        "site": site,
        "entry": entry,
        "item": entry.item,
        "url": url,
        "help_url": site_url + address(URGENT_HELP).lstrip("/"),
        "embed_url": f"{site_url}embed{address(entry.id)}",
        "version": stamp.version,
        "dated": describe.released(stamp.released, site.words),
        "sign": sign_off(entry.item.clinician_review, stamp.version),
        "emergency": emergency,
        "own": isinstance(entry.item, CardItem),
        "certainty": one_certainty(entry.item),
        "overdue": entry.item.next_review < today,
        "width": FRAME_WIDTH,
        "height": frame_height(entry.item, emergency, url),
    }
    of_kit = {
        "site_url": site_url,
        "qr": {kind: qr_path(entry.id, kind) for kind in ("svg", "png")},
        "leaflets": _leaflets(site, entry, others),
        "data": path if (path := f"api/v1/items/{entry.id}.json") in others else "",
    }
    kit_page, card = env.get_template("outputs/kit.md.j2"), env.get_template("outputs/embed.md.j2")
    answer, codes = _oembed(env, site, entry, words, site_url), qr(url, entry.item.title, cache)
    found: dict[str, bytes] = {}
    # What stands in somebody's page, frame or print goes on at its old address too, and leads to today's page.
    for item_id in (entry.id, *map(old_id, entry.item.aliases)):
        old = "" if item_id == entry.id else " " + site.words.gettext("(old address)")
        path = embed_path(item_id)
        found[path] = one_blank(card.render(words, up=_up(path), old=old))
        path = kit_path(item_id)
        page_md = relative(docs_path(entry.id), posixpath.dirname(path))
        found[path] = one_blank(kit_page.render(words, **of_kit, up=_up(path), page_md=page_md, old=old))
        found[oembed_path(item_id)] = answer
        found |= {qr_path(item_id, kind): data for kind, data in codes.items()}
    return found


def _leaflets(site: Site, entry: Entry, others: Container[str]) -> dict[str, str]:
    """Where the leaflets of a page and of the parts of its use are, by words; only those that are made."""
    found: dict[str, str] = {}
    for part in leaflet_parts_of(entry):
        name, which = part_id(entry, part), f"{part.title}: " if part else ""
        for edition, said in site.words.tables["leaflet"].items():
            if (path := leaflet_path(name, edition)) in others:
                found[f"{which}{said} (PDF)"] = path
        for large in (False, True):
            if (path := leaflet_page_path(name, large)) in others:
                filled = site.words.gettext("with the clinic’s name")
                filled = site.words.gettext("with the clinic’s name, large print") if large else filled
                found[f"{which}{filled}"] = f"{path.removesuffix('.md')}/"
    return found


def _up(path: str) -> str:
    """The way from the page of a file below ``docs`` to the root of the site: ``../../`` for ``kit/about.md``."""
    return "../" * len(path.removesuffix(".md").removesuffix("/index").split("/"))


def one_certainty(item: Item) -> str:
    """The one word for how sure anyone can be, where all verdicts of a page share it; else nothing."""
    found = {verdict.certainty for verdict in item.verdicts} if isinstance(item, BenefitItem) else set()
    return found.pop() if len(found) == 1 else ""


def frame_height(item: Item, emergency: Emergency, url: str) -> int:
    """Pixels in which a frame of the usual width shows all, by the letters in it; never more than ``FRAME_HIGHEST``.

    The frame of an emergency's own card may be up to ``CARD_HIGHEST``.

    A line of such a card is 24 px high and holds about 28 letters, fewer in the box and in the title.
    """
    own = isinstance(item, CardItem)
    lines = (
        0.0 if own else ceil(len(item.summary) / 28) + 1.5 * ceil(len(item.title) / 20) + 2 * bool(one_certainty(item))
    )
    for card in map(card_of, emergency.cards):
        lines += max(2, ceil(len(card.action) / 22)) + ceil(len(card.title) / 26)
        if emergency.with_signs:
            lines += 2 + sum(ceil(len(plain_words(text)) / 24) for text in (texts(card)[2:] if own else card.when))
    lines += 6 if emergency.cards and not own else 0
    # The head, the way to the page and its address, and the lines on who checked it.
    lines += 10 + ceil(len(f"Its address: {url}") / 28)
    return min(CARD_HIGHEST if own else FRAME_HIGHEST, ceil(lines * 24 / 20) * 20)


def _oembed(env: Environment, site: Site, entry: Entry, words: Mapping[str, object], site_url: str) -> bytes:
    """The oEmbed answer of type "rich": a quotation with links, then the frame of the page's card.

    WordPress frames the answer of a site that it does not know with ``sandbox="allow-scripts"``, in which no link
    opens; where a quotation stands before the frame, it shows that instead (``wp_filter_oembed_result``).
    """
    code = env.get_template("outputs/oembed.html.j2").render(words)
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": entry.item.title,
        "provider_name": site.config.name,
        "provider_url": site_url,
        "html": code.strip(),
        "width": words["width"],
        "height": words["height"],
    }
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
