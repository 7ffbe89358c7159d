"""My list on paper: while it has entries, printing the page of questions prints them alone, on one page."""

from __future__ import annotations

import io

import pikepdf
import pytest
from playwright.sync_api import Page, expect


def sides(page: Page, paper: str) -> int:
    return len(pikepdf.open(io.BytesIO(page.pdf(format=paper))).pages)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("picked", [1, 5, 12, 24, 50])
def test_the_list_alone_is_printed_on_one_page(desktop: Page, served: str, picked: int, paper: str) -> None:
    desktop.goto(f"{served}/questions/")
    ids = desktop.locator(".answer").evaluate_all("all => all.map(e => e.id)")[:picked]
    desktop.goto("about:blank")
    desktop.goto(f"{served}/questions/#list={','.join(ids)}")
    desktop.get_by_role("button", name="Add to my list", exact=True).click()
    desktop.emulate_media(media="print")
    expect(desktop.locator(".question:visible")).to_have_count(picked)
    for gone in ("#how-to-use", ".sources", ".record", "h1", ".lead", ".tick", ".tools"):
        assert desktop.locator(f"article {gone}:visible").count() == 0, gone
    assert sides(desktop, paper) == 1


def test_own_questions_and_a_good_answer_are_printed_with_lines(desktop: Page, served: str) -> None:
    desktop.goto(f"{served}/questions/#list=exact-product&own=May%20I%20wait%3F")
    desktop.get_by_role("button", name="Add to my list", exact=True).click()
    desktop.emulate_media(media="print")
    expect(desktop.locator("bdi:visible", has_text="May I wait?")).to_have_count(1)
    expect(desktop.locator(".picked p:visible")).to_have_count(1)
    expect(desktop.locator(".picked p:visible")).to_contain_text("A good answer")
    lines = "e => getComputedStyle(e, '::after').borderBottomWidth"
    for place in (".picked", "#my-questions .own li"):
        assert desktop.locator(place).evaluate(lines) == "1px", place
    assert sides(desktop, "A4") == 1


def test_an_empty_list_prints_every_question(desktop: Page, served: str) -> None:
    desktop.goto(f"{served}/questions/#list=exact-product")
    desktop.get_by_role("button", name="Add to my list", exact=True).click()
    desktop.get_by_role("button", name="Forget my list").click()
    desktop.emulate_media(media="print")
    assert desktop.locator(".question:visible").count() >= 40
