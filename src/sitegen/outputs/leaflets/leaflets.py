"""Leaflets to hand out: each use and each page about the appointment as PDF (A4, US letter, large print) and HTML.

The words are those of the pages. A sheet is made shorter by leaving out whole parts, never by rewriting: a part
stands in full, in a shorter form (fewer of its blocks), or is named as "on the page". The cards of an emergency are
never made shorter; where they do not fit, nothing is built. The PDFs are tagged and meet PDF/UA-1 (ISO 14289-1); the
compiler refuses to write one that does not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import product
from pathlib import Path

from sitegen.base.addresses import address, leaflet_page_path, leaflet_path, old_id, qr_path
from sitegen.base.problems import Problem
from sitegen.content import describe
from sitegen.content.models import LeafletPart, Page, TypeItem
from sitegen.content.typed.entries import Entry
from sitegen.ledger.versions import Stamp, sign_off
from sitegen.outputs.drawing.qr import one_blank
from sitegen.outputs.drawing.typesetter import at_once
from sitegen.outputs.leaflets.drawn import drawn_pdf, fitted_sheet
from sitegen.outputs.leaflets.sheet import EDITIONS, OTHER_LANGUAGES, Edition, Leaflet, Sheet
from sitegen.outputs.leaflets.template import leaflet_template
from sitegen.outputs.leaflets.words import leaflet, longest_date
from sitegen.pages.environment import environment
from sitegen.site.handouts import leaflet_names
from sitegen.site.site import URGENT_HELP, Site


class NoRoomError(Exception):
    """Cards that must stand whole do not fit on their leaflets; each with a problem that an editor can mend."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} leaflets are too full")
        self.problems = tuple(problems)


def leaflets(
    site: Site, stamps: Mapping[str, Stamp], templates: Path, site_url: str, cache: Path | None = None
) -> dict[str, bytes]:
    """Every leaflet as ``{path below docs: bytes}``: three PDFs and the pages on which a clinic adds its name.

    In another language there are the PDFs alone, because a clinic's kit is made of the English page.
    ``site_url`` has a slash at the end. With ``cache`` a PDF is made only when its words or the template changed.
    Raises :class:`NoRoomError` with all leaflets on which the cards do not fit.
    """
    template = leaflet_template(templates, site.words)
    edition_of = site.edition
    editions = {name: OTHER_LANGUAGES[name] for name in edition_of.papers} if edition_of.translated else EDITIONS
    page = environment(templates, site.words).get_template("outputs/leaflet.md.j2")
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    named = _named(site)
    wholes = {name: _whole(site, *named[name], stamps, site_url, cache) for name in named}
    drawn = _drawn(template, wholes, editions, cache, longest_date(site.words))
    for name, (entry, part) in named.items():
        # A leaflet goes on at its old address too.
        names = [name, *(old_id(alias) + name.removeprefix(entry.id) for alias in entry.item.aliases)]
        sheets: dict[str, Sheet] = {}
        for edition, form in editions.items():
            match drawn[name, edition]:
                case None:
                    problems.append(_too_full(entry, part, wholes[name], edition, form))
                case printed, made:
                    sheets[edition] = printed
                    found |= {leaflet_path(one, edition): made for one in names}
        # The pages have what the sheets have, as both are to be handed out.
        for edition, large in (("a4", False), ("large", True)):
            for one in names if edition in sheets and not edition_of.translated else ():
                found[leaflet_page_path(one, large)] = one_blank(
                    page.render(
                        leaflet=sheets[edition].leaflet,
                        large=large,
                        name=_file(leaflet_page_path(name)),
                        name_large=_file(leaflet_page_path(name, large=True)),
                        qr=qr_path(entry.id, "svg"),
                        help_qr=qr_path(URGENT_HELP, "svg"),
                        page_path=address(entry.id).lstrip("/"),
                        help_path=address(URGENT_HELP).lstrip("/"),
                        old="" if one == name else " " + site.words.gettext("(old address)"),
                    )
                )
    if problems:
        raise NoRoomError(problems)
    return found


def _named(site: Site) -> dict[str, tuple[Entry, LeafletPart | None]]:
    """Of which page or part each leaflet is, by the name of its files.

    Another language has leaflets of its own pages, and of a use that of its short part.
    """
    names = leaflet_names(site)
    if not site.edition.translated:
        return names
    return {
        name: (entry, part)
        for name, (entry, part) in names.items()
        if part is None and site.edition.has(entry.id) and not isinstance(entry.item, Page)
    }


def _whole(
    site: Site, entry: Entry, part: LeafletPart | None, stamps: Mapping[str, Stamp], site_url: str, cache: Path | None
) -> Leaflet:
    """What a leaflet would say with room for all of it."""
    stamp = stamps[entry.id]
    sign = sign_off(entry.item.clinician_review, stamp.version)
    return leaflet(site, entry, stamp, sign, site_url, part=part, cache=cache)


def _drawn(
    template: bytes, wholes: Mapping[str, Leaflet], editions: Mapping[str, Edition], cache: Path | None, dated: str
) -> dict[tuple[str, str], tuple[Sheet, bytes] | None]:
    """Each leaflet in each edition, with its PDF; ``None`` where it does not fit."""

    def draw(at: tuple[str, str]) -> tuple[Sheet, bytes] | None:
        name, edition = at
        printed = fitted_sheet(template, wholes[name], editions[edition], cache, dated)
        return None if printed is None else (printed, drawn_pdf(template, wholes[name], printed, cache))

    wanted = list(product(wholes, editions))
    return dict(zip(wanted, at_once(draw, wanted), strict=True))


def _file(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _too_full(entry: Entry, part: LeafletPart | None, whole: Leaflet, edition: str, form: Edition) -> Problem:
    """What an editor is told where the shortest form of a leaflet takes more pages than it may have."""
    cards = [block for p in whole.parts for block in (p.short if p.least is None else p.least) if block.kind == "care"]
    loc = ("risks",) if isinstance(entry.item, TypeItem) else ("care_cards",)
    name = f'"{part.title}", {describe.LEAFLETS[edition]}' if part else describe.LEAFLETS[edition]
    most = form.limit(whole)
    message = f"the leaflet ({name}) has room for {most} pages; its {len(cards)} cards that stand whole do not fit."
    longest = sorted(cards, key=lambda card: -len(json.dumps(asdict(card))))[:3]
    hint = f"shorten its longest cards: {'; '.join(card.text for card in longest)}" if longest else "shorten the page"
    return Problem(entry.path, entry.line(loc), "leaflet-room", message, hint)
