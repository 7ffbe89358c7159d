"""The release step: what changed since the last release, as new files. Nothing that was released is touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sitegen.base.addresses import old_id
from sitegen.base.dates import GRACE
from sitegen.ledger.changes import Change, changes
from sitegen.ledger.history import (
    FOLDER,
    PERMALINKS,
    History,
    Release,
    ReleasedChange,
    ReleasedPage,
    digest,
    release_bytes,
    snapshot_bytes,
)
from sitegen.ledger.promises import promised
from sitegen.ledger.snapshots import Snapshot
from sitegen.site.site import Site


class VersionClashError(ValueError):
    """Two different texts have the same version id (one chance in four thousand million)."""


@dataclass(frozen=True)
class NewRelease:
    """A release to be written: ``{path below the root: bytes}``, in the order in which to write them."""

    release: Release
    files: Mapping[str, bytes]


def prepare(
    site: Site, history: History, now: Mapping[str, Snapshot], today: date, note: str = ""
) -> NewRelease | None:
    """The next release, or ``None`` when no page and no promise is new.

    ``now`` are today's snapshots by item id. Raises :class:`VersionClashError`, and ``ValueError`` for a day
    before the last release. One day before it is only a clock that is behind: the release then has the last one's day.
    """
    if last_day := history.last_day:
        if today < last_day - GRACE:
            raise ValueError(f"the last release is of {last_day}, later than {today}; is the clock right?")
        today = max(today, last_day)
    pages: list[ReleasedPage] = []
    files: dict[str, bytes] = {}
    for item_id in sorted(now):
        kept = now[item_id]
        ids = (item_id, *(old_id(alias) for alias in site.entries[item_id].item.aliases))
        last = history.last_of(ids)
        if last and last.page.version == kept.version and last.page.page == item_id:
            continue
        data = snapshot_bytes(kept)
        if kept.version in history.snapshots:
            # The words are those of a version issued before: it is current again, and its snapshot stands.
            if history.snapshot(kept.version).title != kept.title:
                raise VersionClashError(f"version {kept.version} of {item_id} is already taken; change a word")
            data = history.snapshots[kept.version]
        else:
            files[f"{FOLDER}/versions/{kept.version}.json"] = data
        old = history.snapshot(last.page.version) if last else None
        pages.append(
            ReleasedPage(
                page=item_id,
                title=kept.title,
                version=kept.version,
                supersedes=last.page.version if last and last.page.version != kept.version else None,
                snapshot=digest(data),
                changes=tuple(_recorded(change) for change in changes(old, kept)),
            )
        )
    # Against the ledger, not against permalinks.txt: what it records can never be taken away without a word.
    recorded = {promise for release in history.releases for promise in release.promises}
    promises = sorted(promised(site) - recorded)
    if not pages and not promises:
        return None
    number = len(history.releases) + 1
    release = Release(
        release=number,
        date=today,
        before=digest(history.last_file) if history.last_file else "",
        note=note,
        pages=tuple(pages),
        promises=tuple(promises),
    )
    lines = sorted({*history.promises, *promises})
    files[PERMALINKS] = ("\n".join(lines) + "\n").encode("utf-8")
    # Last, because it makes the rest count: killed before it, the next run writes all of them again.
    files[f"{FOLDER}/{number:04}.json"] = release_bytes(release)
    return NewRelease(release, files)


def _recorded(change: Change) -> ReleasedChange:
    return ReleasedChange(
        kind=change.kind, about=change.about, before=change.before, now=change.now, words=change.words
    )
