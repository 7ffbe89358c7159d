"""A browser of five years ago shows every word: nothing is hidden, covered or broken for want of something newer.

``tests/data/browsers.yml`` names the browsers, what all of them understand, and what is newer. The first part of this
file looks through all styles, pages and scripts; the second opens pages in a browser that has no popovers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, Route

from conftest import ROOT

KNOWN: dict[str, Any] = yaml.safe_load((ROOT / "tests/data/browsers.yml").read_text("utf-8"))
SCRIPTS = sorted((ROOT / "overrides/assets").glob("*.js"))
# One expression that stands in a script of ours and is being replaced. Nothing else may join it.
WAITING = {("check-links.js", "look behind")}

# --------------------------------------------------------------------------- styles

COMMENT = re.compile(r"/\*.*?\*/", re.S)
TEXT = re.compile(r"\"[^\"]*\"|'[^']*'")
PSEUDO = re.compile(r"(?<!:):{1,2}[a-z-]+")


def rules(style: str, within: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Each rule of a style as (the at-rules round it, its selector, its declarations)."""
    at = 0
    while (opens := style.find("{", at)) >= 0:
        head, depth, closes = style[at:opens].strip(), 1, opens + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(style[closes], 0)
            closes += 1
        body = style[opens + 1 : closes - 1]
        if head.startswith("@") and not head.startswith("@page"):
            yield from rules(body, (*within, head))
        else:
            yield within, head, body
        at = closes


