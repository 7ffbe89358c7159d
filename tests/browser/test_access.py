"""WCAG 2.2 AA, and the AAA criteria that the design names: every page and every state, in every width and colour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from axe import AXE_SCRIPT, COLOUR_RULES, COLOURS, FORMS, ONLY_SAMPLES, SAMPLES, WIDTHS, Looks, in_forms, with_axe
from conftest import languages_of
from kinds import components, cover, kinds
from sitegen.base.addresses import LONG_LISTS, SIDE_FOLDER, address
from sitegen.check import Checked

KINDS = (
    "/",
    "/types/chin-fat/",
    "/types/fat-reduction/",
    "/compare/body-fat/",
    "/benefits/reduced-fat/",
    "/risks/bruising/",
    "/risks/allergic-reaction/",
    "/consultation/when-to-get-help/",
    "/questions/",
    "/glossary/",
    "/search/?q=fat+jab",
    "/style-guide/",
    "/404.html",
)

NO_ITEMS = ("/404.html", "/show/", "/show/allergic-shock/")
"""Pages that the builder makes of no one file, one of each kind."""


@dataclass(frozen=True)
class Walk:
    """What was found on a walk over all pages: by axe on each page and in each form, and where one scrolls sideways."""

    axe: dict[str, list[str]]
    wide: list[tuple[str, int]]


@pytest.fixture(scope="module")
def walk(browser: Browser, served: str, site: Path, checked: Checked) -> Walk:
    """Every page with all that folds open, AAA contrast included: each kind of page in every form, all others in one.

    The kinds are those that have every component of the site among them (``kinds.py``). Of the kits and cards in
    frames, which one template makes each, test_kit.py looks at one of each folder.
    """
    context = with_axe(browser)
    page = context.new_page()
    found = Walk({}, [])
    urls = [address(entry_id) for entry_id in checked.site.entries]
    # On a list of everything, which has the same row hundreds of times, axe takes long: two forms.
    lists = {address(name) for name in LONG_LISTS}
    forms = {url: FORMS for url in (*kinds(site, urls), *NO_ITEMS) if url not in lists}
    forms |= dict.fromkeys(lists, (FORMS[0], FORMS[-1]))
    seen = Looks(set)
    for url in [*urls, *NO_ITEMS]:
        page.goto(served + url)
        # What is too wide on a page with no component of its own is so on the narrowest screen.
        for width in WIDTHS if url in forms else WIDTHS[:1]:
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.wide.append((url, width))
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found.axe.update(in_forms(page, url, forms.get(url, FORMS[:1]), seen))
    context.close()
    print(f"axe: {len(forms)} kinds of page in every form, {sum(map(len, found.axe.values()))} violations")
    return found


def test_axe_finds_nothing_on_any_page(walk: Walk) -> None:
    assert walk.axe == {}


def test_no_page_scrolls_sideways(walk: Walk) -> None:
    assert walk.wide == []


def test_pages_in_other_languages_are_as_open_to_all(browser: Browser, served: str, site: Path) -> None:
    """Every one on the narrowest screen, where long words show; one of each kind in each language by axe."""
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": 900})
    page = context.new_page()
    seen = Looks(set)
    wide: list[str] = []
    found: dict[str, list[str]] = {}
    for code in languages_of(site):
        beside = site / code / SIDE_FOLDER
        pages = [p for p in sorted((site / code).rglob("index.html")) if beside not in p.parents]
        urls = [f"/{p.parent.relative_to(site).as_posix()}/" for p in pages]
        assert len(urls) > 80, code
        beside_english = f"/{code}/{SIDE_FOLDER}/types/chin-fat/"
        looked_at = {*kinds(site, urls), beside_english}
        for url in (*urls, beside_english):
            page.goto(served + url)
            if page.evaluate("document.documentElement.scrollWidth") > WIDTHS[0]:
                wide.append(url)
            if url in looked_at:
                page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
                found.update(in_forms(page, url, FORMS[:1], seen))
    context.close()
    assert wide == []
    assert found == {}


def test_a_new_component_brings_its_page_among_those_looked_at_in_every_form(site: Path, checked: Checked) -> None:
    urls = [address(entry_id) for entry_id in checked.site.entries]
    pages = {at: components((site / at.strip("/") / "index.html").read_text("utf-8")) for at in urls}
    chosen = cover(pages)
    assert set().union(*(pages[at] for at in chosen)) == set().union(*pages.values())
    assert len(chosen) < 40
    plain = next(at for at in urls if at not in chosen)
    assert plain in cover({**pages, plain: pages[plain] | components('<p class="brand-new" hidden>x</p>')})


PLANTED = """([text, size]) => document.querySelector('main').insertAdjacentHTML('beforeend',
    `<p id="planted" style="all: initial; color: ${text}; background: #fff; font-size: ${size}">Too pale</p>`)"""


@pytest.mark.parametrize("form", [(390, "light"), (390, "dark")], ids=str)
@pytest.mark.parametrize(
    ("text", "size", "told"),
    [
        ("#888", "16px", True),  # 3.5: less than AA asks for
        ("#666", "16px", True),  # 5.7: less than AAA asks for
        ("#aaa", "30px", True),  # 2.3: less than AA asks for of large letters
        ("#555", "16px", False),  # 7.5
    ],
)
def test_axe_tells_of_a_planted_fault_of_colour(
    browser: Browser, served: str, form: tuple[int, str], text: str, size: str, told: bool
) -> None:
    """The rule for AAA is silent where that for AA would speak: both are needed."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{served}/404.html")
    page.evaluate(PLANTED, [text, size])
    found = in_forms(page, "planted", [form])
    context.close()
    assert ("color-contrast" in str(found)) == told, found


