"""Third step: all items together as one immutable :class:`Site`, and everything that concerns more than one file.

References, related items, terms, questions, verdicts, anchors, aliases; citations of claims;
the ceiling rule; the words and numbers of whole pages. Any problem here stops the build.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from statistics import median

from sitegen import card_rules, instruments, leaflet_rules
from sitegen import plain_language as plain
from sitegen.addresses import RESERVED, address
from sitegen.certainty import VERBS, ceiling, rated
from sitegen.glossary import idle_phrases, singulars, spellings
from sitegen.models import (
    FREE_HEADINGS,
    BenefitItem,
    CardItem,
    Code,
    CompareItem,
    ConsultationItem,
    EmergencyNumber,
    Item,
    LeafletPart,
    Model,
    Page,
    Question,
    Reference,
    RiskItem,
    SiteConfig,
    Study,
    SubstanceItem,
    Term,
    TypeItem,
    Unknown,
    Verdict,
    Withdrawn,
)
from sitegen.pictures import Picture
from sitegen.problems import Problem, did_you_mean
from sitegen.prose import TARGET, Block, parse, sentences, tokenize
from sitegen.validate import Entry, ProseText, walk

REFERENCES = "content_src/data/references.yml"
TERMS = "content_src/data/terms.yml"
QUESTIONS = "content_src/data/questions.yml"
CODES = "content_src/data/codes.yml"
EMERGENCY_NUMBERS = "content_src/data/emergency_numbers.yml"
HOME = "pages/index"
URGENT_HELP = "consultation/when-to-get-help"
QUESTIONS_PAGE, GLOSSARY_PAGE, SIGNS_PAGE = "pages/questions", "pages/glossary", "cards/index"

# Anchors that the templates write, besides those of the sections.
TEMPLATE_ANCHORS = (
    "at-a-glance", "not-known", "questions", "related", "sources", "page-record", "options", "verdicts",
    "care", "care-emergency", "care-same-day", "care-clinic", "care-self-care",
    "licences", "rules", "how-often", "checklist", "record", "choices", "what-matters", "time-line",
    "stage-first-hour", "stage-first-days", "stage-weeks-1-to-12", "stage-later", "stage-not-known",
    "how-to-decide", "more-help",
)  # fmt: skip
NO_CITATION_NEEDED = re.compile(
    r"\b(not known|nobody knows|no study|no studies|not measured|not found|our view|nobody has|no one knows|"
    r"found no|no figures?|not counted|no trials?|no case|no evidence|not been counted)\b",
    re.I,
)
NUMBER_OF_PEOPLE = re.compile(r"\b\d[\d,]* (?:out )?of (?:every |the |these |those )?\d[\d,]*\b|\b1 in (?:every )?\d")
CODE_FORMS = {"ATC": re.compile(r"[A-Z]\d{2}[A-Z]{2}\d{2}")}
"""How the codes of each system are written: ATC at its fifth level, the substance."""
SEARCH_FOR_TITLES = re.compile(r"[^a-z0-9]+")


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

    def of(self, folder: str) -> list[Entry]:
        """The items of a folder (without its overview), by title."""
        found = [e for e in self.entries.values() if e.folder == folder and not e.id.endswith("/index")]
        return sorted(found, key=lambda e: e.item.title.lower())

    @cached_property
    def verdicts(self) -> dict[str, tuple[Entry, Verdict]]:
        """``{"benefits/reduced-fat#chin-deoxycholic-acid": (its page, the verdict)}``."""
        return {
            f"{entry.id}#{verdict.id}": (entry, verdict)
            for entry in self.of("benefits")
            if isinstance(entry.item, BenefitItem)
            for verdict in entry.item.verdicts
        }

    @cached_property
    def comparisons(self) -> dict[str, Entry]:
        """``{"types/fat-reduction": the page that compares its choices}``."""
        return {entry.item.use: entry for entry in self.of("compare") if isinstance(entry.item, CompareItem)}

    @cached_property
    def cited(self) -> dict[str, list[Entry]]:
        """``{reference id: pages that cite it}``."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            for ref in dict.fromkeys([ref for ref, _ in citations(entry)] + self._cited_in_records(entry.id)):
                found[ref].append(entry)
        return dict(found)

    def _cited_in_records(self, page: str) -> list[str]:
        """The references that the records shown on a page cite."""
        shown: Mapping[str, Mapping[str, Model]] = {
            QUESTIONS_PAGE: self.questions,
            GLOSSARY_PAGE: self.terms,
            SIGNS_PAGE: self.emergency_numbers,
        }
        return [cite for record in shown.get(page, {}).values() for cite, _ in _cites_and_links(record)[0]]

    @cached_property
    def unknowns(self) -> list[tuple[Entry, Unknown]]:
        """Every record of something that nobody knows, in the order of the pages."""
        return [
            (entry, unknown)
            for folder in ("types", "benefits", "risks", "substances", "rules")
            for entry in self.of(folder)
            for unknown in getattr(entry.item, "not_known", ())
        ]


