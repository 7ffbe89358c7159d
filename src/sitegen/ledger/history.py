"""What was promised and released before: ``permalinks.txt`` and the ledger in ``releases/``. Both only grow.

``releases/0001.json`` and so on, one file a release, never changed: each names the SHA-256 of the file before
it, so that a change of an old one shows. ``releases/versions/<id>.json`` are the snapshots that they name.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sitegen.base.files import remembered
from sitegen.base.merge_marks import MARK, without_merge_marks
from sitegen.base.problems import Problem
from sitegen.ledger.ratings import RATING_FILE, RATINGS, Ratings, read_ratings
from sitegen.ledger.snapshots import Snapshot
from sitegen.site.facts import Fact, Kind

PERMALINKS = "permalinks.txt"
FOLDER = "releases"
RELEASE_FILE = re.compile(r"^releases/(?P<number>\d{4})\.json$")
SNAPSHOT_FILE = re.compile(r"^releases/versions/(?P<version>[0-9a-f]{8})\.json$")


class _Kept(BaseModel):
    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")


class ReleasedChange(_Kept):
    """One change of a page, as it was recorded."""

    kind: Kind
    about: str
    before: str = ""
    now: str = ""
    words: str


class ReleasedPage(_Kept):
    """A page that a release brought: its version, the one before, and what changed."""

    page: str
    title: str
    version: str = Field(pattern=r"^[0-9a-f]{8}$")
    supersedes: str | None = None
    snapshot: str
    changes: tuple[ReleasedChange, ...]


class Release(_Kept):
    """One release: its number, its day, the pages that changed and the addresses that it promised."""

    release: int = Field(ge=1)
    date: date
    before: str
    note: str = ""
    pages: tuple[ReleasedPage, ...]
    promises: tuple[str, ...] = ()


@dataclass(frozen=True)
class Issued:
    """A version that was issued: its release and its page as they were."""

    release: Release
    page: ReleasedPage


@dataclass(frozen=True)
class History:
    """All releases in order, all promises, and the bytes of the snapshots by version."""

    releases: tuple[Release, ...] = ()
    promises: tuple[str, ...] = ()
    last_file: bytes = b""
    snapshots: Mapping[str, bytes] = field(default_factory=dict)
    ratings: Ratings = field(default_factory=Ratings)

    @property
    def last_day(self) -> date | None:
        """The day of the last release, or ``None`` before the first."""
        return self.releases[-1].date if self.releases else None

    @cached_property
    def issued(self) -> dict[str, Issued]:
        """Every version ever issued, by id; where one was issued twice, the first time."""
        found: dict[str, Issued] = {}
        for release in self.releases:
            for page in release.pages:
                found.setdefault(page.version, Issued(release, page))
        return found

    def last_of(self, pages: tuple[str, ...]) -> Issued | None:
        """The last version issued for a page under any of its ids, old and new."""
        for release in reversed(self.releases):
            for page in release.pages:
                if page.page in pages:
                    return Issued(release, page)
        return None

    def released(self, version: str, page: str) -> date | None:
        """The day on which a page last came out in this version, or ``None``."""
        for release in reversed(self.releases):
            if any(found.version == version and found.page == page for found in release.pages):
                return release.date
        return None

    def snapshot(self, version: str) -> Snapshot:
        """The snapshot of a version, read once. Raises ``KeyError`` for a version that was never issued."""
        if version not in self._read:
            self._read[version] = read_snapshot(self.snapshots[version])
        return self._read[version]

    @cached_property
    def _read(self) -> dict[str, Snapshot]:
        return {}


NO_HISTORY = History()


def as_json(value: object) -> bytes:
    """How every file of the ledger is written, so that the same content has the same bytes."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def release_bytes(release: Release) -> bytes:
    return as_json(release.model_dump(mode="json"))


def snapshot_bytes(kept: Snapshot) -> bytes:
    return as_json({**asdict(kept), "body": kept.body.split("\n")})


def read_snapshot(data: bytes) -> Snapshot:
    fields = json.loads(data)
    fields["body"] = "\n".join(fields["body"])
    fields["facts"] = tuple(Fact(**fact) for fact in fields["facts"])
    return Snapshot(**fields)


