"""Check my links: every form of our own addresses, and the same answer from the page as from the command.

The addresses are those of the built site and of its kits; what stands around them is made by hypothesis, the same in
every run. What is right follows from how a text was put together.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from conftest import ROOT, SITE_URL
from properties import quick
from sitegen.base.addresses import address
from sitegen.check import Checked
from sitegen.commands.check_links import check_links
from sitegen.ledger.promises import promised
from sitegen.outputs.link_list import addresses, judge, plain_text
from sitegen.outputs.links import is_date
from sitegen.pages.render import Rendered

NO_PAGE = re.compile(
    r"/(?:_headers|_redirects|nginx.*|(?:[a-z]{2}(?:-[a-z]{2})?/)?sitemap\.xml\.gz|(?:[a-z]{2}(?:-[a-z]{2})?/)?assets/(?!qr/|cards/).*|.*/_.*)$"
)


@pytest.fixture(scope="module")
def known(site: Path) -> dict[str, Any]:
    """The list of addresses of the built site."""
    found: dict[str, Any] = json.loads((site / "api/v1/addresses.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def checker(browser: Browser, served: str) -> Any:
    """The page "Check my links", as a function: a text gives what the page says, ``[(text, state, where to), ...]``."""
    page = browser.new_page()
    page.goto(f"{served}/check-links/")

    def ask(text: str) -> list[tuple[str, str, str]]:
        found = page.evaluate(
            """async text => {
              const form = document.querySelector('.check-links');
              const status = form.querySelector('[role=status]');
              document.getElementById('links').value = text;
              form.querySelector('button').click();
              while (status.textContent === 'Checking …') { await new Promise(done => setTimeout(done, 5)); }
              return [status.textContent, [...form.querySelectorAll('li')].map(e => [
                e.querySelector('strong').textContent, e.dataset.state,
                (e.querySelector('a') || {getAttribute: () => ''}).getAttribute('href')])];
            }""",
            text,
        )
        count = len(found[1])
        wrong = sum(state not in ("current", "elsewhere") for _, state, _ in found[1])
        assert found[0] == (
            f"{count} found. {wrong} to look at." if count else "No link and no version found in this text."
        )
        return [tuple(row) for row in found[1]]

    yield ask
    page.close()


def command(text: str, known: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What the command says of a text, in the form of :func:`checker`."""
    found = judge(plain_text(text.encode("utf-8", "surrogatepass")), known)
    return [(j.text, j.state, f"../{j.now[1:]}" if j.now and j.state != "current" else "") for j in found]


# --------------------------------------------------------------------------- every address of ours


def of_site(site: Path) -> list[str]:
    """Every address that answers on the built site."""
    found = []
    for path in site.rglob("*"):
        url = "/" + path.relative_to(site).as_posix()
        if path.is_file() and not NO_PAGE.match(url):
            found.append(url.removesuffix("index.html"))
    return sorted(found)


def test_every_address_that_answers_is_known(site: Path, known: dict[str, Any]) -> None:
    wrong = []
    for url in of_site(site):
        (judged,) = judge(SITE_URL + url[1:], known)
        old = re.match(r"/(?:leaflets/)?versions/", url) and judged.state == "superseded"
        if judged.state != "current" and not old:
            wrong.append((url, judged.state))
    assert wrong == []
    assert len(of_site(site)) > 1200


def test_every_place_of_every_page_is_known(site: Path, known: dict[str, Any]) -> None:
    wrong = []
    for url in known["pages"]:
        page = (site / url.strip("/") / "index.html").read_text("utf-8")
        for place in re.findall(r'\sid="([^"]+)"', page):
            if not re.match(r"(?:word|rest|some|people)-", place):
                (judged,) = judge(f"{SITE_URL}{url[1:]}#{place}", known)
                if judged.state != "current":
                    wrong.append(f"{url}#{place}")
    assert wrong == []


def test_nothing_is_known_that_does_not_answer(site: Path, known: dict[str, Any]) -> None:
    answered = set(of_site(site))
    assert {*known["pages"], *known["files"], *(f"/versions/{v}/" for v in known["versions"])} <= answered
    for url, page in known["pages"].items():
        html_ = (site / url.strip("/") / "index.html").read_text("utf-8")
        there = set(re.findall(r'\sid="([^"]+)"', html_))
        assert {*page["anchors"], *page["places"]} <= there, url


