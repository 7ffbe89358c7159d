"""A page that was split: its address, its anchors and all that was handed out for it go on."""

from __future__ import annotations

import re
from datetime import date

import pytest

from conftest import ROOT
from sitegen.check import Checked, check
from sitegen.content.reading.folder import read_folder
from sitegen.ledger.handed_out import handed_out
from sitegen.ledger.news import feed_names, relied_on
from sitegen.ledger.versions import Stamp
from sitegen.outputs.leaflets.words import leaflet
from sitegen.pages.render import render_alone
from sitegen.site.anchors import anchors
from sitegen.site.routes import became, split_rows
from sitegen.site.site import Site

OLD = """---
title: What it was
summary: You can read about the face or about the neck.
published: 2026-01-10
checked: 2026-01-10
next_review: 2027-01-10
clinician_review: none
related: [benefits/moisture, consultation/prepare, risks/index]
split_into: [{into}]
---
"""
TODAY = date(2026, 1, 31)


def split_site(into: str = "types/face, types/neck") -> Checked:
    """The small site with a second use, and with a use that was split into both."""
    files: dict[str, bytes] = dict(read_folder(ROOT / "tests/small_site"))
    for folder in ("types", "compare"):
        text = files[f"{folder}/face.md"].decode("utf-8")
        text = re.sub(r"^title: .*$", f"title: The neck, {folder}", text, count=1, flags=re.M)
        files[f"{folder}/neck.md"] = text.replace("use: types/face", "use: types/neck").encode("utf-8")
    files["types/old.md"] = OLD.format(into=into).encode("utf-8")
    files["compare/old.md"] = OLD.replace("it was", "was compared").format(into="compare/face, compare/neck").encode()
    return check(files)


@pytest.fixture(scope="module")
def site() -> Site:
    return split_site().site


def test_the_old_page_needs_no_text_and_stands_in_no_list(site: Site) -> None:
    assert [e.id for e in became(site, site.entries["types/old"])] == ["types/face", "types/neck"]
    assert became(site, site.entries["types/face"]) == ()
    assert [e.id for e in site.of("types")] == ["types/face", "types/neck"]
    assert set(site.comparisons) == {"types/face", "types/neck"}
    assert [(p.rule, p.message) for p in split_site().problems if p.path.endswith("/old.md")] == []


def test_each_anchor_of_the_new_pages_leads_to_all_that_have_it(site: Site) -> None:
    text = render_alone(site, ["types/old", "compare/old"], TODAY, ROOT / "templates")
    for folder, name in (("types", "who-should-not"), ("compare", "doing-nothing")):
        page = text[f"{folder}/old.md"].decode("utf-8")
        row = next(line for line in page.splitlines() if line.startswith(f'<li id="{name}"'))
        assert re.findall(r"\]\(([^)]+)\)", row) == [f"face.md#{name}", f"neck.md#{name}"]
        assert name in anchors(site.entries[f"{folder}/old"], site)
    rows = {row.anchor for row in split_rows(site, site.entries["types/old"])}
    assert {text.anchor for text in site.entries["types/face"].sections} <= rows


def test_what_was_handed_out_goes_on(site: Site) -> None:
    paths = handed_out(site)
    for path in (
        "/embed/types/old/", "/oembed/types-old.json", "/assets/qr/types-old.svg", "/api/v1/items/types/old.json",
        "/leaflets/types-old/", "/leaflets/types-old-large/", "/leaflets/types-old-a4.pdf", "/feeds/old.xml",
        "/embed/compare/old/", "/assets/qr/compare-old.png",
    ):  # fmt: skip
        assert path in paths, path
    assert "/leaflets/compare-old-a4.pdf" not in paths
    assert feed_names(site)["old"] == ["old"]
    assert {"types/old", "types/face", "types/neck", "compare/neck"} <= relied_on(site, site.entries["types/old"])


def test_a_page_that_is_no_use_or_is_not_there_breaks_nothing() -> None:
    """An editor is told of it, and everything else is still looked at."""
    found = split_site("types/face, risks/nowhere")
    assert any("risks/nowhere" in p.message for p in found.problems)
    mixed = split_site("types/face, benefits/moisture").site
    made = leaflet(mixed, mixed.entries["types/old"], Stamp("0123abcd", TODAY), None, "https://x.example/")
    assert next(part.heading for part in made.parts) == mixed.entries["types/face"].item.title
