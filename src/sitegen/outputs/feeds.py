"""Feeds of what changed, from the ledger and never from git: Atom (RFC 4287) and JSON Feed 1.1.

One feed for everything, one for each use (its page, its comparison and all that it names), one for urgent help. Another
language has one of its own: which of its pages were translated when, and which have changed in English since.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sitegen.base.addresses import address
from sitegen.content import describe
from sitegen.ledger.history import History
from sitegen.ledger.news import Feed, News, all_feeds, feed_names, news
from sitegen.pages.environment import environment
from sitegen.site.site import ORIGINAL, Rendering, Site

FOLDER = "feeds"
ALL = "all"
MOST = 200
"""Entries in one feed: the newest so many."""


@dataclass(frozen=True)
class _Told:
    """One entry as a feed tells it. ``link`` and ``related`` are whole addresses."""

    id: str
    title: str
    day: date
    link: str
    related: str
    kinds: Sequence[str]
    tags: Sequence[str]
    words: Sequence[str]
    said_in: str = ""
    """The language of what is related, where it is another one."""


def feeds(site: Site, history: History, templates: Path, site_url: str) -> dict[str, bytes]:
    """``{path below docs: bytes}``; ``site_url`` is the address of the site with a slash at the end."""
    names = feed_names(site)
    found: dict[str, bytes] = {}
    for feed in all_feeds(site, history):
        told = [_told(entry, site_url) for entry in feed.news[:MOST]]
        # Whoever follows a feed by its old name goes on: it is the same feed, which names its address of today.
        for name in names[feed.name]:
            found |= _written(name, feed, told, site, templates, site_url, f"{site_url}changes/")
    return found


def edition_feed(site: Site, history: History, templates: Path, root: str) -> dict[str, bytes]:
    """The feed of a Site in another language, as ``{path below its folder: bytes}``.

    What a change says in words stands in English in the ledger, so an entry names the kind of change in the language
    and leads to the English words. ``root`` is the address of the whole site with a slash at the end.
    """
    words, language = site.words, site.edition.language
    site_url = f"{root}{language}/"
    pages = site.edition.pages or {}
    told = [_translated(site, item_id, made, site_url) for item_id, made in pages.items()]
    told += [
        _newer(site, entry, root, site_url)
        for entry in news(site, history)
        if entry.page in pages and entry.day > pages[entry.page].made
    ]
    # By the day alone: within one, as the pages and the releases come.
    told.sort(key=lambda entry: entry.day, reverse=True)
    feed = Feed(ALL, words.gettext("All changes"), words.gettext("%(guide)s: all changes", guide=site.config.name), ())
    return _written(ALL, feed, told[:MOST], site, templates, site_url, site_url)


def _told(entry: News, site_url: str) -> _Told:
    tags = list(dict.fromkeys(change.kind for change in entry.changes))
    page = site_url + address(entry.page)[1:]
    link = f"{site_url}versions/{entry.version}/"
    return _Told(
        entry.id, f"{entry.title}: {'; '.join(entry.kinds)}", entry.day, link, page, entry.kinds, tags, entry.words
    )


def _translated(site: Site, item_id: str, made: Rendering, site_url: str) -> _Told:
    """That a page was made, or brought up to date, in a language."""
    words, on = site.words, describe.day(made.made, site.words)
    page = site_url + address(item_id)[1:]
    by_machine = words.gettext("A machine made this translation on %(day)s from the English page.", day=on)
    by_a_person = words.gettext("%(who)s made this translation on %(day)s from the English page.", who=made.by, day=on)
    said = by_machine if made.by == "machine" else by_a_person
    done = words.gettext("Translated")
    title = f"{site.entries[item_id].item.title}: {done}"
    return _Told(_name(site, str(made.made), item_id), title, made.made, page, page, [done], ["translated"], [said])


def _newer(site: Site, entry: News, root: str, site_url: str) -> _Told:
    """That the English of a page has changed since it was translated."""
    kinds, told = "; ".join(entry.kinds), _told(entry, root)
    return _Told(
        _name(site, entry.id, entry.page),
        f"{site.entries[entry.page].item.title}: {kinds}",
        entry.day,
        site_url + address(entry.page)[1:],
        told.link,
        entry.kinds,
        told.tags,
        [site.words.gettext("The English page has changed: %(kinds)s.", kinds=kinds)],
        ORIGINAL.language,
    )


def _name(site: Site, what: str, item_id: str) -> str:
    """An id that stays when the site moves to another host (RFC 4122, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{site.config.repository}/{site.edition.language}/{what}/{item_id}").urn


def _written(
    name: str, feed: Feed, told: Sequence[_Told], site: Site, templates: Path, site_url: str, home: str
) -> dict[str, bytes]:
    """A feed in both forms, under one of its names. ``home`` is the page of which it is a form."""
    atom = environment(templates, site.words).get_template("outputs/feed.xml.j2")
    updated = told[0].day if told else date(1970, 1, 1)
    language = site.words.language
    text = atom.render(
        feed=feed, entries=told, updated=updated, site=site, site_url=site_url, home=home, language=language
    )
    return {
        f"{FOLDER}/{name}.xml": text.encode("utf-8"),
        f"{FOLDER}/{name}.json": _json(_json_feed(feed, told, site, site_url)),
    }


def _json_feed(feed: Feed, told: Iterable[_Told], site: Site, site_url: str) -> Mapping[str, object]:
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
                "url": entry.link,
                "external_url": entry.related,
                "title": entry.title,
                "content_text": "\n".join(entry.words),
                "date_published": f"{entry.day}T00:00:00Z",
                "tags": entry.tags,
            }
            for entry in told
        ],
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
