"""A project round the small site: a guide to another treatment, with the builder and the frame of the real one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, MutableMapping
from datetime import date
from pathlib import Path

from conftest import ROOT
from sitegen.base.files import Objects
from sitegen.check import NOTHING_KEPT, Checked
from sitegen.check import check as whole_check
from sitegen.content.reading.folder import read_folder

SMALL = ROOT / "tests/small_site"


class _OfSmallSite(Objects):
    """What each file of the small site gives. What a test makes of a file is not kept: there are thousands."""

    full = False

    def __setitem__(self, name: str, data: object) -> None:
        if not self.full:
            super().__setitem__(name, data)


_MEMORY = _OfSmallSite()


def check(
    files: Mapping[str, bytes],
    kept: Mapping[str, bytes] = NOTHING_KEPT,
    today: date | None = None,
    memory: MutableMapping[str, bytes] | None = None,
) -> Checked:
    """The check of the small site with some files changed, in half the time.

    That the outcome is the same with what was worked out before and without is tested in ``rules/test_rules.py``.
    """
    if not _MEMORY.full:
        whole_check(read_folder(SMALL), memory=_MEMORY)
        _MEMORY.full = True
    return whole_check(files, kept, today, _MEMORY if memory is None else memory)


def small_project(to: Path, content: Mapping[str, bytes] | None = None) -> Path:
    """The small site, or ``content`` in place of its own, as a project at ``to`` that can be built and published."""
    files = read_folder(SMALL) if content is None else content
    site = check(files).site
    for name in ("templates", "overrides"):
        shutil.copytree(ROOT / name, to / name)
    for name, data in files.items():
        (to / "content_src" / name).parent.mkdir(parents=True, exist_ok=True)
        (to / "content_src" / name).write_bytes(data)
    (to / "docs").mkdir()
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    for old, new in (
        (r"(?m)^site_name: .*", f"site_name: {site.config.name}"),
        (r"(?m)^site_description: .*", "site_description: A made-up guide."),
        (r"after_it: .*", f"after_it: {site.config.subject.after_it}"),
        (r"substances: What is .*", f"substances: {site.folders['substances']}"),
        (r"What is injected: substances", f"{site.folders['substances']}: substances"),
    ):
        settings = re.sub(old, new, settings)
    (to / "mkdocs.yml").write_text(settings, "utf-8")
    return to


def with_builder(root: Path) -> Path:
    """A project with the builder and its commands beside it."""
    for name in ("scripts", "src"):
        shutil.copytree(ROOT / name, root / name)
    return root
