"""Dead links to other sites, and reviews that are due."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from sitegen.base.console import speak_anywhere
from sitegen.base.problems import as_text
from sitegen.check import check
from sitegen.commands import OK, PROBLEMS
from sitegen.content.reading.folder import read_folder
from sitegen.ledger.history import read_kept
from sitegen.pages.environment import environment
from sitegen.publish.outside_links import agent, answer, dead_links, links_out
from sitegen.publish.write import place
from sitegen.site.reviews import overdue


def check_external(argv: Sequence[str], root: Path) -> int:
    """Ask every link to another site and look at every review date. Returns 0: what it finds is news, not a fault."""
    speak_anywhere()
    parser = argparse.ArgumentParser(prog="check_external.py", description="Dead links and reviews that are due.")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write a report; empty when all is well")
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="DATE", help="instead of today")
    parser.add_argument("--no-requests", action="store_true", help="look at the dates only")
    options = parser.parse_args(argv)
    checked = check(read_folder(root / "content_src"), read_kept(root))
    if checked.problems:
        print(as_text(checked.problems))
        return PROBLEMS
    dead = (
        [] if options.no_requests else dead_links(links_out(checked.site), partial(answer, agent=agent(checked.site)))
    )
    late = overdue(checked.site, options.today or date.today())
    report = environment(root / "templates").get_template("commands/links_report.md.j2").render(dead=dead, overdue=late)
    if options.markdown:
        place(options.markdown, report.strip().encode("utf-8"))
    else:
        print(report.strip() or "Every link answers, and no review is due.")
    return OK
