"""Last step: MkDocs turns docs/ into site/. The old site stays whole until the new one is complete."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load
from rcssmin import cssmin
from rjsmin import jsmin

from sitegen.base.locks import alone
from sitegen.base.problems import as_text
from sitegen.ledger.history import PERMALINKS
from sitegen.publish.hosting import as_headers_file, as_nginx, headers
from sitegen.publish.kept_files import kept_files
from sitegen.publish.kept_promises import as_nginx_map, as_redirects_file, broken_promises, redirects
from sitegen.publish.looks import looks_at
from sitegen.publish.mkdocs_site import build_pages, languages_of
from sitegen.publish.swap import mend, swap

MADE_SMALL = ("lunr.js",)
"""Scripts that come without comments, but for the licence, which stays."""


def site_url(root: Path) -> str:
    """The address that the site will have, with a slash at the end, read from ``mkdocs.yml`` as MkDocs reads it.

    Its ``!ENV`` takes ``SITE_URL`` from the environment where that is set.
    """
    return str(settings(root)["site_url"]).rstrip("/") + "/"


def settings(root: Path) -> dict[str, Any]:
    """``mkdocs.yml`` as MkDocs reads it."""
    with (root / "mkdocs.yml").open(encoding="utf-8") as file:
        return dict(yaml_load(file))


def publish(root: Path, site: Path | None = None) -> int:
    """Build the site strictly into a staging folder and swap it in. Returns 0, or 1 when nothing was put in place.

    That is: when MkDocs warns of anything, or a promised address or anchor does not answer. A failed or killed build
    leaves ``site/`` as it was.
    """
    site = site or root / "site"
    cache = root / ".cache"
    cache.mkdir(exist_ok=True)
    mend(cache, site)
    staged = cache / f"site-{os.getpid()}"
    shutil.rmtree(staged, ignore_errors=True)
    memory = kept_files(root, "pages", "publish/mkdocs_site.py", "base/files.py")
    try:
        for edition in (None, *languages_of(root)):
            if wrong := build_pages(root, staged, memory, edition):
                print("\n".join(wrong), file=sys.stderr)
                return 1
        memory.tidy()
        pages = {p.relative_to(staged).as_posix(): p.read_text("utf-8") for p in staged.rglob("*.html")}
        by_address = {_address(name): html for name, html in pages.items()}
        files = {f"/{path.relative_to(staged).as_posix()}" for path in staged.rglob("*") if path.is_file()}
        looks = looks_at(pages, kept_files(root, "looks", "publish/looks.py", "base/files.py"))
        lost = broken_promises(_promises(root), by_address, files, looks)
        if lost:
            print(as_text(lost), file=sys.stderr)
            return 1
        sent = headers(pages, site_url(root), looks)
        (staged / "_headers").write_text(as_headers_file(sent), "utf-8", newline="\n")
        (staged / "nginx.conf").write_text(as_nginx(sent), "utf-8", newline="\n")
        old = redirects(by_address, looks)
        (staged / "_redirects").write_text(as_redirects_file(old), "utf-8", newline="\n")
        (staged / "nginx-redirects.conf").write_text(as_nginx_map(old), "utf-8", newline="\n")
        for style in staged.glob("**/assets/*.css"):
            style.write_text(cssmin(style.read_text("utf-8")), "utf-8", newline="\n")
        for script in staged.glob("**/assets/*.js"):
            if script.name not in MADE_SMALL:
                script.write_text(jsmin(script.read_text("utf-8")), "utf-8", newline="\n")
        with alone(cache):
            swap(staged, site, cache / f"site-old-{os.getpid()}")
        return 0
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _promises(root: Path) -> list[str]:
    path = root / PERMALINKS
    return path.read_text("utf-8").splitlines() if path.is_file() else []


def _address(name: str) -> str:
    """``risks/name/index.html`` as ``/risks/name/``."""
    return "/" + name.removesuffix("index.html")
