"""The command that begins a language: the name of its folder is small, as on systems that know no other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from sitegen.commands.editing.extract_words import main
from small import SMALL


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "content_src")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for name in ("templates", "overrides", "src"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "translations/pt-br").mkdir(parents=True)
    shutil.copy(ROOT / "translations/pt-br/site.po", tmp_path / "translations/pt-br")
    return tmp_path


def test_a_language_in_capitals_is_no_other_language(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["PT-BR"], root) == 0
    assert "translations/pt-br/site.po: written" in capsys.readouterr().out
    assert {path.name for path in (root / "translations").iterdir()} == {"pt-br", "site.pot"}


def test_help_is_no_language(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"], root)
    assert stopped.value.code == 0
    assert "usage: extract_words.py" in capsys.readouterr().out
    assert main(["klingon"], root) == 2
