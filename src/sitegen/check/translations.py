"""What is wrong with the translations, and how much of each language is stale. One file at a time.

Nothing that an English editor does makes a translation wrong: a field whose English has changed is stale, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from sitegen.base.files import remembered
from sitegen.base.problems import Problem, did_you_mean
from sitegen.content.describe.catalogue import CatalogueError, words_of
from sitegen.content.models import ConsultationItem, Item, Number
from sitegen.content.models.markers import Model
from sitegen.content.prose.form import form_problems
from sitegen.content.reading.items import Records, Source
from sitegen.content.translation.files import FOLDER, TO_WRITE, Read, read_translation
from sitegen.content.translation.parity import differences
from sitegen.content.translation.put import Put, put, translated_source
from sitegen.content.translation.slots import BODY, SHORT, Slot, slots_of_item, slots_of_records, slots_of_settings
from sitegen.content.typed.validate import validate_item
from sitegen.rules.language.other_languages import language_problems
from sitegen.site.site import URGENT_HELP, Site

CATALOGUE = "site.po"
RECORDS = ("facts/", "data/")
PIECEMEAL = ("facts/", "data/terms")
"""Files of records of which a language has only those that its pages need."""
O_AS_A_WORD = re.compile(r"^(\s*(?:-|\d+\.)\s+)o (?=\w)", re.M)
"""An article or "or" in other languages; in English a point that begins so has the mark of a word processor."""
NOT_URGENT = ("differ",)
"""Fields of a card that tell nobody what to do."""


@dataclass(frozen=True)
class Originals:
    """The English as it was read: pages by id, data files by their path without ``.yml``, such as ``facts/fat``."""

    pages: Mapping[str, Source] = field(default_factory=dict)
    data: Mapping[str, Records] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)
    """The hash of every file, ``{"cards/name.md": hash}``: what was made of the same files is not made again."""


@dataclass(frozen=True)
class Original:
    """One English file: its texts, and which of them must never be shown when they are stale."""

    slots: tuple[Slot, ...]
    urgent: Callable[[Slot], bool]

    def put(self, name: str, read: Read) -> Put:
        """What each field says. Of facts and words of the field a file has whole records, as many as it needs."""
        slots = self.slots
        if name.startswith(PIECEMEAL):
            records = {key.partition(".")[0] for key in read.found.words}
            slots = tuple(slot for slot in slots if slot.loc[0] in records)
        return put(slots, read, self.urgent)


@dataclass(frozen=True)
class Share:
    """How much of a language there is: files, fields, those that are stale, missing, and stale and urgent."""

    files: int = 0
    fields: int = 0
    stale: int = 0
    missing: int = 0
    urgent: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(
            self.files + other.files,
            self.fields + other.fields,
            self.stale + other.stale,
            self.missing + other.missing,
            self.urgent + other.urgent,
        )


@dataclass(frozen=True)
class _Judged:
    """What is said of one file."""

    problems: tuple[Problem, ...]
    share: Share


def by_language(translations: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    """``{"fr": {path below its folder: bytes}}``."""
    found: dict[str, dict[str, bytes]] = {}
    for path, data in sorted(translations.items()):
        language, _, name = path.partition("/")
        if name:
            found.setdefault(language, {})[name] = data
    return found


def original_of(name: str, originals: Originals, site: Site) -> Original | None:
    """The English of a file of ``translations/<language>/``; ``None`` where there is none."""
    key = name.removesuffix(".yml")
    if key in originals.pages and key in site.entries:
        item = site.entries[key].item
        return Original(tuple(slots_of_item(originals.pages[key], item)), urgent_in(key, item))
    if key not in originals.data:
        return None
    data = originals.data[key].data
    if key == "site":
        return Original(tuple(slots_of_settings(data)), lambda _: False)
    return Original(tuple(slots_of_records(data, records_of(key, site))), lambda slot: _grave(slot, site))


def records_of(key: str, site: Site) -> Mapping[str, Model]:
    """The records of a data file that are said in other languages, by id."""
    found: Mapping[str, Mapping[str, Model]] = {
        "data/terms": site.terms,
        "data/questions": site.questions,
        "data/emergency_numbers": site.emergency_numbers,
    }
    return site.facts if key.startswith("facts/") else found.get(key, {})


def urgent_in(item_id: str, item: Item) -> Callable[[Slot], bool]:
    """What must never be shown stale on a page: signs and what to do, who should not have it, the short part of a use.

    On the page of urgent help that is everything.
    """
    folder = item_id.partition("/")[0]
    if folder == "cards" or item_id == URGENT_HELP:
        return lambda slot: slot.loc[0] not in NOT_URGENT
    if folder in SHORT:
        return lambda slot: slot.loc[0] == "in_short"
    anchors = item.who_should_not if isinstance(item, ConsultationItem) else ()
    return lambda slot: slot.loc[0] == BODY and slot.loc[1] in anchors


def _grave(slot: Slot, site: Site) -> bool:
    record = site.facts.get(str(slot.loc[0]))
    return isinstance(record, Number) and record.harm == "yes"


def judged(
    translations: Mapping[str, bytes],
    originals: Originals,
    site: Site,
    files: Mapping[str, bytes],
    memory: MutableMapping[str, bytes] | None = None,
) -> tuple[list[Problem], dict[str, Share]]:
    """All problems of the translations, and the share of each language. ``files`` are those of ``content_src``."""
    problems: list[Problem] = []
    shares: dict[str, Share] = {}
    for language, there in by_language(translations).items():
        words = there.get(CATALOGUE)
        made_of = [b"catalogue", language.encode(), words or b""]
        problems += remembered(memory, made_of, tuple, partial(_of_catalogue, language, words))
        shares[language] = Share()
        for name, data in there.items():
            if name == CATALOGUE:
                continue
            key = name.removesuffix(".yml")
            english = files.get(f"{key}.md") or files.get(name) or b""
            if english and key not in originals.pages and key not in originals.data:
                continue  # The English has problems of its own, which are told where they stand.
            made_of = [b"translation", language.encode(), name.encode(), data, english]
            told = remembered(memory, made_of, _Judged, partial(_judge, language, name, data, originals, site))
            problems += told.problems
            shares[language] += told.share
    return problems, shares


def _of_catalogue(language: str, data: bytes | None) -> tuple[Problem, ...]:
    path = f"{FOLDER}/{language}/{CATALOGUE}"
    if data is None:
        hint = f".venv/bin/python scripts/extract_words.py {language}"
        return (Problem(path, 1, "translation-words", "this language has no words of the site's own.", hint),)
    try:
        words_of(language, data)
    except CatalogueError as error:
        hint = "keep the places and signs of the English"
        return tuple(Problem(path, line, "translation-words", what, hint) for line, what in error.faults)
    return ()


def _judge(language: str, name: str, data: bytes, originals: Originals, site: Site) -> _Judged:
    path = f"{FOLDER}/{language}/{name}"
    original = original_of(name, originals, site)
    if original is None:
        known = [f"{key}.yml" for key in (*originals.pages, *originals.data)]
        hint = did_you_mean(name, known) or "it has the path of the English file, and ends in .yml"
        return _Judged((Problem(path, 1, "translation-file", "there is no English file of this name.", hint),), Share())
    read, problems = read_translation(path, data)
    if read is None:
        return _Judged(tuple(problems), Share(1))
    done = original.put(name, read)
    problems += _fields(read, done, original.slots)
    slots = {slot.loc: slot for slot in original.slots}
    stale = {slot.loc for slot in done.stale}
    for loc, (said, key) in done.said.items():
        line = read.line_of_words(key)
        problems += form_problems(path, O_AS_A_WORD.sub(r"\1ou ", said), line, body=loc[0] == BODY)
        if said == TO_WRITE:
            what, hint = f'"{key}" is still to be translated.', "write its words, or delete the field"
            problems.append(Problem(path, line, "translation-field", what, hint))
        elif loc not in stale:
            problems += _parity(path, line, slots[loc], said)
    if source := originals.pages.get(name.removesuffix(".yml")):
        problems += _too_long(source, done, read)
    prose = [(read.line_of_words(key), said) for said, key in _prose(done)]
    problems += language_problems(path, language, prose, graded="/" in name and not name.startswith(RECORDS))
    urgent = sum(original.urgent(slot) for slot in done.stale)
    share = Share(1, len(done.said) + len(done.english), len(done.stale), len(done.missing), urgent)
    return _Judged(tuple(problems), share)


def _too_long(source: Source, done: Put, read: Read) -> list[Problem]:
    """Fields with more characters than they may have, as the action of a card: nothing is ever cut off."""
    return [p for p in validate_item(translated_source(source, done, read))[1] if p.rule == "too-long"]


def _prose(done: Put) -> Sequence[tuple[str, str]]:
    return [(said, key) for loc, (said, key) in done.said.items() if loc[-1] not in ("heading", "medical", "plain")]


def _fields(read: Read, done: Put, slots: Iterable[Slot]) -> Iterator[Problem]:
    keys = [slot.key for slot in slots]
    for key in done.gone:
        hint = did_you_mean(key, keys) or "delete it"
        what = f'the English has no field "{key}".'
        yield Problem(read.path, read.line(key), "translation-field", what, hint)


def _parity(path: str, line: int, slot: Slot, said: str) -> Iterator[Problem]:
    for what in differences(slot.english, said):
        yield Problem(path, line, "translation-parity", f"{what}.", f"the English of {slot.key} has all of them")
