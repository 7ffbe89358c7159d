"""Fifth step: make a folder equal to ``{path: bytes}``. The only module that writes.

Files that are already right are left alone, so their times stay. New bytes are staged first and
then moved into place one by one, each move atomic: whoever reads never sees half a file. Only
what an earlier run wrote is ever deleted; the list of that stands in ``.written.json``.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sitegen.base.locks import alone

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
        if not _stays_inside(path):
            raise ValueError(f"a page may not be written to {path}")
        if any(str(parent) in files for parent in pure.parents):
            raise ValueError(f"{path} would stand inside another file")
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        before = _ledger(folder)
        changed = {path: data for path, data in files.items() if _differs(folder / path, data)}
        for path in changed:
            if _through_a_link(folder, path) or (path not in before and _foreign(folder, path, before)):
                raise ForeignFileError(f"{folder / path} was not written by the builder; move it away")
        if not changed and before == set(files):
            return Written(0, len(files), 0)
        staged = Path(tempfile.mkdtemp(prefix=".staged-", dir=folder))
        try:
            for number, data in enumerate(changed.values()):
                (staged / str(number)).write_bytes(data)
            # From here on a later run must know about old and new files alike, whenever this one ends.
            _save_ledger(folder, before | set(files))
            gone = sorted(before - set(files))
            above = {str(parent) for path in changed for parent in PurePosixPath(path).parents}
            # What was a file and becomes a folder, or the other way round, must make room first.
            for path in gone:
                if path in above or any(str(parent) in changed for parent in PurePosixPath(path).parents):
                    _delete(folder, path)
            for number, path in enumerate(changed):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                if (folder / path).is_dir() and not (folder / path).is_symlink():
                    shutil.rmtree(folder / path)  # Only empty folders are left in it (see _foreign).
                (staged / str(number)).replace(folder / path)
            for path in gone:
                _delete(folder, path)
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
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return True


def _foreign(folder: Path, path: str, before: set[str]) -> bool:
    """Whether somebody else's file stands at a path, inside it, or where one of its folders must be."""
    here = folder / path
    if here.is_dir() and not here.is_symlink():
        return any(p.relative_to(folder).as_posix() not in before for p in here.rglob("*") if not p.is_dir())
    if here.exists() or here.is_symlink():
        return True
    above = [parent for parent in PurePosixPath(path).parents if (folder / parent).is_file()]
    return any(parent.as_posix() not in before for parent in above)


def _ledger(folder: Path) -> set[str]:
    """What an earlier run wrote. A damaged list, or one with a path that leaves the folder, is not believed at all."""
    try:
        paths = json.loads((folder / LEDGER).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return set()
    if not isinstance(paths, list) or not all(isinstance(path, str) and _stays_inside(path) for path in paths):
        return set()
    # Most files share their folder with others, so each folder is looked at once.
    leaves = {above: _leaves(folder, above) for above in {path.rpartition("/")[0] for path in paths}}
    return {path for path in paths if not leaves[path.rpartition("/")[0]]}


def _stays_inside(path: str) -> bool:
    pure = PurePosixPath(path)
    return (
        not pure.is_absolute() and ".." not in pure.parts and bool(pure.parts) and path != LEDGER and "\0" not in path
    )


def _through_a_link(folder: Path, path: str) -> bool:
    """Whether a folder on the way to a path is a link, so that the path stands somewhere else."""
    return _leaves(folder, path.rpartition("/")[0])


def _leaves(folder: Path, above: str) -> bool:
    """Whether a folder below ``folder``, or one that it stands in, is a link."""
    inside = PurePosixPath(above)
    return any((folder / one).is_symlink() for one in (inside, *inside.parents) if str(one) != ".")


def _save_ledger(folder: Path, paths: set[str]) -> None:
    temporary = folder / f"{LEDGER}.new"
    temporary.write_text(json.dumps(sorted(paths), indent=0) + "\n", "utf-8", newline="\n")
    temporary.replace(folder / LEDGER)


def _delete(folder: Path, path: str) -> None:
    """Delete a file that the builder wrote, and the folders that this leaves empty. Never one outside ``folder``."""
    if not _stays_inside(path):
        raise ValueError(f"{path} is not in the folder and may not be deleted")
    if not (folder / path).is_dir():
        with suppress(FileNotFoundError, NotADirectoryError):
            (folder / path).unlink()
    _remove_empty(folder, (folder / path).parent)


def _remove_empty(top: Path, folder: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two builds at once wait for each other, and what a killed one staged is cleared away."""
    with alone(folder):
        for left in folder.glob(".staged-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
