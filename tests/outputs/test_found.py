"""Found and shared: canonical addresses, pictures for sharing, data for search engines, valid HTML on every page."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path

import html5lib
import pytest
from schema_org.registry import get_model

from sitegen.base.addresses import address
from sitegen.check import Checked
from sitegen.pages.structured import about

BASE = "https://example.org"
JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def html(site: Path, url: str) -> str:
    return (site / url.strip("/") / "index.html").read_text("utf-8")


def meta(text: str, name: str) -> str:
    found = re.search(rf'<meta property="{name}" content="([^"]*)">', text)
    assert found, name
    return found[1]


def test_every_page_names_its_one_address(site: Path, checked: Checked) -> None:
    for entry_id in checked.site.entries:
        text = html(site, address(entry_id))
        assert f'<link rel="canonical" href="{BASE}{address(entry_id)}">' in text, entry_id
        assert meta(text, "og:url") == BASE + address(entry_id)


def test_every_page_has_its_own_picture_for_sharing(site: Path, checked: Checked) -> None:
    pictures = set()
    for entry_id in checked.site.entries:
        url = meta(html(site, address(entry_id)), "og:image")
        data = (site / url.removeprefix(f"{BASE}/")).read_bytes()
        assert data.startswith(b"\x89PNG\r\n"), entry_id
        assert struct.unpack(">II", data[16:24]) == (1200, 630), entry_id
        assert len(data) < 60_000, entry_id
        pictures.add(data)
    assert len(pictures) == len(checked.site.entries)


def unknown_properties(thing: dict[str, object]) -> list[str]:
    """Types and properties that the vocabulary does not have, as far as its own definitions tell."""
    kind = str(thing["@type"])
    model = get_model(kind)
    known = {field.alias or name for name, field in model.model_fields.items()}
    found = [f"{kind}.{key}" for key in thing if not key.startswith("@") and key not in known]
    for value in thing.values():
        if isinstance(value, dict):
            found += unknown_properties(value)
    return found


def test_the_data_for_search_engines_uses_the_vocabulary(site: Path, checked: Checked) -> None:
    kinds = set()
    for entry_id in checked.site.entries:
        blocks = JSON_LD.findall(html(site, address(entry_id)))
        assert len(blocks) == 1, entry_id
        data = json.loads(blocks[0])
        assert data.pop("@context") == "https://schema.org"
        assert unknown_properties(data) == [], entry_id
        assert data["url"] == BASE + address(entry_id)
        assert "lastReviewed" not in data, "no clinician has signed"
        kinds.add(data["about"]["@type"])
    assert kinds == {"MedicalProcedure", "MedicalTherapy", "MedicalCondition", "Substance"}


@pytest.mark.slow
def test_an_invented_property_would_be_told() -> None:
    assert unknown_properties({"@type": "MedicalWebPage", "healing": 1}) == ["MedicalWebPage.healing"]


def test_a_harm_is_described_as_a_condition(checked: Checked) -> None:
    item = checked.site.entries["risks/bruising"].item
    assert about(checked.site, item) == {"@type": "MedicalCondition", "name": item.title}


@pytest.mark.parametrize("kind", ["*.html"])
def test_every_page_is_html_without_an_error(site: Path, kind: str) -> None:
    """The parser of the HTML standard, which stops at the first error; it needs no Java."""
    parser = html5lib.HTMLParser(strict=True)
    pages = list(site.rglob(kind))
    for path in pages:
        try:
            parser.parse(path.read_text("utf-8"))
        except html5lib.html5parser.ParseError as error:
            pytest.fail(f"{path}: {error}")
    assert len(pages) > 110


def test_robots_and_the_map_of_the_site_are_there(site: Path) -> None:
    assert "Sitemap:" in (site / "robots.txt").read_text("utf-8")
    assert "<urlset" in (site / "sitemap.xml").read_text("utf-8")


def test_the_missing_page_helps(site: Path) -> None:
    text = (site / "404.html").read_text("utf-8")
    for way in ("consultation/when-to-get-help/", "a-to-z/", "search/"):
        assert way in text.split("<main")[1], way