@dataclass(frozen=True)
class Measure:
    """What ``make check`` prints."""

    pages: int
    words: int
    claims: int
    citations: int
    references: int
    unknowns: int
    terms: int
    questions: int
    grades: Mapping[str, float]

    @property
    def median_grade(self) -> float:
        return median(self.grades.values()) if self.grades else 0.0


# --------------------------------------------------------------------------- looking things up


def citations(entry: Entry) -> Iterator[tuple[str, int]]:
    """Every reference that an item cites, in prose or in a field, with its line."""
    for text in entry.prose:
        for block in text.blocks:
            for line in [*block.lines, *(cell for row in block.rows for cell in row)]:
                for cite in line.cites:
                    yield cite, line.line
    for leaf in entry.leaves:
        if any(link.kind == "reference" for link in leaf.links):
            yield leaf.value, entry.line(leaf.loc)


def links(entry: Entry) -> Iterator[tuple[str, str, int]]:
    """Every internal link in an item's prose: target id, anchor (or empty), line."""
    for text in entry.prose:
        for block in text.blocks:
            for line in [*block.lines, *(cell for row in block.rows for cell in row)]:
                for token in line.tokens:
                    match = TARGET.match(token.target) if token.kind == "link" else None
                    if match:
                        yield match["item"], match["anchor"] or "", line.line


def _cites_and_links(record: Model, line: int = 1) -> tuple[list[tuple[str, int]], list[tuple[str, str, int]]]:
    """What a record's prose cites, and the items it links to, each with its line."""
    cites: list[tuple[str, int]] = []
    targets: list[tuple[str, str, int]] = []
    for leaf in walk(record):
        if any(marker.kind == "reference" for marker in leaf.links):
            cites.append((leaf.value, line))
        for token in tokenize(leaf.value) if leaf.prose else ():
            if token.kind == "cite":
                cites.append((token.text, line))
            elif token.kind == "link" and (match := TARGET.match(token.target)):
                targets.append((match["item"], match["anchor"] or "", line))
    return cites, targets


def anchors(entry: Entry, site: Site | None = None) -> set[str]:
    """The anchors that a link may name on an item's page; those of a comparison come from its use."""
    found = {text.anchor for text in entry.sections} | set(TEMPLATE_ANCHORS)
    if isinstance(entry.item, CompareItem) and site and entry.item.use in site.entries:
        use = site.entries[entry.item.use].item
        found |= {option.id for option in use.options} if isinstance(use, TypeItem) else set()
    if isinstance(entry.item, BenefitItem):
        found |= {verdict.id for verdict in entry.item.verdicts}
    for card in care_cards(site, entry) if site else ():
        found |= {card.name, *card_of(card).formerly}
    return found


def care_cards(site: Site, entry: Entry) -> list[Entry]:
    """The care cards that a page names, in its order; a card's own page shows that card."""
    item = entry.item
    if isinstance(item, CardItem):
        return [entry]
    named = item.care_cards if isinstance(item, RiskItem | ConsultationItem) else ()
    # A card that is not there is told as a problem of the page; until it is mended the others are still looked at.
    return [card for name in named if (card := site.entries.get(name)) and isinstance(card.item, CardItem)]


def card_of(entry: Entry) -> CardItem:
    """The words of a card's entry."""
    assert isinstance(entry.item, CardItem)
    return entry.item


