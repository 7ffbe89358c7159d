"""What a patient will see change."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, MutableMapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sitegen.base.commits import NoCommitError
from sitegen.base.console import speak_anywhere
from sitegen.check import check
from sitegen.commands import FAULT, OK, PROBLEMS, for_any_reader, uncollected
from sitegen.content.reading.folder import content_at, read_folder
from sitegen.ledger.difference import difference
from sitegen.ledger.snapshots import Snapshot
from sitegen.pages.environment import environment
from sitegen.pages.render import render
from sitegen.publish.kept_files import kept_files
from sitegen.site.site import Site


@for_any_reader
@uncollected()
def diff(argv: Sequence[str], root: Path) -> int:
    """Print what a reader will see change since another commit. Returns 0, 1 for problems, 2 for an unknown commit."""
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
    # What a check has read already, which is most of both sides. It tidies up there: it uses more of it than this.
    memory = kept_files(root, "check")
    checked = check(read_folder(root / "content_src"), memory=memory)
    if checked.problems:
        print(template.render(pages=[], problems=sorted(set(checked.problems)), previews=""), end="")
        return PROBLEMS
    was = _was(before, today, root, memory)
    if was is None:
        print(f"At {options.base} the content had problems of its own, so there is nothing to compare with.")
        return OK
    now: Mapping[str, Snapshot] = render(checked.site, today, root / "templates").snapshots
    now = {name: page for name, page in now.items() if name not in was.unread}
    pages = difference(was.site, was.pages, checked.site, now)
    if was.unread:
        left_out = ", ".join(sorted(was.unread))
        print(f"At {options.base} these pages had problems of their own, and are left out: {left_out}.\n")
    print(template.render(pages=pages, problems=[], previews=options.previews.rstrip("/")), end="")
    return OK


class _Was(NamedTuple):
    """The old side. ``unread`` are the pages of which nobody can say what they showed."""

    site: Site
    pages: Mapping[str, Snapshot]
    unread: frozenset[str]


def _was(files: Mapping[str, bytes], today: date, root: Path, memory: MutableMapping[str, bytes]) -> _Was | None:
    """What a reader saw before, as far as it could be read; none where too much was wrong.

    A problem of the past is nobody's to mend now: a rule may be younger than the content that broke it, and whoever
    mends a broken page has to see what the mending changes elsewhere.
    """
    checked = check(files, memory=memory)
    names = {name.rpartition(".")[0] for name in files if name.endswith((".md", ".yml")) and "/_" not in name}
    whole = {*checked.originals.data, *checked.originals.pages}
    unread = frozenset(names - whole)
    if any(f"{name}.md" not in files for name in unread):
        # A file of records stands behind every page.
        return None
    try:
        pages = render(checked.site, today, root / "templates").snapshots
    except Exception:
        if not checked.problems:
            raise
        # A site with problems was never meant to be rendered: a link may lead nowhere, a source may not be there.
        return None
    return _Was(checked.site, {name: page for name, page in pages.items() if name not in unread}, unread)
