"""My questions: ticked on any page, grouped on one, shared by link, forgotten on command, printed without a script."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect


def test_a_list_grows_across_pages_and_survives_a_reload(phone: Page, served: str) -> None:
    for url in ("/types/chin-fat/", "/types/hair-restoration/"):
        phone.goto(served + url)
        tick = phone.locator(".tick:not(.on)").first
        tick.click()
    phone.goto(f"{served}/questions/")
    expect(phone.locator(".my-count").first).to_have_text("2 questions on your list")
    phone.get_by_role("button", name="Show only my list").click()
    expect(phone.locator(".question:visible")).to_have_count(2)
    phone.reload()
    expect(phone.locator(".my-count").first).to_have_text("2 questions on your list")


def test_own_questions_are_added_removed_and_never_run(phone: Page, served: str) -> None:
    phone.goto(f"{served}/questions/")
    phone.get_by_label("Add a question of your own").fill("<img src=x onerror=alert(1)>Is it for me?")
    phone.get_by_role("button", name="Add", exact=True).click()
    expect(phone.locator("#my-questions .own li")).to_contain_text("<img src=x")
    assert phone.locator("#my-questions .own li img").count() == 0
    phone.get_by_role("button", name="Remove").click()
    expect(phone.locator("#my-questions .own li")).to_have_count(0)


def test_a_link_carries_the_list_in_its_fragment(phone: Page, served: str) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{served}/questions/#list=exact-product,total-cost,no-such-question&own=May%20I%20wait%3F")
    expect(phone.locator(".question:visible")).to_have_count(2)
    expect(phone.get_by_text("May I wait?")).to_be_visible()
    expect(phone.locator(".my-count").first).to_have_text("0 questions on your list")
    phone.get_by_role("button", name="Add to my list", exact=True).click()
    expect(phone.locator(".my-count").first).to_have_text("3 questions on your list")
    expect(phone.locator(".question:visible")).to_have_count(2)
    expect(phone.locator(".own").get_by_text("May I wait?")).to_be_visible()
    assert not [url for url in asked if "exact-product" in url.split("#")[0]]


def test_it_forgets_on_command(phone: Page, served: str) -> None:
    phone.goto(f"{served}/questions/#list=exact-product")
    phone.get_by_role("button", name="Add to my list", exact=True).click()
    phone.get_by_role("button", name="Forget my list").click()
    expect(phone.locator(".my-count").first).to_have_text("0 questions on your list")
    assert phone.evaluate("localStorage.length") == 0


def test_ticks_work_by_keyboard_and_say_their_state(phone: Page, served: str) -> None:
    phone.goto(f"{served}/questions/")
    tick = phone.locator(".tick").first
    tick.focus()
    phone.keyboard.press("Space")
    expect(tick).to_have_text("✓ On my list")
    phone.keyboard.press("Enter")
    expect(tick).to_have_text("+ Add to my list")


def test_without_javascript_the_full_list_is_there(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/questions/")
    assert page.locator(".question:visible").count() >= 40
    expect(page.locator("#my-questions")).to_be_hidden()
    context.close()
