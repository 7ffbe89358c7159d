"""A new page from the template of its folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sitegen.base.console import speak_anywhere
from sitegen.commands import FAULT, OK, for_any_reader
from sitegen.content.editing.skeleton import KINDS, file_id, skeleton


@for_any_reader
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
