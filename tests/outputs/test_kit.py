"""What a clinic links with: the kit of each page, its card in a frame, its QR code and its oEmbed answer."""

from __future__ import annotations

import html
import http.server
import io
import json
import re
import struct
import threading
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote

import html5lib
import pytest
import segno
from playwright.sync_api import Browser, Page, expect

from axe import Looks, in_forms
from conftest import ROOT, SITE_URL
from sitegen.base.addresses import address, oembed_path, qr_path
from sitegen.check import Checked
from sitegen.content.models import Sign, Withdrawn
from sitegen.ledger.promises import promised
from sitegen.ledger.versions import Stamp
from sitegen.outputs.drawing.qr import qr
from sitegen.outputs.kit import frame_height, kit, one_certainty
from sitegen.pages.render import render
from sitegen.publish.site import site_url
from sitegen.site.care import card_of, emergency_of
from sitegen.site.handouts import has_kit
from sitegen.site.site import Site

TODAY = date(2026, 11, 23)
# One page of each folder, and the two kinds of emergency: with its signs, and with too many to show them.
SAMPLE = (
    "/",
    "/about/",
    "/types/chin-fat/",
    "/compare/body-fat/",
    "/benefits/less-cellulite/",
    "/risks/bruising/",
    "/risks/allergic-reaction/",
    "/substances/deoxycholic-acid/",
    "/consultation/when-to-get-help/",
    "/rules/england/",
)
DRAFT = "Not yet checked by a doctor or other health professional."


@pytest.fixture(scope="module")
def addresses(checked: Checked) -> dict[str, str]:
    """The address of each page that has a kit, ``{item id: address}``."""
    return {entry.id: address(entry.id) for entry in checked.site.entries.values() if has_kit(entry)}


def read(site: Path, url: str) -> str:
    return (site / url.strip("/") / "index.html").read_text("utf-8")


def text_of(page: str, part: str) -> str:
    """A text to copy, as it is copied."""
    found = re.search(rf'<pre id="{part}"[^>]*>(.*?)</pre>', page, re.S)
    assert found, part
    return html.unescape(found[1])


def files(site: Site, others: frozenset[str] = frozenset(), today: date = TODAY) -> dict[str, str]:
    """The kits and cards of a site, as text."""
    stamps = {entry_id: Stamp("0123abcd", date(2026, 12, 1)) for entry_id in site.entries}
    made = kit(site, stamps, today, ROOT / "templates", SITE_URL, others)
    return {path: data.decode("utf-8") for path, data in made.items() if not path.endswith(".png")}


def without_tags(text: str) -> str:
    return re.sub(r"<[^>]+>", "", text)


def changed(site: Site, item_id: str, **fields: object) -> Site:
    """A site in which one item has other fields."""
    from dataclasses import replace

    entry = site.entries[item_id]
    new = replace(entry, item=entry.item.model_copy(update=fields))
    return replace(site, entries={**site.entries, item_id: new})


# --------------------------------------------------------------------------- which pages, and where


def test_every_page_but_lists_has_a_kit_a_card_and_an_answer(site: Path, checked: Checked) -> None:
    without = {entry.id for entry in checked.site.entries.values() if not has_kit(entry)}
    lists = {"pages/search", "pages/a-to-z", "pages/style-guide", "pages/clinics", "pages/leaflets"}
    # Of the cards those of an emergency have a kit.
    assert without == lists | {e.id for e in checked.site.of("cards") if card_of(e).urgency != "emergency"}
    for entry in checked.site.entries.values():
        for part in ("kit", "embed"):
            assert (site / part / address(entry.id).strip("/") / "index.html").is_file() == has_kit(entry), entry.id
        assert (site / oembed_path(entry.id)).is_file() == has_kit(entry), entry.id
        page = read(site, address(entry.id))
        assert ("Link, card and QR code" in page) == has_kit(entry), entry.id


