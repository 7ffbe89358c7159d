"""The box in the short part of a benefit, a substance or a harm, made from its ratings and counts.

One denominator and the same columns as in the box of a use (design, section 5).
"""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.content import describe
from sitegen.content.models import BenefitItem, Number, RiskItem, SubstanceItem
from sitegen.content.typed.entries import Entry
from sitegen.site.care import care_cards, sign_of
from sitegen.site.fact_box import ShortBox, ShortRow, boxed, good, label_of
from sitegen.site.site import Site


def page_box(site: Site, entry: Entry) -> ShortBox:
    """The rows of a page: ratings by their short words, or what was counted of a harm."""
    item = entry.item
    if isinstance(item, BenefitItem):
        return rated(site, [f"{entry.id}#{verdict.id}" for verdict in item.verdicts])
    if isinstance(item, SubstanceItem):
        return rated(site, item.verdicts)
    if not isinstance(item, RiskItem):
        return boxed([], {}, words=site.words)
    # How serious the harm is stands beside the box; what was counted of it may be less so.
    return boxed([(ShortRow(label_of("", n, False)), n) for n in item.how_often.numbers], {}, words=site.words)


def rated(site: Site, names: Iterable[str]) -> ShortBox:
    """A row for each rating; those with the same words that are as sure share one."""
    found: dict[tuple[str, str], tuple[ShortRow, Number | None]] = {}
    for name in names:
        verdict = site.verdicts[name][1]
        sure = describe.which_way(verdict.certainty, verdict.direction, site.words)
        row = ShortRow(verdict.in_short, name, sure)
        # A count looks surer than a word: it stands in the box from low certainty on (design, section 6).
        number = next(iter(good(verdict)), None) if verdict.certainty in describe.DRAWN else None
        found.setdefault((verdict.in_short, sure), (row, number))
    return boxed(list(found.values()), {}, words=site.words)


def first_cards(site: Site, entry: Entry) -> list[Entry]:
    """The cards that the short part of a harm leads to: the most urgent, and that of its usual sign.

    Of what lasts that is the card by which one notices it, of what goes away the mildest.
    """
    cards = care_cards(site, entry)
    usual = sign_of(site, entry) or (cards[-1] if cards else None)
    found = {card.id: card for card in (*cards[:1], usual) if card}
    return list(found.values())
