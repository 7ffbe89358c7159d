"""What a reader meets: no violation axe can see, everything by keyboard, nothing cut off, print in full."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from translated import CODES

KINDS = (
    "/",
    "/types/chin-fat/",
    "/benefits/reduced-fat/",
    "/risks/bruising/",
    "/risks/allergic-reaction/",
    "/substances/deoxycholic-acid/",
    "/consultation/when-to-get-help/",
    "/consultation/if-something-goes-wrong/",
    "/rules/england/",
    "/risks/",
    "/glossary/",
    "/search/?q=fat+jab",
    "/404.html",
)
ABROAD = tuple(f"/{code}" for code in CODES)
EVERYWHERE = ("", *ABROAD)
"""Where the pages of each language stand; English has no folder."""


def test_the_menu_opens_and_closes_by_keyboard(phone: Page, served: str) -> None:
    phone.goto(f"{served}/risks/bruising/")
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("link", name="Skip to the text")).to_be_focused()
    summary = phone.locator("details.menu summary")
    for _ in range(10):
        phone.keyboard.press("Tab")
        if summary.evaluate("e => e === document.activeElement"):
            break
    expect(summary).to_be_focused()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("navigation", name="Main menu")).to_be_visible()
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("link", name="What it is").first).to_be_focused()
    phone.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(phone.get_by_role("navigation", name="Main menu")).to_be_hidden()


def test_the_skip_link_leads_to_the_text(phone: Page, served: str) -> None:
    for url in ("/risks/bruising/", "/404.html"):
        phone.goto(served + url)
        phone.keyboard.press("Tab")
        phone.keyboard.press("Enter")
        assert phone.evaluate("document.activeElement.id") == "main"


def test_targets_are_44_pixels_outside_of_sentences(phone: Page, served: str) -> None:
    """WCAG 2.5.5: buttons, fields, summaries and links of the frame."""
    for url in KINDS:
        phone.goto(served + url)
        phone.locator("details.menu").evaluate("e => { e.open = true }")
        small = phone.evaluate(
            """() => [...document.querySelectorAll('header a, header input, header button, summary, footer a, select')]
            .filter(e => e.getClientRects().length && !e.classList.contains('skip'))
            .filter(e => e.getBoundingClientRect().height < 44)
            .map(e => e.outerHTML.slice(0, 80))"""
        )
        assert small == [], url


def test_the_choice_of_colours_is_kept_and_can_be_taken_back(phone: Page, served: str) -> None:
    phone.goto(f"{served}/")
    phone.get_by_label("Colours").select_option("dark")
    phone.goto(f"{served}/risks/bruising/")
    assert phone.evaluate("document.documentElement.dataset.colours") == "dark"
    phone.get_by_label("Colours").select_option("")
    assert phone.evaluate("localStorage.length") == 0


def test_no_request_leaves_and_no_cookie_is_set(phone: Page, served: str) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    for url in KINDS:
        phone.goto(served + url)
    assert [url for url in asked if not url.startswith(served)] == []
    assert phone.context.cookies() == []


def test_the_policy_forbids_what_is_inline(phone: Page, served: str) -> None:
    """The served headers really bite: an inline script put into a page does not run."""
    answer = phone.goto(f"{served}/")
    assert answer is not None
    policy = answer.header_value("content-security-policy") or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    phone.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.body.append(s); }"
    )
    assert phone.evaluate("window.ran") is None


def test_no_error_in_the_console(phone: Page, served: str) -> None:
    errors: list[str] = []
    phone.on("pageerror", lambda error: errors.append(str(error)))
    phone.on("console", lambda m: errors.append(m.text) if m.type == "error" and "404" not in m.text else None)
    for url in (*KINDS, *(f"{at}/types/chin-fat/" for at in ABROAD)):
        phone.goto(served + url)
    assert errors == []


@pytest.mark.parametrize("at", EVERYWHERE)
def test_everything_is_there_without_javascript(browser: Browser, served: str, at: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{served}{at}/consultation/when-to-get-help/")
    expect(page.locator(".care-emergency").first).to_be_visible()
    menu = page.locator("details.menu nav")
    expect(menu).to_be_hidden()
    page.locator("details.menu summary").click()
    expect(menu).to_be_visible()
    expect(menu).to_have_accessible_name(re.compile("men[uú]", re.I))
    context.close()


def test_emergency_advice_stands_directly_under_the_title(phone: Page, served: str) -> None:
    pages = ("/consultation/when-to-get-help/", "/consultation/afterwards/")
    for url in ("/risks/allergic-reaction/", *(at + page for at in EVERYWHERE for page in pages)):
        phone.goto(served + url)
        # The cards, or on the page of all signs the ways to them.
        assert phone.evaluate("document.querySelector('article > h1').nextElementSibling.matches('#care, .signs')"), url


@pytest.mark.parametrize("url", ["/risks/bruising/", *(f"{at}/consultation/afterwards/" for at in ABROAD)])
def test_a_page_prints_black_on_white_with_its_record(browser: Browser, served: str, tmp_path: Path, url: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(served + url)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator("dl.record")).to_be_visible()
    expect(page.locator("nav.bar")).to_be_hidden()
    assert page.pdf(path=tmp_path / "page.pdf").startswith(b"%PDF")
    context.close()


def test_text_at_twice_the_size_is_not_cut(phone: Page, served: str) -> None:
    for url in (*KINDS, *(at + page for at in ABROAD for page in ("/types/chin-fat/", "/help/stroke/"))):
        phone.goto(served + url)
        phone.evaluate("document.documentElement.style.fontSize = '200%'")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, url


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_moves_while_a_page_comes_up(browser: Browser, served: str, width: int) -> None:
    """Layout shift 0 (design, section 9), also where a script adds what only it can show."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { shift += e.value; }))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    moved = {}
    for url in ("/", "/types/chin-fat/", "/compare/hair-restoration/", "/questions/", "/check-links/", "/search/"):
        # What moves, moves each time; on a busy machine a page may be painted once while it still comes in.
        for _ in range(3):
            page.goto("about:blank")
            page.goto(served + url)
            page.wait_for_timeout(200)
            moved[url] = min(page.evaluate("shift"), moved.get(url, 1.0))
            if not moved[url]:
                break
    context.close()
    assert {url: shift for url, shift in moved.items() if shift > 0} == {}
