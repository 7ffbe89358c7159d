"""What a patient will see change, where the content had problems of its own before."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT
from sitegen.commands.diff import diff
from small import SMALL

RISK, SCAR = "risks/bruise.md", "risks/scar.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "content_src")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    return tmp_path


def committed_with(root: Path, name: str, old: str, new: str) -> None:
    """Commit the content with a mistake, and mend it in the folder."""
    file = root / "content_src" / name
    right = file.read_text("utf-8")
    assert old in right
    file.write_text(right.replace(old, new, 1), "utf-8")
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q", "."], ["add", "content_src"], ["commit", "-qm", "one"]):
        subprocess.run([*git, *words], cwd=root, check=True)
    file.write_text(right, "utf-8")


def test_what_could_be_read_of_the_past_is_compared(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    committed_with(root, RISK, "seriousness: passing", "seriousness: at times")
    scar = root / "content_src" / SCAR
    words = scar.read_text("utf-8")
    scar.write_text(words.replace("title: Scar", "title: A scar"), "utf-8")
    assert scar.read_text("utf-8") != words
    assert diff(["HEAD"], root) == 0
    said = capsys.readouterr().out
    assert "these pages had problems of their own, and are left out: risks/bruise." in said
    assert "at times" not in said
    assert "A scar (/risks/scar/)" in said
    assert "(/risks/bruise/)" not in said


def test_a_rule_that_the_past_did_not_keep_leaves_no_page_out(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    committed_with(root, RISK, "Keep it cool.", "It is rare.")
    assert diff(["HEAD"], root) == 0
    said = capsys.readouterr().out
    assert "left out" not in said
    assert "    - It is rare." in said


def test_records_that_could_not_be_read_leave_nothing_to_compare_with(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    committed_with(root, "data/references.yml", "  title:", "  name:")
    assert diff(["HEAD"], root) == 0
    assert capsys.readouterr().out == (
        "At HEAD the content had problems of its own, so there is nothing to compare with.\n"
    )


def test_a_link_to_a_page_that_was_not_there_is_no_fault(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    committed_with(root, RISK, "Keep it cool.", "Read about [nothing](risks/nothing).")
    assert diff(["HEAD"], root) == 0
    assert "content_src/" not in capsys.readouterr().out


def test_problems_of_today_stop_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    committed_with(root, RISK, "title: Bruise", "title: Bruises")
    page = root / "content_src" / RISK
    page.write_text(page.read_text("utf-8").replace("seriousness:", "seriousnes:"), "utf-8")
    assert diff(["HEAD"], root) == 1
    assert 'unknown field "seriousnes"' in capsys.readouterr().out
