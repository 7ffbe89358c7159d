"""Where the repository lives: line ends, odd folders, poor consoles, other systems, and files of other programs."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from livereload.watcher import Watcher

from conftest import MEMORY, ROOT
from sitegen.base.dates import DONE, LONGEST_REVIEW
from sitegen.check import Checked
from sitegen.commands import FAULT, OK, PROBLEMS, build_pages, diff
from sitegen.content.editing.skeleton import MOST_LETTERS, file_id
from sitegen.content.reading.folder import FILE_NAME, read_folder
from sitegen.ledger.history import read_history, read_kept
from sitegen.ledger.release import prepare
from sitegen.pages.render import render
from small import check

SMALL = ROOT / "tests/small_site"
RISK = "risks/bruise.md"
ODD_FOLDER = "Ünï [x] (1) it's *? {a} #$ & co"
GENTLE = settings(derandomize=True, deadline=None, database=None, max_examples=80)


def crlf(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data.replace(b"\n", b"\r\n") for name, data in files.items()}


def run(*words: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(words, cwd=cwd, capture_output=True, check=False, env={**os.environ, **more})


def git(cwd: Path, *words: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=cwd, check=True, capture_output=True)


# --------------------------------------------------------------------------- ends of lines


def test_a_clone_with_windows_line_ends_has_none_in_it(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    git(tmp_path / "one", "init", "-q")
    for name in (".gitattributes", "scripts/get_browser.sh", "releases/0001.json", "permalinks.txt", ".ci/run"):
        (tmp_path / "one" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / "one" / name)
    drawing = b"\x89PNG\r\n\x1a\n\r\n\n"
    (tmp_path / "one/a.png").write_bytes(drawing)
    git(tmp_path / "one", "add", "-A")
    git(tmp_path / "one", "commit", "-qm", "x")
    git(tmp_path, "-c", "core.autocrlf=true", "clone", "-q", "one", "two")
    for path in (tmp_path / "two").rglob("*"):
        if path.is_file() and ".git" not in path.relative_to(tmp_path / "two").parts[:1] and path.suffix != ".png":
            assert b"\r" not in path.read_bytes(), path
    assert (tmp_path / "two/a.png").read_bytes() == drawing


@pytest.mark.slow
def test_what_a_clone_has_made_of_line_ends_changes_nothing(checked: Checked) -> None:
    """A copy that git never touched, such as a downloaded archive opened by an editor."""
    content = read_folder(ROOT / "content_src")
    kept = read_kept(ROOT)
    other = check(crlf(content), crlf(kept))
    assert other.problems == ()
    assert other.history == checked.history
    marked = {name: b"\xef\xbb\xbf" + data for name, data in crlf(kept).items()}
    assert check(content, marked, memory=MEMORY).history == checked.history


def test_pages_from_windows_lines_are_the_same_bytes() -> None:
    files = read_folder(SMALL)
    sites = [check(each).site for each in (files, crlf(files))]
    one, two = (render(site, date(2026, 11, 23), ROOT / "templates").pages for site in sites)
    assert one == two


# --------------------------------------------------------------------------- folders


def test_an_edit_is_seen_in_a_folder_with_any_name(tmp_path: Path) -> None:
    serve = runpy.run_path(str(ROOT / "scripts/serve.py"))
    root = tmp_path / ODD_FOLDER
    page = root / "content_src/risks/a.md"
    page.parent.mkdir(parents=True)
    page.write_text("old", "utf-8")
    watcher = Watcher()
    for pattern in serve["watched"](root):
        watcher.watch(pattern)
    watcher.examine()
    os.utime(page, (1, 1))
    changed, _ = watcher.examine()
    assert changed == str(page)


def test_the_check_runs_in_a_folder_with_any_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / ODD_FOLDER
    shutil.copytree(SMALL, root / "content_src")
    assert build_pages.main(["--check"], root) == OK
    capsys.readouterr()


# --------------------------------------------------------------------------- consoles and systems


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp437", "utf-8"])
@pytest.mark.parametrize("form", ["text", "github"])
def test_a_console_that_cannot_write_a_letter_still_tells_the_problem(tmp_path: Path, encoding: str, form: str) -> None:
    content = tmp_path / "content_src"
    shutil.copytree(SMALL, content)
    page = (content / RISK).read_text("utf-8")
    (content / RISK).write_text(page.replace("## What it is\n", "## What → it 針 is\n"), "utf-8")
    done = run(
        sys.executable,
        str(ROOT / "scripts/build_pages.py"),
        "--check",
        "--format",
        form,
        "--content",
        str(content),
        cwd=tmp_path,
        PYTHONIOENCODING=encoding,
    )
    assert done.returncode == PROBLEMS
    assert done.stderr == b""
    assert b"unknown heading" in done.stdout


WITHOUT_LOCKS = """
import sys
from pathlib import Path
sys.modules["fcntl"] = None
sys.path.insert(0, sys.argv[1])
from importlib import import_module
command = import_module(f"sitegen.commands.{sys.argv[2]}")
raise SystemExit(getattr(command, sys.argv[4])(sys.argv[5:], Path(sys.argv[3])))
"""


@pytest.mark.slow
def test_what_needs_no_locks_runs_where_there_are_none(tmp_path: Path) -> None:
    """As on Windows: the check, a new page; what builds says in one line what it needs."""
    shutil.copytree(SMALL, tmp_path / "content_src")
    shutil.copy(ROOT / "content_src/risks/_template.md", tmp_path / "content_src/risks")

    def python(command: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        return run(sys.executable, "-c", WITHOUT_LOCKS, str(ROOT / "src"), command, str(tmp_path), *words, cwd=tmp_path)

    new = ["editing.new_item", "new_item", "risk", "A sore spot"]
    for command, *words in (["build_pages", "main", "--check"], new):
        done = python(command, *words)
        assert done.returncode == OK, done.stderr
    (tmp_path / "content_src/risks/a-sore-spot.md").unlink()
    done = python("build_pages", "main")
    assert done.returncode == FAULT
    (line,) = done.stderr.decode().splitlines()
    assert "Linux, macOS or WSL" in line
    assert not (tmp_path / "docs").exists()


def test_a_document_says_which_systems_it_runs_on() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert re.search(r"Windows.*WSL", text)


# --------------------------------------------------------------------------- what other programs leave


LEFT = (
    "Thumbs.db", "risks/Thumbs.db", "desktop.ini", ".DS_Store", "risks/.DS_Store", "risks/bruise.md~", "risks/4913",
    "risks/bruise.md.bak", "risks/.bruise.md.swp", "risks/bruise.md.swp", "risks/#bruise.md#", "risks/~$bruise.docx",
    "risks/bruise.md.orig", "risks/bruise.md.rej", "risks/bruise.tmp", ".obsidian/app.json",
    "__MACOSX/risks/._bruise.md", "data/references.yml.bak", "data/references.yml~", "assets/Thumbs.db",
    ".vscode/settings.json",
)  # fmt: skip
COPIES = (
    "risks/bruise (1).md", "risks/bruise(2).md", "risks/bruise - Copy.md", "risks/bruise copy 2.md",
    "risks/Copy of bruise.md", "risks/bruise (conflicted copy 2026-11-23).md", "risks/bruise_BACKUP_1234.md",
    "risks/bruise_LOCAL_1234.md", "risks/bruise.sync-conflict-20261123-101010.md", "risks/bruise.md.txt",
    "risks/bruise.docx", "data/references (1).yml",
)  # fmt: skip


@pytest.mark.parametrize("name", LEFT)
def test_what_programs_leave_is_passed_over(tmp_path: Path, name: str) -> None:
    shutil.copytree(SMALL, tmp_path / "content")
    (tmp_path / "content" / name).parent.mkdir(exist_ok=True, parents=True)
    (tmp_path / "content" / name).write_bytes(b"\x00left\xff")
    assert read_folder(tmp_path / "content") == read_folder(SMALL)


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_told_by_its_name_and_alone(tmp_path: Path, name: str) -> None:
    """It may hold words that somebody wrote, so it is not passed over in silence."""
    shutil.copytree(SMALL, tmp_path / "content")
    (tmp_path / "content" / name).write_bytes(b"---\ntitle: x\n---\n")
    (problem,) = check(read_folder(tmp_path / "content")).problems
    assert problem.path == f"content_src/{name}"
    assert problem.hint.startswith("delete it")


# --------------------------------------------------------------------------- clocks and days


TODAY = date(2026, 11, 23)


def with_day(field: str, day: date) -> dict[str, bytes]:
    """The small site with another day in a field of a page or a source."""
    files = read_folder(SMALL)
    if field == "searched":
        record = (
            f"- id: no-study\n  kind: nothing found\n  what: A study of bruises\n  where: PubMed\n  searched: {day}\n"
        )
        files[RISK] = files[RISK].replace(b"Keep it cool.", b"Keep it cool. We found no study on [](fact:no-study).")
        return {**files, "facts/studies.yml": record.encode()}
    name = "data/references.yml" if field == "date" else "rules/here.md" if field == "seen" else RISK
    text, count = re.subn(rf"\b{field}: [\d-]{{10}}", f"{field}: {day}", files[name].decode(), count=1)
    assert count
    return {**files, name: text.encode()}


@pytest.mark.parametrize("field", sorted(DONE))
@pytest.mark.parametrize("ahead", [0, 1, 2, 40, 26_000])
def test_a_day_ahead_is_told_once_on_its_line(field: str, ahead: int) -> None:
    files = with_day(field, TODAY + timedelta(days=ahead))
    if field in ("checked", "published"):
        # Also where the next review follows it, so that nothing else is wrong.
        for review in (TODAY + timedelta(days=30), TODAY + timedelta(days=ahead + 30)):
            text = re.sub(rb"next_review: \S+", f"next_review: {review}".encode(), files[RISK])
            if field == "published" and review < TODAY + timedelta(days=ahead) and ahead < 2:
                continue
            found = check({**files, RISK: text}, today=TODAY).problems
            assert [p.rule for p in found] == ["future-date"] * (ahead > 1)
    found = check(files, today=TODAY).problems
    assert [p.rule for p in found] == ["future-date"] * (ahead > 1)
    for problem in found:
        line = files[problem.path.removeprefix("content_src/")].decode().split("\n")[problem.line - 1]
        assert f"{field}: {TODAY + timedelta(days=ahead)}" in line
    assert check(files).problems == () or ahead > 300, "without a day given, no clock is asked"


@pytest.mark.parametrize("years", [1, 3, 4, 70])
def test_a_review_too_far_off_is_told_on_its_line(years: int) -> None:
    files = read_folder(SMALL)
    files[RISK] = files[RISK].replace(b"next_review: 2027", b"next_review: %d" % (2026 + years))
    found = check(files).problems
    assert [(p.rule, p.line) for p in found] == ([("far-review", 6)] if years * 365 > LONGEST_REVIEW.days else [])


@pytest.mark.slow
def test_a_clock_behind_the_last_release_makes_one_line_and_not_a_problem_a_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert build_pages.main(["--check", "--today", "2020-01-01"], ROOT) == OK
    (line,) = capsys.readouterr().err.splitlines()
    assert "before the last release" in line


@pytest.mark.parametrize("behind", [0, 1, 2])
def test_a_clock_one_day_behind_can_release(behind: int) -> None:
    checked = check(read_folder(SMALL))
    snapshots = render(checked.site, TODAY, ROOT / "templates").snapshots
    first = prepare(checked.site, checked.history, snapshots, TODAY)
    assert first is not None
    history, problems = read_history(first.files)
    assert problems == []
    now = {**snapshots, "risks/bruise": replace(snapshots["risks/bruise"], version="00000000", body="Other words.")}
    today = TODAY - timedelta(days=behind)
    if behind > 1:
        with pytest.raises(ValueError, match="is the clock right"):
            prepare(checked.site, history, now, today)
        return
    second = prepare(checked.site, history, now, today)
    assert second is not None
    assert second.release.date == TODAY


# --------------------------------------------------------------------------- clones of other kinds


@pytest.fixture
def clones(tmp_path: Path) -> Path:
    """A repository with two commits of content, a shallow clone of it, and the same files without git."""
    whole = tmp_path / "whole"
    shutil.copytree(SMALL, whole / "content_src")
    git(whole, "init", "-q", "-b", "main")
    git(whole, "commit", "-qm", "zero", "--allow-empty")
    git(whole, "add", "-A")
    git(whole, "commit", "-qm", "one")
    git(whole, "commit", "-qm", "two", "--allow-empty")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{whole}", "shallow")
    shutil.copytree(SMALL, tmp_path / "none/content_src")
    for name in ("whole", "shallow", "none"):
        shutil.copytree(ROOT / "templates", tmp_path / name / "templates")
    return tmp_path


@pytest.mark.parametrize(
    ("clone", "commit", "says"),
    [
        ("shallow", "HEAD~1", "git fetch --unshallow"),
        ("shallow", "v1", "git fetch --unshallow"),
        ("none", "HEAD", "no git history"),
        ("whole", "no-such-branch", 'no commit or branch "no-such-branch"'),
        ("whole", "HEAD~2", "there was no content_src yet"),
        ("whole", "--help", "the following arguments are required"),
        ("whole", "", "is not a commit"),
    ],
)
def test_history_that_is_not_there_is_told_in_one_line(
    clones: Path,
    clone: str,
    commit: str,
    says: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(clones))
    if commit == "--help":
        return
    assert diff.diff([commit], clones / clone) == FAULT
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line
    assert build_pages.main(["--check", "--notes", commit], clones / clone) == OK
    assert commit == "" or says in capsys.readouterr().out


def test_without_git_one_line_says_so(
    clones: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert diff.diff(["HEAD"], clones / "whole") == FAULT
    assert "git is not installed" in capsys.readouterr().err


# --------------------------------------------------------------------------- names of new pages


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ból po zabiegu, łzy i śluz", "bol-po-zabiegu-lzy-i-sluz"),
        ("İğne sonrası kızarıklık ve şişlik", "igne-sonrasi-kizariklik-ve-sislik"),
        ("Ödeme für Füße: Straße", "odeme-fur-fusse-strasse"),
        ("Œdème à l’œil", "oedeme-a-loeil"),
        ("Đau sau khi tiêm", "dau-sau-khi-tiem"),
        ("Smøre på håret", "smore-pa-haret"),
        ("α-lipoic acid", "alpha-lipoic-acid"),
        ("Index", "index-page"),
        ("Aux", "aux-page"),
        ("Lumps " * 25, "-".join(["lumps"] * 10)),
        ("a" * 150, "a" * MOST_LETTERS),
    ],
)
def test_a_title_of_any_language_makes_a_good_file_name(title: str, name: str) -> None:
    assert file_id(title) == name


@GENTLE
@given(st.text(st.characters(max_codepoint=0x24F), max_size=200))
def test_a_file_name_is_always_one_that_the_check_takes(title: str) -> None:
    try:
        name = file_id(title)
    except ValueError:
        assert not re.search(r"[A-Za-z0-9]", title)
        return
    assert FILE_NAME.match(f"{name}.md")
    assert len(name) <= MOST_LETTERS + len("-page")
    for letter in title:
        assert not letter.isascii() or not letter.isalpha() or letter.lower() in name or len(name) > MOST_LETTERS - 15
