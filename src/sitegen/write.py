"""Fifth step: make a folder equal to ``{path: bytes}``. The only module that writes.

Files that are already right are left alone, so their times stay. New bytes are staged first and
then moved into place one by one, each move atomic: whoever reads never sees half a file. Only
what an earlier run wrote is ever deleted; the list of that stands in ``.written.json``.
"""

from __future__ import annotations

import fcntl
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

LEDGER = ".written.json"


class ForeignFileError(OSError):
    """A file that the builder did not write stands where it must write one."""


@dataclass(frozen=True)
class Written:
    """How many files were written, left alone and deleted."""

    changed: int
    unchanged: int
    deleted: int


def write(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Make ``folder`` hold exactly ``files``, besides files that the builder never wrote.

    Raises :class:`ForeignFileError` before anything is written when it would replace somebody else's
    file, ``ValueError`` for a path that leaves the folder, ``OSError`` when the disk refuses.
    """
    for path in files:
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or path == LEDGER:
            raise ValueError(f"a page may not be written to {path}")
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        before = _ledger(folder)
        changed = {path: data for path, data in files.items() if _differs(folder / path, data)}
        for path in changed:
            if path not in before and (folder / path).exists():
                raise ForeignFileError(f"{folder / path} was not written by the builder; move it away")
        if not changed and before == set(files):
            return Written(0, len(files), 0)
        staged = Path(tempfile.mkdtemp(prefix=".staged-", dir=folder))
        try:
            for number, data in enumerate(changed.values()):
                (staged / str(number)).write_bytes(data)
            # From here on a later run must know about old and new files alike, whenever this one ends.
            _save_ledger(folder, before | set(files))
            for number, path in enumerate(changed):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (staged / str(number)).replace(folder / path)
            gone = sorted(before - set(files))
            for path in gone:
                (folder / path).unlink(missing_ok=True)
                _remove_empty(folder, (folder / path).parent)
            _save_ledger(folder, set(files))
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    return Written(len(changed), len(files) - len(changed), len(gone))


def place(path: Path, data: bytes) -> None:
    """Write one file so that whoever reads sees the old one or the new one and never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(data)
    temporary.replace(path)


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() != data
    except (FileNotFoundError, NotADirectoryError):
        return True


def _ledger(folder: Path) -> set[str]:
    try:
        return set(json.loads((folder / LEDGER).read_text("utf-8")))
    except (FileNotFoundError, ValueError):
        return set()


def _save_ledger(folder: Path, paths: set[str]) -> None:
    temporary = folder / f"{LEDGER}.new"
    temporary.write_text(json.dumps(sorted(paths), indent=0) + "\n", "utf-8", newline="\n")
    temporary.replace(folder / LEDGER)


def _remove_empty(top: Path, folder: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two builds at once wait for each other; the lock goes with its process."""
    with (folder / ".lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in folder.glob(".staged-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
