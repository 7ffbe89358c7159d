"""Counting words, syllables and sentences honestly."""

from __future__ import annotations

import pytest

from sitegen.content.prose.blocks import parse, split_sentences
from sitegen.rules.language.plain_language import word_problems
from sitegen.rules.language.reading_grade import names_pattern, reading, syllables
from sitegen.rules.language.short_words import block_problems

# Counted by saying each word aloud; a wrong rule shows here. The library is wrong about those that end in -not.
SPOKEN = {
    1: "a skin blood eye eyes one once help helps shared cream nerve nerves needed-not fades goes does heat speech "
    "tongue caused lives breathe cheeks hours blocked nerves",
    2: "needle needles swelling bruises doctor before muscle muscles trial diet itching licensed needed people cannot "
    "medicine-not sometimes careful useful little simple injured certain question ending fluid acne-not hundred "
    "treated-not inflamed minutes lying",
    3: "injection allergy allergic infected evidence medicine different usual area radio video placebo reaction idea "
    "studying-not medicines unlicensed prescribed-not difference benefit hospital emergency-not bacteria-not anyone "
    "nobody licences remember possible",
    4: "emergency bacteria usually-not collagen-not information reliable individual-not ingredient experience "
    "anybody everybody",
    5: "individual hyaluronic-not deoxycholic-not university electricity",
}


@pytest.mark.parametrize(
    ("word", "count"),
    [(word, count) for count, words in SPOKEN.items() for word in words.split() if not word.endswith("-not")],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_grade_is_flesch_kincaid() -> None:
    """Ten words, one sentence, twelve syllables: 0.39 x 10 + 11.8 x 1.2 - 15.59."""
    found = reading(["The doctor puts a thin needle in the top skin."])
    assert (found.sentences, found.words, found.syllables) == (1, 10, 12)
    assert found.grade == pytest.approx(0.39 * 10 + 11.8 * 1.2 - 15.59)


def test_names_are_left_out_by_rule_and_the_sentence_stays() -> None:
    names = names_pattern(["mesotherapy", "deoxycholic acid"])
    with_names = reading(["Mesotherapy with deoxycholic acid may help."], names)
    assert (with_names.sentences, with_names.words) == (1, 3)


def test_names_inside_other_words_stay() -> None:
    names = names_pattern(["acid"])
    assert reading(["Acids and acidity."], names).words == 2


def test_a_short_name_in_capitals_stays_out_in_capitals_only() -> None:
    names = names_pattern(["LIPS", "keloid"])
    assert reading(["Keloids and LIPS."], names).words == 1
    assert reading(["Lips and lips."], names).words == 3


def test_sentences_end_at_a_capital_or_a_digit() -> None:
    assert split_sentences("It took 2.5 hours. Then it faded. 3 people left.") == [
        "It took 2.5 hours.",
        "Then it faded.",
        "3 people left.",
    ]


def test_a_sentence_over_two_lines_has_the_line_on_which_it_begins() -> None:
    (block,) = parse("One two.\nThree\nfour. Five.", 7)
    assert list(block.sentences) == [(7, "One two."), (8, "Three four."), (9, "Five.")]


@pytest.mark.parametrize(
    "sentence",
    [
        'Some call it "facial rejuvenation".',
        "It helped 9 of 10 people (90%).",
        "It is less common than 1 in 100.",
        "They have this in common.",
        "A safer choice may be to wait.",
        "You cannot know.",
    ],
)
def test_words_that_are_allowed(sentence: str) -> None:
    assert list(word_problems("x.md", 1, sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "This is a painless method.",
        "Do it at home, e.g. in bed.",
        "They don't know.",
        "Fat will melt away.",
        "Click here to read.",
        "It is completely safe.",
        "This happens rarely.",
        "It faded in 9 per cent.",
        "It looks different on dark skin.",
    ],
)
def test_words_that_are_not(sentence: str) -> None:
    assert list(word_problems("x.md", 1, sentence)) != []


@pytest.mark.parametrize(
    ("text", "found", "instead"),
    [
        ("Shots and pricks hurt.", ["Shots", "pricks"], ["injection", "injection, needle, or pierce the skin"]),
        ("The skin was pricked with a pricking pen.", ["pricked", "pricking"], []),
        ("Girth fell, and it hung on the dose.", ["Girth", "hung on"], ["waist size, or size around the thigh"]),
        ("One report told of pain, which was set against nothing.", ["told of", "set against"], ["reported"]),
        ("The mix held a numbing medicine.", ["held a numbing medicine"], ["contains"]),
        ("They may hold [a medicine](substances/water).", ["hold a medicine"], ["contains"]),
        ("- one shot\n- two shots", ["shot", "shots"], ["injection"]),
        ("| Shots | When |\n|---|---|\n| one | one prick |", ["Shots", "prick"], []),
    ],
)
def test_short_words_are_told_with_a_plain_one(text: str, found: list[str], instead: list[str]) -> None:
    problems = [problem for block in parse(text) for problem in block_problems("x.md", block)]
    assert {problem.message for problem in problems} == {f'"{word}" is short but not plain.' for word in found}
    assert {f"write: {words}" for words in instead} <= {problem.hint for problem in problems}


@pytest.mark.parametrize(
    "text",
    [
        'They search for "fat burning shots".',
        "### Fat-dissolving shots",
        "A skin prick test or a finger-prick test may help.",
        "You must be told of it, and she was told of the risk.",
        "This gel holds water like a sponge, and this number holds for the chin.",
        "Hold a hand, and hold the needle still.",
        "The pen shoots and takes a screenshot.",
    ],
)
def test_words_that_only_look_like_short_ones_stay(text: str) -> None:
    assert [problem for block in parse(text) for problem in block_problems("x.md", block)] == []