def texts_of_kits(site: Path) -> dict[str, str]:
    """Everything in a kit that is to be copied, and where its links lead."""
    found = {}
    for path in sorted(site.glob("kit/**/index.html")):
        page = path.read_text("utf-8").partition("<article>")[2].partition("</article>")[0]
        copied = [html.unescape(text) for text in re.findall(r"<pre id=[^>]*>(.*?)</pre>", page, re.S)]
        up = "../" * len(path.relative_to(site).parent.parts)
        links = [SITE_URL + link.removeprefix(up) for link in re.findall(r'(?:href|src)="(\.\./[^"]*)"', page)]
        found[path.parent.relative_to(site / "kit").as_posix()] = "\n".join([*copied, *map(html.unescape, links)])
    return found


def test_all_that_a_kit_hands_out_is_current(site: Path, known: dict[str, Any], checker: Any) -> None:
    for name, text in texts_of_kits(site).items():
        judged = judge(text, known)
        assert [(j.text, j.state) for j in judged if j.state not in ("current", "elsewhere")] == [], name
        assert len(judged) >= 8, name
    everything = "\n".join(texts_of_kits(site).values())
    assert checker(everything) == command(everything, known)


def test_all_that_a_kit_hands_out_is_promised(site: Path, checked: Checked) -> None:
    promises = promised(checked.site)
    for name, text in texts_of_kits(site).items():
        for link in re.findall(re.escape(SITE_URL) + r"[^\s\"<>),]*", text):
            path, _, fragment = link.removeprefix(SITE_URL[:-1]).partition("#")
            fragment = "" if fragment.startswith("list=") else fragment
            line = f"{path}#{fragment}" if fragment else path
            assert line.rstrip(".") in promises, (name, link)


@pytest.mark.parametrize(
    "line",
    [
        "/risks/allergic-reaction/#care",
        "/assets/qr/risks-bruising.svg",
        "/assets/qr/risks-bruising.png",
        "/oembed/risks-bruising.json",
        "/embed/risks/bruising/",
        "/leaflets/types-fat-reduction/",
        "/leaflets/types-fat-reduction-a4.pdf",
        "/api/v1/items/risks/bruising.json",
        "/api/v1/manifest.json",
        "/feeds/all.xml",
        "/feeds/fat-reduction.json",
    ],
)
def test_each_kind_is_promised_in_the_file(line: str) -> None:
    assert line in (ROOT / "permalinks.txt").read_text("utf-8").splitlines()


# --------------------------------------------------------------------------- what stands around an address

