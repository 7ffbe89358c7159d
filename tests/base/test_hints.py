"""What a hint offers in the place of a name that is not there."""

from __future__ import annotations

import pytest

from sitegen.base.problems import did_you_mean

PAGES = (
    *("cards/fit", "cards/fainting", "cards/faint-mark", "cards/faint-again", "cards/hives", "cards/index"),
    *("types/index", "types/facial-rejuvenation", "types/chin-fat", "compare/chin-fat", "risks/bruising"),
)


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("cards/faint", 'did you mean "cards/fainting" or "cards/faint-mark" or "cards/faint-again"?'),
        ("types/face", 'did you mean "types/facial-rejuvenation"?'),
        ("types/inde", ""),
        ("cards/fix", ""),
        ("cards/hifes", 'did you mean "cards/hives"?'),
        ("cards/stroke", ""),
        ("risk/bruising", 'did you mean "risks/bruising"?'),
        ("type/chin-fat", 'did you mean "types/chin-fat" or "compare/chin-fat"?'),
        ("risks/brusing", 'did you mean "risks/bruising"?'),
    ],
)
def test_a_page_is_offered_for_its_own_name_and_never_for_its_folder(wrong: str, hint: str) -> None:
    assert did_you_mean(wrong, PAGES) == hint


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [("Titel", 'did you mean "title"?'), ("What it is/was", 'did you mean "What it is"?'), ("odd", "")],
)
def test_other_words_are_near_by_their_letters(wrong: str, hint: str) -> None:
    assert did_you_mean(wrong, ["title", "summary", "What it is"]) == hint
