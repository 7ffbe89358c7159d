"""The colours that a reader chose: there before the first paint, and again when a page comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

DARK = "rgb(20, 28, 31)"
LIGHT = "rgb(253, 251, 247)"
PAPER = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture
def bright(browser: Browser) -> Iterator[Page]:
    """A page on a device that prefers light colours."""
    context = browser.new_context(color_scheme="light", viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def test_no_white_flash_while_the_script_is_on_its_way(bright: Page, served: str) -> None:
    bright.goto(f"{served}/")
    bright.get_by_label("Colours").select_option("dark")
    waiting: list[Route] = []
    bright.route("**/site.js", lambda route: waiting.append(route))
    bright.goto(f"{served}/risks/bruising/", wait_until="commit")
    expect(bright.locator("h1")).to_be_visible()
    assert len(waiting) == 1, "the script has not come yet"
    assert bright.evaluate(PAPER) == DARK
    waiting[0].continue_()


def test_a_page_that_comes_back_has_the_colours_chosen_since(bright: Page, served: str) -> None:
    """As a browser keeps a page that was left: it comes back as it was, with the event pageshow and no new load."""
    bright.goto(f"{served}/risks/bruising/")
    assert bright.evaluate(PAPER) == LIGHT
    bright.evaluate("localStorage.setItem('colours', 'dark')")
    bright.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert bright.evaluate(PAPER) == DARK
    expect(bright.get_by_label("Colours")).to_have_value("dark")
    bright.evaluate("localStorage.clear()")
    bright.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert bright.evaluate(PAPER) == LIGHT
    expect(bright.get_by_label("Colours")).to_have_value("")


def test_a_page_that_is_loaded_again_on_the_way_back_shows_what_holds(bright: Page, served: str) -> None:
    """A browser fills in fields as they were left; the field of the colours would say, and choose, what held then."""
    bright.goto(f"{served}/risks/bruising/")
    bright.get_by_label("Colours").select_option("dark")
    bright.goto(f"{served}/glossary/")
    bright.get_by_label("Colours").select_option("light")
    bright.go_back()
    expect(bright.get_by_label("Colours")).to_have_value("light")
    assert bright.evaluate(PAPER) == LIGHT


def test_another_tab_follows(bright: Page, served: str) -> None:
    bright.goto(f"{served}/risks/bruising/")
    other = bright.context.new_page()
    other.goto(f"{served}/")
    other.get_by_label("Colours").select_option("dark")
    expect(bright.locator("html")).to_have_attribute("data-colours", "dark")
    assert bright.evaluate(PAPER) == DARK


def test_a_choice_that_cannot_be_kept_holds_for_its_page(bright: Page, served: str) -> None:
    bright.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }});")
    errors: list[str] = []
    bright.on("pageerror", lambda error: errors.append(str(error)))
    bright.goto(f"{served}/risks/bruising/")
    bright.get_by_label("Colours").select_option("dark")
    assert bright.evaluate(PAPER) == DARK
    bright.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert bright.evaluate(PAPER) == DARK
    assert errors == []


def test_the_policy_lets_the_one_line_in_the_head_run_and_no_other(bright: Page, served: str) -> None:
    answer = bright.goto(f"{served}/")
    assert answer is not None
    policy = answer.header_value("content-security-policy") or ""
    assert len(re.findall(r"'sha256-", policy)) == 1
    assert "unsafe" not in policy
