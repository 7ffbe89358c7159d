"""The pages that gather: home, questions, glossary, sources, what nobody knows; and the caveat on each page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from sitegen.check import Checked

SCREEN = 844
LISTS = ("/questions/", "/glossary/", "/sources/", "/a-to-z/", "/what-nobody-knows/")
TOP = "e => e.getBoundingClientRect().top + scrollY"


def screens(page: Page) -> float:
    return float(page.evaluate("document.documentElement.scrollHeight")) / SCREEN


# --------------------------------------------------------------------------- questions


def test_the_questions_fit_seven_screens_with_all_folded(phone: Page, served: str) -> None:
    phone.goto(f"{served}/questions/")
    assert phone.locator(".question details[open]").count() == 0
    assert phone.locator(".question:visible").count() >= 40
    print(f"questions: {screens(phone):.2f} screens")
    assert screens(phone) <= 7


def opened(page: Page) -> list[str]:
    return page.locator(".question details[open] .answer").evaluate_all("all => all.map(e => e.id)")


@pytest.mark.parametrize("script", [True, False])
def test_a_link_to_a_question_opens_it(browser: Browser, served: str, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script, viewport={"width": 390, "height": SCREEN})
    page = context.new_page()
    page.goto(f"{served}/questions/#weeks-later")
    assert opened(page) == ["weeks-later"]
    for part in (page.locator("#weeks-later"), page.locator("summary", has_text="in the weeks and months after")):
        expect(part).to_be_in_viewport()
    page.goto(f"{served}/questions/#how-deep")
    expect(page.locator("#how-deep")).to_be_in_viewport()
    page.goto(f"{served}/types/chin-fat/")
    page.locator(".ask a").first.click()
    assert len(opened(page)) == 1
    context.close()


def test_a_browser_that_opens_nothing_by_itself_is_helped(phone: Page, served: str) -> None:
    phone.goto(f"{served}/questions/")
    phone.evaluate("history.replaceState(null, '', '#total-cost'); dispatchEvent(new HashChangeEvent('hashchange'))")
    assert opened(phone) == ["total-cost"]


def test_a_folded_question_goes_onto_the_list_and_stays_folded(phone: Page, served: str) -> None:
    phone.goto(f"{served}/questions/")
    one = phone.locator(".question", has=phone.locator("#total-cost"))
    one.locator(".tick").click()
    expect(one.locator(".tick")).to_have_class("tick on")
    expect(phone.locator(".my-count").first).to_have_text("1 question on your list")
    assert opened(phone) == []
    one.locator("summary").click()
    assert opened(phone) == ["total-cost"]
    expect(one.get_by_text("A good answer")).to_be_visible()
    expect(phone.locator(".my-count").first).to_have_text("1 question on your list")


def test_the_questions_of_one_use_stand_under_their_moments(phone: Page, served: str, checked: Checked) -> None:
    phone.goto(f"{served}/questions/")
    moments = list(checked.site.config.subject.moments)
    expect(phone.locator("nav.moments a")).to_have_text(moments)
    for entry in checked.site.of("types"):
        asked = entry.item.questions  # type: ignore[attr-defined]
        phone.get_by_label("Questions for").select_option(label=entry.item.title)
        shown = phone.locator(".question:not([hidden]) .answer").evaluate_all("all => all.map(e => e.id)")
        assert sorted(shown) == sorted(asked), entry.id
    # A link to a question that is not shown shows it, and all the others.
    phone.evaluate("location.hash = 'aftercare'")
    assert "aftercare" in opened(phone)
    expect(phone.locator("#aftercare")).to_be_in_viewport()
    expect(phone.locator(".question:visible")).to_have_count(len(checked.site.questions))


def test_a_moment_without_a_shown_question_has_no_heading(phone: Page, served: str) -> None:
    phone.goto(f"{served}/questions/")
    phone.locator(".question", has=phone.locator("#total-cost")).locator(".tick").click()
    phone.get_by_role("button", name="Show only my list").click()
    headings = phone.locator(":is(article > h2, article > h3):visible").all_inner_texts()
    assert "Before you book" in headings
    assert "Cost and choice" in headings
    assert not {"Who treats you", "When you talk it over", "Afterwards"} & set(headings)
    assert "How to use the list" in headings, "what is no heading of questions stays"


def test_what_is_folded_is_printed(desktop: Page, served: str) -> None:
    for url, part in (
        ("/questions/", ".answer"),
        ("/what-nobody-knows/", ".folded li"),
        ("/", "#daily-life p"),
        ("/", "#page-record dl"),
        ("/risks/bruising/", ".draft p"),
    ):
        desktop.goto(served + url)
        expect(desktop.locator(part).first).not_to_be_visible()
        desktop.emulate_media(media="print")
        for n in (0, desktop.locator(part).count() - 1):
            expect(desktop.locator(part).nth(n)).to_be_visible()
        desktop.emulate_media(media="screen")


# --------------------------------------------------------------------------- lists by letter


@pytest.mark.parametrize("url", LISTS)
def test_every_letter_of_an_index_leads_to_its_heading(phone: Page, served: str, url: str) -> None:
    phone.goto(served + url)
    letters = phone.locator("nav.letters a")
    led = letters.evaluate_all(
        "all => all.map(a => [a.textContent, (document.getElementById(a.hash.slice(1)) || {}).textContent])"
    )
    assert len(led) >= 4
    assert all(words == heading for words, heading in led), led
    assert all(box["height"] >= 44 for one in letters.all() if (box := one.bounding_box()))
    assert phone.locator("article > h2").first.evaluate(TOP) > 0


def test_each_source_stands_under_its_letter(phone: Page, served: str, checked: Checked) -> None:
    phone.goto(f"{served}/sources/")
    rows = phone.locator("article ul.sources > li").evaluate_all(
        "all => all.map(e => [e.id, e.parentNode.previousElementSibling.textContent, e.textContent])"
    )
    assert sorted(row[0] for row in rows) == sorted(checked.site.references)
    letters = [row[1] for row in rows]
    assert letters == sorted(letters)
    assert [row for row in rows if row[1].isalpha() and row[2][:1].isascii() and row[2][:1].upper() != row[1]] == []


def test_the_glossary_has_the_medical_word_first_and_every_word_leads_to_its_term(
    phone: Page, served: str, checked: Checked
) -> None:
    phone.goto(f"{served}/glossary/")
    rows = phone.locator("dl.glossary dt").evaluate_all(
        "all => all.map(e => [e.id, e.textContent, e.nextElementSibling.textContent,"
        " (e.nextElementSibling.querySelector('a[href^=\"#\"]') || {}).hash])"
    )
    here = {row[0]: row for row in rows if row[0]}
    assert set(here) == set(checked.site.terms)
    for term in checked.site.terms.values():
        words = here[term.id][1]
        first = (*term.medical, term.plain)[0]
        assert words.lower().startswith(first.lower()), term.id
        assert not term.medical or words.endswith(f": {term.plain}"), term.id
    assert all(row[3] and row[3][1:] in here for row in rows if not row[0])


# --------------------------------------------------------------------------- home


def test_home_begins_with_the_urgent_way_and_its_doors(phone: Page, served: str) -> None:
    phone.goto(f"{served}/")
    doors = phone.locator(".door h3 a")
    assert 5 <= doors.count() <= 7
    assert "when-to-get-help" in (doors.first.get_attribute("href") or "")
    expect(phone.locator(".doors").get_by_text("Should I avoid it?")).to_be_visible()
    expect(phone.locator(".door-urgent")).to_be_in_viewport(ratio=1)
    tops = [phone.locator(at).evaluate(TOP) for at in (".doors", "#in-brief", "#how-well-it-works", ".others")]
    assert tops == sorted(tops)
    assert phone.locator(".doors a[href*='clinics'], .doors a[href*='edit']").count() == 0
    assert phone.locator(".others a").count() == 2
    print(f"home: {screens(phone):.2f} screens")
    assert screens(phone) <= 4.3


def test_every_promised_part_of_home_answers(phone: Page, served: str, checked: Checked) -> None:
    for text in checked.site.entries["pages/index"].sections:
        phone.goto("about:blank")
        phone.goto(f"{served}/#{text.anchor}")
        expect(phone.locator(f"#{text.anchor}")).to_be_in_viewport()
        assert phone.locator(f"#{text.anchor}").evaluate("e => !e.closest('details:not([open])')"), text.anchor


# --------------------------------------------------------------------------- every page


def test_the_caveat_is_one_line_that_opens_where_it_stands(phone: Page, served: str) -> None:
    for url in ("/", "/types/chin-fat/", "/risks/bruising/", "/questions/"):
        phone.goto(served + url)
        caveat = phone.locator("details.draft")
        line = caveat.locator("summary")
        box = line.bounding_box()
        assert box
        assert box["height"] <= 50, url
        expect(caveat.locator("p")).not_to_be_visible()
        line.click()
        expect(caveat.locator("p")).to_contain_text("No doctor, nurse or other health professional has checked it yet")


def test_contents_stand_beside_the_text_and_all_begins_at_one_edge(browser: Browser, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    left = "e => Math.round(e.getBoundingClientRect().left)"
    for width in (1280, 1700):
        page.set_viewport_size({"width": width, "height": 900})
        for url in ("/risks/bruising/", "/benefits/reduced-fat/", "/compare/body-fat/", "/", "/sources/"):
            page.goto(served + url)
            parts = page.locator(".name, .find, h1, .lead, .options, .door-urgent, .foot__inner > p:visible")
            assert len(set(parts.evaluate_all(f"all => all.map({left})"))) == 1, (url, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, url
            for at in page.locator(".covers, .letters").all():
                box, text = at.bounding_box(), page.locator("article > p").first.bounding_box()
                assert box
                assert text
                assert box["x"] > text["x"] + text["width"], (url, width)
    context.close()
