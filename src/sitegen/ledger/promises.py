"""Addresses that clinics may link to: which ones a release promises, and whether every promise still holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from sitegen.base.addresses import SHOW_FOLDER, address, language_of
from sitegen.base.problems import Problem, did_you_mean
from sitegen.content.models import BenefitItem, CompareItem, TypeItem
from sitegen.content.translation.slots import stands_whole
from sitegen.ledger.handed_out import handed_out, handed_out_before
from sitegen.ledger.history import PERMALINKS
from sitegen.site.care import card_of, care_cards, emergency_of
from sitegen.site.handouts import has_kit
from sitegen.site.site import GLOSSARY_PAGE, QUESTIONS_PAGE, Site

CARE = "care"
"""The anchor of what to do in an emergency, to which the card of an urgent page leads."""


def promised(site: Site) -> set[str]:
    """All that a clinic may put into its own pages and forms, of today's site, in every language that it knows of.

    Every address, every anchor that comes from a heading, a record or a card, and all else that is handed out:
    cards in a frame, codes, answers, leaflets, data and feeds.
    """
    found = set(handed_out(site))
    for entry in site.entries.values():
        page, item = address(entry.id), entry.item
        anchors = [text.anchor for text in entry.sections]
        for card in care_cards(site, entry):
            anchors += [card.name, *card_of(card).formerly]
        anchors.append("page-record")
        if has_kit(entry) and emergency_of(site, entry).first:
            anchors.append(CARE)
        if isinstance(item, BenefitItem):
            anchors += [verdict.id for verdict in item.verdicts]
        if isinstance(item, CompareItem):
            use = site.entries[item.use].item
            anchors += [option.id for option in use.options] if isinstance(use, TypeItem) else []
        if entry.id == QUESTIONS_PAGE:
            anchors += site.questions
        if stands_whole(entry.id):
            # The places of a page come from its record, so they are the same in every language. Words of the glossary
            # stand in a language only where one of its pages uses them.
            found |= {f"/{code}{page}#{a}" for code in site.edition.languages.get(entry.id, ()) for a in anchors}
        if entry.id == GLOSSARY_PAGE:
            anchors += site.terms
        found |= {page, *(f"{page}#{anchor}" for anchor in anchors)}
    return found


def moved(site: Site) -> dict[str, str]:
    """``{old address: the address today}`` for every alias."""
    return {address(alias): address(e.id) for e in site.entries.values() for alias in e.item.aliases}


def promise_problems(site: Site, promises: Iterable[str], unread: Collection[str] = ()) -> Iterator[Problem]:
    """Each promised address whose page is gone and has no alias (before any page is built).

    What is handed out for a page goes on with it; it is told only where every page is there. ``unread`` are languages
    of which nobody can tell what they have.
    """
    today = {address(item_id) for item_id in site.entries}
    shown = f"/{SHOW_FOLDER}/"
    left_out = (*(f"/{code}/" for code in unread), *([shown] if unread else []))
    whole = [
        (number, line) for number, line in enumerate(promises, 1) if "#" not in line and not line.startswith(left_out)
    ]
    others = {number for number, line in whole if _is_handed_out(line) or language_of(line)}
    answered = {*today, *moved(site)}
    lost = [(number, line) for number, line in whole if number not in others and line not in answered]
    for number, path in lost:
        name = path.strip("/") or "index"
        yield Problem(
            PERMALINKS,
            number,
            "promise-broken",
            f'clinics may link to "{path}", but no page has this address.',
            did_you_mean(path, today) or f"add it to the new page's aliases: [{name}], or withdraw the page",
        )
    if lost:
        return
    made = {*handed_out(site), *handed_out_before(site)}
    for number, path in whole:
        if number in others and path not in made:
            code = language_of(path)
            folder = "translations" + (f"/{code}" if code else "")
            yield Problem(
                PERMALINKS,
                number,
                "promise-broken",
                f'clinics may use "{path}", but nothing is made at this address any more.',
                f"put its file in {folder} back; where its English has moved, give it the new name"
                if code or path.startswith(shown)
                else "keep its page as it was, or withdraw the page: what was handed out for it stays",
            )


def _is_handed_out(path: str) -> bool:
    """Whether a promised address is no page of content: a file, or a page that the builder makes of one."""
    return not path.endswith("/") or bool(re.match(r"/(?:embed/|show/|leaflets/.)", path))
