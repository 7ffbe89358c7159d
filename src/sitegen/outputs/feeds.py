"""Feeds of what changed, from the ledger and never from git: Atom (RFC 4287) and JSON Feed 1.1.

One feed for everything, one for each use (its page, its comparison and all that it names), one for urgent help.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from sitegen.base.addresses import address
from sitegen.ledger.history import History
from sitegen.ledger.news import Feed, News, all_feeds, feed_names
from sitegen.pages.environment import environment
from sitegen.site.site import Site

FOLDER = "feeds"
MOST = 200
"""Entries in one feed: the newest so many."""


def feeds(site: Site, history: History, templates: Path, site_url: str) -> dict[str, bytes]:
    """``{path below docs: bytes}``; ``site_url`` is the address of the site with a slash at the end."""

    atom = environment(templates, site.words).get_template("outputs/feed.xml.j2")
    names = feed_names(site)
    found: dict[str, bytes] = {}
    for feed in all_feeds(site, history):
        shown = feed.news[:MOST]
        updated = shown[0].day if shown else date(1970, 1, 1)
        text = atom.render(
            feed=feed, news=shown, updated=updated, site=site, site_url=site_url, language=site.words.language
        )
        # Whoever follows a feed by its old name goes on: it is the same feed, which names its address of today.
        for name in names[feed.name]:
            found[f"{FOLDER}/{name}.xml"] = text.encode("utf-8")
            found[f"{FOLDER}/{name}.json"] = _json(_json_feed(feed, shown, site, site_url))
    return found


def _json_feed(feed: Feed, shown: Iterable[News], site: Site, site_url: str) -> Mapping[str, object]:
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": site_url,
        "feed_url": f"{site_url}{FOLDER}/{feed.name}.json",
        "language": site.words.language,
        "authors": [{"name": site.config.name}],
        "items": [
            {
                "id": entry.id,
                "url": f"{site_url}versions/{entry.version}/",
                "external_url": site_url + address(entry.page)[1:],
                "title": f"{entry.title}: {'; '.join(entry.kinds)}",
                "content_text": "\n".join(entry.words),
                "date_published": f"{entry.day}T00:00:00Z",
                "tags": list(dict.fromkeys(change.kind for change in entry.changes)),
            }
            for entry in shown
        ],
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
