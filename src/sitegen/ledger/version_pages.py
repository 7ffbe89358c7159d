"""A page at ``/versions/<id>/`` for every version ever issued: today's in short, an earlier one in full.

An earlier version opens with what a reader needs first: that it is not today's, and what changed since.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from sitegen.base.addresses import docs_path, past_leaflet_path, relative
from sitegen.base.files import remembered
from sitegen.content.describe import Words
from sitegen.content.typed.entries import Entry
from sitegen.ledger.changes import Change, changes
from sitegen.ledger.history import History, Issued
from sitegen.ledger.snapshots import Snapshot, relinked, without_title
from sitegen.ledger.versions import Stamp
from sitegen.site.care import care_cards
from sitegen.site.routes import became
from sitegen.site.site import Site

if TYPE_CHECKING:
    from jinja2 import Environment, Template

FOLDER = "versions"
HEADING_ID = re.compile(r"\{ #([a-z0-9-]+) \}|\sid=\"([^\"]+)\"")


@dataclass(frozen=True)
class Past:
    """One version in the list of all versions of a page."""

    version: str
    released: date | None
    is_today: bool


@dataclass(frozen=True)
class Now:
    """What a link may lead to today: each file with its anchors, and where old files went."""

    known: Mapping[str, frozenset[str]]
    moved: Mapping[str, str]

    @cached_property
    def digest(self) -> bytes:
        """The same as long as the same links lead somewhere."""
        anchors = {path: sorted(found) for path, found in sorted(self.known.items())}
        return repr((anchors, sorted(self.moved.items()))).encode()


def version_path(version: str) -> str:
    """Where a version's page stands below ``docs``."""
    return f"{FOLDER}/{version}.md"


def owners(site: Site) -> dict[str, Entry]:
    """``{item id, old or new: the item that it is today}``."""
    found = {entry.id: entry for entry in site.entries.values()}
    for entry in site.entries.values():
        for alias in entry.item.aliases:
            found.setdefault(alias, entry)
            found.setdefault(f"pages/{alias}", entry)
    return found


def version_pages(
    env: Environment,
    site: Site,
    history: History,
    pages: Mapping[str, bytes],
    stamps: Mapping[str, Stamp],
    today: Mapping[str, Snapshot],
    memory: MutableMapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """``{path below docs: bytes}`` for every id ever issued, and for today's that are not released yet."""
    template = _template(env)
    owner = owners(site)
    now = Now(
        {path: _ids(data) for path, data in pages.items() if path.endswith(".md")},
        {docs_path(old): docs_path(entry.id) for old, entry in owner.items() if old != entry.id},
    )
    of_page = _by_page(history, owner)
    found: dict[str, bytes] = {}
    for version in {**history.issued, **{stamp.version: None for stamp in stamps.values()}}:
        issued = history.issued.get(version)
        entry = owner[issued.page.page] if issued else _entry_of(site, stamps, version)
        stamp = stamps[entry.id]
        is_today = stamp.version == version
        kept = today[entry.id] if is_today else history.snapshot(version)
        since = () if is_today else _since(version, kept, today[entry.id], memory, site.words)
        body = "" if is_today else _body(version, history, now, memory)
        versions = [Past(v.page.version, v.release.date, v.page.version == stamp.version) for v in of_page[entry.id]]
        if stamp.released is None:
            versions.append(Past(stamp.version, None, True))
        said: dict[str, object] = {
            "version": version,
            "kept": kept,
            "page": entry.id,
            "title": entry.item.title,
            "stamp": stamp,
            "is_today": is_today,
            "released": issued.release.date if issued else None,
            "since_kinds": _kinds(since),
            "versions": list(reversed(versions)),
            "body": Markup(body),
            "has_care": bool(care_cards(site, entry)),
            "became": [] if is_today else [(page.id, page.item.title) for page in became(site, entry)],
            "leaflets": {} if is_today else _leaflets(kept, version, site.words),
        }
        # The template sees these and nothing else, so as long as they are the same, so is the page.
        made_of = [template[1], site.words.key, repr(said).encode("utf-8", "surrogatepass")]
        found[version_path(version)] = remembered(memory, made_of, bytes, partial(_page, template[0], said))
    return found


def _template(env: Environment) -> tuple[Template, bytes]:
    """The template of a version and its source. It includes no other."""
    name = "pages/version.md.j2"
    assert env.loader
    return env.get_template(name), env.loader.get_source(env, name)[0].encode("utf-8")


def _page(template: Template, said: Mapping[str, object]) -> bytes:
    text = template.render(said, href=_href)
    return (re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip() + "\n").encode("utf-8")


def _since(
    version: str, kept: Snapshot, today: Snapshot, memory: MutableMapping[str, bytes] | None, words: Words
) -> tuple[Change, ...]:
    """What has changed since a version; the same as long as the page of today is the same."""
    made_of = [version.encode(), words.key, pickle.dumps(today)] if memory is not None else []
    return remembered(memory, made_of, tuple, lambda: changes(kept, today, words))


def _body(version: str, history: History, now: Now, memory: MutableMapping[str, bytes] | None) -> str:
    """The body of an earlier version with its links as they stand today."""
    made_of = [b"body", history.snapshots[version], now.digest]
    return remembered(
        memory,
        made_of,
        str,
        lambda: relinked(without_title(history.snapshot(version).body), FOLDER, now.known, now.moved),
    )


def _leaflets(kept: Snapshot, version: str, words: Words) -> dict[str, str]:
    """Where the leaflets of an earlier version stand, by words: those of the page, then those of parts of a use."""
    found = {}
    for name, leaflet in kept.leaflets(version).items():
        which = f"{leaflet['title']}, " if name != version else ""
        for edition, said in words.tables["leaflet"].items():
            found[which + said] = relative(past_leaflet_path(name, edition), FOLDER)
    return found


def _entry_of(site: Site, stamps: Mapping[str, Stamp], version: str) -> Entry:
    return next(site.entries[item_id] for item_id, stamp in stamps.items() if stamp.version == version)


def _by_page(history: History, owner: Mapping[str, Entry]) -> dict[str, list[Issued]]:
    """The versions issued for each of today's pages, in order, each once."""
    found: dict[str, list[Issued]] = {entry.id: [] for entry in owner.values()}
    for issued in history.issued.values():
        found[owner[issued.page.page].id].append(issued)
    return found


def _kinds(since: tuple[Change, ...]) -> list[tuple[str, list[Change]]]:
    kinds = dict.fromkeys(change.kind for change in since)
    return [(kind, [change for change in since if change.kind == kind]) for kind in kinds]


def _ids(data: bytes) -> frozenset[str]:
    return frozenset(a or b for a, b in HEADING_ID.findall(data.decode("utf-8")))


def _href(item_id: str, anchor: str = "") -> str:
    path = relative(docs_path(item_id), FOLDER)
    return f"{path}#{anchor}" if anchor else path
