"""The notes of a table of good and harm: who was counted, when, and with what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sitegen.content import describe
from sitegen.content.describe import ENGLISH, Words
from sitegen.content.models import Number
from sitegen.content.prose.inline import plain_words

TREATMENT, NOTHING = "The treatment", "Dummy or nothing"


@dataclass
class Notes:
    """The notes of a table: who was counted, when, with what and against what, once for all rows that share it."""

    numbers: Sequence[Number]
    where: Mapping[str, str]
    short: bool
    words: Words = ENGLISH
    named: bool = True
    """Whether the columns may be called by what was compared."""
    of_hundred: bool = False
    """Whether the table tells groups of unlike size of 100 each, so that the notes give the real counts."""
    found: dict[tuple[str, str, str], list[Number]] = field(default_factory=dict)

    @cached_property
    def heads(self) -> tuple[str, str]:
        """What the columns are called."""
        return self.names or (self.words.of("column", TREATMENT), self.words.of("column", NOTHING))

    @cached_property
    def names(self) -> tuple[str, str] | None:
        """What was compared, where it is the same in every row."""
        treated = {plain_words(number.with_.what) for number in self.numbers}
        others = {plain_words(number.compared_with.what) for number in self.numbers if number.compared_with}
        named = self.named and len(treated) == 1 and len(others) == 1
        return (describe.first_up(treated.pop()), describe.first_up(others.pop())) if named else None

    def letter(self, number: Number) -> str:
        """The letter of a number's note."""
        sides = ""
        if self.names is None:
            sides = describe.first_up(plain_words(number.with_.what))
            if number.compared_with:
                others = plain_words(number.compared_with.what)
                sides = self.words.gettext("%(treatment)s against %(others)s", treatment=sides, others=others)
        key = (plain_words(number.who), plain_words(number.by), sides)
        self.found.setdefault(key, []).append(number)
        return letter_of(list(self.found).index(key))

    def said(self) -> Iterator[str]:
        """The notes in the order of their letters; what several letters compare is said once, after them."""
        compared: dict[str, list[str]] = {}
        for index, (_, _, sides) in enumerate(self.found):
            if sides:
                compared.setdefault(sides, []).append(f"({letter_of(index)})")
        for index, ((who, when, sides), numbers) in enumerate(self.found.items()):
            seen = self.words.gettext("Seen in: %(who)s; %(when)s", who=who, when=describe.stop(when))
            own = [describe.stop(sides)] if sides and len(compared[sides]) == 1 else []
            parts = [f"({letter_of(index)})", *own, seen]
            parts += self._real_counts(numbers) if self.of_hundred else []
            parts += [] if self.short else _own_notes(numbers)
            yield " ".join(parts)
        for sides, letters in compared.items():
            if len(letters) > 1:
                yield f"{' '.join(letters)} {describe.stop(sides)}"

    def _real_counts(self, numbers: Sequence[Number]) -> Iterator[str]:
        """Of groups of unlike size, which the table tells of 100 each, how many people there were."""
        for number in numbers:
            if number.compared_with and describe.unlike(number):
                counts = [describe.whole(group, self.words) for group in (number.with_, number.compared_with)]
                yield self.words.gettext("Counted: %(count)s against %(other)s.", count=counts[0], other=counts[1])


def letter_of(index: int) -> str:
    """a to z, then aa to zz."""
    return chr(ord("a") + index % 26) * (index // 26 + 1)


def _own_notes(numbers: Sequence[Number]) -> Iterator[str]:
    """What numbers of one letter add: once where several say it, by the name of the number where one of them does."""
    said: dict[str, list[Number]] = {}
    for number in numbers:
        if number.note:
            said.setdefault(describe.stop(describe.first_up(plain_words(number.note))), []).append(number)
    for note, owners in said.items():
        name = "" if len(owners) == len(numbers) or len(owners) > 1 else plain_words(owners[0].outcome)
        yield f"{describe.first_up(name)}: {note}" if name else note
