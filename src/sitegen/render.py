"""Fourth step: the Site as ``{path below docs: bytes}``. Pure: no disk but the templates, no clock.

Every page is Markdown from one Jinja template. Content reaches a page only through :class:`PageView`,
which escapes all that Markdown or HTML could take for markup; content is never run as a template.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import get_args
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sitegen import describe, structured
from sitegen.addresses import address, docs_path, kit_path, leaflet_page_path, leaflet_path, oembed_path
from sitegen.cards import card_path
from sitegen.external import overdue
from sitegen.glossary import TermFinder
from sitegen.history import NO_HISTORY, History
from sitegen.leaflet_rules import part_id
from sitegen.link import URGENT_HELP, Site, card_of, care_cards, has_kit, leaflet_parts_of, urgent_first
from sitegen.meanings import after_blocks
from sitegen.models import (
    CardItem,
    CertaintyWord,
    CompareItem,
    ConsultationItem,
    EmergencyNumber,
    Name,
    Number,
    Option,
    Page,
    Question,
    Reference,
    RiskItem,
    Seriousness,
    Sign,
    Stage,
    Term,
    TypeItem,
    Unknown,
    Urgency,
)
from sitegen.news import Feed, News, all_feeds, news
from sitegen.plain_language import LIST_POINTS
from sitegen.prose import OUTSIDE, TARGET, Block, Line, Token, parse, plain_words, tokenize
from sitegen.snapshots import Snapshot, snapshot
from sitegen.validate import Entry, ProseText, walk
from sitegen.version_pages import version_pages, version_path
from sitegen.versions import (
    ABOUT_ENDS,
    ABOUT_STARTS,
    CHANGED_HERE,
    VERSION_DATE_HERE,
    VERSION_HERE,
    Stamp,
    seen,
    sign_off,
    version_of,
    without_marks,
)

# A hyphen or full stop is markup only in a few places; escaping it everywhere would hurt diffs.
MARKDOWN_ANYWHERE = re.compile(r"([\\`*_{}\[\]])")
MARKDOWN_AT_END = re.compile(r"#(?=#*$)")
MARKDOWN_AT_START = re.compile(r"^([#+>!-])|^(\d+)([.)])")
# What not every Markdown takes a backslash before is written as an entity.
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "~": "&#126;", "^": "&#94;"})


NOBODY_SIGNED: Mapping[str, Sign | None] = MappingProxyType({})


def escape_markdown(text: str) -> str:
    """Text that Markdown and HTML will show as it is."""
    text = MARKDOWN_ANYWHERE.sub(r"\\\1", text.translate(ENTITIES))
    # A heading loses the # signs at its end.
    text = MARKDOWN_AT_END.sub(r"\\#", text)
    if text[:1] in ("=", ":"):
        text = f"&#{ord(text[0])};{text[1:]}"
    return MARKDOWN_AT_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text)


@dataclass(frozen=True)
class Numbered:
    """A source with its number on this page."""

    number: int
    reference: Reference


class PageView:
    """One page as the templates see it: its item, and how to write words, links and citations.

    It numbers the sources and links the glossary's words in the order in which the template writes
    them; nothing else changes, and nothing outlives the page.
    """

    def __init__(
        self,
        site: Site,
        entry: Entry,
        today: date,
        terms: TermFinder,
        env: Environment,
        history: History = NO_HISTORY,
        sign: Sign | None = None,
        signed: Mapping[str, Sign | None] = NOBODY_SIGNED,
    ) -> None:
        self.site = site
        self.signed = signed
        self.history = history
        self.sign = sign
        self.entry = entry
        self.item = entry.item
        self.today = today
        self._terms = terms
        self._picture = env.get_template("_picture.md.j2")
        self._table = env.get_template("_table.md.j2")
        self._signs = env.get_template("_signs.md.j2")
        self._term = env.get_template("_term.md.j2")
        self._numbers: dict[str, int] = {}
        self._explained = set(terms.subjects(entry.item.title, entry.id))
        self._drawings = 0
        self._tables: Counter[str] = Counter()

    # ---- words

    def md(self, text: str, terms: bool = True) -> Markup:
        """Inline content as Markdown: bold, links, citations; the rest escaped."""
        return Markup(self._line(Line(0, tokenize(text)), terms))

    def plain(self, text: str) -> str:
        """Inline content as plain words, for descriptions (escaped by the template)."""
        return plain_words(text)

    def blocks(self, text: ProseText | str) -> Markup:
        """A body section as Markdown blocks, written the one way that every Markdown reads alike."""
        blocks = parse(text) if isinstance(text, str) else text.blocks
        return Markup("\n\n".join(self._block(block) for block in blocks))

    def signs(self, cards: Iterable[str], anchored: bool = False) -> Markup:
        """Cards as rows that lead to them: sign, urgency and action, in the words of the card."""
        rows = [(self.site.entries[card], self.href(card)) for card in cards]
        return Markup(self._signs.render(rows=rows, anchored=anchored))

    def section(self, anchor: str) -> ProseText:
        """The body section with this anchor."""
        return next(text for text in self.entry.sections if text.anchor == anchor)

    def _block(self, block: Block) -> str:
        if block.kind == "subheading":
            return f"### {self._line(block.lines[0], terms=False)}"
        if block.kind == "picture":
            caption = Markup(self._line(block.lines[0]))
            drawing = self.site.pictures[block.name]
            return self._picture.render(alt=block.alt, caption=caption, drawing=drawing)
        if block.cards:
            return self.signs(block.cards)
        if block.kind == "list":
            return "\n".join(f"- {self._line(line)}" for line in block.lines)
        if block.kind == "steps":
            return "\n".join(f"{n}. {self._line(line)}" for n, line in enumerate(block.lines, 1))
        if block.kind == "table":
            rows = [[self._line(cell) for cell in row] for row in block.rows]
            head = [f"| {' | '.join(rows[0])} |", f"|{'---|' * len(rows[0])}"]
            lines = [*head, *(f"| {' | '.join(row)} |" for row in rows[1:])]
            label = ", ".join(cell.plain for cell in block.rows[0] if cell.plain)
            # Two tables with the same head on one page are told apart (axe: landmark-unique).
            self._tables[label] += 1
            table = Markup("\n".join(lines))
            return self._table.render(label=label, number=self._tables[label], table=table)
        return "\n".join(self._line(line) for line in block.lines)

    def _line(self, line: Line, terms: bool = True) -> str:
        parts: list[str] = []
        for token in line.tokens:
            written = self._token(token, terms)
            # A citation belongs to the word before it: no space, so that it never starts a line alone.
            if token.kind == "cite" and parts:
                parts[-1] = parts[-1].rstrip()
            parts.append(written)
        return re.sub(r"\s+", " ", "".join(parts)).strip()

    def _token(self, token: Token, terms: bool) -> str:
        if token.kind == "cite":
            # Where a field is no prose, what looks like a citation or a link was never checked: it stays text.
            return (
                self.cite([token.text]) if token.text in self.site.references else escape_markdown(f"[^{token.text}]")
            )
        if token.kind == "bold":
            return f"**{escape_markdown(token.text)}**"
        if token.kind == "link":
            match = TARGET.match(token.target)
            if not match and not OUTSIDE.fullmatch(token.target):
                return escape_markdown(f"[{token.text}]({token.target})")
            href = self.href(match["item"], match["anchor"] or "") if match else token.target
            return f"[{escape_markdown(token.text)}]({href})"
        return self._with_terms(token.text) if terms else escape_markdown(token.text)

    def _with_terms(self, text: str) -> str:
        """Text in which the first use on this page of each glossary word opens its explanation in place."""
        if self.entry.id == "pages/glossary":
            return escape_markdown(text)
        out: list[str] = []
        at = 0
        for mark in self._terms.marks(text, self.entry.id):
            out.append(escape_markdown(text[at : mark.start]))
            at = mark.end
            word = escape_markdown(text[mark.start : mark.end])
            out.append(word if mark.term.id in self._explained else self._explained_in_place(word, mark.term))
            self._explained.add(mark.term.id)
        out.append(escape_markdown(text[at:]))
        return "".join(out)

    def _explained_in_place(self, word: str, term: Term) -> str:
        """A word with its explanation, which opens by touch, keyboard and screen reader, without a script."""
        others = [name for name in term.medical if name.lower() != term.plain.lower()]
        return self._term.render(
            term=term,
            name=seen(word),
            word=Markup(word),
            plain=Markup(escape_markdown(describe.first_up(term.plain))),
            medical=Markup(escape_markdown(", ".join(others))),
            definition=Markup(self._line(Line(0, tokenize(term.definition)), terms=False)),
            href=self.href("pages/glossary", term.id),
        )

    def next_number(self) -> int:
        """A number for the next drawing on this page, so that its ids are its own."""
        self._drawings += 1
        return self._drawings

    # ---- links and sources

    def href(self, item_id: str, anchor: str = "") -> str:
        """A link from this page to an item's Markdown file, as MkDocs checks and rewrites it."""
        here = posixpath.dirname(docs_path(self.entry.id))
        path = posixpath.relpath(docs_path(item_id), here or ".")
        if item_id == self.entry.id and anchor:
            return f"#{anchor}"
        return f"{path}#{anchor}" if anchor else path

    def link(self, item_id: str, words: str | None = None, anchor: str = "") -> Markup:
        """A Markdown link to an item, with its title as words unless others are given."""
        title = words if words is not None else self.site.entries[item_id].item.title
        return Markup(f"[{escape_markdown(title)}]({self.href(item_id, anchor)})")

    @property
    def has_kit(self) -> bool:
        return has_kit(self.entry)

    def own_leaflets(self) -> list[tuple[str, str]]:
        """The page's leaflets to fill in and print, each with its words and a link; for each part of a use too."""
        return [
            (f"{title}, large print" if large else title, self._leaflet_href(leaflet_page_path(name, large)))
            for title, name in self._leaflets_of(self.entry, "Leaflet")
            for large in (False, True)
        ]

    def _leaflets_of(self, entry: Entry, whole: str) -> list[tuple[str, str]]:
        """The leaflets of a page by title and name; ``whole`` is what the one of the whole page is called."""
        parts = leaflet_parts_of(entry)
        return [(part.title if part else whole, part_id(entry, part)) for part in parts]

    def _leaflet_href(self, path: str) -> str:
        return posixpath.relpath(path, posixpath.dirname(docs_path(self.entry.id)) or ".")

    def kit_href(self, item_id: str) -> str:
        """A link from this page to the kit of an item's page."""
        return posixpath.relpath(kit_path(item_id), posixpath.dirname(docs_path(self.entry.id)) or ".")

    def kits(self) -> list[tuple[str, list[Entry]]]:
        """The pages that have a kit, by folder, each folder's overview first."""
        found = [
            (folder, [e for e in (self.site.entries.get(f"{folder}/index"), *self.site.of(folder)) if e and has_kit(e)])
            for folder in describe.WORDS["folder"]
        ]
        return [(folder, entries) for folder, entries in found if entries]

    def leaflets(self) -> list[tuple[str, list[tuple[str, dict[str, str]]]]]:
        """The leaflets by folder, each with its title and where it is: PDFs and pages to fill in, ``{words: href}``."""
        found = []
        for folder in describe.WORDS["folder"]:
            rows = [
                (
                    title,
                    {
                        **{
                            f"{describe.first_up(words)} (PDF)": self._leaflet_href(leaflet_path(name, edition))
                            for edition, words in describe.LEAFLETS.items()
                        },
                        "with your clinic’s name": self._leaflet_href(leaflet_page_path(name)),
                        "with your clinic’s name, large print": self._leaflet_href(leaflet_page_path(name, large=True)),
                    },
                )
                for e in self.site.of(folder)
                for title, name in self._leaflets_of(e, e.item.title)
            ]
            found += [(folder, rows)] if rows else []
        return found

    def verdict_link(self, verdict_id: str) -> Markup:
        """A link to a verdict, named after what it is for."""
        entry, verdict = self.site.verdicts[verdict_id]
        return self.link(entry.id, f"{entry.item.title}: {verdict.use}", verdict.id)

    def cite(self, references: Sequence[str]) -> Markup:
        """Numbered links to the sources of this page, in the order in which they first appear."""
        out = []
        for ref in references:
            number = self._numbers.setdefault(ref, len(self._numbers) + 1)
            out.append(f'[\\[{number}\\]](#source-{number}){{ role="doc-noteref" }}')
        return Markup("".join(out))

    @property
    def sources(self) -> list[Numbered]:
        """The sources cited so far, by number. Templates read it last."""
        return [Numbered(number, self.site.references[ref]) for ref, number in self._numbers.items()]

    # ---- lookups for templates

    @property
    def scripts(self) -> list[str]:
        """The scripts that the page needs besides the one of every page; each works on without it."""
        gathers = getattr(self.item, "gathers", "")
        if gathers == "search":
            return ["search.js"]
        if gathers == "check-links":
            return ["check-links.js"]
        if gathers == "style-guide":
            return ["questions.js", "compare.js"]
        if gathers == "questions":
            return ["questions.js", "my-list.js"]
        found = ["questions.js"] if getattr(self.item, "questions", ()) else []
        return [*found, "compare.js"] if isinstance(self.item, CompareItem) else found

    @property
    def styles(self) -> list[str]:
        """The style sheets besides the one of every page: for whole cards, and for what gathers or compares.

        Where a page begins with signs, each leads to the page of its card, and no card stands whole.
        """
        gathers = getattr(self.item, "gathers", "")
        whole = bool(self.care_cards) and not getattr(self.item, "first_signs", ())
        lists = bool(gathers) or isinstance(self.item, CompareItem | ConsultationItem)
        cards = whole or gathers == "style-guide"
        return [name for name, needed in (("cards.css", cards), ("lists.css", lists)) if needed]

    @property
    def description(self) -> str:
        """What the page says in one sentence where it is listed; cards share actions, so on a card the sign too."""
        return f"{self.item.title}: {self.item.action}" if isinstance(self.item, CardItem) else self.item.summary

    @property
    def examples(self) -> dict[str, object]:
        """One of each part, from the real content, for the page that shows them all."""
        verdicts = [verdict for _, verdict in self.site.verdicts.values()]
        numbers = [n for v in verdicts for n in v.numbers]
        cards = self.site.of("cards")
        uses = [entry.item for entry in self.site.of("types") if isinstance(entry.item, TypeItem)]
        compared = [entry.item for entry in self.site.of("compare") if isinstance(entry.item, CompareItem)]
        facts = [fact for use in uses for fact in (use.sessions, use.interval, use.cost)]
        return {
            "words": get_args(CertaintyWord),
            "drawn": next(n for n in numbers if describe.drawable(n)),
            "counted": next(n for n in numbers if not describe.drawable(n)),
            "verdict": next(v for v in verdicts if v.studies and not v.numbers),
            "cards": [next(c for c in cards if card_of(c).urgency == urgency) for urgency in get_args(Urgency)],
            "signs": [card.id for card in cards[:2]],
            "options": uses[0].options[:2],
            "matters": compared[0].matters[:1],
            "known": next(fact for fact in facts if fact.text),
            "unknown": next(fact for fact in facts if fact.not_known),
        }

    @property
    def care_cards(self) -> list[Entry]:
        """The cards that the page names, in its order; a card's own page has itself."""
        return care_cards(self.site, self.entry)

    def signs_by_urgency(self) -> list[tuple[str, list[str]]]:
        """The ids of all cards, the most urgent first; in each group those of the page on urgent help in its order."""
        first = list(getattr(self.site.entries.get(URGENT_HELP, self.entry).item, "care_cards", ()))
        cards = sorted(self.site.of("cards"), key=lambda c: first.index(c.id) if c.id in first else len(first))
        urgencies = get_args(Urgency)[::-1]
        return [(u, rows) for u in urgencies if (rows := [c.id for c in cards if card_of(c).urgency == u])]

    @property
    def cards_first(self) -> bool:
        """Whether the cards stand directly under the title, above every caveat (design, section 5)."""
        return urgent_first(self.item)

    @property
    def emergency_numbers(self) -> list[EmergencyNumber]:
        """Whom to call, by place."""
        return sorted(self.site.emergency_numbers.values(), key=lambda number: number.place)

    @property
    def option_groups(self) -> list[tuple[str, list[Option]]]:
        """The choices by the kind of problem that they are for, in the order in which the kinds first come."""
        parts = dict.fromkeys(option.part or "" for option in self.options)
        return [(part, [o for o in self.options if (o.part or "") == part]) for part in parts]

    @property
    def about(self) -> dict[str, object]:
        """What the page is about, for search engines."""
        return structured.about(self.site, self.item)

    @property
    def lapsed(self) -> Sign | None:
        """A sign-off that covered an earlier version of the page and so holds no more."""
        review = self.item.clinician_review
        return review if isinstance(review, Sign) and self.sign is None else None

    @property
    def options(self) -> tuple[Option, ...]:
        """The choices that a comparison page shows: those of its use."""
        use = self.site.entries[self.item.use].item if isinstance(self.item, CompareItem) else None
        return use.options if isinstance(use, TypeItem) else ()

    def questions(self, ids: Iterable[str]) -> list[Question]:
        return [self.site.questions[q] for q in ids]

    def entries(self, ids: Iterable[str]) -> list[Entry]:
        return [self.site.entries[i] for i in ids]

    @property
    def related(self) -> list[Entry]:
        """Related pages: those the editor named, at most eight."""
        return self.entries(dict.fromkeys(self.item.related))

    @cached_property
    def address(self) -> str:
        return address(self.entry.id)

    @property
    def edit_url(self) -> str:
        return f"{self.site.config.repository}/edit/{self.site.config.branch}/{self.entry.path}"

    @property
    def version_href(self) -> str:
        """A link to the page of this page's version, which lists all earlier ones."""
        return self.version_page(VERSION_HERE)

    @property
    def report_url(self) -> str:
        """The form "Report a problem", with the page's address and version filled in."""
        filled = f"page={quote(self.address, safe='')}&version={VERSION_HERE}"
        return f"{self.site.config.repository}/issues/new?template=problem.yml&{filled}"

    @property
    def overdue(self) -> bool:
        return self.item.next_review < self.today

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

    def version_page(self, version: str) -> str:
        """A link from this page to a version's page."""
        return posixpath.relpath(version_path(version), posixpath.dirname(docs_path(self.entry.id)) or ".")

    def time_line(self) -> list[tuple[str, list[Entry]]]:
        """The harms by the time in which they may start, the grave ones first; last those without a known start."""
        harms = [(e, e.item) for e in self.site.of("risks") if isinstance(e.item, RiskItem)]
        harms.sort(key=lambda pair: get_args(Seriousness)[::-1].index(pair[1].seriousness))
        stages = [(s, [e for e, item in harms if s in item.stages]) for s in get_args(Stage)]
        return [*stages, ("not known", [e for e, item in harms if item.stages == "not known"])]

    def grouped_questions(self) -> list[tuple[str, list[Question]]]:
        return [(t, [q for q in self.site.questions.values() if q.topic == t]) for t in describe.TOPICS]

    def a_to_z(self) -> list[tuple[str, list[tuple[str, str, str, bool]]]]:
        """Letters, each with (words, item id, anchor, is another name) sorted."""
        rows: list[tuple[str, str, str, bool]] = []
        for entry in self.site.entries.values():
            if entry.id in ("pages/index", "pages/search", "pages/a-to-z"):
                continue
            rows.append((entry.item.title, entry.id, "", False))
        for term in self.site.terms.values():
            for word in term.medical or (term.plain,):
                rows.append((word[:1].upper() + word[1:], "pages/glossary", term.id, True))
        titles = {row[0].lower() for row in rows if not row[3]}
        rows = [row for row in rows if not row[3] or row[0].lower() not in titles]
        rows.sort(key=lambda row: (row[0].lower(), row[1]))
        return [(letter, list(group)) for letter, group in groupby(rows, key=lambda row: row[0][:1].upper())]

    def sorted_references(self) -> list[Reference]:
        return sorted(self.site.references.values(), key=lambda r: (_author_key(r), r.issued or "", r.id))

    def sorted_terms(self) -> list[Term]:
        return sorted(self.site.terms.values(), key=lambda t: t.plain.lower())

    def cited_by(self, ref: str) -> list[Entry]:
        return self.site.cited.get(ref, [])

    @property
    def main_numbers(self) -> list[Number]:
        """The numbers of a use's own verdicts that can be drawn, where the proof is low or better."""
        if not isinstance(self.item, TypeItem):
            return []
        verdicts = [self.site.verdicts[v][1] for claimed in self.item.claimed_benefits for v in claimed.verdicts]
        sure = [v for v in verdicts if v.certainty in describe.DRAWN]
        return [n for v in sure for n in v.numbers if describe.drawable(n)]

    def question_groups(self, ids: Sequence[str]) -> list[tuple[str, list[Question]]]:
        """The questions of a page: in one list, or by topic when they are too many for one (PEMAT 8, CDC 8)."""
        asked = self.questions(ids)
        if len(asked) <= LIST_POINTS:
            return [("", asked)]
        return [(t, rows) for t in describe.TOPICS if (rows := [q for q in asked if q.topic == t])]

    def risk_groups(self, ids: Sequence[str]) -> list[tuple[str, list[Entry]]]:
        """The harms of a page by how serious they are, the grave ones first."""
        found = [(e, e.item) for e in self.entries(ids) if isinstance(e.item, RiskItem)]
        order = get_args(Seriousness)[::-1]
        return [(s, rows) for s in order if (rows := [e for e, item in found if item.seriousness == s])]

    def contents_groups(self, rows: Sequence[tuple[Markup, str]]) -> list[tuple[str, list[tuple[Markup, str]]]]:
        """The contents of a page, under words of their own where a use has more than a list may have."""
        if not isinstance(self.item, TypeItem):
            half = len(rows) if len(rows) <= LIST_POINTS else (len(rows) + 1) // 2
            return [("", list(part)) for part in (rows[:half], rows[half:]) if part]
        return [
            (words, found)
            for words, anchors in describe.PARTS_OF_A_USE.items()
            if (found := sorted((row for row in rows if row[1] in anchors), key=lambda row: anchors.index(row[1])))
        ]

    def contents(self, extra: Sequence[tuple[Markup | str, str]] = (), after: str = "") -> list[tuple[Markup, str]]:
        """The page's sections for "This page covers": (words, anchor); ``extra`` (anchor, words) come after one."""
        rows: list[tuple[Markup, str]] = []
        for text in self.entry.sections:
            rows.append((self.md(text.heading, terms=False), text.anchor))
            if text.anchor == after:
                rows += [(Markup(words), anchor) for anchor, words in extra]
        return rows

    def folder_groups(self) -> list[tuple[str, list[Entry]]]:
        """The items of this overview's folder: types by group, risks by seriousness, others in one list."""
        others = self.site.of(self.entry.folder)
        for field in ("group", "seriousness", "urgency"):
            if others and all(hasattr(e.item, field) for e in others):
                names = describe.WORDS[field]
                return [
                    (names[key], [e for e in others if getattr(e.item, field) == key])
                    for key in names
                    if any(getattr(e.item, field) == key for e in others)
                ]
        return [("", others)] if others else []

    def unknowns_by_folder(self) -> list[tuple[str, list[tuple[Entry, list[Unknown]]]]]:
        """Everything that nobody knows, by folder and page."""
        return [
            (folder, [(entry, [u for _, u in rows]) for entry, rows in groupby(found, key=lambda row: row[0])])
            for folder, found in groupby(self.site.unknowns, key=lambda row: row[0].folder)
        ]

    def not_cited_in_words(self, option: Option) -> list[str]:
        """References of a choice that none of its sentences, studies or numbers names."""
        named = {study.reference for study in option.studies}
        named |= {ref for number in option.numbers for ref in number.reference}
        for leaf in walk(option):
            named |= set(Line(0, tokenize(leaf.value)).cites)
        return [ref for ref in option.reference if ref not in named]

    def studies_cited(self, option: Option) -> list[str]:
        """The references of a choice's studies, each once; not those that its words on this name already."""
        named = {cite for text in (option.works, option.why) for cite in Line(0, tokenize(text)).cites}
        return [ref for ref in dict.fromkeys(study.reference for study in option.studies) if ref not in named]


