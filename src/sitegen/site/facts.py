"""The facts on a page that a clinic may rely on, so that a change of one can be named before any wording.

A fact has a kind, a key that stays when its value changes, a label and a value in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sitegen.content import describe
from sitegen.content.describe import Words
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
    item, words = entry.item, site.words
    yield Fact("page", "title", words.gettext("The title"), item.title)
    if isinstance(item.status, Withdrawn):
        reason = words.gettext("withdrawn: %(reason)s", reason=plain_words(item.status.reason))
        yield Fact("page", "status", words.gettext("The page"), reason)
    for card in care_cards(site, entry):
        yield _of_card(card, words)
    if isinstance(item, BenefitItem):
        for verdict in item.verdicts:
            yield from _of_verdict(f"{entry.id}#{verdict.id}", verdict, words)
    if isinstance(item, TypeItem):
        for claimed in item.claimed_benefits:
            for key in claimed.verdicts:
                yield from _of_verdict(key, site.verdicts[key][1], words)
    if isinstance(item, TypeItem | CompareItem):
        use = item if isinstance(item, TypeItem) else site.entries[item.use].item
        for option in use.options if isinstance(use, TypeItem) else ():
            yield from _of_option(option, words)
    if isinstance(item, RiskItem):
        label = words.gettext("How serious it is")
        yield Fact("urgency", "seriousness", label, words.of("seriousness", item.seriousness))
        yield from _of_numbers("how-often", item.how_often.numbers, words)
    if isinstance(item, SubstanceItem):
        for licence in item.licences:
            label = words.gettext("Approval, %(place)s", place=licence.place)
            yield Fact("law", f"licence:{licence.place}", label, words.of("licence", licence.status))
        for key in item.verdicts:
            yield from _of_verdict(key, site.verdicts[key][1], words)
    if isinstance(item, RulesItem):
        for rule in item.rules:
            what = plain_words(rule.what)
            status = words.gettext(
                "%(status)s, as seen on %(day)s", status=words.of("rule", rule.status), day=rule.seen
            )
            yield Fact("law", f"rule:{what}", what, status)


def _of_card(entry: Entry, words: Words) -> Fact:
    card = card_of(entry)
    return Fact("urgency", f"card:{entry.name}", plain_words(card.action), words.of("urgency", card.urgency))


def _of_verdict(key: str, verdict: Verdict, words: Words) -> Iterator[Fact]:
    label = words.gettext("How sure: %(use)s", use=plain_words(verdict.use))
    yield Fact("certainty", f"verdict:{key}", label, _sure(verdict, words))
    yield from _of_numbers(key, verdict.numbers, words)


def _of_option(option: Option, words: Words) -> Iterator[Fact]:
    label = words.gettext("How sure: %(use)s", use=option.name)
    yield Fact("certainty", f"choice:{option.id}", label, _sure(option, words))
    label = words.gettext("Approval: %(choice)s", choice=option.name)
    yield Fact("law", f"choice:{option.id}", label, plain_words(option.licence))
    yield from _of_numbers(f"choice:{option.id}", option.numbers, words)


def _of_numbers(owner: str, numbers: tuple[Number, ...], words: Words) -> Iterator[Fact]:
    for n in numbers:
        said = {"count": describe.whole(n.with_, words), "what": plain_words(n.with_.what), "when": plain_words(n.by)}
        if n.compared_with:
            said |= {"other": describe.whole(n.compared_with, words), "others": plain_words(n.compared_with.what)}
            value = words.gettext("%(count)s %(what)s, against %(other)s %(others)s, %(when)s", **said)
        else:
            value = words.gettext("%(count)s %(what)s, %(when)s", **said)
        label = describe.first_up(plain_words(n.outcome))
        key = f"number:{owner}:{plain_words(n.outcome)}:{plain_words(n.with_.what)}"
        yield Fact("number", key, label, value)


def _sure(rated: Verdict | Option, words: Words) -> str:
    return f"{describe.certainty(rated.certainty, words)}. {words.of('direction', rated.direction)}"
