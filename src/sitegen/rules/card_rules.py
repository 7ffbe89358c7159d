"""What holds for the cards on what to do at a sign, and for the pages that name them.

One card, one text: a page names a card by its id. A card is read in fear, on a small phone: it is short, plain,
and leads to nothing else to read (NHS care cards). What it may rest on is told in ``sources/``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import get_args

from sitegen.base.problems import Problem
from sitegen.content import describe
from sitegen.content.models import CardItem, ConsultationItem, RiskItem, Urgency
from sitegen.content.prose.blocks import Block, parse
from sitegen.content.prose.inline import plain_words
from sitegen.content.typed.entries import Entry
from sitegen.rules.language import plain_language, reading_grade

PAGE_WORDS = 90
"""Words that a reader sees on a card's own page before she opens anything: one screen of a small phone."""
EVERY_CARD = 14
"""Words that the template puts on every such page: If one is true, Help, Not yet checked by a doctor, and so on."""
EMERGENCY_NUMBERS = 2
"""Words of the line that opens the emergency numbers."""
REPEATED_WORDS = 6
"""A sentence of so many words or more that stands on a card and on a page was copied by hand."""
FASTEST_FIRST: tuple[Urgency, ...] = get_args(Urgency)[::-1]


def problems(entries: Mapping[str, Entry], names: re.Pattern[str] | None) -> Iterator[Problem]:
    """Every problem of the cards, and of the pages that name them or repeat their words.

    ``names`` are the words that are left out of the reading grade.
    """
    cards = {entry.id: entry.item for entry in entries.values() if isinstance(entry.item, CardItem)}
    said = {_words_only(sentence): entries[card].name for card, item in cards.items() for sentence in spoken(item)}
    for entry in entries.values():
        if isinstance(entry.item, CardItem):
            yield from _own(entry, entry.item, names)
        else:
            yield from _repeated(entry, said)
        if isinstance(entry.item, RiskItem | ConsultationItem):
            yield from _order(entry, "care_cards", entry.item.care_cards, cards)
        if isinstance(entry.item, ConsultationItem):
            yield from _order(entry, "first_signs", entry.item.first_signs, cards)
            yield from _left_out(entry, entry.item, cards)
    yield from _former(entries)


def texts(card: CardItem) -> list[str]:
    """All words of a card as a reader meets them, line by line; what every card has alike is left out."""
    lines = [card.title, card.action, *card.when, *card.then, card.say, card.never, card.who]
    return [plain_words(line) for line in lines if line]


def spoken(card: CardItem) -> list[str]:
    """The sentences of a card that are long enough to be known again on another page."""
    found = [s for text in texts(card) for block in parse(text) for _, s in block.sentences]
    return [s for s in found if len(reading_grade.WORD.findall(s)) >= REPEATED_WORDS]


def _words_only(sentence: str) -> str:
    return " ".join(reading_grade.WORD.findall(sentence.lower()))


def _own(entry: Entry, card: CardItem, names: re.Pattern[str] | None) -> Iterator[Problem]:
    lines = texts(card)
    count = EVERY_CARD + sum(
        len(reading_grade.WORD.findall(line)) for line in (describe.WORDS["urgency"][card.urgency], *lines)
    )
    count += EMERGENCY_NUMBERS * (card.urgency == "emergency") + (card.say is not None)
    if count > PAGE_WORDS:
        message = f"the page of this card has {count} words; the limit is {PAGE_WORDS}."
        yield Problem(entry.path, 1, "card-length", message, "keep what saves; the rest goes to the page of the harm")
    read = [s for line in lines for block in parse(line) for _, s in block.sentences]
    at = entry.line(("action",))
    yield from plain_language.summary_problems(entry.path, at, "this card", read, names, plain_language.CARD_GRADE)
    for text in entry.prose:
        for block in text.blocks:
            if text.loc != ("differ",) and any(
                t.kind not in ("text", "fact") for line in block.lines for t in line.tokens
            ):
                message = "a card has a link, a source or bold words in it."
                yield Problem(entry.path, block.line, "care-card-link", message, "put it on the page about the harm")


def _order(entry: Entry, field: str, named: tuple[str, ...], cards: Mapping[str, CardItem]) -> Iterator[Problem]:
    found = [(index, FASTEST_FIRST.index(cards[name].urgency)) for index, name in enumerate(named) if name in cards]
    for (_, before), (index, after) in pairwise(found):
        if after < before:
            message = f'"{named[index]}" is more urgent than the card before it.'
            yield Problem(entry.path, entry.line((field, index)), "card-order", message, "the most urgent first")
    for index, name in enumerate(named):
        if name in named[:index]:
            message = f'"{name}" is named twice.'
            yield Problem(entry.path, entry.line((field, index)), "card-order", message, "delete one of the two")


def _left_out(entry: Entry, item: ConsultationItem, cards: Mapping[str, CardItem]) -> Iterator[Problem]:
    """A page whose first signs stand alone shows all others below: who finds hers on none thinks that it is no sign."""
    if item.first_signs:
        for name in sorted(cards.keys() - {*item.care_cards}):
            message = f'"{name}" is not among the cards of this page, which shows every sign.'
            hint = f'add it to "care_cards" among those that are as urgent ({cards[name].urgency})'
            yield Problem(entry.path, entry.line(("care_cards",)), "card-left-out", message, hint)


def _repeated(entry: Entry, said: Mapping[str, str]) -> Iterator[Problem]:
    for text in entry.prose:
        for block in text.blocks:
            if _alarm(block):
                message = "a page writes emergency advice of its own."
                hint = "name the card on a line of its own: [card](cards/name)"
                yield Problem(entry.path, block.line, "card-text", message, hint)
            for line, sentence in block.sentences:
                if name := said.get(_words_only(sentence)):
                    message = f'this sentence stands on the card "{name}": {sentence[:50]}'
                    hint = f"name the card on a line of its own: [card](cards/{name})"
                    yield Problem(entry.path, line, "card-text", message, hint)


def _alarm(block: Block) -> bool:
    """Whether a paragraph is written as an alarm; what to do in an emergency is the business of a card."""
    first = block.lines[0].tokens[:1] if block.kind == "paragraph" else ()
    return bool(first) and first[0].kind == "bold" and first[0].text.rstrip(":").lower() == "emergency"


def _former(entries: Mapping[str, Entry]) -> Iterator[Problem]:
    taken = {entry.name: entry.path for entry in entries.values() if isinstance(entry.item, CardItem)}
    for entry in entries.values():
        for index, old in enumerate(entry.item.formerly if isinstance(entry.item, CardItem) else ()):
            if old in taken:
                message = f'"{old}" is already the name of a card, or was one: {taken[old]}.'
                line = entry.line(("formerly", index))
                yield Problem(entry.path, line, "card-former", message, "an old name leads to one card")
            taken.setdefault(old, entry.path)
