"""Leaflets to hand out: each use and each page about the appointment as PDF (A4, US letter, large print) and HTML.

The words are those of the pages. A sheet is made shorter by leaving out whole parts, never by rewriting: a part
stands in full, in a shorter form (fewer of its blocks), or is named as "on the page". The cards of an emergency are
never made shorter; where they do not fit, nothing is built. The PDFs are tagged and meet PDF/UA-1 (ISO 14289-1); the
compiler refuses to write one that does not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import typst

from sitegen import describe
from sitegen.addresses import absolute, address, leaflet_page_path, leaflet_path, old_id, past_leaflet_path
from sitegen.fact_box import fact_box
from sitegen.history import History
from sitegen.kit import one_blank, qr, qr_path
from sitegen.leaflet_rules import fact_sentences
from sitegen.leaflet_rules import kept as kept_blocks
from sitegen.link import URGENT_HELP, Site, card_of, care_cards, leaflet_names
from sitegen.models import CardItem, ConsultationItem, Fact, LeafletPart, Option, Sign, TypeItem
from sitegen.problems import Problem
from sitegen.prose import Block as ProseBlock
from sitegen.prose import plain_words
from sitegen.render import environment
from sitegen.snapshots import Snapshot
from sitegen.validate import Entry
from sitegen.versions import Stamp, sign_off

HOURS_COUNT = ("cards/shared-needle",)
"""Cards that are not called an emergency, and stand whole everywhere like one: what helps works for some hours."""
DRAFT = "Draft, not yet checked by a clinician"
SHORT_QUESTIONS = 3
"""So many questions, each of another topic, stand on a sheet that has no room for all."""
WHOLE_FROM, EASY_FROM = 11, 10
"""Points. A whole leaflet is printed in the first size or larger; a shorter one in the second, if it fits at all."""
MOST_ROOM, LEAST_ROOM = 3, 1
"""Ruled lines below each question."""
GOOD_AND_HARM = "good-and-harm"
FURTHEST_DOWN: Mapping[str, int] = {"emergency": 0, "same-day": 1, "clinic": 2, "self-care": 3}


# --------------------------------------------------------------------------- what stands on a leaflet


@dataclass(frozen=True)
class People:
    """A picture of 100 people, ``count`` of them filled; ``alt`` says the same in words."""

    count: int
    caption: str
    alt: str


@dataclass(frozen=True)
class Block:
    """One piece of a part, in plain words. ``kind`` says which of the fields are used.

    ``paragraph``, ``subheading``: text. ``warn``: name (a sign), text (its action). ``list``, ``steps``,
    ``checklist``: points. ``table``: rows, the first is the head. ``facts``: rows of name and text. ``certainty``:
    name, steps (0 to 4), word. ``number``: text, points, after, people. ``choice``: name, text, steps, word, rows.
    ``care``: a card: name (its action), word (its urgency), text (its sign), points (when), then, after (what not to
    do), say, who. ``balance``: rows of :class:`sitegen.fact_box.FactBox`, and its notes as points. ``question``:
    text, with ruled room. ``record``: points, a line each. Only leaflets of earlier versions have ``signs`` (a card
    in one paragraph), ``certainty`` and ``number``: good and harm stood apart there.
    """

    kind: Literal[
        "paragraph", "warn", "subheading", "list", "steps", "checklist", "table", "facts", "certainty", "number",
        "choice", "care", "signs", "balance", "question", "record",
    ]  # fmt: skip
    text: str = ""
    name: str = ""
    word: str = ""
    steps: int = 0
    points: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    people: tuple[People, ...] = ()
    after: str = ""
    say: str = ""
    who: str = ""


@dataclass(frozen=True)
class Part:
    """A heading and its blocks. ``short`` stands in for ``blocks`` where there is too little room; empty: left out.

    ``least`` stands in for ``short`` where there is still too little; ``None``: it cannot be shorter.
    ``rank`` is the order in which parts are given their full length, 0 first; those of one rank go together,
    because one of them speaks of the other.
    """

    anchor: str
    heading: str
    blocks: tuple[Block, ...]
    short: tuple[Block, ...]
    rank: int = 0
    least: tuple[Block, ...] | None = None


@dataclass(frozen=True)
class Leaflet:
    """One leaflet, all of it plain words and numbers: :func:`dataclasses.asdict` makes JSON of it."""

    item_id: str
    guide: str
    section: str
    title: str
    message: str
    url: str
    version: str
    dated: str
    draft: str
    checked_by: str
    parts: tuple[Part, ...]
    qr_svg: str
    qr_alt: str
    more: tuple[str, ...] = ()
    """Headings of what the sheet leaves out and the page tells."""
    shorter: tuple[str, ...] = ()
    """Headings of what stands in full on the page alone."""
    superseded_by: str | None = None
    call: tuple[str, ...] = ()
    """Whom to call, a place each: "France: 15 or 112". Only where a card tells of an emergency."""
    help_url: str = ""
    """Where every sign has its card; empty on the leaflet of that page itself, whose own code leads there."""
    help_svg: str = ""
    help_alt: str = ""

    @property
    def has_cards(self) -> bool:
        return any(block.kind == "care" for part in self.parts for block in part.blocks)


@dataclass(frozen=True)
class Edition:
    """A form in which a leaflet is printed. ``sizes`` of the text in points, the largest that fits is taken.

    How many pages it may have: a leaflet on the visit, one on a use, and the one on urgent help, which is all cards;
    ``None``: as many as it needs.
    """

    paper: str
    columns: int
    sizes: tuple[float, ...]
    visit: int | None
    use: int | None
    urgent: int | None
    dense: bool = True
    """Whether cards may be set in running text."""

    def limit(self, whole: Leaflet) -> int | None:
        """How many pages a leaflet may have."""
        if whole.item_id == URGENT_HELP:
            return self.urgent
        return self.use if whole.item_id.startswith("types/") else self.visit


SMALL = (12.5, 12, 11.5, 11, 10.5, 10, 9.5, 9)
"""Not below 9 points: the least for the leaflet of a medicine in the European Union (readability guideline, 2009)."""
EDITIONS: Mapping[str, Edition] = {
    "a4": Edition("a4", 2, SMALL, 2, 2, 4),
    "letter": Edition("us-letter", 2, SMALL, 2, 2, 4),
    "large": Edition("a4", 1, (18,), 6, 6, 6),
}
EARLIER: Mapping[str, Edition] = {
    name: replace(
        edition, sizes=tuple(s for s in edition.sizes if s >= 9.5), visit=most, use=most, urgent=most, dense=False
    )
    for name, edition in EDITIONS.items()
    for most in (2 if edition.columns == 2 else None,)
}
"""The editions of leaflets from before good and harm stood in one table: cards as lists, large print at any length."""


# --------------------------------------------------------------------------- from the page to its leaflet


def leaflet(
    site: Site,
    entry: Entry,
    stamp: Stamp,
    sign: Sign | None,
    site_url: str,
    superseded_by: str | None = None,
    part: LeafletPart | None = None,
) -> Leaflet:
    """The whole leaflet of a page, or of one ``part`` of its use.

    ``sign`` is the sign-off that holds for ``stamp``, or ``None``: then it says that it is a draft.
    ``superseded_by`` names the version that replaced this one, for leaflets of versions that hold no more.
    """
    item = entry.item
    url, help_url = absolute(site_url, entry.id), absolute(site_url, URGENT_HELP)
    assert isinstance(item, TypeItem | ConsultationItem)
    title, message = (part.title, part.message) if part else (item.title, item.summary)
    found = _of_use(site, entry, item, part) if isinstance(item, TypeItem) else _of_appointment(site, entry, item)
    parts = tuple(part for part in found if part.blocks)
    urgent = any(part.anchor == "care-emergency" for part in parts)
    return Leaflet(
        item_id=entry.id,
        guide=site.config.name,
        section=describe.WORDS["folder"][entry.folder],
        title=title,
        message=plain_words(message),
        url=url,
        version=stamp.version,
        dated=describe.day(stamp.released) if stamp.released else "not yet released",
        draft="" if sign else DRAFT,
        checked_by=f"{sign.role}, on {describe.day(sign.date)}, version {sign.version}" if sign else "",
        parts=parts,
        qr_svg=_code(url, title),
        qr_alt=f"QR code that leads to {url}",
        superseded_by=superseded_by,
        call=_call(site) if urgent else (),
        help_url="" if url == help_url else help_url,
        help_svg="" if url == help_url else _code(help_url, site.entries[URGENT_HELP].item.title),
        help_alt="" if url == help_url else f"QR code that leads to {help_url}",
    )


def _code(url: str, title: str) -> str:
    return qr(url, title)["svg"].decode("utf-8")


def _call(site: Site) -> tuple[str, ...]:
    """Whom to call, by place; a place's own name is found faster in a list by name than by number."""
    rows = sorted(site.emergency_numbers.values(), key=lambda row: row.place)
    return tuple(f"{row.place}: {' or '.join(row.numbers)}" for row in rows)


