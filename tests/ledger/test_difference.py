"""What a reader will see change between two states of the content, as the pull request shows it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT
from sitegen.check import check
from sitegen.content.reading.folder import content_at, read_folder
from sitegen.ledger.difference import PageDifference, difference
from sitegen.pages.render import render

TEMPLATES = ROOT / "templates"
TODAY = date(2026, 11, 23)
BRUISING = "risks/bruising.md"


def seen(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> list[PageDifference]:
    sides = [check(files) for files in (before, now)]
    assert [side.problems for side in sides] == [(), ()]
    rendered = [render(side.site, TODAY, TEMPLATES).snapshots for side in sides]
    return difference(sides[0].site, rendered[0], sides[1].site, rendered[1])


@pytest.fixture(scope="module")
def content() -> dict[str, bytes]:
    return read_folder(ROOT / "content_src")


def test_the_same_content_has_no_difference(content: dict[str, bytes]) -> None:
    assert seen(content, dict(reversed(content.items()))) == []


def test_facts_come_before_words_and_pages_with_facts_first(content: dict[str, bytes]) -> None:
    now = dict(content)
    now[BRUISING] = (
        content[BRUISING]
        .replace(b"count: 12, of: 31", b"count: 13, of: 31")
        .replace(b"Most bruises fade", b"Most of them fade")
    )
    # The card of this harm alone: its page and the pages that name it.
    now["cards/bruise-stays.md"] = content["cards/bruise-stays.md"].replace(
        b"urgency: clinic", b"say: A bruise.\nurgency: same-day"
    )
    found = seen(content, now)
    # Its own page and the card's, then those whose facts change with them; without facts: the overview.
    assert [bool(page.facts) for page in found] == sorted((bool(page.facts) for page in found), reverse=True)
    first = next(page for page in found if page.address == "/risks/bruising/")
    overview = next(page for page in found if page.address == "/risks/")
    assert [change.kind for change in first.facts][:2] == ["urgency", "number"]
    assert "12 of 31" in first.facts[1].before
    assert "13 of 31" in first.facts[1].now
    assert any("Most of them fade" in change.now for change in first.words)
    assert overview.facts == ()
    assert first.grade_before is not None
    assert first.grade_now is not None


def test_a_change_of_look_alone_is_none(content: dict[str, bytes]) -> None:
    now = dict(content)
    now[BRUISING] = content[BRUISING].replace(b"checked: 2026-11-23", b"checked: 2026-11-24")
    assert seen(content, now) == []


def test_new_and_lost_pages_are_told(content: dict[str, bytes]) -> None:
    now = dict(content)
    now["pages/new.md"] = (
        b"---\ntitle: A new page\nsummary: Read this.\npublished: 2026-11-23\nchecked: 2026-11-23\n"
        b"next_review: 2027-11-23\nrelated: [pages/about, pages/privacy, pages/accessibility]\n---\n\n"
        b"## Short words {#short-words}\n\nYou can read it.\n"
    )
    now["pages/about.md"] = content["pages/about.md"].replace(b"pages/glossary]", b"pages/new]")
    added = {page.address: page for page in seen(content, now)}
    assert [change.words for change in added["/new/"].facts] == ["New page: A new page."]
    gone = {page.address: page for page in seen(now, content)}
    assert [change.words for change in gone["/new/"].facts] == ["The page is gone: A new page."]


def test_the_command_compares_with_a_commit(content: dict[str, bytes], tmp_path: Path) -> None:
    for name in ("templates", "scripts", "src", "content_src"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run([*git, "init", "-q", "."], cwd=tmp_path, check=True)
    subprocess.run([*git, "add", "content_src"], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "-qm", "first"], cwd=tmp_path, check=True)
    assert content_at(tmp_path, "HEAD") == content

    def run(*more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "scripts/diff.py", *more], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    assert run("HEAD").stdout.strip() == "A reader will see no change."
    page = tmp_path / "content_src" / BRUISING
    page.write_text(page.read_text("utf-8").replace("count: 12, of: 31", "count: 13, of: 31"), "utf-8")
    text = run("HEAD")
    assert text.returncode == 0
    assert "Bruising (/risks/bruising/)" in text.stdout
    assert "    - 12 of 31 mesotherapy with piroxicam" in text.stdout
    assert "    + 13 of 31 mesotherapy with piroxicam" in text.stdout
    table = run("HEAD", "--markdown").stdout
    assert "| What changed | About | Before | Now |" in table
    assert "| A number | Bruises | 12 of 31 mesotherapy with piroxicam" in table
    assert table.startswith("## Bruising\n")
    linked = run("HEAD", "--markdown", "--previews", "https://example.org/guide/preview/pr-7/").stdout
    assert "## [Bruising](https://example.org/guide/preview/pr-7/risks/bruising/)\n" in linked
    assert linked.startswith("One page changes.")
    assert run("no-such-commit").returncode == 2
    assert run("--output=x").returncode == 2
    page.write_text(page.read_text("utf-8").replace("seriousness:", "seriousnes:"), "utf-8")
    broken = run("HEAD")
    assert broken.returncode == 1
    assert "content_src/risks/bruising.md:" in broken.stdout
    summary = run("HEAD", "--markdown", "--previews", "https://example.org/guide").stdout
    assert re.match(r"## 2 problems to mend\n\n- `content_src/risks/bruising.md:\d+`: .+ \*Hint: .+\*\n", summary), (
        summary
    )