def urgent_first(item: Item) -> bool:
    """Whether an item's cards stand directly under its title: emergencies, and advice that says so."""
    if isinstance(item, RiskItem):
        return item.seriousness == "emergency"
    return isinstance(item, CardItem) or (isinstance(item, ConsultationItem) and item.care_first == "yes")


def has_kit(entry: Entry) -> bool:
    """Whether clinics get a kit to link to a page.

    Not for search, lists of pages and the pages for clinics; of the cards for those of an emergency.
    """
    if isinstance(entry.item, CardItem):
        return entry.item.urgency == "emergency"
    return getattr(entry.item, "gathers", "") not in ("search", "a-to-z", "style-guide", "kits", "leaflets")


def has_leaflet(entry: Entry) -> bool:
    """Whether a page has a leaflet: every use and every page about the appointment, their overviews left out."""
    return isinstance(entry.item, TypeItem | ConsultationItem)


def leaflet_names(site: Site) -> dict[str, tuple[Entry, LeafletPart | None]]:
    """What has leaflets, by the id under which they stand: each use, its parts, each page about the appointment."""
    found: dict[str, tuple[Entry, LeafletPart | None]] = {}
    for entry in site.entries.values():
        for part in leaflet_parts_of(entry):
            found[leaflet_rules.part_id(entry, part)] = (entry, part)
    return found


def leaflet_parts_of(entry: Entry) -> tuple[LeafletPart | None, ...]:
    """What the leaflets of a page are of: ``None`` for all of it, then its parts; nothing where it has none."""
    if not has_leaflet(entry):
        return ()
    return (None, *(entry.item.leaflet_parts if isinstance(entry.item, TypeItem) else ()))


# --------------------------------------------------------------------------- the step


def link(
    config: SiteConfig,
    entries: Sequence[Entry],
    references: Sequence[tuple[Reference, int]],
    terms: Sequence[tuple[Term, int]],
    questions: Sequence[tuple[Question, int]],
    pictures: Mapping[str, Picture],
    broken: frozenset[str] = frozenset(),
    codes: Sequence[tuple[Code, int]] = (),
    emergency_numbers: Sequence[tuple[EmergencyNumber, int]] = (),
    stand_ins: Set[tuple[str, int]] = frozenset(),
    lost: bool = False,
) -> tuple[Site, list[Problem], Measure]:
    """One Site from all items and records, its problems, and its measure.

    ``broken`` are the ids of files that have a problem of their own, so that they are not among the entries, or with
    stand-ins: nothing is blamed on whoever links to them. ``stand_ins`` are the paths and lines on which something
    stands in for what was wrong: it is not blamed either. ``lost``: links may be among what was wrong, so nothing is
    called unused.
    """
    site = Site(
        config,
        {entry.id: entry for entry in sorted(entries, key=lambda e: e.id)},
        {ref.id: ref for ref, _ in references},
        {term.id: term for term, _ in terms},
        {question.id: question for question, _ in questions},
        pictures,
        codes=[code for code, _ in codes],
        emergency_numbers={number.id: number for number, _ in emergency_numbers},
    )
    names = plain.names_pattern(_names_left_out(site))
    explained = _explained(site)
    page_sentences = {entry.id: _sentences_of(entry) for entry in site.entries.values()}
    grades = {
        entry_id: plain.reading((s for _, s in found), names).grade
        for entry_id, found in page_sentences.items()
        if len(found) >= 5
    }
    problems = [
        *_duplicates(references, terms, questions, emergency_numbers),
        *_record_links(site, {TERMS: terms, QUESTIONS: questions, CODES: codes, EMERGENCY_NUMBERS: emergency_numbers}),
        *_codes(codes),
        *_record_words(terms, questions, names),
        *_titles_and_aliases(site),
    ]
    if not lost:
        problems += [*_unused(site, references, questions), *_orphans(site), *_comparisons(site)]
    for entry in site.entries.values():
        problems += _own_anchors(entry)
        problems += _links_of(site, entry)
        problems += _claims_of(entry)
        problems += _verdicts_of(site, entry)
        problems += _words_of(entry, page_sentences[entry.id], names, grades.get(entry.id))
        problems += instruments.page_problems(entry, explained)
    problems += card_rules.problems(site.entries, site.references, names)
    problems += leaflet_rules.problems(site.entries)
    measure = Measure(
        pages=len(site.entries),
        words=sum(len(plain.WORD.findall(s)) for found in page_sentences.values() for _, s in found),
        claims=sum(_claim_count(entry) for entry in site.entries.values()),
        citations=sum(1 for entry in site.entries.values() for _ in citations(entry)),
        references=len(site.references),
        unknowns=len(site.unknowns),
        terms=len(site.terms),
        questions=len(site.questions),
        grades=grades,
    )
    missing = {f'there is no item "{item_id}".' for item_id in broken}
    problems = [
        p
        for p in problems
        if p.message not in missing and not _blames_broken(p, broken) and (p.path, p.line) not in stand_ins
    ]
    if measure.median_grade > plain.SITE_GRADE:
        problems.append(
            Problem(
                "content_src",
                1,
                "site-reading-grade",
                f"the middle page reads at grade {measure.median_grade:.1f}; the limit is {plain.SITE_GRADE}.",
                "mend the hardest pages first",
            )
        )
    return replace(site, grades=grades), problems, measure


