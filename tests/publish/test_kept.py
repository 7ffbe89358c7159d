"""What is worked out once and kept: the outcome is the same with it, without it, and when it is damaged."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.base.files import all_remembered, remembered
from sitegen.outputs.api.data import indented
from sitegen.outputs.leaflets.sheet import Block, Leaflet, Part
from sitegen.publish.looks import Look, look, looks_at

THINGS = {"a": b"one", "b": b"two"}


class Counted:
    """Makes a thing of a name, and counts for which."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, name: str) -> str:
        self.made.append(name)
        return name.upper()


def test_of_many_things_only_those_that_changed_are_made_again() -> None:
    memory: dict[str, bytes] = {}
    make = Counted()
    for things, wanted in (
        (THINGS, ["a", "b"]),
        (THINGS, []),
        ({**THINGS, "b": b"three"}, ["b"]),
        ({"b": b"three", "c": b"four"}, ["c"]),
        # What the last run did not ask for is not kept.
        (THINGS, ["a", "b"]),
    ):
        make.made.clear()
        found = all_remembered(memory, [b"letters"], things, str, make)
        assert found == {name: name.upper() for name in things}
        assert list(found) == list(things)
        assert make.made == wanted
        assert len(memory) == 1
    make.made.clear()
    assert all_remembered(memory, [b"other letters"], THINGS, str, make) == {"a": "A", "b": "B"}
    assert all_remembered(None, [b"letters"], THINGS, str, make) == {"a": "A", "b": "B"}
    assert make.made == ["a", "b", "a", "b"]


@pytest.mark.parametrize("damage", [lambda data: data[:-7], lambda _: b"", lambda _: b"\x80\x05N.", lambda data: data])
def test_what_is_damaged_or_of_another_kind_is_made_anew(damage: Any) -> None:
    memory: dict[str, bytes] = {}
    all_remembered(memory, [b"x"], THINGS, str, str.upper)
    memory = {key: damage(data) for key, data in memory.items()}
    make = Counted()
    assert all_remembered(memory, [b"x"], THINGS, str, make) == {"a": "A", "b": "B"}
    assert bool(make.made) == (damage(b"12345678") != b"12345678")
    assert all_remembered(memory, [b"x"], THINGS, int, len) == {"a": 1, "b": 1}
    memory = {key: damage(data) for key, data in memory.items()}
    assert remembered(memory, [b"x"], str, lambda: "new") == "new"


def test_a_page_is_looked_at_again_when_it_is_another() -> None:
    memory: dict[str, bytes] = {}
    page = '<h1 id="top">A</h1><script>go()</script><script src="x.js"></script>'
    pages = {"a.html": page, "b.html": page.replace("top", "end"), "c.html": page}
    for _ in range(2):
        looks = looks_at(pages, memory)
        assert {name: looks(html) for name, html in pages.items()} == {n: look(html) for n, html in pages.items()}
    pages["b.html"] = '<meta http-equiv="refresh" content="0; url=../a/"><p style="color: red">'
    looks = looks_at(pages, memory)
    assert looks(pages["b.html"]) == look(pages["b.html"])
    assert looks(pages["b.html"]) == Look(frozenset(), "../a/", (), "<p style=")


PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
JSON = st.recursive(PLAIN, lambda part: st.lists(part) | st.dictionaries(st.text(), part), max_leaves=20)


@given(JSON)
def test_json_is_written_as_python_writes_it(value: Any) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=1)


def test_a_leaflet_is_written_as_a_copy_of_it_would_be() -> None:
    block = Block("list", "Some “words”.", points=("one", "two"))
    fields = {field.name: "x" for field in dataclasses.fields(Leaflet) if field.default is dataclasses.MISSING}
    whole = Leaflet(**{**fields, "parts": (Part("a", "A part", (block,), (block,)),), "more": (), "shorter": ()})
    wanted = json.dumps(dataclasses.asdict(whole), ensure_ascii=False, sort_keys=True)
    assert whole.json == wanted
