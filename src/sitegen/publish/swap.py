"""A new site in place of the old one in one step, so that there is always a whole one."""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path

from sitegen.base.locks import alone


def swap(new: Path, current: Path, aside: Path) -> None:
    """Put ``new`` where ``current`` is. On Linux the two change places in one step, so there is always a site."""
    if current.exists() and _exchange(new, current):
        shutil.rmtree(new, ignore_errors=True)
        return
    # Elsewhere two steps are needed; :func:`mend` puts the old site back when a build dies between them.
    if current.exists():
        current.replace(aside)
    new.replace(current)
    shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step (Linux 3.15, ``renameat2``); false where that does not exist."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of linux/fs.h.
    return bool(rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)


def mend(cache: Path, site: Path) -> None:
    """Clear away what killed builds left: an old site comes back where there is none; no live build is touched."""
    with alone(cache):
        for left in sorted(cache.glob("site-*")):
            if not left.name.rsplit("-", 1)[-1].isdigit() or _lives(int(left.name.rsplit("-", 1)[-1])):
                continue
            if left.name.startswith("site-old-") and not site.exists():
                left.replace(site)
            shutil.rmtree(left, ignore_errors=True)


def _lives(process: int) -> bool:
    """Whether a process of this number runs, other than this one."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