def _blames_broken(problem: Problem, broken: frozenset[str]) -> bool:
    """Whether a problem is only that a verdict or a section stands in a file that has problems of its own."""
    named = {"unknown-verdict": '"{}#', "verdict-mismatch": " {}#", "unknown-anchor": '"{}" has no section'}
    form = named.get(problem.rule)
    return form is not None and any(form.format(item_id) in problem.message for item_id in broken)


def _names_left_out(site: Site) -> Iterator[str]:
    """Names without a shorter word: mesotherapy, medical words of the glossary, substances, the one fixed phrase."""
    yield "mesotherapy"
    yield "local emergency number"
    for term in site.terms.values():
        yield from term.medical
    for entry in site.of("substances"):
        yield re.sub(r"\s*\(.*?\)", "", entry.item.title)
        yield entry.id.split("/")[1].replace("-", " ")


def _explained(site: Site) -> Callable[[str], bool]:
    """Whether a word, in one or in many, is in the glossary or names a substance."""
    known = {
        word.lower()
        for term in site.terms.values()
        for name in (term.plain, *term.medical, *term.also_called)
        for word in plain.WORD.findall(name)
    }
    known |= {word.lower() for e in site.of("substances") for word in plain.WORD.findall(e.item.title)}
    return lambda word: word in known or not known.isdisjoint(singulars(word))


def _sentences_of(entry: Entry) -> list[tuple[int, str]]:
    return [
        pair
        for text in entry.prose
        if text.loc != ("title",)
        for block in text.blocks
        if block.kind != "subheading"
        for pair in sentences(block)
    ]


# --------------------------------------------------------------------------- records


def _duplicates(
    references: Sequence[tuple[Reference, int]],
    terms: Sequence[tuple[Term, int]],
    questions: Sequence[tuple[Question, int]],
    emergency_numbers: Sequence[tuple[EmergencyNumber, int]],
) -> Iterator[Problem]:
    for path, records in (
        (REFERENCES, references),
        (TERMS, terms),
        (QUESTIONS, questions),
        (EMERGENCY_NUMBERS, emergency_numbers),
    ):
        seen: dict[str, int] = {}
        for record, line in records:
            if record.id in seen:
                yield Problem(
                    path,
                    line,
                    "duplicate-id",
                    f'the id "{record.id}" is used twice (first on line {seen[record.id]}).',
                    "give one of them another id",
                )
            seen.setdefault(record.id, line)
    words: dict[str, str] = {}
    for term, line in terms:
        for word in term.medical:
            if taken := next((words[as_read] for as_read in spellings(word) if as_read in words), None):
                message = f'"{word}" is already explained by "{taken}".'
                yield Problem(TERMS, line, "duplicate-word", message, "keep it in one place")
            words = dict.fromkeys(spellings(word), term.id) | words
        for phrase in idle_phrases(term):
            message = f'"{phrase}" has none of the words of "{term.id}" in it.'
            yield Problem(TERMS, line, "idle-phrase", message, "write the phrase as it stands on the page")


