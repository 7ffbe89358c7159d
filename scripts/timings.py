"""How fast pages come up on a slow phone, beside the budget: what Lighthouse's mobile run measures.

Each kind of page is opened in a fresh Chromium profile, 412 px wide, with four times slowed processor and a
network of 1.6 Mbit/s and 150 ms, from a local server that compresses as a host does. Median of several runs.
Times belong to this machine; bytes, requests and layout shift do not.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from chromium import chromium

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
PAGES = {
    "home": "/",
    "a use": "/types/chin-fat/",
    "a harm": "/risks/bruising/",
    "comparison": "/compare/hair-restoration/",
    "questions": "/questions/",
    "urgent help": "/consultation/when-to-get-help/",
    "glossary": "/glossary/",
    "search": "/search/",
}
FIRST_PAINT, LARGEST_PAINT, BLOCKED, BYTES, SHIFT = 1.8, 2.5, 0.2, 40_000, 0.0
"""Budgets: Lighthouse's limits of "good" (seconds), and the design's bytes and layout shift."""
WATCH = """
window.seen = {largest: 0, shift: 0, blocked: 0};
new PerformanceObserver(l => l.getEntries().forEach(e => { seen.largest = e.startTime; }))
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(l => l.getEntries().forEach(e => { seen.shift += e.value; }))
  .observe({type: "layout-shift", buffered: true});
new PerformanceObserver(l => l.getEntries().forEach(e => { seen.blocked += Math.max(0, e.duration - 50); }))
  .observe({type: "longtask", buffered: true});
"""


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Serves text compressed, as every host does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """One file, gzipped unless it is a picture in pixels."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        small = path.suffix in (".html", ".css", ".js", ".svg", ".json", ".xml")
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if small:
            body = gzip.compress(body, 9)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class View:
    """One first view of a page: seconds to the first and the largest paint, seconds blocked, bytes, requests, shift."""

    first: float
    largest: float
    blocked: float
    bytes: int
    requests: int
    shift: float


def view(browser: Browser, address: str) -> View:
    """A first view of a page, with nothing in the cache."""
    context = browser.new_context(viewport={"width": 412, "height": 823}, device_scale_factor=1.75, is_mobile=True)
    page = context.new_page()
    page.add_init_script(WATCH)
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    network = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
    tools.send("Network.emulateNetworkConditions", network)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    received: list[int] = []
    tools.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    page.goto(address, wait_until="load", timeout=120_000)
    # Scripts that wait for the page to be loaded ask for files of their own.
    page.wait_for_timeout(1_500)
    seen = page.evaluate("seen")
    first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    return View(first / 1e3, seen["largest"] / 1e3, seen["blocked"] / 1e3, sum(received), len(received), seen["shift"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="views of each page; the median is printed")
    runs = parser.parse_args().runs
    if not (SITE / "index.html").is_file():
        print("There is no site; run make site.", file=sys.stderr)
        return 1
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Compressed, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    print(f"{'first view, slow phone':<24}{'first paint':>13}{'largest':>11}{'blocked':>11}{'bytes':>10}{'shift':>8}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for name, address in PAGES.items():
            views = [view(browser, base + address) for _ in range(runs)]
            print(
                f"{name:<24}{median(v.first for v in views):>11.2f} s{median(v.largest for v in views):>9.2f} s"
                f"{median(v.blocked for v in views):>9.2f} s{max(v.bytes for v in views):>10,}"
                f"{max(v.shift for v in views):>8.3f}"
            )
        browser.close()
    print(f"{'budget':<24}{FIRST_PAINT:>11.2f} s{LARGEST_PAINT:>9.2f} s{BLOCKED:>9.2f} s{BYTES:>10,}{SHIFT:>8.3f}")
    server.shutdown()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
