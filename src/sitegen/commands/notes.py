"""The notes that a check tells on demand, for all pages or for what changed since a commit: plainer words, and what
other languages now show in English."""

from __future__ import annotations

from pathlib import Path

from sitegen.base.commits import NoCommitError
from sitegen.check import Checked, check
from sitegen.check.stale import urgent_stale
from sitegen.content.reading.folder import changed_since, content_at, read_folder
from sitegen.content.typed.entries import Entry
from sitegen.publish.kept_files import kept_files
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

    entries = checked.site.entries
    stale = stale_notes(checked)
    if not since:
        found = [note for entry in entries.values() for note in of_entry(entry)]
    else:
        try:
            files = content_at(root, since)
        except NoCommitError as error:
            return f"{since} could not be read, so there are no notes: {error}"
        before = check(files, memory=kept_files(root, "check")).site.entries
        changed = changed_since(files, read_folder(content))
        # Paths of problems begin with the name of the folder, whatever it is called here.
        stale = [note for note in stale if note.path.partition("/")[2] in changed]
        found = []
        for item_id, entry in entries.items():
            old = before.get(item_id)
            # Notes are on one page alone, so one that stands as it stood has no new ones.
            if old != entry:
                found += new_notes(of_entry(entry), of_entry(old) if old else [])
    told = [*stale, *found]
    if form == "github":
        return notes_as_github(told)
    return f"{notes_as_text(told)}\n{len(told)} notes. They never stop a build.".lstrip()


def stale_notes(checked: Checked) -> list[Note]:
    """What a change of urgent English does in other languages: nobody else would tell the one who made it."""
    return [
        Note(
            stale.path,
            stale.line,
            "stale",
            stale.key,
            f"this is urgent, and readers in {', '.join(stale.languages)} see it in English until somebody translates "
            f"it again; where the meaning is the same, write of: {stale.of} in the file of each",
        )
        for stale in urgent_stale(checked)
    ]
