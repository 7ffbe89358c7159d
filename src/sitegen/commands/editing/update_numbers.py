"""A fact was changed: every sentence whose bound words are only a number follows; the others are listed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from sitegen.base.console import speak_anywhere
from sitegen.base.problems import as_text
from sitegen.check import SHOWN_AS, check
from sitegen.commands import FAULT, OK, PROBLEMS, for_any_reader
from sitegen.content.models import FACTS
from sitegen.content.reading.folder import read_folder
from sitegen.rules.language.numbers.rebound import rebound, told_of, urgent_first


@for_any_reader
def update_numbers(argv: Sequence[str], root: Path) -> int:
    """Rewrite the bound numbers of ``content_src/``. Returns 0, 1 where something is left for a person, 2 for a fault.

    Nothing is written while a record of ``facts/`` has a problem of its own: its number may be the mistake.
    """
    speak_anywhere()
    parser = argparse.ArgumentParser(prog="update_numbers.py", description="Numbers in sentences follow their facts.")
    parser.add_argument("--dry-run", action="store_true", help="tell what would be rewritten and write nothing")
    options = parser.parse_args(argv)
    folder = root / SHOWN_AS
    try:
        files = read_folder(folder)
        checked = check(files)
        own = [p for p in checked.problems if p.path.startswith(f"{SHOWN_AS}/{FACTS}/") and p.rule != "fact-mismatch"]
        if own:
            print(as_text(own))
            print("\nMend these records first. Nothing was written.")
            return PROBLEMS
        found = rebound(files, checked.site.facts)
        for name, text in found.files.items():
            print(f"{SHOWN_AS}/{name}")
            if not options.dry_run:
                (folder / name).write_text(text, "utf-8", newline="")
    except BrokenPipeError:
        raise
    except OSError as error:
        print(f"A file could not be read or written: {error}", file=sys.stderr)
        return FAULT
    would = "would be " if options.dry_run else ""
    numbers = "number" if found.rewritten == 1 else "numbers"
    done = f"{found.rewritten} {numbers} {would}rewritten in {len(found.files)} file{'s' * (len(found.files) != 1)}"
    print(f"{done}, {len(found.left)} left for a person.")
    if found.left:
        print(as_text(told_of(found.left, SHOWN_AS), urgent_first(checked.site)))
    return PROBLEMS if found.left else OK
