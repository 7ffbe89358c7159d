"""What is handed out in other languages is promised as the English is: it answers, and goes on when a page moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

import pytest

from conftest import ROOT
from sitegen.base.addresses import address, language_of
from sitegen.base.problems import Problem
from sitegen.build import build_edition, build_shown
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
    return frozenset(line for line in promised(site) if language_of(line) or line.startswith("/show/"))


def broken(translations: Mapping[str, bytes], content: Mapping[str, bytes] | None = None) -> list[Problem]:
    problems = checked_with(translations, content or files(), {*promises()}).problems
    return [p for p in problems if p.rule == "promise-broken"]


def pages(translations: Mapping[str, bytes], content: Mapping[str, bytes]) -> dict[str, str]:
    """All that is made of French, and the cards to show in both languages: ``{address: the text of a page}``."""
    checked = checked_with(translations, content, set())
    english = in_its_languages(checked.site, checked.translations)
    site = editions(checked.site, checked.translations, checked.originals)["fr"]
    templates = ROOT / "templates"
    files = {
        **build_edition(site, checked.site, DAY, templates, settings(ROOT), None, checked.history),
        **build_shown({"en": english, "fr": site}, templates),
    }
    return {
        address(f"pages/{path[:-3]}") if path.endswith(".md") else f"/{path}": data.decode("utf-8", "replace")
        for path, data in files.items()
    }


def made(translations: Mapping[str, bytes], content: Mapping[str, bytes]) -> set[str]:
    """The addresses of all that is made of French."""
    return set(pages(translations, content))


def without_places(lines: Iterable[str]) -> set[str]:
    return {line.partition("#")[0] for line in lines}


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
    assert without_places(promises()) <= made(french(), files())
    assert broken(french()) == []


def test_the_places_of_a_page_that_stands_whole_are_promised_too() -> None:
    """A clinic's link to one part of a page in another language leads there, as the English one does."""
    there = pages(french(), files())
    places = [line.split("#") for line in promises() if "#" in line]
    assert ["/fr/help/faint/", "faint"] in places
    assert not [page for page, _ in places if page == address(USE)], "of a use only the short part stands there"
    for page, anchor in places:
        assert f"{{ #{anchor} }}" in there[page] or f'id="{anchor}"' in there[page], (page, anchor)


def test_a_card_to_show_is_promised_and_listed_in_each_language() -> None:
    there = pages(french(), files())
    assert {"/show/", "/show/faint/", "/show/call-us/"} <= promises()
    listed = there["/show/"]
    assert "(faint.md#fr)" in listed
    assert "(faint.md)" in listed
    assert listed.index("faint.md") < listed.index("call-us.md"), "the most urgent first"


def test_a_card_that_moves_is_still_shown_at_its_old_address() -> None:
    def moved_card(data: bytes) -> bytes:
        return data.replace(b"cards/faint", b"cards/dizzy")

    content = {name.replace("cards/faint", "cards/dizzy"): moved_card(data) for name, data in files().items()}
    content["cards/dizzy.md"] = content["cards/dizzy.md"].replace(b"\n", b"\naliases: [help/faint]\n", 1)
    there = {name.replace("cards/faint", "cards/dizzy"): moved_card(data) for name, data in french().items()}
    assert [problem.message for problem in broken(there, content)] == []
    shown = pages(there, content)
    assert shown["/show/faint/"] == shown["/show/dizzy/"]


def test_a_page_that_is_taken_away_is_told() -> None:
    without = {name: data for name, data in french().items() if name != "fr/cards/faint.yml"}
    page, shown = broken(without)
    assert '"/fr/help/faint/"' in page.message
    assert "translations/fr" in page.hint
    assert '"/show/faint/"' in shown.message, "without any other language there is no card to show"
    assert "its file in translations back" in shown.hint


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
    assert without_places(promises()) <= made(there, content)
