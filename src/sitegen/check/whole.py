"""Every file is read and typed, all are linked, and every rule is asked: the whole of a check, in its order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from sitegen.base.addresses import language_of
from sitegen.base.dates import date_problems, follows, trusted
from sitegen.base.files import key_of, remembered
from sitegen.base.problems import Problem
from sitegen.check.checked import Checked
from sitegen.check.editions import in_its_languages, pages_in
from sitegen.check.settings import NO_CONFIG, SETTINGS, SHOWN_AS, settings
from sitegen.check.translations import Originals, by_language, judged
from sitegen.content.editing.placeholders import TEMPLATE, instructions, left_over
from sitegen.content.models import (
    FACTS,
    JUDGING_MODELS,
    RECORD_MODELS,
    FactRecord,
    Model,
    Own,
    model_of,
)
from sitegen.content.pictures import read_pictures
from sitegen.content.reading.folder import FILE_NAME, file_name_problem
from sitegen.content.reading.items import RecordLines, Records, Source, read_item, read_records
from sitegen.content.reading.named_facts import NO_FACTS, Facts, Named, Unknown, facts_of, with_facts
from sitegen.content.typed.echoes import NAMING, Unread, is_echo, together, unread
from sitegen.content.typed.entries import Entry
from sitegen.content.typed.fact_sources import with_sources_of_facts
from sitegen.content.typed.validate import ModelOf, validate_item, validate_records
from sitegen.ledger.history import read_history
from sitegen.ledger.promises import promise_problems
from sitegen.rules.linked import OF_THE_PAGE, link
from sitegen.site.content import Content

DATA_FILES: Mapping[str, type[Model]] = {**RECORD_MODELS, **JUDGING_MODELS}
NOTHING_KEPT: Mapping[str, bytes] = MappingProxyType({})
BY_SUBJECT = frozenset(
    {"unknown-heading", "missing-heading", "unknown-anchor", "reading-grade", "plain-summary", "site-reading-grade"}
)
"""Rules that depend on words in the settings; without them nobody can tell."""


@dataclass(frozen=True)
class _Page:
    """What one page's file gives, whatever the others say."""

    problems: tuple[Problem, ...]
    source: Source | None
    entry: Entry | None
    unknown: tuple[Unknown, ...] = ()


@dataclass(frozen=True)
class _Data:
    """What one data file gives, whatever the others say."""

    problems: tuple[Problem, ...]
    records: Records | None = None
    found: tuple[tuple[Model, int], ...] = ()
    stand_ins: frozenset[tuple[str, int]] = frozenset()


@dataclass
class _Read:
    """What the files have given so far. ``lost``: words or links may have stood in what could not be read."""

    today: date | None
    problems: list[Problem]
    instructions: Mapping[str, frozenset[str]]
    memory: MutableMapping[str, bytes] | None
    own: Own = ()
    pages: dict[str, _Page] = field(default_factory=dict)
    data: dict[str, _Data] = field(default_factory=dict)
    facts: Facts = NO_FACTS

    @property
    def settings(self) -> Records | None:
        """``site.yml`` as it was read."""
        return there.records if (there := self.data.get("site")) else None

    @property
    def originals(self) -> Originals:
        """What may be said in other languages."""
        pages = {name: p.source for name, p in self.pages.items() if p.source and name not in self.broken}
        records = {name: there.records for name, there in self.data.items() if there.records and not there.problems}
        return Originals(pages, {f"data/{n}" if n in DATA_FILES else n: found for n, found in records.items()})

    @property
    def of_facts(self) -> dict[str, _Data]:
        return {name: data for name, data in self.data.items() if name.startswith(f"{FACTS}/")}

    @property
    def lines(self) -> RecordLines:
        return RecordLines({there.records.path: there.records.lines for there in self.data.values() if there.records})

    @property
    def entries(self) -> list[Entry]:
        return [page.entry for page in self.pages.values() if page.entry]

    @property
    def broken(self) -> frozenset[str]:
        return frozenset(name for name, page in self.pages.items() if page.entry is None or page.entry.stand_ins)

    @property
    def lost(self) -> bool:
        return any(page.entry is None or page.entry.lost for page in self.pages.values())

    @property
    def stand_ins(self) -> frozenset[tuple[str, int]]:
        of_pages = {(entry.path, line) for entry in self.entries for line in entry.stand_ins}
        return frozenset(of_pages.union(*(data.stand_ins for data in self.data.values())))


