"""Numbers as people, and how sure: the same form everywhere, and never more than the data allow."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Browser, Page

from sitegen.check import Checked
from sitegen.content.describe import area_of, difference, drawable, steps, which_way
from sitegen.content.models import BenefitItem, CertaintyWord, Group, Number, RiskItem, TypeItem
from sitegen.content.models.choices import Direction

DRAWING = re.compile(
    r'<svg viewBox="0 0 100 140"[^>]*><title[^>]*>(\d+) of 100 people: [^<]+</title>.*?'
    r'<path d="([^"]+)" fill="url\(#some-\d+\)"',
    re.S,
)


def number(count: int, of: int = 100, people: int | None = None, other: int | None = None) -> Number:
    """A number for the tests."""
    side = Group(what="injections", count=count, of=of, people=people)
    rest = None if other is None else Group(what="dummy", count=other, of=of, people=people)
    fields = {"id": "bruise", "outcome": "a bruise", "by": "1 day", "who": "adults", "reference": ("x",)}
    return Number.model_validate({**fields, "with": side, "compared_with": rest})


def area(path: str) -> int:
    """How many cells of 10 by 14 an outline of straight lines takes in (the shoelace rule)."""
    x = y = 0
    points = [(0, 0)]
    for letter, value in re.findall(r"([HV])(\d+)", path):
        x, y = (int(value), y) if letter == "H" else (x, int(value))
        points.append((x, y))
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True))
    return abs(twice) // 2 // 140


@pytest.mark.parametrize("count", range(101))
def test_the_filled_part_is_exactly_so_many_people(count: int) -> None:
    assert area(area_of(count)) == count


def test_a_drawing_needs_a_hundred_people_on_each_side() -> None:
    assert drawable(number(30, 100, 120, 10))
    assert drawable(number(30, 100, 120))
    assert not drawable(number(3, 10, 10))
    assert not drawable(number(30, 1000, 1200))


def test_nobody_has_to_subtract() -> None:
    assert difference(number(68, other=20)) == "That is 48 more of 100 people than in the comparison."
    assert difference(number(20, other=68)) == "That is 48 fewer of 100 people than in the comparison."
    assert difference(number(5, other=5)) == "That is the same number of 100 people in both."
    assert difference(number(5)) == ""


def test_every_drawing_shows_the_number_that_is_said_before_it(site: Path) -> None:
    drawn = 0
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        for match in DRAWING.finditer(html):
            count, outline = int(match[1]), match[2]
            assert area(outline) == count, path
            before = html[: match.start()].rsplit('<div class="number">', 1)[1]
            assert f"{count} of 100 people" in before, path
            after = html[match.end() :].split("</div>", 2)
            assert "How to read it" in "".join(after[:3]), path
            drawn += 1
    print(f"drawings of 100 people: {drawn}")
    assert drawn >= 40


def test_every_number_that_can_be_drawn_is_drawn_and_no_other(site: Path, checked: Checked) -> None:
    """Very low certainty: no drawing, the real counts only (design, section 6). Harms are drawn by their data alone."""

    def drawings(url: str) -> int:
        return len(DRAWING.findall((site / url.strip("/") / "index.html").read_text("utf-8")))

    def sides(numbers: list[Number]) -> int:
        return sum(1 + (n.compared_with is not None) for n in numbers if drawable(n))

    for entry in checked.site.entries.values():
        if isinstance(entry.item, RiskItem):
            assert drawings(entry.id) == sides(list(entry.item.how_often.numbers)), entry.id
        elif isinstance(entry.item, BenefitItem):
            shown = [n for v in entry.item.verdicts if v.certainty in ("low", "moderate", "high") for n in v.numbers]
            assert drawings(entry.id) == sides(shown), entry.id
        elif isinstance(entry.item, TypeItem):
            # In the table that compares all choices a number is said once, with the other group beside it.
            assert drawings(entry.id.replace("types/", "compare/")) == 0, entry.id


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_drawing_is_whole_and_told_apart_by_shape_in_light_dark_and_print(
    browser: Browser, served: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for url in ("/benefits/reduced-fat/", "/compare/body-fat/", "/risks/swelling/"):
        page.goto(served + url)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for drawing in page.locator(".people svg").all():
                box = drawing.bounding_box()
                assert box, url
                assert box["x"] >= 0, url
                assert box["x"] + box["width"] <= width, url
                assert box["width"] >= 90, (url, "each figure must be big enough to count")
                # Hollow against filled: the difference is one of shape, whatever the colours.
                assert drawing.locator("pattern g[fill=none]").count() == 1
                assert drawing.locator("pattern g[fill=currentColor]").count() == 1
    page.emulate_media(media="print")
    assert page.locator(".people svg:visible").count() > 0
    context.close()


def test_certainty_has_one_form_on_every_page(site: Path) -> None:
    """Four steps with their number in words, then the word, which leads to its meaning."""
    words = {f"{word[:1].upper()}{word[1:]} certainty": steps(word) for word in get_args(CertaintyWord)}
    words["No evidence found"] = words.pop("No evidence found certainty")
    form = re.compile(
        r'<span aria-label="(\d) of 4 steps" class="steps steps-(\d)" role="img"><b></b><b></b><b></b><b></b></span> '
        r'<a href="[^"]*(?:how-sure-we-are/)?#(five-words|no-evidence-found)"(?: target="_blank" rel="noopener")?>'
        r"([^<]+)</a>"
    )
    # In a box how sure and which way are said in one: the words lead to the rating, where the word stands.
    in_a_box = re.compile(
        r'<span aria-label="[^"]*?(\d)[^"]*" class="steps steps-(\d)" role="img"><b></b><b></b><b></b><b></b></span> '
        r'<strong><a href="([^"]*)"[^>]*>([^<]+)</a></strong>'
    )
    ways: dict[str, set[int]] = {}
    for word, direction in product(get_args(CertaintyWord), get_args(Direction)):
        ways.setdefault(which_way(word, direction), set()).add(steps(word))
    found = boxed = 0
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        english = '<html lang="en"' in html
        html = re.sub(
            r'<span class="(steps steps-\d)" role="img" aria-label="([^"]*)">',
            r'<span aria-label="\2" class="\1" role="img">',
            html,
        )
        if path.relative_to(site).parts[0] == "leaflets":
            # A sheet of paper has no links: the steps and the word, which the sheet's page explains.
            on_paper = re.findall(r'aria-label="(\d) of 4 steps" class="steps steps-(\d)".*?</span> ([^<.\n]+)', html)
            assert len(on_paper) == html.count('class="steps '), path
            known = ways | {word: {count} for word, count in words.items()}
            assert all(int(said) == int(drawn) and int(said) in known[word.strip()] for said, drawn, word in on_paper)
            continue
        boxes = [(m[1], m[2], m[4]) for m in in_a_box.finditer(html)]
        marks = form.findall(html)
        assert len(marks) + len(boxes) == html.count('class="steps '), path
        for said, drawn, way in boxes:
            assert said == drawn, path
            assert not english or int(said) in ways[way], (path, way)
        for said, drawn, anchor, word in marks:
            assert int(said) == int(drawn) == words[word], (path, word)
            assert (anchor == "no-evidence-found") == (word == "No evidence found"), path
        found += len(marks)
        boxed += len(boxes)
    assert boxed > 50
    print(f"certainty shown {found} times")
    assert found > 150


def test_no_evidence_found_never_looks_like_low(phone: Page, served: str) -> None:
    phone.goto(f"{served}/compare/scar-revision/")
    look = "e => [...e.children].map(b => getComputedStyle(b).borderTopStyle + getComputedStyle(b).backgroundColor)"
    none = phone.locator(".steps-0").first.evaluate(look)
    low = phone.locator(".steps-2").first.evaluate(look)
    assert all(style.startswith("dotted") for style in none)
    assert all(style.startswith("solid") for style in low)
    assert none != low