def _of_use(site: Site, entry: Entry, item: TypeItem, part: LeafletPart | None) -> Iterator[Part]:
    whole, short = (fact_box(site, entry, part, short=short) for short in (False, True))
    box, least = (Block("balance", rows=found.rows, points=found.notes) for found in (whole, short))
    yield Part(GOOD_AND_HARM, "Good and harm side by side", (box,), (box,), 0, (least,))
    options = [option for option in item.options if part is None or option.part in part.options]
    choices = tuple(_option(option) for option in options)
    yield Part(
        "options",
        "The choices side by side",
        choices,
        tuple(replace(block, rows=()) for block in choices),
        rank=3,
        least=tuple(replace(block, rows=(), text="") for block in choices),
    )
    yield _always("who-should-not", "Who should not have it", *_section(site, entry, "who-should-not", part))
    doctor = tuple(_section(site, entry, "see-a-doctor-first", part))
    signs = tuple(block for block in doctor if block.kind == "warn")
    yield Part("see-a-doctor-first", "See a doctor first", doctor, signs, rank=2, least=())
    facts = (("Number of sessions", item.sessions), ("Time between sessions", item.interval), ("Cost", item.cost))
    glance = Block("facts", rows=tuple((name, _fact(fact, part)) for name, fact in facts))
    yield Part("at-a-glance", "At a glance", (glance,), (glance,), rank=4, least=())
    risks = part.risks if part else item.risks
    yield from _cards_of_harms(site, [site.entries[risk] for risk in risks])
    special = "risks-of-this-use"
    yield Part(special, "Risks special to this use", tuple(_section(site, entry, special, part)), (), rank=6)
    more = [site.references[ref] for ref in item.more_help]
    outside = Block(
        "list", points=tuple(f"{r.title}{f', {r.container_title}' if r.container_title else ''}" for r in more)
    )
    yield Part("more-help", "More help outside this guide", (outside,) if more else (), (), rank=2)
    yield from _questions(site, item.questions)


