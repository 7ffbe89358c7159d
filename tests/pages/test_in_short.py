"""The short part of benefits, harms, substances and pages about the visit: two screens answer."""

from __future__ import annotations

from statistics import median

from playwright.sync_api import Browser, Page

from sitegen.check import Checked
from sitegen.content.models import BenefitItem, RiskItem
from sitegen.content.models import Page as Prose
from sitegen.content.typed.entries import Entry
from sitegen.rules.language.depths import SHORT
from sitegen.rules.language.in_short import URGENT
from sitegen.site.care import urgent_first
from sitegen.site.fact_box import MOST_ROWS

FOLDERS = ("benefits", "risks", "substances", "consultation")
SCREENS = 2

MEASURE = """() => {
  const count = text => text.split(/\\s+/).filter(word => /[\\p{L}\\p{N}]/u.test(word)).length;
  const BESIDE = '.fact-box, .fine, .meaning, .draft, nav';
  const head = document.getElementById('in-short');
  const parts = [document.querySelector('.lead'), head];
  let next = head.nextElementSibling;
  for (; next && next.tagName !== 'H2' && !next.matches('nav.covers'); next = next.nextElementSibling) parts.push(next);
  const words = parts.filter(part => !part.matches(BESIDE)).map(part => {
    const copy = part.cloneNode(true);
    copy.querySelectorAll('.meaning, .term button, a[href^="#source-"], svg').forEach(e => e.remove());
    // What stands on two lines of a row is two words.
    copy.querySelectorAll('strong, dt, dd, li').forEach(e => e.append(' '));
    return count(copy.textContent);
  });
  const at = node => node.getBoundingClientRect().top + scrollY;
  const lead = at(document.querySelector('.lead'));
  const end = at(next);
  return {words: words.reduce((sum, n) => sum + n, 0), end: end / innerHeight, own: (end - lead) / innerHeight};
}"""


def short_pages(checked: Checked) -> list[Entry]:
    """Every page that opens with a short part, but for the uses."""
    return [e for folder in FOLDERS for e in checked.site.of(folder) if not isinstance(e.item, Prose)]


def test_two_screens_answer(phone: Page, served: str, checked: Checked) -> None:
    """At 390 x 844. Below the cards of an urgent page the short part has two screens of its own, and fewer words."""
    too_much, found = [], []
    for entry in short_pages(checked):
        phone.goto(f"{served}/{entry.id}/")
        measured = phone.evaluate(MEASURE)
        urgent = urgent_first(entry.item)
        screens = measured["own"] if urgent else measured["end"]
        said = f"{entry.id}: {measured['words']} words, {screens:.1f} screens{' below its cards' if urgent else ''}"
        print(said)
        found.append((measured["words"], screens, entry.id))
        kept = measured["words"] <= (URGENT if urgent else SHORT) and screens <= SCREENS
        too_much += [] if kept else [said]
    for folder in FOLDERS:
        of = [row for row in found if row[2].startswith(f"{folder}/")]
        words, screens = [row[0] for row in of], [row[1] for row in of]
        print(
            f"{folder}: words median {median(words)}, worst {max(words)}; "
            f"screens median {median(screens):.1f}, worst {max(screens):.1f}"
        )
    assert too_much == []


def test_the_box_has_what_the_records_say(phone: Page, served: str, checked: Checked) -> None:
    for entry in short_pages(checked):
        item = entry.item
        phone.goto(f"{served}/{entry.id}/")
        rows = phone.locator(".fact-box tbody tr")
        if isinstance(item, BenefitItem):
            words = {verdict.in_short for verdict in item.verdicts}
            assert rows.count() == len(words) <= MOST_ROWS, entry.id
        if isinstance(item, RiskItem):
            assert rows.count() == len(item.how_often.numbers) <= MOST_ROWS, entry.id


def test_a_serious_harm_leads_from_its_short_part_to_its_card(phone: Page, served: str, checked: Checked) -> None:
    for entry in checked.site.of("risks"):
        if not isinstance(entry.item, RiskItem):
            continue
        card = checked.site.entries[entry.item.care_cards[0]]
        phone.goto(f"{served}/{entry.id}/")
        here = f"#{card.name}" if urgent_first(entry.item) else f"/help/{card.name}/"
        link = phone.locator(f"#in-short ~ .act a[href$='{here}'], #in-short ~ .signs a[href$='{here}']")
        assert link.count() >= 1, (entry.id, here)


def test_the_short_part_fits_a_small_phone(browser: Browser, served: str, checked: Checked) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    for entry in short_pages(checked):
        page.goto(f"{served}/{entry.id}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, entry.id
        cut = page.evaluate(
            "[...document.querySelectorAll('.fact-box :is(th, td), .glance dd')]"
            ".filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
        )
        assert cut == [], entry.id
    context.close()
