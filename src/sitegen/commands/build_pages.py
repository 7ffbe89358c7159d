"""Build or check: content in, pages out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sitegen.base.console import speak_anywhere
from sitegen.base.files import key_of, remembered
from sitegen.base.locks import NoLocksError
from sitegen.commands import FAULT, OK, PROBLEMS, for_any_reader, uncollected
from sitegen.publish.kept_files import hash_of, kept_files, libraries

if TYPE_CHECKING:
    from sitegen.check import Checked

BESIDE = ("releases", "ratings", "permalinks.txt", "translations")
"""What a check reads besides the content, in the folder in which the content stands."""


class Told(NamedTuple):
    """What a check says: its exit code, its words, and what it says of the computer's clock."""

    code: int
    words: str
    clock: str


@for_any_reader
@uncollected()
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
        return _run(options, root)
    except BrokenPipeError:
        raise
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
    if options.check and options.notes is None:
        return _say(_told_again(options, root, today))
    # A site may be built for an earlier day; what was done since then is not ahead.
    clock = today if options.check else max(today, date.today())
    checked = _checked(options, root, clock)
    code = _say(_told(options, root, checked, clock))
    return code if code or options.check else _write(options, root, checked, today)


def _told_again(options: argparse.Namespace, root: Path, today: date) -> Told:
    """What a check said before of the same files on the same day, or says now.

    To say it again takes a tenth of the time, so nothing that only a check needs may be imported before.
    """
    memory = kept_files(root, "told")
    made_of = _made_of(options, today)
    told = remembered(memory, made_of, Told, lambda: _told(options, root, _checked(options, root, today), today))
    # What was edited while the check ran may be in what it says.
    if _made_of(options, today) != made_of:
        memory.pop(key_of(made_of), None)
    memory.tidy()
    return told


def _made_of(options: argparse.Namespace, today: date) -> list[bytes]:
    """All that a check depends on besides the builder itself."""
    around = options.content.parent
    files = (hash_of(options.content), *(hash_of(around / name) for name in BESIDE))
    return [str(today).encode(), options.format.encode(), libraries(), *files]


def _checked(options: argparse.Namespace, root: Path, clock: date) -> Checked:
    # Only here, as to say again what a check said needs none of these, and they take most of a second.
    from sitegen.check import check
    from sitegen.content.reading.folder import read_folder, read_translations
    from sitegen.ledger.history import read_kept

    memory = kept_files(root, "check")
    around = options.content.parent
    checked = check(read_folder(options.content), read_kept(around), clock, memory, read_translations(around))
    memory.tidy()
    return checked


def _told(options: argparse.Namespace, root: Path, checked: Checked, clock: date) -> Told:
    """The problems, the notes where they are asked for, and the table."""
    from sitegen.base.problems import as_github, as_text
    from sitegen.commands.report import table
    from sitegen.rules.language.numbers.rebound import changed_first, urgent_first

    words = []
    if checked.problems:
        told = as_github if options.format == "github" else as_text
        count = len(checked.problems)
        order = changed_first(urgent_first(checked.site), _changed(options, root))
        words.append(told(checked.problems, order))
        words.append(f"\n{count} problem{'s' if count != 1 else ''}. Nothing was written.")
    if options.notes is not None:
        from sitegen.commands.notes import told_notes

        words.append(told_notes(checked, options.content, root, options.notes, options.format))
    words.append(table(checked.measure, checked.shares))
    return Told(PROBLEMS if checked.problems else OK, "\n".join(words), _of_clock(clock, checked))


def _changed(options: argparse.Namespace, root: Path) -> frozenset[str]:
    """The paths of what has changed since the commit for which notes are asked; none where it cannot be read."""
    from sitegen.base.commits import NoCommitError
    from sitegen.check import SHOWN_AS
    from sitegen.content.reading.folder import changed_since, content_at, read_folder

    if not options.notes:
        return frozenset()
    try:
        before = content_at(root, options.notes)
    except NoCommitError:
        return frozenset()
    return frozenset(f"{SHOWN_AS}/{name}" for name in changed_since(before, read_folder(options.content)))


def _say(told: Told) -> int:
    if told.clock:
        print(told.clock, file=sys.stderr)
    print(told.words)
    return told.code


def _write(options: argparse.Namespace, root: Path, checked: Checked, today: date) -> int:
    # Only here, as a check needs neither the drawing of leaflets nor MkDocs.
    from sitegen.base.problems import as_github, as_text
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


def _of_clock(clock: date, checked: Checked) -> str:
    """What is said once of a computer whose clock is behind, in place of a problem for each day it takes for ahead."""
    from sitegen.base.dates import trusted

    last = checked.history.last_day
    if trusted(clock, last) is None:
        return f"Today is {clock} here, before the last release ({last}): days ahead were not told."
    return ""