def _codes(codes: Sequence[tuple[Code, int]]) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], int] = {}
    for code, line in codes:
        if not CODE_FORMS[code.system].fullmatch(code.code):
            yield Problem(
                CODES, line, "medical-code", f'"{code.code}" is not a code of {code.system}.', "copy it from the source"
            )
        key = (code.item, code.system, code.code)
        if key in seen:
            yield Problem(
                CODES,
                line,
                "medical-code",
                f'"{code.item}" has the code "{code.code}" twice (first on line {seen[key]}).',
                "delete one of the two",
            )
        seen.setdefault(key, line)


def _record_links(site: Site, files: Mapping[str, Sequence[tuple[Model, int]]]) -> Iterator[Problem]:
    for path, records in files.items():
        for record, line in records:
            for leaf in walk(record):
                for marker in leaf.links:
                    if marker.kind == "item":
                        yield from _item_problem(site, path, line, leaf.value, "", marker.folders)
            cites, targets = _cites_and_links(record, line)
            for ref, at in cites:
                yield from _reference_problem(site, path, at, ref)
            for target, anchor, at in targets:
                yield from _item_problem(site, path, at, target, anchor, ())


def _record_words(
    terms: Sequence[tuple[Term, int]], questions: Sequence[tuple[Question, int]], names: re.Pattern[str] | None
) -> Iterator[Problem]:
    for path, records in ((TERMS, terms), (QUESTIONS, questions)):
        found: list[tuple[int, str]] = []
        for record, line in records:
            for leaf in walk(record):
                for block in parse(leaf.value, line) if leaf.prose else ():
                    found += sentences(block)
                    yield from plain.block_problems(path, block)
        yield from plain.page_problems(path, found, names)


def _unused(
    site: Site, references: Sequence[tuple[Reference, int]], questions: Sequence[tuple[Question, int]]
) -> Iterator[Problem]:
    for ref, line in references:
        if ref.id not in site.cited:
            yield Problem(REFERENCES, line, "unused-reference", f'no page cites "{ref.id}".', "cite it, or delete it")
    asked = {q for entry in site.entries.values() for q in getattr(entry.item, "questions", ())}
    for question, line in questions:
        if question.id not in asked:
            yield Problem(
                QUESTIONS,
                line,
                "unused-question",
                f'no page asks "{question.id}".',
                "name it under questions on a page, or delete it",
            )


# --------------------------------------------------------------------------- titles, addresses, ways in


def _titles_and_aliases(site: Site) -> Iterator[Problem]:
    titles: dict[str, Entry] = {}
    aliases: dict[str, Entry] = {}
    standing: dict[str, Entry] = {}
    for entry in site.entries.values():
        place = address(entry.id)
        if place.strip("/").split("/")[0] in RESERVED or place in standing:
            hint = "give the file another name"
            yield Problem(
                entry.path, 1, "file-name", f"the address {place} is taken by another part of the site.", hint
            )
        standing.setdefault(place, entry)
    for entry in site.entries.values():
        key = SEARCH_FOR_TITLES.sub(" ", entry.item.title.lower()).strip()
        if key in titles:
            yield Problem(
                entry.path,
                entry.line(("title",)),
                "duplicate-title",
                f'"{entry.item.title}" is also the title of {titles[key].path}.',
                "change one of the two",
            )
        titles.setdefault(key, entry)
        yield from plain.heading_problems(entry.path, entry.line(("title",)), entry.item.title)
        for index, alias in enumerate(entry.item.aliases):
            line = entry.line(("aliases", index))
            place = address(alias)
            if place.strip("/").split("/")[0] in RESERVED:
                hint = "delete this alias"
                message = f'the old address "{alias}" stands in a folder that the builder fills itself.'
                yield Problem(entry.path, line, "alias-collision", message, hint)
            elif alias in site.entries or place in standing:
                yield Problem(
                    entry.path,
                    line,
                    "alias-collision",
                    f'the old address "{alias}" is a page today.',
                    "delete this alias",
                )
            elif place in aliases:
                yield Problem(
                    entry.path,
                    line,
                    "alias-collision",
                    f'the old address "{alias}" is also claimed by {aliases[place].path}.',
                    "an old address leads to one page",
                )
            aliases.setdefault(place, entry)


