"""Where every address ever promised and every version ever issued stands today, as one file for clinics.

``api/v1/addresses.json``. The page "Check my links" reads it in the browser, ``scripts/check_links.py`` on a
computer; :func:`judge` is the rule for both, and the script of the page follows it line by line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from sitegen.addresses import address
from sitegen.history import History
from sitegen.link import Site
from sitegen.models import Withdrawn
from sitegen.promises import moved, promised
from sitegen.version_pages import owners
from sitegen.versions import Stamp

PATH = "api/v1/addresses.json"
LINK_OR_VERSION = re.compile(
    r"https?://[^\s\"'<>)\]]+|(?<![\w./#-])/[a-z0-9-]+(?:/[a-z0-9-]+)*/(?:#[\w-]+)?|\b[0-9a-f]{8}\b"
)
State = Literal["current", "moved", "no such section", "withdrawn", "superseded", "unknown", "elsewhere"]


@dataclass(frozen=True)
class Judged:
    """One link or version id, what became of it, and where to go now (an address from the root, or empty)."""

    text: str
    state: State
    now: str = ""
    version: str = ""


def link_list(site: Site, history: History, stamps: Mapping[str, Stamp], site_url: str) -> dict[str, bytes]:
    """The file as ``{path below docs: bytes}``."""
    return {PATH: (json.dumps(addresses(site, history, stamps, site_url), ensure_ascii=False) + "\n").encode("utf-8")}


def addresses(site: Site, history: History, stamps: Mapping[str, Stamp], site_url: str) -> dict[str, Any]:
    """Pages with their anchors and version, moved addresses, withdrawn pages, and versions with their page."""
    anchors: dict[str, list[str]] = {}
    for line in sorted({*promised(site), *history.promises}):
        path, _, anchor = line.partition("#")
        anchors.setdefault(path, [])
        if anchor:
            anchors[path].append(anchor)
    owner = owners(site)
    withdrawn = {
        address(e.id): address(e.item.status.replacement) if e.item.status.replacement else ""
        for e in site.entries.values()
        if isinstance(e.item.status, Withdrawn)
    }
    versions = {version: address(owner[issued.page.page].id) for version, issued in history.issued.items()}
    versions |= {stamp.version: address(item_id) for item_id, stamp in stamps.items()}
    return {
        "site": site_url,
        "pages": {
            address(item_id): {"version": stamp.version, "anchors": anchors.get(address(item_id), [])}
            for item_id, stamp in sorted(stamps.items())
        },
        "moved": moved(site),
        "withdrawn": withdrawn,
        "versions": dict(sorted(versions.items())),
    }


def judge(text: str, known: Mapping[str, Any]) -> list[Judged]:
    """Every link and version id in a text, in order, each judged. A link to another site is "elsewhere"."""
    return [_judged(match[0].rstrip(".,;:"), known) for match in LINK_OR_VERSION.finditer(text)]


def _judged(found: str, known: Mapping[str, Any]) -> Judged:
    if re.fullmatch("[0-9a-f]{8}", found):
        return _version(found, found, known)
    path, anchor = _path(found, known["site"])
    if path is None:
        return Judged(found, "elsewhere")
    if match := re.fullmatch("/versions/([0-9a-f]{8})/", path):
        return _version(found, match[1], known)
    for prefix in ("/embed", "/kit"):
        if path.startswith(prefix + "/"):
            path = path.removeprefix(prefix)
    if path in known["moved"]:
        to = known["moved"][path]
        return Judged(found, "moved", to + (f"#{anchor}" if anchor else ""), known["pages"][to]["version"])
    if path not in known["pages"]:
        return Judged(found, "unknown")
    if path in known["withdrawn"]:
        return Judged(found, "withdrawn", known["withdrawn"][path])
    page = known["pages"][path]
    if anchor and anchor not in page["anchors"]:
        return Judged(found, "no such section", path, page["version"])
    return Judged(found, "current", path, page["version"])


def _version(found: str, version: str, known: Mapping[str, Any]) -> Judged:
    path = known["versions"].get(version)
    if path is None:
        return Judged(found, "unknown")
    today = known["pages"][path]["version"]
    return Judged(found, "current" if today == version else "superseded", path, today)


def _path(link: str, site_url: str) -> tuple[str | None, str]:
    """A link's path from the root of the site and its anchor; no path where the link leads to another site."""
    parts, site = urlsplit(link), urlsplit(site_url)
    path = parts.path
    if parts.netloc:
        if parts.netloc.removeprefix("www.") != site.netloc.removeprefix("www."):
            return None, ""
        if not path.startswith(site.path.rstrip("/")):
            return None, ""
        path = path.removeprefix(site.path.rstrip("/"))
    path = path.removesuffix("index.html") or "/"
    return (path if path.endswith("/") else path + "/"), parts.fragment
