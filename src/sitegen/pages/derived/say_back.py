"""Three questions by which a reader of a use says back what she has read, made from the records of its short part.

Saying it back in one's own words shows what was understood (design, section 5; issue 16, "Say it back"). No question,
answer or wrong answer is written by hand: a record that changes changes them all. The words stand in the template.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal, get_args

from sitegen.content import describe, fact_words
from sitegen.content.certainty import WORDS
from sitegen.content.describe import Words
from sitegen.content.models import BoxRow, CertaintyWord, Direction, Group, Number, RiskItem, TypeItem, Urgency, Verdict
from sitegen.content.typed.entries import Entry
from sitegen.site.care import card_of, sign_of
from sitegen.site.fact_box import good
from sitegen.site.site import Site

Kind = Literal["treated", "others", "sure", "sign"]
CERTAIN: tuple[CertaintyWord, ...] = WORDS[:0:-1]
"""Falling, without "no evidence found"."""
URGENCIES: tuple[Urgency, ...] = get_args(Urgency)
ANSWERS = 4
"""Answers to choose from."""
APART = 10
"""Counts to choose from lie at least a tenth of the group apart: nobody need remember a number to the last person."""


@dataclass(frozen=True)
class Asked:
    """One question: its answers in an order of their own, which of them is right, and what its words are made from.

    Counts rise, certainty falls, urgency rises: the order never tells which answer is right.
    """

    kind: Kind
    answers: tuple[str, ...]
    right: int
    what: str = ""
    number: Number | None = None
    of: str = ""
    sentence: str = ""
    """The count in the words that every other place has for it."""
    verdict: str = ""
    several: bool = False
    harm: Entry | None = None
    card: Entry | None = None

    @property
    def answer(self) -> str:
        return self.answers[self.right]


def say_back(site: Site, entry: Entry) -> tuple[Asked, ...]:
    """The questions of a use: two on its benefit, one on what to do at a sign of harm.

    Where the first row of the box was counted beside others, both counts are asked for. Where it was not, how sure
    anyone can be of it comes first, and then the first row that was counted, or one that is more or less sure.
    """
    use = entry.item
    assert isinstance(use, TypeItem)
    rows = [(row, site.verdicts[row.verdicts[0]][1]) for row in use.in_short.box]
    counted = [(row, n) for row in rows if (n := next(iter(good(row[1])), None)) and n.compared_with]
    first, found = rows[0], []
    words = site.words
    if counted and counted[0][0] is first:
        found = [_count("treated", counted[0][1], words), _count("others", counted[0][1], words)]
    elif counted:
        found = [_sure(*first, words), _count("treated", counted[0][1], words)]
    else:
        others = [row for row in rows if _way(row[1]) != _way(first[1])] or rows[1:]
        found = [_sure(*row, words) for row in (first, *others[:1])]
    return (*found, *_sign(site, use))


def _count(kind: Kind, number: Number, words: Words) -> Asked:
    """How many of those treated, or of the others."""
    assert number.compared_with
    groups = (number.with_, number.compared_with)
    asked, beside = groups if kind == "treated" else groups[::-1]
    counts = choices(asked, beside)
    right, of = _base(asked)
    answers = tuple(describe.count_of(count, of, words) for count in counts)
    sentence = fact_words.sentence(number, words)
    return Asked(kind, answers, counts.index(right), number=number, of=words.number(of), sentence=sentence)


def choices(asked: Group, beside: Group) -> list[int]:
    """The right count and three wrong ones, rising.

    Wrong are what readers mix up: the count of the other group, and those of either group who did not have it. Where
    two of these lie too near to each other, everybody, nobody, or half stand in.
    """
    right, of = _base(asked)
    other = describe.rounded(beside.count, beside.of, of)
    found = [right]
    for wrong in (other, of - right, of - other, of, 0, of // 2, of // 4, 3 * of // 4):
        if len(found) < ANSWERS and all(abs(wrong - count) * APART >= of for count in found):
            found.append(wrong)
    return sorted(found)


def _base(group: Group) -> tuple[int, int]:
    """A count with one denominator, as the box on the page says it; a count that would be 0 of 100 stays whole."""
    count = describe.rounded(group.count, group.of, 100)
    return (group.count, group.of) if group.of < 100 or (group.count and not count) else (count, 100)


def _way(verdict: Verdict) -> str:
    return describe.which_way(verdict.certainty, verdict.direction)


def _sure(row: BoxRow, verdict: Verdict, words: Words) -> Asked:
    """How sure anyone can be: the four words of certainty, each with the verb that follows it."""
    direction: Direction = "helps" if verdict.direction == "not known" else verdict.direction
    word = "very low" if verdict.certainty == "no evidence found" else verdict.certainty
    answers = tuple(describe.which_way(certain, direction, words) for certain in CERTAIN)
    return Asked(
        "sure", answers, CERTAIN.index(word), what=row.what, verdict=row.verdicts[0], several=len(row.verdicts) > 1
    )


def _sign(site: Site, use: TypeItem) -> list[Asked]:
    """What to do at the sign of the gravest harm that has a card; of several, the one that the fewest uses share."""
    uses = [other.item for other in site.of("types")]
    shared = Counter(name for other in uses if isinstance(other, TypeItem) for name in other.risks)
    harms = sorted((site.entries[name] for name in use.risks), key=lambda harm: shared[harm.id])
    for grave in reversed(list(describe.WORDS["seriousness"])):
        for harm in harms:
            item = harm.item
            card = sign_of(site, harm) if isinstance(item, RiskItem) and item.seriousness == grave else None
            if card:
                answers = tuple(site.words.of("urgency", urgency) for urgency in URGENCIES)
                return [Asked("sign", answers, URGENCIES.index(card_of(card).urgency), harm=harm, card=card)]
    return []
