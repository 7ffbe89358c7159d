"""What a patient takes along: summary, facts at a glance, checklist, record, a list with room to write."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from conftest import languages_of
from parsed import parsed
from sitegen.base.addresses import SIDE_FOLDER
from sitegen.check import Checked
from sitegen.site.care import urgent_first

WITH_DRAWINGS = ("types", "risks", "consultation", "help", "how-it-is-done", "edit")
SHORT_READ = 10
"""Minutes (design: the guide answers "should I, and what do I ask?" on a phone in ten minutes)."""


def test_each_use_benefit_and_harm_begins_with_its_message_and_facts(site: Path, checked: Checked) -> None:
    for folder in ("types", "benefits", "risks", "substances", "compare"):
        for entry in checked.site.of(folder):
            article = parsed(site / entry.id / "index.html").find(".//article")
            heads = article.xpath(f".//*[{has_class('lead')}] | .//h2")
            order = [head.get("id") or "lead" for head in heads]
            # An emergency's cards come first of all; then the message.
            first = ["care", "lead"] if urgent_first(entry.item) else ["lead"]
            assert order[: len(first)] == first, entry.id
            # The facts stand in the short part, and those of a comparison at a glance.
            assert {"at-a-glance", "in-short"} & set(order[:4]), (entry.id, order)
            # One claim that nobody has studied has one row; a comparison has a line for each choice.
            glance, box, choices = map(has_class, ("glance", "fact-box", "choices"))
            facts = f".//dl[{glance}]/div | .//*[{box}]//tbody//tr | .//*[{choices}]/li"
            assert article.xpath(facts), entry.id


def has_class(name: str) -> str:
    """The XPath condition that an element has a class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def test_the_message_facts_and_choices_of_a_use_take_ten_minutes(checked: Checked, phone: Page, served: str) -> None:
    """Main message, facts, choices and questions of each use, at 200 words a minute."""
    for entry in checked.site.of("types"):
        phone.goto(f"{served}/{entry.id}/")
        words = phone.evaluate(
            """() => { const parts = [...document.querySelectorAll(
                 '.lead, .fact-box, #at-a-glance + dl, .choices, .harms, .ask, .unknown')];
               return parts.map(p => p.innerText).join(' ').split(/\\s+/).length; }"""
        )
        assert words / 200 <= SHORT_READ, (entry.id, words)


def test_the_checklist_and_the_record_print(phone: Page, served: str, tmp_path: Path) -> None:
    phone.goto(f"{served}/consultation/prepare/")
    assert phone.locator(".checklist li").count() >= 5
    phone.goto(f"{served}/consultation/if-something-goes-wrong/")
    lines = phone.locator(".fill-in dd")
    assert lines.count() >= 8
    phone.emulate_media(media="print")
    box = lines.first.bounding_box()
    assert box
    assert box["height"] >= 20, "room to write"
    assert phone.pdf(path=tmp_path / "record.pdf").startswith(b"%PDF")


def test_a_list_from_a_link_prints_alone_with_room_for_answers(phone: Page, served: str) -> None:
    phone.goto(f"{served}/questions/#list=exact-product,total-cost")
    expect(phone.locator(".question:visible")).to_have_count(2)
    phone.emulate_media(media="print")
    expect(phone.locator(".question:visible")).to_have_count(2)
    expect(phone.locator("article .lead:visible")).to_have_count(0)
    room = phone.locator(".question:visible").first.evaluate(
        "e => { const s = getComputedStyle(e, '::after'); return [s.content, s.height, s.marginTop]; }"
    )
    assert room[0] != "none"
    assert sum(float(part.removesuffix("px")) for part in room[1:]) >= 40, room


def test_a_clinic_links_to_a_preset_list_of_any_page(phone: Page, served: str, checked: Checked) -> None:
    for entry in checked.site.of("types"):
        asked = ",".join(entry.item.questions)  # type: ignore[attr-defined]
        phone.goto("about:blank")
        phone.goto(f"{served}/questions/#list={asked}")
        expect(phone.locator(".question:visible")).to_have_count(len(asked.split(",")))
        phone.evaluate("localStorage.clear()")


def test_urgent_help_is_first_in_print(phone: Page, served: str) -> None:
    phone.goto(f"{served}/consultation/when-to-get-help/")
    phone.emulate_media(media="print")
    first = phone.locator(".sign:visible").first.bounding_box()
    time_line = phone.locator("#time-line").bounding_box()
    assert first
    assert time_line
    assert first["y"] < 700
    assert first["y"] < time_line["y"]
    for urgency in ("emergency", "same-day", "clinic", "self-care"):
        assert phone.locator(f".care-{urgency}:visible").count() >= 1, urgency


def test_every_care_card_has_one_action_and_its_urgency_in_words(phone: Page, served: str) -> None:
    phone.goto(f"{served}/consultation/afterwards/")
    cards = phone.locator(".care").all()
    assert len(cards) >= 8
    for card in cards:
        assert card.locator("h3, h4").count() == 1
        assert card.locator(".care__urgency").inner_text().strip()
        assert card.locator("ul li").count() >= 1
        # Nothing else to read before acting; whom to call is part of the action.
        assert card.locator("a:not([href^='tel:'])").count() == 0


def test_each_picture_has_a_caption_and_says_in_words_what_it_shows(checked: Checked) -> None:
    """PEMAT 17, WCAG 1.1.1: and every drawing has its place in the content."""
    shown = set()
    for entry in checked.site.entries.values():
        for text in entry.prose:
            for block in text.blocks:
                if block.kind == "picture":
                    shown.add(block.name)
                    assert len(block.alt) >= 80, (entry.id, block.name)
                    assert block.lines[0].plain, (entry.id, block.name)
    assert shown == set(checked.site.pictures)
    assert {"skin-layers", "course", "day-by-day", "slow-infection"} <= shown


OUT_OF_PLACE = """svgs => svgs.flatMap(svg => {
  const all = svg.getBoundingClientRect();
  const words = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
  const out = words.filter(([, at]) => at.left < all.left - 1 || at.right > all.right + 1);
  const cross = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4;
  const over = words.filter(([, a], n) => words.slice(n + 1).some(([, b]) => cross(a, b)));
  return [...out, ...over].map(([said]) => said);
})"""
"""Words in a drawing that run out of it or into other words."""


def test_words_in_a_drawing_have_their_room_in_every_language(phone: Page, served: str, site: Path) -> None:
    """WCAG 3.1.2 too: in another language the words in a drawing are of that language."""
    languages = languages_of(site)
    shown = [path for path in sorted(site.rglob("index.html")) if '<figure class="picture"' in path.read_text("utf-8")]
    pages = {path.parent.relative_to(site).as_posix() for path in shown}
    translated = {at for at in pages if at.partition("/")[0] in languages and f"/{SIDE_FOLDER}/" not in at}
    assert len(translated) >= 6 * len(languages)
    wrong = {}
    for at in sorted(translated | {at for at in pages if at.partition("/")[0] in WITH_DRAWINGS}):
        phone.goto(f"{served}/{at}/")
        drawings = phone.locator("figure.picture svg")
        if bad := drawings.evaluate_all(OUT_OF_PLACE):
            wrong[at] = bad
        assert at not in translated or phone.locator("figure.picture [lang], [lang] > figure.picture").count() == 0, at
    assert wrong == {}
