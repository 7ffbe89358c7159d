"""Words in place: the first use of a glossary word opens its meaning there; and the time line of harms."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from conftest import english_pages
from sitegen.check import Checked
from sitegen.content.models import RiskItem

PAGE = "/types/body-fat/"


def test_a_word_opens_its_meaning_by_touch_and_closes(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(served + PAGE)
    word = page.locator(".term", has_text="licence").first
    meaning = page.locator("#word-licence")
    expect(meaning).to_be_hidden()
    word.tap()
    expect(meaning).to_be_visible()
    expect(meaning).to_contain_text("Permission to sell a medicine")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    meaning.get_by_role("button", name="Close").tap()
    expect(meaning).to_be_hidden()
    context.close()


def test_a_word_opens_and_closes_by_keyboard_and_gives_the_focus_back(phone: Page, served: str) -> None:
    phone.goto(served + PAGE)
    word = phone.locator(".term button").first
    word.focus()
    phone.keyboard.press("Enter")
    meaning = phone.locator(f"#{word.get_attribute('popovertarget')}")
    expect(meaning).to_be_visible()
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.closest('.meaning') !== null"), "the meaning follows its word"
    phone.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    assert phone.evaluate("document.activeElement.parentNode.className") == "term"


def test_words_open_without_javascript(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + PAGE)
    page.locator(".term", has_text="licence").first.click()
    expect(page.locator("#word-licence")).to_be_visible()
    context.close()


def test_a_word_closes_what_it_opened(phone: Page, served: str) -> None:
    phone.goto(served + PAGE)
    word = phone.locator(".term", has_text="licence").first
    # In the middle of the window, the panel at its foot leaves the word free.
    word.evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
    for _ in range(2):
        word.click()
        expect(phone.locator("#word-licence")).to_be_visible()
        word.click()
        expect(phone.locator("#word-licence")).to_be_hidden()


def test_the_name_of_a_word_begins_with_what_is_seen(phone: Page, served: str) -> None:
    """WCAG 2.5.3: who says "click licence" finds it."""
    phone.goto(served + PAGE)
    for word in phone.locator(".term").all():
        name = word.locator("button").get_attribute("aria-label")
        assert name == f"{word.text_content()}: meaning"


def test_on_paper_the_meaning_stands_below_the_words(phone: Page, served: str) -> None:
    phone.goto(served + PAGE)
    phone.emulate_media(media="print")
    meaning = phone.locator("#word-licence")
    expect(meaning).to_be_visible()
    expect(meaning.locator("button")).to_be_hidden()
    look = "e => { const s = getComputedStyle(e); return [s.position, s.boxShadow, s.maxHeight]; }"
    assert meaning.evaluate(look) == ["static", "none", "none"]


def test_the_plain_word_comes_first_and_each_word_is_explained_once(site: Path, checked: Checked) -> None:
    """PEMAT 4, WCAG 3.1.3: at first use, on every page, plain word before medical word."""
    explained = 0
    for path in english_pages(site):
        html = path.read_text("utf-8")
        found = re.findall(r'id="word-([a-z0-9-]+)" popover="auto"><strong>([^<]+)</strong>', html)
        assert len(found) == len({term for term, _ in found}), path
        for term, plain in found:
            assert plain.lower() == checked.site.terms[term].plain.lower().replace("&", "&amp;"), (path, term)
        explained += len(found)
    print(f"words explained in place: {explained}")
    assert explained > 250


def test_the_time_line_names_every_harm_in_each_of_its_times(phone: Page, served: str, checked: Checked) -> None:
    phone.goto(f"{served}/consultation/when-to-get-help/")
    for entry in checked.site.of("risks"):
        assert isinstance(entry.item, RiskItem)
        stages = [entry.item.stages] if entry.item.stages == "not known" else list(entry.item.stages)
        for stage in stages:
            part = phone.locator(".stage", has=phone.locator(f"#stage-{stage.replace(' ', '-')}"))
            expect(part.get_by_role("link", name=entry.item.title, exact=True)).to_have_count(1)
    weeks = phone.locator(".stage", has=phone.locator("#stage-weeks-1-to-12"))
    expect(weeks).to_contain_text("Lumps")
    expect(weeks).to_contain_text("Slow infection")


def test_urgent_help_is_one_click_from_every_page(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert 'when-to-get-help/"' in path.read_text("utf-8").split("<main")[0], path
