"""What was worked out before, a file each, below ``.cache``. Safe to delete at any moment: it is made again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator, MutableMapping
from pathlib import Path

SPARE = 3
"""So many times as many files as the last run used may lie in a folder before those that it did not use go."""


class KeptFiles(MutableMapping[str, bytes]):
    """A folder as ``{name: bytes}``. A disk that takes no more keeps nothing, and nothing fails for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.used: set[str] = set()

    def __getitem__(self, name: str) -> bytes:
        self.used.add(name)
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            raise KeyError(name) from None

    def __setitem__(self, name: str, data: bytes) -> None:
        self.used.add(name)
        fresh = self.folder / f"{name}.{os.getpid()}.tmp"
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(data)
            fresh.replace(self.folder / name)

    def __delitem__(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)

    def __iter__(self) -> Iterator[str]:
        with contextlib.suppress(OSError):
            yield from (path.name for path in self.folder.iterdir())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def tidy(self) -> None:
        """Delete what this run did not use, where much lies about."""
        with contextlib.suppress(OSError):
            if len(self) > SPARE * len(self.used):
                for name in set(self) - self.used:
                    del self[name]


def kept_files(root: Path, kind: str, *modules: str) -> KeptFiles:
    """What the code as it is today has worked out before on the project at ``root``. What older code kept goes.

    ``modules`` are the files of the builder that it is worked out by; without them it is all of them.
    """
    above = root / ".cache" / kind
    today = code_hash(*modules)
    with contextlib.suppress(OSError):
        for old in above.iterdir():
            if old.name != today:
                shutil.rmtree(old, ignore_errors=True)
    return KeptFiles(above / today)


def code_hash(*modules: str) -> str:
    """A short hash of the builder itself, or of some files of it: where it changes, what it kept holds no more."""
    sources = Path(__file__).parent.parent
    names = sorted(modules) or [name for name in files_below(sources) if name.endswith(".py")]
    whole = hashlib.sha256()
    for name in names:
        whole.update(name.encode() + b"\0" + (sources / name).read_bytes() + b"\0")
    return whole.hexdigest()[:16]


def hash_of(path: Path) -> bytes:
    """The hash of a file, or of all files below a folder with their names; of nothing where there is nothing."""
    whole = hashlib.sha256()
    for name in files_below(path):
        whole.update(name.encode("utf-8", "surrogateescape") + b"\0")
        whole.update(hashlib.sha256((path / name).read_bytes()).digest())
    return whole.digest()


def files_below(path: Path) -> list[str]:
    """The names of all files below a folder, sorted; of a file the empty name. Links to folders are not followed.

    Many times as quick as ``Path.rglob``, which makes a ``Path`` of everything.
    """
    return sorted(name for name, _ in _below(path)) if path.is_dir() else [""] * path.is_file()


def times_below(path: Path) -> list[tuple[str, int, int]]:
    """The name, the size and the time of every file below a folder, sorted."""
    found = [(name, entry.stat()) for name, entry in _below(path)] if path.is_dir() else []
    return sorted((name, seen.st_size, seen.st_mtime_ns) for name, seen in found)


def _below(path: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(path / folder) as there:
            for entry in there:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{folder}{entry.name}/")
                elif entry.is_file():
                    yield f"{folder}{entry.name}", entry


def libraries() -> bytes:
    """What changes when a library of this Python is added, replaced or taken away, or Python itself is another."""
    folders = sorted(path for name in sys.path if (path := Path(name)).name == "site-packages" and path.is_dir())
    return repr([sys.version, *((str(path), path.stat().st_mtime_ns) for path in folders)]).encode()