def _of_appointment(site: Site, entry: Entry, item: ConsultationItem) -> Iterator[Part]:
    named = sorted(care_cards(site, entry), key=lambda c: FURTHEST_DOWN[card_of(c).urgency])
    for rank, (urgency, cards) in enumerate(groupby(named, key=lambda c: card_of(c).urgency)):
        yield _care(urgency, list(cards), rank, _first_signs(site))
    if item.checklist:
        points = tuple(plain_words(line) for line in item.checklist)
        yield _always("checklist", "Checklist", Block("checklist", points=points))
    if item.record:
        record = Block("record", points=tuple(plain_words(line) for line in item.record))
        yield replace(_always("record", "Treatment record to fill in", record), least=())
    for rank, text in enumerate(entry.sections, 10):
        yield Part(text.anchor, plain_words(text.heading), tuple(_prose(site, text.blocks)), (), rank)
    yield from _questions(site, item.questions)


def _always(anchor: str, heading: str, *blocks: Block) -> Part:
    return Part(anchor, heading, blocks, blocks)


def _fact(fact: Fact, part: LeafletPart | None) -> str:
    said = [s for s in fact_sentences(fact) if not s.startswith(part.leaves_out if part else ())]
    if fact.text is not None:
        return " ".join(said)
    assert fact.why is not None
    return f"Not known. {describe.stop(' '.join(said))} {describe.WORDS['why'][fact.why]}."


