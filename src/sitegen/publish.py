"""Last step: MkDocs turns docs/ into site/. The old site stays whole until the new one is complete."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from mkdocs.utils.yaml import yaml_load
from rcssmin import cssmin

from sitegen.history import PERMALINKS
from sitegen.hosting import as_headers_file, as_nginx, headers
from sitegen.locks import alone
from sitegen.problems import as_text
from sitegen.promises import broken_promises
from sitegen.redirects import as_nginx_map, as_redirects_file, redirects

BLOCKS = "article|aside|body|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|html|li"
BLOCKS += "|link|main|meta|nav|ol|p|script|section|summary|table|tbody|td|th|thead|title|tr|ul"
BESIDE_BLOCK = re.compile(rf"\n(?=<\/?(?:{BLOCKS})\b)")
PREFORMATTED = re.compile(r"(<(?:pre|textarea)\b.*?<\/(?:pre|textarea)>)", re.S)


def site_url(root: Path) -> str:
    """The address that the site will have, with a slash at the end, read from ``mkdocs.yml`` as MkDocs reads it.

    Its ``!ENV`` takes ``SITE_URL`` from the environment where that is set.
    """
    with (root / "mkdocs.yml").open(encoding="utf-8") as settings:
        return str(yaml_load(settings)["site_url"]).rstrip("/") + "/"


def publish(root: Path, site: Path | None = None) -> int:
    """Run ``mkdocs build --strict`` into a staging folder and swap it in. Returns MkDocs' exit code.

    Returns 1 when a promised address or anchor does not answer. A failed or killed build leaves ``site/`` as it was.
    """
    site = site or root / "site"
    cache = root / ".cache"
    cache.mkdir(exist_ok=True)
    _mend(cache, site)
    staged = cache / f"site-{os.getpid()}"
    shutil.rmtree(staged, ignore_errors=True)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    # A fixed clock in the sitemap and in gzip headers: the same content gives the same bytes.
    environment.setdefault("SOURCE_DATE_EPOCH", "0")
    try:
        # Not --quiet: it hides warnings from the count that makes --strict fail.
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(staged)],
            cwd=root,
            env=environment,
            check=False,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
        code = done.returncode
        if code != 0:
            print(done.stderr, file=sys.stderr)
        else:
            for page in staged.rglob("*.html"):
                page.write_text(compact(page.read_text("utf-8")), "utf-8", newline="\n")
            pages = {p.relative_to(staged).as_posix(): p.read_text("utf-8") for p in staged.rglob("*.html")}
            by_address = {_address(name): html for name, html in pages.items()}
            files = {f"/{path.relative_to(staged).as_posix()}" for path in staged.rglob("*") if path.is_file()}
            lost = broken_promises(_promises(root), by_address, files)
            if lost:
                print(as_text(lost), file=sys.stderr)
                return 1
            sent = headers(pages, site_url(root))
            (staged / "_headers").write_text(as_headers_file(sent), "utf-8", newline="\n")
            (staged / "nginx.conf").write_text(as_nginx(sent), "utf-8", newline="\n")
            old = redirects(by_address)
            (staged / "_redirects").write_text(as_redirects_file(old), "utf-8", newline="\n")
            (staged / "nginx-redirects.conf").write_text(as_nginx_map(old), "utf-8", newline="\n")
            for style in (staged / "assets").glob("*.css"):
                style.write_text(cssmin(style.read_text("utf-8")), "utf-8", newline="\n")
            with alone(cache):
                _swap(staged, site, cache / f"site-old-{os.getpid()}")
        return code
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _promises(root: Path) -> list[str]:
    path = root / PERMALINKS
    return path.read_text("utf-8").splitlines() if path.is_file() else []


def _address(name: str) -> str:
    """``risks/pain/index.html`` as ``/risks/pain/``."""
    return "/" + name.removesuffix("index.html")


def compact(html: str) -> str:
    """HTML without indentation, empty lines and breaks beside blocks, where a browser shows no space anyway.

    Programs and fields keep theirs: it is what is copied.
    """
    parts = PREFORMATTED.split(html)
    for n in range(0, len(parts), 2):
        parts[n] = BESIDE_BLOCK.sub("", re.sub(r"\n\s+", "\n", parts[n]))
    return "".join(parts)


def _swap(new: Path, current: Path, aside: Path) -> None:
    """Put ``new`` where ``current`` is. On Linux the two change places in one step, so there is always a site."""
    if current.exists() and _exchange(new, current):
        shutil.rmtree(new, ignore_errors=True)
        return
    # Elsewhere two steps are needed; _mend puts the old site back when a build dies between them.
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


def _mend(cache: Path, site: Path) -> None:
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
