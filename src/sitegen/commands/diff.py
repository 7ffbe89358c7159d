"""What a patient will see change."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sitegen.base.commits import NoCommitError
from sitegen.base.console import speak_anywhere
from sitegen.check import check
from sitegen.commands import FAULT, OK, PROBLEMS
from sitegen.content.reading.folder import content_at, read_folder
from sitegen.ledger.difference import difference
from sitegen.ledger.snapshots import Snapshot
from sitegen.pages.environment import environment
from sitegen.pages.render import render
from sitegen.site.site import Site


def diff(argv: Sequence[str], root: Path) -> int:
    """Print what a reader will see change since another commit. Returns 0, or 2 where the commit cannot be read."""
    speak_anywhere()
    parser = argparse.ArgumentParser(prog="diff.py", description="What a patient will see change.")
    parser.add_argument("base", help="a commit or branch to compare with")
    parser.add_argument("--markdown", action="store_true", help="as Markdown, for the summary of a pull request")
    parser.add_argument("--previews", default="", metavar="URL", help="where the change is shown, to link each page")
    options = parser.parse_args(argv)
    template = environment(root / "templates").get_template(f"commands/diff.{'md' if options.markdown else 'txt'}.j2")
    try:
        before = content_at(root, options.base)
    except NoCommitError as error:
        print(f"{options.base} could not be read: {error}", file=sys.stderr)
        return FAULT
    today = date.today()
    sides: list[tuple[Site, Mapping[str, Snapshot]]] = []
    for files in (before, read_folder(root / "content_src")):
        checked = check(files)
        if checked.problems:
            print(template.render(pages=[], problems=sorted(set(checked.problems)), previews=""), end="")
            return PROBLEMS
        sides.append((checked.site, render(checked.site, today, root / "templates").snapshots))
    pages = difference(*sides[0], *sides[1])
    print(template.render(pages=pages, problems=[], previews=options.previews.rstrip("/")), end="")
    return OK
