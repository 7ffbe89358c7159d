"""What a language has besides its pages: no number on its paper or in its files that its pages do not have.

That the pages have the numbers of the English is tested in ``pages/test_languages.py``.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from paper import sheets_of
from sitegen.base.addresses import address, leaflet_path
from sitegen.check import Checked
from sitegen.check.editions import papers_in
from sitegen.site.handouts import leaflet_names
from translated import CODES, numbers_in

ADDRESS = re.compile(r"https?://\S+")


@cache
def said(site: Path, at: str) -> html.HtmlElement:
    """What a page says, its record and its folded parts too."""
    return html.fromstring((site / at / "index.html").read_text("utf-8")).xpath("//main")[0]


def numbers_of(page: html.HtmlElement) -> set[str]:
    """The numbers of a page or of a part of it: those of two cells are two."""
    return set(numbers_in(" ".join(page.itertext())))


@cache
def printed(path: Path) -> tuple[str, int]:
    """The text of a PDF, without the address and the version on every sheet, and how many sheets it has."""
    sheets = sheets_of(path)
    return re.sub(r"\b[0-9a-f]{8}\b", "", ADDRESS.sub("", "\n".join(sheets))), len(sheets)


@pytest.fixture(scope="module")
def of_cards(site: Path, checked: Checked) -> dict[str, set[str]]:
    """The numbers of all cards and of the emergency numbers, which a leaflet may print, by language."""
    called = {number for record in checked.site.emergency_numbers.values() for number in record.numbers}
    cards = [address(entry.id).strip("/") for entry in checked.site.of("cards")]
    return {code: set().union(called, *(numbers_of(said(site, f"{code}/{at}")) for at in cards)) for code in CODES}


@pytest.mark.parametrize("code", CODES)
def test_paper_has_the_numbers_of_the_page_and_no_other(
    site: Path, checked: Checked, of_cards: dict[str, set[str]], code: str
) -> None:
    looked = 0
    for name, (entry, part) in leaflet_names(checked.site).items():
        for edition in papers_in(checked.translations)[code]:
            path = site / code / leaflet_path(name, edition)
            if part or not path.exists():
                continue
            page = said(site, f"{code}/{address(entry.id).strip('/')}")
            text, sheets = printed(path)
            found = set(numbers_in(text))
            more = found - numbers_of(page) - of_cards[code] - {str(number) for number in range(1, sheets + 1)}
            assert more == set(), (code, name, edition)
            # Both columns of the box stand on every paper.
            counts = page.xpath(".//table[@class='fact-box']//tbody//td")
            missing = set().union(*map(numbers_of, counts)) - found
            assert not missing, (code, name, edition)
            looked += 1
    assert looked >= 32
    print(f"{code}: {looked} PDFs")


@pytest.mark.parametrize("code", CODES)
def test_what_search_shows_has_the_numbers_of_the_page_and_no_other(
    site: Path, of_cards: dict[str, set[str]], code: str
) -> None:
    index = json.loads((site / code / "assets/search-index.json").read_text("utf-8"))
    rows = [*index["p"], *index["c"]]
    for row in rows:
        at = row[0].partition("#")[0].strip("/")
        page = numbers_of(said(site, f"{code}/{at}".strip("/")))
        # The third are other names of the page, as people type them.
        shown = " ".join(text for place, text in enumerate(row) if place not in (0, 2) and isinstance(text, str))
        assert set(numbers_in(shown)) <= page | of_cards[code], (code, row[0])
    assert len(rows) > 80
