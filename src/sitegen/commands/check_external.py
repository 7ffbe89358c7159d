"""Dead links to other sites, what became of the sources, and reviews that are due."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from sitegen.base.console import speak_anywhere
from sitegen.base.problems import as_text
from sitegen.check import check
from sitegen.commands import OK, PROBLEMS, for_any_reader
from sitegen.content.models import Health
from sitegen.content.reading.folder import read_folder
from sitegen.content.typed.entries import Entry
from sitegen.ledger.history import read_kept
from sitegen.pages.environment import environment
from sitegen.publish.outside import health
from sitegen.publish.outside.links import Dead, agent, answer, dead_links, links_out
from sitegen.publish.write import place
from sitegen.site.reviews import overdue
from sitegen.site.site import SOURCE_HEALTH, Site


@for_any_reader
def check_external(argv: Sequence[str], root: Path) -> int:
    """Ask every link, ask what became of every source with a DOI, and look at every review date.

    The answer on the sources is written as data. Returns 0: what it finds is news, not a fault.
    """
    speak_anywhere()
    parser = argparse.ArgumentParser(prog="check_external.py", description="Dead links, sources, reviews that are due.")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write a report; empty when all is well")
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="DATE", help="instead of today")
    parser.add_argument("--no-requests", action="store_true", help="look at the dates only")
    options = parser.parse_args(argv)
    checked = check(read_folder(root / "content_src"), read_kept(root))
    if checked.problems:
        print(as_text(checked.problems))
        return PROBLEMS
    site, today = checked.site, options.today or date.today()
    dead, asked = [], None
    if not options.no_requests:
        dead = dead_links(links_out(site), partial(answer, agent=agent(site)))
        asked = health.look(site.references.values(), partial(health.asked, agent=agent(site)), today)
        if asked:
            place(root / SOURCE_HEALTH, health.as_yaml(asked).encode("utf-8"))
    report = _report(root, site, dead=dead, late=overdue(site, today), asked=asked, silent=not options.no_requests)
    if options.markdown:
        place(options.markdown, report.encode("utf-8"))
    else:
        print(report or "Every link answers, no source has a new notice, and no review is due.")
    return OK


def _report(
    root: Path, site: Site, *, dead: Sequence[Dead], late: Sequence[Entry], asked: Health | None, silent: bool
) -> str:
    """What was found, in Markdown; empty when all is well. ``silent``: no answer on the sources is worth a line."""
    before = {notice for notices in site.notices.values() for notice in notices}
    fresh = [notice for notice in asked.found if notice not in before] if asked else []
    template = environment(root / "templates").get_template("commands/links_report.md.j2")
    return template.render(
        dead=dead,
        overdue=late,
        fresh=fresh,
        site=site,
        silent=silent and asked is None and any(ref.doi for ref in site.references.values()),
    ).strip()
