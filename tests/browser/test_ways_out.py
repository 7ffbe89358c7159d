"""A text survives its ways out of the page: copied, in a reader view, read aloud, translated, on paper.

Each test is named after what broke for others. A reader view (such as @mozilla/readability) drops buttons, a browser
leaves them out of what it copies, and both keep whatever else stands inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from parsed import parsed
from sitegen.pages.meanings import after_blocks

SENTENCE = frozenset(("p", "li", "dt", "td", "th", "h1", "h2", "h3", "h4", "span", "a", "strong", "summary", "button"))
"""Elements that hold sentences: a meaning stands in none of them."""


@pytest.fixture(scope="module")
def with_words(site: Path) -> dict[str, Any]:
    """Every page with a word that opens its meaning, parsed, by address."""
    found = {}
    for path in sorted(site.rglob("index.html")):
        text = path.read_text("utf-8")
        if 'class="term"' in text:
            found[path.parent.relative_to(site).as_posix()] = parsed(path)
    assert len(found) > 100
    return found


def below(element: Any, within: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Every element below one, with all that it stands in, the outermost first."""
    for child in element:
        yield child, (*within, element)
        yield from below(child, (*within, element))


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


# --------------------------------------------------------------------------- copied, extracted, read aloud


def test_no_word_of_a_sentence_stands_in_a_button(with_words: dict[str, Any]) -> None:
    """Firefox copies no text of a button, and a reader view drops it: "can be , an illness of the fat"."""
    lost = []
    for url, tree in with_words.items():
        for element, within in below(tree):
            meaning = any(e.get("class") == "meaning" for e in within)
            inside = any(e.tag in ("p", "li", "dd", "td") for e in within)
            if element.tag == "button" and inside and not meaning and words(element):
                lost.append((url, words(element)))
    assert lost == []


def test_no_meaning_stands_inside_the_sentence_of_its_word(with_words: dict[str, Any]) -> None:
    """A reader view, a translation and a voice take what stands in a paragraph for its sentence."""
    found = []
    for url, tree in with_words.items():
        for element, within in below(tree):
            if element.get("class") == "meaning":
                assert element.tag == "p", url
                # A cell that holds paragraphs is no sentence: the meaning is a paragraph of its own in it.
                cells = [e for e in within if e.tag == "td" and all(child.tag == "p" for child in e)]
                found += [(url, e.tag) for e in within if e.tag in SENTENCE and e not in cells]
    assert found == []


def test_each_word_has_its_meaning_on_its_page_and_the_meaning_its_word(with_words: dict[str, Any]) -> None:
    for url, tree in with_words.items():
        opened = [e.get("popovertarget") for e, within in below(tree) if within[-1].get("class") == "term"]
        assert opened == [e.get("id") for e, _ in below(tree) if e.get("class") == "meaning"], url


def test_a_sentence_with_a_word_of_the_glossary_is_copied_whole(phone: Page, served: str) -> None:
    """Neither what is selected nor ``innerText``, on which tools that read aloud rely, has a gap or a break."""
    phone.goto(f"{served}/types/chin-fat/")
    found = phone.evaluate(
        """() => [...document.querySelectorAll('.term')].map(term => {
          const block = term.closest('p, li, dd, td');
          const range = document.createRange();
          range.selectNodeContents(block);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          return [block.textContent, getSelection().toString(), block.innerText];
        })"""
    )
    assert len(found) >= 3
    for text, copied, inner in found:
        assert copied.split() == text.split()
        assert inner.split() == text.split()
        assert "\n" not in copied.strip()
        assert not re.search(r"\S\n(?=[ ,.;)])", inner)


# --------------------------------------------------------------------------- where a meaning is put

MEANING = '<p class="meaning" id="word-x"><strong>X</strong>: a letter.</p>'
WORD = '<span class="term">x</span>'


@pytest.mark.parametrize(
    ("written", "placed"),
    [
        (f"An {WORD}{MEANING} here.\nMore.\n\nNext.", f"An {WORD} here.\nMore.\n\n{MEANING}\n\nNext."),
        (f"- an {WORD}{MEANING}\n- b\n\nNext.", f"- an {WORD}\n- b\n\n{MEANING}\n\nNext."),
        (
            f'<div class="scroll" markdown>\n\n| {WORD}{MEANING} |\n|---|\n\n</div>\n\nNext.',
            f'<div class="scroll" markdown>\n\n| {WORD} |\n|---|\n\n</div>\n\n{MEANING}\n\nNext.',
        ),
        (
            f"<dl markdown>\n<div markdown>\n<dt>A</dt>\n<dd>{WORD}{MEANING}</dd>\n</div>\n</dl>\n\nNext.",
            f"<dl markdown>\n<div markdown>\n<dt>A</dt>\n<dd>{WORD}</dd>\n</div>\n</dl>\n\n{MEANING}\n\nNext.",
        ),
        (
            f'<dl markdown>\n<div markdown>\n<dd markdown="block">\n\n- {WORD}{MEANING}\n\n</dd>\n</div>\n</dl>',
            f'<dl markdown>\n<div markdown>\n<dd markdown="block">\n\n- {WORD}\n\n{MEANING}\n\n</dd>\n</div>\n</dl>',
        ),
        (
            f'<dl markdown>\n<div markdown>\n<dd>{WORD}{MEANING}</dd>\n\n</div>\n\n</dl>\n\nNext.',
            f'<dl markdown>\n<div markdown>\n<dd>{WORD}</dd>\n\n</div>\n\n</dl>\n\n{MEANING}\n\nNext.',
        ),
        (
            f'<ul class="checklist" markdown>\n<li markdown="span">{WORD}{MEANING}</li>\n\n</ul>\n\nNext.',
            f'<ul class="checklist" markdown>\n<li markdown="span">{WORD}</li>\n\n</ul>\n\n{MEANING}\n\nNext.',
        ),
        (f"Last {WORD}{MEANING}", f"Last {WORD}\n\n{MEANING}"),
    ],
    ids=["paragraph", "list", "table", "facts", "facts-with-a-list", "row-of-facts", "checklist", "end"],
)  # fmt: skip
def test_a_meaning_stands_after_the_block_of_its_word(written: str, placed: str) -> None:
    assert re.sub(r"\n{3,}", "\n\n", after_blocks(written)).strip() == placed


