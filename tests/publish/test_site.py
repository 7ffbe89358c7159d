"""The built site: links, ids, titles, no third party, and the way it reads without JavaScript."""

from __future__ import annotations

import gzip
import itertools
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlparse

import pytest

import canary
from conftest import ROOT, SITE_URL, copied, languages_of
from parsed import parsed
from sitegen.base.addresses import LONG_LISTS, address
from sitegen.check import Checked
from sitegen.commands.build_pages import main as build_docs
from sitegen.pages.render import Rendered
from sitegen.publish.mkdocs_site import settings_of
from small import small_project

STYLE = re.compile(r'<link rel="stylesheet" href="(?:[^"]*/)?assets/([\w-]+\.css)">')


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, object]:
    """Every page's parsed HTML by address."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        url = "/" + name.removesuffix("index.html")
        found[url] = parsed(path)
    return found


def ids(tree) -> set[str]:  # type: ignore[no-untyped-def]
    return {e.get("id") for e in tree.iter() if e.get("id")}


def test_at_least_80_pages(pages: dict[str, object]) -> None:
    assert len(pages) >= 80


def test_every_link_and_anchor_inside_leads_somewhere(pages, site: Path, checked: Checked) -> None:  # type: ignore[no-untyped-def]
    broken = []
    numbers = {number for row in checked.site.emergency_numbers.values() for number in row.numbers}
    anchors = {url: ids(tree) for url, tree in pages.items()}
    for url, tree in pages.items():
        for element in tree.iter("a"):
            href = element.get("href", "")
            target = urlparse(href)
            if target.scheme in ("http", "https"):
                continue
            if target.scheme == "tel":
                assert target.path in numbers, (url, href)
                continue
            path, anchor = urldefrag(urljoin(f"http://x{url}", href))
            path = urlparse(path).path
            if path == "/questions/" and anchor.startswith("list="):
                continue  # a list of questions, not a section; tests/outputs/test_kit.py opens them
            if (path not in pages and not (site / path.lstrip("/")).is_file()) or (
                anchor and path in pages and anchor not in anchors[path]
            ):
                broken.append((url, href))
    assert broken == []


def test_ids_are_unique_on_every_page(pages) -> None:  # type: ignore[no-untyped-def]
    for url, tree in pages.items():
        counted = Counter(e.get("id") for e in tree.iter() if e.get("id"))
        assert [i for i, n in counted.items() if n > 1] == [], url


def test_titles_and_descriptions_are_unique(pages) -> None:  # type: ignore[no-untyped-def]
    titles = Counter(next(t.iter("title")).text for t in pages.values())
    assert [t for t, n in titles.items() if n > 1] == []
    described = Counter(
        m.get("content") for t in pages.values() for m in t.iter("meta") if m.get("name") == "description"
    )
    assert [d for d, n in described.items() if n > 1] == []


def test_one_h1_and_no_level_skipped(pages) -> None:  # type: ignore[no-untyped-def]
    for url, tree in pages.items():
        levels = [int(e.tag[-1]) for e in tree.iter() if re.fullmatch("h[1-6]", e.tag)]
        assert levels.count(1) == 1, url
        assert levels[0] == 1, url
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), (url, levels)


def test_nothing_is_loaded_from_elsewhere(pages) -> None:  # type: ignore[no-untyped-def]
    for url, tree in pages.items():
        for element in tree.iter():
            for name in ("src", "srcset", "poster", "data", "action"):
                assert not str(element.get(name, "")).startswith(("http", "//")), url
            if element.tag == "link" and element.get("rel") not in ("canonical", "alternate"):
                assert not element.get("href", "").startswith(("http", "//")), url
            assert not [a for a in element.attrib if str(a).startswith("on") or a == "style"], url


def test_no_markdown_or_markup_shows_as_text(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = re.sub(r"<(script|style).*?</\1>", "", path.read_text("utf-8"), flags=re.S)
        text = re.sub(r"<[^>]+>", "", text)
        for sign in ("{:", "{ .", "{ #", "[^", "](", "**", "@@", "markdown="):
            assert sign not in text, (path, sign)


def test_each_content_page_has_its_record_and_sources(pages, checked) -> None:  # type: ignore[no-untyped-def]
    for entry in checked.site.entries.values():
        tree = pages[address(entry.id)]
        assert "page-record" in ids(tree), entry.id
        cited = any(entry in entries for entries in checked.site.cited.values())
        if cited:
            assert "sources" in ids(tree), entry.id


def test_a_first_view_is_small(site: Path) -> None:
    """Document, style, script and icon, gzipped: at most 40 KB; before paint at most 20 KB."""

    def size(path: Path) -> int:
        return len(gzip.compress(path.read_bytes(), 9, mtime=0))

    assets = site / "assets"
    late = size(assets / "site.js") + size(assets / "icon.svg") + size(assets / "print.css")
    styles = {p.name: size(p) for p in assets.glob("*.css")}
    sizes = {
        p.relative_to(site).as_posix(): size(p) + sum(styles[name] for name in STYLE.findall(p.read_text("utf-8")))
        for p in site.rglob("index.html")
    }
    home = STYLE.findall((site / "index.html").read_text("utf-8"))
    assert home == ["site.css", "lists.css"], "the styles are not found in the pages"
    earlier = [json.loads(path.read_text("utf-8")) for path in (ROOT / "releases/versions").glob("*.json")]
    codes = languages_of(site)
    lists = (
        *(f"{code}{address(item_id)[1:]}" for item_id in LONG_LISTS for code in ("", *(f"{c}/" for c in codes))),
        *(f"versions/{kept['version']}/" for kept in earlier if kept["page"] in LONG_LISTS),
    )
    elsewhere = tuple(f"{code}/" for code in codes)
    worst = max((n for n in sizes if not n.startswith((*lists, *elsewhere, "versions/"))), key=lambda n: sizes[n])
    # What English says in a hundred letters takes these languages ten to twenty more, some of them of two bytes.
    abroad = max((n for n in sizes if n.startswith(elsewhere) and not n.startswith(lists)), key=lambda n: sizes[n])
    print(f"largest in another language {sizes[abroad]} ({abroad})")
    assert sizes[abroad] <= 21_000
    # An earlier version is the page as it was and, above it, all that has changed since: larger than any page of today.
    oldest = max((n for n in sizes if n.startswith("versions/") and not n.startswith(lists)), key=lambda n: sizes[n])
    # The many small pages for clinics would pull the median down.
    read = sorted(sizes[n] for n in sizes if not n.startswith(("embed/", "kit/")))
    middle = read[len(read) // 2]
    print(f"script and icon {late}, page with its styles: median {middle}, largest {sizes[worst]} ({worst})")
    assert sizes[worst] <= 20_000
    assert sizes[worst] + late <= 40_000
    assert sizes[oldest] + late <= 40_000
    assert middle <= 14_600


def test_pages_of_a_visit_have_its_styles_and_no_others_do(site: Path) -> None:
    needs = re.compile(r'class="(?:time-line|urgencies|checklist|fill-in)')
    for page in site.rglob("index.html"):
        text = page.read_text("utf-8")
        if "assets/site.css" in text and not {"versions", "leaflets"} & set(page.parts):
            assert ("assets/visit.css" in text) == bool(needs.search(text)), page


def test_search_costs_at_most_80_kb(site: Path) -> None:
    names = ("lunr.js", "search-index.json", "search.js")
    total = sum(len(gzip.compress((site / "assets" / n).read_bytes(), 9, mtime=0)) for n in names)
    print(f"first search: {total} bytes")
    assert total <= 80_000


def test_a_failed_build_leaves_the_last_site_whole(project: Path, tmp_path: Path) -> None:
    copy = copied(project, tmp_path / "copy")
    page = copy / "content_src/risks/bruising.md"
    page.write_text(page.read_text("utf-8").replace("seriousness:", "seriousnes:"), "utf-8")
    before = {p: p.read_bytes() for p in (copy / "site").rglob("*") if p.is_file()}
    done = subprocess.run(
        [sys.executable, "scripts/build_site.py"], cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "content_src/risks/bruising.md" in done.stdout
    assert {p: p.read_bytes() for p in (copy / "site").rglob("*") if p.is_file()} == before


def test_mkdocs_fails_on_a_broken_link(tmp_path: Path) -> None:
    root = small_project(tmp_path / "small")
    assert build_docs(["--today", "2026-11-23"], root) == 0
    page = root / "docs/risks/bruise.md"
    page.write_text(page.read_text("utf-8") + "\n[x](nowhere.md) [y](../types/face.md#nowhere)\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "s")],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "nowhere.md" in done.stderr
    assert "#nowhere" in done.stderr


def test_the_sitemap_lists_every_page_with_the_day_of_its_last_real_change(
    site: Path, checked: Checked, rendered: Rendered
) -> None:
    text = (site / "sitemap.xml").read_text("utf-8")
    stamps = rendered.stamps
    for entry in checked.site.entries.values():
        changed = stamps[entry.id].released
        day = f"\n    <lastmod>{changed}</lastmod>" if changed else ""
        assert f"<loc>https://example.org{address(entry.id)}</loc>{day}\n  </url>" in text, entry.id
    assert "/versions/" not in text


def test_every_promised_address_and_anchor_answers(pages, site: Path) -> None:  # type: ignore[no-untyped-def]
    """permalinks.txt: what clinics may link to. It is sorted, and lines are only ever added."""
    lines = (ROOT / "permalinks.txt").read_text("utf-8").splitlines()
    assert lines == sorted(set(lines))
    lost = []
    for line in lines:
        path, _, anchor = line.partition("#")
        if not path.endswith("/"):
            lost += [] if (site / path[1:]).is_file() else [line]
        elif path not in pages or (anchor and anchor not in ids(pages[path])):
            lost.append(line)
    assert lost == []


@pytest.mark.parametrize("language", [None, "es", "fr", "it", "pt-br"])
def test_the_way_out_builds_each_language_with_the_settings_of_the_site(
    project: Path, monkeypatch: pytest.MonkeyPatch, language: str | None
) -> None:
    """What ``make canary`` gives to Zensical is what MkDocs has: a frame in another language is no difference."""
    monkeypatch.setenv("SITE_URL", SITE_URL)
    other = canary.settings_of(project, language)
    ours = settings_of(project, project / "site", language)
    names = ("site_name", "site_description", "site_url", "nav", "extra")
    assert {name: other[name] for name in names} == {name: ours[name] for name in names}
    assert other["theme"]["language"] == ours.theme["language"]
