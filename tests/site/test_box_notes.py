"""The notes below a table of good and harm: each letter is explained in one place."""

from __future__ import annotations

import re

from sitegen.check import Checked
from sitegen.content.models import Number
from sitegen.site.fact_box import short_box
from sitegen.site.fact_box.notes import Notes

ONE = re.compile(r"^\(([a-z])\) (?!\()")


def notes_of(*numbers: Number) -> list[str]:
    notes = Notes(numbers, {}, True)
    for number in numbers:
        notes.letter(number)
    return list(notes.said())


def test_a_letter_of_its_own_has_one_note_with_what_was_compared(checked: Checked) -> None:
    for entry in checked.site.of("types"):
        said = [note for note, _ in short_box(checked.site, entry).notes]
        letters = [found[1] for note in said if (found := ONE.match(note))]
        assert len(letters) == len(set(letters)), (entry.id, said)


def test_what_several_letters_compare_is_said_once(checked: Checked) -> None:
    facts = [f for f in checked.site.facts.values() if isinstance(f, Number) and f.compared_with]
    first = facts[0]
    again = first.model_copy(update={"by": "another day"})
    other = next(f for f in facts if f.with_.what != first.with_.what)
    alone = notes_of(first, other)
    assert len(alone) == 2
    assert " against " in alone[0].partition("Seen in: ")[0]
    shared = notes_of(first, again, other)
    assert shared[0].startswith("(a) Seen in: ")
    assert shared[1].startswith("(b) Seen in: ")
    assert shared[2].startswith("(c) ")
    assert " against " in shared[2].partition("Seen in: ")[0]
    assert shared[3].startswith("(a) (b) ")
