"""The comparison pages: every choice answers the same questions; two side by side; the reader's own list."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from sitegen import describe
from sitegen.models import TypeItem
from sitegen.pipeline import Checked

PAGE = "/compare/fat-reduction/"
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
    phone.goto(f"{served}{PAGE}#compare=mesotherapy,under-the-chin")
    expect(phone.locator(".options > .option:visible")).to_have_count(2)
    phone.get_by_role("button", name="Show all choices").click()
    expect(phone.locator(".options > .option:visible")).to_have_count(7)
    assert phone.url == served + PAGE
    assert all(url.startswith(served) for url in asked)
    phone.goto(f"{served}{PAGE}#compare=mesotherapy,nonsense")
    expect(phone.locator(".options > .option:visible")).to_have_count(7)


def test_the_chooser_works_by_keyboard(phone: Page, served: str) -> None:
    phone.goto(served + PAGE)
    phone.get_by_label("Compare").focus()
    phone.keyboard.type("Doing")
    phone.keyboard.press("Tab")
    phone.keyboard.type("Lipo")
    phone.keyboard.press("Tab")
    expect(phone.locator(".options > .option:visible")).to_have_count(2)
    phone.keyboard.press("Enter")
    expect(phone.locator(".options > .option:visible")).to_have_count(7)


def test_what_matters_becomes_the_readers_list_and_never_advice(phone: Page, served: str) -> None:
    phone.goto(served + PAGE)
    expect(phone.locator(".mine")).to_be_hidden()
    phone.locator(".matter").nth(1).get_by_label("A little").check()
    phone.locator(".matter").nth(2).get_by_label("Matters a lot").check()
    items = phone.locator(".mine li")
    expect(items).to_have_count(2)
    expect(items.first).to_contain_text("harm that can last. Matters a lot.")
    expect(phone.locator(".options .marked")).to_have_count(7)
    text = phone.locator(".mine").inner_text().lower()
    for word in ("should", "recommend", "best", "score", "suits you"):
        assert word not in text
    assert phone.evaluate("localStorage.length") == 0
    phone.get_by_role("button", name="Put it on my question list").click()
    phone.goto(f"{served}/questions/")
    expect(phone.locator("#my-questions li")).to_have_count(2)
    expect(phone.locator("#my-questions li").first).to_contain_text("Matters a lot to me: I do not want any harm")


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
    expect(page.locator(".options > .option:visible")).to_have_count(7)
    expect(page.locator(".chooser")).to_be_hidden()
    expect(page.locator(".matter:visible")).to_have_count(7)
    context.close()


def test_a_comparison_prints_whole(phone: Page, served: str) -> None:
    phone.goto(served + PAGE)
    phone.emulate_media(media="print")
    expect(phone.locator(".options > .option:visible")).to_have_count(7)
    expect(phone.locator(".chooser")).to_be_hidden()
    expect(phone.locator("dl.record")).to_be_visible()


def test_the_use_leads_to_each_choice(phone: Page, served: str) -> None:
    phone.goto(f"{served}/types/fat-reduction/")
    phone.get_by_role("link", name="Liposuction", exact=True).click()
    expect(phone).to_have_url(f"{served}{PAGE}#liposuction")
