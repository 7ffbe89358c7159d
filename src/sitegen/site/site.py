"""The one immutable Site: everything that is known, linked. Later steps only read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sitegen.base.addresses import FIXED
from sitegen.content.describe import ENGLISH, Words
from sitegen.content.models import (
    BenefitItem,
    Code,
    CompareItem,
    EmergencyNumber,
    Exempt,
    FactRecord,
    Health,
    Host,
    Model,
    Notice,
    NoticeKind,
    Number,
    Option,
    Question,
    Reference,
    RiskItem,
    SiteConfig,
    Term,
    TypeItem,
    Unknown,
    Verdict,
)
from sitegen.content.pictures import Picture
from sitegen.content.prose.blocks import Block
from sitegen.content.reading.yaml_tree import Loc
from sitegen.content.translation.files import Reader
from sitegen.content.translation.slots import stands_whole
from sitegen.content.typed.entries import Entry
from sitegen.site.citations import citations, cited_in, said_facts
from sitegen.site.content import Content

SETTINGS = "content_src/site.yml"
REFERENCES = "content_src/data/references.yml"
TERMS = "content_src/data/terms.yml"
QUESTIONS = "content_src/data/questions.yml"
CODES = "content_src/data/codes.yml"
EMERGENCY_NUMBERS = "content_src/data/emergency_numbers.yml"
HOSTS = "content_src/data/hosts.yml"
EXCEPTIONS = "content_src/data/exceptions.yml"
SOURCE_HEALTH = "content_src/data/source_health.yml"
GRAVE: frozenset[NoticeKind] = frozenset({"retraction", "concern", "newer version"})
"""Notices that bear on what a page says of a source. A correction may be of a name or a comma."""
HOME, URGENT_HELP = FIXED["home"], FIXED["urgent"]
QUESTIONS_PAGE, GLOSSARY_PAGE, SIGNS_PAGE = FIXED["questions"], FIXED["glossary"], FIXED["signs"]


IN_SHORT = "in-short"
"""The anchor of the short part of a page."""
WHOLE = "all-we-know"
"""The anchor of what only a whole page has."""


@dataclass(frozen=True)
class Rendering:
    """The state of a page in another language: who made it, who has read it, and how much of it is English again."""

    title: str
    """What the English page is called."""
    made: date
    by: str
    read: Reader | None
    checked: Reader | None
    stale: int = 0
    english: int = 0


@dataclass(frozen=True)
class Edition:
    """Which pages a Site has in its language; without ``pages``, every one.

    ``english`` are texts that stand in English all the same, as nobody has translated them, or their English is newer
    and they are urgent. ``languages`` are those in which each page stands, besides this one.
    """

    language: str = ENGLISH.language
    pages: Mapping[str, Rendering] | None = None
    english: Set[str] = frozenset()
    languages: Mapping[str, Sequence[str]] = field(default_factory=dict)
    papers: Sequence[str] = ()
    """On which its leaflets are printed; English ones on all."""
    papers_elsewhere: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """``{language: the papers of its leaflets}``."""

    def has(self, item_id: str, anchor: str = "") -> bool:
        """Whether a page stands in this language, and so much of it as a link leads to."""
        if self.pages is None:
            return True
        return item_id in self.pages and (stands_whole(item_id) or anchor in ("", IN_SHORT))

    @property
    def translated(self) -> bool:
        return self.pages is not None


ORIGINAL = Edition()


@dataclass(frozen=True)
class Site:
    """Everything that is known, linked. Later steps only read it."""

    config: SiteConfig
    entries: Mapping[str, Entry]
    references: Mapping[str, Reference]
    terms: Mapping[str, Term]
    questions: Mapping[str, Question]
    pictures: Mapping[str, Picture]
    grades: Mapping[str, float] = field(default_factory=dict)
    """``{item id: Flesch-Kincaid grade}`` of the pages that are long enough to have one."""
    codes: Sequence[Code] = ()
    emergency_numbers: Mapping[str, EmergencyNumber] = field(default_factory=dict)
    facts: Mapping[str, FactRecord] = field(default_factory=dict)
    """``{"chin-one-grade": the fact that pages and sentences name so}``, of every kind."""
    subjects: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """``{"fat": the ids of the facts of its file, in order}``."""
    hosts: Mapping[str, Host] = field(default_factory=dict)
    """``{"fda.gov": what stands behind it}``; ``*.`` before a host means all below it."""
    exceptions: Sequence[Exempt] = ()
    health: Sequence[Health] = ()
    """What was last answered on the sources; nothing where nobody has asked."""
    words: Words = ENGLISH
    """The site's own words in the language of these texts."""
    edition: Edition = ORIGINAL

    def of(self, folder: str) -> list[Entry]:
        """The items of a folder (without its overview, and without pages that were split), by title."""
        found = [e for e in self.entries.values() if e.folder == folder and not e.id.endswith("/index")]
        found = [e for e in found if not getattr(e.item, "split_into", ())]
        return sorted(found, key=lambda e: e.item.title.lower())

    @cached_property
    def folders(self) -> dict[str, str]:
        """What each folder is called on this site."""
        subject = self.config.subject
        about = {"pages": self.words.gettext("About %(treatment)s and this guide", treatment=subject.name)}
        return {**self.words.tables["folder"], **about, **subject.folders}

    @cached_property
    def verdicts(self) -> dict[str, tuple[Entry, Verdict]]:
        """``{"benefits/one-claim#one-product": (its page, the verdict)}``."""
        return {
            f"{entry.id}#{verdict.id}": (entry, verdict)
            for entry in self.of("benefits")
            if isinstance(entry.item, BenefitItem)
            for verdict in entry.item.verdicts
        }

    @cached_property
    def shown_numbers(self) -> dict[str, list[tuple[Entry, Loc]]]:
        """``{fact id: the pages that show it, each with the place}``, in the order of the pages."""
        found: dict[str, list[tuple[Entry, Loc]]] = defaultdict(list)
        for entry in self.entries.values():
            for loc, number in numbers_of(entry):
                found[number.id].append((entry, loc))
        return dict(found)

    @cached_property
    def told_on(self) -> dict[str, list[str]]:
        """``{fact id: the pages that tell it}``: first those that show it, then those whose sentences name it."""
        found = {name: [entry.id for entry, _ in places] for name, places in self.shown_numbers.items()}
        for entry in self.entries.values():
            for name in said_facts(entry):
                found.setdefault(name, []).append(entry.id)
        return {name: list(dict.fromkeys(pages)) for name, pages in found.items()}

    def sure_of(self, fact: str) -> Verdict | Option | None:
        """The rating that rests on a fact: how sure, and which way. None for a harm that was counted."""
        for entry, loc in self.shown_numbers.get(fact, ()):
            if isinstance(entry.item, BenefitItem):
                return entry.item.verdicts[int(loc[1])]
            if isinstance(entry.item, TypeItem):
                return entry.item.options[int(loc[1])]
        return None

    @cached_property
    def drawn(self) -> dict[str, Block]:
        """``{name of a drawing: the place of it, with its words}``, where a page shows it first."""
        blocks = (b for entry in self.entries.values() for text in entry.prose for b in text.blocks)
        found: dict[str, Block] = {}
        for block in blocks:
            if block.kind == "picture":
                found.setdefault(block.name, block)
        return found

    @cached_property
    def comparisons(self) -> dict[str, Entry]:
        """``{"types/one-use": the page that compares its choices}``."""
        return {entry.item.use: entry for entry in self.of("compare") if isinstance(entry.item, CompareItem)}

    @cached_property
    def cited(self) -> dict[str, list[Entry]]:
        """``{reference id: pages that cite it}``."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            for ref in dict.fromkeys([ref for ref, _ in citations(entry)] + self._cited_in_records(entry.id)):
                found[ref].append(entry)
        return dict(found)

    @cached_property
    def notices(self) -> dict[str, list[Notice]]:
        """``{reference id: what has been said of it since it came out, the gravest first}``.

        A notice on a source that is gone says nothing until the next look leaves it out.
        """
        found: dict[str, list[Notice]] = defaultdict(list)
        for notice in (notice for health in self.health for notice in health.found):
            if notice.reference in self.references:
                found[notice.reference].append(notice)
        return dict(found)

    def grave_notices(self, entry: Entry) -> list[tuple[Reference, Notice]]:
        """The gravest notice on each source of a page that is withdrawn, doubted or replaced, by source."""
        return [
            (self.references[ref], notices[0])
            for ref, notices in sorted(self.notices.items())
            if notices[0].kind in GRAVE and entry in self.cited.get(ref, ())
        ]

    def _cited_in_records(self, page: str) -> list[str]:
        """The references that the records shown on a page cite."""
        shown: Mapping[str, Mapping[str, Model]] = {
            QUESTIONS_PAGE: self.questions,
            GLOSSARY_PAGE: self.terms,
            SIGNS_PAGE: self.emergency_numbers,
        }
        return [cite for record in shown.get(page, {}).values() for cite in cited_in(record)]

    @cached_property
    def unknowns(self) -> list[tuple[Entry, Unknown]]:
        """Every record of something that nobody knows, in the order of the pages."""
        return [
            (entry, unknown)
            for folder in ("types", "benefits", "risks", "substances", "rules")
            for entry in self.of(folder)
            for unknown in getattr(entry.item, "not_known", ())
        ]


def numbers_of(entry: Entry) -> Iterator[tuple[Loc, Number]]:
    """Every number of people that has a record on a page (of a rating, a choice or a harm), with its place there."""
    item = entry.item
    held: list[tuple[Loc, Sequence[Number]]] = []
    if isinstance(item, BenefitItem):
        held = [(("verdicts", at), verdict.numbers) for at, verdict in enumerate(item.verdicts)]
    elif isinstance(item, TypeItem):
        held = [(("options", at), option.numbers) for at, option in enumerate(item.options)]
    elif isinstance(item, RiskItem):
        held = [(("how_often",), item.how_often.numbers)]
    for loc, numbers in held:
        for at, number in enumerate(numbers):
            yield (*loc, "numbers", at), number


def site_of(content: Content) -> Site:
    """The Site of what was read; its grades are still to be measured."""
    return Site(
        content.config,
        {entry.id: entry for entry in sorted(content.entries, key=lambda e: e.id)},
        {ref.id: ref for ref, _ in content.references},
        {term.id: term for term, _ in content.terms},
        {question.id: question for question, _ in content.questions},
        content.pictures,
        codes=[code for code, _ in content.codes],
        emergency_numbers={number.id: number for number, _ in content.emergency_numbers},
        facts={fact.id: fact for records in content.facts.values() for fact, _ in records},
        subjects={
            path.rpartition("/")[2].removesuffix(".yml"): [fact.id for fact, _ in records]
            for path, records in content.facts.items()
        },
        hosts={host.id: host for host, _ in content.hosts},
        exceptions=[exempt for exempt, _ in content.exceptions],
        health=[health for health, _ in content.source_health],
    )
