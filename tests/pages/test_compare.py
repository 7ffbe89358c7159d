"""The comparison pages: every choice answers the same questions; two side by side; the reader's own list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from properties import quick
from sitegen.check import Checked
from sitegen.content import describe
from sitegen.content.models import CompareItem, TypeItem

PAGE = "/compare/body-fat/"
ROWS = list(describe.WORDS["row"])
NAMES = ".options thead th:visible"
"""The choices that are shown."""
SCREENS = 10
"""Phone screens of a comparison before its sources (issue 16): a decision aid that one reads to its end."""
TOP = """id => {
  const found = document.getElementById(id), fold = found.closest('details');
  return (fold || found).getBoundingClientRect().top + scrollY;
}"""


def test_every_choice_of_every_use_answers_every_question_in_the_same_order(
    phone: Page, served: str, checked: Checked
) -> None:
    for entry in checked.site.of("types"):
        if not isinstance(entry.item, TypeItem):
            continue
        phone.goto(served + entry.id.replace("types/", "/compare/") + "/")
        ids = [option.id for option in entry.item.options]
        assert "doing-nothing" in ids
        assert phone.locator(NAMES).evaluate_all("names => names.map(name => name.id)") == ids
        rows = phone.locator(".options tbody")
        names = [(row.get_attribute("class") or "").removeprefix("row-") for row in rows.all()]
        assert names == [row for row in ROWS if row in names], entry.id
        assert {"how", "works", "serious", "harms", "time", "daily", "licence", "cost", "not-known"} <= set(names)
        for name, row in zip(names, rows.all(), strict=True):
            cells = row.locator("td")
            assert cells.count() in (1, len(ids)), (entry.id, name)
            assert all(text.strip() for text in cells.all_inner_texts()), (entry.id, name)
            told = cells.all_inner_texts()
            assert cells.count() == 1 or len(set(told)) > 2, f"{entry.id}, {name}: what all share is said once"


def _screens(page: Page) -> float:
    return round(float(page.evaluate(TOP, "sources")) / 844, 1)


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
def test_a_comparison_is_read_to_its_end_in_ten_screens(
    browser: Browser, served: str, checked: Checked, script: bool
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=script)
    page = context.new_page()
    found = {}
    for entry in checked.site.of("compare"):
        if not isinstance(entry.item, CompareItem):
            continue
        page.goto(f"{served}/{entry.id}/")
        found[entry.id] = _screens(page)
        if script:
            first, *_, last = page.locator(NAMES).evaluate_all("names => names.map(name => name.id)")
            page.goto(f"{served}/{entry.id}/#compare={first},{last}")
            expect(page.locator(NAMES)).to_have_count(2)
            found[f"{entry.id}, two choices"] = _screens(page)
    context.close()
    for name, screens in found.items():
        print(f"screens before the sources: {screens:4} {name}{'' if script else ', without a script'}")
    assert {name: screens for name, screens in found.items() if screens > SCREENS} == {}


@pytest.mark.parametrize("width", [320, 360, 390, 1280])
def test_two_choices_stand_side_by_side_and_their_names_stay_in_sight(
    browser: Browser, served: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(served + PAGE)
    page.get_by_label("Compare").select_option("doing-nothing")
    page.get_by_label("with", exact=True).select_option("liposuction")
    names = page.locator(NAMES)
    expect(names).to_have_count(2)
    expect(page.locator(".chooser [role=status]")).to_contain_text("Doing nothing; Liposuction")
    for row in page.locator(".options tbody:visible").all():
        cells = row.locator("td:visible")
        boxes = [cell.bounding_box() or {} for cell in cells.all()]
        assert len(boxes) in (1, 2)
        assert len({box["y"] for box in boxes}) == 1, "the answers to one question begin on one line"
        row.evaluate("row => row.scrollIntoView({ block: 'center' })")
        for name in names.all():
            assert name.evaluate("""name => {
              const box = name.getBoundingClientRect();
              const seen = document.elementFromPoint(box.left + box.width / 2, box.bottom - 8);
              return box.top >= 0 && box.bottom <= innerHeight && name.contains(seen);
            }"""), "the name of each choice is seen beside every question"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_without_two_chosen_the_table_scrolls_by_keyboard_and_each_answer_has_its_name(
    phone: Page, served: str
) -> None:
    phone.goto(served + PAGE)
    table = phone.get_by_role("region", name="All choices, question by question")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    table.focus()
    scrolled = "document.querySelector('.options').scrollLeft > 0"
    # A browser that is still drawing the page drops the key: a reader would press it again.
    for _ in range(20):
        phone.keyboard.press("ArrowRight")
        phone.wait_for_timeout(50)
        if phone.evaluate(scrolled):
            break
    assert phone.evaluate(scrolled)
    shown = "cells => cells.map(cell => getComputedStyle(cell, '::before').content)"
    names = phone.locator(".options .row-harms td").evaluate_all(shown)
    assert names == [f'"{name}"' for name in phone.locator(".options thead b").all_inner_texts()]


def test_each_wish_says_how_every_choice_meets_it(phone: Page, served: str, checked: Checked) -> None:
    for entry in checked.site.of("compare"):
        if not isinstance(entry.item, CompareItem):
            continue
        phone.goto(f"{served}/{entry.id}/")
        names = phone.locator(".options thead b").all_inner_texts()
        for wish in phone.locator(".matter").all():
            told = [text.partition(": ")[2] for text in wish.locator("li").all_inner_texts()]
            rest = [text for text in told if text == "all others"]
            named = [name for text in told if text != "all others" for name in text.split("; ")]
            assert len(told) > 1, "a wish that all choices meet alike tells them apart in nothing"
            assert len(named) == len(set(named))
            assert set(named) <= set(names)
            assert rest == told[-1:] if rest else set(named) == set(names), wish.inner_text()


def test_a_pair_can_be_shared_by_its_address_and_taken_back(phone: Page, served: str) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{served}{PAGE}#compare=mesotherapy,fat-loss-mixes")
    expect(phone.locator(NAMES)).to_have_count(2)
    phone.get_by_role("button", name="Show all choices").click()
    expect(phone.locator(NAMES)).to_have_count(6)
    assert phone.url == served + PAGE
    assert all(url.startswith(served) for url in asked)
    phone.goto(f"{served}{PAGE}#compare=mesotherapy,nonsense")
    expect(phone.locator(NAMES)).to_have_count(6)


def test_the_chooser_works_by_keyboard(phone: Page, served: str) -> None:
    phone.goto(served + PAGE)
    phone.get_by_label("Compare").focus()
    phone.keyboard.type("Doing")
    phone.keyboard.press("Tab")
    phone.keyboard.type("Lipo")
    phone.keyboard.press("Tab")
    expect(phone.locator(NAMES)).to_have_count(2)
    phone.keyboard.press("Enter")
    expect(phone.locator(NAMES)).to_have_count(6)


def test_what_matters_becomes_the_readers_list_and_never_advice(phone: Page, served: str) -> None:
    phone.goto(served + PAGE)
    expect(phone.locator(".mine")).to_be_hidden()
    phone.locator(".matter").nth(1).get_by_label("A little").check()
    phone.locator(".matter").nth(2).get_by_label("Matters a lot").check()
    items = phone.locator(".mine li")
    expect(items).to_have_count(2)
    wish = "I do not want anything that can cause lasting harm."
    expect(items.first).to_contain_text(f"{wish} Matters a lot.")
    expect(phone.locator(".options tbody.marked")).to_have_class("row-serious marked")
    text = phone.locator(".mine").inner_text().lower()
    for word in ("should", "recommend", "best", "score", "suits you"):
        assert word not in text
    assert phone.evaluate("localStorage.length") == 0
    phone.get_by_role("button", name="Put it on my question list").click()
    phone.goto(f"{served}/questions/")
    expect(phone.locator("#my-questions .own li")).to_have_count(2)
    expect(phone.locator("#my-questions .own li").first).to_contain_text(f"Matters a lot to me: {wish}")


def test_clear_empties_the_list(phone: Page, served: str) -> None:
    phone.goto(served + PAGE)
    phone.locator(".matter").first.get_by_label("Matters a lot").check()
    phone.get_by_role("button", name="Clear").click()
    expect(phone.locator(".mine")).to_be_hidden()
    expect(phone.locator(".options .marked")).to_have_count(0)


def test_without_javascript_all_choices_and_wishes_are_there(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(served + PAGE)
    expect(page.locator(NAMES)).to_have_count(6)
    expect(page.locator(".chooser")).to_be_hidden()
    expect(page.locator(".matter:visible")).to_have_count(7)
    context.close()


def test_a_comparison_prints_whole(phone: Page, served: str) -> None:
    phone.goto(served + PAGE)
    phone.emulate_media(media="print")
    names = phone.locator(".options thead b").all_text_contents()
    for row in phone.locator(".options tbody").all():
        cells = row.locator("td[data-of]:visible")
        shown = cells.evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
        assert [text.strip('": ') for text in shown] in ([], names), "on paper each answer has its name before it"
    expect(phone.locator(".chooser")).to_be_hidden()
    expect(phone.locator("dl.record")).to_be_visible()


def test_two_choices_print_as_two_columns(phone: Page, served: str) -> None:
    phone.goto(f"{served}{PAGE}#compare=doing-nothing,liposuction")
    phone.emulate_media(media="print")
    expect(phone.locator(NAMES)).to_have_count(2)
    first, second = (cell.bounding_box() or {} for cell in phone.locator(".row-harms td:visible").all())
    assert first["y"] == second["y"]
    assert first["x"] < second["x"]


def test_the_use_leads_to_each_choice(phone: Page, served: str) -> None:
    phone.goto(f"{served}/types/body-fat/")
    phone.get_by_role("link", name="Liposuction", exact=True).click()
    expect(phone).to_have_url(f"{served}{PAGE}#liposuction")


# --------------------------------------------------------------------------- whatever leads here

LOOK = """() => ({
  shown: [...document.querySelectorAll('.options thead th')].filter(e => e.getClientRects().length).map(e => e.id),
  names: Object.fromEntries([...document.querySelectorAll('.options thead th')]
    .map(e => [e.id, e.querySelector('b').textContent.trim()])),
  boxes: [...document.querySelectorAll('.chooser select')].map(e => e.value),
  said: document.querySelector('.chooser [role=status]').textContent,
  button: !document.querySelector('.chooser button').hidden,
  hash: location.hash,
})"""
IN_VIEW = """id => {
  const box = document.getElementById(id).getBoundingClientRect();
  return box.height > 0 && box.bottom > 0 && box.top < innerHeight;
}"""
CHOOSE = """([n, value]) => {
  const box = document.querySelectorAll('.chooser select')[n];
  box.value = value;
  box.dispatchEvent(new Event('change', { bubbles: true }));
}"""
GO = """async hash => {
  const changed = new Promise(done => addEventListener('hashchange', done, { once: true }));
  if (location.hash === hash) { return; }
  location.hash = hash;
  await changed;
}"""
CHOICES = ("mesotherapy", "doing-nothing", "liposuction", "fat-loss-mixes", "fat-freezing")
LINKS = (
    "#compare={},{}",
    "#compare={}%2C{}",
    "#compare%3D{}%2C{}",
    "#compare={},{}&amp;fbclid=x",
    "#compare={},{}).",
    "#fbclid=1&compare={},{}",
)
STEPS = ("first", "second", "cite", "cite", "glance", "part", "link", "no link", "all", "back", "reload")


@pytest.fixture(scope="module")
def tab(browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(served + PAGE)
    yield page
    context.close()


def agree(now: dict[str, Any], after: object) -> list[str]:
    """The pair that is shown. The choices, the boxes, the button and the words must all tell the same."""
    pair = now["shown"] if len(now["shown"]) == 2 else []
    assert len(now["shown"]) in (2, len(now["names"])), after
    assert now["button"] == bool(pair), after
    if pair:
        assert sorted(now["boxes"]) == sorted(pair), after
        names = "; ".join(now["names"][choice] for choice in now["boxes"])
        assert now["said"] == f"Two choices are shown: {names}.", after
    else:
        assert not all(now["boxes"]) or now["boxes"][0] == now["boxes"][1], (after, now)
        assert "Two choices" not in now["said"], after
    return sorted(pair)


@quick(14)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 99)), min_size=6, max_size=14))
def test_a_pair_stays_and_a_source_is_in_view_whatever_leads_here(
    tab: Page, served: str, steps: list[tuple[str, int]]
) -> None:
    tab.goto(served + "/compare/")
    tab.goto(served + PAGE)
    known = [choice for choice in CHOICES if choice in tab.evaluate(LOOK)["names"]]
    assert len(known) >= 4
    depth = 0
    for step in steps:
        what, number = step
        before = tab.evaluate(LOOK)
        pair = agree(before, "before")
        one, other = known[number % len(known)], known[(number // 7 + number + 1) % len(known)]
        if what in ("first", "second"):
            tab.evaluate(CHOOSE, [int(what == "second"), [*known, ""][number % (len(known) + 1)]])
        elif what == "all" and pair:
            tab.locator(".chooser button").click()
            assert agree(tab.evaluate(LOOK), step) == []
        elif what == "back" and depth:
            tab.evaluate("history.back()")
            tab.wait_for_function("hash => location.hash !== hash", arg=before["hash"])
            tab.wait_for_timeout(30)
            depth -= 1
        elif what == "reload":
            tab.reload()
            assert agree(tab.evaluate(LOOK), step) == pair, (step, steps)
        elif what in ("cite", "glance", "part", "link", "no link"):
            hash_ = {
                "cite": f"#source-{number % 9 + 1}",
                "glance": f"#{one}",
                "part": ("#what-matters", "#not-compared", "#page-record")[number % 3],
                "link": LINKS[number % len(LINKS)].format(one, other),
                "no link": ("#compare=nothing,liposuction", "#compare=liposuction", "#compare=")[number % 3],
            }[what]
            if hash_ == before["hash"]:
                continue
            tab.evaluate(GO, hash_)
            depth += 1
            now = tab.evaluate(LOOK)
            if what in ("cite", "part") or (what == "glance" and one in pair):
                assert agree(now, step) == pair, "what belongs to somebody else changes nothing"
            elif what == "glance":
                assert agree(now, step) == []
            elif what == "link":
                assert agree(now, step) == (sorted((one, other)) if one != other else [])
            if what in ("cite", "part", "glance"):
                assert tab.evaluate(IN_VIEW, hash_[1:]), (step, steps)
        agree(tab.evaluate(LOOK), (step, steps))


def test_a_link_that_names_no_pair_says_so(phone: Page, served: str) -> None:
    phone.goto(f"{served}{PAGE}#compare=mesotherapy,nonsense")
    expect(phone.locator(".chooser [role=status]")).to_have_text(
        "The link does not name two choices of this page. All 6 choices are shown."
    )


def test_a_box_that_is_emptied_shows_all_choices(phone: Page, served: str) -> None:
    phone.goto(f"{served}{PAGE}#compare=mesotherapy,liposuction")
    phone.get_by_label("Compare").select_option("")
    expect(phone.locator(NAMES)).to_have_count(6)
    expect(phone.locator(".chooser [role=status]")).to_have_text("All 6 choices are shown.")
    assert "#" not in phone.url


def test_a_wish_of_another_weight_takes_the_place_of_the_one_before(phone: Page, served: str) -> None:
    phone.goto(served + PAGE)
    wish = phone.locator(".matter").first
    put = phone.get_by_role("button", name="Put it on my question list")
    for weight, words in (("Matters a lot", "Matters a lot to me: "), ("A little", "Matters a little to me: ")):
        wish.get_by_label(weight).check()
        put.click()
        put.click()
        (kept,) = phone.evaluate("JSON.parse(localStorage.getItem('questions')).own")
        assert kept.startswith(words)
    wish.get_by_label("Not to me").check()
    phone.locator(".matter").nth(1).get_by_label("A little").check()
    put.click()
    assert len(phone.evaluate("JSON.parse(localStorage.getItem('questions')).own")) == 1
    # Yesterday's wishes that were not touched today stay.
    phone.reload()
    phone.locator(".matter").nth(2).get_by_label("A little").check()
    phone.get_by_role("button", name="Put it on my question list").click()
    assert len(phone.evaluate("JSON.parse(localStorage.getItem('questions')).own")) == 2
