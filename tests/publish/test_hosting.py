"""Security headers: computed from the pages, the same for every host, and nothing inline."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from conftest import fits, header_rules
from sitegen.publish.hosting import as_headers_file, as_nginx, headers

URL = "https://example.org/guide/"
PAGE = '<html><head><script src="a.js"></script></head><body><p class="x">word</p></body></html>'


def test_the_policy_has_no_unsafe_word_and_forbids_the_rest() -> None:
    policy = headers({"a.html": PAGE}, URL).everywhere["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_own_origin_is_named_beside_self() -> None:
    """WebKit takes ``'self'`` for the origin of a sandbox, and a card there would have no style."""
    policy = headers({"a.html": PAGE}, URL).everywhere["Content-Security-Policy"]
    assert policy.count("'self'") == policy.count("'self' https://example.org") == 6


def test_an_inline_script_is_allowed_by_its_hash_alone_and_data_needs_none() -> None:
    policy = headers({"a.html": PAGE + "<script>go()</script>"}, URL).everywhere["Content-Security-Policy"]
    assert re.search(r"script-src 'self' https://example\.org 'sha256-[A-Za-z0-9+/]{43}='", policy)
    data = headers({"a.html": PAGE + '<script type="application/ld+json">{}</script>'}, URL).everywhere
    assert "sha256" not in data["Content-Security-Policy"]


@pytest.mark.parametrize("inline", ["<style>p{}</style>", '<p style="x">', '<p onclick="go()">', "<P ONLOAD = 'x'>"])
def test_inline_styles_and_handlers_cannot_be_published(inline: str) -> None:
    with pytest.raises(ValueError, match=r"a\.html"):
        headers({"a.html": PAGE + inline}, URL)


def test_both_files_say_the_same(site: Path) -> None:
    pages = {p.relative_to(site).as_posix(): p.read_text("utf-8") for p in site.rglob("*.html")}
    sent = headers(pages, URL)
    assert (site / "_headers").read_text("utf-8") == as_headers_file(sent)
    assert (site / "nginx.conf").read_text("utf-8") == as_nginx(sent)
    for name in ("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "X-Frame-Options"):
        assert f"add_header {name} " in as_nginx(sent)


def test_a_braced_nginx_would_read_it(site: Path) -> None:
    """Each line is one directive that ends with a semicolon; where an nginx is installed it would be included."""
    text = (site / "nginx.conf").read_text("utf-8")
    assert text.count("{") == text.count("}") == 2
    for line in text.splitlines():
        assert line.startswith("#") or line.endswith((";", "{")) or line == "}", line
        assert line.count('"') % 2 == 0, line


def test_only_cards_may_be_framed_and_no_header_comes_from_two_rules(site: Path) -> None:
    """Hosts differ in what they do with a header that two fitting rules send, so none is ever sent by two."""
    rules = header_rules(site)
    for path in site.rglob("*.html"):
        url = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        found = [name for pattern, lines in rules if fits(pattern, url) for name, _ in lines]
        assert len(found) == len(set(found)), url
        assert ("X-Frame-Options" in found) != url.startswith("/embed/"), url
        assert "Content-Security-Policy" in found, url


def test_a_rule_fits_its_own_part_of_the_site_alone() -> None:
    assert fits("/*", "/")
    assert fits("/risks/*", "/risks/")
    assert fits("/risks/*", "/risks/bruising/")
    assert not fits("/risks/*", "/embed/risks/bruising/")
    assert not fits("/", "/risks/")
    assert not fits("/404.html", "/404xhtml")


def test_more_parts_than_a_host_reads_cannot_be_published() -> None:
    headers({f"{n}/index.html": PAGE for n in range(98)}, URL)
    with pytest.raises(ValueError, match="101 rules"):
        headers({f"{n}/index.html": PAGE for n in range(99)}, URL)


def test_nginx_refuses_frames_but_of_cards(site: Path) -> None:
    text = (site / "nginx.conf").read_text("utf-8")
    assert text.index("set $framed_by \"'none'\";") < text.index("if ($uri ~ ^/embed/) {")
    inside = text.partition("{")[2].partition("}")[0]
    assert [line.strip() for line in inside.strip().splitlines()] == ['set $framed_by "*";', 'set $frame_options "";']
    assert "frame-ancestors $framed_by" in text
    assert shutil.which("python3")


def test_other_sites_may_read_the_data_and_nothing_else(site: Path) -> None:
    rules = header_rules(site)
    name = "Access-Control-Allow-Origin"
    for path in site.rglob("*.*"):
        url = "/" + path.relative_to(site).as_posix()
        found = [line for pattern, lines in rules if fits(pattern, url) for line in lines if line[0] == name]
        assert found == ([(name, "*")] if url.startswith("/api/") else []), url
    text = (site / "nginx.conf").read_text("utf-8")
    assert 'if ($uri ~ ^/api/) {\n  set $read_by "*";\n}' in text
    assert f'add_header {name} "$read_by" always;' in text


def test_every_function_works_under_the_policy(browser: Browser, served: str) -> None:
    """Search, question list, chooser, wishes, words, colours: no violation is reported."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script(
        "window.broken = [];document.addEventListener('securitypolicyviolation', e => broken.push(e.violatedDirective))"
    )
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if "Content Security" in m.text else None)
    page.goto(f"{served}/search/?q=fat+jab")
    expect(page.locator("#search-results li").first).to_be_visible()
    page.goto(f"{served}/compare/body-fat/")
    page.get_by_label("Compare").select_option("doing-nothing")
    page.get_by_label("with", exact=True).select_option("liposuction")
    page.locator(".matter").first.get_by_label("Matters a lot").check()
    page.get_by_role("button", name="Put it on my question list").click()
    page.get_by_label("Colours").select_option("dark")
    page.goto(f"{served}/questions/")
    page.locator(".tick").first.click()
    page.get_by_role("button", name="Forget my list").click()
    page.goto(f"{served}/types/chin-fat/")
    page.locator(".term button").first.click()
    assert page.evaluate("window.broken") == []
    assert said == []
    assert page.evaluate("Object.keys(localStorage)") == ["colours"], "only the list and the colours are ever kept"
    assert context.cookies() == []
    context.close()
