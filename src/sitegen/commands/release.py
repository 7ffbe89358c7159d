"""Record what changed since the last release."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sitegen.base.console import speak_anywhere
from sitegen.base.problems import as_text
from sitegen.check import check
from sitegen.check.editions import in_its_languages
from sitegen.commands import FAULT, OK, PROBLEMS, for_any_reader
from sitegen.commands.report import released
from sitegen.content.reading.folder import read_folder, read_translations
from sitegen.ledger.history import read_kept
from sitegen.ledger.release import prepare
from sitegen.outputs.leaflets.past import with_leaflets
from sitegen.pages.render import render
from sitegen.publish.site import site_url
from sitegen.publish.write import place


@for_any_reader
def release(argv: Sequence[str], root: Path) -> int:
    """Record what changed since the last release in ``releases/`` and ``permalinks.txt``.

    Returns 0 when a release was made or nothing had changed, 1 when the content has problems, 2 for a fault.
    """
    speak_anywhere()
    parser = argparse.ArgumentParser(prog="release.py", description="Record what changed since the last release.")
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="DATE", help="the day of the release")
    parser.add_argument("--note", default="", help="a sentence about the release, for the ledger")
    options = parser.parse_args(argv)
    today = options.today or date.today()
    try:
        translations = read_translations(root)
        files = read_folder(root / "content_src")
        checked = check(files, read_kept(root), max(today, date.today()), translations=translations)
        if checked.problems:
            print(as_text(checked.problems))
            return PROBLEMS
        site = in_its_languages(checked.site, translations)
        rendered = render(site, today, root / "templates", checked.history)
        now = with_leaflets(site, rendered.snapshots, rendered.stamps, today, site_url(root))
        made = prepare(site, checked.history, now, today, options.note)
        if made is None:
            print("Nothing has changed since the last release.")
            return OK
        for path, data in made.files.items():
            place(root / path, data)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        print(f"The release could not be made: {error}", file=sys.stderr)
        return FAULT
    print(released(made.release))
    return OK
