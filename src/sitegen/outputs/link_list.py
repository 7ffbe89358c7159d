"""Where every address ever promised and every version ever issued stands today, as one file for clinics.

``api/v1/addresses.json``. The page "Check my links" reads it in the browser, ``scripts/check_links.py`` on a
computer; :func:`judge` is the rule for both, with :mod:`sitegen.links`, and the script of the page follows them.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, Literal

from markdown.extensions.toc import slugify, unique

from sitegen.base.addresses import (
    SIDE_FOLDER,
    address,
    card_path,
    docs_path,
    kit_path,
    old_id,
    past_leaflet_path,
)
from sitegen.base.files import remembered
from sitegen.content.describe import LEAFLETS
from sitegen.content.models import CompareItem, TypeItem, Withdrawn
from sitegen.ledger.handed_out import handed_out, handed_out_before
from sitegen.ledger.history import History
from sitegen.ledger.promises import moved, promised
from sitegen.ledger.version_pages import owners
from sitegen.ledger.versions import Stamp, own_text, seen
from sitegen.outputs.frame import MANIFEST
from sitegen.outputs.links import Found, find, leads_somewhere, parse, places
from sitegen.site.handouts import has_kit, has_leaflet
from sitegen.site.site import QUESTIONS_PAGE, Site

Memory = MutableMapping[str, bytes] | None
PATH = "api/v1/addresses.json"
State = Literal["current", "moved", "no such section", "withdrawn", "superseded", "unknown", "elsewhere"]
OLD_VERSION = re.compile(r"^/(?:leaflets/)?versions/([0-9a-f]{8})(?:/$|-)")
OTHERS = ("/404.html", "/robots.txt", "/sitemap.xml", "/llms.txt")
"""What the site generator and the frame add, what programs read, and somebody may link to."""
FRAME = ("main", "find", "colours")
"""The places of every page that its frame makes (``overrides/base.html``)."""
UNSEEN = re.compile(r"(?:word|rest|some|people)-")
"""Ids of meanings that open in place, and of parts of drawings: no places to go to."""
ID = re.compile(r"\{ #([a-z0-9-]+) \}|\sid=\"([^\"]+)\"")
HEADING = re.compile(r"^#{1,6} (.+)$", re.M)


@dataclass(frozen=True)
class Judged:
    """One link or version id, what became of it, and where to go now (an address from the root, or empty)."""

    text: str
    state: State
    now: str = ""
    version: str = ""
    line: int = 0
    old: str = ""
    """The version that was found, where it is not today's."""


def link_list(
    site: Site,
    history: History,
    stamps: Mapping[str, Stamp],
    site_url: str,
    pages: Mapping[str, bytes],
    memory: Memory = None,
) -> dict[str, bytes]:
    """The file as ``{path below docs: bytes}``. ``pages`` are today's pages as they were rendered.

    ``memory`` keeps the places of each page.
    """
    found = addresses(site, history, stamps, site_url, pages, memory)
    return {PATH: (json.dumps(found, ensure_ascii=False) + "\n").encode("utf-8")}


def addresses(
    site: Site,
    history: History,
    stamps: Mapping[str, Stamp],
    site_url: str,
    pages: Mapping[str, bytes],
    memory: Memory = None,
) -> dict[str, Any]:
    """All that answers on the site, and all that ever did.

    Pages with their version, their promised anchors, their other places, and the ids that a link to a list or to a
    comparison may name; moved addresses; withdrawn pages; versions with their page; all other files with the page
    that they belong to, and those that moved.
    """
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
    kits = [entry for entry in site.entries.values() if has_kit(entry)]
    return {
        "site": site_url,
        "pages": {
            address(item_id): {
                "version": stamp.version,
                "anchors": anchors.get(address(item_id), []),
                "places": sorted({*_places(pages[docs_path(item_id)], memory)} - {*anchors.get(address(item_id), [])}),
                **_named_in_links(site, item_id),
            }
            for item_id, stamp in sorted(stamps.items())
        },
        "moved": moved(site),
        "withdrawn": withdrawn,
        "versions": dict(sorted(versions.items())),
        "files": {
            **handed_out(site),
            **{address(kit_path(entry.id).removesuffix(".md")): address(entry.id) for entry in kits},
            **{f"/{card_path(entry.id)}": address(entry.id) for entry in site.entries.values()},
            **_past_leaflets(site, history, stamps),
            **_in_languages(site),
            **dict.fromkeys(OTHERS, ""),
        },
        "moved_files": {
            **handed_out_before(site),
            **{
                address(kit_path(old_id(alias)).removesuffix(".md")): address(kit_path(entry.id).removesuffix(".md"))
                for entry in kits
                for alias in entry.item.aliases
            },
        },
    }


