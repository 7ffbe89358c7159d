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
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.base.addresses import LONG_LISTS, docs_path  # noqa: E402
from sitegen.base.files import outputs  # noqa: E402
from sitegen.build import build  # noqa: E402
from sitegen.check import check  # noqa: E402
from sitegen.content.reading.folder import read_folder  # noqa: E402
from sitegen.ledger.history import read_kept  # noqa: E402
from sitegen.outputs.search_index import index  # noqa: E402
from sitegen.pages.render import render  # noqa: E402
from sitegen.publish.site import publish, site_url  # noqa: E402
from sitegen.publish.write import write  # noqa: E402
from synthetic import synthetic  # noqa: E402

STYLE = re.compile(r'<link rel="stylesheet" href="(?:[^"]*/)?assets/([\w-]+\.css)">')
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


def one_build(files: dict[str, bytes], folder: Path) -> tuple[float, float, float]:
    """Seconds to check, render and write."""
    checking, checked = timed(lambda: check(files))
    rendering, pages = timed(
        lambda: outputs(render(checked.site, TODAY, ROOT / "templates").pages, index(checked.site))
    )
    writing, _ = timed(lambda: write(folder, pages))
    return checking, rendering, writing


def growth(count: int) -> tuple[float, ...]:
    """Seconds an item for each of ``STEPS`` with ``count`` made-up items; last, the most memory in MB."""
    files = synthetic(read_folder(ROOT / "tests/small_site"), count)
    with tempfile.TemporaryDirectory() as folder:
        first = one_build(files, Path(folder))
        files["risks/mark-1.md"] = files["risks/mark-1.md"].replace(b"It fades.", b"It goes.")
        again = sum(one_build(files, Path(folder)))
    times = tuple(seconds / count for seconds in (*first, again))
    return (*times, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def alone(count: int) -> tuple[float, ...]:
    """:func:`growth` in a process of its own, so that the memory is that of one build and nothing else."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(growth, count).result()


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
    kept = read_kept(ROOT)
    seconds, checked = timed(lambda: check(files, kept))
    row("check, real content", f"{seconds:.2f} s", "budget 1 s")
    if checked.problems:
        print("The content has problems; run make check.", file=sys.stderr)
        return 1
    seconds, pages = timed(
        lambda: build(
            checked.site, TODAY, ROOT / "templates", site_url(ROOT), ROOT / ".cache" / "cards", checked.history
        )
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
    # What a browser waits for before it paints: the page and each style sheet that it names for the screen.
    sizes = {
        p.relative_to(ROOT / "site").as_posix(): len(gzip.compress(p.read_bytes(), 9))
        + sum(assets[name] for name in STYLE.findall(p.read_text("utf-8")))
        for p in (ROOT / "site").rglob("index.html")
        if p.relative_to(ROOT / "site").parts[0] not in SMALL
    }
    frame = sum(assets[name] for name in ("print.css", "site.js", "icon.svg"))
    lists = tuple(docs_path(item_id).replace(".md", "/") for item_id in LONG_LISTS)
    worst = max((name for name in sizes if not name.startswith((*lists, "versions/"))), key=lambda name: sizes[name])
    row("first view, median page", f"{median(sizes.values()) + frame:,.0f} B", "budget 30,000 B")
    row("first view, largest page", f"{sizes[worst] + frame:,} B", f"budget 40,000 B ({worst})")
    row("before paint, median page", f"{median(sizes.values()):,.0f} B", "budget 14,600 B")
    row("before paint, largest page", f"{sizes[worst]:,} B", f"budget 20,000 B ({worst})")
    for name in lists:
        size = sizes[f"{name}index.html"] + frame
        row("first view, a list of everything", f"{size:,} B", f"no budget ({name})")
    search = assets["lunr.js"] + assets["search-index.json"] + assets["search.js"]
    row("first search", f"{search:,} B", "budget 80,000 B")

    print()
    *small, _ = alone(few)
    *large, memory = alone(many)
    for name, before, after in zip(STEPS, small, large, strict=True):
        row(f"{name}, an item at {few:,}", f"{before * 1e3:.2f} ms")
        row(f"{name}, an item at {many:,}", f"{after * 1e3:.2f} ms", f"growth {after / before:.2f}, budget 1.3")
    row(f"memory at {many:,} items", f"{memory:,.0f} MB", "budget 1,000 MB")
    for count in (min(500, few // 2), min(1_000, few)):
        seconds, size = generator(count)
        row(f"MkDocs, a page at {count:,}", f"{seconds / count * 1e3:.1f} ms", f"{seconds:.1f} s in all")
        row(f"search index at {count:,}", f"{size:,} B", "budget 80,000 B with the engine")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
