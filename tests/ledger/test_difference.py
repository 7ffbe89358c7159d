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

from conftest import MEMORY, ROOT
from sitegen.check import check
from sitegen.content.reading.folder import content_at, read_folder
from sitegen.ledger.difference import difference
from sitegen.ledger.snapshots import Snapshot
from sitegen.pages.render import render
from sitegen.site.site import Site
from small import with_builder

TEMPLATES = ROOT / "templates"
TODAY = date(2026, 11, 23)
BRUISING = "risks/bruising.md"


Side = tuple[Site, Mapping[str, Snapshot]]


def side(files: Mapping[str, bytes]) -> Side:
    """What a reader sees of some content: to render all pages takes seconds, so each state is rendered once."""
    checked = check(files, memory=MEMORY)
    assert checked.problems == ()
    return checked.site, render(checked.site, TODAY, TEMPLATES).snapshots


@pytest.fixture(scope="module")
def content() -> dict[str, bytes]:
    return read_folder(ROOT / "content_src")


@pytest.fixture(scope="module")
def before(content: dict[str, bytes]) -> Side:
    return side(content)


def test_the_same_content_has_no_difference(content: dict[str, bytes], before: Side) -> None:
    assert difference(*before, *side(dict(reversed(content.items())))) == []


def test_facts_come_before_words_and_pages_with_facts_first(content: dict[str, bytes], before: Side) -> None:
    # The fact, and every sentence that says it: the check would not let one of them stay behind.
    said = b"12 of 31](fact:knee-bruises)"
    now = {name: data.replace(said, said.replace(b"12", b"13")) for name, data in content.items()}
    now["facts/pain.yml"] = content["facts/pain.yml"].replace(b"count: 12, of: 31", b"count: 13, of: 31")
    now[BRUISING] = now[BRUISING].replace(b"Most bruises fade", b"Most of them fade")
    # The card of this harm alone: its page and the pages that name it.
    now["cards/bruise-stays.md"] = content["cards/bruise-stays.md"].replace(
        b"urgency: clinic", b"say: A bruise.\nurgency: same-day"
    )
    found = difference(*before, *side(now))
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


def test_a_change_of_look_alone_is_none(content: dict[str, bytes], before: Side) -> None:
    now = dict(content)
    now[BRUISING] = content[BRUISING].replace(b"checked: 2026-11-23", b"checked: 2026-11-24")
    assert difference(*before, *side(now)) == []


def test_new_and_lost_pages_are_told(content: dict[str, bytes], before: Side) -> None:
    now = dict(content)
    now["pages/new.md"] = (
        b"---\ntitle: A new page\nsummary: Read this.\npublished: 2026-11-23\nchecked: 2026-11-23\n"
        b"next_review: 2027-11-23\nrelated: [pages/about, pages/privacy, pages/accessibility]\n---\n\n"
        b"## Short words {#short-words}\n\nYou can read it.\n"
    )
    now["pages/about.md"] = content["pages/about.md"].replace(b"pages/glossary]", b"pages/new]")
    after = side(now)
    added = {page.address: page for page in difference(*before, *after)}
    assert [change.words for change in added["/new/"].facts] == ["New page: A new page."]
    gone = {page.address: page for page in difference(*after, *before)}
    assert [change.words for change in gone["/new/"].facts] == ["The page is gone: A new page."]


@pytest.mark.slow
def test_the_command_compares_with_a_commit(tmp_path: Path) -> None:
    """On the small site, for the command renders both sides at each call; test_editor.py calls it on the real one."""
    shutil.copytree(ROOT / "templates", with_builder(tmp_path) / "templates")
    small = dict(read_folder(ROOT / "tests/small_site"))
    bruise = small["risks/bruise.md"].decode("utf-8")
    of_all = "with: {what: water, count: 12, of: 31}, reference: [trial-one]"
    counted = f"\n- {{id: bruises, harm: yes, outcome: Bruises, by: on day 1, who: adults, {of_all}}}\n"
    uncounted = "how_often:\n  not_known: We found no count.\n  why: no measurement\n"
    assert uncounted in bruise
    small["risks/bruise.md"] = bruise.replace(uncounted, "how_often:\n  numbers: [bruises]\n").encode("utf-8")
    small["facts/moisture.yml"] += counted.encode("utf-8")
    for name, data in small.items():
        (tmp_path / "content_src" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content_src" / name).write_bytes(data)
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run([*git, "init", "-q", "."], cwd=tmp_path, check=True)
    subprocess.run([*git, "add", "content_src"], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "-qm", "first"], cwd=tmp_path, check=True)
    assert content_at(tmp_path, "HEAD") == small

    def run(*more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "scripts/diff.py", *more], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    assert run("HEAD").stdout.strip() == "A reader will see no change."
    page = tmp_path / "content_src/risks/bruise.md"
    facts = tmp_path / "content_src/facts/moisture.yml"
    facts.write_text(facts.read_text("utf-8").replace("count: 12, of: 31", "count: 13, of: 31"), "utf-8")
    text = run("HEAD")
    assert text.returncode == 0
    assert "Bruise (/risks/bruise/)" in text.stdout
    assert "    - 12 of 31 water" in text.stdout
    assert "    + 13 of 31 water" in text.stdout
    table = run("HEAD", "--markdown").stdout
    assert "| What changed | About | Before | Now |" in table
    assert "| A number | Bruises | 12 of 31 water" in table
    assert table.startswith("## Facts one by one\n")
    assert "\n## Bruise\n" in table
    linked = run("HEAD", "--markdown", "--previews", "https://example.org/guide/preview/pr-7/").stdout
    assert "## [Bruise](https://example.org/guide/preview/pr-7/risks/bruise/)\n" in linked
    assert linked.startswith("2 pages change.")
    assert run("no-such-commit").returncode == 2
    assert run("--output=x").returncode == 2
    page.write_text(page.read_text("utf-8").replace("seriousness:", "seriousnes:"), "utf-8")
    broken = run("HEAD")
    assert broken.returncode == 1
    assert "content_src/risks/bruise.md:" in broken.stdout
    summary = run("HEAD", "--markdown", "--previews", "https://example.org/guide").stdout
    assert re.match(r"## 2 problems to mend\n\n- `content_src/risks/bruise.md:\d+`: .+ \*Hint: .+\*\n", summary), (
        summary
    )