def test_a_page_without_words_stays_as_it_is() -> None:
    text = "# A\n\n- b\n\n\nC\n"
    assert after_blocks(text) == text


# --------------------------------------------------------------------------- on paper

FOLDED = "/benefits/reduced-fat/"


@pytest.fixture
def on_paper(browser: Browser) -> Iterator[Page]:
    """A page as it is printed, in a browser without scripts."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def test_what_is_folded_is_printed_without_a_script(on_paper: Page, served: str) -> None:
    on_paper.goto(served + FOLDED)
    folded = on_paper.locator("main .verdict details:not([open])")
    assert folded.count() >= 2
    for part in folded.all():
        expect(part.locator("table").first).to_be_visible()
    note = "e => getComputedStyle(e, '::after').content"
    assert folded.first.evaluate(note) == "none"


def test_where_nothing_unfolds_it_the_sheet_says_what_is_missing(on_paper: Page, served: str) -> None:
    """A browser without ``::details-content`` and without a script cannot print what is folded."""

    def older(route: Route) -> None:
        got = route.fetch()
        route.fulfill(response=got, body=got.text().replace("::details-content", "::not-here"))

    on_paper.route("**/print.css", older)
    on_paper.goto(served + FOLDED)
    folded = on_paper.locator("main .verdict details").first
    expect(folded.locator("table").first).to_be_hidden()
    assert "folded" in folded.evaluate("e => getComputedStyle(e, '::after').content")
    folded.evaluate("e => { e.open = true }")
    assert folded.evaluate("e => getComputedStyle(e, '::after').content") == "none"


# --------------------------------------------------------------------------- translated by the browser

ADDRESS_OR_VERSION = re.compile(r"https?://|\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{8}\b")
NOT_READ = frozenset({"script", "title", "svg"})
"""What is not translated as text of the page, or, as a drawing, has words of its own."""


def test_codes_addresses_and_versions_are_not_translated(site: Path) -> None:
    """A translation changed copied code for others, with no word about it. What follows is copied or compared."""
    translated: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        url = path.relative_to(site).as_posix()
        tree = parsed(path)
        for element, within in below(tree):
            line = (*within, element)
            if any(e.get("translate") == "no" or e.tag.rpartition("}")[2] in NOT_READ for e in line):
                continue
            if any(e.get("class") in ("past", "sources") for e in line) or url.startswith(("changes/", "versions/")):
                continue  # earlier versions and what changed since, as it was; page numbers such as e1000134
            texts = [element.text, *(child.tail for child in element)]
            if element.tag in ("pre", "code") or any(ADDRESS_OR_VERSION.search(text or "") for text in texts):
                translated.setdefault(url, words(element)[:80])
    assert translated == {}


# --------------------------------------------------------------------------- in any direction of writing

TYPED = ("text", "search", "url", "email", "tel", None)
ELSEWHERE = frozenset({"own-question", "links"})
"""Fields of questions.js and check-links.js."""


def test_whatever_is_typed_keeps_the_direction_of_its_writing(site: Path) -> None:
    fields = set()
    for path in sorted(site.rglob("*.html")):
        tree = parsed(path)
        for element, within in below(tree):
            if any(e.get("class") == "past" for e in within):
                continue  # an earlier version of a page, as it was
            if element.tag == "textarea" or (element.tag == "input" and element.get("type") in TYPED):
                fields.add(element.get("id"))
                assert element.get("dir") == "auto" or element.get("id") in ELSEWHERE, (path, element.get("id"))
    assert {"find", "search-words", "clinic-name", "clinic-contact"} <= fields


def test_a_name_in_arabic_stands_in_the_leaflet_as_it_was_typed(phone: Page, served: str) -> None:
    phone.goto(f"{served}/leaflets/types-chin-fat/")
    phone.get_by_label("Name of the clinic").fill("عيادة ABC 12، شارع 5")
    name = phone.locator(".strip__name")
    assert name.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert phone.locator(".strip__label").evaluate("e => getComputedStyle(e).direction") == "ltr"
