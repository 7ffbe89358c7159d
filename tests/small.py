"""A project round the small site: a guide to another treatment, with the builder and the frame of the real one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from conftest import ROOT
from sitegen.check import check
from sitegen.content.reading.folder import read_folder

SMALL = ROOT / "tests/small_site"


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
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    return root
