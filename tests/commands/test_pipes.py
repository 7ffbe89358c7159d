"""A reader that closes the pipe early is no fault, whatever the command."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import pytest

import ratings
from conftest import ROOT
from sitegen.commands import FAULT
from sitegen.commands.build_pages import main as build_pages
from sitegen.commands.check_external import check_external
from sitegen.commands.check_links import check_links
from sitegen.commands.editing.extract_words import main as extract_words
from sitegen.commands.editing.new_item import new_item
from sitegen.commands.editing.new_translation import main as new_translation
from sitegen.commands.editing.update_numbers import update_numbers
from sitegen.commands.release import release
from small import SMALL

COMMANDS: dict[str, Callable[[Path], int]] = {
    "build_pages": lambda root: build_pages(["--check"], root),
    "check_external": lambda root: check_external(["--no-requests"], root),
    "check_links": lambda root: check_links([str(root / "links.txt"), "--data", str(root / "known.json")], root),
    "extract_words": lambda root: extract_words([], root),
    "new_item": lambda root: new_item(["risk", "Warm skin"], root),
    "new_translation": lambda root: new_translation(["fr", "cards/faint"], root),
    "ratings": lambda _: ratings.main(),
    "release": lambda root: release([], root),
    "update_numbers": lambda root: update_numbers(["--dry-run"], root),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "content_src")
    shutil.copy(ROOT / "content_src/risks/_template.md", tmp_path / "content_src/risks")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for name in ("templates", "overrides", "src"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "translations/fr").mkdir(parents=True)
    shutil.copy(ROOT / "translations/fr/site.po", tmp_path / "translations/fr")
    (tmp_path / "links.txt").write_text("nothing\n", "utf-8")
    (tmp_path / "known.json").write_text('{"site": "https://example.org/", "addresses": {}, "versions": {}}', "utf-8")
    return tmp_path


@contextmanager
def nobody_reads() -> Iterator[None]:
    """Standard output is a pipe whose reader has gone."""
    out, into = os.pipe()
    os.close(out)
    with os.fdopen(into, "w", encoding="utf-8") as pipe, redirect_stdout(pipe):
        yield


@pytest.mark.parametrize("name", COMMANDS)
def test_a_closed_pipe_is_no_fault(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with nobody_reads():
        assert COMMANDS[name](root) == FAULT
    assert capsys.readouterr().err == ""