def test_every_card_is_a_promise_and_no_kit_is(addresses: dict[str, str], checked: Checked) -> None:
    promises = promised(checked.site)
    assert {f"/embed{url}" for url in addresses.values()} <= promises
    assert {f"/{oembed_path(item_id)}" for item_id in addresses} <= promises
    assert not [line for line in promises if line.startswith("/kit/")]


def test_the_page_for_clinics_lists_every_kit(site: Path, addresses: dict[str, str]) -> None:
    page = read(site, "/clinics/")
    for url in addresses.values():
        # The kit of a page that was split stays for those who have it; the list leads to those of today.
        assert (f'href="../kit{url}"' in page) == ("/fat-reduction/" not in url), url
    assert 'href="clinics/"' in read(site, "/"), "the door of the home page"
    assert 'href="../clinics/"' in read(site, "/about/")


def test_kits_and_cards_are_not_found_by_search(site: Path) -> None:
    """They repeat other pages: noindex, not in the sitemap, the search index or the list from A to Z."""
    for path in [*site.glob("kit/**/index.html"), *site.glob("embed/**/index.html")]:
        assert '<meta name="robots" content="noindex">' in path.read_text("utf-8"), path
    for name in ("sitemap.xml", "assets/search-index.json", "a-to-z/index.html"):
        text = (site / name).read_text("utf-8")
        # Every page names its own kit in its record; A to Z has none.
        assert not re.search(r"[/\"](?:kit|embed)/", text), name
    assert SITE_URL + "clinics/" in (site / "sitemap.xml").read_text("utf-8")


# --------------------------------------------------------------------------- one home for the address