SPOILED = {
    "its own style": "rows[at].style.color = '#999'",
    "a rule for its place": "sheet(`.rows + .rows > :nth-child(2) { color: #999 }`)",
    "the ground behind it": "rows[at].style.background = '#556'",
    "a box round it": "rows[at].innerHTML = `<span style='background: #556'>${rows[at].innerHTML}</span>`",
    "what is above it": "sheet(`.rows:has(> #spoiled) { opacity: .4 }`)",
}


@pytest.mark.parametrize("spoiled", SPOILED.values(), ids=SPOILED)
def test_axe_tells_of_one_among_many_that_look_alike(browser: Browser, served: str, spoiled: str) -> None:
    """Of those that look alike the first and the last are looked at; so is one between them that differs."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{served}/404.html")
    row = "<li style='color: #111'>Some words to read</li>"
    page.evaluate(
        f"""() => {{
          const list = `<ul class="rows" style="background: #fff">{row * 3}</ul>`;
          document.querySelector('main').insertAdjacentHTML('beforeend', list + list + list);
          const rows = [...document.querySelectorAll('.rows > *')], at = 4;
          const sheet = rule => {{ const s = new CSSStyleSheet(); s.replaceSync(rule.replace('}}', ' !important}}'));
            document.adoptedStyleSheets = [s]; }};
          rows[at].id = 'spoiled';
          {spoiled}; }}"""
    )
    found = str(in_forms(page, "spoiled", [(390, "light")]))
    context.close()
    assert "color-contrast" in found
    assert "spoiled" in found


def test_what_was_seen_on_a_page_before_hides_nothing_that_differs(browser: Browser, served: str) -> None:
    """A walk that keeps the looks of the pages before still finds what looks otherwise, and looks at it once."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    seen = Looks(set)
    assert in_forms_of(page, f"{served}/404.html", "", seen) == {}
    assert "color-contrast" in str(in_forms_of(page, f"{served}/404.html", "#888", seen))
    assert in_forms_of(page, f"{served}/404.html", "#888", seen) == {}, "it was told on the page before"
    context.close()


def in_forms_of(page: Page, url: str, planted: str, seen: Looks) -> dict[str, list[str]]:
    """What axe finds on a page into which words of this colour were put, after the pages whose looks were seen."""
    page.goto(url)
    if planted:
        page.evaluate(PLANTED, [planted, "16px"])
    return in_forms(page, "planted", [(390, "light")], seen)


