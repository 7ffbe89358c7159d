"""Every bound has a text on each side of it: one that is just in order, and one that is just told.

A sentence of 60 words proves that there is a limit; only 25 and 26 prove which.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from typing import Any, get_args

import pytest

from conftest import ROOT
from sitegen.base.problems import Problem
from sitegen.content.models import Model, with_those_below
from sitegen.content.prose.blocks import parse
from sitegen.content.reading.folder import read_folder
from sitegen.rules.language import instruments, plain_language
from sitegen.rules.language.reading_grade import reading
from small import check

SMALL = read_folder(ROOT / "tests/small_site")
RISK, CARD, URGENT = "risks/bruise.md", "cards/call-us.md", "cards/faint.md"


def rules(problems: Iterable[Problem]) -> set[str]:
    return {problem.rule for problem in problems}


def with_change(name: str, old: str, new: str, **more: str) -> set[str]:
    """The rules that the small site breaks when one of its files is changed. ``more``: words added below the risk."""
    assert old.encode() in SMALL[name], old
    files = {**SMALL, name: SMALL[name].replace(old.encode(), new.encode(), 1)}
    for text in more.values():
        files[RISK] = files[RISK].replace(b"## What it is\n", f"## What it is\n\n{text}\n".encode(), 1)
    return rules(check(files).problems)


def words(count: int) -> str:
    """A sentence of so many words, each of one syllable."""
    return " ".join(["One", *["cat"] * (count - 1)]) + "."


def block(text: str) -> set[str]:
    """The rules of words and of instruments that one text breaks."""
    (only,) = parse(text)
    return rules([*plain_language.block_problems("x.md", only), *instruments.block_problems("x.md", only)])


@pytest.mark.parametrize(
    ("rule", "most", "make"),
    [
        ("long-sentence", 25, words),
        ("long-paragraph", 3, lambda n: "\n".join(["A cat sat."] * n)),
        ("long-list", 7, lambda n: "\n".join(["- A cat sat."] * n)),
        ("table-form", 4, lambda n: f"|{'Head|' * n}\n|{'---|' * n}\n|{'cell|' * n}"),
        ("table-form", 5, lambda n: f"|{' '.join(['head'] * n)}|two|\n|---|---|\n|a|b|"),
        ("table-form", 30, lambda n: f"|one|two|\n|---|---|\n|{' '.join(['cat'] * n)}|b|"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_block_may_be_so_long_and_no_longer(rule, most, make) -> None:  # type: ignore[no-untyped-def]
    assert rule not in block(make(most))
    assert rule in block(make(most + 1))


@pytest.mark.parametrize(
    ("counted", "told"),
    [
        ("people", True),
        ("women", True),
        # A word that only begins like one of those that are no people.
        ("casesworkers", True),
        ("small bad trials", True),
        ("points", False),
        ("pain points", False),
        ("trials", False),
        ("small trials", False),
        ("cases", False),
        ("samples", False),
    ],
)
def test_what_is_counted_names_a_fact_where_it_is_people(counted: str, told: bool) -> None:
    found = with_change(RISK, "Keep it cool.", f"It was 5 of 9 {counted}.[^trial-one]")
    assert ("unbound-count" in found) is told


def test_the_grades_of_page_site_and_summary() -> None:
    one = [(1, words(10))]
    for in_order, told in ((7.0, 7.1),):
        assert "reading-grade" not in rules(plain_language.page_problems("x.md", one, None, in_order))
        assert "reading-grade" in rules(plain_language.page_problems("x.md", one, None, told))
    assert rules(plain_language.site_problems(6.5)) == set()
    assert rules(plain_language.site_problems(6.6)) == {"site-reading-grade"}
    # Words of one syllable: the grade is 0.39 times the words of a sentence, less 3.79.
    for most, longest in ((plain_language.SUMMARY_GRADE, 25), (plain_language.CARD_GRADE, 22)):
        in_order, told = words(longest), words(longest + 1)
        assert most - 0.5 < reading([in_order], None).grade <= most < reading([told], None).grade < most + 0.5
        assert rules(plain_language.summary_problems("x.md", 1, "it", [in_order], None, most)) == set()
        assert rules(plain_language.summary_problems("x.md", 1, "it", [told], None, most)) == {"plain-summary"}
    assert rules(plain_language.summary_problems("x.md", 1, "it", [words(25)], None)) == set()
    assert (plain_language.SUMMARY_GRADE, plain_language.CARD_GRADE) == (6.0, 5.0)


def test_one_sentence_in_ten_may_be_long() -> None:
    def told(long: int, count: int, length: int = 21) -> bool:
        found = [(n, words(length if n < long else 5)) for n in range(count)]
        return "many-long-sentences" in rules(plain_language.page_problems("x.md", found, None, 1.0))

    assert not told(2, 20)
    assert told(2, 19)
    assert not told(20, 20, length=20)
    # One alone is never too many: a page of three sentences may have one.
    assert not told(1, 3)


def test_a_section_of_200_words_needs_no_heading_and_one_of_201_does() -> None:
    def told(count: int) -> bool:
        parts = [" ".join(["cat"] * 20) + "." for _ in range(count // 20)] + [" ".join(["cat"] * (count % 20))]
        text = "\n\n".join(f"C{part[1:]}" for part in parts if part)
        files = {
            **SMALL,
            RISK: SMALL[RISK].replace(b"## What it is\n", f"## What it is\n\n{text}\n\n### More\n".encode()),
        }
        return "long-section" in rules(check(files).problems)

    assert not told(200)
    assert told(201)


def test_three_related_pages_are_enough_and_two_are_not() -> None:
    line = next(row for row in SMALL[RISK].decode().splitlines() if row.startswith("related: ["))
    names = line.removeprefix("related: [").removesuffix("]").split(", ")
    assert len(names) >= 3

    def told(count: int) -> bool:
        fewer = f"related: [{', '.join(names[:count])}]"
        return "few-related" in rules(
            check({**SMALL, RISK: SMALL[RISK].replace(line.encode(), fewer.encode())}).problems
        )

    assert not told(3)
    assert told(2)


def test_a_card_has_ninety_words_and_no_more() -> None:
    """With the 23 of this card, the 14 that every card has, 2 for the numbers to call and 1 for "Say"."""
    shown = 23 + 14 + 2 + 1

    def told(count: int) -> bool:
        more = " ".join(["cat"] * (count - shown))
        return "card-length" in with_change(URGENT, "if: [you cannot breathe]", f"if: [you cannot breathe, {more}]")

    assert not told(90)
    assert told(91)


def test_an_emergency_rests_on_two_national_bodies() -> None:
    assert "card-sources" not in rules(check(SMALL).problems)
    assert "card-sources" in with_change(URGENT, "reference: [body-one, body-two]", "reference: [body-one]")


def test_a_sentence_of_six_words_that_stands_on_a_card_was_copied() -> None:
    for sentence, copied in (("Do not rub it at all.", True), ("Do not rub it now.", False)):
        found = with_change(CARD, "never: Do not rub it.", f"never: {sentence}", below=sentence)
        assert ("card-text" in found) is copied, sentence


LIMITS = ROOT / "tests/data/limits.txt"


def _limits() -> list[str]:
    """Every limit of a field: ``Item.title max_length 65``."""
    found = set()
    for model in with_those_below(Model):
        for name, info in model.model_fields.items():
            if name in inspect.get_annotations(model):
                for marker in (*info.metadata, *_inside(info.annotation)):
                    for kind in ("min_length", "max_length", "gt", "ge", "lt", "le"):
                        value = getattr(marker, kind, None)
                        if type(value) in (int, float):
                            found.add(f"{model.__name__}.{name} {kind} {value}")
    return sorted(found)


def _inside(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _inside(part)


def test_the_limits_of_fields_are_those_that_were_decided() -> None:
    """A limit that moves is a decision: its line in tests/data/limits.txt moves with it, and both are read."""
    assert _limits() == LIMITS.read_text("utf-8").splitlines()


def test_titles_that_differ_in_signs_alone_are_one() -> None:
    assert "duplicate-title" in with_change(RISK, "title: Bruise\n", "title: Water.\n")
    assert "duplicate-title" not in with_change(RISK, "title: Bruise\n", "title: Water two\n")
