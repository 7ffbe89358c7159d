"""The short part of a benefit, a harm, a substance and a page about the visit: how long it is, and where it leads.

A reader of two screens has the answer (design, section 5). A use has its own rules, in ``depths``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.base.problems import Problem
from sitegen.content import describe
from sitegen.content.models import BenefitItem, ConsultationItem, Item, RiskItem, SubstanceItem, TypeItem
from sitegen.content.prose.inline import plain_words, tokenize
from sitegen.content.reading.yaml_tree import Loc
from sitegen.content.typed.entries import Entry
from sitegen.rules.language.depths import SHORT, UNBOUND
from sitegen.site.care import card_of, urgent_first
from sitegen.site.fact_box import MOST_ROWS
from sitegen.site.fact_box.of_pages import first_cards, page_box
from sitegen.site.site import Site

URGENT = 100
"""Words of a short part that stands below the cards of an urgent page."""
OF_TEMPLATES = 15
"""Words that the templates add, such as headings and the way to urgent help."""
NO_COUNT = re.compile(r"\b(?:(?:\d{1,2} [A-Z]\w+ )?(?:19|20)\d\d|Under \d+|[A-Z]+\d+)\b")
"""Numerals besides times and ages that count nobody: days and years of events, and names with a number in them."""


def problems(site: Site, entry: Entry) -> Iterator[Problem]:
    """What is wrong with the short part of a page; nothing of a page of another kind."""
    item = entry.item
    if not isinstance(item, BenefitItem | RiskItem | SubstanceItem | ConsultationItem):
        return
    yield from _numerals(entry, item)
    if not _whole(site, item):
        return
    most = URGENT if urgent_first(item) else SHORT
    said = OF_TEMPLATES + sum(len(text.split()) for text in short_texts(site, entry))
    at = entry.line(next((loc for loc, _ in _own(item)), ("summary",)))
    if said > most:
        message = f"the short part has {said} words; the limit is {most}."
        yield Problem(entry.path, at, "short-part", message, "shorten the summary or what stands in in_short")
    rows = len(page_box(site, entry).rows)
    if rows > MOST_ROWS:
        message = f"the box has {rows} rows; the limit is {MOST_ROWS}."
        yield Problem(entry.path, at, "short-part", message, "give ratings that are as sure the same words in in_short")
    if isinstance(item, RiskItem) and item.seriousness != "passing" and not _leads_to_help(site, entry):
        message = "it can last or be an emergency, and its short part leads to no card that says where to get help."
        hint = "name a card of more urgency than self-care first under care_cards"
        yield Problem(entry.path, entry.line(("care_cards",)), "short-card", message, hint)


def short_texts(site: Site, entry: Entry) -> Iterator[str]:
    """The sentences of a short part; its box is not counted."""
    item = entry.item
    yield plain_words(item.summary)
    if tells_what_it_is(site, item):
        yield site.config.subject.in_short
    yield from (plain_words(text) for _, text in _own(item))
    if isinstance(item, BenefitItem):
        yield from (use.item.title for use in uses_of(site, entry))
    if isinstance(item, RiskItem):
        yield describe.WORDS["seriousness"][item.seriousness]
        if not urgent_first(item):
            yield from (f"{card.item.title} {card_of(card).action}" for card in first_cards(site, entry))
    if isinstance(item, SubstanceItem):
        yield from (site.entries[name].item.title for name in (*item.used_in, *item.risks))
        yield from (licence.place for licence in item.licences)
        yield from dict.fromkeys(describe.WORDS["licence"][licence.status] for licence in item.licences)


def tells_what_it_is(site: Site, item: Item) -> bool:
    """Whether the short part says what the treatment is: on benefits, and wherever else it is named there."""
    if urgent_first(item):
        return False
    said = " ".join((item.summary, *(text for _, text in _own(item)))).lower()
    named = re.search(rf"\b{re.escape(site.config.subject.name)}\b", said)
    return isinstance(item, BenefitItem) or bool(named)


def uses_of(site: Site, benefit: Entry) -> list[Entry]:
    """The uses for which a benefit is claimed."""

    def claims(use: Entry) -> bool:
        item = use.item
        return isinstance(item, TypeItem) and benefit.id in (claimed.benefit for claimed in item.claimed_benefits)

    return [use for use in site.of("types") if claims(use)]


def _own(item: Item) -> Iterator[tuple[Loc, str]]:
    """The texts of the short part that the page's own file has, besides the summary."""
    if isinstance(item, BenefitItem):
        yield ("claim",), item.claim
    elif isinstance(item, RiskItem):
        if item.in_short:
            yield ("in_short",), item.in_short
        if item.how_often.not_known:
            yield ("how_often", "not_known"), item.how_often.not_known
    elif isinstance(item, SubstanceItem):
        yield ("in_short", "what"), item.in_short.what
        yield ("in_short", "avoid"), item.in_short.avoid
        if item.no_verdict:
            yield ("no_verdict",), item.no_verdict
    elif isinstance(item, ConsultationItem):
        yield from ((("in_short", index), text) for index, text in enumerate(item.in_short))


def _numerals(entry: Entry, item: Item) -> Iterator[Problem]:
    texts: list[tuple[Loc, str]] = [(("summary",), item.summary), *_own(item)]
    if isinstance(item, BenefitItem):
        texts += [(("verdicts", index, "in_short"), v.in_short) for index, v in enumerate(item.verdicts)]
    for loc, text in texts:
        loose = " ".join(token.text for token in tokenize(text) if token.kind not in ("fact", "cite"))
        if found := re.search(r"\d[\d,]*", NO_COUNT.sub("", UNBOUND.sub("", loose))):
            message = f'"{found[0]}" is bound to no record.'
            hint = f"name its record, as in [{found[0]} of 100](fact:name), or leave the number out"
            yield Problem(entry.path, entry.line(loc), "short-part", message, hint)


def _leads_to_help(site: Site, entry: Entry) -> bool:
    return any(card_of(card).urgency != "self-care" for card in first_cards(site, entry))


def _whole(site: Site, item: Item) -> bool:
    """Whether all that the short part names is there; what is not is told as a problem of its own."""
    if isinstance(item, RiskItem):
        return all(name in site.entries for name in item.care_cards)
    if isinstance(item, SubstanceItem):
        there = all(name in site.entries for name in (*item.used_in, *item.risks))
        return there and all(name in site.verdicts for name in item.verdicts)
    return True
