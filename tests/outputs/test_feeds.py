"""Feeds are found from every page, and an address with parentheses is taken whole wherever words are told apart."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from conftest import ROOT, english_pages
from parsed import parsed
from sitegen.check import Checked
from sitegen.check import check as whole_check
from sitegen.check.editions import editions
from sitegen.content.reading.folder import read_folder
from sitegen.ledger.history import History, Release, ReleasedChange, ReleasedPage
from sitegen.ledger.news import news
from sitegen.ledger.versions import own_text, seen, tails, version_of
from sitegen.outputs.feeds import edition_feed
from sitegen.site.site import Site
from small import SMALL, check
from translated import CODES, every

FEED_TYPES = ("application/atom+xml", "application/feed+json")
PAREN = "https://x/S0735-6757(21)00041-3/pdf"


# --------------------------------------------------------------------------- found


def test_every_page_names_the_feeds_in_its_head(site: Path) -> None:
    """A feed reader is given the address of a page and looks for rel=alternate. A language has a feed of its own."""
    places = {"": english_pages(site), **{f"/{code}": sorted((site / code).rglob("*.html")) for code in CODES}}
    for place, pages in places.items():
        assert len(pages) > 100
        for path in pages:
            url = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
            if url.startswith("/embed/"):
                continue  # a part of another site's page
            head = parsed(path).find("head")
            found = {
                link.get("type"): urljoin(url, link.get("href"))
                for link in head.iter("link")
                if link.get("rel") == "alternate" and link.get("type") in FEED_TYPES
            }
            assert found == dict(zip(FEED_TYPES, (f"{place}/feeds/all.xml", f"{place}/feeds/all.json"), strict=True))
        assert (site / f"{place}/feeds/all.xml".lstrip("/")).read_text("utf-8").startswith("<?xml")
        feed = json.loads((site / f"{place}/feeds/all.json".lstrip("/")).read_text("utf-8"))
        assert feed["version"].startswith("https://jsonfeed.org")
        assert feed["language"] == (place.lstrip("/") or "en")
        assert feed["items"]


# --------------------------------------------------------------------------- in other languages


def french(made: str, released: date) -> tuple[Site, dict[str, Any], str]:
    """A language whose words were made on a day, and its feeds after a release of the English on another."""
    english = check(read_folder(SMALL))
    words = {name: data.replace(b"2026-01-10", made.encode()) for name, data in every(english).items()}
    checked = whole_check(read_folder(SMALL), translations=words)
    assert checked.problems == ()
    site = editions(checked.site, checked.translations, checked.originals)["fr"]
    change = ReleasedChange(kind="urgency", about="Faint", words="Call sooner.")
    page = ReleasedPage(page="cards/faint", title="Faint", version="0" * 8, snapshot="", changes=(change,))
    release = Release(release=1, date=released, before="", pages=(page,))
    found = edition_feed(site, History((release,)), ROOT / "templates", "https://example.org/")
    return site, json.loads(found["feeds/all.json"]), found["feeds/all.xml"].decode("utf-8")


def test_the_feed_of_a_language_tells_what_was_translated_and_what_has_changed_since() -> None:
    site, feed, atom = french("2026-01-10", date(2026, 2, 1))
    newest, *others = feed["items"]
    title = site.entries["cards/faint"].item.title
    assert title != check(read_folder(SMALL)).site.entries["cards/faint"].item.title
    assert newest["title"] == f"{title}: Degré d’urgence"
    assert newest["content_text"] == "La page en anglais a changé\u00a0: Degré d’urgence."
    assert newest["url"] == "https://example.org/fr/help/faint/"
    assert newest["external_url"] == "https://example.org/versions/00000000/"
    assert newest["date_published"] == "2026-02-01T00:00:00Z"
    assert {item["date_published"] for item in others} == {"2026-01-10T00:00:00Z"}
    assert len(others) == len(site.edition.pages)
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    assert 'hreflang="en"' in atom
    assert "Call sooner." not in atom, "what the ledger says in English does not stand in another language"


def test_a_translation_that_is_newer_than_the_english_needs_no_word_of_it() -> None:
    site, feed, _ = french("2026-02-01", date(2026, 2, 1))
    assert len(feed["items"]) == len(site.edition.pages)
    assert not [item for item in feed["items"] if "anglais a changé" in item["content_text"]]


# --------------------------------------------------------------------------- whole addresses


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (f"[A]({PAREN})", "A"),
        (f"[A study]({PAREN}). Trial, 2021", "A study. Trial, 2021"),
        ("[A](https://x/wiki/Fat_(tissue))", "A"),
        ("[A](https://x/a(b(c)d)e) and [B](c.md#d)", "A and B"),
        ("([A](https://x/a(b)))", "(A)"),
        (f'[A]({PAREN}){{ translate="no" }}, B', "A , B"),
        ("[A](https://x/a(b) c", "A c"),
        ("(an aside) [A](b.md) (and another)", "(an aside) A (and another)"),
    ],
)
def test_an_address_with_parentheses_leaves_nothing_in_the_words(written: str, read: str) -> None:
    assert seen(written).replace(" ,", ",") == read.replace(" ,", ",")


def test_the_feeds_and_the_pages_of_changes_tell_no_piece_of_an_address(site: Path, checked: Checked) -> None:
    pieces = {
        re.escape(url[url.index(")", url.index("(")) + 1 :] + ")")
        for reference in checked.site.references.values()
        if "(" in (url := reference.url or "") and not url.endswith(")")
    }
    assert len(pieces) >= 3
    piece = re.compile("|".join(pieces))
    for path in [*site.glob("feeds/*"), *site.glob("versions/*/index.html"), site / "changes/index.html"]:
        text = re.sub(r'(?:href|content)="[^"]*"', "", path.read_text("utf-8"))
        assert not piece.search(text), path


def test_what_the_ledger_kept_of_an_address_is_not_told(checked: Checked) -> None:
    kept = [change.words for release in checked.history.releases for page in release.pages for change in page.changes]
    told = [change.words for entry in news(checked.site, checked.history) for change in entry.changes]
    assert sum("00041-3/pdf)" in words for words in kept) >= 2, "the ledger itself is never changed"
    assert [words for words in told if "00041-3/pdf)" in words] == []
    assert len(told) == len(kept)


def test_a_short_title_takes_no_parenthesis_from_other_words() -> None:
    assert tails("[Fat](https://x/wiki/Fat_(tissue)) (see fat)") == {}


def test_the_id_of_unchanged_words_stays_what_it_was() -> None:
    """The ids that were given out counted what was left of such an address."""
    page = f"---\ntitle: T\n---\n\n# T\n\n[A study]({PAREN}). Trial.\n"
    was = "T A study00041-3/pdf). Trial."
    assert seen(own_text(page)) == "T A study. Trial."
    assert version_of(page) == hashlib.sha256(was.encode("utf-8")).hexdigest()[:8]
