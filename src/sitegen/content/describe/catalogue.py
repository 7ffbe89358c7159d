"""A catalogue of a language, from the bytes of its ``.po``. Pure; the file is read by whoever has the disk."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from gettext import GNUTranslations

from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from sitegen.content.describe.words import Words

_PLACE = re.compile(r"%%|%\(\w+\)[sd]")
_MARKUP = re.compile(r"</?[a-z][^>]*>|\*\*|`|\{[^}]*\}|\]\(|@@")
"""What the templates take for markup. Words of another language have the same, and no more."""

_NUMBER = re.compile(r"\d+")


class CatalogueError(ValueError):
    """A catalogue with words that would break a page: ``faults`` are (line, what is wrong)."""

    def __init__(self, language: str, faults: Sequence[tuple[int, str]]) -> None:
        super().__init__(f"the catalogue of {language!r}: {'; '.join(f'line {n}: {what}' for n, what in faults)}")
        self.faults = faults


def words_of(language: str, data: bytes) -> Words:
    """The words of a language. What is not translated, or is marked as fuzzy, stays English."""
    catalogue = read_po(io.BytesIO(data), locale=Locale.parse(language, sep="-"))
    if wrong := list(faults(catalogue)):
        raise CatalogueError(language, wrong)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Words(language, hashlib.sha256(data).hexdigest()[:12], GNUTranslations(compiled))


def faults(catalogue: Catalog) -> Iterator[tuple[int, str]]:
    """Words with other places or other markup than the English, by line."""
    for message in catalogue:
        if message.id and message.string and not message.fuzzy:
            for said in (message.string,) if isinstance(message.string, str) else message.string:
                if said and (what := _fault(message, said)):
                    yield message.lineno or 0, what


def _fault(message: Message, said: str) -> str:
    english = (message.id,) if isinstance(message.id, str) else message.id
    places = [set(_PLACE.findall(form)) for form in english]
    # Of two forms the first may leave the number out: "One page changes".
    if set(_PLACE.findall(said)) not in places:
        return f"{said!r} needs {', '.join(sorted(places[-1])) or 'no place'}"
    if sorted(_NUMBER.findall(said)) not in [sorted(_NUMBER.findall(form)) for form in english]:
        return f"{said!r} has other numbers than {english[-1]!r}"
    if sorted(_MARKUP.findall(said)) not in [sorted(_MARKUP.findall(form)) for form in english]:
        return f"{said!r} has other markup than {english[-1]!r}"
    return f"{said!r} has a % that is not written twice" if "%" in _PLACE.sub("", said) else ""