def _author_key(reference: Reference) -> str:
    first: Name | None = reference.author[0] if reference.author else None
    return ((first.family or first.literal or "") if first else reference.title).lower()


# --------------------------------------------------------------------------- the step


def environment(templates: Path) -> Environment:
    """Jinja with StrictUndefined and escaping on: a forgotten value or a missing filter is an error, not a hole."""
    env = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters.update(
        day=describe.day,
        design=describe.design,
        names=describe.names,
        yaml_text=describe.yaml_text,
        first_up=describe.first_up,
        stop=describe.stop,
        md=lambda text: Markup(escape_markdown(text)),
        iso_day=lambda text: describe.day(date.fromisoformat(text)),
        by_urgency=describe.by_urgency,
    )
    env.globals.update(
        steps=describe.steps,
        words=describe.WORDS,
        address=address,
        card_path=card_path,
        oembed_path=oembed_path,
        whole_and_parts=describe.whole,
        drawable=describe.drawable,
        drawn_words=describe.DRAWN,
        difference=describe.difference,
        rest=describe.rest,
        chance=describe.chance,
        area_of=describe.area_of,
        about_starts=ABOUT_STARTS,
        about_ends=ABOUT_ENDS,
        version_here=VERSION_HERE,
        changed_here=CHANGED_HERE,
        version_date_here=VERSION_DATE_HERE,
    )
    return env


