"""Feeds are found from every page, and an address with parentheses is taken whole wherever words are told apart."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest

from conftest import english_pages
from parsed import parsed
from sitegen.check import Checked
from sitegen.ledger.news import news
from sitegen.ledger.versions import own_text, seen, tails, version_of

PAREN = "https://x/S0735-6757(21)00041-3/pdf"


# --------------------------------------------------------------------------- found


def test_every_page_names_the_feeds_in_its_head(site: Path) -> None:
    """A feed reader is given the address of a page and looks for rel=alternate."""
    for path in english_pages(site):
        url = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        if url.startswith("/embed/"):
            continue  # a part of another site's page
        head = parsed(path).find("head")
        found = {
            link.get("type"): urljoin(url, link.get("href"))
            for link in head.iter("link")
            if link.get("rel") == "alternate" and link.get("type") in ("application/atom+xml", "application/feed+json")
        }
        assert found == {"application/atom+xml": "/feeds/all.xml", "application/feed+json": "/feeds/all.json"}, url
    assert (site / "feeds/all.xml").read_text("utf-8").startswith("<?xml")
    assert json.loads((site / "feeds/all.json").read_text("utf-8"))["version"].startswith("https://jsonfeed.org")


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
