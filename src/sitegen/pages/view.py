"""What stands on every page, as its template sees it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from urllib.parse import quote

from markupsafe import Markup

from sitegen.base.addresses import (
    address,
    docs_path,
    in_language,
    kit_path,
    leaflet_page_path,
    leaflet_path,
    relative,
)
from sitegen.content.models import (
    BenefitItem,
    CardItem,
    CompareItem,
    ConsultationItem,
    EmergencyNumber,
    Option,
    Question,
    RiskItem,
    Sign,
    SubstanceItem,
    TypeItem,
)
from sitegen.content.prose.inline import Line, tokenize
from sitegen.content.typed.entries import Entry, walk
from sitegen.ledger.version_pages import version_path
from sitegen.ledger.versions import VERSION_HERE
from sitegen.pages.derived import structured
from sitegen.pages.derived.in_languages import InLanguages
from sitegen.rules.language.plain_language import LIST_POINTS
from sitegen.site.care import care_cards, urgent_first, whom_to_call
from sitegen.site.handouts import has_kit, has_leaflet, leaflet_parts_of, part_id

UNGROUPED_CARDS = 8
"""So many cards of a page are read through in need."""

RECORDS: Mapping[str, str] = {
    "glossary": "data/terms.yml",
    "questions": "data/questions.yml",
    "sources": "data/references.yml",
    "facts": "facts",
}
"""Where the words of a page that gathers a list stand, below the folder of its language. Its own file says little."""


class PageView(InLanguages):
    """One page as the templates see it: its item, its frame and how to write words."""

    @property
    def has_kit(self) -> bool:
        """What clinics link with is made of the English page."""
        return has_kit(self.entry) and not self.site.edition.translated

    def own_leaflets(self) -> list[tuple[str, str]]:
        """The page's leaflets to fill in and print, each with its words and a link; for each part of a use too."""
        if self.site.edition.translated:
            of_all = self.site.edition.papers if has_leaflet(self.entry) else ()
            names = self.words.tables["leaflet"]
            return [(f"{names[e]} (PDF)", self.leaflet_href(leaflet_path(self.entry.id, e))) for e in of_all]
        return [
            (self._large(title) if large else title, self.leaflet_href(leaflet_page_path(name, large)))
            for title, name in self.leaflets_of(self.entry, self.words.gettext("Leaflet"))
            for large in (False, True)
        ]

    def _large(self, title: str) -> str:
        return self.words.gettext("%(leaflet)s, large print", leaflet=title)

    def leaflets_of(self, entry: Entry, whole: str) -> list[tuple[str, str]]:
        """The leaflets of a page by title and name; ``whole`` is what the one of the whole page is called."""
        parts = leaflet_parts_of(entry)
        return [(part.title if part else whole, part_id(entry, part)) for part in parts]

    def leaflet_href(self, path: str) -> str:
        return relative(path, posixpath.dirname(docs_path(self.entry.id)))

    def kit_href(self, item_id: str) -> str:
        """A link from this page to the kit of an item's page."""
        return relative(kit_path(item_id), posixpath.dirname(docs_path(self.entry.id)))

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
        own = {CompareItem: "compare.js", TypeItem: "say-back.js"}.get(type(self.item))
        return [*found, own] if own else found

    @property
    def styles(self) -> list[str]:
        """The style sheets besides the one of every page: for whole cards, comparing, the visit, lists, a short part.

        Where a page begins with signs, each leads to the page of its card, and no card stands whole.
        """
        gathers = getattr(self.item, "gathers", "")
        whole = bool(self.care_cards) and not getattr(self.item, "first_signs", ())
        lists = ("checklist", "record", "first_signs")
        visits = any(getattr(self.item, name, ()) for name in lists) or self.many_cards or gathers == "style-guide"
        compares = isinstance(self.item, CompareItem) or gathers in ("questions", "style-guide")
        cards = whole or gathers == "style-guide"
        short = isinstance(self.item, TypeItem | BenefitItem | RiskItem | SubstanceItem | ConsultationItem)
        needed = {"cards.css": cards, "compare.css": compares, "visit.css": visits}
        needed |= {"lists.css": bool(gathers), "uses.css": short}
        return [name for name, wanted in needed.items() if wanted]

    @property
    def description(self) -> str:
        """What the page says in one sentence where it is listed; cards share actions, so on a card the sign too."""
        return f"{self.item.title}: {self.item.action}" if isinstance(self.item, CardItem) else self.item.summary

    @property
    def care_cards(self) -> list[Entry]:
        """The cards that the page names, in its order; a card's own page has itself."""
        return care_cards(self.site, self.entry)

    @property
    def many_cards(self) -> bool:
        """Whether there are so many cards that they are grouped by urgency, with a way to each group."""
        return len(self.care_cards) > UNGROUPED_CARDS

    @property
    def cards_first(self) -> bool:
        """Whether the cards stand directly under the title, above every caveat (design, section 5)."""
        return urgent_first(self.item)

    @property
    def emergency_numbers(self) -> list[EmergencyNumber]:
        """Whom to call, by place."""
        return whom_to_call(self.site)

    @property
    def about(self) -> dict[str, object]:
        """What the page is about, for search engines."""
        return structured.about(self.site, self.item)

    @property
    def lapsed(self) -> Sign | None:
        """A sign-off that covered an earlier version of the page and so holds no more."""
        review = self.item.clinician_review
        return review if isinstance(review, Sign) and self.sign is None else None

    def questions(self, ids: Iterable[str]) -> list[Question]:
        return [self.site.questions[q] for q in ids]

    def entries(self, ids: Iterable[str]) -> list[Entry]:
        return [self.site.entries[i] for i in ids]

    @property
    def related(self) -> list[Entry]:
        """Related pages: those the editor named, at most eight, as far as they stand in this language."""
        return [entry for entry in self.entries(dict.fromkeys(self.item.related)) if self.site.edition.has(entry.id)]

    @cached_property
    def address(self) -> str:
        """Where the page stands, in its own language."""
        return f"/{in_language(address(self.entry.id).lstrip('/'), self.site.edition.language)}"

    @property
    def edit_url(self) -> str:
        """Where the words of the page are changed: in its own file, or in that of the records which it lists."""
        records = RECORDS.get(getattr(self.item, "gathers", ""), "")
        # A folder is looked at, and only a file is edited.
        kind = "edit" if not records or "." in records else "tree"
        root = posixpath.dirname(posixpath.dirname(self.entry.path))
        path = f"{root}/{records}" if records else self.entry.path
        return f"{self.site.config.repository}/{kind}/{self.site.config.branch}/{path}"

    @property
    def version_href(self) -> str:
        """A link to the page of this page's version, which lists all earlier ones; only English versions are kept."""
        return "" if self.site.edition.translated else self.version_page(VERSION_HERE)

    @property
    def report_url(self) -> str:
        """The form "Report a problem", with the page's address and version filled in."""
        filled = f"page={quote(self.address, safe='')}&version={VERSION_HERE}"
        return f"{self.site.config.repository}/issues/new?template=problem.yml&{filled}"

    @property
    def overdue(self) -> bool:
        return self.item.next_review < self.today

    def version_page(self, version: str) -> str:
        """A link from this page to a version's page."""
        return relative(version_path(version), posixpath.dirname(docs_path(self.entry.id)))

    def question_groups(self, ids: Sequence[str]) -> list[tuple[str, list[Question]]]:
        """The questions of a page: in one list, or by topic when they are too many for one (PEMAT 8, CDC 8)."""
        asked = self.questions(ids)
        if len(asked) <= LIST_POINTS:
            return [("", asked)]
        return [(t, rows) for t in self.site.config.subject.topics if (rows := [q for q in asked if q.topic == t])]

    def contents_groups(self, rows: Sequence[tuple[Markup, str]]) -> list[tuple[str, list[tuple[Markup, str]]]]:
        """The contents of a page: in one list, or in two where it has more points than a list may have."""
        half = len(rows) if len(rows) <= LIST_POINTS else (len(rows) + 1) // 2
        return [("", list(part)) for part in (rows[:half], rows[half:]) if part]

    def contents(self, extra: Sequence[tuple[Markup | str, str]] = (), after: str = "") -> list[tuple[Markup, str]]:
        """The page's sections for "This page covers": (words, anchor); ``extra`` (anchor, words) come after one."""
        rows: list[tuple[Markup, str]] = []
        for text in self.entry.sections:
            rows.append((self.md(text.heading, terms=False), text.anchor))
            if text.anchor == after:
                rows += [(Markup(words), anchor) for anchor, words in extra]
        return rows

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
