"""The flow: read, type, link, and every rule. Pure: the files of ``content_src`` in, one Site and all problems out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from sitegen.base.dates import date_problems, follows, trusted
from sitegen.base.problems import Problem
from sitegen.content.models import RECORD_MODELS, Model, SiteConfig
from sitegen.content.pictures import read_pictures
from sitegen.content.placeholders import TEMPLATE, instructions, left_over
from sitegen.content.reading.folder import FILE_NAME, file_name_problem
from sitegen.content.reading.items import Records, read_item, read_records
from sitegen.content.typed.echoes import NAMING, Unread, is_echo, unread
from sitegen.content.typed.entries import Entry
from sitegen.content.typed.errors import validate_fields
from sitegen.content.typed.validate import validate_item, validate_records
from sitegen.ledger.history import NO_HISTORY, History, read_history
from sitegen.ledger.promises import promise_problems
from sitegen.rules.linked import link
from sitegen.rules.measure import Measure
from sitegen.site.content import Content
from sitegen.site.site import Site

SHOWN_AS = "content_src"
NOTHING_KEPT: Mapping[str, bytes] = MappingProxyType({})

NO_CONFIG = SiteConfig.model_construct(None, **dict.fromkeys(SiteConfig.model_fields, ""))
"""Stands in for a broken ``site.yml`` while the other files are checked; nothing is rendered from it."""


@dataclass(frozen=True)
class Checked:
    """The outcome of load, validate and link. The site may be built only when there are no problems."""

    site: Site
    problems: tuple[Problem, ...]
    measure: Measure
    history: History = NO_HISTORY


@dataclass
class _Read:
    """What the files have given so far. ``lost``: words or links may have stood in what could not be read."""

    today: date | None
    problems: list[Problem]
    instructions: Mapping[str, frozenset[str]]
    entries: list[Entry] = field(default_factory=list)
    records: dict[str, Records] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    stand_ins: set[tuple[str, int]] = field(default_factory=set)
    lost: bool = False


def check(files: Mapping[str, bytes], kept: Mapping[str, bytes] = NOTHING_KEPT, today: date | None = None) -> Checked:
    """Load, validate and link ``{path below content_src: bytes}``. Pure; tells every problem at once.

    ``kept`` are the files of the history (:func:`sitegen.ledger.history.read_kept`); without them nothing is
    promised. ``today`` tells which days lie ahead; without it, or where it is before the last release, none is told.
    """
    history, problems = read_history(kept)
    drawings = {name: data for name, data in files.items() if name.startswith("assets/")}
    pictures, more = read_pictures(drawings)
    templates = {name: data for name, data in files.items() if name.rsplit("/", 1)[-1] == TEMPLATE}
    read = _Read(trusted(today, history.last_day), [*problems, *more], instructions(templates))
    for name in sorted(set(files) - set(drawings) - set(templates)):
        _read_file(read, name, files[name])
    config = _config(read)
    records: dict[str, Any] = {name: _records_of(read, name, model) for name, model in RECORD_MODELS.items()}
    slipped = frozenset(p.path for p in read.problems if p.rule == "yaml-syntax")
    files_unread = {name: _unread(read, name, found, slipped) for name, found in records.items()}
    # Without a valid site.yml the other files are still checked; the problem stops the build all the same.
    content = Content(
        config or NO_CONFIG,
        read.entries,
        **records,
        pictures=pictures,
        broken=frozenset(read.broken),
        stand_ins=read.stand_ins,
        lost=read.lost or any(what.lost for what in files_unread.values()),
    )
    site, found, measure = link(content)
    echoes = {problem for problem in found if is_echo(problem, files_unread)}
    problems = [*read.problems, *(set(found) - echoes), *_missing_files(files, echoes)]
    if not read.broken and not any(what.lost for what in files_unread.values()):
        problems += promise_problems(site, history.promises)
    ahead = frozenset(p.path for p in problems if p.rule == "future-date")
    return Checked(site, tuple(sorted({p for p in problems if not follows(p, ahead)})), measure, history)


def _read_file(read: _Read, name: str, data: bytes) -> None:
    """One file, as a page or as a data file."""
    path = f"{SHOWN_AS}/{name}"
    parts = name.split("/")
    if not FILE_NAME.match(parts[-1]):
        read.problems.append(file_name_problem(name))
    elif parts[0] == "data" or name == "site.yml":
        _read_records(read, path, parts[-1].removesuffix(".yml"), data)
    elif len(parts) != 2 or not name.endswith(".md"):
        message, hint = f'"{name}" stands in the wrong place.', "a page is content_src/folder/name.md"
        read.problems.append(Problem(path, 1, "file-name", message, hint))
    else:
        _read_page(read, path, name.removesuffix(".md"), data)


def _read_records(read: _Read, path: str, name: str, data: bytes) -> None:
    if name not in (*RECORD_MODELS, "site"):
        message = f'"{path.removeprefix(f"{SHOWN_AS}/")}" is not one of the data files.'
        read.problems.append(Problem(path, 1, "file-name", message, f"they are: {', '.join(RECORD_MODELS)}"))
        return
    found, more = read_records(path, data)
    read.problems += more
    if found:
        read.problems += date_problems(path, found.data, found.lines, read.today)
        read.records[name] = found


def _read_page(read: _Read, path: str, item_id: str, data: bytes) -> None:
    source, more = read_item(path, item_id, data)
    read.problems += more
    entry = None
    if source:
        read.problems += date_problems(path, source.fields, source.lines, read.today)
        entry, more = validate_item(source)
        read.problems += more
    if entry:
        read.entries.append(entry)
        read.problems += left_over(entry, read.instructions)
        read.stand_ins |= {(entry.path, line) for line in entry.stand_ins}
    if entry is None or entry.stand_ins:
        read.broken.add(item_id)
    read.lost |= entry is None or entry.lost


def _records_of(read: _Read, name: str, model: type[Model]) -> Sequence[tuple[Model, int]]:
    """The records of a data file; none where it is not there."""
    if name not in read.records:
        return ()
    found, more = validate_records(model, read.records[name], read.stand_ins)
    read.problems += more
    return found


def _unread(read: _Read, name: str, found: Sequence[tuple[Model, int]], slipped: Set[str]) -> Unread:
    """What could not be read of a data file. ``slipped`` are the paths of files whose YAML is not in order."""
    file = f"{SHOWN_AS}/data/{name}.yml"
    damaged = any(path == file for path, _ in read.stand_ins)
    ids = [str(getattr(record, "id", "")) for record, _ in found]
    data = read.records[name].data if name in read.records else None
    return unread(data, len(found), damaged, ids, file in slipped)


def _missing_files(files: Mapping[str, bytes], echoes: Set[Problem]) -> Iterator[Problem]:
    """The data files that are not there, and that something in the content asks for."""
    for name, rules in NAMING.items():
        if f"data/{name}.yml" not in files and any(problem.rule in rules for problem in echoes):
            path = f"{SHOWN_AS}/data/{name}.yml"
            yield Problem(path, 1, "missing-field", "this file is missing.", "was it moved, or given another name?")


def _config(read: _Read) -> SiteConfig | None:
    path = f"{SHOWN_AS}/site.yml"
    records = read.records.get("site")
    if records is None:
        if not any(p.path == path for p in read.problems):
            read.problems.append(Problem(path, 1, "missing-field", "site.yml is missing.", "every site needs it"))
        return None
    config, more = validate_fields(SiteConfig, records.data, records.lines, path)
    read.problems += more
    return config
