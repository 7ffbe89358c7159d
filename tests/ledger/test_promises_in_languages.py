"""What is handed out in other languages is promised as the English is: it answers, and goes on when a page moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest

from conftest import ROOT
from sitegen.base.addresses import address, language_of
from sitegen.base.problems import Problem
from sitegen.build import build_edition
from sitegen.check import Checked
from sitegen.check import check as whole_check
from sitegen.check.editions import editions, in_its_languages
from sitegen.content.reading.folder import read_folder
from sitegen.ledger.handed_out import handed_out_before
from sitegen.ledger.promises import promised
from sitegen.publish.site import settings
from small import SMALL, check
from translated import every

DAY = date(2026, 11, 29)
USE, MOVED = "types/face", "types/the-face"


@cache
def files() -> dict[str, bytes]:
    return dict(read_folder(SMALL))


@cache
def french() -> dict[str, bytes]:
    return every(check(files()))


def checked_with(translations: Mapping[str, bytes], content: Mapping[str, bytes], promises: set[str]) -> Checked:
    kept = {"permalinks.txt": "".join(f"{line}\n" for line in sorted(promises)).encode()}
    return whole_check(content, kept, translations=translations)


@cache
def promises() -> frozenset[str]:
    site = in_its_languages(check(files()).site, french())
    return frozenset(line for line in promised(site) if language_of(line))


def broken(translations: Mapping[str, bytes], content: Mapping[str, bytes] | None = None) -> list[Problem]:
    problems = checked_with(translations, content or files(), {*promises()}).problems
    return [p for p in problems if p.rule == "promise-broken"]


def made(translations: Mapping[str, bytes], content: Mapping[str, bytes]) -> set[str]:
    """The addresses of all that is made of French."""
    checked = checked_with(translations, content, set())
    site = editions(checked.site, checked.translations, checked.originals)["fr"]
    paths = build_edition(site, checked.site, DAY, ROOT / "templates", settings(ROOT), None, checked.history)
    return {address(f"pages/{path[:-3]}") if path.endswith(".md") else f"/{path}" for path in paths}


def moved() -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The content with a use at another address, and the French of it."""
    content = {name.replace(USE, MOVED): data.replace(USE.encode(), MOVED.encode()) for name, data in files().items()}
    page = content[f"{MOVED}.md"]
    content[f"{MOVED}.md"] = page.replace(b"\n", f"\naliases: [{USE}]\n".encode(), 1)
    there = {name.replace(USE, MOVED): data.replace(USE.encode(), MOVED.encode()) for name, data in french().items()}
    return content, there


def test_pages_their_leaflets_and_the_feed_are_promised() -> None:
    assert {"/fr/", "/fr/help/faint/", "/fr/types/face/", "/fr/feeds/all.xml"} <= promises()
    assert [line for line in promises() if line.endswith(".pdf")]


def test_all_that_is_promised_is_made() -> None:
    assert promises() <= made(french(), files())
    assert broken(french()) == []


def test_a_page_that_is_taken_away_is_told() -> None:
    without = {name: data for name, data in french().items() if name != "fr/cards/faint.yml"}
    (problem,) = broken(without)
    assert '"/fr/help/faint/"' in problem.message
    assert "translations/fr" in problem.hint


@pytest.mark.parametrize(
    "there",
    [
        {},
        {name: data for name, data in french().items() if name != "fr/site.po"},
        {**french(), "fr/site.yml": b"made: ["},
    ],
    ids=["only the English is checked", "without words of the site's own", "settings that cannot be read"],
)
def test_what_cannot_be_told_is_not(there: dict[str, bytes]) -> None:
    assert broken(there) == []


def test_a_page_that_moves_takes_its_translation_and_leaflets_with_it() -> None:
    content, there = moved()
    assert [problem.message for problem in broken(there, content)] == []
    site = in_its_languages(checked_with(there, content, set()).site, there)
    before = {old: new for old, new in handed_out_before(site).items() if language_of(old)}
    assert before["/fr/types/face/"] == "/fr/types/the-face/"
    assert {*before, *before.values()} <= made(there, content)
    assert promises() <= made(there, content)
