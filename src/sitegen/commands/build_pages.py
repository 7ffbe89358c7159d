"""Build or check: content in, pages out."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sitegen.base.console import speak_anywhere
from sitegen.base.dates import trusted
from sitegen.base.locks import NoLocksError
from sitegen.base.problems import as_github, as_text
from sitegen.check import Checked, check
from sitegen.commands import FAULT, OK, PROBLEMS
from sitegen.commands.report import table
from sitegen.content.reading.folder import read_folder
from sitegen.ledger.history import read_kept
from sitegen.publish.kept_files import kept_files
from sitegen.rules.language.numbers.rebound import urgent_first


def main(argv: Sequence[str], root: Path) -> int:
    """Run the builder on the project at ``root``.

    Returns 0 when all is well, 1 when the content has problems (nothing is written), 2 for wrong
    usage or a fault of the builder. The clock is read here and nowhere else.
    """
    speak_anywhere()
    parser = argparse.ArgumentParser(prog="build_pages.py", description="Content in, pages out.")
    parser.add_argument("--check", action="store_true", help="tell every problem and write nothing")
    parser.add_argument(
        "--notes",
        nargs="?",
        const="",
        default=None,
        metavar="COMMIT",
        help="also suggest plainer words, for all pages or for those changed since a commit; notes never fail",
    )
    parser.add_argument("--format", choices=("text", "github"), default="text", help="how problems are printed")
    parser.add_argument(
        "--today", type=date.fromisoformat, default=None, metavar="DATE", help="the day to build for, instead of today"
    )
    parser.add_argument("--content", type=Path, default=root / "content_src", help="the folder with the content")
    parser.add_argument("--out", type=Path, default=root / "docs", help="the folder for the pages")
    options = parser.parse_args(argv)
    # A run makes much and throws little away: to look for what can go takes a tenth of its time.
    gc.disable()
    try:
        code = _run(options, root)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read the output, such as head, has seen enough; the rest goes nowhere, without a complaint.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULT
    except NoLocksError as error:
        print(f"{error}", file=sys.stderr)
        return FAULT
    except OSError as error:
        print(f"The builder could not read or write a file: {error}", file=sys.stderr)
        return FAULT
    finally:
        gc.enable()


def _run(options: argparse.Namespace, root: Path) -> int:
    if not options.content.is_dir():
        print(f"There is no folder {options.content}.", file=sys.stderr)
        return FAULT
    today = options.today or date.today()
    # A site may be built for an earlier day; what was done since then is not ahead.
    clock = today if options.check else max(today, date.today())
    memory = kept_files(root, "check")
    checked: Checked = check(read_folder(options.content), read_kept(options.content.parent), clock, memory)
    memory.tidy()
    _tell_of_clock(clock, checked)
    if checked.problems:
        told = as_github if options.format == "github" else as_text
        print(told(checked.problems, urgent_first(checked.site)))
        count = len(checked.problems)
        print(f"\n{count} problem{'s' if count != 1 else ''}. Nothing was written.")
    if options.notes is not None:
        from sitegen.commands.notes import told_notes

        print(told_notes(checked, options.content, root, options.notes, options.format))
    print(table(checked.measure))
    if checked.problems:
        return PROBLEMS
    if options.check:
        return OK
    # Only here, as a check needs neither the drawing of leaflets nor MkDocs.
    from sitegen.outputs.leaflets.leaflets import NoRoomError
    from sitegen.publish.docs import write_docs

    try:
        written = write_docs(checked, today, root, options.out)
    except NoRoomError as full:
        # Found out only by drawing the leaflets, which the check leaves to the build.
        print(as_github(full.problems) if options.format == "github" else as_text(full.problems))
        print("\nNothing was written.")
        return PROBLEMS
    print(f"{options.out.name}: {written.changed} written, {written.unchanged} unchanged, {written.deleted} deleted")
    return OK


def _tell_of_clock(today: date, checked: Checked) -> None:
    """Say once that this computer's clock is behind, in place of a problem for each day that it takes for ahead."""
    last = checked.history.last_day
    if trusted(today, last) is None:
        print(f"Today is {today} here, before the last release ({last}): days ahead were not told.", file=sys.stderr)
