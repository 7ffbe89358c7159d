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
from sitegen.content.models import TypeItem

PAGE = "/compare/body-fat/"
ROWS = list(describe.WORDS["row"].values())


def test_every_choice_of_every_use_answers_every_question_in_the_same_order(
    phone: Page, served: str, checked: Checked
) -> None:
    for entry in checked.site.of("types"):
        assert isinstance(entry.item, TypeItem)
        phone.goto(served + entry.id.replace("types/", "/compare/") + "/")
        cards = phone.locator(".options > .option")
        names = [phone.locator(f".options #{option.id}") for option in entry.item.options]
        assert cards.count() == len(names)
        assert "doing-nothing" in [option.id for option in entry.item.options]
        for n, option in enumerate(entry.item.options):
            assert cards.nth(n).locator("dt").all_inner_texts() == ROWS, (entry.id, option.id)
            assert all(text.strip() for text in cards.nth(n).locator("dd").all_inner_texts()), (entry.id, option.id)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_two_choices_stand_side_by_side_and_nothing_scrolls_sideways(browser: Browser, served: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(served + PAGE)
    page.get_by_label("Compare").select_option("doing-nothing")
    page.get_by_label("with", exact=True).select_option("liposuction")
    shown = page.locator(".options > .option:visible")
    expect(shown).to_have_count(2)
    expect(page.locator(".chooser [role=status]")).to_contain_text("Doing nothing; Liposuction")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = [shown.nth(n).bounding_box() for n in (0, 1)]
    assert boxes[0]
    assert boxes[1]
    assert (boxes[0]["y"] == boxes[1]["y"]) == (width == 1280), "columns where there is room, cards where not"
    if width == 1280:
        rows = [shown.nth(n).locator(".row-harms dt").bounding_box() for n in (0, 1)]
        assert rows[0]
        assert rows[1]
        assert rows[0]["y"] == rows[1]["y"], "the rows line up"
    context.close()


def test_a_pair_can_be_shared_by_its_address_and_taken_back(phone: Page, served: str) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{served}{PAGE}#compare=mesotherapy,fat-loss-mixes")
    expect(phone.locator(".options > .option:visible")).to_have_count(2)
    phone.get_by_role("button", name="Show all choices").click()
    expect(phone.locator(".options > .option:visible")).to_have_count(6)
    assert phone.url == served + PAGE
    assert all(url.startswith(served) for url in asked)
    phone.goto(f"{served}{PAGE}#compare=mesotherapy,nonsense")
    expect(phone.locator(".options > .option:visible")).to_have_count(6)


def test_the_chooser_works_by_keyboard(phone: Page, served: str) -> None:
    phone.goto(served + PAGE)
    phone.get_by_label("Compare").focus()
    phone.keyboard.type("Doing")
    phone.keyboard.press("Tab")
    phone.keyboard.type("Lipo")
    phone.keyboard.press("Tab")
    expect(phone.locator(".options > .option:visible")).to_have_count(2)
    phone.keyboard.press("Enter")
    expect(phone.locator(".options > .option:visible")).to_have_count(6)


def test_what_matters_becomes_the_readers_list_and_never_advice(phone: Page, served: str) -> None:
    phone.goto(served + PAGE)
    expect(phone.locator(".mine")).to_be_hidden()
    phone.locator(".matter").nth(1).get_by_label("A little").check()
    phone.locator(".matter").nth(2).get_by_label("Matters a lot").check()
    items = phone.locator(".mine li")
    expect(items).to_have_count(2)
    expect(items.first).to_contain_text("harm that can last. Matters a lot.")
    expect(phone.locator(".options .marked")).to_have_count(6)
    text = phone.locator(".mine").inner_text().lower()
    for word in ("should", "recommend", "best", "score", "suits you"):
        assert word not in text
    assert phone.evaluate("localStorage.length") == 0
    phone.get_by_role("button", name="Put it on my question list").click()
    phone.goto(f"{served}/questions/")
    expect(phone.locator("#my-questions .own li")).to_have_count(2)
    expect(phone.locator("#my-questions .own li").first).to_contain_text("Matters a lot to me: I do not want any harm")


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
    expect(page.locator(".options > .option:visible")).to_have_count(6)
    expect(page.locator(".chooser")).to_be_hidden()
    expect(page.locator(".matter:visible")).to_have_count(7)
    context.close()


def test_a_comparison_prints_whole(phone: Page, served: str) -> None:
    phone.goto(served + PAGE)
    phone.emulate_media(media="print")
    expect(phone.locator(".options > .option:visible")).to_have_count(6)
    expect(phone.locator(".chooser")).to_be_hidden()
    expect(phone.locator("dl.record")).to_be_visible()


def test_the_use_leads_to_each_choice(phone: Page, served: str) -> None:
    phone.goto(f"{served}/types/body-fat/")
    phone.get_by_role("link", name="Liposuction", exact=True).click()
    expect(phone).to_have_url(f"{served}{PAGE}#liposuction")


# --------------------------------------------------------------------------- whatever leads here

LOOK = """() => ({
  shown: [...document.querySelectorAll('.options > .option')].filter(e => e.getClientRects().length)
    .map(e => e.querySelector('h3').id),
  names: Object.fromEntries([...document.querySelectorAll('.options h3[id]')].map(e => [e.id, e.textContent.trim()])),
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
        "The link does not name two choices of this page. All 7 choices are shown."
    )


def test_a_box_that_is_emptied_shows_all_choices(phone: Page, served: str) -> None:
    phone.goto(f"{served}{PAGE}#compare=mesotherapy,liposuction")
    phone.get_by_label("Compare").select_option("")
    expect(phone.locator(".options > .option:visible")).to_have_count(6)
    expect(phone.locator(".chooser [role=status]")).to_have_text("All 7 choices are shown.")
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
