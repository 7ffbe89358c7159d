"""What a clinic links with: for each page a kit, a card that may be framed, a QR code and an oEmbed answer.

The words of a card are those of the page, never new ones. Absolute addresses are made from the one address of
the site, which ``publish.site_url`` reads. Nothing here needs a script. oEmbed: https://oembed.com, section 2.3.
"""

from __future__ import annotations

import io
import json
import posixpath
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from pathlib import Path

import segno
from jinja2 import Environment
from markupsafe import Markup

from sitegen import describe
from sitegen.addresses import address, docs_path, kit_path, leaflet_page_path, leaflet_path, oembed_path, old_id
from sitegen.card_rules import texts
from sitegen.leaflet_rules import part_id
from sitegen.link import URGENT_HELP, Site, card_of, care_cards, has_kit, leaflet_parts_of, urgent_first
from sitegen.models import BenefitItem, CardItem, Item
from sitegen.prose import plain_words
from sitegen.render import environment, escape_markdown
from sitegen.validate import Entry
from sitegen.versions import Stamp, sign_off

QR_FOLDER = "assets/qr"
FRAME_WIDTH = 300
"""Pixels. A frame of this width fits between the margins of the narrowest phones (320 px) and needs no style."""
FRAME_HIGHEST = 640
"""Pixels. What does not fit is reached by scrolling inside the frame."""
CARD_HIGHEST = 960
"""Pixels. What to do in an emergency is seen whole, without scrolling inside the frame."""
SIGNS_SHOWN = 2
"""With more emergency cards than this, the card of an urgent page lists the actions; the signs are a link away."""


def embed_path(item_id: str) -> str:
    """Where the card of an item's page stands below ``docs``."""
    return f"embed/{docs_path(item_id)}"


def qr_path(item_id: str, kind: str) -> str:
    """Where the QR code of an item's page stands below ``docs``: ``assets/qr/risks-bruising.svg``."""
    return f"{QR_FOLDER}/{item_id.replace('/', '-')}.{kind}"


@dataclass(frozen=True)
class Emergency:
    """What to do in an emergency that a page tells of. ``first``: the page is urgent, so it stands before all else."""

    cards: tuple[Entry, ...]
    first: bool

    @property
    def with_signs(self) -> bool:
        return self.first and len(self.cards) <= SIGNS_SHOWN


def kit(
    site: Site, stamps: Mapping[str, Stamp], today: date, templates: Path, site_url: str, others: Container[str]
) -> dict[str, bytes]:
    """All files for clinics as ``{path below docs: bytes}``.

    ``site_url`` is the address of the site, with a slash at the end. ``others`` are the paths below ``docs``
    that other steps write: a leaflet or a data file is linked only when it is among them.
    """
    env = environment(templates)
    env.filters.update(md=lambda text: Markup(escape_markdown(text)), plain=plain_words)
    found: dict[str, bytes] = {}
    for entry in site.entries.values():
        if has_kit(entry):
            found |= _of(site, entry, stamps[entry.id], today, env, site_url, others)
    return found


def _of(
    site: Site, entry: Entry, stamp: Stamp, today: date, env: Environment, site_url: str, others: Container[str]
) -> dict[str, bytes]:
    url = site_url + address(entry.id).lstrip("/")
    emergency = emergency_of(site, entry)
    words = {
        "site": site,
        "entry": entry,
        "item": entry.item,
        "url": url,
        "embed_url": f"{site_url}embed{address(entry.id)}",
        "version": stamp.version,
        "dated": f"of {describe.day(stamp.released)}" if stamp.released else "not yet released",
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
        "leaflets": _leaflets(entry, others),
        "data": path if (path := f"api/v1/items/{entry.id}.json") in others else "",
    }
    kit_page, card = env.get_template("kit.md.j2"), env.get_template("embed.md.j2")
    answer, codes = _oembed(env, site, entry, words, site_url), qr(url, entry.item.title)
    found: dict[str, bytes] = {}
    # What stands in somebody's page, frame or print goes on at its old address too, and leads to today's page.
    for item_id in (entry.id, *map(old_id, entry.item.aliases)):
        old = "" if item_id == entry.id else " (old address)"
        path = embed_path(item_id)
        found[path] = one_blank(card.render(words, up=_up(path), old=old))
        path = kit_path(item_id)
        page_md = posixpath.relpath(docs_path(entry.id), posixpath.dirname(path))
        found[path] = one_blank(kit_page.render(words, **of_kit, up=_up(path), page_md=page_md, old=old))
        found[oembed_path(item_id)] = answer
        found |= {qr_path(item_id, kind): data for kind, data in codes.items()}
    return found


def _leaflets(entry: Entry, others: Container[str]) -> dict[str, str]:
    """Where the leaflets of a page and of the parts of its use are, by words; only those that are made."""
    found: dict[str, str] = {}
    for part in leaflet_parts_of(entry):
        name, which = part_id(entry, part), f"{part.title}: " if part else ""
        for edition, words in describe.LEAFLETS.items():
            if (path := leaflet_path(name, edition)) in others:
                found[f"{which}{words} (PDF)"] = path
        for large in (False, True):
            if (path := leaflet_page_path(name, large)) in others:
                said = f"{which}with the clinic’s name{', large print' if large else ''}"
                found[said] = f"{path.removesuffix('.md')}/"
    return found


def _up(path: str) -> str:
    """The way from the page of a file below ``docs`` to the root of the site: ``../../`` for ``kit/about.md``."""
    return "../" * len(path.removesuffix(".md").removesuffix("/index").split("/"))


def emergency_of(site: Site, entry: Entry) -> Emergency:
    """The emergency cards of a page, and whether they stand directly under its title (as on the page itself)."""
    cards = tuple(card for card in care_cards(site, entry) if card_of(card).urgency == "emergency")
    return Emergency(cards, urgent_first(entry.item) and bool(cards))


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


def qr(url: str, title: str) -> dict[str, bytes]:
    """The QR code of an address as ``{kind: bytes}``: level M, with the white edge of four modules that it needs."""
    code = segno.make(url, error="m", boost_error=False, micro=False)
    svg, png = io.BytesIO(), io.BytesIO()
    code.save(
        svg, kind="svg", border=4, scale=8, light="#fff", title=title, xmldecl=False, svgclass=None, lineclass=None
    )
    code.save(png, kind="png", border=4, scale=10)
    return {"svg": svg.getvalue(), "png": png.getvalue()}


def _oembed(env: Environment, site: Site, entry: Entry, words: Mapping[str, object], site_url: str) -> bytes:
    """The oEmbed answer of type "rich": a quotation with links, then the frame of the page's card.

    WordPress frames the answer of a site that it does not know with ``sandbox="allow-scripts"``, in which no link
    opens; where a quotation stands before the frame, it shows that instead (``wp_filter_oembed_result``).
    """
    code = env.get_template("_oembed.html.j2").render(words, help_url=site_url + address(URGENT_HELP).lstrip("/"))
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


def one_blank(text: str) -> bytes:
    """Without spaces at line ends and with one empty line at most."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for line, before in zip(lines, ("", *lines), strict=False) if line or before]
    return ("\n".join(kept) + "\n").encode("utf-8")
