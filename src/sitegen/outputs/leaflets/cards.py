"""The cards of a leaflet: which stand whole, which are named by sign and action, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from sitegen.content.describe import Words
from sitegen.content.models import CardItem
from sitegen.content.prose.inline import plain_words
from sitegen.content.typed.entries import Entry
from sitegen.outputs.leaflets.sheet import Block, Part
from sitegen.site.care import card_of, care_cards
from sitegen.site.site import URGENT_HELP, Site

FURTHEST_DOWN: Mapping[str, int] = {"emergency": 0, "same-day": 1, "clinic": 2, "self-care": 3}


def cards_of_harms(site: Site, harms: Sequence[Entry], lasting: Sequence[Entry] = ()) -> Iterator[Part]:
    """The cards that the harms of a use name and that cannot wait, in the order of the page on urgent help.

    Whole are those that the first screen of urgent help has. The other emergencies are named by sign and action; so
    are the cards of harms that are ``lasting`` and were counted for this use, but for what one can do oneself. The
    other cards are found on that page: its address and its code stand beside these.
    """
    first = first_signs(site)
    of_lasting = (card for harm in lasting for card in care_cards(site, harm))
    beside = {*first, *(card.id for card in of_lasting if card_of(card).urgency != "self-care")}
    all_cards = {card.id: card for harm in harms for card in care_cards(site, harm)}
    named = {card_id: card for card_id, card in all_cards.items() if _stands_whole(site, card) or card_id in beside}
    first = first or tuple(card_id for card_id, card in named.items() if _stands_whole(site, card))
    order = [card.id for card in care_cards(site, site.entries[URGENT_HELP])]
    cards = sorted(named.values(), key=lambda c: (order.index(c.id) if c.id in order else len(order), c.id))
    cards.sort(key=lambda c: FURTHEST_DOWN[card_of(c).urgency])
    for urgency, group in groupby(cards, key=lambda c: card_of(c).urgency):
        found = list(group)
        shown = (*first, *site.config.subject.whole_cards)
        whole = [card for card in found if card.id in shown and _stands_whole(site, card)]
        rest = [card for card in found if card not in whole]
        part = care_part(site, urgency, whole, 0, first)
        extra = (_named(rest),) if rest else ()
        yield replace(part, blocks=(*part.blocks, *extra), short=(*part.short, *extra), least=None)


def first_signs(site: Site) -> tuple[str, ...]:
    """The cards that the page on urgent help shows first."""
    return getattr(site.entries[URGENT_HELP].item, "first_signs", ())


def _stands_whole(site: Site, card: Entry) -> bool:
    """Whether a card is never made shorter: what it tells cannot wait until somebody has found the page."""
    return card_of(card).urgency == "emergency" or card.id in site.config.subject.whole_cards


def care_part(site: Site, urgency: str, cards: Sequence[Entry], rank: int, first: Sequence[str]) -> Part:
    """Cards of one urgency, whole. A short sheet keeps what cannot wait whole, and of the others sign and action.

    The shortest has of these others only those that the page on urgent help shows ``first``.
    """
    said = site.words.of("urgency", urgency)
    full = tuple(_card(card_of(entry), site.words) for entry in cards)
    always = tuple(_card(card_of(entry), site.words) for entry in cards if _stands_whole(site, entry))
    others = [entry for entry in cards if not _stands_whole(site, entry)]
    if not others:
        return Part(f"care-{urgency}", said, full, always, rank)
    known = [entry for entry in others if entry.id in first]
    least = (*always, _named(known)) if known else always
    return Part(f"care-{urgency}", said, full, (*always, _named(others)), rank, least)


def _named(cards: Sequence[Entry]) -> Block:
    """Cards by sign and action, in the words of the cards."""
    said = (card_of(entry) for entry in cards)
    return Block("list", points=tuple(f"{plain_words(card.title)}: {plain_words(card.action)}" for card in said))


def _card(card: CardItem, words: Words) -> Block:
    """A card as it stands everywhere: the same words in the same order."""
    return Block(
        "care",
        name=plain_words(card.action),
        text=plain_words(card.title),
        word=words.of("urgency", card.urgency),
        points=tuple(plain_words(sign) for sign in card.when),
        then=tuple(plain_words(step) for step in card.then),
        after=plain_words(card.never or ""),
        say=plain_words(card.say or ""),
        who=plain_words(card.who),
    )
