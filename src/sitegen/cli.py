"""The commands: build or check, release, diff. They print, and turn the outcome into an exit code."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sitegen.build import build
from sitegen.commits import NoCommitError
from sitegen.console import speak_anywhere
from sitegen.dates import trusted
from sitegen.difference import difference
from sitegen.external import answer, dead_links, links_out, overdue
from sitegen.history import read_kept
from sitegen.leaflets import NoRoomError, with_leaflets
from sitegen.link import Site
from sitegen.link_list import addresses, judge, plain_text
from sitegen.load import content_at, read_folder
from sitegen.locks import NoLocksError, need_locks
from sitegen.notes import Note, explained_words, new_notes, notes, spelling_notes
from sitegen.notes import as_github as notes_as_github
from sitegen.notes import as_text as notes_as_text
from sitegen.pipeline import Checked, check
from sitegen.problems import as_github, as_text
from sitegen.publish import site_url
from sitegen.release import prepare
from sitegen.render import environment, render
from sitegen.report import judged_line, released, table
from sitegen.skeleton import KINDS, file_id, skeleton
from sitegen.snapshots import Snapshot
from sitegen.spelling import WORDS_FILE, read_words
from sitegen.validate import Entry
from sitegen.write import place, write

OK, PROBLEMS, FAULT = 0, 1, 2


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


def _run(options: argparse.Namespace, root: Path) -> int:
    if not options.content.is_dir():
        print(f"There is no folder {options.content}.", file=sys.stderr)
        return FAULT
    today = options.today or date.today()
    # A site may be built for an earlier day; what was done since then is not ahead.
    clock = today if options.check else max(today, date.today())
    checked: Checked = check(read_folder(options.content), read_kept(options.content.parent), clock)
    _tell_of_clock(clock, checked)
    if checked.problems:
        printed = as_github(checked.problems) if options.format == "github" else as_text(checked.problems)
        print(printed)
        count = len(checked.problems)
        print(f"\n{count} problem{'s' if count != 1 else ''}. Nothing was written.")
    if options.notes is not None:
        print(_notes(checked, options, root))
    print(table(checked.measure))
    if checked.problems:
        return PROBLEMS
    if options.check:
        return OK
    need_locks()
    cache = root / ".cache" / "cards"
    try:
        files = build(checked.site, today, root / "templates", site_url(root), cache, checked.history)
    except NoRoomError as full:
        # Found out only by drawing the leaflets, which the check leaves to the build.
        print(as_github(full.problems) if options.format == "github" else as_text(full.problems))
        print("\nNothing was written.")
        return PROBLEMS
    written = write(options.out, files)
    print(f"{options.out.name}: {written.changed} written, {written.unchanged} unchanged, {written.deleted} deleted")
    return OK


def _tell_of_clock(today: date, checked: Checked) -> None:
    """Say once that this computer's clock is behind, in place of a problem for each day that it takes for ahead."""
    last = checked.history.last_day
    if trusted(today, last) is None:
        print(f"Today is {today} here, before the last release ({last}): days ahead were not told.", file=sys.stderr)


def _notes(checked: Checked, options: argparse.Namespace, root: Path) -> str:
    """The notes on all pages, or on what changed since a commit."""
    known = explained_words(checked.site)
    own = options.content / WORDS_FILE
    spelt = known | (read_words(own.read_text("utf-8")) if own.is_file() else frozenset())

    def of_entry(entry: Entry) -> list[Note]:
        return [*notes(entry, known), *spelling_notes(entry, spelt)]

    found = {entry.id: of_entry(entry) for entry in checked.site.entries.values()}
    if options.notes:
        try:
            before = check(content_at(root, options.notes)).site.entries
        except NoCommitError as error:
            return f"{options.notes} could not be read, so there are no notes: {error}"
        for item_id in found:
            old = of_entry(before[item_id]) if item_id in before else []
            found[item_id] = new_notes(found[item_id], old)
    told = [note for of_page in found.values() for note in of_page]
    if options.format == "github":
        return notes_as_github(told)
    return f"{notes_as_text(told)}\n{len(told)} notes. They never stop a build.".lstrip()


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
        checked = check(read_folder(root / "content_src"), read_kept(root), max(today, date.today()))
        if checked.problems:
            print(as_text(checked.problems))
            return PROBLEMS
        rendered = render(checked.site, today, root / "templates", checked.history)
        now = with_leaflets(checked.site, rendered.snapshots, rendered.stamps, today, site_url(root))
        made = prepare(checked.site, checked.history, now, today, options.note)
        if made is None:
            print("Nothing has changed since the last release.")
            return OK
        for path, data in made.files.items():
            place(root / path, data)
    except (OSError, ValueError) as error:
        print(f"The release could not be made: {error}", file=sys.stderr)
        return FAULT
    print(released(made.release))
    return OK


def diff(argv: Sequence[str], root: Path) -> int:
    """Print what a reader will see change since another commit. Returns 0, or 2 where the commit cannot be read."""
    speak_anywhere()
    parser = argparse.ArgumentParser(prog="diff.py", description="What a patient will see change.")
    parser.add_argument("base", help="a commit or branch to compare with")
    parser.add_argument("--markdown", action="store_true", help="as Markdown, for the summary of a pull request")
    parser.add_argument("--previews", default="", metavar="URL", help="where the change is shown, to link each page")
    options = parser.parse_args(argv)
    template = environment(root / "templates").get_template("diff.md.j2" if options.markdown else "diff.txt.j2")
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
    dead = [] if options.no_requests else dead_links(links_out(checked.site), answer)
    late = overdue(checked.site, options.today or date.today())
    report = environment(root / "templates").get_template("links_report.md.j2").render(dead=dead, overdue=late)
    if options.markdown:
        place(options.markdown, report.strip().encode("utf-8"))
    else:
        print(report.strip() or "Every link answers, and no review is due.")
    return OK


def new_item(argv: Sequence[str], root: Path) -> int:
    """Make a new page from its folder's template. Returns 0, or 2 when it cannot be made or is already there."""
    speak_anywhere()
    parser = argparse.ArgumentParser(prog="new_item.py", description="A new page from the template of its folder.")
    parser.add_argument("kind", choices=list(KINDS), help="what the page is about")
    parser.add_argument("title", help="its title, in plain words")
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="DATE", help="instead of today")
    options = parser.parse_args(argv)
    folder = root / "content_src" / KINDS[options.kind]
    try:
        path = folder / f"{file_id(options.title)}.md"
        text = skeleton((folder / "_template.md").read_text("utf-8"), options.title, options.today or date.today())
        with path.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text)
    except FileExistsError:
        print(f"{path.relative_to(root)} is already there. Nothing was changed.", file=sys.stderr)
        return FAULT
    except (OSError, ValueError) as error:
        print(f"The page could not be made: {error}", file=sys.stderr)
        return FAULT
    print(f"{path.relative_to(root)} was made. Replace the words of every field, then run: make check")
    print('Name the new page under "related" of a page that a reader would come from.')
    return OK
