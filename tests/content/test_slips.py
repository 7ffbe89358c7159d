"""One slip of a key in YAML is told once, by what it is."""

from __future__ import annotations

import pytest

from sitegen.content.reading.folder import read_folder
from sitegen.content.reading.yaml_reader import read_yaml
from sitegen.content.translation.files import read_translation
from small import SMALL, check

CARD = """title: A faint
if:
  - "you feel hot, sick or weak"
  - "you cannot stand"
verdicts:
  - id: water
    certainty: low
    studies:
      - reference: trial-one
        people: 48
        against: salt water
        found: better
    why: One trial.
then: [Lie down.]
"""
MEANT = read_yaml("a.yml", CARD)[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('  - "you feel', '\t- "you feel'),
        ('  - "you feel', '\t\t- "you feel'),
        ('  - "you cannot', '\t- "you cannot'),
        ("        people", "\t\tpeople"),
        ("        people", "\tpeople"),
        ("        found", "\t\t\tfound"),
        ("    certainty", "\tcertainty"),
        ("  - id", "\t- id"),
        ("then", "\tthen"),
    ],
)
def test_a_tab_is_told_once_and_the_rest_is_read_as_it_was_meant(old: str, new: str) -> None:
    assert CARD.count(old) == 1
    value, _, problems = read_yaml("a.yml", CARD.replace(old, new))
    line = CARD[: CARD.index(old)].count("\n") + 1
    assert [(p.line, p.hint) for p in problems] == [(line, "use spaces, not tabs, at the start of the line")]
    assert value == MEANT


QUESTION = """- id: who
  question: Can you tell me who?
  why: It helps you choose.
  good_answer: A clear one.
- id: what
  question: Can you tell me what?
"""


@pytest.mark.parametrize(("spaces", "says"), [(3, "3 spaces"), (1, "1 space")])
def test_one_space_too_many_or_too_few_is_told_as_what_it_is(spaces: int, says: str) -> None:
    value, _, problems = read_yaml("a.yml", QUESTION.replace("  why", " " * spaces + "why"))
    message = f"this line begins with {says}, and those beside it with 2."
    assert [(p.line, p.message, p.hint) for p in problems] == [(3, message, "begin it with 2 spaces")]
    assert value == read_yaml("a.yml", QUESTION)[0]


def test_a_further_line_of_a_text_with_a_colon_still_needs_quotes() -> None:
    text = QUESTION.replace("me who?\n", "me who, and\n    note: this is a text?\n")
    value, _, problems = read_yaml("a.yml", text)
    assert ["needs quotes" in p.hint for p in problems] == [True]
    assert isinstance(value, list)
    assert value[0]["question"] == "Can you tell me who, and note: this is a text?"


def told(name: str, old: str, new: str) -> list[tuple[str, str]]:
    files = read_folder(SMALL)
    assert old.encode() in files[name]
    files[name] = files[name].replace(old.encode(), new.encode(), 1)
    return [(p.message, p.hint) for p in check(files).problems]


def test_a_wrong_day_of_a_reader_does_not_forbid_the_reader() -> None:
    data = b"made: 2026-01-10\nby: machine\nread: {role: nurse, date: 29-11-2026}\nwords: {}\n"
    (problem,) = read_translation("fr/cards/a.yml", data)[1]
    assert problem.rule == "impossible-date"


@pytest.mark.parametrize("authors", ["    - Smith J", "    - Smith J\n    - Doe A"])
def test_authors_as_lists_of_papers_have_them_are_told_how_to_be_written(authors: str) -> None:
    found = told("data/references.yml", "    - {family: Doe, given: J}", authors)
    assert [message for message, _ in found] == [
        f'"author {number}" has the wrong kind of value.' for number in range(1, authors.count("-") + 1)
    ]
    assert all("- {family: Smith, given: J}" in hint for _, hint in found)


def test_a_list_that_is_empty_is_still_told() -> None:
    found = told("data/references.yml", "author:\n    - {family: Doe, given: J}", "author: []")
    assert [message for message, _ in found] == ['"author" needs at least 1 entry.']
