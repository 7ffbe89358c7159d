"""One card, one text: the same words on every page, leaflet, frame and file; and a page that writes its own is told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from conftest import ROOT, english_pages
from sitegen.check import Checked, check
from sitegen.content.prose.inline import Line, tokenize
from sitegen.content.reading.folder import read_folder
from sitegen.content.typed.entries import Entry
from sitegen.ledger.versions import Stamp
from sitegen.outputs.leaflets.words import leaflet
from sitegen.rules.card_rules import PAGE_WORDS, spoken, texts
from sitegen.site.care import card_of, care_cards
from sitegen.site.handouts import has_kit, has_leaflet
from sitegen.site.site import URGENT_HELP

SMALL = read_folder(ROOT / "tests" / "small_site")
CARD = "cards/faint.md"


@cache
def of_pages(site: Path) -> dict[str, list[html.HtmlElement]]:
    """Every care card of the built site, by address."""
    found = {}
    for path in english_pages(site, "index.html"):
        name = path.relative_to(site).as_posix().removesuffix("index.html")
        # What an earlier version said stays as it was said.
        if name.startswith(("versions/", "leaflets/", "kit/", "style-guide/")):
            continue
        cards = html.fromstring(path.read_text("utf-8")).xpath("//section[contains(@class, 'care')]")
        if cards:
            found[name] = cards
    return found


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def in_full(entry: Entry) -> list[str]:
    """A card's words as they stand in a row on a page."""
    card = card_of(entry)
    lines = [card.title, card.action, *card.when, *card.then, card.never, card.say, card.who]
    return [Line(0, tokenize(line)).plain for line in lines if line]


def test_a_card_has_the_same_words_in_the_same_order_on_every_page(checked: Checked, site: Path) -> None:
    cards = {in_full(entry)[1] + in_full(entry)[0]: in_full(entry) for entry in checked.site.of("cards")}
    seen = 0
    for address, sections in of_pages(site).items():
        for section in sections:
            if not section.xpath(".//ol"):
                continue  # a frame with many cards lists their signs and actions
            heading = said(section.xpath(".//h1|.//h2|.//h3|.//h4")[0])
            title = next(p for p in (said(p) for p in section.xpath("./p")) if p and not p.startswith("Emergency"))
            whole = said(section)
            found = next((lines for key, lines in cards.items() if key.startswith(heading) and lines[0] in whole), None)
            assert found, (address, heading, title)
            at = 0
            for line in found:
                # Not a letter of another kind: the browser's own quotation marks stand round what to say.
                at = whole.find(" ".join(line.split()), at)
                assert at >= 0, (address, line, whole)
            seen += 1
    assert seen > 150


def test_a_page_shows_the_cards_that_it_names_and_no_others(checked: Checked, site: Path) -> None:
    for entry in [*checked.site.of("risks"), *checked.site.of("consultation"), *checked.site.of("cards")]:
        address = "help/" + entry.name if entry.folder == "cards" else entry.id
        shown = [s.xpath(".//*[@id]/@id") for s in of_pages(site).get(f"{address}/", [])]
        named = care_cards(checked.site, entry)
        if entry.id == URGENT_HELP:
            # Each sign is a row there, under the anchors of its card, and leads to it.
            assert shown == []
            rows = html.parse(str(site / address / "index.html")).xpath("//ul[@class='signs']/li[@id]")
            assert [row.get("id") for row in rows] == [card.name for card in named]
            assert all(set(card_of(c).formerly) <= set(r.xpath(".//@id")) for c, r in zip(named, rows, strict=True))
            assert [row.xpath(".//a/@href") for row in rows] == [[f"../../help/{card.name}/"] for card in named]
            continue
        assert len(shown) == len(named), entry.id
        for ids, card in zip(shown, named, strict=True):
            assert card.name in ids
            assert set(card_of(card).formerly) <= set(ids)


def test_leaflets_and_files_have_the_words_of_the_card(checked: Checked, site: Path) -> None:
    stamp = Stamp("0123abcd")
    whole = {entry.id: in_full(entry) for entry in checked.site.of("cards")}
    actions = {lines[1] + lines[0]: lines for lines in whole.values()}
    for entry in filter(has_leaflet, checked.site.entries.values()):
        parts = leaflet(checked.site, entry, stamp, None, "https://example.org/").parts
        for block in (b for part in parts for b in part.blocks if b.kind == "care"):
            lines = [block.text, block.name, *block.points, *block.then, block.after, block.say, block.who]
            assert [line for line in lines if line] == actions[block.name + block.text]
    for entry in [*checked.site.of("risks"), *checked.site.of("consultation")]:
        data = json.loads((site / "api" / "v1" / "items" / f"{entry.id}.json").read_text("utf-8"))
        for card in data["fields"]["care_cards"]:
            lines = [card["title"], card["action"], *card["if"], *card["then"], card["never"], card["say"], card["who"]]
            assert [line for line in lines if line] == whole[f"cards/{card['id']}"]


def test_a_frame_of_an_emergency_shows_it_whole(checked: Checked, site: Path) -> None:
    for entry in filter(has_kit, checked.site.of("cards")):
        page = html.fromstring((site / "embed" / "help" / entry.name / "index.html").read_text("utf-8"))
        shown = said(page.xpath("//section")[0])
        assert all(" ".join(line.split()) in shown for line in in_full(entry)), entry.id


