"""The command: build, or check only. Prints problems and the table; turns the outcome into an exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sitegen.build import build
from sitegen.load import read_folder
from sitegen.pipeline import Checked, check
from sitegen.problems import as_github, as_text
from sitegen.publish import site_url
from sitegen.report import table
from sitegen.write import write

OK, PROBLEMS, FAULT = 0, 1, 2


def main(argv: Sequence[str], root: Path) -> int:
    """Run the builder on the project at ``root``.

    Returns 0 when all is well, 1 when the content has problems (nothing is written), 2 for wrong
    usage or a fault of the builder. The clock is read here and nowhere else.
    """
    parser = argparse.ArgumentParser(prog="build_pages.py", description="Content in, pages out.")
    parser.add_argument("--check", action="store_true", help="tell every problem and write nothing")
    parser.add_argument("--format", choices=("text", "github"), default="text", help="how problems are printed")
    parser.add_argument(
        "--today", type=date.fromisoformat, default=None, metavar="DATE", help="the day to build for, instead of today"
    )
    parser.add_argument("--content", type=Path, default=root / "content_src", help="the folder with the content")
    parser.add_argument("--out", type=Path, default=root / "docs", help="the folder for the pages")
    options = parser.parse_args(argv)
    try:
        return _run(options, root)
    except OSError as error:
        print(f"The builder could not read or write a file: {error}", file=sys.stderr)
        return FAULT


def _run(options: argparse.Namespace, root: Path) -> int:
    if not options.content.is_dir():
        print(f"There is no folder {options.content}.", file=sys.stderr)
        return FAULT
    checked: Checked = check(read_folder(options.content))
    if checked.problems:
        printed = as_github(checked.problems) if options.format == "github" else as_text(checked.problems)
        print(printed)
        count = len(checked.problems)
        print(f"\n{count} problem{'s' if count != 1 else ''}. Nothing was written.")
    print(table(checked.measure))
    if checked.problems:
        return PROBLEMS
    if options.check:
        return OK
    today = options.today or date.today()
    files = build(checked.site, today, root / "templates", site_url(root), root / ".cache" / "cards")
    written = write(options.out, files)
    print(f"{options.out.name}: {written.changed} written, {written.unchanged} unchanged, {written.deleted} deleted")
    return OK
