"""Found and shared: canonical addresses, pictures for sharing, data for search engines, valid HTML on every page."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
import pytest

from kinds import components
from parsed import parsed
from sitegen.base.addresses import address
from sitegen.check import Checked
from sitegen.pages.derived.structured import about

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


PROPERTIES = """
import json, sys
from schema_org.registry import get_model
print(json.dumps({kind: [f.alias or n for n, f in get_model(kind).model_fields.items()] for kind in sys.argv[1:]}))
"""


@pytest.fixture(scope="module")
def vocabulary(site: Path, checked: Checked) -> dict[str, set[str]]:
    """The properties of each kind that a page names. In a process of its own: the whole vocabulary takes 400 MB."""
    told = "".join(block for i in checked.site.entries for block in JSON_LD.findall(html(site, address(i))))
    named = sorted(set(re.findall(r'"@type": ?"(\w+)"', told)) | {"MedicalWebPage"})
    command = [sys.executable, "-c", PROPERTIES, *named]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {kind: set(properties) for kind, properties in json.loads(done.stdout).items()}


def unknown_properties(thing: dict[str, object], vocabulary: dict[str, set[str]]) -> list[str]:
    """Types and properties that the vocabulary does not have, as far as its own definitions tell."""
    kind = str(thing["@type"])
    known = vocabulary[kind]
    found = [f"{kind}.{key}" for key in thing if not key.startswith("@") and key not in known]
    for value in thing.values():
        if isinstance(value, dict):
            found += unknown_properties(value, vocabulary)
    return found


def test_the_data_for_search_engines_uses_the_vocabulary(
    site: Path, checked: Checked, vocabulary: dict[str, set[str]]
) -> None:
    kinds = set()
    for entry_id in checked.site.entries:
        blocks = JSON_LD.findall(html(site, address(entry_id)))
        assert len(blocks) == 1, entry_id
        data = json.loads(blocks[0])
        assert data.pop("@context") == "https://schema.org"
        assert unknown_properties(data, vocabulary) == [], entry_id
        assert data["url"] == BASE + address(entry_id)
        assert "lastReviewed" not in data, "no clinician has signed"
        kinds.add(data["about"]["@type"])
    assert kinds == {"MedicalProcedure", "MedicalTherapy", "MedicalCondition", "Substance"}


def test_an_invented_property_would_be_told(vocabulary: dict[str, set[str]]) -> None:
    assert unknown_properties({"@type": "MedicalWebPage", "healing": 1}, vocabulary) == ["MedicalWebPage.healing"]


def test_a_harm_is_described_as_a_condition(checked: Checked) -> None:
    item = checked.site.entries["risks/bruising"].item
    assert about(checked.site, item) == {"@type": "MedicalCondition", "name": item.title}


def as_seen(root: Any) -> list[tuple[str, str | None, str | None, str]]:
    """The elements of a page in their order: what each is, its id, its link, and its text before the next."""
    return [
        (e.tag.rpartition("}")[2], e.get("id"), e.get("href"), " ".join((e.text or "").split()))
        for e in root.iter()
        if isinstance(e.tag, str) and e.tag != "tbody"  # which the standard puts in where it is left out
    ]


def faults_of(path: Path) -> str:
    """What the parser of the HTML standard says of a page, or that the quick one makes another tree of it."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        exact = parser.parse(path.read_text("utf-8"))
    except html5lib.html5parser.ParseError as error:
        return f"{path}: {error}"
    return "" if as_seen(exact) == as_seen(parsed(path)) else f"{path}: another tree"


def one_of_each(site: Path, checked: Checked) -> list[Path]:
    """Every page of the content, and of all others one with each distinct set of components."""
    own = {site / address(entry_id).strip("/") / "index.html" for entry_id in checked.site.entries}
    others = sorted(set(site.rglob("*.html")) - own)
    return [*sorted(own), *{components(path.read_text("utf-8")): path for path in reversed(others)}.values()]


def test_every_page_is_html_without_an_error(site: Path, checked: Checked) -> None:
    """The parser of the HTML standard, which stops at the first error; it needs no Java."""
    pages = one_of_each(site, checked)
    assert [fault for path in pages if (fault := faults_of(path))] == []
    print(f"HTML: {len(pages)} of {len(list(site.rglob('*.html')))} pages, each set of components among them")
    assert len(pages) > 220


@pytest.mark.parametrize("slip", ["<p><ul><li>x</ul></p>", "<b><i>x</b></i>", "<div>", "<table><p>x</p></table>"])
def test_an_error_in_html_is_told(site: Path, tmp_path: Path, slip: str) -> None:
    page = tmp_path / "page.html"
    html = (site / "about/index.html").read_text("utf-8")
    page.write_text(html, "utf-8")
    assert faults_of(page) == ""
    page.write_text(html.replace("</article>", f"{slip}</article>", 1), "utf-8")
    assert faults_of(page)


def test_a_page_with_a_component_of_its_own_is_looked_at(site: Path, checked: Checked, tmp_path: Path) -> None:
    """One version of a page, of hundreds that are alike, has what no other page has."""
    (tmp_path / "versions").mkdir()
    for path in (site / "versions").glob("*/index.html"):
        shutil.copytree(path.parent, tmp_path / "versions" / path.parent.name)
    nothing = replace(checked, site=replace(checked.site, entries={}))
    looked_at = one_of_each(tmp_path, nothing)
    other = next(p for p in sorted(tmp_path.rglob("*.html")) if p not in looked_at)
    other.write_text(other.read_text("utf-8") + '<p class="brand-new">', "utf-8")
    assert other in one_of_each(tmp_path, nothing)


def test_robots_and_the_map_of_the_site_are_there(site: Path) -> None:
    assert "Sitemap:" in (site / "robots.txt").read_text("utf-8")
    assert "<urlset" in (site / "sitemap.xml").read_text("utf-8")


def test_the_missing_page_helps(site: Path) -> None:
    text = (site / "404.html").read_text("utf-8")
    for way in ("consultation/when-to-get-help/", "a-to-z/", "search/"):
        assert way in text.split("<main")[1], way