def used(style: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What a style asks of a browser, as (kind, name, the at-rules round it); the name of a value is "name: value"."""
    for within, selector, body in rules(COMMENT.sub("", style)):
        for head in (*within, *([selector] if selector.startswith("@") else [])):
            name = head.split()[0].split("(")[0]
            yield "at-rules", name, within
            if name == "@media":
                types = re.findall(r"[a-z-]+", re.sub(r"\([^)]*\)", "", head[6:]))
                for word in (*types, *re.findall(r"\(\s*([a-z-]+)", head)):
                    yield "media", word, within
        if not selector.startswith("@"):
            for word in PSEUDO.findall(TEXT.sub("", selector)):
                yield "selectors", word, within
        for declaration in filter(str.strip, re.split(r";(?![^(]*\))", body)):
            name, _, value = (part.strip() for part in declaration.partition(":"))
            if name.startswith("--"):
                continue
            value = TEXT.sub('""', value)
            yield "properties", name, within
            yield "values", f"{name}: {value}", within
            for word in re.findall(r"([a-zA-Z-]+)\(", value):
                yield "functions", word, within
            for word in re.findall(r"(?<![\w#-])[\d.]+([a-z]+|%)", value):
                yield "units", word, within


@cache
def understood(kind: str) -> frozenset[str]:
    names = KNOWN["css"]["understood"][kind]
    return frozenset(names.split() if isinstance(names, str) else names)


def unguarded(style: str) -> list[str]:
    """What a style uses without anybody having said what a browser shows that lacks it."""
    found = []
    for kind, name, within in used(style):
        if kind == "values":
            found += [
                f"{name} ({rule['refused']})"
                for rule in KNOWN["css"]["values"]
                if "refused" in rule and _fits(rule, name) and not any("@supports" in head for head in within)
            ]
            continue
        if name in understood(kind):
            continue
        newer = KNOWN["css"]["newer"].get(name)
        if newer is None:
            found.append(f"{kind}: {name} (not in tests/data/browsers.yml)")
        elif "guard" in newer and not any(head.startswith("@supports") and newer["guard"] in head for head in within):
            found.append(f"{name} (outside of @supports {newer['guard']})")
    return found


def _fits(rule: dict[str, Any], name: str) -> bool:
    property_, _, value = name.partition(": ")
    return bool(re.fullmatch(rule["property"], property_) and re.fullmatch(rule["value"], value))


@pytest.mark.parametrize("path", sorted((ROOT / "overrides/assets").glob("*.css")), ids=lambda path: path.name)
def test_a_style_needs_nothing_that_an_older_browser_lacks(path: Path) -> None:
    assert unguarded(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "style",
    [
        "p { text-decoration: underline dotted; }",
        "p { text-box-trim: both; }",
        "p { height: 100dvh; }",
        "p { color: oklch(50% 0 0); }",
        "p { width: sin(1px); }",
        "p:popover-open { display: block; }",
        "details::details-content { display: block; }",
        "@supports (display: grid) { p:popover-open { display: block; } }",
        "@container (min-width: 1px) { p { color: red; } }",
        "@media (width > 30rem) { p { color: red; } }",
        "@media (hover: hover) { p { color: red; } }",
        "p { > a { color: red; } }",
        "a:is(.b, .c) { color: red; }",
    ],
)
def test_a_style_that_an_older_browser_lacks_would_be_told(style: str) -> None:
    assert unguarded(style) != []


def test_a_style_with_a_guard_is_let_pass() -> None:
    assert unguarded("@supports selector(:popover-open) { p:popover-open { display: block; } }") == []
    inner = "@supports selector(::details-content) { p::details-content { width: 1px; } }"
    assert unguarded(f"@media print {{ {inner} }}") == []


def test_what_is_called_newer_is_newer_and_says_what_is_seen_without_it() -> None:
    oldest = KNOWN["browsers"]
    newer = [*KNOWN["css"]["newer"].items(), *KNOWN["html"]["newer"].items()]
    newer += [(rule["value"], rule) for rule in KNOWN["css"]["values"]]
    newer += [pair for part in ("regular-expressions", "syntax", "calls") for pair in KNOWN["js"][part].items()]
    for name, said in newer:
        assert any(first == "none" or first > oldest[browser] for browser, first in said["since"].items()), name
        assert {"guard", "without", "refused", "find"} & said.keys(), name
    for kind in KNOWN["css"]["understood"]:
        assert not understood(kind) & KNOWN["css"]["newer"].keys(), kind


# --------------------------------------------------------------------------- pages


class _Names(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_a_page_needs_nothing_that_an_older_browser_lacks(site: Path) -> None:
    names = _Names()
    for path in site.rglob("*.html"):
        names.feed(path.read_text("utf-8"))
    known = KNOWN["html"]
    assert names.elements - set(known["understood"]["elements"].split()) == set()
    assert names.attributes - set(known["understood"]["attributes"].split()) - known["newer"].keys() == set()


# --------------------------------------------------------------------------- scripts

# A regular expression stands where a value may begin; a comment or a text hides what looks like one.
JS = re.compile(
    r"(?P<comment>/\*.*?\*/|//[^\n]*)"
    r"|(?P<text>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"
    r"|(?P<expression>(?<=[=(,:;!&|?{}+\n])\s*/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*)",
    re.S,
)


def beyond(script: str) -> list[str]:
    """What a script uses that one of the browsers lacks, by name."""
    expressions = [match["expression"] for match in JS.finditer(script) if match["expression"]]
    code = JS.sub(lambda match: '""' if match["text"] else " ", script)
    found = [
        name
        for name, rule in KNOWN["js"]["regular-expressions"].items()
        if any(re.search(rule["find"], expression) for expression in expressions)
    ]
    for part in ("syntax", "avoided", "calls"):
        found += [name for name, rule in KNOWN["js"][part].items() if re.search(rule["find"], code, re.M)]
    return found


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_needs_nothing_that_an_older_browser_lacks(path: Path) -> None:
    assert [name for name in beyond(path.read_text("utf-8")) if (path.name, name) not in WAITING] == []


@pytest.mark.parametrize(
    ("script", "name"),
    [
        ("var a = /(?<!x)y/g;", "look behind"),
        ("text.replace(/(?<=x)y/, '');", "look behind"),
        ("var a = /(?i:x)/;", "modifiers"),
        ("var a = /x/dg;", "flag d or v"),
        ("a?.b", "?. and ??"),
        ("a ?? b", "?. and ??"),
        ("list.at(-1)", ".at("),
        ("structuredClone(a)", "structuredClone"),
        ("class A { #b = 1; }", "private fields and methods"),
        ("panel.showPopover();", "popovers by script"),
        ("import a from 'b';", "import or export"),
    ],
)
def test_a_script_that_an_older_browser_lacks_would_be_told(script: str, name: str) -> None:
    assert name in beyond(script)


def test_what_only_looks_newer_in_a_script_is_let_pass() -> None:
    script = "/* a?.b (?<!x) */ var a = '(?<=x) ?? .at(';\nvar b = c / d; // structuredClone\nvar e = a ? .5 : 1;"
    assert beyond(script) == []


# --------------------------------------------------------------------------- without popovers

PAGES = (
    "/risks/bruising/",
    "/consultation/when-to-get-help/",
    "/types/chin-fat/",
    "/compare/body-fat/",
    "/questions/",
    "/substances/deoxycholic-acid/",
)
COVERED = """() => {
  const found = [];
  for (const e of document.querySelectorAll('main :is(p, li, dt, dd, h1, h2, h3, td)')) {
    const words = [...e.childNodes].find(n => n.nodeType === 3 && n.data.trim());
    if (!words || e.closest('[hidden], details:not([open])')) continue;
    e.scrollIntoView({block: 'center', behavior: 'instant'});
    const range = document.createRange();
    range.selectNodeContents(words);
    const box = range.getClientRects()[0];
    const seen = box && document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + box.height / 2);
    if (!seen || !(e.contains(seen) || seen.contains(e))) found.push(e.textContent.trim().slice(0, 60));
  }
  return found;
}"""


@pytest.fixture(params=[390, 1280])
def older(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in a browser that knows neither popovers nor subgrids nor the contents of what is folded."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})

    def answer(route: Route) -> None:
        got = route.fetch()
        text = got.text()
        text = re.sub(r"selector\([^)]*\)", "selector(:not-here)", text).replace("subgrid", "not-here")
        text = re.sub(r' popover(?:target)?="[^"]*"', "", text)
        route.fulfill(response=got, body=text)

    context.route(re.compile(r"(/|\.css)(\?.*)?$"), answer)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("url", PAGES)
def test_without_popovers_every_word_can_be_read_and_nothing_lies_over_it(older: Page, served: str, url: str) -> None:
    """Safari before 17, Firefox before 125 and Chrome before 114 show a popover as if it were any paragraph."""
    older.goto(served + url)
    assert older.evaluate("[...document.querySelectorAll('.meaning')].every(e => e.offsetHeight > 0)")
    fixed = "[...document.querySelectorAll('main *')].filter(e => getComputedStyle(e).position === 'fixed').length"
    assert older.evaluate(fixed) == 0
    assert older.locator(".term button:visible, .meaning button:visible").count() == 0, "no button that does nothing"
    assert older.evaluate(COVERED) == []
    assert older.evaluate("document.documentElement.scrollWidth <= innerWidth")
