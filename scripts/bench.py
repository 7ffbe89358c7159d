"""Times, bytes and growth. Times belong to this machine; read the ratios and the bytes (see CONTRIBUTING)."""

from __future__ import annotations

import argparse
import gzip
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.build import build  # noqa: E402
from sitegen.link import Site  # noqa: E402
from sitegen.load import read_folder  # noqa: E402
from sitegen.pipeline import check  # noqa: E402
from sitegen.publish import publish, site_url  # noqa: E402
from sitegen.render import outputs, render  # noqa: E402
from sitegen.search_index import index  # noqa: E402
from sitegen.synthetic import synthetic  # noqa: E402
from sitegen.write import write  # noqa: E402

SMALL = ("embed", "kit")
"""Pages for clinics: so many and so small that they would hide what a reader's page weighs."""
TODAY = date(2026, 11, 23)
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds that ``work`` takes, and what it returns."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def row(name: str, value: str, budget: str = "") -> None:
    """One line of the table."""
    print(f"{name:<44} {value:>14}   {budget}")


STEPS = ("check", "render", "write", "one file changed")


def growth(count: int) -> tuple[float, ...]:
    """Seconds an item for each of ``STEPS`` with ``count`` made-up items."""
    files = synthetic(read_folder(ROOT / "tests/small_site"), count)
    templates = ROOT / "templates"

    def rendered(site: Site) -> dict[str, bytes]:
        return outputs(render(site, TODAY, templates).pages, index(site))

    checking, checked = timed(lambda: check(files))
    rendering, pages = timed(lambda: rendered(checked.site))
    with tempfile.TemporaryDirectory() as folder:
        writing, _ = timed(lambda: write(Path(folder), pages))
        files["risks/mark-1.md"] = files["risks/mark-1.md"].replace(b"It fades.", b"It goes.")
        again, _ = timed(lambda: write(Path(folder), rendered(check(files).site)))
    return tuple(seconds / count for seconds in (checking, rendering, writing, again))


def generator(count: int) -> tuple[float, int]:
    """Seconds of MkDocs and bytes of the search index (gzipped) for ``count`` made-up pages in our frame."""
    checked = check(synthetic(read_folder(ROOT / "tests/small_site"), count))
    pages = outputs(render(checked.site, TODAY, ROOT / "templates").pages, index(checked.site))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "docs", pages)
        shutil.copytree(ROOT / "overrides", folder / "overrides")
        settings = (ROOT / "mkdocs.yml").read_text("utf-8").replace("strict: true", "strict: false")
        # The small site has no overviews, so its menu is the front page alone.
        (folder / "mkdocs.yml").write_text(re.sub(r"(?m)^  - (?!Home)[A-Z].*\n", "", settings), "utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        seconds, _ = timed(lambda: subprocess.run(command, cwd=folder, check=True, capture_output=True))
    found = next(data for path, data in pages.items() if path.endswith("search-index.json"))
    return seconds, len(gzip.compress(found, 9))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, nargs=2, default=(1_000, 10_000), metavar=("FEW", "MANY"))
    few, many = parser.parse_args().items
    files = read_folder(ROOT / "content_src")
    seconds, checked = timed(lambda: check(files))
    row("check, real content", f"{seconds:.2f} s", "budget 1 s")
    if checked.problems:
        print("The content has problems; run make check.", file=sys.stderr)
        return 1
    seconds, pages = timed(
        lambda: build(checked.site, TODAY, ROOT / "templates", site_url(ROOT), ROOT / ".cache" / "cards")
    )
    row("render, real content", f"{seconds:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        seconds, _ = timed(lambda: write(Path(folder), pages))
        row("write, everything new", f"{seconds:.2f} s")
        seconds, written = timed(lambda: write(Path(folder), pages))
        row("write, nothing changed", f"{seconds:.2f} s", f"{written.changed} files written")
    write(ROOT / "docs", pages)
    seconds, _ = timed(lambda: publish(ROOT))
    row("MkDocs, strict", f"{seconds:.2f} s")

    print()
    assets = {p.name: len(gzip.compress(p.read_bytes(), 9)) for p in (ROOT / "site/assets").iterdir() if p.is_file()}
    sizes = {
        p.relative_to(ROOT / "site").as_posix(): len(gzip.compress(p.read_bytes(), 9))
        for p in (ROOT / "site").rglob("index.html")
        if p.relative_to(ROOT / "site").parts[0] not in SMALL
    }
    frame = sum(assets[name] for name in ("site.css", "lists.css", "print.css", "site.js", "icon.svg"))
    worst = max(sizes, key=lambda name: sizes[name])
    row("first view, median page", f"{median(sizes.values()) + frame:,.0f} B", "budget 30,000 B")
    row("first view, largest page", f"{sizes[worst] + frame:,} B", f"budget 40,000 B ({worst})")
    row("before paint, median page", f"{median(sizes.values()) + assets['site.css']:,.0f} B", "budget 14,600 B")
    row("before paint, largest page", f"{sizes[worst] + assets['site.css']:,} B", f"budget 20,000 B ({worst})")
    search = assets["lunr.js"] + assets["search-index.json"] + assets["search.js"]
    row("first search", f"{search:,} B", "budget 80,000 B")

    print()
    small, large = growth(few), growth(many)
    for name, before, after in zip(STEPS, small, large, strict=True):
        row(f"{name}, an item at {few:,}", f"{before * 1e3:.2f} ms")
        row(f"{name}, an item at {many:,}", f"{after * 1e3:.2f} ms", f"growth {after / before:.2f}, budget 1.3")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    row(f"memory at {many:,} items", f"{memory:,.0f} MB", "budget 1,000 MB")
    for count in (min(500, few // 2), min(1_000, few)):
        seconds, size = generator(count)
        row(f"MkDocs, a page at {count:,}", f"{seconds / count * 1e3:.1f} ms", f"{seconds:.1f} s in all")
        row(f"search index at {count:,}", f"{size:,} B", "budget 80,000 B with the engine")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
