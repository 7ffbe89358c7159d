"""Pages from the real content: same bytes, escaped content, honest versions."""

from __future__ import annotations

import random
from datetime import date

import pytest
from jinja2 import UndefinedError

from conftest import MEMORY, ROOT
from sitegen.base.addresses import address, docs_path
from sitegen.base.files import outputs
from sitegen.check import Checked, check
from sitegen.content.models import TypeItem
from sitegen.content.reading.folder import read_folder
from sitegen.outputs.search_index import index
from sitegen.pages.environment import environment
from sitegen.pages.markdown import escape_markdown
from sitegen.pages.render import Rendered, render

TEMPLATES = ROOT / "templates"
TODAY = date(2026, 11, 23)


@pytest.mark.slow
def test_two_builds_are_the_same_bytes_in_any_file_order() -> None:
    files = read_folder(ROOT / "content_src")
    shuffled = list(files.items())
    random.Random(7).shuffle(shuffled)
    # The first with what was worked out before, the second anew: that makes no difference either.
    first, second = check(files, memory=MEMORY).site, check(dict(shuffled)).site
    assert outputs(render(first, TODAY, TEMPLATES).pages, index(first)) == outputs(
        render(second, TODAY, TEMPLATES).pages, index(second)
    )


@pytest.mark.slow
def test_each_item_is_one_page_at_its_address(checked: Checked, rendered: Rendered) -> None:
    own = {path for path in rendered.pages if not path.startswith("versions/")}
    assert own == {docs_path(i) for i in checked.site.entries}
    assert address("pages/index") == "/"
    assert address("pages/about") == "/about/"
    assert address("risks/index") == "/risks/"
    assert address("risks/bruising") == "/risks/bruising/"


@pytest.mark.parametrize(
    "text",
    [
        "a *b* _c_ `d` [e](f) ![g](h)",
        "<script>alert(1)</script> & &lt;",
        "{{ 7 * 7 }} {% raw %} {: onclick=x }",
        "# heading",
        "1. step",
        "- point",
        "| a | b |",
        ": a colon",
        "= even",
        "a ~ b ^ c",
    ],
)
def test_escaped_text_comes_out_as_it_went_in(text: str) -> None:
    from html import unescape

    from markdown import markdown

    html = markdown(escape_markdown(text), extensions=["attr_list", "md_in_html", "tables"])
    assert unescape(html.removeprefix("<p>").removesuffix("</p>")) == text


def test_a_forgotten_value_is_an_error_and_never_a_hole() -> None:
    with pytest.raises(UndefinedError):
        environment(TEMPLATES).from_string("{{ nothing.here }}").render()


@pytest.mark.slow
def test_the_version_changes_only_with_what_is_read(checked: Checked) -> None:
    """The same content on another day has the same version, unless a page is overdue by then."""
    early = render(checked.site, TODAY, TEMPLATES).pages
    later = render(checked.site, date(2026, 12, 24), TEMPLATES).pages
    assert early == later


@pytest.mark.slow
def test_an_old_address_leads_on() -> None:
    files = read_folder(ROOT / "content_src")
    page = files["risks/bruising.md"].decode("utf-8")
    files["risks/bruising.md"] = page.replace(
        "seriousness:", "aliases: [risks/bruises, blue-marks]\nseriousness:"
    ).encode()
    pages = render(check(files, memory=MEMORY).site, TODAY, TEMPLATES).pages
    assert b"(bruising.md)" in pages["risks/bruises.md"]
    assert b"moved_to: risks/bruising/" in pages["blue-marks.md"]


@pytest.mark.slow
def test_an_overdue_page_says_so(checked: Checked) -> None:
    late = render(checked.site, date(2040, 1, 1), TEMPLATES).pages
    assert all(b"overdue for review" in page for path, page in late.items() if not path.startswith("versions/"))


@pytest.mark.slow
def test_every_page_says_that_nobody_has_checked_it(rendered: Rendered) -> None:
    for path, page in ((path, page) for path, page in rendered.pages.items() if not path.startswith("versions/")):
        # On the page of a sign the words stand in the card, in one line.
        said = b"doctor." if path.startswith("help/") and path != "help/index.md" else b"health professional"
        assert b"Not yet checked by a " + said in page, path
        assert b"No doctor or other health professional has checked this page." in page, path


def test_no_markup_stands_in_python() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        text = path.read_text("utf-8")
        for tag in ("<div", "<p>", "<span", "<a ", "<li", "<section", "</"):
            assert tag not in text.replace('r"</?', "").replace("<span\\b", ""), f"{path.name} has {tag}"


@pytest.mark.slow
def test_a_drawing_that_helps_to_choose_stands_before_the_choices(checked: Checked, rendered: Rendered) -> None:
    drawn = []
    for use in checked.site.of("types"):
        what_for = next(text for text in use.sections if text.anchor == "what-it-is-for")
        page = rendered.pages[docs_path(use.id)].decode("utf-8")
        for block in (block for block in what_for.blocks if block.kind == "picture"):
            assert page.index("{ #what-you-need }") < page.index(f'aria-label="{block.alt[:20]}')
            assert page.index(f'aria-label="{block.alt[:20]}') < page.index("{ #options }")
            drawn.append(block.name)
    assert {"hair-loss", "scars"} <= set(drawn)


@pytest.mark.slow
def test_a_source_without_a_date_says_when_it_was_seen(checked: Checked, rendered: Rendered) -> None:
    said = 0
    for entry in checked.site.entries.values():
        page = rendered.pages[docs_path(entry.id)].decode("utf-8")
        said += page.count(", undated, seen on ")
        assert page.count(", undated") == page.count(", undated, seen on "), entry.id
    assert said > 0


@pytest.mark.slow
def test_the_page_record_names_the_last_day_on_which_a_source_was_read(checked: Checked, rendered: Rendered) -> None:
    told = 0
    for entry in checked.site.of("types"):
        cited = {ref for ref, pages in checked.site.cited.items() if entry in pages}
        last = max(checked.site.references[ref].seen.date for ref in cited)
        page = rendered.pages[docs_path(entry.id)].decode("utf-8")
        later = f"{entry.item.checked.day} {entry.item.checked:%B %Y}. Some were read later, the last on "
        assert (later in page) == (last > entry.item.checked), entry.id
        told += later in page
    assert told > 0


@pytest.mark.slow
def test_each_choice_says_where_its_good_and_its_harm_are_from(checked: Checked, rendered: Rendered) -> None:
    """In a line on the page of a use, though the source may stand only after a later sentence of the comparison."""
    told = 0
    for use in checked.site.of("types"):
        assert isinstance(use.item, TypeItem)
        page = rendered.pages[docs_path(use.id)].decode("utf-8")
        part = page[page.index("{ #options }") : page.index("{ #what-can-go-wrong }")]
        lines = [line for line in part.split("\n") if line.startswith("<li ")]
        assert len(lines) == len(use.item.options)
        for option, line in zip(sorted(use.item.options, key=lambda o: line_of(lines, o.name)), lines, strict=True):
            if "[^" in option.works and "[^" in option.harms:
                assert "#source-" in line, (use.id, option.id)
                told += 1
    assert told > 30


def line_of(lines: list[str], name: str) -> int:
    """In which line a choice stands: they are grouped by the kind of problem that they are for."""
    return next(at for at, line in enumerate(lines) if f"[{name}]" in line)
