"""A number in a sentence is the one of its record, in each form in which it may be said."""

from __future__ import annotations

import pytest

from sitegen.content.models import Number
from sitegen.content.prose.inline import plain_words, tokenize
from sitegen.rules.language.bound import allowed


def number(**more: object) -> Number:
    fields: dict[str, object] = {
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
        ("others", {"2 of 1,000", "2"}),
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
