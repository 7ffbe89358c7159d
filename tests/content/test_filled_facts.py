"""``[](fact:id)``: the builder writes the fact's full form, wherever words are read."""

from __future__ import annotations

from datetime import date

import pytest

from conftest import ROOT
from sitegen.build import build
from sitegen.check import Checked
from sitegen.content.reading.folder import read_folder
from small import SMALL, check

PLACES = {
    "risks/bruise.md": ("Keep it cool.", "Keep it cool, as {} did.[^trial-one]", "softer-skin#others", "30 of 100"),
    "cards/call-us.md": ("Take a photograph.", "'Take a photograph of {}.'", "softer-in-one-trial", "31 of 60"),
    "data/questions.yml": ("A clear one.", '"{} were asked."', "softer-skin#people", "120"),
    "data/terms.yml": ("Part of the skin dies.", '"Skin dies in {} people."', "softer-skin#not", "48 of 100"),
}


def small(words: bool) -> dict[str, bytes]:
    """The small site with a fact in many kinds of prose: its words typed by hand, or left to the builder."""
    files = read_folder(SMALL)
    for name, (old, new, target, said) in PLACES.items():
        text = files[name].decode("utf-8")
        assert old in text, name
        bound = new.format(f"[{said if words else ''}](fact:{target})")
        files[name] = text.replace(old, bound, 1).encode("utf-8")
    return files


def built(checked: Checked) -> dict[str, bytes]:
    """Every page and output: pages, leaflets, cards, data, search."""
    assert checked.problems == ()
    return build(checked.site, date(2026, 11, 29), ROOT / "templates", "https://example.org/")


def test_what_the_builder_fills_in_is_what_an_editor_would_have_typed() -> None:
    """Byte for byte, in everything that is built."""
    typed, left = (built(check(small(words))) for words in (True, False))
    assert left == typed
    assert [path for path, data in left.items() if b"](fact:" in data] == []
    assert b"as 30 of 100 did" in left["risks/bruise.md"]


def test_a_changed_fact_changes_what_is_filled_in_and_what_was_kept_is_not_used() -> None:
    memory: dict[str, bytes] = {}
    files = small(words=False)
    check(files, memory=memory)
    files["facts/moisture.yml"] = files["facts/moisture.yml"].replace(b"count: 30", b"count: 29")
    checked = check(files, memory=memory)
    assert checked.problems == ()
    page = checked.site.entries["risks/bruise"]
    said = [line.plain for text in page.prose for block in text.blocks for line in block.all_lines]
    assert "Keep it cool, as 29 of 100 did." in said
    assert checked.site.terms["skin-death"].definition == "Skin dies in [48 of 100](fact:softer-skin#not) people."


@pytest.mark.parametrize("file", ["risks/bruise.md", "data/terms.yml", "data/questions.yml"])
def test_an_empty_place_without_a_fact_is_told(file: str) -> None:
    files = small(words=False)
    files[file] = files[file].replace(b"(fact:softer-skin", b"(fact:softer-skinn")
    told = [p for p in check(files).problems if p.rule != "uncited-number"]
    assert [(p.path, p.rule) for p in told] == [(f"content_src/{file}", "unknown-fact")]
    assert told[0].hint == 'did you mean "softer-skin"?'


def cited(said: str, memory: dict[str, bytes] | None = None, reference: bytes = b"[trial-one]") -> list[str]:
    """The sources in one part of a page of the small site, whose words are these."""
    files = read_folder(SMALL)
    files["risks/bruise.md"] = files["risks/bruise.md"].replace(b"Keep it cool.", said.encode("utf-8"))
    facts = files["facts/moisture.yml"].split(b"reference: [trial-one]", 1)
    files["facts/moisture.yml"] = (b"reference: " + reference).join(facts)
    checked = check(files, memory=memory)
    assert [p for p in checked.problems if p.rule in ("uncited-number", "uncited-claim", "unknown-reference")] == []
    sections = checked.site.entries["risks/bruise"].sections
    part = next(text for text in sections if text.heading == "What you can do")
    return [cite for block in part.blocks for cite in block.cites]


FACT = "[52 of 100](fact:softer-skin)"


@pytest.mark.parametrize(
    ("said", "sources"),
    [
        (f"Keep it cool, as {FACT} did.", ["trial-one"]),
        (f"Keep it cool, as {FACT} did.\nMore did [30](fact:softer-skin#others).", ["trial-one", "trial-one"]),
        (f"Keep it cool, as {FACT} did.\nIt helps.[^trial-one]", ["trial-one"]),
        (f"- Keep it cool, as {FACT} did.\n- Wait.", ["trial-one"]),
        (f"So many did it:[^trial-one]\n\n- {FACT} kept it cool.", ["trial-one"]),
        (f"So many did it:\n\n- {FACT} kept it cool.", ["trial-one"]),
        (f"| Who | How many |\n|---|---|\n| All | {FACT} |", ["trial-one"]),
        ("Keep it cool.", []),
    ],
)
def test_a_sentence_without_a_source_takes_that_of_its_fact(said: str, sources: list[str]) -> None:
    """And one with a source keeps it, and gets no other."""
    assert cited(said) == sources


def test_a_changed_source_of_a_fact_is_that_of_its_sentences_at_once() -> None:
    memory: dict[str, bytes] = {}
    assert cited(f"Keep it cool, as {FACT} did.", memory) == ["trial-one"]
    assert cited(f"Keep it cool, as {FACT} did.", memory, b"[trial-one, trial-two]") == ["trial-one", "trial-two"]


def test_a_title_and_a_field_get_no_source() -> None:
    files = read_folder(SMALL)
    page = files["cards/call-us.md"].replace(b"Take a photograph.", f"'Take one of {FACT}.'".encode())
    checked = check(files | {"cards/call-us.md": page})
    prose = checked.site.entries["cards/call-us"].prose
    assert [cite for text in prose for block in text.blocks for cite in block.cites] == []
