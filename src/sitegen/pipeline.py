"""The flow: load, validate, link, render, write. Disk at the two ends, nothing in between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sitegen.dates import date_problems, follows, trusted
from sitegen.echoes import NAMING, Unread, is_echo, unread
from sitegen.history import NO_HISTORY, History, read_history
from sitegen.link import Measure, Site, link
from sitegen.load import FILE_NAME, Records, file_name_problem, read_item, read_records
from sitegen.models import RECORD_MODELS, Code, EmergencyNumber, Model, Question, Reference, SiteConfig, Term
from sitegen.pictures import read_pictures
from sitegen.placeholders import TEMPLATE, instructions, left_over
from sitegen.problems import Problem
from sitegen.promises import promise_problems
from sitegen.validate import Entry, validate_fields, validate_item, validate_records

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


def check(files: Mapping[str, bytes], kept: Mapping[str, bytes] = NOTHING_KEPT, today: date | None = None) -> Checked:
    """Load, validate and link ``{path below content_src: bytes}``. Pure; tells every problem at once.

    ``kept`` are the files of the history (:func:`sitegen.history.read_kept`); without them nothing is promised.
    ``today`` tells which days lie ahead; without it, or where it is before the last release, none is told.
    """
    history, problems = read_history(kept)
    today = trusted(today, history.last_day)
    entries: list[Entry] = []
    broken: set[str] = set()
    lost = False
    stand_ins: set[tuple[str, int]] = set()
    records: dict[str, Records] = {}
    drawings = {name: data for name, data in files.items() if name.startswith("assets/")}
    pictures, more = read_pictures(drawings)
    problems += more
    templates = {name: data for name, data in files.items() if name.rsplit("/", 1)[-1] == TEMPLATE}
    asked = instructions(templates)
    for name in sorted(set(files) - set(drawings) - set(templates)):
        path = f"{SHOWN_AS}/{name}"
        if not FILE_NAME.match(name.rsplit("/", 1)[-1]):
            problems.append(file_name_problem(name))
            continue
        parts = name.split("/")
        if parts[0] == "data" or name == "site.yml":
            if parts[-1].removesuffix(".yml") not in (*RECORD_MODELS, "site"):
                problems.append(
                    Problem(
                        path,
                        1,
                        "file-name",
                        f'"{name}" is not one of the data files.',
                        f"they are: {', '.join(RECORD_MODELS)}",
                    )
                )
                continue
            found, more = read_records(path, files[name])
            problems += more
            if found:
                problems += date_problems(path, found.data, found.lines, today)
                records[parts[-1].removesuffix(".yml")] = found
            continue
        if len(parts) != 2 or not name.endswith(".md"):
            problems.append(
                Problem(
                    path, 1, "file-name", f'"{name}" stands in the wrong place.', "a page is content_src/folder/name.md"
                )
            )
            continue
        item_id = name.removesuffix(".md")
        source, more = read_item(path, item_id, files[name])
        problems += more
        entry = None
        if source:
            problems += date_problems(path, source.fields, source.lines, today)
            entry, more = validate_item(source)
            problems += more
        if entry:
            entries.append(entry)
            problems += left_over(entry, asked)
            stand_ins |= {(entry.path, line) for line in entry.stand_ins}
        if entry is None or entry.stand_ins:
            broken.add(item_id)
        lost |= entry is None or entry.lost
    config = _config(records.get("site"), problems)
    references, more = (
        validate_records(Reference, records["references"], stand_ins) if "references" in records else ((), [])
    )
    problems += more
    terms, more = validate_records(Term, records["terms"], stand_ins) if "terms" in records else ((), [])
    problems += more
    questions, more = (
        validate_records(Question, records["questions"], stand_ins) if "questions" in records else ((), [])
    )
    problems += more
    codes, more = validate_records(Code, records["codes"], stand_ins) if "codes" in records else ((), [])
    problems += more
    numbers, more = (
        validate_records(EmergencyNumber, records["emergency_numbers"], stand_ins)
        if "emergency_numbers" in records
        else ((), [])
    )
    problems += more
    read = {
        "references": references,
        "terms": terms,
        "questions": questions,
        "codes": codes,
        "emergency_numbers": numbers,
    }
    slipped = frozenset(p.path for p in problems if p.rule == "yaml-syntax")
    files_unread = {name: _unread(name, records, found, stand_ins, slipped) for name, found in read.items()}
    lost = lost or any(what.lost for what in files_unread.values())
    # Without a valid site.yml the other files are still checked; the problem stops the build all the same.
    site, more, measure = link(
        config or NO_CONFIG,
        entries,
        references,
        terms,
        questions,
        pictures,
        frozenset(broken),
        codes,
        numbers,
        stand_ins,
        lost,
    )
    echoes = {problem for problem in more if is_echo(problem, files_unread)}
    problems += [*(set(more) - echoes), *_missing_files(files, echoes)]
    if not broken and not any(what.lost for what in files_unread.values()):
        problems += promise_problems(site, history.promises)
    ahead = frozenset(p.path for p in problems if p.rule == "future-date")
    return Checked(site, tuple(sorted({p for p in problems if not follows(p, ahead)})), measure, history)


def _unread(
    name: str,
    records: Mapping[str, Records],
    found: Sequence[tuple[Model, int]],
    stand_ins: Set[tuple[str, int]],
    slipped: Set[str],
) -> Unread:
    """What could not be read of a data file. ``slipped`` are the paths of files whose YAML is not in order."""
    file = f"{SHOWN_AS}/data/{name}.yml"
    damaged = any(path == file for path, _ in stand_ins)
    ids = [str(getattr(record, "id", "")) for record, _ in found]
    return unread(records[name].data if name in records else None, len(found), damaged, ids, file in slipped)


def _missing_files(files: Mapping[str, bytes], echoes: Set[Problem]) -> Iterator[Problem]:
    """The data files that are not there, and that something in the content asks for."""
    for name, rules in NAMING.items():
        if f"data/{name}.yml" not in files and any(problem.rule in rules for problem in echoes):
            path = f"{SHOWN_AS}/data/{name}.yml"
            yield Problem(path, 1, "missing-field", "this file is missing.", "was it moved, or given another name?")


def _config(records: Records | None, problems: list[Problem]) -> SiteConfig | None:
    path = f"{SHOWN_AS}/site.yml"
    if records is None:
        if not any(p.path == path for p in problems):
            problems.append(Problem(path, 1, "missing-field", "site.yml is missing.", "every site needs it"))
        return None
    config, more = validate_fields(SiteConfig, records.data, records.lines, path)
    problems += more
    return config
