"""What changed for a reader between two versions of a page, in plain words, the weightiest first."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import get_args

from sitegen.content.describe import ENGLISH, Words
from sitegen.ledger.snapshots import OPENING, Part, Snapshot
from sitegen.ledger.versions import seen
from sitegen.site.facts import Fact, Kind

KINDS: tuple[Kind, ...] = get_args(Kind)
SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-Z0-9])")
DIGITS = re.compile(r"\d[\d.,]*\d|\d")
SOURCES = "sources"
TITLE = re.compile(r"\[([^\]]+)\]\(")
SOURCE = re.compile(r'(?m)id="source-\d+"[^>]*>(.*)$')


@dataclass(frozen=True)
class Change:
    """One change: its kind, what it is about, and what stood there before and stands there now."""

    kind: Kind
    about: str
    before: str = ""
    now: str = ""

    @property
    def words(self) -> str:
        """The change as the ledger keeps it, in English."""
        return self.told(ENGLISH)

    def told(self, words: Words) -> str:
        """The change in one or two sentences."""
        said = {"about": self.about, "before": _ended(self.before), "now": _ended(self.now)}
        if self.before and self.now:
            return words.gettext("%(about)s. Before: %(before)s Now: %(now)s", **said)
        if self.before:
            return words.gettext("%(about)s. No longer there: %(before)s", **said)
        return words.gettext("%(about)s. New: %(now)s", **said) if self.now else _ended(self.about)


def changes(old: Snapshot | None, new: Snapshot, words: Words = ENGLISH) -> tuple[Change, ...]:
    """All changes from one version of a page to another: facts first, then the words that no fact covers."""
    if old is None:
        return (Change("page", words.gettext("New page: %(title)s", title=new.title)),)
    found = list(_of_facts(old, new))
    if old.page != new.page:
        found.append(Change("page", words.gettext("The page has moved"), f"/{old.page}/", f"/{new.page}/"))
    found += _of_parts(old, new, words)
    if old.words != new.words and not any(change.kind == "wording" for change in found):
        found.append(Change("wording", words.gettext("The meanings of words that open in the text")))
    if not found and old.version != new.version:
        found.append(Change("wording", words.gettext("A drawing or the order of the page")))
    return tuple(sorted(dict.fromkeys(found), key=lambda change: KINDS.index(change.kind)))


def _of_facts(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    before = _by_key(old.facts)
    now = _by_key(new.facts)
    for key, fact in now.items():
        was = before.get(key)
        if was is None:
            yield Change(fact.kind, fact.label, now=fact.value)
        elif was.value != fact.value:
            yield Change(fact.kind, fact.label, was.value, fact.value)
    for key, fact in before.items():
        if key not in now:
            yield Change(fact.kind, fact.label, before=fact.value)


def _by_key(facts: tuple[Fact, ...]) -> dict[tuple[str, str], Fact]:
    return {(fact.kind, fact.key): fact for fact in facts}


def _of_parts(old: Snapshot, new: Snapshot, words: Words) -> Iterator[Change]:
    for anchor in dict.fromkeys([*new.parts, *old.parts]):
        was, now = _part(old, anchor, words), _part(new, anchor, words)
        if was and now and was.text == now.text and was.heading == now.heading:
            continue
        if anchor == SOURCES:
            yield from _of_sources(old, new, words)
        elif was is None and now:
            yield Change("wording", words.gettext("New part: %(heading)s", heading=now.heading), now=now.text)
        elif now is None and was:
            about = words.gettext("Part taken away: %(heading)s", heading=was.heading)
            yield Change("wording", about, before=was.text)
        elif was and now:
            before, after = _changed(was, now)
            kind: Kind = "number" if _numbers(before) != _numbers(after) else "wording"
            about = words.gettext("In the part “%(heading)s”", heading=now.heading)
            yield Change(kind, about, before, after)


def _part(kept: Snapshot, anchor: str, words: Words) -> Part | None:
    """A part of a page; what stands above its first heading is called so in the language of the reader."""
    part = kept.parts.get(anchor)
    return replace(part, heading=words.of("part", OPENING)) if part and anchor == OPENING else part


def _of_sources(old: Snapshot, new: Snapshot, words: Words) -> Iterator[Change]:
    """Sources that came and went; another number in the list is no change. A source is known by its title."""
    before, now = ({_title(item): seen(item) for item in SOURCE.findall(one.body)} for one in (old, new))
    for title, source in now.items():
        if title not in before:
            yield Change("sources", words.gettext("New source: %(source)s", source=source))
        elif before[title] != source:
            yield Change("sources", words.gettext("What is said of a source: %(source)s", source=source))
    for title, source in before.items():
        if title not in now:
            yield Change("sources", words.gettext("No longer a source: %(source)s", source=source))


def _title(source: str) -> str:
    """The title of a source in the list of a page, as far as titles are written alike."""
    found = TITLE.search(source)
    return re.sub(r"\W+", " ", seen(found[1] if found else source)).strip().casefold()


def _changed(was: Part | None, now: Part | None) -> tuple[str, str]:
    """The sentences that differ, before and now."""
    before, after = (SENTENCE.split(f"{part.text}") if part else [] for part in (was, now))
    gone: list[str] = []
    new: list[str] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += before[a:b]
            new += after[c:d]
    if was and now and was.heading != now.heading:
        gone.insert(0, _ended(was.heading))
        new.insert(0, _ended(now.heading))
    return " ".join(gone), " ".join(new)


def _numbers(text: str) -> list[str]:
    return sorted(DIGITS.findall(text))


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ":", "”")) else text + "."
