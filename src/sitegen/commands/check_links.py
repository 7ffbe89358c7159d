"""Are a clinic's links to the guide current?"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sitegen.base.console import speak_anywhere
from sitegen.check import check
from sitegen.commands import FAULT, OK, PROBLEMS, for_any_reader
from sitegen.commands.report import judged_line
from sitegen.content.reading.folder import read_folder
from sitegen.ledger.history import read_kept
from sitegen.outputs.link_list import addresses, judge, plain_text
from sitegen.pages.render import render
from sitegen.publish.site import site_url


@for_any_reader
def check_links(argv: Sequence[str], root: Path) -> int:
    """Judge every link and version in a file. Returns 0 when none needs a change, 1 when one does, 2 for a fault."""
    speak_anywhere()
    parser = argparse.ArgumentParser(prog="check_links.py", description="Are my links to the guide current?")
    parser.add_argument("file", type=Path, help="any text file with links or version ids")
    parser.add_argument("--data", type=Path, help="the site's api/v1/addresses.json; without it this folder is read")
    options = parser.parse_args(argv)
    try:
        text = plain_text(options.file.read_bytes())
        known = json.loads(options.data.read_text("utf-8")) if options.data else _addresses(root)
    except (OSError, ValueError) as error:
        print(f"A file could not be read: {error}", file=sys.stderr)
        return FAULT
    found = judge(text, known)
    for judged in found:
        print(judged_line(options.file, judged.line, judged))
    wrong = [judged for judged in found if judged.state not in ("current", "elsewhere")]
    print(f"{len(found)} links and versions, {len(wrong)} to look at")
    return PROBLEMS if wrong else OK


def _addresses(root: Path) -> Mapping[str, object]:
    checked = check(read_folder(root / "content_src"), read_kept(root))
    if checked.problems:
        raise ValueError("the content has problems; run make check")
    rendered = render(checked.site, date.today(), root / "templates", checked.history)
    return addresses(checked.site, checked.history, rendered.stamps, site_url(root), rendered.pages)