@dataclass(frozen=True)
class Rendered:
    """All pages as ``{path below docs: bytes}``, and of each item's page its version and what it says now."""

    pages: Mapping[str, bytes]
    stamps: Mapping[str, Stamp]
    snapshots: Mapping[str, Snapshot]


def render(site: Site, today: date, templates: Path, history: History = NO_HISTORY) -> Rendered:
    """All pages with their versions; ``history`` tells when a version was released and what came before."""
    env = environment(templates)
    terms = TermFinder(site.terms.values())
    pages: dict[str, bytes] = {}
    stamps: dict[str, Stamp] = {}
    snapshots: dict[str, Snapshot] = {}
    signed: dict[str, Sign | None] = {}
    # Cards first: a page that shows one says whether a health professional has checked that card.
    for entry in sorted(site.entries.values(), key=lambda e: e.folder != "cards"):
        text = render_page(env, site, entry, today, terms, history, signed=signed)
        version = version_of(text, [drawing_bytes(site, name) for name in pictures_of(entry)])
        if sign := sign_off(entry.item.clinician_review, version):
            # What is said of the sign-off is no part of the version, so the version stays.
            signed[entry.id] = sign
            text = render_page(env, site, entry, today, terms, history, sign, signed)
        stamps[entry.id] = Stamp(version, history.released(version, entry.id))
        snapshots[entry.id] = snapshot(site, entry, text, version)
        pages[docs_path(entry.id)] = stamped(text, stamps[entry.id]).encode("utf-8")
    pages = outputs(pages, moved_pages(env, site))
    return Rendered(outputs(pages, version_pages(env, site, history, pages, stamps, snapshots)), stamps, snapshots)