@pytest.mark.parametrize("given", [None, "https://preview.example.net/guide/", "https://preview.example.net/guide"])
def test_the_address_of_the_site_is_that_of_mkdocs(given: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    from mkdocs.config import load_config

    monkeypatch.delenv("SITE_URL", raising=False)
    if given:
        monkeypatch.setenv("SITE_URL", given)
    assert site_url(ROOT) == load_config(str(ROOT / "mkdocs.yml"))["site_url"]
    assert site_url(ROOT).endswith("/")


def test_all_absolute_addresses_begin_with_the_address_of_the_site(site: Path, addresses: dict[str, str]) -> None:
    for url in addresses.values():
        page = read(site, f"/kit{url}")
        assert text_of(page, "address") == SITE_URL + url[1:]
        for link in re.findall(r"https?://[^\s\"<&]+", page.partition("<article>")[2].partition("</article>")[0]):
            assert link.startswith((SITE_URL, "https://creativecommons.org/licenses/by/4.0/")), link


# --------------------------------------------------------------------------- QR code


def modules_of_png(data: bytes, scale: int) -> list[list[int]]:
    """The modules of a QR code drawn as a greyscale PNG: 1 is dark."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, parts, head = 8, b"", (0, 0, 0, 0)
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + body)
        if kind == b"IHDR":
            head = struct.unpack(">IIBB", body[:10])
        parts += body if kind == b"IDAT" else b""
        at += 12 + length
    width, height, depth, colour = head
    assert (width, depth, colour) == (height, 1, 0), "one bit a pixel, grey"
    rows, bytes_a_row = zlib.decompress(parts), (width + 7) // 8 + 1
    found, above = [], bytes(bytes_a_row - 1)
    for y in range(height):
        method, row = rows[y * bytes_a_row], rows[y * bytes_a_row + 1 : (y + 1) * bytes_a_row]
        assert method in (0, 2), "plain rows, or the difference from the row above"
        above = row if method == 0 else bytes((a + b) & 255 for a, b in zip(row, above, strict=True))
        if y % scale == 0:
            found.append([1 - (above[x // 8] >> (7 - x % 8) & 1) for x in range(0, width, scale)])
    return found


def modules_of_svg(data: bytes, scale: int) -> list[list[int]]:
    """The modules of a QR code drawn by segno as an SVG path of horizontal strokes: 1 is dark."""
    text = data.decode("utf-8")
    size = re.search(r'<svg [^>]*width="(\d+)" height="(\d+)"', text)
    assert size
    assert size[1] == size[2]
    side = int(size[1]) // scale
    grid = [[0] * side for _ in range(side)]
    path = re.search(r'<path stroke="#000" d="([^"]+)"', text)
    assert path
    x = y = 0.0
    for letter, numbers in re.findall(r"([Mmh])([-\d. ]+)", path[1]):
        values = [float(n) for n in re.findall(r"-?[\d.]+", numbers)]
        if letter == "h":
            for step in range(int(values[0])):
                grid[int(y)][int(x) + step] = 1
            x += values[0]
        else:
            x, y = (values[0], values[1]) if letter == "M" else (x + values[0], y + values[1])
    return grid


def test_the_code_is_that_of_the_address_with_level_m_and_a_quiet_zone(site: Path, addresses: dict[str, str]) -> None:
    for item_id, url in addresses.items():
        code = segno.make(SITE_URL + url[1:], error="m", boost_error=False, micro=False)
        assert code.error == "M"
        wanted = [list(row) for row in code.matrix_iter(border=4)]
        assert modules_of_png((site / qr_path(item_id, "png")).read_bytes(), 10) == wanted, item_id
        assert modules_of_svg((site / qr_path(item_id, "svg")).read_bytes(), 8) == wanted, item_id
        assert wanted[0] == wanted[3] == wanted[-1] == [0] * len(wanted), "four white modules all around"


def test_another_address_would_be_told() -> None:
    other = segno.make(SITE_URL + "other/", error="m", boost_error=False, micro=False)
    drawn = qr(SITE_URL, "t")
    assert modules_of_png(drawn["png"], 10) != [list(row) for row in other.matrix_iter(border=4)]
    assert modules_of_svg(drawn["svg"], 8) != [list(row) for row in other.matrix_iter(border=4)]


def test_the_picture_of_the_code_says_where_it_leads(site: Path, addresses: dict[str, str]) -> None:
    for item_id, url in addresses.items():
        page = read(site, f"/kit{url}")
        assert f'alt="QR code that leads to {SITE_URL}{url[1:]}"' in page, url
        for kind in ("svg", "png"):
            assert f'{qr_path(item_id, kind)}" download' in page, url


def test_a_title_cannot_break_out_of_the_drawing() -> None:
    drawn = qr(SITE_URL, 'a </title><script>alert("x")</script> & b')["svg"]
    assert b"<script" not in drawn


# --------------------------------------------------------------------------- HTML that clinics copy


def test_the_copied_html_has_no_script_no_style_and_no_error(site: Path, addresses: dict[str, str]) -> None:
    for url in addresses.values():
        page = read(site, f"/kit{url}")
        for part in ("html-link", "html-card", "html-frame"):
            code = text_of(page, part)
            assert not re.search(r"<(?:script|style|link|object|form|input)\b", code, re.I), (url, part)
            assert not re.search(r"<[^>]*\s(?:on[a-z]+|style|class|id)\s*=", code, re.I), (url, part)
            assert "javascript:" not in code.lower()
            whole = f"<!doctype html><html><head><title>x</title></head><body>{code}</body></html>"
            html5lib.HTMLParser(strict=True).parse(whole)


def test_the_card_says_what_the_page_says_and_whose_words_they_are(site: Path, checked: Checked) -> None:
    for entry in checked.site.entries.values():
        if not has_kit(entry):
            continue
        card = text_of(read(site, f"/kit{address(entry.id)}"), "html-card")
        assert html.escape(entry.item.title) in card.replace("&#39;", "&#x27;"), entry.id
        assert DRAFT in card, entry.id
        assert "CC BY 4.0" in card
        assert "We link to this guide." in card
        assert "approved by" not in card.lower()
        assert re.search(r'version <span translate="no">[0-9a-f]{8}</span>, ', card), entry.id


def words_and_tags(html: str) -> str:
    """HTML without addresses and without breaks between tags."""
    return re.sub(r">\s+<", "><", re.sub(r'href="[^"]*"', "", html.strip()))


def test_the_card_that_is_shown_is_the_card_that_is_copied(phone: Page, served: str) -> None:
    for url in SAMPLE:
        phone.goto(f"{served}/kit{url}")
        copied = phone.locator("#html-card").text_content() or ""
        shown = phone.locator(".look blockquote").evaluate("e => e.outerHTML")
        # Shown, it leads to this site; copied, to the published one.
        assert words_and_tags(shown) == words_and_tags(copied), url


def test_an_urgent_page_says_so_first_in_every_card(site: Path, checked: Checked) -> None:
    urgent = 0
    for entry in checked.site.entries.values():
        found = emergency_of(checked.site, entry)
        if not found.first or not has_kit(entry):
            continue
        urgent += 1
        embed = read(site, f"/embed{address(entry.id)}").partition("<main>")[2]
        # A card's own frame has nothing else to read.
        lead = embed.find('class="lead"')
        assert embed.index("Emergency: act now") < (len(embed) if entry.folder == "cards" else lead), entry.id
        for card in found.cards:
            assert f"{address(card.id)[1:]}" in embed, entry.id
        card_html = text_of(read(site, f"/kit{address(entry.id)}"), "html-card")
        assert card_html.index("Emergency: act now") < card_html.index("</p>\n<p>", 200), entry.id
        assert f"{SITE_URL}{address(entry.id)[1:]}#care" in card_html
        assert 'id="care"' in read(site, address(entry.id)), entry.id
    assert urgent >= 8


def test_one_certainty_only_where_all_verdicts_agree(checked: Checked) -> None:
    entries = checked.site.entries
    assert one_certainty(entries["benefits/less-cellulite"].item) == "very low"
    assert one_certainty(entries["benefits/fewer-fine-lines"].item) == "very low"
    assert one_certainty(entries["benefits/reduced-fat"].item) == ""
    assert one_certainty(entries["risks/bruising"].item) == ""


# --------------------------------------------------------------------------- states that the real content does not have


@pytest.mark.slow
def test_a_sign_off_takes_the_draft_line_away(checked: Checked) -> None:
    signed = Sign(role="Nurse", date=date(2026, 12, 1), version="0123abcd")
    made = files(changed(checked.site, "risks/bruising", clinician_review=signed))
    for path in ("kit/risks/bruising.md", "embed/risks/bruising.md"):
        assert DRAFT not in made[path]
        assert "Checked by: Nurse, on 1 December 2026, version 0123abcd." in without_tags(made[path])
    assert DRAFT in made["embed/risks/swelling.md"]
    assert "Version 0123abcd, of 1 December 2026." in without_tags(made["embed/risks/swelling.md"])


@pytest.mark.slow
def test_an_overdue_and_a_withdrawn_page_say_so_in_their_card(checked: Checked) -> None:
    assert "overdue for review" not in files(checked.site)["embed/risks/bruising.md"]
    assert "overdue for review" in files(checked.site, today=date(2040, 1, 1))["embed/risks/bruising.md"]
    gone = Withdrawn(reason="It was wrong.", replacement="risks/swelling")
    card = files(changed(checked.site, "risks/bruising", status=gone))["embed/risks/bruising.md"]
    assert "This page was withdrawn.</strong> It was wrong." in card


@pytest.mark.slow
def test_content_reaches_cards_and_kits_as_words_alone(checked: Checked) -> None:
    evil = '<img src=x onerror="go()"> **b** {{ 7 }} "quoted" & [l](risks/bruising)'
    made = files(changed(checked.site, "risks/bruising", title=evil, summary=evil))
    for path in ("kit/risks/bruising.md", "embed/risks/bruising.md"):
        body = made[path].split("---\n", 2)[2]
        assert "<img src=x" not in body, path
        assert "{{ 7 }}" in body, path
    answer = json.loads(made["oembed/risks-bruising.json"])
    tree = html5lib.parseFragment(answer["html"], namespaceHTMLElements=False)
    assert [e.tag for e in tree.iter()] == ["DOCUMENT_FRAGMENT", "blockquote", "a", "a", "iframe"]


@pytest.mark.slow
def test_a_leaflet_and_a_data_file_are_linked_only_where_they_are(checked: Checked) -> None:
    plain = files(checked.site)["kit/types/chin-fat.md"]
    assert "leaflets/" not in plain
    assert "api/v1" not in plain
    others = frozenset({"leaflets/types-chin-fat-a4.pdf", "api/v1/items/types/chin-fat.json"})
    full = files(checked.site, others)
    assert '<a href="../../../leaflets/types-chin-fat-a4.pdf">Leaflet, A4 (PDF)</a>' in (full["kit/types/chin-fat.md"])
    assert "US letter" not in full["kit/types/chin-fat.md"]
    assert f"{SITE_URL}api/v1/items/types/chin-fat.json" in full["kit/types/chin-fat.md"]
    assert "leaflets/" not in full["kit/types/hair-restoration.md"]


@pytest.mark.slow
def test_a_card_goes_on_at_an_old_address(checked: Checked) -> None:
    made = files(changed(checked.site, "risks/bruising", aliases=("blue-marks", "risks/old/bruises")))
    body = made["embed/risks/bruising.md"].partition("<h1>")[2]
    assert 'href="../../../risks/bruising/"' in body
    assert made["embed/risks/old/bruises.md"].partition("<h1>")[2] == body.replace("../../../", "../../../../")
    assert made["embed/blue-marks.md"].partition("<h1>")[2] == body.replace("../../../", "../../")
    assert 'full_page: "risks/bruising/"' in made["embed/blue-marks.md"]


@pytest.mark.slow
def test_two_builds_are_the_same_bytes(checked: Checked) -> None:
    stamps = render(checked.site, TODAY, ROOT / "templates").stamps
    first, second = (kit(checked.site, stamps, TODAY, ROOT / "templates", SITE_URL, ()) for _ in range(2))
    assert first == second


# --------------------------------------------------------------------------- oEmbed


def test_each_page_leads_to_its_answer_and_the_answer_to_its_card(site: Path, addresses: dict[str, str]) -> None:
    """oEmbed 1.0, sections 2.3.4 (rich: html, width, height) and 4 (discovery)."""
    for url in addresses.values():
        found = re.findall(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)">', read(site, url))
        assert len(found) == 1, url
        assert found[0].startswith(SITE_URL)
        answer = json.loads((site / found[0].removeprefix(SITE_URL)).read_text("utf-8"))
        assert answer["version"] == "1.0"
        assert answer["type"] == "rich"
        assert set(answer) <= {
            "version", "type", "title", "provider_name", "provider_url", "html", "width", "height",
        }  # fmt: skip
        assert answer["provider_url"] == SITE_URL
        assert answer["provider_name"] == "Mesotherapy guide"
        quoted, frame = html5lib.parseFragment(answer["html"], namespaceHTMLElements=False)
        assert (quoted.tag, frame.tag) == ("blockquote", "iframe")
        assert frame.get("src") == f"{SITE_URL}embed{url}"
        assert frame.get("title")
        assert (frame.get("width"), frame.get("height")) == (str(answer["width"]), str(answer["height"]))
        pasted = answer["html"].partition("</blockquote>\n")[2]
        assert pasted == text_of(read(site, f"/kit{url}"), "html-frame"), "what is pasted is what is copied"


def test_a_page_without_a_card_names_no_answer(site: Path) -> None:
    for url in ("/search/", "/clinics/", "/kit/risks/bruising/", "/embed/risks/bruising/"):
        assert "json+oembed" not in read(site, url), url


def test_a_card_names_the_full_page_as_its_address(site: Path, addresses: dict[str, str]) -> None:
    for url in addresses.values():
        embed = read(site, f"/embed{url}")
        assert f'<link rel="canonical" href="{SITE_URL}{url[1:]}">' in embed, url
        assert "<script" not in embed
        assert DRAFT in embed
        assert f'Its address: <span translate="no">{SITE_URL}{url[1:]}</span>' in embed, url
        for link in re.findall(r"<a [^>]+>", embed):
            opens = 'target="_blank" rel="noopener"' in link
            stays = 'class="help"' in link and link.endswith('when-to-get-help/">')
            assert opens != stays, (url, link)


# --------------------------------------------------------------------------- in the browser


class _Parent(http.server.BaseHTTPRequestHandler):
    """Another site, which shows the address that its query names in a frame; its path says how the frame is locked."""

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        framed = html.escape(unquote(query))
        lock = f' sandbox="{html.escape(unquote(path[6:]))}"' if path.startswith("/lock/") else ""
        body = f'<!doctype html><title>Clinic</title><iframe src="{framed}" width="300" height="640"{lock}></iframe>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode("utf-8"))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def clinic() -> Iterator[str]:
    """The address of another site on this machine (another port is another origin)."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Parent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def framed_heading(page: Page, clinic: str, url: str) -> str | None:
    """The main heading of a page in the frame of another site; ``None`` where the frame is refused."""
    page.goto(f"{clinic}/?{url}", wait_until="load")
    frame = page.frames[1]
    return None if frame.url.startswith("chrome-error:") else frame.locator("h1").text_content()


def test_another_site_may_frame_cards_and_nothing_else(phone: Page, served: str, clinic: str) -> None:
    for url in SAMPLE:
        assert framed_heading(phone, clinic, f"{served}/embed{url}"), url
    for url in (*SAMPLE, "/kit/risks/bruising/", "/questions/", "/clinics/", "/404.html"):
        assert framed_heading(phone, clinic, served + url) is None, url


def test_a_card_leads_out_of_the_frame_to_the_full_page(phone: Page, served: str, clinic: str) -> None:
    phone.goto(f"{clinic}/?{served}/embed/risks/bruising/")
    with phone.expect_popup() as opened:
        phone.frames[1].get_by_role("link", name="Read the full page").click()
    expect(opened.value).to_have_url(f"{served}/risks/bruising/")
    assert opened.value.evaluate("opener") is None


LOCKS = ("", "allow-scripts", "allow-same-origin allow-scripts", "allow-forms allow-top-navigation")
OPEN = ("allow-popups", "allow-scripts allow-popups", "allow-popups allow-popups-to-escape-sandbox")


@pytest.mark.parametrize("lock", [*LOCKS, *OPEN])
def test_urgent_help_is_reached_from_a_card_in_any_sandbox(phone: Page, served: str, clinic: str, lock: str) -> None:
    """WordPress frames what it does not know with ``allow-scripts``: nothing may open, and the top stays."""
    phone.goto(f"{clinic}/lock/{quote(lock)}?{served}/embed/risks/bruising/")
    phone.frames[1].get_by_role("link", name="Urgent help").click()
    phone.frames[1].wait_for_url(f"{served}/embed/consultation/when-to-get-help/")
    expect(phone.frames[1].get_by_role("heading", name="Emergency: act now")).to_be_visible()
    assert phone.url.startswith(clinic)


@pytest.mark.parametrize("lock", OPEN)
def test_links_of_a_card_open_where_a_sandbox_lets_them(phone: Page, served: str, clinic: str, lock: str) -> None:
    phone.goto(f"{clinic}/lock/{quote(lock)}?{served}/embed/consultation/when-to-get-help/")
    for name in ("Urgent help", "Read the full page"):
        with phone.expect_popup() as opened:
            phone.frames[1].get_by_role("link", name=name).click()
        expect(opened.value).to_have_url(f"{served}/consultation/when-to-get-help/")
        expect(opened.value.locator("h1")).to_be_visible()
        opened.value.close()


@pytest.mark.parametrize("lock", LOCKS)
def test_where_no_link_of_a_card_opens_its_address_can_be_read(
    phone: Page, served: str, clinic: str, lock: str
) -> None:
    phone.goto(f"{clinic}/lock/{quote(lock)}?{served}/embed/consultation/when-to-get-help/")
    expect(phone.frames[1].get_by_text(f"{SITE_URL}consultation/when-to-get-help/")).to_be_visible()


WORDPRESS = {"a": {"href"}, "blockquote": set(), "iframe": {"src", "width", "height", "title"}}


def test_an_answer_survives_what_wordpress_leaves_of_it(site: Path, addresses: dict[str, str]) -> None:
    """``wp_filter_oembed_result`` keeps these tags and attributes, and of the rest a quotation and then a frame."""
    for item_id, url in addresses.items():
        text = json.loads((site / oembed_path(item_id)).read_text("utf-8"))["html"]
        left = re.fullmatch(r"(<blockquote>.*?</blockquote>).*(<iframe.*?></iframe>)", text, re.S)
        assert left, url
        tree = html5lib.parseFragment(left[1] + left[2], namespaceHTMLElements=False)
        for element in tree.iter():
            if element.tag != "DOCUMENT_FRAGMENT":
                assert element.tag in WORDPRESS, url
                assert set(element.attrib) <= {*WORDPRESS[element.tag], "loading"}, url
        links = [(e.get("href"), "".join(e.itertext())) for e in tree.iter("a")]
        assert links[0][0] == SITE_URL + url[1:]
        assert (SITE_URL + "consultation/when-to-get-help/", "Urgent help") in links
        assert DRAFT in " ".join(left[1].split())


def test_most_cards_fit_their_frame(browser: Browser, served: str, checked: Checked) -> None:
    """Where the greatest height is too little, the frame scrolls; elsewhere nothing is hidden or half empty."""
    context = browser.new_context(viewport={"width": 300, "height": 640})
    page = context.new_page()
    scrolled = 0
    for entry in checked.site.entries.values():
        if not has_kit(entry):
            continue
        page.goto(f"{served}/embed{address(entry.id)}")
        need = page.evaluate("document.querySelector('.embed').getBoundingClientRect().bottom")
        height = frame_height(entry.item, emergency_of(checked.site, entry), SITE_URL + address(entry.id)[1:])
        scrolled += need > height
        assert need <= height or height == 640, entry.id
        assert need > height - 200, entry.id
        assert page.evaluate("document.documentElement.scrollWidth") <= 300, entry.id
    context.close()
    print(f"cards that scroll in their frame: {scrolled}")
    assert scrolled <= 25


def test_the_kit_shows_its_own_card_in_a_frame(phone: Page, served: str) -> None:
    phone.goto(f"{served}/kit/risks/bruising/")
    phone.locator("iframe").scroll_into_view_if_needed()
    expect(phone.frame_locator("iframe").locator("h1")).to_have_text("Bruising")


def test_the_buttons_copy_the_right_text_and_say_so(browser: Browser, served: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{served}/kit/types/chin-fat/")
    parts = page.locator(".copy")
    assert parts.count() >= 8
    for n in range(parts.count()):
        part = parts.nth(n)
        label = part.locator("p").text_content()
        part.get_by_role("button", name=f"Copy: {label}", exact=True).click()
        expect(page.get_by_role("status")).to_have_text(f"Copied: {label}")
        assert page.evaluate("navigator.clipboard.readText()") == part.locator("pre").text_content()
    context.close()


def test_the_note_of_what_was_copied_hides_nothing_that_has_the_focus(phone: Page, served: str) -> None:
    """WCAG 2.4.11 and 2.4.12, walking back up the page."""
    phone.goto(f"{served}/kit/risks/bruising/")
    buttons = phone.locator(".copy button")
    buttons.last.click()
    for _ in range(buttons.count() + 4):
        phone.keyboard.press("Shift+Tab")
        phone.wait_for_function(
            "() => { const r = document.activeElement.getBoundingClientRect();"
            " const note = document.querySelector('.copied').getBoundingClientRect();"
            " return r.height > innerHeight / 2 || (r.top < innerHeight"
            " && (r.top >= note.bottom || r.bottom < note.top)); }"
        )


def test_where_copying_is_refused_the_text_is_selected(phone: Page, served: str) -> None:
    phone.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    phone.goto(f"{served}/kit/risks/bruising/")
    phone.get_by_role("button", name="Copy: The address alone", exact=True).click()
    expect(phone.get_by_role("status")).to_contain_text("Selected: The address alone")
    assert phone.evaluate("getSelection().toString()") == f"{SITE_URL}risks/bruising/"


def test_the_list_of_questions_opens_with_the_questions_of_the_page(
    phone: Page, served: str, site: Path, checked: Checked
) -> None:
    asked = checked.site.entries["types/chin-fat"].item.questions  # type: ignore[attr-defined]
    page = read(site, "/kit/types/chin-fat/")
    assert text_of(page, "questions-link") == f"{SITE_URL}questions/#list={','.join(asked)}"
    phone.goto(f"{served}/kit/types/chin-fat/")
    phone.get_by_role("link", name="Open the list").click()
    phone.get_by_role("button", name="Add to my list", exact=True).click()
    expect(phone.locator(".my-count").first).to_have_text(f"{len(asked)} questions on your list")


def test_everything_is_there_without_javascript(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{served}/kit/risks/bruising/")
    for part in ("address", "text", "html-link", "html-card", "html-frame", "questions-link", "cite", "attribution"):
        expect(page.locator(f"#{part}")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    # One click selects a whole text, so that it can be copied by hand.
    assert page.locator("#html-card").evaluate("e => getComputedStyle(e).userSelect") == "all"
    expect(page.locator(".qr img")).to_be_visible()
    for link in ("QR code as SVG, for print", "QR code as PNG, for screens"):
        expect(page.get_by_role("link", name=link)).to_be_visible()
    context.close()


@pytest.mark.parametrize("part", ["/kit", "/embed"])
def test_axe_finds_nothing(browser: Browser, served: str, part: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    found: dict[str, list[str]] = {}
    seen = Looks(set)
    for url in SAMPLE:
        page.goto(f"{served}{part}{url}")
        found |= in_forms(page, part + url, seen=seen)
    context.close()
    assert found == {}


def test_no_error_no_sideways_scroll_and_targets_of_44_pixels(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type in ("error", "warning") else None)
    for url in ("/clinics/", *(part + url for part in ("/kit", "/embed") for url in SAMPLE)):
        page.goto(served + url)
        page.evaluate("document.querySelectorAll('iframe').forEach(e => { e.loading = 'eager' })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, url
        small = page.evaluate(
            """() => [...document.querySelectorAll('.copy button, .files a, .embed a, body > header a:not(.skip)')]
               .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 44)
               .map(e => e.outerHTML.slice(0, 80))"""
        )
        assert small == [], url
        page.set_viewport_size({"width": 390, "height": 900})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, url
        page.set_viewport_size({"width": 320, "height": 900})
    context.close()
    assert errors == []


def test_a_kit_and_a_card_print_black_on_white(browser: Browser, served: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    for url in ("/kit/risks/bruising/", "/embed/risks/bruising/"):
        page.goto(served + url)
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)", url
        assert page.locator("h1").evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)", url
        assert page.locator(".copy button:visible").count() == 0
        assert page.pdf().startswith(b"%PDF")
    context.close()


def test_forced_colours_keep_the_steps_and_the_box(browser: Browser, served: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{served}/embed/benefits/less-cellulite/")
    look = "e => [...e.children].map(b => getComputedStyle(b).backgroundColor)"
    steps = page.locator(".steps-1").evaluate(look)
    assert steps[0] != steps[1], "filled and empty steps are told apart"
    page.goto(f"{served}/embed/risks/allergic-reaction/")
    assert page.locator(".care").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    context.close()


def test_a_code_without_its_quiet_zone_would_be_told() -> None:
    drawn = io.BytesIO()
    code = segno.make(SITE_URL, error="m", boost_error=False, micro=False)
    code.save(drawn, kind="png", border=0, scale=10)
    assert modules_of_png(drawn.getvalue(), 10) != [list(row) for row in code.matrix_iter(border=4)]