@pytest.mark.parametrize("url", ["/style-guide/", "/types/chin-fat/"])
def test_what_is_looked_at_finds_what_axe_finds_everywhere(browser: Browser, served: str, url: str) -> None:
    """On a page whose colours are all spoiled, each element that axe blames looks like one that is looked at."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(served + url)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.add_style_tag(content="main * { color: #999 !important } main a { text-decoration: none !important }")
    page.evaluate(AXE_SCRIPT)
    page.evaluate(SAMPLES, "")
    blamed = """options => axe.run(document, {...options, elementRef: true, resultTypes: ['violations']}).then(
      r => [...new Set(r.violations.flatMap(v => v.nodes.map(n => `${v.id} ${n.element.dataset.look}`)))].sort())"""
    everywhere = page.evaluate(blamed, COLOUR_RULES)
    page.evaluate(ONLY_SAMPLES, COLOURS)
    assert page.evaluate(blamed, COLOUR_RULES) == everywhere
    assert len(everywhere) > 40
    context.close()


def _word_open(page: Page) -> None:
    page.locator(".term button").first.click()


def _pair(page: Page) -> None:
    page.get_by_label("Compare").select_option("doing-nothing")
    page.get_by_label("with", exact=True).select_option("liposuction")
    page.locator(".matter").first.get_by_label("Matters a lot").check()


def _list(page: Page) -> None:
    page.get_by_label("Add a question of your own").fill("May I wait?")
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator(".tick").first.click()


def _nothing_found(page: Page) -> None:
    expect(page.get_by_role("status")).to_contain_text("Nothing was found")


def _results(page: Page) -> None:
    expect(page.locator("#search-results li").first).to_be_visible()


def _ticked(page: Page) -> None:
    page.locator(".tick").first.click()


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "a word opened": ("/types/chin-fat/", _word_open),
    "two choices and a wish": ("/compare/body-fat/", _pair),
    "a list of questions": ("/questions/", _list),
    "a question ticked": ("/types/chin-fat/", _ticked),
    "search with results": ("/search/?q=fat+jab", _results),
    "search without results": ("/search/?q=zzzqqq", _nothing_found),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state(phone: Page, served: str, state: str) -> None:
    url, reach = STATES[state]
    phone.goto(served + url)
    reach(phone)
    assert in_forms(phone, state) == {}


STOP = """() => { const e = document.activeElement, s = getComputedStyle(e.closest('.term') || e);
  if (e === document.body) return null;
  const stop = {n: [...document.querySelectorAll('*')].indexOf(e), style: s.outlineStyle,
    width: parseFloat(s.outlineWidth), html: e.outerHTML.slice(0, 90)};
  // One frame later, for a browser scrolls when it draws.
  return new Promise(done => requestAnimationFrame(() => {
    const r = document.activeElement.getBoundingClientRect();
    done({...stop, seen: r.bottom > 0 && r.top < innerHeight}); })); }"""


@pytest.fixture(scope="module")
def stops(browser: Browser, served: str) -> dict[str, list[dict[str, Any]]]:
    """Where the keyboard stops on each kind of page, up to sixty times."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    found: dict[str, list[dict[str, Any]]] = {}
    for url in KINDS:
        page.goto(served + url)
        if "search" in url:
            # What is found comes in above the foot of the page, and would push away what has the focus there.
            _results(page)
        found[url] = []
        for _ in range(60):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop is None:
                break
            found[url].append(stop)
        assert page.evaluate("[...document.querySelectorAll('[tabindex]')].every(e => e.tabIndex <= 0)"), url
    context.close()
    return found


def test_every_stop_of_the_keyboard_is_seen_and_none_traps(stops: dict[str, list[dict[str, Any]]]) -> None:
    """WCAG 2.1.2, 2.4.7, 2.4.11 and 2.4.13: an outline of at least 2 px, inside the window, and a way on."""
    assert stops.keys() == set(KINDS)
    for url, found in stops.items():
        assert found, url
        passed: set[int] = set()
        for at in found:
            assert at["n"] not in passed or len(passed) > 3, (url, at["html"])
            passed.add(at["n"])
            assert at["style"] != "none", (url, at["html"])
            assert at["width"] >= 2, (url, at["html"])
            assert at["seen"], (url, at["html"])
    print(f"keyboard: {sum(map(len, stops.values()))} stops on {len(KINDS)} pages")


