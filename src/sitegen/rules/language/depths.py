"""The three depths of a use: what its short part and its middle may weigh, and what the short part may not leave out.

A reader of two screens has the answer, a reader of seven has what it takes to decide (design, section 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.base.problems import Problem
from sitegen.content import describe
from sitegen.content.models import RiskItem, TypeItem
from sitegen.content.prose.blocks import split_sentences
from sitegen.content.prose.inline import TARGET, plain_words, tokenize
from sitegen.content.reading.yaml_tree import Loc
from sitegen.content.typed.entries import Entry
from sitegen.site.care import by_sign, card_of
from sitegen.site.citations import tokens
from sitegen.site.fact_box import MOST_ROWS, ShortBox, harm_lines, short_box
from sitegen.site.site import Site

SHORT, MIDDLE = 150, 800
"""Words that each part may have; the box of the short part is not counted."""
OF_TEMPLATES = {"short": 15, "middle": 95}
"""Words that the templates add to each part, such as headings and the way to urgent help."""
MIDDLE_SECTIONS = ("see-a-doctor-first", "who-should-not", "what-it-is-like")
NO_FACTS = (
    r"\b\d[\d,]*(?: to \d[\d,]*)? (?:second|minute|hour|day|week|month|year|session|visit|injection)s?\b",
    r"\b(?:age|aged|under|over|from) \d+\b",
)
"""Numerals that need no record: times, numbers of sessions, ages."""
UNBOUND = re.compile("|".join(NO_FACTS))
UNSURE = ("We do not know", "No study found")


def problems(site: Site, entry: Entry) -> Iterator[Problem]:
    """What is wrong with the depths of a use; nothing of any other page."""
    item = entry.item
    if not isinstance(item, TypeItem):
        return
    yield from _numerals(entry, item)
    said, at = _counted(short_texts(item)) + OF_TEMPLATES["short"], entry.line(("in_short",))
    if said > SHORT:
        yield Problem(entry.path, at, "short-part", f"the short part has {said} words; the limit is {SHORT}.")
    if not _whole(site, item):
        return
    yield from _rows(site, entry, item)
    yield from _missing_harms(site, entry, item)
    said = _counted(middle_texts(site, entry)) + OF_TEMPLATES["middle"]
    if said > MIDDLE:
        message = f'the part "What you need" has {said} words; the limit is {MIDDLE}.'
        hint = f"shorten {', '.join(MIDDLE_SECTIONS)}, or the first sentence of works, harms and time of each choice"
        yield Problem(entry.path, at, "middle-part", message, hint)


def short_texts(item: TypeItem) -> list[str]:
    """The sentences of the short part."""
    short = item.in_short
    return [plain_words(text) for text in (item.summary, short.what, *short.messages, short.lasts)]


def middle_texts(site: Site, entry: Entry) -> list[str]:
    """The words of the middle part: choices, harms with their signs, three sections, four questions.

    "Say it back" at its end is not counted: it stands folded, and asks for what the words above it say.
    """
    item = entry.item
    assert isinstance(item, TypeItem)
    found: list[str] = []
    found += dict.fromkeys(option.part for option in item.options if option.part)
    for option in item.options:
        found += [option.name]
        lines: tuple[str, ...] = (option.works, option.harms)
        if option.kind != "nothing":
            found += [describe.which_way(option.certainty, option.direction)]
            lines += (option.time,)
        found += [split_sentences(plain_words(text))[0] for text in lines]
    found += _harm_texts(site, harm_lines(site, entry))
    for text in entry.sections:
        if text.anchor in MIDDLE_SECTIONS:
            found += [text.heading, *(block.plain for block in text.blocks if not block.cards)]
            named = [site.entries[name] for block in text.blocks for name in block.cards if name in site.entries]
            found += [f"{card.item.title} {plain_words(card_of(card).action)}" for card in named]
    return [*found, *(site.questions[q].question for q in item.matter_most if q in site.questions)]


def _harm_texts(site: Site, box: ShortBox) -> Iterator[str]:
    for row in box.rows:
        yield f"{row.what} {row.treated}"
        yield f"against {row.others_in_short}" if row.compared else ""
        signs = () if row.counted else by_sign(site, row.harms)
        yield from (sign.item.title for sign, _ in signs if sign)
    for note, _ in box.notes:
        yield note


def _counted(texts: list[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _rows(site: Site, entry: Entry, item: TypeItem) -> Iterator[Problem]:
    for index, row in enumerate(item.in_short.box):
        rated = [site.verdicts[name][1] for name in row.verdicts]
        ways = {describe.which_way(verdict.certainty, verdict.direction) for verdict in rated}
        if len(ways) > 1 and not ways.issubset(UNSURE):
            at = entry.line(("in_short", "box", index))
            message = f"the ratings in one row of the box say different things: {'; '.join(sorted(ways))}."
            yield Problem(entry.path, at, "short-part", message, "give each its own row")
    rows = len(short_box(site, entry).rows)
    if rows > MOST_ROWS:
        at = entry.line(("in_short", "box"))
        message = f"the box has {rows} rows; the limit is {MOST_ROWS}."
        yield Problem(entry.path, at, "short-part", message, "put ratings that are as sure as each other in one row")


def _numerals(entry: Entry, item: TypeItem) -> Iterator[Problem]:
    short = item.in_short
    texts: list[tuple[Loc, str]] = [
        (("summary",), item.summary),
        (("in_short", "what"), short.what),
        *((("in_short", "box", index), row.what) for index, row in enumerate(short.box)),
        (("in_short", "lasts"), short.lasts),
        *((("in_short", "messages", index), text) for index, text in enumerate(short.messages)),
    ]
    for loc, text in texts:
        loose = " ".join(token.text for token in tokenize(text) if token.kind not in ("fact", "cite"))
        if found := re.search(r"\d[\d,]*", UNBOUND.sub("", loose)):
            message = f'"{found[0]}" is bound to no record.'
            hint = f"name its record, as in [{found[0]} of 100](fact:name), or leave the number out"
            yield Problem(entry.path, entry.line(loc), "short-part", message, hint)


def _missing_harms(site: Site, entry: Entry, item: TypeItem) -> Iterator[Problem]:
    """A serious harm to which the page's own words lead is one of its harms, and so stands in the short part."""
    shown = {harm.id for row in short_box(site, entry).rows for harm in row.harms}
    for token, line in tokens(entry):
        target = TARGET.match(token.target) if token.kind == "link" else None
        harm = site.entries.get(target["item"]) if target else None
        if harm and isinstance(harm.item, RiskItem) and harm.item.seriousness != "passing" and harm.id not in shown:
            message = f'"{harm.id}" can last or be an emergency, and the short part does not name it.'
            yield Problem(entry.path, line, "missing-harm", message, "add it to risks")
    for name in item.risks:
        grave = site.entries[name].item
        if isinstance(grave, RiskItem) and grave.seriousness != "passing" and name not in shown:
            message = f'"{name}" can last or be an emergency, and the short part does not name it.'
            yield Problem(entry.path, entry.line(("risks",)), "missing-harm", message)


def _whole(site: Site, item: TypeItem) -> bool:
    """Whether all that the box names is there; what is not is told as a problem of its own."""
    verdicts = (name for row in item.in_short.box for name in row.verdicts)
    return all(name in site.verdicts for name in verdicts) and all(name in site.entries for name in item.risks)
