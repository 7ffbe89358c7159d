"""One writer at a time in a folder. The lock belongs to its process and goes with it, however that ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoLocksError(OSError):
    """This system has no locks that a build could hold (Windows outside WSL)."""

    def __init__(self) -> None:
        super().__init__(
            "building and publishing need Linux, macOS or WSL: this system has no fcntl. "
            "Checking works here: build_pages.py --check"
        )


def need_locks() -> None:
    """Raise :class:`NoLocksError` before any work is done that :func:`alone` would refuse at its end."""
    try:
        import fcntl  # noqa: F401
    except ImportError:
        raise NoLocksError from None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other process is in this block with the same folder. Raises :class:`NoLocksError`."""
    need_locks()
    # Here and not above, so that everything that writes nothing runs without it.
    import fcntl

    with (folder / ".lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
