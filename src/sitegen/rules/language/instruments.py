"""What the published instruments ask for, as far as a computer can check it.

DISCERN, PEMAT-P, the JAMA benchmarks, IPDASi v4 and the CDC Clear Communication Index score patient
information item by item. :data:`ITEMS` says for each item that a computer can decide, or can catch gross
failures of, which rules enforce it; the rules that no other module has stand here. Passing them is a
pre-check and never a score: scores come from readers and stand in ``ratings/``.

Every function is pure: an entry in, problems out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from sitegen.base.problems import Problem
from sitegen.content.models import CardItem, Page, TypeItem
from sitegen.content.prose.blocks import Block
from sitegen.content.prose.inline import Line
from sitegen.content.typed.entries import Entry, ProseText
from sitegen.rules.language.reading_grade import WORD

SECTION_WORDS = 200
TABLE_COLUMNS = 4
TABLE_HEAD_WORDS = 5
TABLE_CELL_WORDS = 30
BALANCE = (2 / 3, 3 / 2)
RELATED = 3

ONE_IN = re.compile(r"\b1 in (?:every )?\d")
OF_PEOPLE = re.compile(r"\b\d[\d,]* of (?:every )?\d")
LONG_NUMBER = re.compile(r"(?<![\d,./-])(?!(?:1[89]|20)\d\d(?!\d))\d{4,}(?![\d,/-])")
HYPHEN_RANGE = re.compile(r"(?<![\d-])\d+\s?[-–]\s?\d+\b(?!-)")
BARE_SOURCE = re.compile(r"\bPM(?:C ?)?ID\b:? ?(?:PMC)?\d*|\bPMC\d{4,}|\bdoi:? ?10\.\S*|\b10\.\d{4,}/\S*", re.I)
VAGUE = re.compile(r"^(?:here|this|more|read more|more information|link|page|this page|this link)\.?$", re.I)
YOU = re.compile(r"\byou(?:r|rs|rself)?\b", re.I)
MEDICAL_ENDINGS = re.compile(
    r"(?<![\w-])\w{2,}(?:itis|osis|oses|ectomy|omas?|a?emia|pathy|algia|lysis|oedema|derma|penia|trophy|plasia"
    r"|cytes?|scopy|rrhoea|rrhage|dermal|cutaneous|venous|vascular|occlusion|embolism)\b"
)
# Words with such an ending that everybody meets outside a clinic.
EVERYDAY = frozenset("diagnosis analysis paralysis dialysis aroma aromas diploma diplomas coma tuberculosis".split())

# (instrument, item): what it asks, and the rules that enforce what a computer can see of it.
ITEMS: Mapping[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    ("PEMAT-P", "1"): ("purpose evident", ("missing-field", "duplicate-title")),
    ("PEMAT-P", "3"): (
        "everyday language",
        ("banned-word", "short-word", "reading-grade", "plain-summary", "site-reading-grade"),
    ),
    ("PEMAT-P", "4"): ("medical terms defined", ("unexplained-word", "duplicate-word")),
    ("PEMAT-P", "6"): ("numbers clear", ("bare-percentage", "number-form", "frequency-adjective")),
    ("PEMAT-P", "7"): ("no calculation", ("inconsistent", "mixed-numbers")),
    ("PEMAT-P", "8"): ("short sections", ("long-section", "long-paragraph", "long-sentence", "many-long-sentences")),
    ("PEMAT-P", "9"): ("informative headers", ("heading-case", "heading-question", "missing-heading")),
    ("PEMAT-P", "10"): ("logical sequence", ("heading-order", "heading-level")),
    ("PEMAT-P", "11"): ("a summary", ("missing-field", "too-long")),
    ("PEMAT-P", "12"): ("visual cues", ("missing-field", "wrong-choice")),
    ("PEMAT-P", "17"): ("pictures have captions", ("picture-form", "unknown-picture")),
    ("PEMAT-P", "19"): ("simple tables", ("table-form",)),
    ("PEMAT-P", "20"): ("an action", ("missing-heading", "too-few")),
    ("PEMAT-P", "21"): ("you", ("no-you",)),
    ("PEMAT-P", "22"): ("explicit steps", ("long-list",)),
    ("PEMAT-P", "23"): ("a tangible tool", ("too-few", "unknown-question")),
    ("PEMAT-P", "25"): ("how to read drawings", ("inconsistent",)),
    ("DISCERN", "1"): ("aims", ("missing-field", "heading-anchor")),
    ("DISCERN", "4"): ("sources explicit", ("uncited-claim", "uncited-number", "unknown-reference")),
    ("DISCERN", "5"): ("dates explicit", ("missing-field", "impossible-date")),
    ("DISCERN", "6"): ("balanced", ("unbalanced", "banned-word", "verb-follows-word")),
    ("DISCERN", "7"): ("further sources", ("few-related",)),
    ("DISCERN", "8"): ("uncertainty", ("too-few", "ceiling")),
    ("DISCERN", "9"): ("how each works", ("missing-field",)),
    ("DISCERN", "10"): ("benefits of each", ("missing-field", "verdict-mismatch")),
    ("DISCERN", "11"): ("risks of each", ("missing-field",)),
    ("DISCERN", "12"): ("no treatment", ("inconsistent",)),
    ("DISCERN", "13"): ("quality of life", ("missing-field", "missing-heading")),
    ("DISCERN", "14"): ("more than one choice", ("too-few",)),
    ("DISCERN", "15"): ("shared decisions", ("missing-comparison", "too-few")),
    ("JAMA", "1"): ("authorship", ("missing-field",)),
    ("JAMA", "2"): ("attribution", ("uncited-claim", "unverified-reference")),
    ("JAMA", "3"): ("disclosure", ("missing-field",)),
    ("JAMA", "4"): ("currency", ("missing-field", "inconsistent")),
    ("IPDAS", "q2"): ("states the decision", ("missing-heading", "missing-comparison")),
    ("IPDAS", "q6"): ("what it is like", ("missing-heading", "empty-section")),
    ("IPDAS", "c1"): ("equal detail", ("unbalanced",)),
    ("IPDAS", "c2"): ("citations", ("uncited-claim",)),
    ("IPDAS", "c3"): ("date", ("missing-field",)),
    ("IPDAS", "c4"): ("update policy", ("missing-field",)),
    ("IPDAS", "c5"): ("uncertainty of numbers", ("ceiling", "missing-field")),
    ("IPDAS", "c6"): ("funding", ("missing-field",)),
    ("IPDAS", "p1"): ("probabilities", ("missing-field",)),
    ("IPDAS", "p2"): ("reference group", ("missing-field",)),
    ("IPDAS", "p3"): ("natural frequencies", ("bare-percentage",)),
    ("IPDAS", "p4"): ("time period", ("missing-field",)),
    ("IPDAS", "p5"): ("same denominator", ("inconsistent", "mixed-numbers")),
    ("IPDAS", "n1"): ("natural course", ("inconsistent",)),
    ("IPDAS", "n2"): ("side by side", ("missing-comparison",)),
    ("IPDAS", "n3"): ("what matters most", ("too-few",)),
    ("IPDAS", "n5"): ("question list", ("too-few",)),
    ("IPDAS", "n7"): ("quality of evidence", ("ceiling",)),
    ("IPDAS", "n8"): ("credentials", ("missing-field",)),
    ("IPDAS", "n9"): ("reading level reported", ("reading-grade",)),
    ("CDC", "1"): ("one main message", ("missing-field", "too-long")),
    ("CDC", "5"): ("call to action", ("no-you", "too-few")),
    ("CDC", "8"): ("short lists", ("long-list",)),
    ("CDC", "10"): ("most important first", ("heading-order",)),
    ("CDC", "11"): ("known and not known", ("too-few",)),
    ("CDC", "17"): ("no arithmetic", ("inconsistent", "mixed-numbers")),
    ("CDC", "19"): ("risks and benefits", ("unbalanced", "missing-field")),
    ("NHS", "numbers"): ("form of numbers", ("number-form",)),
    ("NHS", "links"): ("link purpose", ("vague-link",)),
    ("NHS", "care cards"): ("nothing else to read before acting", ("care-card-link",)),
}


def block_problems(path: str, block: Block) -> Iterator[Problem]:
    """Numbers in one form (NHS; PEMAT 6, 7), simple tables (PEMAT 19), links that say where they lead (WCAG 2.4.9)."""
    for line in block.all_lines:
        yield from _numbers(path, line)
        for token in line.tokens:
            if token.kind == "link" and VAGUE.match(token.text.strip()):
                hint = "say in the link's words where it leads"
                yield Problem(path, line.line, "vague-link", f'these words do not say enough: "{token.text}".', hint)
    if ONE_IN.search(block.plain) and OF_PEOPLE.search(block.plain):
        message = "two forms of number stand together here."
        yield Problem(path, block.line, "mixed-numbers", message, "write both as 5 of 100, or both as 1 in 20")
    if block.kind == "table":
        yield from _table(path, block)


def _numbers(path: str, line: Line) -> Iterator[Problem]:
    if match := BARE_SOURCE.search(line.plain):
        hint = "add the source to data/references.yml and write [^its-id] here"
        yield Problem(path, line.line, "bare-source", f'"{match[0]}" is no source on a page.', hint)
    elif match := LONG_NUMBER.search(line.plain):
        # Not int(): Python refuses to write numbers of some thousand digits.
        hint = "write " + re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", match[0][:18])
        yield Problem(path, line.line, "number-form", f'"{match[0]}" is hard to read.', hint)
    if match := HYPHEN_RANGE.search(line.plain):
        hint = "write " + re.sub(r"\s?[-–]\s?", " to ", match[0])
        yield Problem(path, line.line, "number-form", f'"{match[0]}" can be read in two ways.', hint)


def _table(path: str, block: Block) -> Iterator[Problem]:
    if not block.rows:
        yield Problem(
            path, block.line, "table-form", "this table has no words.", "write a row of headings above the line"
        )
        return
    head, *rows = block.rows
    wrong = ""
    if len(head) > TABLE_COLUMNS:
        wrong = f"this table has {len(head)} columns; the limit is {TABLE_COLUMNS}."
    elif not all(cell.plain for cell in head):
        wrong = "a column of this table has no heading."
    elif any(_words(cell.plain) > TABLE_HEAD_WORDS for cell in head):
        wrong = f"a column heading has more than {TABLE_HEAD_WORDS} words."
    elif any(len(row) != len(head) for row in rows):
        wrong = "a row of this table has more or fewer cells than the first."
    elif any(_words(cell.plain) > TABLE_CELL_WORDS for row in rows for cell in row):
        wrong = f"a cell of this table has more than {TABLE_CELL_WORDS} words."
    if wrong:
        yield Problem(path, block.line, "table-form", wrong, "a list or short paragraphs may be easier")


def _words(text: str) -> int:
    return len(WORD.findall(text))


def page_problems(entry: Entry) -> Iterator[Problem]:
    """What concerns a page, whatever the others say."""
    for text in entry.prose:
        if text.in_body:
            yield from _long_section(entry, text)
        for block in text.blocks:
            yield from block_problems(entry.path, block)
    yield from _addressed(entry)
    yield from _related(entry)
    if isinstance(entry.item, TypeItem):
        yield from _balance(entry, entry.item)


def _long_section(entry: Entry, text: ProseText) -> Iterator[Problem]:
    """Short sections (PEMAT 8): words between two headings."""
    count, start = 0, text.line
    for block in [*text.blocks, None]:
        if block is None or block.kind == "subheading":
            if count > SECTION_WORDS:
                message = f"this part has {count} words without a heading; the limit is {SECTION_WORDS}."
                yield Problem(
                    entry.path, start, "long-section", message, "put a ### heading where a new thought begins"
                )
            count, start = 0, block.line if block else start
        else:
            count += _words(block.plain)


def unexplained(entry: Entry, explained: Callable[[str], bool]) -> Iterator[Problem]:
    """Medical words are in the glossary, which explains them in place (PEMAT 4, WCAG 3.1.3).

    ``explained`` tells whether the glossary has a word.
    """
    for line, word in entry.once(medical_words):
        if not explained(word.lower()):
            hint = "use a plain word, or add it to data/terms.yml"
            yield Problem(entry.path, line, "unexplained-word", f'"{word}" is not in the glossary.', hint)


def medical_words(entry: Entry) -> tuple[tuple[int, str], ...]:
    """The words of a page that sound medical, each with its line. A capital inside a sentence begins a name."""
    return tuple(
        (line.line, match[0])
        for text in entry.prose
        for block in text.blocks
        for line in block.all_lines
        for match in MEDICAL_ENDINGS.finditer(line.plain)
        if not (match[0][0].isupper() and match.start() > 0) and match[0].lower() not in EVERYDAY
    )


def _addressed(entry: Entry) -> Iterator[Problem]:
    """Advice speaks to the reader (PEMAT 21). Pages about words, sources and history need not; a card is an order."""
    if entry.folder in ("pages", "rules", "cards"):
        return
    if not any(YOU.search(block.plain) for text in entry.prose for block in text.blocks):
        yield Problem(entry.path, 1, "no-you", "nothing on this page speaks to the reader.", 'say "you" where you can')


def _related(entry: Entry) -> Iterator[Problem]:
    """Where to read on (DISCERN 7). Lists and searches lead on by themselves; a card leads to nothing else to read."""
    listing = isinstance(entry.item, CardItem) or (isinstance(entry.item, Page) and entry.item.gathers != "none")
    if len(entry.item.related) < RELATED and not listing:
        message = f"{len(entry.item.related)} related pages are named; {RELATED} are needed."
        yield Problem(entry.path, entry.line(("related",)), "few-related", message, "name the pages to read next")
    if isinstance(entry.item, TypeItem) and not entry.item.more_help:
        message = "no help outside this guide is named."
        yield Problem(entry.path, 1, "few-related", message, "add more_help: [sources for patients]")


def _balance(entry: Entry, item: TypeItem) -> Iterator[Problem]:
    """Good and harm in equal detail (IPDAS 2.1.1, DISCERN 6): words over all choices of a use."""
    good = sum(_words(option.works) for option in item.options)
    harm = sum(_words(option.harms) for option in item.options)
    low, high = BALANCE
    if not low <= harm / good <= high:
        message = f"the choices have {good} words on how well they work and {harm} on what can go wrong."
        line = entry.line(("options",))
        yield Problem(entry.path, line, "unbalanced", message, "tell both in the same detail")
