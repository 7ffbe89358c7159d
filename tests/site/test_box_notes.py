"""The notes below a table of good and harm: each letter is explained in one place."""

from __future__ import annotations

import re

from sitegen.check import Checked
from sitegen.content import describe
from sitegen.content.models import Number, TypeItem
from sitegen.site.fact_box import ShortRow, boxed, fact_box, short_box
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


def unlike(checked: Checked) -> Number:
    facts = (f for f in checked.site.facts.values() if isinstance(f, Number))
    return next(fact for fact in facts if describe.unlike(fact) and fact.with_.of < 100)


def test_groups_of_unlike_size_are_told_of_a_hundred_each_and_the_note_has_the_real_counts(checked: Checked) -> None:
    number = unlike(checked)
    assert number.compared_with
    box = boxed([(ShortRow("Better", "benefits/any#one"), number)], {})
    row = box.rows[0]
    assert (row.treated, row.others) == tuple(f"{share} of 100" for share in row.shares)
    assert row.others_in_short == str(row.shares[1])
    said = box.notes[0][0]
    assert f"Counted: {number.with_.count} of {number.with_.of} against {number.compared_with.count} of" in said


def test_a_row_without_a_note_has_the_real_counts(checked: Checked) -> None:
    number = unlike(checked)
    row = boxed([(ShortRow("Sore", seriousness="passing"), number)], {}, harms_noted=False).rows[0]
    assert row.treated == f"{number.with_.count} of {number.with_.of}"


def test_like_groups_say_no_counts_below(checked: Checked) -> None:
    facts = (f for f in checked.site.facts.values() if isinstance(f, Number) and f.compared_with)
    number = next(fact for fact in facts if not describe.unlike(fact))
    assert "Counted" not in boxed([(ShortRow("Better", "benefits/any#one"), number)], {}).notes[0][0]


def test_columns_are_named_only_where_all_ratings_are_of_what_was_counted(checked: Checked) -> None:
    number = next(f for f in checked.site.facts.values() if isinstance(f, Number) and f.compared_with)
    counted = (ShortRow("Better", "benefits/any#one"), number)
    named = boxed([counted], {}).heads
    assert named[0].lower().startswith(number.with_.what[:5].lower())
    assert boxed([counted, (ShortRow("Another", "benefits/any#two"), None)], {}).heads == (
        "The treatment",
        "Dummy or nothing",
    )
    uses = [e for e in checked.site.of("types") if isinstance(e.item, TypeItem)]
    assert {short_box(checked.site, use).heads[0] == "The treatment" for use in uses} == {True, False}


def test_each_count_of_a_box_has_its_bar(checked: Checked) -> None:
    for entry in checked.site.of("types"):
        for row in short_box(checked.site, entry).rows if isinstance(entry.item, TypeItem) else ():
            assert len(row.shares) == row.counted + row.compared, row
            assert all(0 <= share <= 100 for share in row.shares)


def test_a_table_with_the_real_counts_does_not_say_them_again_below(checked: Checked) -> None:
    for entry in checked.site.of("types"):
        if isinstance(entry.item, TypeItem):
            assert not [note for note in fact_box(checked.site, entry, short=True).notes if "Counted:" in note]
