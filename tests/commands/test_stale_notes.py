"""Who changes urgent English is told which languages then show it in English."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from sitegen.check import check
from sitegen.commands.notes import stale_notes, told_notes
from sitegen.content.reading.folder import read_folder
from small import SMALL
from translated import language

CARD, USE, TERMS = "cards/faint", "types/face", "data/terms"
FILES = read_folder(SMALL)


def in_two_languages() -> dict[str, bytes]:
    checked = check(FILES)
    return {**language(checked, [CARD, USE, TERMS], "fr"), **language(checked, [CARD], "it")}


def changed(name: str, old: str, new: str) -> Mapping[str, bytes]:
    assert old.encode() in FILES[name]
    return FILES | {name: FILES[name].replace(old.encode(), new.encode(), 1)}


def test_a_card_that_says_it_otherwise_is_told_with_its_languages_and_its_hash() -> None:
    files = changed(f"{CARD}.md", "then: [Sit up.]", "then: [Sit down.]")
    checked = check(files, translations=in_two_languages())
    assert checked.problems == ()
    (note,) = stale_notes(checked)
    line = files[f"{CARD}.md"].decode().split("\n").index("then: [Sit down.]") + 1
    assert (note.path, note.line, note.words) == (f"content_src/{CARD}.md", line, "then.0")
    assert "readers in fr, it see it in English" in note.instead
    assert "write of: " in note.instead
    # Whoever writes this hash says that the meaning is the same.
    of = note.instead.split("write of: ")[1][:8]
    was = stale_notes(
        check(changed(f"{CARD}.md", "then: [Sit up.]", "then: [Get up.]"), translations=in_two_languages())
    )
    assert of not in was[0].instead


def test_what_is_not_urgent_or_has_no_translation_is_not_told() -> None:
    there = in_two_languages()
    for name, old, new in (
        (f"{USE}.md", "title: ", "title: Now "),
        (f"{TERMS}.yml", "Part of the skin dies.", "A part of the skin dies."),
        ("cards/call-us.md", "then: [", "then: [Wait., "),
    ):
        assert stale_notes(check(changed(name, old, new), translations=there)) == [], name
    assert stale_notes(check(FILES, translations=there)) == []


def test_the_check_tells_it_among_the_notes(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "content_src")
    checked = check(changed(f"{USE}.md", "- You can do nothing.", "- You can wait."), translations=in_two_languages())
    said = told_notes(checked, tmp_path / "content_src", tmp_path, "", "text")
    assert f"content_src/{USE}.md:" in said
    assert "readers in fr see it in English" in said
    github = told_notes(checked, tmp_path / "content_src", tmp_path, "", "github")
    assert "title=Other languages::" in github
