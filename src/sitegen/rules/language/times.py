"""Times name their fact: how soon to act, how long something lasts, how long a study looked. None stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sitegen.base.problems import Problem
from sitegen.content.fact_words import allowed
from sitegen.content.models import Model
from sitegen.content.prose.blocks import Block, parse
from sitegen.content.typed.entries import Entry, ProseText, walk
from sitegen.rules.language.bound import PLAIN_FIELDS
from sitegen.site.care import care_cards
from sitegen.site.citations import said_facts
from sitegen.site.site import Site

_N = r"\d[\d,]*(?:\.\d+)?"
TIME = re.compile(
    rf"(?<![\w.,-]){_N}(?:(?: to | or ){_N})?[ -](?:second|minute|hour|day|week|month|year)s?\b(?! old\b)", re.I
)
"""A time in figures: ``72 hours``, ``4 to 6 weeks``, ``12-week``. An age (``18 years old``) is none."""
NO_FACT: Mapping[str, re.Pattern[str]] = {
    "an age: it tells who somebody is, and nobody acts by it": re.compile(
        r"(?:\b(?:aged?|woman|women|man|men|girl|boy|people|patients?) (?:of |from |aged? )?)$"
    ),
    "what a word means, as in its first 8 weeks: a definition, and nobody acts by it": re.compile(r"\bits first $"),
}
"""What needs no fact, each with the reason: the words that stand before such a time."""


NO_LINK = (*PLAIN_FIELDS, "action", "for")
"""Fields that can hold no link: headings, the words of links, and what search engines show."""


def unbound_times(site: Site, entry: Entry) -> Iterator[Problem]:
    """Times of a page that name no fact (design: one fact, one home)."""
    for text in entry.prose:
        if not text.in_body and text.loc[-1] in NO_LINK:
            yield from _repeated(site, entry, text)
            continue
        for block in text.blocks:
            yield from _in_block(site, entry.path, block)


def unbound_in_record(site: Site, path: str, line: int, record: Model) -> Iterator[Problem]:
    """The same for a record of a data file, such as a question or a word of the glossary."""
    for leaf in walk(record):
        for block in parse(leaf.value, line) if leaf.prose else ():
            yield from _in_block(site, path, block)


def _repeated(site: Site, entry: Entry, text: ProseText) -> Iterator[Problem]:
    """Times in a field that can hold no link: each is that of a fact which the page says, or a page that goes with it.

    With a page go the cards that it names, with a card the pages that name it.
    """
    found = [time[0] for block in text.blocks for line in block.all_lines for time in TIME.finditer(line.plain)]
    if not found:
        return
    near = [entry, *care_cards(site, entry), *(e for e in site.entries.values() if entry in care_cards(site, e))]
    facts = [site.facts[name] for at in near for name in said_facts(at) if name in site.facts]
    for said in found:
        # The longest of a range may stand alone: "the slowest after 298 days".
        if not any(said in allowed(fact) or f" {said}" in allowed(fact)[0] for fact in facts):
            message = f'"{said}" is not what a fact of this page says.'
            hint = "this field can hold no link: say it in a sentence of the page too, and bind it there"
            yield Problem(entry.path, text.line, "unbound-time", message, hint)


def _in_block(site: Site, path: str, block: Block) -> Iterator[Problem]:
    for line in block.all_lines:
        for token in line.tokens:
            for found in TIME.finditer(token.text) if token.kind not in ("fact", "cite") else ():
                if not any(before.search(token.text[: found.start()]) for before in NO_FACT.values()):
                    message = f'"{found[0]}" names no fact.'
                    yield Problem(path, line.line, "unbound-time", message, _hint(site, found[0], line.cites))


def _hint(site: Site, said: str, cites: tuple[str, ...]) -> str:
    """The facts that say just this, those of the same sources first."""
    known = [fact for fact in site.facts.values() if said in allowed(fact)]
    known.sort(key=lambda fact: set(cites).isdisjoint(fact.reference))
    if not known:
        return f"write [{said}](fact:its-id), with the record in content_src/facts/, kind: time"
    return "did you mean " + " or ".join(f"[{said}](fact:{fact.id})" for fact in known[:3]) + "?"
