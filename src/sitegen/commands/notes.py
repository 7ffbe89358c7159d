"""The notes that a check tells on demand: plainer words, for all pages or for what changed since a commit."""

from __future__ import annotations

from pathlib import Path

from sitegen.base.commits import NoCommitError
from sitegen.check import Checked, check
from sitegen.content.reading.folder import content_at
from sitegen.content.typed.entries import Entry
from sitegen.rules.language.notes import Note, explained_words, new_notes, notes, spelling_notes
from sitegen.rules.language.notes import as_github as notes_as_github
from sitegen.rules.language.notes import as_text as notes_as_text
from sitegen.rules.language.spelling import WORDS_FILE, read_words


def told_notes(checked: Checked, content: Path, root: Path, since: str, form: str) -> str:
    """The notes on all pages, or on what changed since a commit."""
    known = explained_words(checked.site)
    own = content / WORDS_FILE
    spelt = known | (read_words(own.read_text("utf-8")) if own.is_file() else frozenset())

    def of_entry(entry: Entry) -> list[Note]:
        return [*notes(entry, known), *spelling_notes(entry, spelt)]

    found = {entry.id: of_entry(entry) for entry in checked.site.entries.values()}
    if since:
        try:
            before = check(content_at(root, since)).site.entries
        except NoCommitError as error:
            return f"{since} could not be read, so there are no notes: {error}"
        for item_id in found:
            old = of_entry(before[item_id]) if item_id in before else []
            found[item_id] = new_notes(found[item_id], old)
    told = [note for of_page in found.values() for note in of_page]
    if form == "github":
        return notes_as_github(told)
    return f"{notes_as_text(told)}\n{len(told)} notes. They never stop a build.".lstrip()
