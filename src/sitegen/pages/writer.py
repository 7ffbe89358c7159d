"""Words, links and citations of one page as Markdown."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from jinja2 import Environment
from markupsafe import Markup

from sitegen.base.addresses import across, docs_path, relative
from sitegen.content import describe
from sitegen.content.describe import ENGLISH
from sitegen.content.models import (
    Reference,
    Sign,
    Term,
)
from sitegen.content.pictures import Picture
from sitegen.content.prose.blocks import Block, parse
from sitegen.content.prose.inline import OUTSIDE, TARGET, Line, Token, plain_words, tokenize
from sitegen.content.typed.entries import Entry, ProseText
from sitegen.ledger.history import NO_HISTORY, History
from sitegen.ledger.versions import seen
from sitegen.pages.markdown import escape_markdown
from sitegen.site.glossary import TermFinder
from sitegen.site.site import GLOSSARY_PAGE, Site


@dataclass(frozen=True)
class Numbered:
    """A source with its number on this page."""

    number: int
    reference: Reference


@dataclass(frozen=True)
class Run:
    """What all pages of one run are written with.

    ``signed`` takes the sign-offs that hold, by id, as pages are written: cards come before the pages that show them.
    """

    site: Site
    today: date
    terms: TermFinder
    env: Environment
    history: History = NO_HISTORY
    signed: dict[str, Sign] = field(default_factory=dict)


class Writer:
    """One page as it is written: its words, links and citations.

    It numbers the sources and links the glossary's words in the order in which the template writes
    them; nothing else changes, and nothing outlives the page.
    """

    def __init__(self, run: Run, entry: Entry, sign: Sign | None = None) -> None:
        """``sign`` is a sign-off that holds for the page."""
        self.site = run.site
        self.words = run.site.words
        self.signed = run.signed
        self.history = run.history
        self.sign = sign
        self.entry = entry
        self.item = entry.item
        self.today = run.today
        self._terms = run.terms
        self._picture = run.env.get_template("parts/picture.md.j2")
        self._table = run.env.get_template("parts/table.md.j2")
        self._signs = run.env.get_template("parts/signs.md.j2")
        self._term = run.env.get_template("parts/term.md.j2")
        self._english = run.env.get_template("parts/english.md.j2")
        self._numbers: dict[str, int] = {}
        self._explained = set(run.terms.subjects(entry.item.title, entry.id))
        self._drawings = 0
        self._tables: Counter[str] = Counter()

    def md(self, text: str, terms: bool = True) -> Markup:
        """Inline content as Markdown: bold, links, citations; the rest escaped."""
        line = Line(0, tokenize(text))
        written = self._line(line, terms)
        # In another language: what nobody has translated, or what is newer in English and urgent.
        if line.plain in self.site.edition.english:
            return Markup(self._english.render(words=Markup(written), language=ENGLISH.language, inline=True))
        return Markup(written)

    def plain(self, text: str) -> str:
        """Inline content as plain words, for descriptions (escaped by the template)."""
        return plain_words(text)

    def blocks(self, text: ProseText | str, level: int = 3) -> Markup:
        """A body section as Markdown blocks, written the one way that every Markdown reads alike.

        ``level`` is that of its subheadings.
        """
        blocks = parse(text) if isinstance(text, str) else text.blocks
        written = Markup("\n\n".join(self._block(block, level) for block in blocks))
        if isinstance(text, ProseText) and f"{self.entry.id}#{text.anchor}" in self.site.edition.english:
            return Markup(self._english.render(words=written, language=ENGLISH.language))
        return written

    def signs(self, cards: Iterable[str], anchored: bool = False) -> Markup:
        """Cards as rows that lead to them: sign, urgency and action, in the words of the card."""
        rows = [(self.site.entries[card], self.href(card)) for card in cards]
        return Markup(self._signs.render(rows=rows, anchored=anchored))

    def drawing(self, name: str) -> Markup:
        """A drawing with the words that it has on the page which shows it; in English where one is not translated."""
        said = _with_words(self.site, name)
        written = Markup(self._block(said or self.site.drawn[name], 3))
        return written if said else Markup(self._english.render(words=written, language=ENGLISH.language))

    def section(self, anchor: str) -> ProseText:
        """The body section with this anchor."""
        return next(text for text in self.entry.sections if text.anchor == anchor)

    def _block(self, block: Block, level: int) -> str:
        if block.kind == "subheading":
            return f"{'#' * level} {self._line(block.lines[0], terms=False)}"
        if block.kind == "picture":
            caption = Markup(self._line(block.lines[0]))
            said = _said(self.site, block.name)
            drawing = said or self.site.pictures[block.name]
            return self._picture.render(alt=block.alt, caption=caption, drawing=drawing, foreign=said is None)
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
            words = escape_markdown(token.text)
            if not match:
                return f"[{words}]({token.target})"
            item_id, anchor = match["item"], match["anchor"] or ""
            return f"[{words}]({self.href(item_id, anchor)}){self._abroad(item_id, anchor)}"
        return self._with_terms(token.text) if terms else escape_markdown(token.text)

    def _with_terms(self, text: str) -> str:
        """Text in which the first use on this page of each glossary word opens its explanation in place."""
        if self.entry.id == GLOSSARY_PAGE:
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
            href=self.href(GLOSSARY_PAGE, term.id),
        )

    def next_number(self) -> int:
        """A number for the next drawing on this page, so that its ids are its own."""
        self._drawings += 1
        return self._drawings

    def href(self, item_id: str, anchor: str = "") -> str:
        """A link from this page to an item's Markdown file, as MkDocs checks and rewrites it."""
        if item_id == self.entry.id and anchor and self.site.edition.has(item_id, anchor):
            return f"#{anchor}"
        if self.site.edition.has(item_id, anchor):
            path = relative(docs_path(item_id), posixpath.dirname(docs_path(self.entry.id)))
        else:
            # What this language has not is not faked: the link leads to the English page, which is there.
            path = across(self.entry.id, self.site.edition.language, item_id, ENGLISH.language)
        return f"{path}#{anchor}" if anchor else path

    def _abroad(self, item_id: str, anchor: str) -> str:
        """What a link says of the language of its page, where that is another."""
        return "" if self.site.edition.has(item_id, anchor) else f'{{ hreflang="{ENGLISH.language}" }}'

    def link(self, item_id: str, words: str | None = None, anchor: str = "") -> Markup:
        """A Markdown link to an item, with its title as words unless others are given."""
        title = words if words is not None else self.site.entries[item_id].item.title
        written = f"[{escape_markdown(title)}]({self.href(item_id, anchor)}){self._abroad(item_id, anchor)}"
        return Markup(written)

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

    @property
    def newest_read(self) -> date | None:
        """The last day on which one of them was read, where that was after the day of the search (DISCERN 5)."""
        last = max((self.site.references[ref].seen.date for ref in self._numbers), default=self.item.checked)
        return last if last > self.item.checked else None


def _said(site: Site, name: str) -> Picture | None:
    """A drawing in the language of the page; none where one of its words has no translation."""
    drawing = site.pictures[name]
    return drawing.said(site.words.drawn) if site.edition.translated else drawing


def _with_words(site: Site, name: str) -> Block | None:
    """The place of a drawing with the words for it in the language of the page; none where one has no translation."""
    shown = site.drawn[name]
    if not site.edition.translated:
        return shown
    alt, caption = site.words.drawn(shown.alt), site.words.drawn(shown.lines[0].plain)
    if not (alt and caption and _said(site, name)):
        return None
    return replace(shown, alt=alt, lines=(Line(0, tokenize(caption)),))
