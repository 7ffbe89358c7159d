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
from collections.abc import Callable, Iterator
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
from sitegen.check import Checked, check  # noqa: E402
from sitegen.content.reading.folder import read_folder  # noqa: E402
from sitegen.ledger.history import read_kept  # noqa: E402
from sitegen.outputs.search_index import index  # noqa: E402
from sitegen.pages.render import render  # noqa: E402
from sitegen.publish.quick import Quick  # noqa: E402
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


def step(name: str, seconds: float, before: float | None, plain: float, more: str = "") -> float:
    """One step beside the step before it and beside a plain MkDocs build; returns its seconds for the next one."""
    beside = f"{seconds / before:>10.2f}" if before else f"{'':>10}"
    print(f"{name:<44} {seconds:>12.2f} s {beside} {seconds / plain:>10.2f}   {more}".rstrip())
    return seconds


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


def plain_build(folder: Path) -> float:
    """Seconds that MkDocs takes by itself for the ``docs/`` of the project in ``folder``."""
    with tempfile.TemporaryDirectory() as site:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", site]
        return timed(lambda: subprocess.run(command, cwd=folder, check=True, capture_output=True))[0]


def steps(checked: Checked, checking: float) -> None:
    """Each step of a whole build on the real content. ``checking`` are the seconds of the check."""
    making, pages = timed(
        lambda: build(
            checked.site, TODAY, ROOT / "templates", site_url(ROOT), ROOT / ".cache" / "cards", checked.history
        )
    )
    with tempfile.TemporaryDirectory() as folder:
        writing, _ = timed(lambda: write(Path(folder), pages))
        again, written = timed(lambda: write(Path(folder), pages))
    write(ROOT / "docs", pages)
    publishing, _ = timed(lambda: publish(ROOT))
    plain = plain_build(ROOT)
    print(f"{'':<44} {'':>14} {'x before':>10} {'x plain':>10}")
    step("MkDocs alone, the same docs/", plain, None, plain)
    before = step("check, real content", checking, None, plain, "budget 1 s with what is kept, see below")
    before = step("render, real content", making, before, plain)
    before = step("write, everything new", writing, before, plain)
    before = step("write, nothing changed", again, before, plain, f"{written.changed} files written")
    step("publish: MkDocs, strict, and its checks", publishing, before, plain)


PROJECT = ("content_src", "templates", "overrides", "scripts", "src", "releases", "ratings", "docs", "site", ".cache")
FILES = ("mkdocs.yml", "permalinks.txt", "requirements.txt")
SENTENCE = re.compile(r"(?m)^((?:A|It|The|They|You) [^\n\[(]*)\.$")


def edited(files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Pages of harms, each with one word more: what an editor does."""
    for name in sorted(files):
        if name.startswith("risks/") and not name.endswith(("_template.md", "index.md")):
            head, mark, body = files[name].decode("utf-8").partition("\n---\n")
            yield name, (head + mark + SENTENCE.sub(r"\1 too.", body, count=1)).encode("utf-8")


def commands() -> None:
    """What somebody waits for who edits, on a copy of the project: each command as ``make`` runs it."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for folder in PROJECT:
            if (ROOT / folder).is_dir():
                shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
        for file in FILES:
            if (ROOT / file).is_file():
                shutil.copy2(ROOT / file, root / file)
        files, memory = dict(read_folder(root / "content_src")), dict[str, bytes]()
        one, *_, other = [
            (name, data) for name, data in edited(files) if not check({**files, name: data}, memory=memory).problems
        ]

        def run(*words: str) -> float:
            command = [sys.executable, *words]
            return timed(lambda: subprocess.run(command, cwd=root, check=True, capture_output=True))[0]

        # An edit that was measured before would be known already, and its outcome only told again.
        for kind in ("told", "built"):
            shutil.rmtree(root / ".cache" / kind, ignore_errors=True)
        run("scripts/build_site.py")
        run("scripts/build_pages.py", "--check")
        row("make check, nothing changed", f"{run('scripts/build_pages.py', '--check'):.2f} s", "budget 1 s")
        row("make site, nothing changed", f"{run('scripts/build_site.py'):.2f} s", "budget 3 s")
        (root / "content_src" / one[0]).write_bytes(one[1])
        row("make check, one page changed", f"{run('scripts/build_pages.py', '--check'):.2f} s", "budget 1 s")
        row("make site, one page changed", f"{run('scripts/build_site.py'):.2f} s", "budget 6 s")
        quick = Quick(root)
        quick.warm()
        (root / "content_src" / other[0]).write_bytes(other[1])
        seconds, done = timed(quick.refresh)
        row("make serve, from an edit to its page", f"{seconds:.2f} s" if done == "done" else "not done", "budget 2 s")


def sizes() -> None:
    """Bytes before the first view, beside their budgets."""
    assets = {p.name: len(gzip.compress(p.read_bytes(), 9)) for p in (ROOT / "site/assets").iterdir() if p.is_file()}
    # What a browser waits for before it paints: the page and each style sheet that it names for the screen.
    pages = {
        p.relative_to(ROOT / "site").as_posix(): len(gzip.compress(p.read_bytes(), 9))
        + sum(assets[name] for name in STYLE.findall(p.read_text("utf-8")))
        for p in (ROOT / "site").rglob("index.html")
        if p.relative_to(ROOT / "site").parts[0] not in SMALL
    }
    frame = sum(assets[name] for name in ("print.css", "site.js", "icon.svg"))
    lists = tuple(docs_path(item_id).replace(".md", "/") for item_id in LONG_LISTS)
    worst = max((name for name in pages if not name.startswith((*lists, "versions/"))), key=lambda name: pages[name])
    row("first view, median page", f"{median(pages.values()) + frame:,.0f} B", "budget 30,000 B")
    row("first view, largest page", f"{pages[worst] + frame:,} B", f"budget 40,000 B ({worst})")
    row("before paint, median page", f"{median(pages.values()):,.0f} B", "budget 14,600 B")
    row("before paint, largest page", f"{pages[worst]:,} B", f"budget 20,000 B ({worst})")
    for name in lists:
        size = pages[f"{name}index.html"] + frame
        row("first view, a list of everything", f"{size:,} B", f"no budget ({name})")
    search = assets["lunr.js"] + assets["search-index.json"] + assets["search.js"]
    row("first search", f"{search:,} B", "budget 80,000 B")


def growing(few: int, many: int) -> None:
    """How time and memory grow with what there is."""
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, nargs=2, default=(1_000, 10_000), metavar=("FEW", "MANY"))
    few, many = parser.parse_args().items
    files = read_folder(ROOT / "content_src")
    kept = read_kept(ROOT)
    seconds, checked = timed(lambda: check(files, kept))
    if checked.problems:
        print("The content has problems; run make check.", file=sys.stderr)
        return 1
    steps(checked, seconds)
    for part in (commands, sizes, lambda: growing(few, many)):
        print(flush=True)
        part()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
