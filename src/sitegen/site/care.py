"""The cards on what to do at a sign, as pages name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar, get_args

from sitegen.base.characters import as_sorted
from sitegen.content import describe
from sitegen.content.models import (
    CardItem,
    ConsultationItem,
    EmergencyNumber,
    Item,
    LeafletPart,
    Number,
    RiskItem,
    TypeItem,
    Urgency,
)
from sitegen.content.typed.entries import Entry
from sitegen.site.site import URGENT_HELP, Site

OfCard = TypeVar("OfCard")


def care_cards(site: Site, entry: Entry) -> list[Entry]:
    """The care cards that a page names, in its order; a card's own page shows that card."""
    item = entry.item
    if isinstance(item, CardItem):
        return [entry]
    named = item.care_cards if isinstance(item, RiskItem | ConsultationItem) else ()
    # A card that is not there is told as a problem of the page; until it is mended the others are still looked at.
    return [card for name in named if (card := site.entries.get(name)) and isinstance(card.item, CardItem)]


def sign_of(site: Site, harm: Entry) -> Entry | None:
    """The card whose sign tells a reader of a harm; what goes away by itself needs none.

    Of an emergency it is the most urgent, of what lasts the last for a clinic.
    """
    if not isinstance(harm.item, RiskItem) or harm.item.seriousness == "passing":
        return None
    cards = care_cards(site, harm)
    if harm.item.seriousness == "lasting":
        cards = [card for card in cards if card_of(card).urgency == "clinic"][::-1] or cards
    return cards[0] if cards else None


def by_sign(site: Site, harms: Sequence[Entry]) -> list[tuple[Entry | None, list[Entry]]]:
    """Harms with the card of their sign, once for all that share it."""
    found: dict[str, tuple[Entry | None, list[Entry]]] = {}
    for harm in harms:
        sign = sign_of(site, harm)
        found.setdefault(sign.id if sign else "", (sign, []))[1].append(harm)
    return list(found.values())


def card_of(entry: Entry) -> CardItem:
    """The words of a card's entry."""
    assert isinstance(entry.item, CardItem)
    return entry.item


def cards_by_urgency(site: Site) -> list[tuple[Urgency, list[Entry]]]:
    """All cards, the most urgent first; in each group those of the page on urgent help in its order, then the rest."""
    help_page = site.entries.get(URGENT_HELP)
    first = list(getattr(help_page.item, "care_cards", ())) if help_page else []
    cards = sorted(site.of("cards"), key=lambda c: first.index(c.id) if c.id in first else len(first))
    urgencies: tuple[Urgency, ...] = get_args(Urgency)[::-1]
    return [(u, found) for u in urgencies if (found := [c for c in cards if card_of(c).urgency == u])]


def urgent_first(item: Item) -> bool:
    """Whether an item's cards stand directly under its title: emergencies, and advice that says so."""
    if isinstance(item, RiskItem):
        return item.seriousness == "emergency"
    return isinstance(item, CardItem) or (isinstance(item, ConsultationItem) and item.care_first == "yes")


SIGNS_SHOWN = 2
"""With more emergency cards than this, the card of an urgent page lists the actions; the signs are a link away."""


@dataclass(frozen=True)
class Emergency:
    """What to do in an emergency that a page tells of. ``first``: the page is urgent, so it stands before all else."""

    cards: tuple[Entry, ...]
    first: bool

    @property
    def with_signs(self) -> bool:
        return self.first and len(self.cards) <= SIGNS_SHOWN


def emergency_of(site: Site, entry: Entry) -> Emergency:
    """The emergency cards of a page, and whether they stand directly under its title (as on the page itself)."""
    cards = tuple(card for card in care_cards(site, entry) if card_of(card).urgency == "emergency")
    return Emergency(cards, urgent_first(entry.item) and bool(cards))


def holds(number: Number, use: str, part: LeafletPart | None) -> bool:
    """Whether a number of a harm holds for a use, or for one part of it."""
    return use in number.uses and (part is None or number.part == part.id)


def harms_of(site: Site, entry: Entry) -> Iterator[tuple[str, list[tuple[Entry, list[Number]]], list[Entry]]]:
    """The harms of a use by seriousness, the grave first: those counted, with what was counted, and the others."""
    use = entry.item
    assert isinstance(use, TypeItem)
    for seriousness in reversed(list(describe.WORDS["seriousness"])):
        counted: list[tuple[Entry, list[Number]]] = []
        uncounted: list[Entry] = []
        for harm in (site.entries[name] for name in use.risks):
            if not isinstance(harm.item, RiskItem) or harm.item.seriousness != seriousness:
                continue
            numbers = [n for n in harm.item.how_often.numbers if holds(n, entry.id, None)]
            if numbers and not harm.item.how_often.not_known:
                counted.append((harm, numbers))
            else:
                uncounted.append(harm)
        if counted or uncounted:
            yield seriousness, counted, uncounted


def counted_and_lasting(site: Site, use: Entry) -> list[Entry]:
    """The harms of a use that can last and that were counted for it."""
    return [harm for kind, counted, _ in harms_of(site, use) if kind == "lasting" for harm, _ in counted]


def whom_to_call(site: Site) -> list[EmergencyNumber]:
    """The emergency numbers by place, as the places are sorted in the language of the site."""
    return sorted(site.emergency_numbers.values(), key=lambda row: as_sorted(row.place))


def by_urgency(groups: Iterable[tuple[str, list[OfCard]]]) -> list[tuple[str, list[OfCard]]]:
    """Groups of care cards, the most urgent first."""
    order = list(reversed(get_args(Urgency)))
    return sorted(groups, key=lambda group: order.index(group[0]))