def _option(option: Option) -> Block:
    part = f"{describe.stop(plain_words(option.part))} " if option.part else ""
    return Block(
        "choice",
        name=option.name,
        text=part + plain_words(option.works),
        steps=describe.steps(option.certainty),
        word=describe.certainty(option.certainty),
        rows=(("What can go wrong", plain_words(option.harms)),),
    )


def _cards_of_harms(site: Site, harms: Sequence[Entry]) -> Iterator[Part]:
    """The cards that the harms of a use name and that stand whole everywhere, in the order of the page on urgent help.

    The other cards are found there: its address and its code stand beside these.
    """
    named = {card.id: card for harm in harms for card in care_cards(site, harm) if _stands_whole(card)}
    # A sheet about a use has whole what the first screen of urgent help has; of the rest it names sign and action,
    # or, where there is too little room, leads to them by address and code.
    first = _first_signs(site) or tuple(named)
    order = [card.id for card in care_cards(site, site.entries[URGENT_HELP])]
    cards = sorted(named.values(), key=lambda c: (order.index(c.id) if c.id in order else len(order), c.id))
    cards.sort(key=lambda c: FURTHEST_DOWN[card_of(c).urgency])
    for urgency, group in groupby(cards, key=lambda c: card_of(c).urgency):
        found = list(group)
        whole = [card for card in found if card.id in (*first, *HOURS_COUNT)]
        rest = [card for card in found if card not in whole]
        part = _care(urgency, whole, 0, first)
        extra = (_named(rest),) if rest else ()
        least = part.short if rest else part.least
        yield replace(part, blocks=(*part.blocks, *extra), short=(*part.short, *extra), least=least)


def _first_signs(site: Site) -> tuple[str, ...]:
    """The cards that the page on urgent help shows first."""
    return getattr(site.entries[URGENT_HELP].item, "first_signs", ())


def _stands_whole(card: Entry) -> bool:
    """Whether a card is never made shorter: what it tells cannot wait until somebody has found the page."""
    return card_of(card).urgency == "emergency" or card.id in HOURS_COUNT


def _care(urgency: str, cards: Sequence[Entry], rank: int, first: Sequence[str]) -> Part:
    """Cards of one urgency, whole. A short sheet keeps what cannot wait whole, and of the others sign and action.

    The shortest has of these others only those that the page on urgent help shows ``first``.
    """
    said = describe.WORDS["urgency"][urgency]
    full = tuple(_card(card_of(entry)) for entry in cards)
    always = tuple(_card(card_of(entry)) for entry in cards if _stands_whole(entry))
    others = [entry for entry in cards if not _stands_whole(entry)]
    if not others:
        return Part(f"care-{urgency}", said, full, always, rank)
    known = [entry for entry in others if entry.id in first]
    least = (*always, _named(known)) if known else always
    return Part(f"care-{urgency}", said, full, (*always, _named(others)), rank, least)


def _named(cards: Sequence[Entry]) -> Block:
    """Cards by sign and action, in the words of the cards."""
    said = (card_of(entry) for entry in cards)
    return Block("list", points=tuple(f"{plain_words(card.title)}: {plain_words(card.action)}" for card in said))


def _card(card: CardItem) -> Block:
    """A card as it stands everywhere: the same words in the same order."""
    return Block(
        "care",
        name=plain_words(card.action),
        text=plain_words(card.title),
        word=describe.WORDS["urgency"][card.urgency],
        points=tuple(plain_words(sign) for sign in card.when),
        then=tuple(plain_words(step) for step in card.then),
        after=plain_words(card.never or ""),
        say=plain_words(card.say or ""),
        who=plain_words(card.who),
    )


