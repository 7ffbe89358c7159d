"""What pages gather from all others: lists, overviews, sources, the glossary."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import TypeVar, get_args

from sitegen.base.addresses import FIXED
from sitegen.base.characters import as_sorted
from sitegen.base.identifiers import host_of
from sitegen.content import describe
from sitegen.content.models import (
    CertaintyWord,
    CompareItem,
    Name,
    Question,
    Reference,
    RiskItem,
    Sign,
    Term,
    TypeItem,
    Unknown,
    Urgency,
)
from sitegen.content.typed.entries import Entry
from sitegen.ledger import ratings
from sitegen.ledger.news import Feed, News, all_feeds, news
from sitegen.pages.handed_out_view import HandedOutView
from sitegen.rules.sources.hosts import NOTHING, host_at
from sitegen.site.care import card_of, cards_by_urgency
from sitegen.site.reviews import overdue
from sitegen.site.routes import SplitRow, became, split_rows

OTHER_LETTER = "0–9"
"""The place in an index by letter of what begins with a digit."""
T = TypeVar("T")


class GatheredView(HandedOutView):
    """A page that gathers what others say."""

    @property
    def became(self) -> tuple[Entry, ...]:
        """The pages that this one was split into."""
        return became(self.site, self.entry)

    @property
    def split_rows(self) -> list[SplitRow]:
        """Where each section of a page that was split stands now."""
        return split_rows(self.site, self.entry)

    @property
    def example(self) -> Entry:
        """The item that the page on data shows: the one that ``site.yml`` names, or the first harm."""
        return self.site.entries[self.site.config.subject.example or self.site.of("risks")[0].id]

    @property
    def example_fact(self) -> str:
        """The id of a fact to try the files with: one of the example, or the first that there is."""
        item = self.example.item
        numbers = item.how_often.numbers if isinstance(item, RiskItem) else ()
        return numbers[0].id if numbers else next(iter(self.site.facts), "")

    @property
    def examples(self) -> dict[str, object]:
        """One of each part, from the real content, for the page that shows them all."""
        verdicts = [verdict for _, verdict in self.site.verdicts.values()]
        numbers = [n for v in verdicts for n in v.numbers]
        cards = self.site.of("cards")
        uses = [entry.item for entry in self.site.of("types") if isinstance(entry.item, TypeItem)]
        compared = [entry.item for entry in self.site.of("compare") if isinstance(entry.item, CompareItem)]
        facts = [fact for use in uses for fact in (use.sessions, use.interval, use.cost)]
        harms = [entry.item for entry in self.site.of("risks") if isinstance(entry.item, RiskItem)]
        facts += [fact for harm in harms for fact in (harm.starts, harm.lasts)]
        return {
            "words": get_args(CertaintyWord),
            "drawn": next(n for n in numbers if describe.drawable(n)),
            "counted": next(n for n in numbers if not describe.drawable(n)),
            "verdict": next(v for v in verdicts if v.studies and not v.numbers),
            "cards": [next(c for c in cards if card_of(c).urgency == urgency) for urgency in get_args(Urgency)],
            "signs": [card.id for card in cards[:2]],
            "options": uses[0].options[:2],
            "all_options": uses[0].options,
            "matters": compared[0].matters[:1],
            "known": next(fact for fact in facts if fact.text),
            "unknown": next(fact for fact in facts if fact.not_known),
        }

    def signs_by_urgency(self) -> list[tuple[Urgency, list[str]]]:
        """The ids of all cards, the most urgent first."""
        return [(urgency, [card.id for card in cards]) for urgency, cards in cards_by_urgency(self.site)]

    def overdue_pages(self) -> list[Entry]:
        """The pages whose review was due before today, the longest overdue first."""
        return overdue(self.site, self.today)

    def signed_pages(self) -> list[Entry]:
        """The pages with a sign-off; each page says itself whether it still holds for its words."""
        return [e for e in self.site.entries.values() if isinstance(e.item.clinician_review, Sign)]

    def reviews_by_day(self) -> list[tuple[date, list[Entry]]]:
        """The pages that are not overdue by the day of their next review, the nearest first."""
        coming = [e for e in self.site.entries.values() if e.item.next_review >= self.today]
        coming.sort(key=lambda e: (e.item.next_review, e.item.title.lower()))
        return [(day, list(rows)) for day, rows in groupby(coming, key=lambda e: e.item.next_review)]

    def news_by_day(self) -> list[tuple[date, list[News]]]:
        """Everything that releases changed, by day, the newest first."""
        return [(day, list(rows)) for day, rows in groupby(news(self.site, self.history), key=lambda n: n.day)]

    def feeds(self) -> list[Feed]:
        """The feeds of changes."""
        return all_feeds(self.site, self.history)

    def ratings(self) -> list[ratings.Table]:
        """What readers scored, by page."""
        return ratings.tables(self.history.ratings)

    def moments(self) -> list[tuple[str, str, list[tuple[str, str, list[Question]]]]]:
        """When to ask, in order: (words, anchor, topics), each topic as (words, anchor, its questions).

        A moment of one topic has the topic's anchor and no heading below its own; where a site names no moments,
        each topic stands alone.
        """
        subject = self.site.config.subject
        asked = {t: [q for q in self.site.questions.values() if q.topic == t] for t in subject.topics}
        moments = subject.moments or {words: (topic,) for topic, words in subject.topics.items()}
        return [
            (
                subject.moment_words.get(words, words),
                _anchor(topics[0] if len(topics) == 1 else words),
                [(subject.topics[t] if len(topics) > 1 else "", _anchor(t), asked[t]) for t in topics],
            )
            for words, topics in moments.items()
        ]

    def questions_of_uses(self) -> list[tuple[str, str]]:
        """Each use with the ids of the questions that its page names, parted by spaces."""
        return [
            (e.item.title, " ".join(e.item.questions)) for e in self.site.of("types") if isinstance(e.item, TypeItem)
        ]

    def a_to_z(self) -> list[tuple[str, list[tuple[str, str, str, bool]]]]:
        """Letters, each with (words, item id, anchor, is another name) sorted."""
        rows: list[tuple[str, str, str, bool]] = []
        for entry in self.site.entries.values():
            if entry.id in (FIXED["home"], FIXED["search"], FIXED["a-to-z"]) or not self.site.edition.has(entry.id):
                continue
            rows.append((entry.item.title, entry.id, "", False))
        for term in self.site.terms.values():
            for word in term.medical or (term.plain,):
                rows.append((word[:1].upper() + word[1:], FIXED["glossary"], term.id, True))
        titles = {row[0].lower() for row in rows if not row[3]}
        rows = [row for row in rows if not row[3] or row[0].lower() not in titles]
        rows.sort(key=lambda row: (as_sorted(row[0]), row[1]))
        return [(letter, list(group)) for letter, group in groupby(rows, key=lambda row: as_sorted(row[0])[:1].upper())]

    def references_by_letter(self) -> list[tuple[str, list[Reference]]]:
        """All sources by the first letter of their first author or body, or of their title where they name none."""
        return _by_letter([(_first_author(r), r.issued or "", r.id, r) for r in self.site.references.values()])

    def terms_by_letter(self) -> list[tuple[str, list[tuple[str, Term, bool]]]]:
        """The glossary by letter: (words, term, whether it stands here), the medical words before the plain one.

        A term stands under its first medical word, or its plain word where it has none. Its other medical words of
        another letter lead there.
        """
        rows: list[tuple[str, str, str, tuple[str, Term, bool]]] = []
        for term in self.site.terms.values():
            first, *more = term.medical or (term.plain,)
            rows.append((first, "", term.id, (", ".join((first, *more)), term, True)))
            rows += [(w, "", term.id, (w, term, False)) for w in more if _letter(w) != _letter(first)]
        return _by_letter(rows)

    def read_at(self, ref: Reference) -> list[tuple[str, str]]:
        """The hosts at which a source was read, each with an address to follow.

        No link leads to a host that carries nothing, and none to where the title leads already.
        """
        found: dict[str, str] = {}
        for where in ref.seen.addresses:
            host = host_at(where, self.site.hosts)
            linked = where != ref.address and not (host and host.kind in NOTHING)
            found.setdefault(host_of(where), where if linked else "")
        return list(found.items())

    def cited_by(self, ref: str) -> list[Entry]:
        return self.site.cited.get(ref, [])

    def folder_groups(self) -> list[tuple[str, str, list[Entry]]]:
        """The items of this overview's folder: types by group, risks by seriousness, others in one list.

        Each group has its anchor, which is the same in every language, and its words.
        """
        others = [e for e in self.site.of(self.entry.folder) if self.site.edition.has(e.id)]
        for field in ("group", "seriousness", "urgency"):
            if others and all(hasattr(e.item, field) for e in others):
                names = self.words.tables[field]
                return [
                    (
                        _anchor(describe.ENGLISH.tables[field][key]),
                        names[key],
                        [e for e in others if getattr(e.item, field) == key],
                    )
                    for key in names
                    if any(getattr(e.item, field) == key for e in others)
                ]
        return [("", "", others)] if others else []

    def unknowns_by_folder(self) -> list[tuple[str, list[tuple[Entry, list[Unknown]]]]]:
        """Everything that nobody knows, by folder and page."""
        return [
            (folder, [(entry, [u for _, u in rows]) for entry, rows in groupby(found, key=lambda row: row[0])])
            for folder, found in groupby(self.site.unknowns, key=lambda row: row[0].folder)
        ]


def _anchor(words: str) -> str:
    return words.lower().replace(" ", "-")


def _first_author(reference: Reference) -> str:
    first: Name | None = reference.author[0] if reference.author else None
    return ((first.family or first.literal or "") if first else "") or reference.title


def _letter(words: str) -> str:
    """The letter under which words are listed; all digits and letters of other alphabets have one place."""
    first = as_sorted(words)[:1].upper()
    return first if "A" <= first <= "Z" else OTHER_LETTER


def _by_letter(rows: Iterable[tuple[str, str, str, T]]) -> list[tuple[str, list[T]]]:
    """Rows (words, what sorts next, id, row) by the letters of their words; what is no letter comes first."""
    placed = sorted(rows, key=lambda row: (_letter(row[0]) != OTHER_LETTER, as_sorted(row[0]), row[1], row[2]))
    return [(letter, [row[3] for row in group]) for letter, group in groupby(placed, key=lambda row: _letter(row[0]))]
