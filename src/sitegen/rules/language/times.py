"""Times name their fact: how soon to act, how long something lasts, how long a study looked. None stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitegen.base.problems import Problem
from sitegen.content import describe
from sitegen.content.fact_words import allowed
from sitegen.content.models import CardItem, Model
from sitegen.content.prose.blocks import Block, parse
from sitegen.content.typed.entries import Entry, walk
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


_MONTH = "|".join(describe.MONTHS)
DATE = re.compile(rf"(?:(?<![\w.])\d{{1,2}} )?(?:{_MONTH}) (?:19|20)\d\d\b|(?<![\w/.,-])(?:19|20)\d\d\b(?![/,.]\d)")
"""A date of law: ``30 September 2022``, ``September 2022``, ``2022``. A number of an act (``2026/87``) is none."""
NO_LAW: Mapping[str, re.Pattern[str]] = {
    "the day of what we read: it says how fresh our reading is, and stands at the source": re.compile(
        r"(?:\b[Aa]s of|\bcopy[^.]*\b(?:of|from|in)|\breports? of|\bafter|\bnot yet in force in) $"
    ),
}
"""What is no date of law, each with the reason: the words that stand before it."""


SESSIONS = re.compile(rf"(?<![\w.,])(?<!\d of ){_N}(?:(?: to | or ){_N})? (?:weekly )?(?:sessions?|visits)\b", re.I)
"""How many sessions: ``3 to 6 sessions``. A share of sessions (``16 of 100 sessions``) is a count."""


@dataclass(frozen=True)
class Sort:
    """What must name its fact: the rule, how it is written, what is none of it, and the kind of its record."""

    rule: str
    pattern: re.Pattern[str]
    no_fact: Mapping[str, re.Pattern[str]]
    kind: str

    def found(self, text: str) -> Iterator[str]:
        """What of a text needs a fact."""
        for match in self.pattern.finditer(text):
            if not any(before.search(text[: match.start()]) for before in self.no_fact.values()):
                yield match[0]


TIMES = Sort("unbound-time", TIME, NO_FACT, "time")
LAWS = Sort("unbound-law", DATE, NO_LAW, "law")
MEASURES = Sort("unbound-measure", SESSIONS, {}, "measure")
LAW_FOLDERS = frozenset({"rules"})
"""Where dates are those of laws, licences and decisions; elsewhere a year may be that of a study."""
NO_LINK = (*PLAIN_FIELDS, "action", "for")
"""Fields that can hold no link: headings, the words of links, and what search engines show."""


def unbound_times(site: Site, entry: Entry) -> Iterator[Problem]:
    """Times and numbers of sessions of a page, and dates of law, that name no fact (design: one fact, one home)."""
    for sort in (TIMES, MEASURES, LAWS) if entry.folder in LAW_FOLDERS else (TIMES, MEASURES):
        for text in entry.prose:
            if not text.in_body and text.loc[-1] in NO_LINK:
                yield from _repeated(site, entry, text.blocks, text.line, sort)
                continue
            for block in text.blocks:
                if block.kind == "subheading":
                    yield from _repeated(site, entry, (block,), block.line, sort)
                else:
                    yield from _in_block(site, entry.path, block, sort)


def unbound_in_record(site: Site, path: str, line: int, record: Model) -> Iterator[Problem]:
    """The times of a record of a data file, such as a question or a word of the glossary."""
    for leaf in walk(record):
        for block in parse(leaf.value, line) if leaf.prose else ():
            yield from _in_block(site, path, block, TIMES)


def _repeated(site: Site, entry: Entry, blocks: Sequence[Block], at: int, sort: Sort) -> Iterator[Problem]:
    """In a field or heading that can hold no link: each is that of a fact of the page, or of a page that goes with it.

    With a page go the cards that it names, with a card the pages that name it.
    """
    found = [said for block in blocks for line in block.all_lines for said in sort.found(line.plain)]
    if not found:
        return
    # Only a card is named by others: no other page need look through all of them.
    others = site.entries.values() if isinstance(entry.item, CardItem) else ()
    near = [entry, *care_cards(site, entry), *(page for page in others if entry in care_cards(site, page))]
    facts = [site.facts[name] for page in near for name in said_facts(page) if name in site.facts]
    for said in found:
        # The longest of a range may stand alone: "the slowest after 298 days".
        if not any(said in allowed(fact) or f" {said}" in allowed(fact)[0] for fact in facts):
            message = f'"{said}" is not what a fact of this page says.'
            hint = "this place can hold no link: say it in a sentence of the page too, and bind it there"
            yield Problem(entry.path, at, sort.rule, message, hint)


def _in_block(site: Site, path: str, block: Block, sort: Sort) -> Iterator[Problem]:
    for line in block.all_lines:
        for token in line.tokens:
            for said in sort.found(token.text) if token.kind not in ("fact", "cite") else ():
                message = f'"{said}" names no fact.'
                yield Problem(path, line.line, sort.rule, message, _hint(site, said, line.cites, sort.kind))


def _hint(site: Site, said: str, cites: tuple[str, ...], kind: str) -> str:
    """The facts that say just this, those of the same sources first."""
    known = [fact for fact in site.facts.values() if said in allowed(fact)]
    known.sort(key=lambda fact: set(cites).isdisjoint(fact.reference))
    if not known:
        return f"write [{said}](fact:its-id), with the record in content_src/facts/, kind: {kind}"
    return "did you mean " + " or ".join(f"[{said}](fact:{fact.id})" for fact in known[:3]) + "?"