def _questions(site: Site, ids: Sequence[str]) -> Iterator[Part]:
    asked = [site.questions[question] for question in ids]
    topics = list(dict.fromkeys(q.topic for q in asked))
    first = [next(q for q in asked if q.topic == topic) for topic in topics][:SHORT_QUESTIONS]
    blocks = {q.id: Block("question", text=plain_words(q.question)) for q in asked}
    short = tuple(blocks[q.id] for q in first)
    least = Block("list", points=tuple(block.text for block in short))
    yield Part("questions", "What to ask", tuple(blocks.values()), short, 90, (least,) if short else ())


def _section(site: Site, entry: Entry, anchor: str, part: LeafletPart | None) -> Iterator[Block]:
    """A section, for a part of a use without what is about another part."""
    blocks = next(text for text in entry.sections if text.anchor == anchor).blocks
    return _prose(site, tuple(kept_blocks(blocks, part.leaves_out if part else ())))


def _prose(site: Site, blocks: Sequence[ProseBlock]) -> Iterator[Block]:
    """The blocks of a section, its drawings left out: those stand on the page. A card that it names says its action."""
    for block in blocks:
        if block.cards:
            for card in (card_of(site.entries[name]) for name in block.cards):
                yield Block("warn", name=plain_words(card.title), text=plain_words(card.action))
        elif block.kind != "picture":
            yield _prose_block(block)


def _prose_block(block: ProseBlock) -> Block:
    if block.kind == "table":
        return Block("table", rows=tuple(tuple(cell.plain for cell in row) for row in block.rows))
    if block.kind == "list":
        return Block("list", points=tuple(line.plain for line in block.lines))
    if block.kind == "steps":
        return Block("steps", points=tuple(line.plain for line in block.lines))
    if block.kind == "subheading":
        return Block("subheading", text=block.plain)
    return Block("paragraph", text=block.plain)


# --------------------------------------------------------------------------- what fits on the paper


@dataclass(frozen=True)
class Fit:
    """How a leaflet fits on its paper: the parts at full length, the text in points, ruled lines below a question.

    ``dense``: a card is set in lines of running text instead of lists. ``least``: the parts in their shortest form.
    ``breaks``: a card may go on in the next column or on the next page.
    """

    full: frozenset[str]
    size: float
    room: int
    dense: bool = False
    least: frozenset[str] = frozenset()
    breaks: bool = False

    def of(self, part: Part) -> tuple[Block, ...]:
        """The blocks of a part that are printed."""
        if part.anchor in self.full:
            return part.blocks
        return part.short if part.least is None or part.anchor not in self.least else part.least


@dataclass(frozen=True)
class Sheet:
    """A leaflet as it is printed: with what fits, on its paper."""

    leaflet: Leaflet
    edition: Edition
    fit: Fit

    @property
    def data(self) -> str:
        """What the template gets: JSON, the same for the same words."""
        words = {
            **asdict(self.leaflet),
            "paper": self.edition.paper,
            "columns": self.edition.columns,
            "size": self.fit.size,
            "room": self.fit.room,
            "dense": self.fit.dense,
            "breaks": self.fit.breaks,
        }
        return json.dumps(words, ensure_ascii=False, sort_keys=True)


def sheet(whole: Leaflet, edition: Edition, fit: Fit) -> Sheet:
    """The leaflet with the parts that fit at full length, the others short; what is gone or shorter is named."""
    kept = [replace(part, blocks=fit.of(part)) for part in whole.parts]
    gone = tuple(p.heading for p in kept if not p.blocks)
    cut = tuple(p.heading for p, all_ in zip(kept, whole.parts, strict=True) if p.blocks and p.blocks != all_.blocks)
    return Sheet(replace(whole, parts=tuple(p for p in kept if p.blocks), more=gone, shorter=cut), edition, fit)