def plain_lines(data: bytes) -> bytes:
    """The bytes as they were released: lines end with LF, and no byte order mark stands before them."""
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_kept(root: Path) -> dict[str, bytes]:
    """The files of the history below the project's root, and those of the ratings, ``{path: bytes}``."""
    found = {PERMALINKS: (root / PERMALINKS).read_bytes()} if (root / PERMALINKS).is_file() else {}
    for path in sorted((root / FOLDER).rglob("*.json")):
        found[path.relative_to(root).as_posix()] = path.read_bytes()
    for path in sorted((root / RATINGS).glob("*/*.yml")):
        name = path.relative_to(root).as_posix()
        if RATING_FILE.match(name):
            found[name] = path.read_bytes()
    return found


def read_history(
    kept: Mapping[str, bytes], memory: MutableMapping[str, bytes] | None = None
) -> tuple[History, list[Problem]]:
    """The history and what is wrong with it: a file changed, a file or a promise taken away, disorder.

    The ends of lines do not count: git may write them in the way of the computer (``core.autocrlf``).
    ``memory`` keeps the ratings.
    """
    kept = {name: plain_lines(data) for name, data in kept.items()}
    problems: list[Problem] = []
    releases: list[Release] = []
    snapshots = {m["version"]: kept[name] for name in kept if (m := SNAPSHOT_FILE.match(name))}
    last = b""
    for name in sorted(name for name in kept if RELEASE_FILE.match(name)):
        release = _read_release(name, kept[name], problems)
        if release is None:
            continue
        if release.release != len(releases) + 1:
            problems.append(_ledger(name, f"release {len(releases) + 1} is missing before this one."))
        elif release.before != (digest(last) if last else ""):
            problems.append(_ledger(name, "the release before this one was changed after it was made."))
        for page in release.pages:
            data = snapshots.get(page.version)
            if data is None:
                problems.append(_ledger(name, f'the snapshot of version {page.version} ("{page.title}") is missing.'))
            elif digest(data) != page.snapshot:
                problems.append(_ledger(name, f"the snapshot of version {page.version} was changed."))
        releases.append(release)
        last = kept[name]
    promises, more = _read_promises(kept.get(PERMALINKS, b""), releases)
    rated = {name: data for name, data in kept.items() if RATING_FILE.match(name)}
    made_of = [b"ratings", repr(sorted(rated.items())).encode()]
    ratings, unread = remembered(memory, made_of, tuple, lambda: read_ratings(rated))
    return History(tuple(releases), promises, last, snapshots, ratings), [*problems, *more, *unread]


def _ledger(name: str, message: str) -> Problem:
    return Problem(name, 1, "ledger", message, "take this file back as it was: the ledger only grows")


def _read_release(name: str, data: bytes, problems: list[Problem]) -> Release | None:
    try:
        return Release.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        problems.append(_ledger(name, f"this release cannot be read: {where}: {first['msg']}."))
        return None


def _read_promises(data: bytes, releases: list[Release]) -> tuple[tuple[str, ...], list[Problem]]:
    text = data.decode("utf-8", "replace")
    _, problems = without_merge_marks(PERMALINKS, text)
    merging = bool(problems)
    # Both sides of a merge promise something, so both count, and their order is not looked at yet.
    lines = [line for line in text.splitlines() if not (merging and MARK.match(line))]
    for number, (line, before) in enumerate(zip(lines, ["", *lines], strict=False), 1):
        if line <= before and not merging:
            problems.append(
                Problem(PERMALINKS, number, "promise-form", f'"{line}" stands in the wrong place.', "sorted, each once")
            )
        if not line.startswith("/"):
            problems.append(
                Problem(PERMALINKS, number, "promise-form", f'"{line}" is not an address.', "/folder/name/#section")
            )
    there = set(lines)
    for release in releases:
        for promise in release.promises:
            if promise not in there:
                problems.append(
                    Problem(
                        PERMALINKS,
                        1,
                        "promise-removed",
                        f'the line "{promise}" was taken away; release {release.release} promised it.',
                        "put it back: a promised address is never taken back",
                    )
                )
    return tuple(lines), problems