QUOTED = (
    "{}",
    '"{}"',
    "'{}'",
    "“{}”",
    "„{}“",
    "‘{}’",
    "«{}»",
    "« {} »",
    "‹{}›",
    "「{}」",
    "({})",
    "[{}]",
    "{{{}}}",
    "<{}>",
    "`{}`",
    "**{}**",
    "_{}_",
    "（{}）",
    "&quot;{}&quot;",
    "&lt;{}&gt;",
    "&laquo;{}&raquo;",
    "[words]({})",
    'href="{}"',
    "\\url{{{}}}",
    "|{}|",
    "\u2067{}\u2069",
    "\u200b{}\u200b",
    "\ufeff{}",
    "https://other.example/?a,{}",
)
AFTER = (
    "",
    ".",
    ",",
    ";",
    ":",
    "!",
    "?",
    "?!",
    "…",
    " …",
    "…»",
    "!”",
    "。",
    "、",
    "！",
    "*",
    ").",
    "\u00a0",
    "\t",
    "\r\n",
    "&nbsp;",
    "\\n",
)
WAYS = {
    "as it is": lambda link: link,
    "scheme in capitals": lambda link: link.replace("https://", "HTTPS://"),
    "host in capitals": lambda link: link.replace("example.org", "EXAMPLE.org"),
    "without safety": lambda link: link.replace("https://", "http://"),
    "www": lambda link: link.replace("https://", "https://www."),
    "port": lambda link: link.replace("example.org", "example.org:443"),
    "port 80": lambda link: link.replace("https://example.org", "http://example.org:80"),
    "no scheme": lambda link: link.replace("https://", ""),
    "no scheme, www": lambda link: link.replace("https://", "www."),
    "from the root": lambda link: link.replace("https://example.org", ""),
    "slashes escaped": lambda link: link.replace("/", "\\/"),
    "dots": lambda link: link.replace("example.org/", "example.org/risks/../"),
    "query": lambda link: (
        link.replace("#", "?utm_source=x&fbclid=1#", 1) if "#" in link else f"{link}?utm_source=x&fbclid=1"
    ),
    "percent": lambda link: link[:8] + link[8:].replace("s", "%73"),
    "user": lambda link: link.replace("https://", "https://me@"),
    "dot behind the host": lambda link: link.replace("example.org", "example.org."),
}
STRANGE = (
    # What it is, and what it is not: a link or version of ours.
    ("20261128", None),
    ("28112026", None),
    ("12345678", None),
    ("00000001", None),
    ("+4412345678", None),
    ("version 20261128", None),
    ("Version: 28112026", None),
    ("550e8400-e29b-41d4-a716-446655440000", None),
    ("#1a2b3c4d", None),
    ("deadbeef", None),
    ("LOT 12AB34CD", None),
    ("a1b2c3d4e5", None),
    ("x1a2b3c4d", None),
    ("1a2b3c4d.pdf", None),
    ("me@example.org", None),
    ("/usr/bin/python", None),
    ("and/or", None),
    ("24/7/365", None),
    ("/about/team/", None),
    ("/assets/img/logo.png", None),
    ("notexample.org/risks/pain/", None),
    ("version 00000000", "unknown"),
    ("1a2b3c4d", "unknown"),
    ("version deadbeef", "unknown"),
    ("version no. 1A2B3C4D", "unknown"),
    ("https://other.example/risks/pain/", "elsewhere"),
    ("https://example.org.evil.example/risks/", "elsewhere"),
    ("https://sub.example.org/risks/", "elsewhere"),
    ("https://example.org@evil.example/", "elsewhere"),
    ("https://example.org:8443/risks/", "elsewhere"),
    ("https://archive.example/https/x/risks/pain/", "elsewhere"),
    ("https://example.org/risks/bruising-old/", "unknown"),
    ("https://example.org/risks-old/", "unknown"),
    ("https://example.org/assets/qr/risks-nothing.svg", "unknown"),
    ("/risks/nothing/", "unknown"),
    ("https://example.org/leaflets/nothing-a4.pdf", "unknown"),
    ("https://example.org/versions/00000000/", "unknown"),
    ("https://example.org/leaflets/versions/00000000-a4.pdf", "unknown"),
    ("https://example.org/api/v2/", "unknown"),
    ("https://example.org/risks/pain/#nowhere", "no such section"),
    ("/risks/pain/#nowhere", "no such section"),
    ("https://example.org/questions/#list=exact-product,nothing", "no such section"),
    ("https://example.org/questions/#list=", "no such section"),
    ("https://example.org/risks/pain/#list=exact-product", "no such section"),
    ("https://example.org/compare/body-fat/#compare=liposuction,nothing", "no such section"),
    ("https://example.org/compare/body-fat/#compare=liposuction", "no such section"),
    ("https://example.org/compare/body-fat/#compare=page-record,choices", "no such section"),
)
FRAGMENTS = (
    ("/risks/pain/", ":~:text=What%20it%20is,-done"),
    ("/risks/pain/", "what-you-can-do:~:text=a-,b%20(c),d"),
    ("/risks/pain/", "top"),
    ("/risks/pain/", "what%2Dyou-can-do"),
    ("/risks/pain/", ""),
    ("/questions/", "list=exact-product,total-cost"),
    ("/questions/", "list=exact-product%2Ctotal-cost&amp;own=May%20I%3F&n=3&fbclid=x"),
    ("/questions/", "list=&own=May%20I%3F&n=1"),
    ("/questions/", "list%3Dexact-product%2Ctotal-cost%26n%3D2"),
    ("/compare/body-fat/", "compare=liposuction,doing-nothing"),
    ("/compare/body-fat/", "compare=liposuction%2Cdoing-nothing&fbclid=1"),
    ("/consultation/when-to-get-help/", "care"),
)