def targets(site: Site, entry: Entry) -> set[str]:
    """The pages that a page leads to: links, related items, fields that name items, and what it gathers."""
    found = {target for target, _, _ in links(entry)}
    for leaf in entry.leaves:
        for marker in leaf.links:
            if marker.kind in ("item", "verdict"):
                found.add(leaf.value.partition("#")[0])
    if entry.id in site.comparisons:
        found.add(site.comparisons[entry.id].id)
    if isinstance(entry.item, Page) and entry.item.gathers == "folder":
        found |= {other.id for other in site.of(entry.folder)}
    if isinstance(entry.item, ConsultationItem) and entry.item.time_line == "yes":
        found |= {other.id for other in site.of("risks")}
    if isinstance(entry.item, Page) and entry.item.gathers == "signs":
        found |= {other.id for other in site.of("cards")}
    if isinstance(entry.item, Page) and entry.item.gathers == "home":
        found |= {other.id for other in site.entries.values() if other.id.endswith("/index")}
    if isinstance(entry.item, Page) and entry.item.gathers == "unknowns":
        found |= {other.id for other, _ in site.unknowns}
    return found & set(site.entries)


def clicks_from_home(site: Site) -> dict[str, int]:
    """``{item id: clicks from the home page}`` by the links in the content (A to Z and menus not counted)."""
    distance = {HOME: 0} if HOME in site.entries else {}
    frontier = list(distance)
    while frontier:
        following = []
        for item_id in frontier:
            for target in sorted(targets(site, site.entries[item_id])):
                if target not in distance:
                    distance[target] = distance[item_id] + 1
                    following.append(target)
        frontier = following
    return distance


def _orphans(site: Site) -> Iterator[Problem]:
    reached = clicks_from_home(site)
    for entry in site.entries.values():
        # Nothing links to a withdrawn page, so it stays for those who have its address.
        if entry.id not in reached and HOME in site.entries and not isinstance(entry.item.status, Withdrawn):
            yield Problem(
                entry.path,
                1,
                "orphan",
                "no page leads here from the home page.",
                'add it to "related" of a page that a reader would come from',
            )


def _comparisons(site: Site) -> Iterator[Problem]:
    """Each use has one page that compares its choices, of the same name (IPDAS: side by side)."""
    for entry in site.of("types"):
        wanted = entry.id.replace("types/", "compare/")
        if wanted not in site.entries:
            yield Problem(
                entry.path,
                1,
                "missing-comparison",
                f'no page compares the choices of "{entry.id}".',
                f"copy compare/_template.md to {wanted}.md",
            )
    for entry in site.of("compare"):
        if isinstance(entry.item, CompareItem) and entry.item.use != entry.id.replace("compare/", "types/"):
            yield Problem(
                entry.path,
                entry.line(("use",)),
                "missing-comparison",
                f'this page is named "{entry.id}", but its use is "{entry.item.use}".',
                "a comparison has the name of its use",
            )


# --------------------------------------------------------------------------- links of one item


def _item_problem(
    site: Site, path: str, line: int, target: str, anchor: str, folders: tuple[str, ...]
) -> Iterator[Problem]:
    if target not in site.entries:
        known = [i for i in site.entries if not folders or i.split("/")[0] in folders]
        yield Problem(path, line, "unknown-item", f'there is no item "{target}".', did_you_mean(target, known))
        return
    entry = site.entries[target]
    if folders and entry.folder not in folders:
        yield Problem(path, line, "unknown-item", f'"{target}" is not in the folder {" or ".join(folders)}.')
    if isinstance(entry.item.status, Withdrawn):
        yield Problem(
            path,
            line,
            "withdrawn-item",
            f'"{target}" was withdrawn.',
            f"link to {entry.item.status.replacement or 'another page'}",
        )
    if anchor and anchor not in anchors(entry, site) and target != "pages/glossary":
        hint = did_you_mean(anchor, anchors(entry, site))
        yield Problem(path, line, "unknown-anchor", f'"{target}" has no section "{anchor}".', hint)
    if anchor and target == "pages/glossary" and anchor not in {*site.terms, *anchors(entry)}:
        yield Problem(
            path, line, "unknown-anchor", f'the glossary has no term "{anchor}".', did_you_mean(anchor, site.terms)
        )


