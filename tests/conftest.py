"""What the tests share: the real content checked once, the real site built once, a server and a browser."""

from __future__ import annotations

import fcntl
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from chromium import chromium
from sitegen.base.files import Objects
from sitegen.check import Checked, check
from sitegen.check.editions import in_its_languages
from sitegen.content.reading.folder import read_folder, read_translations
from sitegen.ledger.history import read_kept
from sitegen.pages.render import Rendered, render
from slowest import Slowest

ROOT = Path(__file__).resolve().parent.parent
COPIED = (
    *("content_src", "templates", "overrides", "scripts", "src", "mkdocs.yml", "permalinks.txt", "releases", "ratings"),
    "translations",
    # What was worked out before, by the hash of all that it is made of: all of it anew takes a minute and a half.
    *(f".cache/{kind}" for kind in ("cards", "changes", "check", "jinja", "pages")),
)
SITE_URL = "https://example.org/"
"""The address of the site of the tests. ``.ci/run`` builds for it first, so that its pages need not be made again."""


def pytest_configure(config: pytest.Config) -> None:
    """Tell at the end of a run what was slow."""
    config.pluginmanager.register(Slowest(), "slowest")


SLOW = {"project", "rendered", "browser", "year", "before", "released"}
"""What takes a build of the whole site, a browser, a year of releases, or all pages rendered."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """``make test-fast``."""
    parser.addoption("--fast", action="store_true", help="leave out browsers, whole builds and what is marked slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is slow where that is wished."""
    if config.getoption("--fast"):
        slow = [i for i in items if SLOW & set(getattr(i, "fixturenames", ())) or i.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in set(slow)]


MEMORY = Objects()
"""What each file of the real content gave, by its hash: a copy with one file changed is checked in a third of the time.

That the outcome is the same with it and without is tested in ``rules/test_rules.py``, on every slip that we know of.
"""


@pytest.fixture(scope="session")
def checked() -> Checked:
    """The real content, checked, with its translations; each page knows in which languages it stands."""
    made = check(read_folder(ROOT / "content_src"), read_kept(ROOT), None, MEMORY, read_translations(ROOT))
    return replace(made, site=in_its_languages(made.site, made.translations))


TODAY = date(2026, 11, 23)
"""The day for which the site of the tests is built."""


@pytest.fixture(scope="session")
def rendered(checked: Checked) -> Rendered:
    """All pages of the real content as Markdown, with their versions."""
    return render(checked.site, TODAY, ROOT / "templates", checked.history)


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with docs/ and site/ built, shared by all test processes."""
    base = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        base = base.parent
    copy = base / "project"
    with (base / "project.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (copy / "site").exists():
            for name in COPIED:
                source = ROOT / name
                if not source.exists():
                    continue
                if source.is_dir():
                    shutil.copytree(source, copy / name)
                else:
                    copy.mkdir(exist_ok=True)
                    shutil.copy(source, copy / name)
            (copy / "docs").mkdir(exist_ok=True)
            done = subprocess.run(
                [sys.executable, "scripts/build_site.py", "--today", str(TODAY)],
                cwd=copy,
                capture_output=True,
                text=True,
                check=False,
                env={**os.environ, "SITE_URL": SITE_URL},
            )
            assert done.returncode == 0, done.stdout + done.stderr
    return copy


def copied(project: Path, to: Path, *names: str) -> Path:
    """A copy of the built project, or of these of its folders, with all that was worked out for it.

    The builder's own memory knows by their hashes what it holds: so an edited copy is built from what has changed.
    Drawings take much room and are replaced, never written over, so the copy has the same files.
    """
    drawn = project / ".cache/cards"
    to.mkdir(parents=True, exist_ok=True)
    for source in [project / name for name in (*names, ".cache")] if names else list(project.iterdir()):
        if source.is_dir():
            left = shutil.ignore_patterns("cards") if source.name == ".cache" else None
            shutil.copytree(source, to / source.name, ignore=left)
        else:
            shutil.copy(source, to)
    shutil.copytree(drawn, to / ".cache/cards", copy_function=os.link)
    return to


@pytest.fixture(scope="session")
def site(project: Path) -> Path:
    """The built site's folder."""
    return project / "site"


def languages_of(site: Path) -> list[str]:
    """The languages besides English that a built site has, by their folders."""
    return sorted(path.parent.name for path in site.parent.joinpath("docs").glob("*/.frame.json"))


def english_pages(site: Path, pattern: str = "*.html") -> list[Path]:
    """The pages of the built site in English, without those in other languages and the cards to show in several."""
    folders = {*languages_of(site), "show"}
    return [p for p in sorted(site.rglob(pattern)) if p.relative_to(site).parts[0] not in folders]


@functools.cache
def header_rules(site: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """The rules of ``_headers``: the path that each is for, and the headers (name, value) that it sends."""
    rules: list[tuple[str, list[tuple[str, str]]]] = []
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            rules.append((line, []))
        else:
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
    return rules


def fits(pattern: str, url: str) -> bool:
    """Whether a rule's path fits an address: ``*`` stands for anything, and only at the end."""
    return url.startswith(pattern[:-1]) if pattern.endswith("*") else url == pattern


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the site as a host would, with the headers of ``_headers``, so that every test runs under them."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        """Add the published security headers of this address."""
        url = self.path.partition("?")[0]
        for pattern, lines in header_rules(Path(self.directory)):
            if fits(pattern, url):
                for name, value in lines:
                    self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own 404 page, as a host would send it."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The built site on a local address, without a slash at the end."""
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium. Where there is none, the tests fail; they are never skipped."""
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield launched
        launched.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A fresh page at phone width."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    """A fresh page at desktop width."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
