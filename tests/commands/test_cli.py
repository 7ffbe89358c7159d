"""The command: exit codes, formats, and that a check writes nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from sitegen.base.problems import Problem, as_github, as_text
from sitegen.check import Checked
from sitegen.commands import build_pages, build_site
from sitegen.commands.build_pages import main
from sitegen.publish import kept_files

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


@pytest.fixture
def looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, int]]:
    """A check of ``tmp_path/content_src``: its exit code, its words, and how often the files were looked at for it."""
    shutil.copytree(SMALL, tmp_path / "content_src")
    real, times = build_pages._checked, [0]

    def counted(*args: Any) -> Checked:
        times[0] += 1
        return real(*args)

    monkeypatch.setattr(build_pages, "_checked", counted)

    def look(*argv: str) -> tuple[int, str, int]:
        times[0] = 0
        with redirect_stdout(StringIO()) as said:
            code = main(["--check", *argv], tmp_path)
        return code, said.getvalue(), times[0]

    return look


def test_a_check_of_the_same_files_says_the_same_without_a_look(
    tmp_path: Path, looks: Callable[..., tuple[int, str, int]]
) -> None:
    code, words, times = looks()
    assert (code, times) == (0, 1)
    assert looks() == (0, words, 0)
    page = tmp_path / "content_src/risks/bruise.md"
    good = page.read_bytes()
    page.write_text("---\ntitle: x\n", "utf-8")
    code, wrong, times = looks()
    assert (code, times) == (1, 1)
    assert "the front matter has no end." in wrong
    assert looks() == (1, wrong, 0)
    assert looks("--format", "github")[2] == 1
    page.write_bytes(good)
    assert looks() == (0, words, 0)


def test_a_check_looks_again_when_anything_that_it_reads_is_another(
    tmp_path: Path, looks: Callable[..., tuple[int, str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    looks()
    for name in ("permalinks.txt", "ratings/round-1/a.yml", "releases/0001.json", "content_src/risks/new.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
        assert looks()[2] == 1, name
        assert looks()[2] == 0, name
    assert looks("--today", "2020-01-01")[2] == 1
    monkeypatch.setattr(build_pages, "libraries", lambda: b"others")
    assert looks()[2] == 1
    monkeypatch.setattr(kept_files, "code_hash", lambda *_: "another")
    assert looks()[2] == 1


def test_what_a_check_kept_may_be_damaged_or_deleted(
    tmp_path: Path, looks: Callable[..., tuple[int, str, int]]
) -> None:
    code, words, _ = looks()
    for path in (tmp_path / ".cache/told").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-7])
    assert looks() == (code, words, 1)
    shutil.rmtree(tmp_path / ".cache")
    assert looks() == (code, words, 1)


def test_what_was_edited_during_a_check_is_looked_at(
    tmp_path: Path, looks: Callable[..., tuple[int, str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "content_src/risks/bruise.md"
    good, slow = page.read_bytes(), build_pages._checked

    def edited(*args: Any) -> Checked:
        page.write_text("---\ntitle: x\n", "utf-8")
        return slow(*args)

    with monkeypatch.context() as patch:
        patch.setattr(build_pages, "_checked", edited)
        assert looks()[0] == 1
    page.write_bytes(good)
    assert looks()[::2] == (0, 1)


def test_all_that_a_check_or_a_build_reads_is_looked_at() -> None:
    assert set(build_pages.BESIDE) < set(build_site.INPUTS)


def test_the_files_below_a_folder_are_those_that_rglob_finds(tmp_path: Path) -> None:
    for name in ("b/c/d.txt", "b/a.txt", "a", "é.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "b")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    wanted = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert kept_files.files_below(tmp_path) == wanted
    assert kept_files.files_below(tmp_path / "a") == [""]
    assert kept_files.files_below(tmp_path / "none") == []
    before = kept_files.hash_of(tmp_path)
    (tmp_path / "a").rename(tmp_path / "z")
    assert kept_files.hash_of(tmp_path) != before
    (tmp_path / "z").rename(tmp_path / "a")
    assert kept_files.hash_of(tmp_path) == before
    (tmp_path / "a").write_text("b", "utf-8")
    assert kept_files.hash_of(tmp_path) != before


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


@pytest.mark.parametrize(("count", "shown"), [(9, 9), (10, 10), (11, 10), (184, 10)])
def test_github_is_told_how_many_problems_it_does_not_show(count: int, shown: int) -> None:
    found = [Problem(f"content_src/{n:03}.md", 1, "raw-html", "no.", "yes") for n in range(count)]
    rows = as_github(found).split("\n")
    assert len(rows) == shown
    if count > shown:
        assert rows[-1] == f"::error::There are {count - 9} more problems. All stand in the summary of this check."
    else:
        assert all(row.startswith("::error file=") for row in rows)


def test_the_problems_of_what_somebody_has_changed_come_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else ten problems of other pages would hide those that the change brought."""
    shutil.copytree(SMALL, tmp_path / "content_src")
    first, last = tmp_path / "content_src/benefits/moisture.md", tmp_path / "content_src/types/face.md"
    first.write_text(first.read_text("utf-8").replace("direction: helps", "direction: helpz"), "utf-8")
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q", "."], ["add", "content_src"], ["commit", "-qm", "one"]):
        subprocess.run([*git, *words], cwd=tmp_path, check=True)
    last.write_text(last.read_text("utf-8").replace("group: aesthetic", "group: odd"), "utf-8")
    assert main(["--check", "--format", "github", "--notes", "HEAD"], tmp_path) == 1
    rows = [row for row in capsys.readouterr().out.split("\n") if row.startswith("::error")]
    assert [re.findall(r"file=content_src/([^,]*)", row) for row in rows] == [
        ["types/face.md"],
        ["benefits/moisture.md"],
    ]


def test_text_names_path_line_and_hint() -> None:
    assert as_text([Problem("a.md", 2, "raw-html", "no.", "yes")]) == "a.md:2: no.\n    hint: yes"


def test_an_unknown_rule_cannot_be_reported() -> None:
    with pytest.raises(KeyError):
        Problem("a.md", 1, "no-such-rule", "x")