def _reference_problem(site: Site, path: str, line: int, ref: str) -> Iterator[Problem]:
    if ref not in site.references:
        yield Problem(
            path,
            line,
            "unknown-reference",
            f'there is no source "{ref}" in data/references.yml.',
            did_you_mean(ref, site.references),
        )
    elif site.references[ref].unverified == "yes":
        yield Problem(
            path,
            line,
            "unverified-reference",
            f'the source "{ref}" is marked unverified.',
            "see it, complete its record, then cite it",
        )


def _own_anchors(entry: Entry) -> Iterator[Problem]:
    """A free heading does not take an anchor that the template writes on the same page."""
    if entry.folder not in FREE_HEADINGS and not isinstance(entry.item, Page):
        return
    cites = any(True for _ in citations(entry))
    for text in entry.sections:
        if text.anchor in TEMPLATE_ANCHORS and (text.anchor != "sources" or cites):
            yield Problem(
                entry.path,
                text.line,
                "heading-anchor",
                f'the anchor "{text.anchor}" belongs to a part that every page has.',
                "choose another",
            )


def _links_of(site: Site, entry: Entry) -> Iterator[Problem]:
    for target, anchor, line in links(entry):
        yield from _item_problem(site, entry.path, line, target, anchor, ())
    for ref, line in citations(entry):
        yield from _reference_problem(site, entry.path, line, ref)
    for text in entry.prose:
        for block in text.blocks:
            if block.kind == "picture" and block.name not in site.pictures:
                yield Problem(
                    entry.path,
                    block.line,
                    "unknown-picture",
                    f'there is no drawing "{block.name}.svg" in content_src/assets.',
                    did_you_mean(block.name, site.pictures),
                )
    for leaf in entry.leaves:
        line = entry.line(leaf.loc)
        for marker in leaf.links:
            if marker.kind == "item":
                yield from _item_problem(site, entry.path, line, leaf.value, "", marker.folders)
            elif marker.kind == "question" and leaf.value not in site.questions:
                yield Problem(
                    entry.path,
                    line,
                    "unknown-question",
                    f'there is no question "{leaf.value}".',
                    did_you_mean(leaf.value, site.questions),
                )
            elif marker.kind == "verdict" and leaf.value not in site.verdicts and "#" in leaf.value:
                yield Problem(
                    entry.path,
                    line,
                    "unknown-verdict",
                    f'there is no verdict "{leaf.value}".',
                    did_you_mean(leaf.value, site.verdicts),
                )
            elif marker.kind == "verdict" and "#" not in leaf.value:
                yield Problem(
                    entry.path,
                    line,
                    "unknown-verdict",
                    f'"{leaf.value}" names no verdict.',
                    "write benefits/name#verdict",
                )


# --------------------------------------------------------------------------- honesty


def _claims_of(entry: Entry) -> Iterator[Problem]:
    """Paragraphs and lists in sections that make claims, and numbers of people anywhere, are cited."""
    for text in entry.prose:
        if not text.in_body:
            continue
        lead: Block | None = None
        for block in text.blocks:
            cited = bool(block.cites) or (
                block.kind in ("list", "steps", "table") and lead is not None and bool(lead.cites)
            )
            if block.kind != "subheading" and not cited:
                if NUMBER_OF_PEOPLE.search(block.plain):
                    yield Problem(
                        entry.path,
                        block.line,
                        "uncited-number",
                        "this paragraph has a number of people and no source.",
                        "put [^source] after it",
                    )
                elif (
                    text.claim
                    and not block.cards
                    and not NO_CITATION_NEEDED.search(block.plain)
                    and not _leads_on(block, text)
                ):
                    yield Problem(
                        entry.path,
                        block.line,
                        "uncited-claim",
                        f'this part of "{text.heading}" makes a statement and has no source.',
                        "put [^source] after the sentence it supports, or say what is not known",
                    )
            lead = block


def _leads_on(block: Block, text: ProseText) -> bool:
    """Whether a paragraph only leads into a list that follows and is cited there, or points to another page."""
    following = text.blocks[text.blocks.index(block) + 1 :][:1]
    if block.plain.endswith(":") and following and following[0].cites:
        return True
    return any(token.kind == "link" for line in block.lines for token in line.tokens)