def fitted(template: bytes, whole: Leaflet, edition: Edition) -> Fit | None:
    """How the leaflet fits: whole if it can be, with much room for answers, in text as large as may be.

    Else in the largest text in which its shorter form fits, then with as many whole parts as fit; ``None`` where not
    even the shortest form does.
    """

    most = edition.limit(whole)
    if most is None:
        return None

    def fits(fit: Fit) -> bool:
        return pages(template, sheet(whole, edition, fit)) <= most

    best = _whole(whole, edition, fits) or _shortest(whole, edition, fits)
    return _grown(whole, best, fits) if best else None


def _grown(whole: Leaflet, best: Fit, fits: Callable[[Fit], bool]) -> Fit:
    """A form that fits with as much more as fits: parts at full length, or at least their short one; room to write."""
    longer = sorted((part for part in whole.parts if part.blocks != best.of(part)), key=lambda p: p.rank)
    for _, group in groupby(longer, key=lambda p: p.rank):
        anchors = {part.anchor for part in group}
        for wanted in (
            replace(best, full=best.full | anchors, least=best.least - anchors),
            replace(best, least=best.least - anchors),
        ):
            if wanted != best and fits(wanted):
                best = wanted
                break
    rooms = range(MOST_ROOM, LEAST_ROOM, -1)
    return next((fit for room in rooms if fits(fit := replace(best, room=room))), best)


def _whole(whole: Leaflet, edition: Edition, fits: Callable[[Fit], bool]) -> Fit | None:
    """All of a leaflet, in a text that is comfortable to read."""
    everything = frozenset(part.anchor for part in whole.parts)
    sizes = [size for size in edition.sizes if size >= WHOLE_FROM]
    # Where the smallest does not fit, no larger one does.
    if not fits(Fit(everything, sizes[-1], LEAST_ROOM)):
        return None
    tries = (Fit(everything, size, room) for size in sizes for room in range(MOST_ROOM, LEAST_ROOM - 1, -1))
    return next(fit for fit in tries if fits(fit))


def _shortest(whole: Leaflet, edition: Edition, fits: Callable[[Fit], bool]) -> Fit | None:
    """The form from which a leaflet grows again, the first of these that fits, in the largest text in which it does.

    The short form with cards as lists, with cards in running text, and the shortest form; in a text that is easy to
    read if that can be, else in a smaller one. The last resort: a card may be broken.
    """
    sizes = [size for size in edition.sizes if size < WHOLE_FROM] or list(edition.sizes)
    easy = [size for size in sizes if size >= EASY_FROM]
    least = frozenset(part.anchor for part in whole.parts if part.least is not None)
    forms = [Fit(frozenset(), 0, LEAST_ROOM, *form) for form in ((False,), (True,), (True, least))]
    forms = forms if edition.dense else forms[:1]
    tries = [(easy, form) for form in forms] + [(sizes, form) for form in forms]
    if edition.dense:
        tries.append((sizes, replace(forms[-1], breaks=True)))
    for these, form in tries:
        # Where the smallest does not fit, no larger one does.
        if these and fits(replace(form, size=these[-1])):
            return next(fit for size in these if fits(fit := replace(form, size=size)))
    return None


def pages(template: bytes, printed: Sheet) -> int:
    """How many pages a sheet takes."""
    found = typst.query(
        template, "<pages>", field="value", one=True, ignore_system_fonts=True, sys_inputs={"leaflet": printed.data}
    )
    return int(json.loads(found))


def pdf(template: bytes, printed: Sheet) -> bytes:
    """A sheet as tagged PDF/UA-1. The compiler carries its typeface, so the bytes are the same on every machine."""
    made = typst.compile(
        template, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True, sys_inputs={"leaflet": printed.data}
    )
    assert isinstance(made, bytes)
    return made


# --------------------------------------------------------------------------- the step


