"""What changed, from the ledger: the entries of the feeds and of the page of changes."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sitegen.content.describe import Words
from sitegen.content.models import TypeItem
from sitegen.content.typed.entries import Entry
from sitegen.ledger.changes import KINDS
from sitegen.ledger.history import History, ReleasedChange, read_snapshot
from sitegen.ledger.version_pages import owners
from sitegen.ledger.versions import tails
from sitegen.site.routes import became
from sitegen.site.site import URGENT_HELP, Site

SHORT = 200
"""Characters of a change that the page of changes tells in full."""
_OPENED = re.compile(rb"\]\([^)\s]*\(")
"""A link whose address holds a parenthesis, in the bytes of a snapshot."""


@dataclass(frozen=True)
class News:
    """One page that one release changed. ``page`` is the item's id today; ``supersedes`` the version before, if any."""

    id: str
    page: str
    title: str
    version: str
    supersedes: str | None
    day: date
    changes: tuple[ReleasedChange, ...]
    said: Words

    @property
    def kinds(self) -> list[str]:
        """The kinds of change, the weightiest first, in words."""
        return [self.said.of("change", kind) for kind in dict.fromkeys(change.kind for change in self.changes)]

    @property
    def weight(self) -> int:
        """The place of its weightiest kind of change: 0 is urgency."""
        return min(KINDS.index(change.kind) for change in self.changes)

    @property
    def words(self) -> list[str]:
        """Each change in words, with its kind."""
        return [f"{self.said.of('change', change.kind)}: {change.words}" for change in self.changes]

    @property
    def headlines(self) -> list[str]:
        """The changes of facts in few words: a long one by what it is about. Sources and wording are not among them."""
        told = [
            (change.kind, change.words if len(change.words) <= SHORT else change.about + ".")
            for change in self.changes
            if change.kind not in ("sources", "wording")
        ]
        return [f"{self.said.of('change', kind)}: {words}" for kind, words in dict.fromkeys(told)]


@dataclass(frozen=True)
class Feed:
    """A feed: its file name, its subject, its title, and the entries, newest first."""

    name: str
    subject: str
    title: str
    news: Sequence[News]


def news(site: Site, history: History) -> list[News]:
    """Everything that ever changed, the newest first; within a release by address."""
    owner = owners(site)
    cut_off = _tails(history)
    return [
        News(
            # An id that stays when the site moves to another host (RFC 4122, version 5).
            id=uuid.uuid5(uuid.NAMESPACE_URL, f"{site.config.repository}/{release.release}/{page.page}").urn,
            page=owner[page.page].id,
            title=page.title,
            version=page.version,
            supersedes=page.supersedes,
            day=release.date,
            changes=tuple(_without_tails(change, cut_off) for change in page.changes),
            said=site.words,
        )
        for release in reversed(history.releases)
        for page in release.pages
    ]


def feed_names(site: Site) -> dict[str, list[str]]:
    """The file names of each feed, today's first, then those that it had before its use moved."""
    uses = {entry.id.split("/")[1]: entry.item.aliases for entry in _with_feeds(site)}
    return {"all": ["all"], "urgent-help": ["urgent-help"]} | {
        name: [name, *(alias.split("/")[1] for alias in aliases if alias.startswith("types/"))]
        for name, aliases in uses.items()
    }


def _tails(history: History) -> dict[str, str]:
    """What the ledger left of addresses with parentheses, from the pages as they were."""
    found: dict[str, str] = {}
    for data in history.snapshots.values():
        if _OPENED.search(data):
            found |= tails(read_snapshot(data).body)
    return found


def _without_tails(change: ReleasedChange, cut_off: Mapping[str, str]) -> ReleasedChange:
    said = {"about": change.about, "before": change.before, "now": change.now, "words": change.words}
    for name, text in said.items():
        for was, now in cut_off.items():
            text = text.replace(was, now)
        said[name] = text
    return change.model_copy(update=said)


def all_feeds(site: Site, history: History) -> list[Feed]:
    """The feeds of the site: everything, each use, urgent help."""
    everything = news(site, history)
    name, words = site.config.name, site.words
    return [
        Feed("all", words.gettext("All changes"), words.gettext("%(guide)s: all changes", guide=name), everything),
        Feed(
            "urgent-help",
            words.gettext("Urgent help"),
            words.gettext("%(guide)s: urgent help", guide=name),
            [n for n in everything if n.page == URGENT_HELP or any(c.kind == "urgency" for c in n.changes)],
        ),
        *(
            Feed(
                entry.id.split("/")[1],
                entry.item.title,
                f"{name}: {entry.item.title}",
                [n for n in everything if n.page in relied_on(site, entry)],
            )
            for entry in _with_feeds(site)
        ),
    ]


def _with_feeds(site: Site) -> list[Entry]:
    """The uses, and those that were split: who follows an old feed hears of all that the use became."""
    return [*site.of("types"), *(e for e in site.entries.values() if e.folder == "types" and became(site, e))]


def relied_on(site: Site, entry: Entry) -> set[str]:
    """The pages on which a clinic relies that offers a use: the use, its choices, benefits, harms, substances."""
    item = entry.item
    if not isinstance(item, TypeItem):
        return {entry.id}.union(*(relied_on(site, page) for page in became(site, entry)))
    found = {entry.id, *item.risks, *item.substances, *(claimed.benefit for claimed in item.claimed_benefits)}
    return found | ({site.comparisons[entry.id].id} if entry.id in site.comparisons else set())
