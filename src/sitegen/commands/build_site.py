"""Content to ``docs/`` to ``site/``, and nothing at all where nothing has changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sitegen.commands import for_any_reader, uncollected
from sitegen.commands.build_pages import main as build_docs
from sitegen.publish.kept_files import code_hash, hash_of, times_below

STAMP = ".cache/built"
INPUTS = (
    "content_src",
    "templates",
    "overrides",
    "releases",
    "ratings",
    "translations",
    "mkdocs.yml",
    "permalinks.txt",
    "requirements.txt",
)
OUTPUTS = ("docs", "site")
SETTINGS = ("SITE_URL", "PREVIEW")


@for_any_reader
@uncollected()
def build_site(argv: Sequence[str], root: Path) -> int:
    """Build the site of the project at ``root``. Returns 0, 1 when something is wrong, 2 for a fault.

    What went in and what came out is remembered: when both are as they were, there is nothing to do.
    """
    stamp = root / STAMP
    before = _words(stamp)
    went_in = _went_in(argv, root)
    if before == [went_in, _came_out(root)]:
        print("Nothing has changed: site/ is as it was built.")
        return 0
    stamp.unlink(missing_ok=True)
    code = build_docs(argv, root)
    if code == 0:
        # Only here, as content with problems never comes so far.
        from sitegen.publish.site import publish

        code = publish(root)
    # What was edited while the build ran is no part of it.
    if code == 0 and _went_in(argv, root) == went_in:
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(f"{went_in}\n{_came_out(root)}\n", "utf-8")
    return code


def _words(stamp: Path) -> list[str]:
    try:
        return stamp.read_text("utf-8").split()
    except (OSError, UnicodeDecodeError):
        return []


def _went_in(argv: Sequence[str], root: Path) -> str:
    """The hash of all that a build is made of, the day included."""
    whole = hashlib.sha256(f"{date.today()} {list(argv)} {code_hash()}".encode())
    whole.update(str([os.environ.get(name) for name in SETTINGS]).encode())
    for name in INPUTS:
        whole.update(name.encode() + b"\0" + hash_of(root / name))
    return whole.hexdigest()


def _came_out(root: Path) -> str:
    """The hash of names, sizes and times of all that was written: whoever changes a file changes one of them."""
    whole = hashlib.sha256()
    for folder in OUTPUTS:
        for name, size, time in times_below(root / folder):
            whole.update(f"{folder}/{name}\0{size}\0{time}\n".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()
