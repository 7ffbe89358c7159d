"""A file of ``translations/<language>/`` with a slot for each text of a page, ready to be filled in the browser.

What is translated already stays; a field whose English has changed is named in a comment, with what to do. A file that
cannot be read whole is left as it is: whoever made it would lose what the command did not understand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import yaml

from sitegen.base.console import speak_anywhere
from sitegen.base.problems import as_text
from sitegen.check import check
from sitegen.check.translations import original_of
from sitegen.commands import FAULT, OK, PROBLEMS, for_any_reader
from sitegen.content.reading.folder import read_folder
from sitegen.content.translation.files import FOLDER, TO_WRITE, Read, read_translation
from sitegen.content.translation.put import put
from sitegen.content.translation.slots import Slot

NEW = {"by": "machine", "read": "none", "checked": "none"}
"""What is said of a translation that nobody has begun; whoever writes it says otherwise."""
USAGE = """usage: new_translation.py LANGUAGE ITEM

LANGUAGE is a folder of translations/, such as fr or pt-br; ITEM a page or a data file without its ending, such as
cards/name, data/terms or site."""


@for_any_reader
def main(argv: Sequence[str], root: Path) -> int:
    """Write or renew the file. Exit code 0, 1 for problems of the old file, 2 where language or page is not there."""
    speak_anywhere()
    if len(argv) != 2:
        print(USAGE, file=sys.stderr)
        return FAULT
    language, item = argv
    folder = root / FOLDER / language
    if not (folder / "site.po").is_file():
        hint = f".venv/bin/python scripts/extract_words.py {language}"
        print(f"There is no language {language!r} yet. Begin it with: {hint}", file=sys.stderr)
        return FAULT
    checked = check(read_folder(root / "content_src"))
    original = original_of(f"{item}.yml", checked.originals, checked.site)
    if original is None:
        print(f"There is no English file {item!r} in content_src/.", file=sys.stderr)
        return FAULT
    path = folder / f"{item}.yml"
    old, problems = (
        read_translation(f"{FOLDER}/{language}/{item}.yml", path.read_bytes()) if path.is_file() else (None, [])
    )
    if problems:
        print(f"{as_text(problems)}\nMend these lines first. Nothing was written.", file=sys.stderr)
        return PROBLEMS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines(original.slots, old, date.today())) + "\n", "utf-8", newline="\n")
    print(f"{path.relative_to(root)}: {len(original.slots)} fields")
    return OK


def lines(slots: Sequence[Slot], old: Read | None, today: date) -> Iterator[str]:
    """The file, line by line: who made it, then each text with its English above it."""
    done = put(slots, old, lambda _: False) if old else None
    stale = {slot.loc for slot in done.stale} if done else set()
    head = old.found.model_dump(mode="json", exclude_unset=True) if old else NEW
    yield f"made: {old.found.made if old else today}"
    for name in ("by", "read", "checked", "also_called", "not_asked", "no_sign", "no_sign_alone", "papers"):
        if name in head:
            yield f"{name}: {_flow(head[name])}"
    yield "words:"
    for slot in slots:
        said_before = done.said.get(slot.loc) if done else None
        yield f"  {slot.key}:"
        yield from (f"    # {row}" for row in slot.english.split("\n") if row.strip())
        if slot.loc in stale and old:
            before = old.found.words[slot.key].of
            yield f"    # The English has changed since. Is the meaning unchanged? Then write {slot.of} below."
            yield f"    of: {before}"
        else:
            yield f"    of: {slot.of}"
        yield from _says(said_before[0] if said_before else TO_WRITE)


def _flow(value: object) -> str:
    said = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000)
    return said.removesuffix("\n...\n").strip()


def _says(words: str) -> Iterator[str]:
    if "\n" not in words:
        yield f"    says: {_quoted(words)}"
        return
    yield "    says: |-"
    yield from (f"      {row}" if row else "" for row in words.split("\n"))


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
