"""Leaflets to hand out: each use and each page about the appointment as PDF (A4, US letter, large print) and HTML.

The words are those of the pages. A sheet is made shorter by leaving out whole parts, never by rewriting: a part
stands in full, in its shorter form (fewer of its blocks), or is named as "on the page". The PDFs are tagged and
meet PDF/UA-1 (ISO 14289-1); the compiler refuses to write one that does not.
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
from sitegen.history import History
from sitegen.kit import one_blank, qr, qr_path
from sitegen.link import URGENT_HELP, Site, card_of, care_cards, has_leaflet
from sitegen.models import CardItem, ConsultationItem, Fact, Group, Number, Option, RiskItem, Sign, TypeItem
from sitegen.prose import Block as ProseBlock
from sitegen.prose import Line, tokenize
from sitegen.render import environment
from sitegen.snapshots import Snapshot
from sitegen.validate import Entry, ProseText
from sitegen.versions import Stamp, sign_off

DRAFT = "Draft, not yet checked by a clinician"
SHORT_QUESTIONS = 3
"""So many questions, each of another topic, stand on a sheet that has no room for all."""
WHOLE_FROM = 11
"""Points. A whole leaflet is printed in this size or larger; a shorter one in a smaller size."""
MOST_ROOM, LEAST_ROOM = 3, 1
"""Ruled lines below each question."""
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
    do), say, who. ``signs``: the same in one paragraph, as leaflets of earlier versions have it. ``question``: text,
    with ruled room. ``record``: points, a line each.
    """

    kind: Literal[
        "paragraph", "warn", "subheading", "list", "steps", "checklist", "table", "facts", "certainty", "number",
        "choice", "care", "signs", "question", "record",
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

    ``rank`` is the order in which parts are given their full length, 0 first; those of one rank go together,
    because one of them speaks of the other.
    """

    anchor: str
    heading: str
    blocks: tuple[Block, ...]
    short: tuple[Block, ...]
    rank: int = 0


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


@dataclass(frozen=True)
class Edition:
    """A form in which a leaflet is printed. ``sizes`` of the text in points, the largest that fits is taken.

    ``most_pages`` 0: as many as it needs.
    """

    paper: str
    columns: int
    sizes: tuple[float, ...]
    most_pages: int


EDITIONS: Mapping[str, Edition] = {
    "a4": Edition("a4", 2, (12.5, 12, 11.5, 11, 10.5, 10, 9.5), 2),
    "letter": Edition("us-letter", 2, (12.5, 12, 11.5, 11, 10.5, 10, 9.5), 2),
    "large": Edition("a4", 1, (18,), 0),
}


# --------------------------------------------------------------------------- from the page to its leaflet


def leaflet(
    site: Site, entry: Entry, stamp: Stamp, sign: Sign | None, site_url: str, superseded_by: str | None = None
) -> Leaflet:
    """The whole leaflet of a page.

    ``sign`` is the sign-off that holds for ``stamp``, or ``None``: then it says that it is a draft.
    ``superseded_by`` names the version that replaced this one, for leaflets of versions that hold no more.
    """
    item = entry.item
    url = absolute(site_url, entry.id)
    assert isinstance(item, TypeItem | ConsultationItem)
    parts = _of_use(site, entry, item, site_url) if isinstance(item, TypeItem) else _of_appointment(site, entry, item)
    return Leaflet(
        item_id=entry.id,
        guide=site.config.name,
        section=describe.WORDS["folder"][entry.folder],
        title=item.title,
        message=_plain(item.summary),
        url=url,
        version=stamp.version,
        dated=describe.day(stamp.released) if stamp.released else "not yet released",
        draft="" if sign else DRAFT,
        checked_by=f"{sign.role}, on {describe.day(sign.date)}, version {sign.version}" if sign else "",
        parts=tuple(part for part in parts if part.blocks),
        qr_svg=qr(url, item.title)["svg"].decode("utf-8"),
        qr_alt=f"QR code that leads to {url}",
        superseded_by=superseded_by,
    )


def _of_use(site: Site, entry: Entry, item: TypeItem, site_url: str) -> Iterator[Part]:
    facts = (("Number of sessions", item.sessions), ("Time between sessions", item.interval), ("Cost", item.cost))
    yield _always("at-a-glance", "At a glance", Block("facts", rows=tuple((name, _fact(f)) for name, f in facts)))
    verdicts = [site.verdicts[v] for claimed in item.claimed_benefits for v in claimed.verdicts]
    sure = [
        Block(
            "certainty",
            name=f"{page.item.title}: {_plain(v.use)}",
            steps=describe.steps(v.certainty),
            word=describe.certainty(v.certainty),
        )
        for page, v in verdicts
    ]
    yield _always("how-sure", "How sure anyone can be that it works", *sure)
    numbers = [_number(n, v.certainty in describe.DRAWN) for _, v in verdicts for n in v.numbers]
    # One number has its place on a short sheet; all of them stand where there is room.
    yield Part("numbers", "In numbers of people", tuple(numbers), tuple(numbers[:1]), rank=3)
    yield _always("risks", "What can go wrong", Block("facts", rows=tuple(_risks(site, item))))
    options = tuple(_option(option) for option in item.options)
    yield Part(
        "options", "The choices side by side", options, tuple(replace(block, rows=()) for block in options), rank=1
    )
    yield _always("who-should-not", "Who should not have it", *_section(site, entry, "who-should-not"))
    doctor = tuple(_section(site, entry, "see-a-doctor-first"))
    signs = tuple(block for block in doctor if block.kind == "warn")
    yield Part("see-a-doctor-first", "See a doctor first", doctor, signs, rank=2)
    yield _help_of_use(site, item, site_url)
    special = "risks-of-this-use"
    yield Part(special, "Risks special to this use", tuple(_section(site, entry, special)), (), rank=6)
    more = [site.references[ref] for ref in item.more_help]
    outside = Block(
        "list", points=tuple(f"{r.title}{f', {r.container_title}' if r.container_title else ''}" for r in more)
    )
    yield Part("more-help", "More help outside this guide", (outside,) if more else (), (), rank=2)
    yield from _questions(site, item.questions)


def _of_appointment(site: Site, entry: Entry, item: ConsultationItem) -> Iterator[Part]:
    named = sorted(care_cards(site, entry), key=lambda c: FURTHEST_DOWN[card_of(c).urgency])
    for rank, (urgency, cards) in enumerate(groupby(named, key=lambda c: card_of(c).urgency)):
        yield _care(urgency, list(cards), rank)
    if item.checklist:
        points = tuple(_plain(line) for line in item.checklist)
        yield _always("checklist", "Checklist", Block("checklist", points=points))
    if item.record:
        record = Block("record", points=tuple(_plain(line) for line in item.record))
        yield _always("record", "Treatment record to fill in", record)
    for rank, text in enumerate(entry.sections, 10):
        yield Part(text.anchor, _plain(text.heading), tuple(_prose(site, text)), (), rank)
    yield from _questions(site, item.questions)


def _always(anchor: str, heading: str, *blocks: Block) -> Part:
    return Part(anchor, heading, blocks, blocks)


def _fact(fact: Fact) -> str:
    if fact.text is not None:
        return _plain(fact.text)
    assert fact.not_known is not None
    assert fact.why is not None
    return f"Not known. {describe.stop(_plain(fact.not_known))} {describe.WORDS['why'][fact.why]}."


def _risks(site: Site, item: TypeItem) -> Iterator[tuple[str, str]]:
    """The harms by how serious they are, the grave ones first, as the page shows them."""
    found = [site.entries[risk].item for risk in item.risks]
    for seriousness in reversed(list(describe.WORDS["seriousness"])):
        names = [r.title for r in found if isinstance(r, RiskItem) and r.seriousness == seriousness]
        if names:
            # Some names have commas of their own.
            yield describe.WORDS["seriousness"][seriousness], "; ".join(names)


def _number(number: Number, sure: bool) -> Block:
    """A number in the words of the page; drawn only where the page draws it: both sides of 100 people or more."""
    groups = [group for group in (number.with_, number.compared_with) if group]
    drawn = sure and describe.drawable(number)
    chance = describe.chance(number)
    after = [describe.difference(number)]
    after.append(
        f"By chance alone it could be {chance}." if chance
        else "How far chance could move it was not shown in what we could read."
    )  # fmt: skip
    after.append(f"Seen in: {describe.stop(_plain(number.who))}")
    if not number.compared_with:
        after.append("Nobody was counted beside them for comparison.")
    if number.note:
        after.append(describe.stop(describe.first_up(_plain(number.note))))
    return Block(
        "number",
        text=f"{describe.first_up(_plain(number.outcome))}, {_plain(number.by)}:",
        points=tuple(_count(group) for group in groups),
        after=" ".join(part for part in after if part),
        people=tuple(
            People(
                group.count,
                f"{describe.first_up(_plain(group.what))}: {describe.whole(group)}",
                f"{describe.whole(group)} people: {_plain(group.what)}",
            )
            for group in groups
            if drawn
        ),
    )


def _count(group: Group) -> str:
    return f"{describe.whole(group)} people: {_plain(group.what)} ({describe.rest(group)} did not)"


def _option(option: Option) -> Block:
    return Block(
        "choice",
        name=option.name,
        text=f"{describe.stop(_plain(option.part))} {_plain(option.works)}" if option.part else _plain(option.works),
        steps=describe.steps(option.certainty),
        word=describe.certainty(option.certainty),
        rows=(("What can go wrong", _plain(option.harms)),),
    )


def _help_of_use(site: Site, item: TypeItem, site_url: str) -> Part:
    """The emergency cards that the harms of a use name, in the order of the page on urgent help."""
    own = {card.id for risk in item.risks for card in care_cards(site, site.entries[risk])}
    part = _care("emergency", [c for c in _emergencies(site) if c.id in own], 4)
    every = Block("paragraph", text=f"Every sign, and what to do: {absolute(site_url, URGENT_HELP)}")
    return replace(part, blocks=(*part.blocks, every), short=(*part.short, every))


def _emergencies(site: Site) -> list[Entry]:
    return [card for card in care_cards(site, site.entries[URGENT_HELP]) if card_of(card).urgency == "emergency"]


def _care(urgency: str, cards: Sequence[Entry], rank: int) -> Part:
    """Cards of one urgency, whole. A short sheet keeps what cannot wait whole, and of the others what to do.

    The steps of an emergency are never dropped for want of room; neither are those that have hours and no more.
    """
    said = describe.WORDS["urgency"][urgency]
    full = tuple(_card(card_of(entry)) for entry in cards)
    if urgency == "emergency":
        return Part(f"care-{urgency}", said, full, full, rank)
    named = Block("list", points=tuple(f"{_plain(card_of(e).title)}: {_plain(card_of(e).action)}" for e in cards))
    return Part(f"care-{urgency}", said, full, (named,), rank)


def _card(card: CardItem) -> Block:
    """A card as it stands everywhere: the same words in the same order."""
    return Block(
        "care",
        name=_plain(card.action),
        text=_plain(card.title),
        word=describe.WORDS["urgency"][card.urgency],
        points=tuple(_plain(sign) for sign in card.when),
        then=tuple(_plain(step) for step in card.then),
        after=_plain(card.never or ""),
        say=_plain(card.say or ""),
        who=_plain(card.who),
    )


def _questions(site: Site, ids: Sequence[str]) -> Iterator[Part]:
    asked = [site.questions[question] for question in ids]
    topics = list(dict.fromkeys(q.topic for q in asked))
    first = [next(q for q in asked if q.topic == topic) for topic in topics][:SHORT_QUESTIONS]
    blocks = {q.id: Block("question", text=_plain(q.question)) for q in asked}
    yield Part("questions", "What to ask", tuple(blocks.values()), tuple(blocks[q.id] for q in first), rank=90)


def _section(site: Site, entry: Entry, anchor: str) -> Iterator[Block]:
    return _prose(site, next(text for text in entry.sections if text.anchor == anchor))


def _prose(site: Site, text: ProseText) -> Iterator[Block]:
    """The blocks of a section, its drawings left out: those stand on the page. A card that it names says its action."""
    for block in text.blocks:
        if block.cards:
            for card in (card_of(site.entries[name]) for name in block.cards):
                yield Block("warn", name=_plain(card.title), text=_plain(card.action))
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


def _plain(text: str) -> str:
    return Line(0, tokenize(text)).plain


# --------------------------------------------------------------------------- what fits on the paper


@dataclass(frozen=True)
class Fit:
    """How a leaflet fits on its paper: the parts at full length, the text in points, ruled lines below a question."""

    full: frozenset[str]
    size: float
    room: int


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
        }
        return json.dumps(words, ensure_ascii=False, sort_keys=True)


def sheet(whole: Leaflet, edition: Edition, fit: Fit) -> Sheet:
    """The leaflet with the parts that fit at full length, the others short; what is gone or shorter is named."""
    kept = [replace(p, blocks=p.blocks if p.anchor in fit.full else p.short) for p in whole.parts]
    gone = tuple(p.heading for p in kept if not p.blocks)
    cut = tuple(p.heading for p, all_ in zip(kept, whole.parts, strict=True) if p.blocks and p.blocks != all_.blocks)
    return Sheet(replace(whole, parts=tuple(p for p in kept if p.blocks), more=gone, shorter=cut), edition, fit)


def fitted(template: bytes, whole: Leaflet, edition: Edition) -> Fit:
    """How the leaflet fits: whole if it can be, with much room for answers, in text as large as may be.

    Else in the largest text in which its shortest form fits, then with as many whole parts as fit.
    """
    everything = frozenset(part.anchor for part in whole.parts)
    if not edition.most_pages:
        return Fit(everything, edition.sizes[0], MOST_ROOM)

    def fits(fit: Fit) -> bool:
        return pages(template, sheet(whole, edition, fit)) <= edition.most_pages

    rooms = range(MOST_ROOM, LEAST_ROOM - 1, -1)
    tries = (Fit(everything, size, room) for size in edition.sizes if size >= WHOLE_FROM for room in rooms)
    if found := next((fit for fit in tries if fits(fit)), None):
        return found
    sizes = (size for size in edition.sizes if size < WHOLE_FROM)
    # Longer words of an editor never stop the build: then it takes a page more, which a test tells of.
    last = edition.sizes[-1]
    best = Fit(
        frozenset(), next((size for size in sizes if fits(Fit(frozenset(), size, LEAST_ROOM))), last), LEAST_ROOM
    )
    longer = sorted((part for part in whole.parts if part.blocks != part.short), key=lambda p: p.rank)
    for _, group in groupby(longer, key=lambda p: p.rank):
        wanted = replace(best, full=best.full | {part.anchor for part in group})
        best = wanted if fits(wanted) else best
    return next((fit for room in rooms if fits(fit := replace(best, room=room))), best)


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


def leaflets(
    site: Site, stamps: Mapping[str, Stamp], templates: Path, site_url: str, cache: Path | None = None
) -> dict[str, bytes]:
    """Every leaflet as ``{path below docs: bytes}``: three PDFs and the page on which a clinic adds its name.

    ``site_url`` has a slash at the end. With ``cache`` a PDF is made only when its words or the template changed.
    """
    template = (templates / "leaflet.typ").read_bytes()
    page = environment(templates).get_template("leaflet.md.j2")
    found: dict[str, bytes] = {}
    for entry in site.entries.values():
        if not has_leaflet(entry):
            continue
        stamp = stamps[entry.id]
        whole = leaflet(site, entry, stamp, sign_off(entry.item.clinician_review, stamp.version), site_url)
        sheets = {name: _sheet(template, whole, edition, cache) for name, edition in EDITIONS.items()}
        # A leaflet goes on at its old address too.
        ids = (entry.id, *map(old_id, entry.item.aliases))
        for name, printed in sheets.items():
            made = _kept(cache, "pdf", [template, printed.data.encode("utf-8")], partial(pdf, template, printed))
            found |= {leaflet_path(item_id, name): made for item_id in ids}
        # The page has what the A4 sheet has, as both are to be handed out.
        for item_id in ids:
            found[leaflet_page_path(item_id)] = one_blank(
                page.render(
                    leaflet=sheets["a4"].leaflet,
                    name=leaflet_page_path(entry.id).rpartition("/")[2].removesuffix(".md"),
                    editions=describe.LEAFLETS,
                    qr=qr_path(entry.id, "svg"),
                    page_path=address(entry.id).lstrip("/"),
                    old="" if item_id == entry.id else " (old address)",
                )
            )
    return found


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
        kept = history.snapshot(version_id).leaflet if version_id != today else None
        if kept is None:
            continue
        whole = replace(leaflet_from(kept), superseded_by=today)
        for name, edition in EDITIONS.items():
            printed = _sheet(template, whole, edition, cache)
            found[past_leaflet_path(version_id, name)] = _kept(
                cache, "pdf", [template, printed.data.encode("utf-8")], partial(pdf, template, printed)
            )
    return found


def with_leaflets(
    site: Site, snapshots: Mapping[str, Snapshot], stamps: Mapping[str, Stamp], today: date, site_url: str
) -> dict[str, Snapshot]:
    """The snapshots of a release made ``today``, each with its leaflet where it has one."""
    found = dict(snapshots)
    for item_id, kept in snapshots.items():
        entry = site.entries[item_id]
        if has_leaflet(entry):
            stamp = stamps[item_id]
            stamp = stamp if stamp.released else Stamp(stamp.version, today)
            sign = sign_off(entry.item.clinician_review, stamp.version)
            # Through JSON, so that it is the same before it is written and after it is read.
            data = json.loads(json.dumps(asdict(leaflet(site, entry, stamp, sign, site_url))))
            found[item_id] = replace(kept, leaflet=data)
    return found


def leaflet_from(kept: Mapping[str, Any]) -> Leaflet:
    """A leaflet from the JSON that :func:`dataclasses.asdict` and the ledger made of it."""
    return Leaflet(
        **{
            **kept,
            "parts": tuple(
                Part(**{**part, "blocks": _blocks(part["blocks"]), "short": _blocks(part["short"])})
                for part in kept["parts"]
            ),
            "more": tuple(kept["more"]),
            "shorter": tuple(kept["shorter"]),
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


def _sheet(template: bytes, whole: Leaflet, edition: Edition, cache: Path | None) -> Sheet:
    """What fits is found by trying, so it is kept too."""
    words = json.dumps([asdict(whole), asdict(edition)], ensure_ascii=False, sort_keys=True).encode("utf-8")

    def find() -> bytes:
        fit = fitted(template, whole, edition)
        return json.dumps([sorted(fit.full), fit.size, fit.room]).encode("utf-8")

    full, size, room = json.loads(_kept(cache, "json", [template, words], find))
    return sheet(whole, edition, Fit(frozenset(full), size, room))


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
