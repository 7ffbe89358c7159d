"""The command: exit codes, formats, and that a check writes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from sitegen.base.problems import Problem, as_github, as_text
from sitegen.commands.build_pages import main

SMALL = ROOT / "tests/small_site"


def run(*argv: str) -> int:
    return main(argv, ROOT)


def test_check_of_good_content_is_0_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "docs"
    assert run("--check", "--content", str(SMALL), "--out", str(out)) == 0
    assert not out.exists()
    assert "reading grade, median" in capsys.readouterr().out


def test_problems_are_1_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = tmp_path / "content"
    shutil.copytree(SMALL, content)
    (content / "risks/bruise.md").write_text("---\ntitle: x\n", "utf-8")
    out = tmp_path / "docs"
    assert run("--content", str(content), "--out", str(out)) == 1
    assert not out.exists()
    said = capsys.readouterr().out
    assert "content_src/risks/bruise.md:1: the front matter has no end." in said
    assert "    hint: add a line --- below the last field" in said


def test_wrong_usage_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--check", "--content", str(tmp_path / "none")) == 2
    with pytest.raises(SystemExit) as stopped:
        run("--today", "tomorrow")
    assert stopped.value.code == 2
    capsys.readouterr()


def test_github_annotations_escape_what_would_break_them() -> None:
    problem = Problem("content_src/a,b.md", 3, "raw-html", "50% of\nthis", "write: words")
    assert as_github([problem]) == (
        "::error file=content_src/a%2Cb.md,line=3,title=No HTML%2C scripts%2C entities or styles in content."
        "::50%25 of�this Hint: write: words"
    )


def test_text_names_path_line_and_hint() -> None:
    assert as_text([Problem("a.md", 2, "raw-html", "no.", "yes")]) == "a.md:2: no.\n    hint: yes"


def test_an_unknown_rule_cannot_be_reported() -> None:
    with pytest.raises(KeyError):
        Problem("a.md", 1, "no-such-rule", "x")
