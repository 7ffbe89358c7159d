"""Say it back: three questions of each use, made from its records, met with what is right and why on the device."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

import axe
from conftest import MEMORY, ROOT
from sitegen.check import Checked, check
from sitegen.content.models import Group
from sitegen.content.reading.folder import read_folder
from sitegen.pages.derived.say_back import ANSWERS, APART, CERTAIN, choices, say_back
from sitegen.site.site import Site
from small import SMALL


def asked_of(site: Site) -> dict[str, tuple[object, ...]]:
    return {entry.id: say_back(site, entry) for entry in site.of("types")}


def test_each_use_asks_three_questions_and_the_last_is_on_a_sign_of_harm(checked: Checked) -> None:
    for entry in checked.site.of("types"):
        asked = say_back(checked.site, entry)
        assert len(asked) == 3, entry.id
        assert [q.kind for q in asked[:2]] in (["treated", "others"], ["sure", "treated"], ["sure", "sure"]), entry.id
        assert asked[2].kind == "sign"
        for q in asked:
            assert len(set(q.answers)) == ANSWERS, (entry.id, q.answers)


def test_a_small_guide_on_another_subject_asks_too() -> None:
    for use, asked in asked_of(check(read_folder(SMALL)).site).items():
        assert len(asked) >= 2, use


@pytest.mark.parametrize(
    ("asked", "beside", "found"),
    [
        ((68, 100), (20, 100), [20, 32, 68, 80]),
        ((20, 100), (68, 100), [20, 32, 68, 80]),
        # Counts that lie too near to each other give way to nobody and everybody.
        ((18, 26), (9, 24), [0, 10, 18, 26]),
        ((50, 100), (50, 100), [0, 25, 50, 100]),
        ((0, 29), (14, 29), [0, 7, 14, 29]),
        # The box says 53 of 100 where 531 of 1,000 were counted, and so does the question.
        ((531, 1000), (4, 1000), [0, 25, 53, 100]),
    ],
)
def test_wrong_counts_are_what_readers_mix_up(
    asked: tuple[int, int], beside: tuple[int, int], found: list[int]
) -> None:
    groups = [Group(what="x", count=count, of=of) for count, of in (asked, beside)]
    got = choices(*groups)
    assert got == found
    assert len(got) == ANSWERS
    assert all((later - before) * APART >= min(asked[1], 100) for before, later in pairwise(got))


def test_a_changed_fact_changes_the_question_and_its_answer() -> None:
    files = {name: bytes(data) for name, data in read_folder(ROOT / "content_src").items()}
    before = asked_of(check(files, memory=MEMORY).site)
    name = "facts/fat.yml"
    old, new = b"count: 68, of: 100, people: 514", b"count: 44, of: 100, people: 514"
    assert files[name].count(old) == 1
    after = asked_of(check({**files, name: files[name].replace(old, new)}, memory=MEMORY).site)
    changed = [use for use in before if before[use] != after[use]]
    assert len(changed) == 1
    first, second, third = after[changed[0]]
    assert first.answer == "44 of 100"  # type: ignore[attr-defined]
    assert "44 of 100" in second.answers  # type: ignore[attr-defined]
    assert third == before[changed[0]][2]


def test_the_order_of_answers_never_tells_which_is_right(checked: Checked) -> None:
    for entry in checked.site.of("types"):
        for q in say_back(checked.site, entry):
            if q.kind in ("treated", "others"):
                counts = [int(answer.split(" of ")[0].replace(",", "")) for answer in q.answers]
                assert counts == sorted(counts)
    assert CERTAIN == ("high", "moderate", "low", "very low")


def test_an_answer_is_met_with_what_is_right_and_why(phone: Page, served: str, checked: Checked) -> None:
    """By keyboard alone, said to screen readers, and nothing is asked of a server or kept."""
    for entry in checked.site.of("types"):
        phone.goto(f"{served}/{entry.id}/")
        phone.wait_for_load_state("networkidle")
        loaded: list[str] = []
        phone.on("request", lambda request, loaded=loaded: loaded.append(request.url))  # type: ignore[misc]
        fold = phone.locator(".say > summary")
        expect(phone.locator(".say fieldset").first).to_be_hidden()
        assert fold.bounding_box()["height"] <= 60  # type: ignore[index]
        fold.focus()
        phone.keyboard.press("Enter")
        for number, q in enumerate(say_back(checked.site, entry), 1):
            group = phone.get_by_role("group").filter(has_text=f"{number}. ").locator(f"[name=say-{number}]")
            said = phone.locator(".say__said").nth(number - 1)
            expect(said).to_have_attribute("role", "status")
            wrong = (q.right + 1) % ANSWERS
            group.nth(wrong).focus()
            phone.keyboard.press("Space")
            expect(said).to_contain_text(f"Not quite. {q.answer}.")
            phone.keyboard.press("ArrowUp" if wrong else "ArrowDown")
            group.nth(q.right).focus()
            phone.keyboard.press("Space")
            expect(said).to_contain_text(f"Yes. {q.answer}.")
            for label in phone.locator(f".say label:has([name=say-{number}])").all():
                assert label.bounding_box()["height"] >= 44  # type: ignore[index]
        assert loaded == []
        assert phone.evaluate("localStorage.length + sessionStorage.length") == 0


def test_it_can_be_read_by_all(phone: Page, served: str, checked: Checked) -> None:
    phone.goto(f"{served}/{checked.site.of('types')[0].id}/")
    phone.locator(".say > summary").click()
    phone.locator("[name=say-1]").first.check()
    # From the top of the page, where the bar covers nothing.
    phone.evaluate("scrollTo(0, 0)")
    assert not any(axe.in_forms(phone, "say it back").values())


def test_without_a_script_each_question_opens_with_its_answer(browser: Browser, served: str, checked: Checked) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    entry = checked.site.of("types")[0]
    page.goto(f"{served}/{entry.id}/")
    page.locator(".say > summary").click()
    for number, q in enumerate(say_back(checked.site, entry)):
        folded = page.locator(".say details").nth(number)
        folded.locator("summary").click()
        expect(folded).to_contain_text(f"{q.answer}.")
    context.close()


def test_the_questions_alone_are_printed_where_a_reader_asks(phone: Page, served: str, checked: Checked) -> None:
    """With room to write; the rest of the page comes back afterwards."""
    phone.goto(f"{served}/{checked.site.of('types')[0].id}/")
    phone.evaluate("() => { window.print = () => {}; }")
    phone.locator(".say > summary").click()
    phone.get_by_role("button", name="Print these questions").click()
    phone.emulate_media(media="print")
    expect(phone.locator(".say fieldset")).to_have_count(3)
    for number in range(3):
        expect(phone.locator(".say fieldset").nth(number)).to_be_visible()
        expect(phone.locator(".say details p").nth(number)).to_be_visible()
    expect(phone.locator("h1")).to_be_visible()
    expect(phone.locator("#in-short")).to_be_hidden()
    room = phone.evaluate("getComputedStyle(document.querySelector('.say fieldset'), '::after').height")
    assert float(room.removesuffix("px")) >= 25
    phone.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(phone.locator("#in-short")).to_be_visible()
