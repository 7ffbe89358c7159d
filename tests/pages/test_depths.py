"""The three depths of a use: two screens answer, seven suffice, and all that is known stands below."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from sitegen.check import Checked
from sitegen.content.models import RiskItem, TypeItem
from sitegen.rules.language.depths import MIDDLE, SHORT
from sitegen.site.fact_box import MOST_ROWS, short_box

SHORT_SCREENS, DEEP_SCREENS, ALL_WORDS = 2, 7, 2500
PARTS = ("in-short", "what-you-need", "all-we-know")

MEASURE = """() => {
  const count = text => text.split(/\\s+/).filter(word => /[\\p{L}\\p{N}]/u.test(word)).length;
  const BESIDE = '.fact-box, .fine, .meaning, .draft, .say, nav';
  const of = node => {
    if (node.matches(BESIDE)) return 0;
    const copy = node.cloneNode(true);
    copy.querySelectorAll('.meaning, .term button, a[href^="#source-"], svg, .tick').forEach(e => e.remove());
    return count(copy.textContent);
  };
  const words = {lead: of(document.querySelector('.lead'))};
  let part = '';
  for (const node of document.querySelector('article').children) {
    if (node.tagName === 'H2') part = node.id;
    // The notes on who was counted belong to the numbers: in the short part to its box, in the middle to its words.
    if (part) words[part] = (words[part] || 0)
      + (part === 'what-you-need' && node.matches('.fine') ? count(node.textContent) : of(node));
  }
  const top = id => document.getElementById(id).getBoundingClientRect().top + scrollY;
  return {words, ends: {short: top('what-you-need') / innerHeight, middle: top('stop-here') / innerHeight}};
}"""


def test_the_short_part_and_the_middle_keep_their_measure(phone: Page, served: str, checked: Checked) -> None:
    """At 390 x 844; what is too much is told for all uses together, with its words and screens."""
    too_much = []
    for entry in checked.site.of("types"):
        phone.goto(f"{served}/{entry.id}/")
        found = phone.evaluate(MEASURE)
        words, ends = found["words"], found["ends"]
        short, middle = words["lead"] + words["in-short"], words["what-you-need"]
        whole = short + middle + words["all-we-know"]
        said = (
            f"{entry.id}: in short {short} words, {ends['short']:.1f} screens; what you need {middle} words, "
            f"ends after {ends['middle']:.1f} screens; in all {whole} words"
        )
        print(said)
        kept = (
            short <= SHORT
            and middle <= MIDDLE
            and whole <= ALL_WORDS
            and ends["short"] <= SHORT_SCREENS
            and ends["middle"] <= DEEP_SCREENS
        )
        too_much += [] if kept else [said]
    assert too_much == []


def test_the_parts_stand_in_their_order_and_a_line_says_where_one_can_stop(
    phone: Page, served: str, checked: Checked
) -> None:
    for entry in checked.site.of("types"):
        phone.goto(f"{served}/{entry.id}/")
        heads = phone.evaluate("[...document.querySelectorAll('article h2, #stop-here')].map(e => e.id)")
        assert heads[:4] == ["in-short", "what-you-need", "stop-here", "all-we-know"], entry.id
        expect(phone.locator("#stop-here")).to_contain_text("You can stop here.")
        assert phone.locator("#in-short ~ ul").first.locator("li").count() == 3, entry.id


def test_every_serious_harm_stands_in_the_box(phone: Page, served: str, checked: Checked) -> None:
    """By its name, and nothing of it is folded away, on the screen or on paper."""
    for entry in checked.site.of("types"):
        assert isinstance(entry.item, TypeItem)
        phone.goto(f"{served}/{entry.id}/")
        box = phone.locator(".fact-box")
        assert box.locator("tbody tr").count() == len(short_box(checked.site, entry).rows) <= MOST_ROWS
        for name in entry.item.risks:
            harm = checked.site.entries[name].item
            assert isinstance(harm, RiskItem)
            if harm.seriousness != "passing":
                assert harm.title.lower() in box.inner_text().lower(), (entry.id, name)
        phone.emulate_media(media="print")
        expect(box).to_be_visible()
        # The caveat unfolds on paper by style alone.
        expect(phone.locator("article details.draft p")).to_be_visible()
        assert phone.locator("article details:not([open], .draft, .say, .say details)").count() == 0, entry.id
        phone.emulate_media(media="screen")


def test_the_box_fits_a_small_phone(browser: Browser, served: str, checked: Checked) -> None:
    for colours in ("light", "dark"):
        context = browser.new_context(viewport={"width": 360, "height": 640}, color_scheme=colours)  # type: ignore[arg-type]
        page = context.new_page()
        for entry in checked.site.of("types"):
            page.goto(f"{served}/{entry.id}/")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, entry.id
            cut = page.evaluate(
                "[...document.querySelectorAll('.fact-box :is(th, td)')].filter(e => e.scrollWidth > e.clientWidth + 1)"
                ".map(e => e.textContent)"
            )
            assert cut == [], entry.id
        context.close()
