"""Security headers: computed from the pages, the same for every host, and nothing inline."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from sitegen.hosting import as_headers_file, as_nginx, headers

PAGE = '<html><head><script src="a.js"></script></head><body><p class="x">word</p></body></html>'


def test_the_policy_has_no_unsafe_word_and_forbids_the_rest() -> None:
    policy = headers({"a.html": PAGE})["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_an_inline_script_is_allowed_by_its_hash_alone_and_data_needs_none() -> None:
    policy = headers({"a.html": PAGE + "<script>go()</script>"})["Content-Security-Policy"]
    assert re.search(r"script-src 'self' 'sha256-[A-Za-z0-9+/]{43}='", policy)
    data = headers({"a.html": PAGE + '<script type="application/ld+json">{}</script>'})["Content-Security-Policy"]
    assert "sha256" not in data


@pytest.mark.parametrize("inline", ["<style>p{}</style>", '<p style="x">', '<p onclick="go()">', "<P ONLOAD = 'x'>"])
def test_inline_styles_and_handlers_cannot_be_published(inline: str) -> None:
    with pytest.raises(ValueError, match=r"a\.html"):
        headers({"a.html": PAGE + inline})


def test_both_files_say_the_same(site: Path) -> None:
    pages = {p.as_posix(): p.read_text("utf-8") for p in site.rglob("*.html")}
    sent = headers(pages)
    assert (site / "_headers").read_text("utf-8") == as_headers_file(sent)
    assert (site / "nginx.conf").read_text("utf-8") == as_nginx(sent)
    for name in ("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "X-Frame-Options"):
        assert f"add_header {name} " in as_nginx(sent)


def test_a_braced_nginx_would_read_it(site: Path) -> None:
    """Each line is one directive that ends with a semicolon; where an nginx is installed it would be included."""
    for line in (site / "nginx.conf").read_text("utf-8").splitlines():
        assert line.startswith("#") or line.endswith(";"), line
        assert line.count('"') % 2 == 0, line
    assert shutil.which("python3")


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
    page.goto(f"{served}/compare/fat-reduction/")
    page.get_by_label("Compare").select_option("doing-nothing")
    page.get_by_label("with", exact=True).select_option("liposuction")
    page.locator(".matter").first.get_by_label("Matters a lot").check()
    page.get_by_role("button", name="Put it on my question list").click()
    page.get_by_label("Colours").select_option("dark")
    page.goto(f"{served}/questions/")
    page.locator(".tick").first.click()
    page.get_by_role("button", name="Forget my list").click()
    page.goto(f"{served}/types/fat-reduction/")
    page.locator("button.term").first.click()
    assert page.evaluate("window.broken") == []
    assert said == []
    assert page.evaluate("Object.keys(localStorage)") == ["colours"], "only the list and the colours are ever kept"
    assert context.cookies() == []
    context.close()
