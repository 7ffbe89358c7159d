"""The words of one language: its catalogue, and how it writes numbers. A parameter of whoever writes words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from gettext import NullTranslations
from math import ceil

from babel.core import Locale

from sitegen.content.describe.tables import WORDS

DRAWING = "drawing"
"""The context of the words in drawings."""
_IN_ENGLISH = re.compile(r"\d[\d,.]*")
"""A number as the records have it: a comma between thousands, a point before decimals."""


@dataclass(frozen=True)
class Words:
    """The words of the site in one language; English where there is no catalogue, or a catalogue has no words.

    Each message is a whole sentence in English with named places: ``gettext("Moved: %(title)s", title=...)``. A
    percent sign is written twice. ``digest`` tells one catalogue from another of the same language.
    """

    language: str = "en"
    digest: str = ""
    catalogue: NullTranslations = field(default_factory=NullTranslations, repr=False, compare=False)

    @property
    def key(self) -> bytes:
        """What stands for these words where something that was made with them is kept."""
        return f"{self.language} {self.digest}".encode()

    def gettext(self, message: str, /, **values: object) -> str:
        return self.catalogue.gettext(message) % values

    def pattern(self, message: str, /) -> str:
        """The words with their places still open."""
        return self.catalogue.gettext(message)

    def forms(self, one: str, many: str, /) -> tuple[str, str]:
        """The words for one and for several, with their places still open."""
        return self.catalogue.ngettext(one, many, 1), self.catalogue.ngettext(one, many, 2)

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """For an English word with two meanings: ``context`` says which."""
        return self.catalogue.pgettext(context, message) % values

    def drawn(self, said: str) -> str | None:
        """The words in or below a drawing; none where they have no translation."""
        found = self.catalogue.pgettext(DRAWING, said)
        return None if found == said else found

    def ngettext(self, one: str, many: str, num: int, /, **values: object) -> str:
        """The form for so many; the number is ``%(num)s`` unless it is given in words."""
        return self.catalogue.ngettext(one, many, num) % {"num": self.number(num), **values}

    def npgettext(self, context: str, one: str, many: str, num: int, /, **values: object) -> str:
        return self.catalogue.npgettext(context, one, many, num) % {"num": self.number(num), **values}

    @cached_property
    def tables(self) -> Mapping[str, Mapping[str, str]]:
        """The words for values, by table: ``tables["urgency"]["clinic"]``."""
        return {
            table: {key: self.catalogue.pgettext(table, said) for key, said in rows.items()}
            for table, rows in WORDS.items()
        }

    def of(self, table: str, key: str) -> str:
        """The words for one value."""
        return self.tables[table][key]

    @cached_property
    def _signs(self) -> dict[int, str]:
        signs = {
            ",": self.catalogue.pgettext("between thousands", ","),
            ".": self.catalogue.pgettext("before decimals", "."),
        }
        return {ord(sign): said for sign, said in signs.items() if said != sign}

    def number(self, value: int) -> str:
        """``1000`` as ``1,000``."""
        return f"{value:,}".translate(self._signs)

    def counts_as(self, value: float) -> int:
        """The whole number whose form a number takes: 1.5 is one in French ("1,5 heure"), and several in English."""
        one = Locale.parse(self.language, sep="-").plural_form(Decimal(f"{value:g}")) == "one"
        return 1 if one else max(2, ceil(value))

    def numerals(self, text: str) -> str:
        """A text with the numbers of a record, ``2.4 to 1,000``, with each number as the language writes it."""
        return _IN_ENGLISH.sub(lambda found: found[0].translate(self._signs), text) if self._signs else text

    def listed(self, parts: Sequence[str]) -> str:
        """``a; b; c``, with the space before the sign that the language has."""
        return self.catalogue.pgettext("between points", "; ").join(parts)

    def both(self, parts: Sequence[str]) -> str:
        """``a and b and c``: each one stands for itself."""
        said = parts[0]
        for part in parts[1:]:
            said = self.pgettext("both", "%(first)s and %(second)s", first=said, second=part)
        return said


ENGLISH = Words()