def check(
    files: Mapping[str, bytes],
    kept: Mapping[str, bytes] = NOTHING_KEPT,
    today: date | None = None,
    memory: MutableMapping[str, bytes] | None = None,
    translations: Mapping[str, bytes] = NOTHING_KEPT,
) -> Checked:
    """Load, validate and link ``{path below content_src: bytes}``. Pure; tells every problem at once.

    ``kept`` are the files of the history (:func:`sitegen.ledger.history.read_kept`); without them nothing is
    promised. ``today`` tells which days lie ahead; without it, or where it is before the last release, none is told.
    ``memory`` keeps what a file gave, by the hash of the file: the outcome is the same with it and without.
    ``translations`` are the files below ``translations``, ``{"fr/cards/name.yml": bytes}``.
    """
    checked = _check_english(files, kept, today, memory, translations)
    problems, shares = judged(translations, checked.originals, checked.site, files, memory)
    every = tuple(sorted({*checked.problems, *problems}))
    hashes = {name: key_of([data]) for name, data in files.items()}
    originals = replace(checked.originals, hashes=hashes)
    return replace(checked, problems=every, originals=originals, translations=translations, shares=shares)


def _check_english(
    files: Mapping[str, bytes],
    kept: Mapping[str, bytes],
    today: date | None,
    memory: MutableMapping[str, bytes] | None,
    translations: Mapping[str, bytes],
) -> Checked:
    history, problems = read_history(kept, memory)
    drawings = {name: data for name, data in files.items() if name.startswith("assets/")}
    pictures, more = read_pictures(drawings)
    templates = {name: data for name, data in files.items() if name.rsplit("/", 1)[-1] == TEMPLATE}
    read = _Read(trusted(today, history.last_day), [*problems, *more], {}, memory)
    # The settings first: they give some headings their words. Then the facts, which stand in the pages.
    names = sorted(set(files) - set(drawings) - set(templates) - {SETTINGS})
    of_facts = [name for name in names if name.startswith(f"{FACTS}/")]
    if SETTINGS in files:
        _read_file(read, SETTINGS, files[SETTINGS])
    config, subject, more = settings(read.settings, any(p.path == f"{SHOWN_AS}/{SETTINGS}" for p in read.problems))
    read.problems += more
    read.own = subject.own_headings if subject else ()
    read.instructions = instructions(templates, read.own, memory)
    for name in of_facts:
        _read_file(read, name, files[name])
    read.facts = facts_of(_named(there) for there in read.of_facts.values())
    for name in sorted(set(names) - set(of_facts)):
        _read_file(read, name, files[name])
    records: dict[str, Any] = {name: read.data[name].found if name in read.data else () for name in DATA_FILES}
    slipped = frozenset(p.path for p in read.problems if p.rule == "yaml-syntax")
    # A guide may do without a list of hosts or of exceptions; other data files that are not there have been lost.
    looked_for = [name for name in records if name not in JUDGING_MODELS or f"data/{name}.yml" in files]
    files_unread = {name: _unread(read, f"data/{name}", records[name], slipped) for name in looked_for}
    files_unread[FACTS] = together(_unread(read, name, facts.found, slipped) for name, facts in read.of_facts.items())
    # Without a valid site.yml the other files are still checked; the problem stops the build all the same.
    content = Content(
        config or NO_CONFIG.model_copy(update={"subject": subject or NO_CONFIG.subject}),
        read.entries,
        **records,
        facts={f"{SHOWN_AS}/{name}.yml": _named(facts).found for name, facts in read.of_facts.items()},
        pictures=pictures,
        broken=read.broken,
        stand_ins=read.stand_ins,
        lost=read.lost or any(what.lost for what in files_unread.values()),
        records_from=key_of([name.encode() + b"\0" + files[name] for name in sorted(files) if ".md" not in name]),
    )
    site, found, measure = link(content, memory, read.lines)
    found += [unknown.problem(read.facts) for page in read.pages.values() for unknown in page.unknown]
    echoes = {problem for problem in found if is_echo(problem, files_unread)}
    problems = [*read.problems, *(set(found) - echoes), *_missing_files(files, echoes)]
    if not read.broken and not any(what.lost for what in files_unread.values()):
        # Whoever checks the English alone is told nothing of the other languages.
        languages = {*by_language(translations)} or {language_of(line) or "" for line in history.promises}
        untold = languages - {*pages_in(site, translations)}
        problems += promise_problems(in_its_languages(site, translations), history.promises, untold)
    if subject is None:
        problems = [problem for problem in problems if problem.rule not in BY_SUBJECT]
    ahead = frozenset(p.path for p in problems if p.rule == "future-date")
    told = tuple(sorted({p for p in problems if not follows(p, ahead)}))
    return Checked(site, told, measure, history, read.originals)


