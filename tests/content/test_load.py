"""Reading files: text stays text, lines are right, and nothing is resolved or run."""

from __future__ import annotations

from sitegen.content.reading.items import read_item, read_text
from sitegen.content.reading.sections import split_sections
from sitegen.content.reading.yaml_reader import read_yaml


def yaml(text: str) -> object:
    value, _, problems = read_yaml("x.yml", text)
    assert problems == []
    return value


def test_every_scalar_is_text() -> None:
    assert yaml("a: no\nb: 010\nc: 1:30\nd: 2026-11-23\ne: ~\nf: 1e3\ng:\n") == {
        "a": "no",
        "b": "010",
        "c": "1:30",
        "d": "2026-11-23",
        "e": "~",
        "f": "1e3",
        "g": "",
    }


def test_lines_of_nested_values() -> None:
    _, lines, _ = read_yaml("x.yml", "a:\n  - b: 1\n    c: 2\n  - b: 3\n", first_line=10)
    assert lines[("a",)] == 11
    assert lines[("a", 0, "c")] == 12
    assert lines[("a", 1, "b")] == 13


def test_a_duplicate_key_keeps_the_first_value() -> None:
    value, _, problems = read_yaml("x.yml", "a: 1\na: 2\n")
    assert value == {"a": "1"}
    assert [p.rule for p in problems] == ["duplicate-key"]


def test_an_alias_bomb_is_a_problem_and_costs_nothing() -> None:
    bomb = "a: &a [x, x]\n" + "\n".join(f"{chr(98 + n)}: [*a, *a, *a]" for n in range(20))
    _, _, problems = read_yaml("x.yml", bomb)
    assert {p.rule for p in problems} == {"yaml-feature"}


def test_merge_keys_are_a_problem() -> None:
    _, _, problems = read_yaml("x.yml", "<<: {a: 1}\nb: 2\n")
    assert [p.rule for p in problems] == ["yaml-feature"]


def test_windows_lines_and_a_byte_order_mark_are_read() -> None:
    text, problems = read_text("x.md", b"\xef\xbb\xbfone\r\ntwo\r\n", 100)
    assert (text, problems) == ("one\ntwo\n", [])


def test_sections_know_their_lines_and_anchors() -> None:
    sections, problems = split_sections("x.md", "\n## One {#one}\n\nText.\n\n## Two\nMore.\n", 5)
    assert problems == []
    assert [(s.heading, s.anchor, s.line, s.text, s.text_line) for s in sections] == [
        ("One", "one", 6, "Text.", 8),
        ("Two", None, 10, "More.", 11),
    ]


def test_an_item_without_front_matter_is_told_once() -> None:
    source, problems = read_item("x.md", "risks/x", b"# Hello\n")
    assert source is None
    assert [p.rule for p in problems] == ["front-matter"]