def _claim_count(entry: Entry) -> int:
    blocks = sum(1 for text in entry.prose if text.in_body for block in text.blocks if block.cites)
    records = sum(1 for leaf in entry.leaves if any(link.kind == "reference" for link in leaf.links))
    return blocks + records


def _verdicts_of(site: Site, entry: Entry) -> Iterator[Problem]:
    item = entry.item
    if isinstance(item, BenefitItem):
        for index, verdict in enumerate(item.verdicts):
            line = entry.line(("verdicts", index, "certainty"))
            right = rated(verdict.studies, verdict.doubts, site.references)
            if verdict.certainty != right:
                yield _ceiling_problem(
                    site, entry.path, line, verdict.certainty, right, verdict.studies, verdict.doubts
                )
        phrases = {phrase for v in item.verdicts for phrase in VERBS[v.certainty]}
        if phrases and not any(phrase in item.summary.lower() for phrase in phrases):
            yield Problem(
                entry.path,
                entry.line(("summary",)),
                "verb-follows-word",
                "the summary does not say how sure this is.",
                f"use one of: {', '.join(sorted(phrases))}",
            )
    if isinstance(item, TypeItem):
        for index, option in enumerate(item.options):
            line = entry.line(("options", index, "certainty"))
            if option.verdict in site.verdicts:
                verdict = site.verdicts[option.verdict or ""][1]
                if (option.certainty, option.direction) != (verdict.certainty, verdict.direction):
                    yield Problem(
                        entry.path,
                        line,
                        "verdict-mismatch",
                        f'"{option.name}" says {option.certainty}, {option.direction}; the verdict '
                        f"{option.verdict} says {verdict.certainty}, {verdict.direction}.",
                        "certainty is written in the benefit; copy it from there",
                    )
            elif option.verdict is None:
                right = rated(option.studies, option.doubts, site.references)
                if option.certainty != right:
                    yield _ceiling_problem(
                        site, entry.path, line, option.certainty, right, option.studies, option.doubts
                    )
            phrases = set(VERBS[option.certainty])
            if phrases and not any(phrase in option.works.lower() for phrase in phrases):
                yield Problem(
                    entry.path,
                    entry.line(("options", index, "works")),
                    "verb-follows-word",
                    f'"{option.name}": the words do not fit the certainty "{option.certainty}".',
                    f"use one of: {', '.join(sorted(phrases))}",
                )
    if isinstance(item, SubstanceItem) and item.verdicts and item.no_verdict:
        yield Problem(
            entry.path,
            entry.line(("no_verdict",)),
            "inconsistent",
            "verdicts and no_verdict exclude each other.",
            "delete one of them",
        )


def _ceiling_problem(
    site: Site, path: str, line: int, word: str, right: str, studies: Sequence[Study], doubts: Sequence[str]
) -> Problem:
    top = ceiling(studies, site.references)
    return Problem(
        path,
        line,
        "ceiling",
        f'the certainty is "{word}", but its {len(studies)} studies allow "{top}" and '
        f'{len(doubts)} doubts make it "{right}".',
        f"write {right}, or mend the studies and doubts",
    )


# --------------------------------------------------------------------------- words and numbers


def _words_of(
    entry: Entry, found: list[tuple[int, str]], names: re.Pattern[str] | None, grade: float | None
) -> Iterator[Problem]:
    for text in entry.prose:
        if text.loc == ("title",):
            continue
        if text.in_body:
            yield from plain.heading_problems(entry.path, text.line, text.heading)
        for block in text.blocks:
            yield from plain.block_problems(entry.path, block)
    if not entry.lost:
        yield from plain.page_problems(entry.path, found, names, grade)
    # A card's words are counted together, in card_rules.
    if not isinstance(entry.item, CardItem):
        yield from plain.summary_problems(
            entry.path, entry.line(("summary",)), "the summary", _plain_sentences(entry.item.summary), names
        )


def _plain_sentences(text: str) -> list[str]:
    return [sentence for block in parse(text) for _, sentence in sentences(block)]