def _named_in_links(site: Site, item_id: str) -> dict[str, list[str]]:
    """What the fragment of a link to a page may name besides its places: ``#list=`` and ``#compare=``."""
    item = site.entries[item_id].item
    if item_id == QUESTIONS_PAGE:
        return {"list": list(site.questions)}
    use = site.entries[item.use].item if isinstance(item, CompareItem) else None
    return {"compare": [option.id for option in use.options]} if isinstance(use, TypeItem) else {}


def _in_languages(site: Site) -> dict[str, str]:
    """Besides what is handed out in other languages: pages beside their English, and the cards to show."""
    found: dict[str, str] = {}
    for item_id, codes in site.edition.languages.items():
        page = address(item_id)
        found |= {f"/{code}/{SIDE_FOLDER}{page}": page for code in codes}
    every = {code for codes in site.edition.languages.values() for code in codes}
    found |= {f"/{code}/{name}": "" for code in sorted(every) for name in ("robots.txt", "sitemap.xml", MANIFEST)}
    return found


def _past_leaflets(site: Site, history: History, stamps: Mapping[str, Stamp]) -> dict[str, str]:
    """The leaflets of versions that hold no more, with the page of each."""
    owner = owners(site)
    return {
        f"/{past_leaflet_path(version, edition)}": address(entry.id)
        for version, issued in history.issued.items()
        if has_leaflet(entry := owner[issued.page.page])
        and version != stamps[entry.id].version
        and history.snapshot(version).leaflet is not None
        for edition in LEAFLETS
    }


def _places(page: bytes, memory: Memory) -> list[str]:
    return [*FRAME, *_ids(page, memory)]


def _ids(page: bytes, memory: Memory) -> list[str]:
    return remembered(memory, [b"ids", page], list, lambda: ids(page.decode("utf-8")))


def ids(page: str) -> list[str]:
    """The places of a page, from its Markdown: those that it names, and those that headings get by themselves.

    As the site generator does it: a heading without an id gets one of its words, with a number where it is taken.
    """
    used = {a or b for a, b in ID.findall(page)}
    found = [name for name in used if not UNSEEN.match(name)]
    for heading in HEADING.findall(own_text(page)):
        if not ID.search(heading):
            found.append(unique(slugify(html.unescape(seen(heading)), "-"), used))
    return found


def plain_text(data: bytes) -> str:
    """The text of a file, with one kind of line end. Raises ``ValueError`` for what is no text, such as a PDF."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = data.decode(encoding, "replace")
    if "\x00" in text or data[:4] in (b"%PDF", b"PK\x03\x04"):
        raise ValueError("it is no plain text; save it as text or HTML first")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def judge(text: str, known: Mapping[str, Any]) -> list[Judged]:
    """Every link and version id in a text, in order, each judged. A link to another site is "elsewhere"."""
    return [_judged(found, known) for found in find(text, known)]


def _judged(found: Found, known: Mapping[str, Any]) -> Judged:
    text, line = found.text, found.line
    if found.is_version:
        return _version(found, text.lower(), known)
    link = parse(text, known["site"])
    if link is None:
        return Judged(text, "elsewhere", line=line)
    for path in places(link.path):
        old = OLD_VERSION.search(path)
        if path.startswith("/versions/") and old:
            return _version(found, old[1], known)
        if path in known.get("moved_files", {}):
            now = known["moved_files"][path]
            return Judged(text, "moved", now, _today(known, known["files"][now]), line)
        if path in known.get("files", {}):
            page = known["files"][path]
            if page in known["withdrawn"]:
                return Judged(text, "withdrawn", known["withdrawn"][page], line=line)
            if old:
                return Judged(text, "superseded", page, _today(known, page), line, old[1])
            return Judged(text, "current", path, _today(known, page), line)
        now = known["moved"].get(path, path)
        if now not in known["pages"]:
            continue
        page = known["pages"][now]
        if now in known["withdrawn"]:
            return Judged(text, "withdrawn", known["withdrawn"][now], line=line)
        if not leads_somewhere(page, link.fragment):
            return Judged(text, "no such section", now, page["version"], line)
        if now != path:
            fragment = f"#{link.fragment}" if link.fragment else ""
            return Judged(text, "moved", now + fragment, page["version"], line)
        return Judged(text, "current", path, page["version"], line)
    return Judged(text, "unknown", line=line)


def _today(known: Mapping[str, Any], page: str) -> str:
    return str(known["pages"][page]["version"]) if page in known["pages"] else ""


def _version(found: Found, version: str, known: Mapping[str, Any]) -> Judged:
    path = known["versions"].get(version)
    if path is None:
        return Judged(found.text, "unknown", line=found.line)
    today = known["pages"][path]["version"]
    if path in known["withdrawn"] and today == version:
        return Judged(found.text, "withdrawn", known["withdrawn"][path], line=found.line)
    return Judged(found.text, "current" if today == version else "superseded", path, today, found.line, version)
