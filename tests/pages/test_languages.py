"""The built pages in other languages beside their English: the same numbers, signs, ratings, sources and links."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from conftest import ROOT
from sitegen.base.addresses import address
from sitegen.check import Checked
from sitegen.check.editions import pages_in
from sitegen.content.describe.spaces import unbroken
from sitegen.content.fact_words import allowed
from sitegen.site.citations import said_facts
from translated import CODES, NUMBER, numbers_in


@cache
def main_of(path: Path) -> html.HtmlElement:
    """What a page says: without its sources, its record, and what only one of the two languages has."""
    page = html.fromstring(path.read_text("utf-8")).xpath("//article")[0]
    for part in page.xpath(
        ".//details[contains(@class,'draft') or contains(@class,'about-card')] | .//*[contains(@class,'stop-here')]"
        " | .//svg | .//*[contains(@class,'notice')] | .//*[contains(@class,'related')] | .//*[@class='term-meaning']"
        " | .//*[@popover] | .//ol[@class='sources'] | .//dl[@class='record'] | .//*[contains(@class,'care__draft')]"
        " | .//*[contains(@class,'covers')] | .//a[contains(@href,'/show/')]"
    ):
        part.drop_tree()
    return page


def short_part(page: html.HtmlElement) -> html.HtmlElement:
    """The short part of a use: all that stands before what only English has."""
    end = page.xpath(".//*[@id='what-you-need']")
    for later in end[0].xpath("following-sibling::*") + end if end else ():
        later.drop_tree()
    return page


def both(site: Path, item_id: str, code: str) -> tuple[html.HtmlElement, html.HtmlElement]:
    here = address(item_id).lstrip("/")
    paths = (site / here / "index.html", site / code / here / "index.html")
    found = [html.fromstring(html.tostring(main_of(path))) for path in paths]
    if item_id.startswith("types/") and not item_id.endswith("/index"):
        found = [short_part(page) for page in found]
    return found[0], found[1]


def numbers(page: html.HtmlElement) -> Counter[str]:
    cited = page.xpath(".//*[@role='doc-noteref']")
    text = " ".join(page.itertext())
    for note in cited:
        text = text.replace(note.text_content(), " ", 1)
    return Counter(numbers_in(text))


def translated(checked: Checked) -> Iterator[tuple[str, str]]:
    for code, ids in sorted(pages_in(checked.site, checked.translations).items()):
        yield from ((code, item_id) for item_id in sorted(ids))


def test_four_languages_have_what_the_first_wave_asks_for(checked: Checked) -> None:
    there = pages_in(checked.site, checked.translations)
    assert set(there) == set(CODES)
    wave = {
        "pages/index",
        "pages/what-it-is",
        "pages/how-sure-we-are",
        "pages/questions",
        "pages/glossary",
        "cards/index",
    }
    wave |= {entry.id for folder in ("cards", "types", "consultation") for entry in checked.site.of(folder)}
    for code, ids in there.items():
        assert wave <= ids, (code, wave - ids)
        share = checked.shares[code]
        print(f"{code}: {len(ids)} pages, {share.fields} fields, {share.stale} stale, {share.missing} missing")


@pytest.mark.parametrize("code", CODES)
def test_numbers_urgencies_sources_and_cards_are_those_of_the_english(site: Path, checked: Checked, code: str) -> None:
    looked = counted = 0
    for _, item_id in (row for row in translated(checked) if row[0] == code):
        if item_id in ("pages/search", "pages/glossary", "pages/index", "pages/how-sure-we-are", "cards/index"):
            continue  # Their lists are of what the language has; their words are compared field by field in a check.
        english, other = both(site, item_id, code)
        for marks in ("care", "signs", "fact-box"):
            for kind in ("care-emergency", "care-same-day", "care-clinic", "care-self-care"):
                path = f".//*[contains(concat(' ', @class, ' '), ' {kind} ')]"
                assert len(english.xpath(path)) == len(other.xpath(path)), (item_id, kind, marks)
        rows = [
            [row.get("class") for row in page.xpath(".//table[@class='fact-box']//tr")] for page in (english, other)
        ]
        assert rows[0] == rows[1], item_id
        notes = [
            Counter(n.text_content() for n in page.xpath(".//*[@role='doc-noteref']")) for page in (english, other)
        ]
        assert sum(notes[0].values()) == sum(notes[1].values()), item_id
        mine, theirs = numbers(english), numbers(other)
        # A bare number of English, "16", is said in full elsewhere, "16 sur 100": so the base or more may be added.
        entry = checked.site.entries[item_id]
        forms = {form for name in said_facts(entry) for form in allowed(checked.site.facts[name])}
        bases = {re.sub(r"\D", "", number) for form in forms for number in NUMBER.findall(form)}
        assert set(mine) - set(theirs) == set(), (item_id, set(mine) - set(theirs))
        assert set(theirs) - set(mine) <= bases | {"1000"}, (item_id, set(theirs) - set(mine) - bases)
        looked += 1
        counted += sum(theirs.values())
    print(f"{code}: {looked} pages beside their English, {counted} numbers")
    assert looked > 70


def test_each_language_says_what_it_is_and_leads_to_the_others(site: Path, checked: Checked) -> None:
    for code, item_id in translated(checked):
        here = address(item_id).lstrip("/")
        page = html.fromstring((site / code / here / "index.html").read_text("utf-8"))
        assert page.get("lang") == code
        alternates = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@hreflang]")}
        assert alternates["en"] == f"https://example.org/{here}"
        assert alternates[code] == f"https://example.org/{code}/{here}"
        switch = page.xpath("//details[@class='languages']//a")
        assert {a.get("hreflang") for a in switch} == set(alternates) - {code}
        for a in switch:
            target = (site / code / here / a.get("href")).resolve()
            assert (target / "index.html").is_file(), (code, item_id, a.get("href"))
        if not item_id.startswith("cards/") or item_id.endswith("/index"):
            state = page.xpath("//details[@class='draft']")[0].text_content()
            assert state.strip(), (code, item_id)


def test_a_file_tells_which_pages_a_language_has_and_who_made_them(site: Path, checked: Checked) -> None:
    for code, ids in pages_in(checked.site, checked.translations).items():
        found = json.loads((site / code / "translated.json").read_text("utf-8"))
        assert found["language"] == code
        assert {row["english"] for row in found["pages"]} == {address(item_id).lstrip("/") for item_id in ids}
        assert {(row["by"], row["read"], row["checked"]) for row in found["pages"]} == {("machine", None, None)}
        for row in found["pages"]:
            assert (site / row["address"] / "index.html").is_file()


def test_no_page_stands_under_another_languages_address(site: Path, checked: Checked) -> None:
    there = pages_in(checked.site, checked.translations)
    for code in CODES:
        own = {address(item_id).strip("/") for item_id in there[code]}
        for path in (site / code).rglob("index.html"):
            name = path.parent.relative_to(site / code).as_posix().replace(".", "", 1).strip("/")
            assert name.removeprefix("side-by-side").strip("/") in own, (code, name)


def test_no_word_of_the_frame_is_left_in_english() -> None:
    """Every message of the catalogue is translated, so what the pages show of it is not English."""
    for code in CODES:
        text = (ROOT / f"translations/{code}/site.po").read_text("utf-8")
        entries = re.split(r"\n\n", text)[1:]
        left = [
            entry for entry in entries if re.search(r'^msgstr(\[\d\])? ""$(?!\n")', entry, re.M) and "#~" not in entry
        ]
        assert left == [], (code, left[:3])


def test_no_line_of_french_begins_with_a_mark_that_belongs_to_the_line_above(site: Path) -> None:
    """Before ``: ; ? ! »`` and after ``«`` no line breaks, on each page and beside its English."""
    loose = re.compile(r"[^\W\d_)] (?=[:;?!»])|« (?=\w)")
    pages = sorted((site / "fr").rglob("index.html"))
    found = [(page.parent.name, at[0]) for page in pages for at in loose.finditer(main_of(page).text_content())]
    assert len(pages) > 150
    assert found == []
    assert unbroken("fr", "Où ? « Là » : oui ; vite !") == "Où\u00a0? «\u00a0Là\u00a0»\u00a0: oui\u00a0; vite\u00a0!"
    assert unbroken("fr", "| :--- | ---: |") == "| :--- | ---: |"
    assert unbroken("es", "¿Dónde ?") == "¿Dónde ?"


def test_links_lead_to_pages_that_are_there(site: Path, checked: Checked) -> None:
    for code, item_id in translated(checked):
        folder = site / code / address(item_id).lstrip("/")
        for link in html.fromstring((folder / "index.html").read_text("utf-8")).xpath("//main//a[@href]"):
            href = link.get("href").partition("#")[0].partition("?")[0]
            if href and not re.match(r"[a-z]+:", href):
                target = (folder / href).resolve()
                assert target.is_file() or (target / "index.html").is_file(), (code, item_id, href)


def test_a_page_stands_beside_its_english_row_by_row(site: Path, checked: Checked) -> None:
    for code, item_id in translated(checked):
        page = html.fromstring(
            (site / code / "side-by-side" / address(item_id).lstrip("/") / "index.html").read_text("utf-8")
        )
        rows = page.xpath("//table[@class='pairs']//tbody/tr")
        assert rows, (code, item_id)
        for row in rows:
            mine, english = (cell.text_content().strip() for cell in row.xpath("./td"))
            assert mine, (code, item_id, english)
            assert english, (code, item_id, mine)
            assert row.xpath("./td[2]/@lang") == ["en"]


def test_a_card_can_be_shown_in_any_two_languages(phone: Page, served: str) -> None:
    phone.goto(f"{served}/fr/help/allergic-shock/")
    phone.locator("a[href*='/show/']").click()
    expect(phone.locator("section[lang=fr]")).to_be_visible()
    expect(phone.locator("section[lang=en]")).to_be_visible()
    expect(phone.locator("section[lang=es]")).to_be_hidden()
    phone.locator("#main").get_by_text("Español").click()
    expect(phone.locator("section[lang=es]")).to_be_visible()
    expect(phone.locator(".show__fill [lang=es]").first).to_be_visible()
    phone.locator("label[lang=fr]").click()
    expect(phone.locator("section[lang=fr]")).to_be_hidden()
    phone.emulate_media(media="print")
    expect(phone.locator("section[lang=en]")).to_be_visible()
    expect(phone.locator("label[lang=en]")).to_be_hidden()


def test_the_switch_keeps_the_page_and_needs_no_script(browser, served: str) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"{served}/types/chin-fat/")
    page.locator(".languages summary").click()
    page.get_by_role("link", name="Português (Brasil)").click()
    expect(page).to_have_url(f"{served}/pt-br/types/chin-fat/")
    page.locator(".languages summary").click()
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{served}/types/chin-fat/")
    context.close()
