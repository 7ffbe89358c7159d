"""A number in a sentence is the one of its record, in each form in which it may be said."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from sitegen.check import Checked
from sitegen.content.describe import of_hundred
from sitegen.content.fact_words import IN_WORDS, SHARES, allowed
from sitegen.content.models import FactRecord, Measure, NothingFound, Number, Time
from sitegen.content.prose.inline import Token, plain_words, tokenize
from sitegen.content.typed.entries import Entry
from sitegen.rules.language.numbers.bound import COUNT, NO_PEOPLE, said_otherwise, told_of
from sitegen.site.citations import tokens


def number(**more: object) -> Number:
    fields: dict[str, object] = {
        "id": "weak-nerve",
        "outcome": "a weak jaw nerve",
        "by": "the end",
        "who": "adults",
        "with": {"what": "the medicine", "count": 39, "of": 1000, "people": 513},
        "compared_with": {"what": "dummy injections", "count": 2, "of": 1000, "people": 506},
        "reference": ["label"],
    }
    return Number.model_validate(fields | more)


@pytest.mark.parametrize(
    ("part", "forms"),
    [
        ("", {"39 of 1,000", "4 of 100", "39", "4"}),
        ("others", {"2 of 1,000", "2", "fewer than 1 of 100"}),
        ("not", {"961 of 1,000", "96 of 100", "961", "96"}),
        ("difference", {"37 of 1,000", "4 of 100", "37", "4"}),
        ("people", {"513"}),
    ],
)
def test_each_part_has_its_forms(part: str, forms: set[str]) -> None:
    assert set(allowed(number(), part)) == forms


def test_a_rounded_nobody_is_not_said() -> None:
    assert "0 of 100" not in allowed(number(), "others")


def test_a_real_count_may_stand_for_its_share() -> None:
    counted = number(**{"with": {"what": "the medicine", "count": 19, "of": 1000, "people": 513, "counted": 10}})
    assert "10 of 513" in allowed(counted)


def test_half_a_person_is_rounded_as_in_the_tables() -> None:
    half = number(**{"with": {"what": "the medicine", "count": 25, "of": 1000, "people": 1000}})
    assert "3 of 100" in allowed(half)
    assert of_hundred(half.with_) == "3 of 100"


def test_nothing_is_compared_where_nobody_was() -> None:
    alone = number(compared_with=None)
    assert [allowed(alone, part) for part in ("others", "difference")] == [(), ()]


def test_groups_of_unequal_size_have_no_difference_in_people() -> None:
    small = {"what": "a", "count": 3, "of": 9}
    assert allowed(number(**{"with": small, "compared_with": {"what": "b", "count": 2, "of": 7}}), "difference") == ()


def test_a_reader_sees_the_words_alone() -> None:
    said = "It was so in [4 of 100](fact:weak-nerve#others) people.[^label]"
    assert plain_words(said) == "It was so in 4 of 100 people."
    assert [token.kind for token in tokenize(said)] == ["text", "fact", "text", "cite"]


def test_a_changed_record_is_told_at_each_sentence_that_names_it(checked: Checked) -> None:
    """On the real content: every record is changed by one person, and every sentence bound to it is told."""
    site, entries = checked.site, checked.site.entries.values()
    bound = [(entry.path, line, token) for entry in entries for token, line in tokens(entry) if token.kind == "fact"]
    # How many took part is not changed here; the next test changes it too. "Half" stays true for one more.
    bound = [row for row in bound if not row[2].target.endswith("#people") and row[2].text not in SHARES]
    assert len({token.target.removeprefix("fact:").partition("#")[0] for _, _, token in bound}) >= 24
    changed = replace(site, facts={name: _one_more(found) for name, found in site.facts.items()})
    told = Counter((p.path, p.line, p.rule) for entry in entries for p in said_otherwise(changed, entry))
    assert told == Counter((path, line, "fact-mismatch") for path, line, _ in bound)


def test_sixty_changed_numbers_are_told(checked: Checked) -> None:
    """Of all bound numbers of the real content, sixty drawn with a fixed seed are changed by one, one at a time.

    They are drawn from each kind of fact alike: counts of people, times and so on.
    """
    site, entries = checked.site, checked.site.entries.values()
    bound = [(entry, line, token) for entry in entries for token, line in tokens(entry) if token.kind == "fact"]
    assert len(bound) > 500
    kinds: dict[str, list[tuple[Entry, int, Token]]] = {}
    for row in bound:
        kinds.setdefault(site.facts[row[2].target.removeprefix("fact:").partition("#")[0]].kind, []).append(row)
    assert len(kinds) >= 2
    each = -(-60 // len(kinds))
    drawn = [row for _, rows in sorted(kinds.items()) for row in Random(15).sample(rows, min(each, len(rows)))]
    rest = [row for row in bound if row not in drawn]
    drawn += Random(15).sample(rest, max(0, 60 - len(drawn)))
    for entry, line, token in drawn:
        changed = replace(token, text=_said_as_one_more(token.text))
        assert [p.rule for p in told_of(checked.site, entry.path, line, changed)] == ["fact-mismatch"], token


@pytest.mark.parametrize(
    "text",
    [
        "Between 34 to 40 of 100 recover.",
        "It is 4 of 100 parts of the cream.",
        "It took 3 of 10 points off.",
        "All but 1 of 7 trials agree.",
        "Lidocaine above 4% (4 of 100) needs a doctor.",
    ],
)
def test_what_counts_no_people_needs_no_fact(text: str) -> None:
    assert not [found for found in COUNT.finditer(text) if not NO_PEOPLE.match(text, found.end())]


def _said_as_one_more(said: str) -> str:
    """``68 of 100`` as ``69 of 100``, ``two hours`` as ``three hours``, ``half`` as ``a third``."""
    if first := re.search(r"\d[\d,]*", said):
        return said.replace(first[0], f"{int(first[0].replace(',', '')) + 1:,}", 1)
    number = next((word for word in IN_WORDS if said.lower().startswith(word)), "")
    return IN_WORDS[IN_WORDS.index(number) - 1] + said[len(number) :] if number else "a third of a quarter"


def _one_more(found: FactRecord) -> FactRecord:
    """The number with one person more, or fewer where all have it, in each group; shares of 1,000 by fifty.

    A time, a measure and a date are one more in each of their figures.
    """
    if isinstance(found, NothingFound):
        return found.model_copy(update={"searched": found.searched.replace(year=found.searched.year + 1)})
    if not isinstance(found, Number):
        changed: dict[str, object] = {"value": _next(found.value)}
        if isinstance(found, Time | Measure):
            changed["also"] = tuple(_next(value) for value in found.also)
        if isinstance(found, Measure) and found.compared_with:
            other = found.compared_with.model_copy(update={"value": _next(found.compared_with.value)})
            changed["compared_with"] = other
        return found.model_copy(update=changed)
    groups = {}
    for name in ("with_", "compared_with"):
        if group := getattr(found, name):
            step = max(1, group.of // 20)
            count = group.count + step if group.count + step <= group.of else group.count - step
            groups[name] = group.model_copy(update={"count": count, "counted": None})
    return found.model_copy(update=groups)


def _next(value: str) -> str:
    """``4 to 6 weeks`` as ``5 to 7 weeks``; of a date only the year, so that it stays one."""
    figures = r"^\d{4}" if re.match(r"^\d{4}(-|$)", value) else r"\d+(?=[^\d]|$)"
    return re.sub(figures, lambda match: str(int(match[0]) + 1), value)