class NoRoomError(Exception):
    """Cards that must stand whole do not fit on their leaflets; each with a problem that an editor can mend."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} leaflets are too full")
        self.problems = tuple(problems)


def leaflets(
    site: Site, stamps: Mapping[str, Stamp], templates: Path, site_url: str, cache: Path | None = None
) -> dict[str, bytes]:
    """Every leaflet as ``{path below docs: bytes}``: three PDFs and the pages on which a clinic adds its name.

    ``site_url`` has a slash at the end. With ``cache`` a PDF is made only when its words or the template changed.
    Raises :class:`NoRoomError` with all leaflets on which the cards do not fit.
    """
    template = (templates / "leaflet.typ").read_bytes()
    page = environment(templates).get_template("leaflet.md.j2")
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name, (entry, part) in leaflet_names(site).items():
        stamp = stamps[entry.id]
        sign = sign_off(entry.item.clinician_review, stamp.version)
        whole = leaflet(site, entry, stamp, sign, site_url, part=part)
        # A leaflet goes on at its old address too.
        names = [name, *(old_id(alias) + name.removeprefix(entry.id) for alias in entry.item.aliases)]
        sheets: dict[str, Sheet] = {}
        for edition, form in EDITIONS.items():
            printed = _sheet(template, whole, form, cache)
            if printed is None:
                problems.append(_too_full(entry, part, whole, edition))
                continue
            sheets[edition] = printed
            made = _kept(cache, "pdf", [template, printed.data.encode("utf-8")], partial(pdf, template, printed))
            found |= {leaflet_path(one, edition): made for one in names}
        # The pages have what the sheets have, as both are to be handed out.
        for edition, large in (("a4", False), ("large", True)):
            for one in names if edition in sheets else ():
                found[leaflet_page_path(one, large)] = one_blank(
                    page.render(
                        leaflet=sheets[edition].leaflet,
                        large=large,
                        name=_file(leaflet_page_path(name)),
                        name_large=_file(leaflet_page_path(name, large=True)),
                        editions=describe.LEAFLETS,
                        qr=qr_path(entry.id, "svg"),
                        help_qr=qr_path(URGENT_HELP, "svg"),
                        page_path=address(entry.id).lstrip("/"),
                        help_path=address(URGENT_HELP).lstrip("/"),
                        old="" if one == name else " (old address)",
                    )
                )
    if problems:
        raise NoRoomError(problems)
    return found


def _file(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _too_full(entry: Entry, part: LeafletPart | None, whole: Leaflet, edition: str) -> Problem:
    """What an editor is told where the shortest form of a leaflet takes more pages than it may have."""
    cards = [block for p in whole.parts for block in (p.short if p.least is None else p.least) if block.kind == "care"]
    loc = ("risks",) if isinstance(entry.item, TypeItem) else ("care_cards",)
    name = f'"{part.title}", {describe.LEAFLETS[edition]}' if part else describe.LEAFLETS[edition]
    most = EDITIONS[edition].limit(whole)
    message = f"the leaflet ({name}) has room for {most} pages; its {len(cards)} cards that stand whole do not fit."
    longest = sorted(cards, key=lambda card: -len(json.dumps(asdict(card))))[:3]
    hint = f"shorten its longest cards: {'; '.join(card.text for card in longest)}" if longest else "shorten the page"
    return Problem(entry.path, entry.line(loc), "leaflet-room", message, hint)


def past_leaflets(
    history: History,
    stamps: Mapping[str, Stamp],
    owner: Mapping[str, Entry],
    templates: Path,
    cache: Path | None = None,
) -> dict[str, bytes]:
    """The leaflets of every version that holds no more, each sheet marked with the version that replaced it.

    They are drawn from the words that were kept at the release: ``leaflets/versions/<id>-a4.pdf`` and so on.
    """
    template = (templates / "leaflet.typ").read_bytes()
    found: dict[str, bytes] = {}
    for version_id, issued in history.issued.items():
        today = stamps[owner[issued.page.page].id].version
        if version_id == today:
            continue
        for name, kept in history.snapshot(version_id).leaflets(version_id).items():
            whole = replace(leaflet_from(kept), superseded_by=today)
            for edition, form in (EDITIONS if "call" in kept else EARLIER).items():
                # It is the one that was handed out then, so it may take more pages than a leaflet of today.
                printed = _sheet(template, whole, form, cache) or sheet(whole, form, _at_any_length(whole, form))
                found[past_leaflet_path(name, edition)] = _kept(
                    cache, "pdf", [template, printed.data.encode("utf-8")], partial(pdf, template, printed)
                )
    return found


def _at_any_length(whole: Leaflet, edition: Edition) -> Fit:
    """How a leaflet of an earlier version is printed where it does not fit: large print whole, the others short."""
    everything = frozenset(part.anchor for part in whole.parts)
    large = edition.columns == 1
    return Fit(everything if large else frozenset(), edition.sizes[-1], MOST_ROOM if large else LEAST_ROOM)


def with_leaflets(
    site: Site, snapshots: Mapping[str, Snapshot], stamps: Mapping[str, Stamp], today: date, site_url: str
) -> dict[str, Snapshot]:
    """The snapshots of a release made ``today``, each with its leaflets where it has some."""
    found = dict(snapshots)
    for entry, part in leaflet_names(site).values():
        if entry.id not in snapshots:
            continue
        stamp = stamps[entry.id]
        stamp = stamp if stamp.released else Stamp(stamp.version, today)
        sign = sign_off(entry.item.clinician_review, stamp.version)
        # Through JSON, so that it is the same before it is written and after it is read.
        data = json.loads(json.dumps(asdict(leaflet(site, entry, stamp, sign, site_url, part=part))))
        kept = found[entry.id]
        if part is None:
            found[entry.id] = replace(kept, leaflet=data)
        else:
            found[entry.id] = replace(kept, leaflet_parts={**(kept.leaflet_parts or {}), part.id: data})
    return found


def leaflet_from(kept: Mapping[str, Any]) -> Leaflet:
    """A leaflet from the JSON that :func:`dataclasses.asdict` and the ledger made of it.

    What a leaflet of an earlier version had no field for has its default.
    """
    return Leaflet(
        **{
            **kept,
            "parts": tuple(
                Part(
                    **{
                        **part,
                        "blocks": _blocks(part["blocks"]),
                        "short": _blocks(part["short"]),
                        "least": None if part.get("least") is None else _blocks(part["least"]),
                    }
                )
                for part in kept["parts"]
            ),
            "more": tuple(kept["more"]),
            "shorter": tuple(kept["shorter"]),
            "call": tuple(kept.get("call", ())),
        }
    )


def _blocks(kept: Sequence[Mapping[str, Any]]) -> tuple[Block, ...]:
    return tuple(
        Block(
            **{
                **block,
                "points": tuple(block["points"]),
                "then": tuple(block["then"]),
                "rows": tuple(tuple(row) for row in block["rows"]),
                "people": tuple(People(**people) for people in block["people"]),
            }
        )
        for block in kept
    )


def _sheet(template: bytes, whole: Leaflet, edition: Edition, cache: Path | None) -> Sheet | None:
    """What fits is found by trying, so it is kept too; ``None`` where the leaflet does not fit."""
    words = json.dumps([asdict(whole), asdict(edition)], ensure_ascii=False, sort_keys=True).encode("utf-8")

    def find() -> bytes:
        fit = fitted(template, whole, edition)
        said = fit and [sorted(fit.full), fit.size, fit.room, fit.dense, sorted(fit.least), fit.breaks]
        return json.dumps(said).encode("utf-8")

    found = json.loads(_kept(cache, "json", [template, words], find))
    if found is None:
        return None
    full, size, room, dense, least, breaks = found
    return sheet(whole, edition, Fit(frozenset(full), size, room, dense, frozenset(least), breaks))


def _kept(cache: Path | None, kind: str, made_of: Sequence[bytes], make: Callable[[], bytes]) -> bytes:
    """The bytes as they were made before from the same parts by the same compiler and rules, or made now."""
    if cache is None:
        return make()
    rules = Path(__file__).read_bytes()
    key = hashlib.sha256(b"\0".join([version("typst").encode(), rules, *made_of])).hexdigest()[:32]
    kept = cache / f"{key}.{kind}"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(".tmp")
        fresh.write_bytes(make())
        fresh.replace(kept)
    return kept.read_bytes()