@quick(60)
@given(st.data())
def test_an_address_is_known_in_every_form_and_the_page_says_what_the_command_says(
    site: Path, known: dict[str, Any], checker: Any, data: st.DataObject
) -> None:
    plain = of_site(site)
    text, right = "", []
    for _ in range(12):
        kind = data.draw(st.sampled_from(["address", "address", "place", "fragment", "version", "strange"]))
        if kind == "strange":
            piece, state = data.draw(st.sampled_from(STRANGE))
            text += f"\n{piece} "
            right += [(piece.split(" ")[-1], state)] if state else []
            continue
        if kind == "version":
            version = data.draw(st.sampled_from(sorted(known["versions"])))
            today = known["pages"][known["versions"][version]]["version"] == version
            written = data.draw(
                st.sampled_from([version, version.upper(), f"v{version}", f"({version}),", f"version:{version}."])
            )
            text += f"\n{written} "
            right.append(
                (version.upper() if written == version.upper() else version, "current" if today else "superseded")
            )
            continue
        if kind == "address":
            path, fragment = data.draw(st.sampled_from(plain)), ""
        elif kind == "place":
            path = data.draw(st.sampled_from(sorted(known["pages"])))
            fragment = data.draw(st.sampled_from(known["pages"][path]["anchors"] + known["pages"][path]["places"]))
        else:
            path, fragment = data.draw(st.sampled_from(FRAGMENTS))
        old = re.match(r"/(?:leaflets/)?versions/([0-9a-f]{8})", path)
        state = "current"
        if old and known["pages"][known["versions"][old[1]]]["version"] != old[1]:
            state = "superseded"
        link = SITE_URL + path[1:] + (f"#{fragment}" if fragment else "")
        name = data.draw(st.sampled_from(sorted(WAYS)))
        if name == "from the root" and path in ("/", "/404.html"):
            name = "as it is"
        link = WAYS[name](link)
        if path.endswith("/") and not fragment and name != "query" and data.draw(st.booleans()) and path != "/":
            link = link[:-1] if "\\" not in link else link
        around = data.draw(st.sampled_from(QUOTED))
        # Without a scheme, what follows another address is a part of that one.
        around = "{}" if around.startswith("https:") and not link.lower().startswith("http") else around
        text += "\n" + around.format(link) + data.draw(st.sampled_from(AFTER)) + " "
        right.append((link, state))
    said = command(text, known)
    ours = [(found, state) for found, state, _ in said if "other.example/?a" not in found]
    assert [state for _, state in ours] == [state for _, state in right], (text, ours)
    assert checker(text) == said, text


JUNK = (
    "https://example.org/risks/pain/",
    "/risks/pain/",
    "example.org",
    "version ",
    "9342bebb",
    "20261128",
    "https://",
    "http:",
    "//",
    "#",
    "?",
    "&amp;",
    "&lt;",
    "%2C",
    "%",
    "\\/",
    ":443",
    "@",
    "www.",
    "list=",
    ",",
    ";",
    ".",
    "é",
    "…",
    "“",
    "\u202e",
    "👍",
    "\n",
    "\r\n",
    "\x85",
    "\u2028",
    "\x1c",
    "\ufeff",
    "\u00a0",
    "ſ",
    "K",
    "İ",
    "/../",
    "/questions/#",
    "0",
    "a",
    "v",
    "_",
    "-",
    "=",
    "*",
)


@quick(60)
@given(st.lists(st.sampled_from(JUNK), max_size=300))
def test_of_any_text_the_page_says_what_the_command_says(
    known: dict[str, Any], checker: Any, pieces: list[str]
) -> None:
    text = "".join(pieces)
    assert checker(text) == command(text, known), text


def test_a_site_in_a_folder_knows_its_own_folder_only(known: dict[str, Any]) -> None:
    """The published site stands below a folder, and other sites of the same host beside it."""
    host = "https://guide.github.io"
    folder = {**known, "site": f"{host}/guide/"}
    states = {
        f"{host}/guide/risks/pain/": "current",
        f"{host}/guide": "current",
        f"{host}/guide/index.html": "current",
        "guide.github.io/guide/risks/pain": "current",
        "/guide/risks/pain/": "current",
        "/risks/pain/": "current",
        f"{host}/guide-old/risks/pain/": "elsewhere",
        f"{host}/guide-old/": "elsewhere",
        f"{host}/": "elsewhere",
        f"{host}/other/": "elsewhere",
        f"{host}/guide/risks/pain-old/": "unknown",
    }
    for link, state in states.items():
        assert [j.state for j in judge(link, folder)] == [state], link
    assert judge("guide.github.io", folder) == []