def _read_file(read: _Read, name: str, data: bytes) -> None:
    """One file, as a page or as a data file."""
    path = f"{SHOWN_AS}/{name}"
    parts = name.split("/")
    if not FILE_NAME.match(parts[-1]):
        read.problems.append(file_name_problem(name))
    elif parts[0] == "data" or name == SETTINGS:
        _take_data(read, path, parts[-1].removesuffix(".yml"), data)
    elif parts[0] == FACTS and len(parts) == 2 and name.endswith(".yml"):
        _take_records(read, path, name.removesuffix(".yml"), model_of, data)
    elif len(parts) != 2 or not name.endswith(".md"):
        message, hint = f'"{name}" stands in the wrong place.', "a page is content_src/folder/name.md"
        read.problems.append(Problem(path, 1, "file-name", message, hint))
    else:
        _take_page(read, path, name.removesuffix(".md"), data)


def _take_data(read: _Read, path: str, name: str, data: bytes) -> None:
    if name not in (*DATA_FILES, "site"):
        message = f'"{path.removeprefix(f"{SHOWN_AS}/")}" is not one of the data files.'
        read.problems.append(Problem(path, 1, "file-name", message, f"they are: {', '.join(DATA_FILES)}"))
        return
    _take_records(read, path, name, DATA_FILES.get(name), data)


def _take_records(read: _Read, path: str, name: str, model: ModelOf | None, data: bytes) -> None:
    """A file of records under its name; of the settings, which are no list, only what was read."""
    made_of = [path.encode(), data, read.facts.said_in(data)]
    found = remembered(read.memory, made_of, _Data, lambda: _read_data(path, model, data, read.facts))
    read.problems += found.problems
    if found.records:
        read.problems += date_problems(path, found.records.data, found.records.lines, read.today)
        read.data[name] = found


def _read_data(path: str, model: ModelOf | None, data: bytes, facts: Facts) -> _Data:
    """One data file as records."""
    records, problems = read_records(path, data)
    records = replace(records, data=facts.said_everywhere(records.data)) if records else None
    if records is None or model is None:
        return _Data(tuple(problems), records)
    stand_ins: set[tuple[str, int]] = set()
    found, more = validate_records(model, records, stand_ins)
    return _Data((*problems, *more), records, found, frozenset(stand_ins))


def _take_page(read: _Read, path: str, item_id: str, data: bytes) -> None:
    asked = read.instructions.get(item_id.split("/")[0], frozenset())
    made_of = [path.encode(), data, repr(read.own).encode(), *(words.encode() for words in sorted(asked))]
    made_of.append(read.facts.said_in(data))
    page = remembered(read.memory, made_of, _Page, lambda: _read_page(path, item_id, data, read))
    read.pages[item_id] = page
    read.problems += page.problems
    if page.source:
        read.problems += date_problems(path, page.source.fields, page.source.lines, read.today)


def _read_page(path: str, item_id: str, data: bytes, read: _Read) -> _Page:
    """One page's file as an entry, with all that can be said of it alone."""
    source, problems = read_item(path, item_id, data)
    entry = None
    unknown: tuple[Unknown, ...] = ()
    if source:
        filled = with_facts(source, read.facts)
        entry, more = validate_item(filled.source, read.own)
        problems = [*problems, *filled.problems, *more]
        if entry:
            entry = with_sources_of_facts(entry, read.facts.sources)
            entry = replace(entry, stand_ins=entry.stand_ins | filled.stand_ins)
        unknown = filled.unknown
    if entry is None:
        return _Page(tuple(problems), source, None, unknown=unknown)
    for follows_alone in OF_THE_PAGE:
        entry.once(follows_alone)
    return _Page((*problems, *left_over(entry, read.instructions)), source, entry, unknown)


def _unread(read: _Read, name: str, found: Sequence[tuple[Model, int]], slipped: Set[str]) -> Unread:
    """What could not be read of a data file. ``slipped`` are the paths of files whose YAML is not in order."""
    there = read.data.get(name.removeprefix("data/"))
    ids = [str(getattr(record, "id", "")) for record, _ in found]
    data = there.records.data if there and there.records else None
    return unread(data, len(found), bool(there and there.stand_ins), ids, f"{SHOWN_AS}/{name}.yml" in slipped)


def _missing_files(files: Mapping[str, bytes], echoes: Set[Problem]) -> Iterator[Problem]:
    """The data files that are not there, and that something in the content asks for."""
    for name in RECORD_MODELS:
        if f"data/{name}.yml" not in files and any(problem.rule in NAMING[name] for problem in echoes):
            path = f"{SHOWN_AS}/data/{name}.yml"
            yield Problem(path, 1, "missing-field", "this file is missing.", "was it moved, or given another name?")


def _named(there: _Data) -> Named:
    """The facts of a file as pages may name them."""
    found = [(fact, line) for fact, line in there.found if isinstance(fact, FactRecord)]
    return Named(there.records.data if there.records else None, found, {line for _, line in there.stand_ins})
