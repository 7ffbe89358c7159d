"""The facts on a page that a clinic may rely on, so that a change of one can be named before any wording.

A fact has a kind, a key that stays when its value changes, a label and a value in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sitegen.content import describe
from sitegen.content.models import (
    BenefitItem,
    CompareItem,
    Number,
    Option,
    RiskItem,
    RulesItem,
    SubstanceItem,
    TypeItem,
    Verdict,
    Withdrawn,
)
from sitegen.content.prose.inline import plain_words
from sitegen.content.typed.entries import Entry
from sitegen.site.care import card_of, care_cards
from sitegen.site.site import Site

Kind = Literal["urgency", "number", "certainty", "law", "page", "sources", "wording"]
"""What kind of change it is, the weightiest first."""


@dataclass(frozen=True)
class Fact:
    """One fact on a page, in words."""

    kind: Kind
    key: str
    label: str
    value: str


def facts(site: Site, entry: Entry) -> tuple[Fact, ...]:
    """The facts that an item's page shows: urgency, numbers of people, certainty, law and licence, status."""
    return tuple(dict.fromkeys(_facts(site, entry)))


def _facts(site: Site, entry: Entry) -> Iterator[Fact]:
    item = entry.item
    yield Fact("page", "title", "The title", item.title)
    if isinstance(item.status, Withdrawn):
        yield Fact("page", "status", "The page", f"withdrawn: {plain_words(item.status.reason)}")
    for card in care_cards(site, entry):
        yield _of_card(card)
    if isinstance(item, BenefitItem):
        for verdict in item.verdicts:
            yield from _of_verdict(f"{entry.id}#{verdict.id}", verdict)
    if isinstance(item, TypeItem):
        for claimed in item.claimed_benefits:
            for key in claimed.verdicts:
                yield from _of_verdict(key, site.verdicts[key][1])
    if isinstance(item, TypeItem | CompareItem):
        use = item if isinstance(item, TypeItem) else site.entries[item.use].item
        for option in use.options if isinstance(use, TypeItem) else ():
            yield from _of_option(option)
    if isinstance(item, RiskItem):
        yield Fact("urgency", "seriousness", "How serious it is", describe.WORDS["seriousness"][item.seriousness])
        yield from _of_numbers("how-often", item.how_often.numbers)
    if isinstance(item, SubstanceItem):
        for licence in item.licences:
            yield Fact("law", f"licence:{licence.place}", f"Approval, {licence.place}", _licence(licence.status))
        for key in item.verdicts:
            yield from _of_verdict(key, site.verdicts[key][1])
    if isinstance(item, RulesItem):
        for rule in item.rules:
            what = plain_words(rule.what)
            yield Fact("law", f"rule:{what}", what, f"{rule.status}, as seen on {rule.seen}")


def _of_card(entry: Entry) -> Fact:
    card = card_of(entry)
    return Fact("urgency", f"card:{entry.name}", plain_words(card.action), describe.WORDS["urgency"][card.urgency])


def _of_verdict(key: str, verdict: Verdict) -> Iterator[Fact]:
    yield Fact("certainty", f"verdict:{key}", f"How sure: {plain_words(verdict.use)}", _sure(verdict))
    yield from _of_numbers(key, verdict.numbers)


def _of_option(option: Option) -> Iterator[Fact]:
    yield Fact("certainty", f"choice:{option.id}", f"How sure: {option.name}", _sure(option))
    yield Fact("law", f"choice:{option.id}", f"Approval: {option.name}", plain_words(option.licence))
    yield from _of_numbers(f"choice:{option.id}", option.numbers)


def _of_numbers(owner: str, numbers: tuple[Number, ...]) -> Iterator[Fact]:
    for n in numbers:
        said = f"{describe.whole(n.with_)} {plain_words(n.with_.what)}"
        if n.compared_with:
            said += f", against {describe.whole(n.compared_with)} {plain_words(n.compared_with.what)}"
        label = describe.first_up(plain_words(n.outcome))
        key = f"number:{owner}:{plain_words(n.outcome)}:{plain_words(n.with_.what)}"
        yield Fact("number", key, label, f"{said}, {plain_words(n.by)}")


def _sure(rated: Verdict | Option) -> str:
    return f"{describe.certainty(rated.certainty)}. {describe.WORDS['direction'][rated.direction]}"


def _licence(status: str) -> str:
    return describe.WORDS["licence"][status]