def stamped(text: str, stamp: Stamp) -> str:
    """A page with its version and the date of it in place."""
    released = f"of {describe.day(stamp.released)}" if stamp.released else "not yet released"
    text = without_marks(text).replace(VERSION_HERE, stamp.version).replace(VERSION_DATE_HERE, released)
    text = text.replace(CHANGED_HERE, str(stamp.released or ""))
    text = after_blocks(re.sub(r"[ \t]+\n", "\n", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def moved_pages(env: Environment, site: Site) -> dict[str, bytes]:
    """A stub at every old address: a visible link, and the frame adds canonical, noindex and refresh."""
    template = env.get_template("moved.md.j2")
    found = {}
    for entry in site.entries.values():
        for alias in entry.item.aliases:
            path = f"{alias}.md"
            href = posixpath.relpath(docs_path(entry.id), posixpath.dirname(path) or ".")
            text = template.render(entry=entry, title=Markup(escape_markdown(entry.item.title)), href=href)
            found[path] = text.encode("utf-8")
    return found


def render_page(
    env: Environment,
    site: Site,
    entry: Entry,
    today: date,
    terms: TermFinder,
    history: History = NO_HISTORY,
    sign: Sign | None = None,
    signed: Mapping[str, Sign | None] = NOBODY_SIGNED,
) -> str:
    """One page, with the marks from which its version is made. ``sign`` is a sign-off that holds for it.

    ``signed`` are the sign-offs that hold for cards, by id.
    """
    template = "page" if isinstance(entry.item, Page) else entry.folder
    page = PageView(site, entry, today, terms, env, history, sign, signed)
    return env.get_template(f"{template}.md.j2").render(page=page, item=entry.item, site=site, entry=entry)


def pictures_of(entry: Entry) -> list[str]:
    """The names of the pictures on an item's page, in order."""
    return [block.name for text in entry.prose for block in text.blocks if block.kind == "picture"]


def drawing_bytes(site: Site, name: str) -> bytes:
    """A picture as it is seen."""
    return site.pictures[name].inner.encode("utf-8")


def outputs(pages: Mapping[str, bytes], *more: Mapping[str, bytes]) -> dict[str, bytes]:
    """All outputs together. Two steps that write the same path are a fault of the builder."""
    found = dict(pages)
    for mapping in more:
        for path, data in mapping.items():
            if path in found:
                raise ValueError(f"two steps write {path}")
            found[path] = data
    return found


__all__ = ["PageView", "TermFinder", "address", "docs_path", "outputs", "render"]
