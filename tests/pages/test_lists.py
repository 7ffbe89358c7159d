"""Lists by letter: where each row stands, and in which order."""

from __future__ import annotations

import pytest

from sitegen.pages import gathered_view
from sitegen.pages.gathered_view import OTHER_LETTER


@pytest.mark.parametrize(
    ("words", "letter"),
    [
        ("Abscess", "A"),
        ("Édouard", "E"),
        ("ščerba", "S"),
        ("“Quoted” words", "Q"),
        ("95% CI", OTHER_LETTER),
        ("β-blocker", OTHER_LETTER),
        ("", OTHER_LETTER),
    ],
)
def test_words_stand_under_their_letter_without_its_accent(words: str, letter: str) -> None:
    assert gathered_view._letter(words) == letter


def test_rows_of_one_letter_stand_together_and_in_order() -> None:
    names = ["Zorn", "Østby", "abel", "Ábel", "Abbot", "1st", "Żuk", "Adler"]
    found = gathered_view._by_letter([(name, "", name, name) for name in names])
    assert found == [
        (OTHER_LETTER, ["1st"]),
        ("A", ["Abbot", "abel", "Ábel", "Adler"]),
        ("O", ["Østby"]),
        ("Z", ["Zorn", "Żuk"]),
    ]