def test_a_link_to_a_moved_page_says_where_each_thing_is_now(known: dict[str, Any]) -> None:
    moved = {
        **known,
        "moved": {"/risks/old/": "/risks/pain/"},
        "moved_files": {
            "/embed/risks/old/": "/embed/risks/pain/",
            "/assets/qr/risks-old.svg": "/assets/qr/risks-pain.svg",
        },
        "withdrawn": {"/risks/bruising/": "/risks/swelling/"},
    }
    found = {
        "/risks/old/#what-you-can-do": ("moved", "/risks/pain/#what-you-can-do"),
        "/risks/old/#nowhere": ("no such section", "/risks/pain/"),
        "/embed/risks/old/": ("moved", "/embed/risks/pain/"),
        "/assets/qr/risks-old.svg": ("moved", "/assets/qr/risks-pain.svg"),
        "/embed/risks/bruising/": ("withdrawn", "/risks/swelling/"),
        "/assets/qr/risks-bruising.png": ("withdrawn", "/risks/swelling/"),
    }
    for link, (state, now) in found.items():
        assert [(j.state, j.now) for j in judge(link, moved)] == [(state, now)], link


def test_a_list_of_before_still_works(known: dict[str, Any]) -> None:
    """A copy of the file from an earlier release has no other files, and pages no other places."""
    before = {name: known[name] for name in ("site", "moved", "withdrawn", "versions")}
    before["pages"] = {url: {k: page[k] for k in ("version", "anchors")} for url, page in known["pages"].items()}
    assert [j.state for j in judge("https://example.org/risks/pain/#what-you-can-do /risks/pain/#no", before)] == [
        "current",
        "no such section",
    ]


def test_dates_are_dates() -> None:
    assert all(map(is_date, ("20261128", "19000101", "28112026", "11282026", "31121999")))
    assert not any(map(is_date, ("00000000", "12345678", "20261328", "99999999", "2026112a")))


# --------------------------------------------------------------------------- the command


def test_the_command_tells_the_line_and_reads_what_word_processors_write(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(site / "api/v1/addresses.json")]
    file = tmp_path / "ours.txt"
    text = "One.\r\n\r\nhttps:\\/\\/example.org\\/risks\\/nothing\\/ and\r\n&lt;https://example.org/risks/pain/&gt;\r\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        file.write_bytes(text.encode(encoding))
        assert check_links([str(file), *data], ROOT) == 1
        told = capsys.readouterr().out.splitlines()
        assert told[0] == f"{file}:3: unknown: https://example.org/risks/nothing/"
        assert told[1].startswith(f"{file}:4: current: https://example.org/risks/pain/ (version ")
        assert told[2] == "2 links and versions, 1 to look at"
    for beginning in (b"%PDF-1.7 ...", b"PK\x03\x04 ...", b"a\x00b"):
        file.write_bytes(beginning)
        assert check_links([str(file), *data], ROOT) == 2
        assert "no plain text" in capsys.readouterr().err


def test_without_a_list_the_command_makes_the_same_one(
    checked: Checked, rendered: Rendered, known: dict[str, Any]
) -> None:
    made = addresses(checked.site, checked.history, rendered.stamps, SITE_URL, rendered.pages)
    assert json.loads(json.dumps(made)) == known


def test_a_reader_of_another_script_is_not_confused(phone: Page, served: str) -> None:
    phone.goto(f"{served}/check-links/")
    phone.get_by_label("Your links and version ids").fill("https://example.org/risks/عمل\u202e/x/")
    phone.get_by_role("button", name="Check", exact=True).click()
    row = phone.locator(".check-links li")
    row.wait_for()
    assert row.locator("strong bdi").count() == 1


@pytest.mark.parametrize("path", sorted((ROOT / "overrides/assets").glob("*.js")), ids=lambda path: path.name)
def test_scripts_run_in_a_browser_of_five_years_ago(path: Path) -> None:
    """Safari knows look-behind since 16.4 (2023); an older one refuses a whole script that has it."""
    text = path.read_text("utf-8")
    text = re.sub(r"/\*.*?\*/|//.*", "", text, flags=re.S)
    for new in (r"\(\?<[!=]", r"\w\?\.\w", r"\?\?", r"structuredClone|replaceChildren|replaceAll|hasOwn\(|\.at\("):
        assert not re.search(new, text), (path, new)


def test_a_page_whose_name_ends_in_index_has_its_own_address() -> None:
    assert address("risks/body-mass-index") == "/risks/body-mass-index/"
    assert [address(name) for name in ("pages/index", "risks/index", "pages/about")] == ["/", "/risks/", "/about/"]