def test_old_anchors_lead_to_the_card_that_took_their_place(site: Path) -> None:
    old = [line for line in (ROOT / "permalinks.txt").read_text("utf-8").splitlines() if line.endswith("-or-stroke")]
    assert old
    for line in old:
        path, _, anchor = line.partition("#")
        page = html.fromstring((site / path.strip("/") / "index.html").read_text("utf-8"))
        assert page.xpath(f"//section[contains(@class, 'care')]//*[@id='{anchor}']")


# --------------------------------------------------------------------------- the rules, each with what breaks it


def changed(name: str, change: Callable[[str], str]) -> list[str]:
    text = SMALL[name].decode("utf-8")
    assert change(text) != text
    found = check({**SMALL, name: change(text).encode("utf-8")}).problems
    return [f"{p.path}:{p.line} {p.rule}" for p in found]


def test_the_small_site_is_without_a_fault() -> None:
    assert check(SMALL).problems == ()


def test_a_page_with_a_card_of_its_own_is_refused_with_path_and_line() -> None:
    own = "care_cards:\n  - {id: faint, urgency: emergency, action: Call now, if: [you cannot breathe]}\n"
    found = check(
        {
            **SMALL,
            "consultation/prepare.md": SMALL["consultation/prepare.md"].replace(
                b"care_cards: [cards/faint]\n", own.encode()
            ),
        }
    ).problems
    assert [(p.path, p.line) for p in found] == [("content_src/consultation/prepare.md", 9)]
    assert "names no card" in found[0].message or "no card of its own" in found[0].message


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (
            "consultation/prepare.md",
            "Read this page.",
            "**Emergency:** call for help.",
            "content_src/consultation/prepare.md:18 card-text",
        ),
        (CARD, "then: [Sit up.]", "then: [Sit up with your back to the wall.]", ""),
        (CARD, "who: An ambulance crew", "who: '[An ambulance](risks/bruise)'", f"content_src/{CARD}:8 care-card-link"),
        (CARD, "[body-one, body-two]", "[body-one]", f"content_src/{CARD}:9 card-sources"),
        (CARD, "[body-one, body-two]", "[body-one, trial-one]", f"content_src/{CARD}:9 card-sources"),
        (CARD, "say: I cannot breathe.\n", "", f"content_src/{CARD}:2 inconsistent"),
        (
            "consultation/prepare.md",
            "[cards/faint]",
            "[cards/call-us, cards/faint]",
            "content_src/consultation/prepare.md:8 card-order",
        ),
        (
            "consultation/prepare.md",
            "[cards/faint]",
            "[cards/faint, cards/faint]",
            "content_src/consultation/prepare.md:8 card-order",
        ),
        (CARD, "who: An", "formerly: [call-us]\nwho: An", f"content_src/{CARD}:8 card-former"),
        (CARD, "title:", "summary: Help.\ntitle:", f"content_src/{CARD}:2 inconsistent"),
    ],
)
def test_each_rule_of_the_cards(name: str, old: str, new: str, problem: str) -> None:
    found = changed(name, lambda text: text.replace(old, new))
    # A source that no page names any more is told besides.
    assert [told for told in found if not told.endswith(" unused-reference")] == ([problem] if problem else [])


def test_a_sentence_of_a_card_on_a_page_is_told_from_six_words_on() -> None:
    def with_step(step: str) -> list[str]:
        files = {
            **SMALL,
            CARD: SMALL[CARD].replace(b"[Sit up.]", f"[{step}]".encode()),
            "consultation/prepare.md": SMALL["consultation/prepare.md"].replace(b"Read this page.", step.encode()),
        }
        return [p.rule for p in check(files).problems]

    assert with_step("Sit up with your back straight.") == ["card-text"]
    assert with_step("Sit up with your back.") == []


@pytest.mark.parametrize(("words", "told"), [(0, False), (1, True)])
def test_the_page_of_a_card_has_at_most_ninety_words(words: int, told: bool) -> None:
    card = card_of(check(SMALL).site.entries["cards/faint"])
    others = sum(len(re.findall(r"[\w’']+", line)) for line in texts(card))
    # As it stands: 14 words of every page, "Emergency: act now", "Emergency numbers", and Say.
    room = PAGE_WORDS - 14 - 3 - 2 - 1 - others
    more = ["go on and on so"] * ((room + words) // 5)
    more += ["on " * ((room + words) % 5)] if (room + words) % 5 else []
    lines = ", ".join(["Sit up.", *(line.strip() + "." for line in more)][:5])
    extra = " ".join(line.strip() + "." for line in more[4:])
    steps = f"then: [{lines}]" if not extra else f"then: [{lines} {extra}]"
    found = changed(CARD, lambda text: text.replace("then: [Sit up.]", steps))
    assert [f for f in found if f.endswith("card-length")] == ([f"content_src/{CARD}:1 card-length"] if told else [])


def test_an_emergency_says_two_bodies_on_the_real_content(checked: Checked) -> None:
    emergencies = [card_of(e) for e in checked.site.of("cards") if card_of(e).urgency == "emergency"]
    assert len(emergencies) >= 18
    for card in emergencies:
        assert len({name for ref in card.reference for name in map(str, checked.site.references[ref].author[:1])}) > 1


def test_what_a_card_says_is_known_again(checked: Checked) -> None:
    assert all(spoken(card_of(e)) for e in checked.site.of("cards"))
