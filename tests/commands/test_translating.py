"""The file of a translation, made and renewed by a command, and told where it is not finished."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT
from sitegen.check import check
from sitegen.commands.editing.new_translation import main
from sitegen.content.reading.folder import read_folder, read_translations
from small import SMALL

CARD = "cards/faint"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "content_src")
    (tmp_path / "translations/fr").mkdir(parents=True)
    shutil.copy(ROOT / "translations/fr/site.po", tmp_path / "translations/fr")
    return tmp_path


def told(root: Path) -> list[tuple[str, str]]:
    found = check(read_folder(root / "content_src"), translations=read_translations(root))
    return [(p.rule, p.message) for p in found.problems]


def test_a_file_has_a_slot_for_each_text_and_the_check_names_each_that_is_empty(root: Path) -> None:
    assert main(["fr", CARD], root) == 0
    text = (root / f"translations/fr/{CARD}.yml").read_text("utf-8")
    assert f"made: {date.today()}" in text
    assert "    # Sit up.\n" in text
    assert {rule for rule, _ in told(root)} == {"translation-field"}
    assert ("translation-field", '"then.0" is still to be translated.') in told(root)


def test_what_is_translated_stays_and_what_is_stale_is_named(root: Path) -> None:
    path = root / f"translations/fr/{CARD}.yml"
    assert main(["fr", CARD], root) == 0
    path.write_text(path.read_text("utf-8").replace("TO DO", "Des mots"), "utf-8")
    assert told(root) == []
    before = path.read_text("utf-8")
    assert main(["fr", CARD], root) == 0
    assert path.read_text("utf-8") == before, "made again from the same English it is the same"
    card = root / f"content_src/{CARD}.md"
    card.write_text(card.read_text("utf-8").replace("then: [Sit up.]", "then: [Lie down.]"), "utf-8")
    assert main(["fr", CARD], root) == 0
    after = path.read_text("utf-8")
    assert after.count("The English has changed since") == 1
    assert "    # Lie down.\n" in after
    # An editor who finds the meaning unchanged writes the hash that the comment names, and nothing else.
    new = after.split("Then write ")[1][:8]
    old = after.split("below.\n    of: ")[1][:8]
    path.write_text(after.replace(f"of: {old}", f"of: {new}"), "utf-8")
    assert check(read_folder(root / "content_src"), translations=read_translations(root)).shares["fr"].stale == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("read: none", "read: {role: nurse, date: 29-11-2026}"),
        ("words:\n", "\twords:\n"),
        ("    of: ", "    of: X"),
    ],
)
def test_a_file_that_cannot_be_read_whole_is_left_as_it_is(
    root: Path, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / f"translations/fr/{CARD}.yml"
    assert main(["fr", CARD], root) == 0
    path.write_text(path.read_text("utf-8").replace("TO DO", "Des mots").replace(old, new, 1), "utf-8")
    before = path.read_bytes()
    assert main(["fr", CARD], root) == 1
    assert path.read_bytes() == before
    said = capsys.readouterr().err
    assert f"translations/fr/{CARD}.yml:" in said
    assert "Nothing was written." in said


@pytest.mark.parametrize(
    ("argv", "says"),
    [(["fr"], "usage"), (["xx", CARD], "extract_words.py xx"), (["fr", "cards/feint"], "no English file")],
)
def test_a_wrong_name_is_told(root: Path, argv: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv, root) == 2
    assert says in capsys.readouterr().err