def test_the_keyboard_walks_in_the_order_of_the_text(stops: dict[str, list[dict[str, Any]]]) -> None:
    """WCAG 2.4.3: what comes later in the page never gets the focus earlier."""
    for url, found in stops.items():
        for before, at in pairwise(found):
            assert at["n"] > before["n"], (url, at["html"])


def test_wider_spacing_of_text_loses_nothing(phone: Page, served: str) -> None:
    """WCAG 1.4.12."""
    for url in KINDS:
        phone.goto(served + url)
        phone.evaluate(
            """() => { const sheet = new CSSStyleSheet();
                 sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;'
                   + 'word-spacing: .16em !important } p { margin-bottom: 2em !important }');
                 document.adoptedStyleSheets = [sheet]; }"""
        )
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, url
        cut = phone.evaluate(
            """() => [...document.querySelectorAll('button, summary, .top a, dd, dt, legend')].filter(e =>
                 e.clientHeight && e.scrollHeight > e.clientHeight + 2
                 && getComputedStyle(e).overflowY === 'hidden').map(e => e.outerHTML.slice(0, 80))"""
        )
        assert cut == [], url


def test_four_hundred_percent_needs_no_sideways_scroll(browser: Browser, served: str) -> None:
    """WCAG 1.4.10: 1280 px at 400% is 320 px, and 256 px high."""
    context = browser.new_context(viewport={"width": 320, "height": 256})
    page = context.new_page()
    for url in KINDS:
        page.goto(served + url)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, url
    context.close()


def test_the_lines_are_no_longer_than_eighty_letters(desktop: Page, served: str) -> None:
    """WCAG 1.4.8, on the text of the page."""
    for url in ("/types/chin-fat/", "/risks/bruising/", "/about/"):
        desktop.goto(served + url)
        longest = desktop.evaluate(
            """() => Math.max(...[...document.querySelectorAll('article > p')].filter(p => p.offsetWidth).map(p => {
                 const one = document.createElement('span'); one.textContent = '0'.repeat(80);
                 one.style.position = 'absolute'; p.append(one); const wide = one.offsetWidth; one.remove();
                 return p.offsetWidth / wide; }))"""
        )
        assert longest <= 1.0, url


def test_forced_colours_keep_borders_and_steps(browser: Browser, served: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{served}/risks/allergic-reaction/")
    assert page.locator(".care").first.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    page.goto(f"{served}/compare/body-fat/")
    look = "e => [...e.children].map(b => getComputedStyle(b).backgroundColor)"
    steps = page.locator(".steps-2").first.evaluate(look)
    assert steps[0] == steps[1]
    assert steps[1] != steps[2], "filled and empty steps are told apart"
    context.close()


def test_nothing_moves_where_motion_is_unwanted(browser: Browser, served: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{served}/")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = (
        "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).animationDuration) > 0).length"
    )
    assert page.evaluate(moving) == 0
    context.close()


def test_paper_reads_in_the_order_of_the_page(phone: Page, served: str) -> None:
    for url in KINDS[:8]:
        phone.goto(served + url)
        phone.emulate_media(media="print")
        tops = phone.evaluate(
            "[...document.querySelectorAll('article h1, article h2')].filter(e => e.offsetParent)"
            ".map(e => e.getBoundingClientRect().top)"
        )
        assert tops == sorted(tops), url


def test_every_page_begins_with_a_skip_link_and_says_its_language(site: Path) -> None:
    """WCAG 2.4.1 and 3.1.1, on every page of the built site. A card for frames has two links to skip, and no menu."""
    codes = languages_of(site)
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        first = path.relative_to(site).parts[0]
        assert f'<html lang="{first if first in codes else "en"}">' in html, path
        if path.relative_to(site).parts[0] == "embed":
            assert "<nav" not in html, path
            continue
        body = html[html.index("<body>") :]
        assert body.index('class="skip" href="#main"') < body.index("<header"), path
        assert 'id="main" tabindex="-1"' in body, path
