"""A page's words as a leaflet: which parts it has, and what stands in for them where there is too little room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

from sitegen.base.addresses import absolute, leaflet_page_path
from sitegen.content import describe
from sitegen.content.describe import Words
from sitegen.content.fact_words import news
from sitegen.content.models import ConsultationItem, Fact, LeafletPart, Sign, TypeItem
from sitegen.content.prose.blocks import Block as ProseBlock
from sitegen.content.prose.inline import plain_words
from sitegen.content.typed.entries import Entry
from sitegen.ledger.versions import Stamp
from sitegen.outputs.drawing.qr import qr
from sitegen.outputs.leaflets.cards import FURTHEST_DOWN, cards_of_harms, care_part, first_signs
from sitegen.outputs.leaflets.choices import choice, in_a_line
from sitegen.outputs.leaflets.in_short import of_use_in_short
from sitegen.outputs.leaflets.sheet import Block, Leaflet, Part
from sitegen.rules.leaflet_rules import fact_sentences
from sitegen.rules.leaflet_rules import kept as kept_blocks
from sitegen.site.care import card_of, care_cards, counted_and_lasting, harms_of, whom_to_call
from sitegen.site.fact_box import fact_box
from sitegen.site.routes import became
from sitegen.site.site import URGENT_HELP, Site

DRAFT = describe.WORDS["review"]["draft"]
SHORT_QUESTIONS = 3
"""So many questions, each of another topic, stand on a sheet that has no room for all."""

GOOD_AND_HARM = "good-and-harm"


def leaflet(
    site: Site,
    entry: Entry,
    stamp: Stamp,
    sign: Sign | None,
    site_url: str,
    superseded_by: str | None = None,
    part: LeafletPart | None = None,
    cache: Path | None = None,
) -> Leaflet:
    """The whole leaflet of a page, or of one ``part`` of its use.

    ``sign`` is the sign-off that holds for ``stamp``, or ``None``: then it says that it is a draft.
    ``superseded_by`` names the version that replaced this one, for leaflets of versions that hold no more.
    """
    item = entry.item
    url, help_url = absolute(site_url, entry.id), absolute(site_url, URGENT_HELP)
    title, message = (part.title, part.message) if part else (item.title, item.summary)
    found = _parts(site, entry, part, site_url)
    parts = tuple(part for part in found if part.blocks)
    urgent = any(part.anchor == "care-emergency" for part in parts)
    words = site.words
    return Leaflet(
        item_id=entry.id,
        guide=site.config.name,
        section=site.folders[entry.folder],
        title=title,
        message=plain_words(message),
        url=url,
        version=stamp.version,
        dated=describe.day(stamp.released, words) if stamp.released else _undated(words),
        draft="" if sign else _draft(site),
        checked_by=_checked_by(sign, words) if sign else "",
        parts=parts,
        qr_svg=_code(url, title, cache),
        qr_alt=words.gettext("QR code that leads to %(address)s", address=url),
        superseded_by=superseded_by,
        call=_call(site) if urgent else (),
        help_url="" if url == help_url else help_url,
        help_svg="" if url == help_url else _code(help_url, site.entries[URGENT_HELP].item.title, cache),
        help_alt="" if url == help_url else words.gettext("QR code that leads to %(address)s", address=help_url),
        since=tuple(news(ref, notice, words) for ref, notice in site.grave_notices(entry)),
    )


def longest_date(words: Words) -> str:
    """The day of a version as it takes the most letters: a leaflet that fits with it fits with every other."""
    return max(_undated(words), *(describe.day(date(2026, month, 28), words) for month in range(1, 13)), key=len)


def _undated(words: Words) -> str:
    return words.pgettext("version", "not yet released")


def _draft(site: Site) -> str:
    """That nobody has checked these words; of a translation, who made it."""
    if site.edition.translated:
        return site.words.gettext("Translated by a machine, and not checked by a health professional")
    return site.words.of("review", "draft")


def _checked_by(sign: Sign, words: Words) -> str:
    day = describe.day(sign.date, words)
    return words.gettext("%(role)s, on %(day)s, version %(version)s", role=sign.role, day=day, version=sign.version)


def _parts(site: Site, entry: Entry, part: LeafletPart | None, site_url: str) -> Iterator[Part]:
    item = entry.item
    if isinstance(item, TypeItem) and site.edition.translated:
        return of_use_in_short(site, entry, item)
    if isinstance(item, TypeItem):
        return _of_use(site, entry, item, part)
    if isinstance(item, ConsultationItem):
        return _of_appointment(site, entry, item)
    return _of_split(site, became(site, entry), site_url)


def _of_split(site: Site, uses: Sequence[Entry], site_url: str) -> Iterator[Part]:
    """The leaflet of a use that was split: of each that it became what matters most, and where its own leaflet is."""
    harms: dict[str, Entry] = {}
    for use in uses:
        if not isinstance(use.item, TypeItem):
            continue
        harms |= {name: site.entries[name] for name in use.item.risks}
        own = f"{site_url}{leaflet_page_path(use.id).removesuffix('.md')}/"
        where = Block("paragraph", text=site.words.gettext("Its own leaflet: %(address)s", address=own))
        whole, short = (fact_box(site, use, short=short) for short in (False, True))
        box, least = (Block("balance", rows=found.rows, points=found.notes) for found in (whole, short))
        message = Block("paragraph", text=plain_words(use.item.summary))
        yield Part(
            f"{GOOD_AND_HARM}-{use.name}",
            use.item.title,
            (where, box),
            (where, least),
            2,
            (where, message, _grave(site, use)),
        )
        name = describe.first_down(use.item.title)
        heading = site.words.gettext("Who should not have it: %(use)s", use=name)
        reasons = tuple(_section(site, use, "who-should-not", None))
        yield Part(f"who-should-not-{use.name}", heading, reasons, reasons, 1, ())
    yield from cards_of_harms(site, list(harms.values()))


def _grave(site: Site, use: Entry) -> Block:
    """The harms of a use that can last or be an emergency, by name: none is missing from the shortest form."""
    rows = []
    for seriousness, counted, uncounted in harms_of(site, use):
        names = [harm.item.title for harm in (*(harm for harm, _ in counted), *uncounted)]
        if seriousness != "passing":
            rows.append((site.words.of("seriousness", seriousness), site.words.listed(names)))
    return Block("facts", rows=tuple(rows))


def _code(url: str, title: str, cache: Path | None) -> str:
    return qr(url, title, cache)["svg"].decode("utf-8")


def _call(site: Site) -> tuple[str, ...]:
    """Whom to call, by place; a place's own name is found faster in a list by name than by number."""
    return tuple(f"{row.place}: {_either(row.numbers, site.words)}" for row in whom_to_call(site))


def _either(numbers: Sequence[str], words: Words) -> str:
    said = numbers[0]
    for number in numbers[1:]:
        said = words.pgettext("either", "%(first)s or %(second)s", first=said, second=number)
    return said


def _of_use(site: Site, entry: Entry, item: TypeItem, part: LeafletPart | None) -> Iterator[Part]:
    whole, short = (fact_box(site, entry, part, short=short) for short in (False, True))
    box, least = (Block("balance", rows=found.rows, points=found.notes) for found in (whole, short))
    words = site.words
    yield Part(GOOD_AND_HARM, words.gettext("Good and harm side by side"), (box,), (box,), 0, (least,))
    options = [option for option in item.options if part is None or option.part in part.options]
    choices = tuple(choice(option, words) for option in options)
    yield Part(
        "options",
        words.gettext("The choices side by side"),
        choices,
        tuple(replace(block, rows=()) for block in choices),
        rank=3,
        least=tuple(in_a_line(option, words) for option in options),
    )
    yield _always(
        "who-should-not", words.gettext("Who should not have it"), *_section(site, entry, "who-should-not", part)
    )
    doctor = tuple(_section(site, entry, "see-a-doctor-first", part))
    signs = tuple(block for block in doctor if block.kind == "warn")
    yield Part("see-a-doctor-first", words.gettext("See a doctor first"), doctor, signs, rank=2, least=())
    facts = (
        (words.gettext("Number of sessions"), item.sessions),
        (words.gettext("Time between sessions"), item.interval),
        (words.gettext("Cost"), item.cost),
    )
    glance = Block("facts", rows=tuple((name, _fact(fact, part, words)) for name, fact in facts))
    yield Part("at-a-glance", words.gettext("At a glance"), (glance,), (glance,), rank=4, least=())
    risks = part.risks if part else item.risks
    yield from cards_of_harms(site, [site.entries[risk] for risk in risks], counted_and_lasting(site, entry))
    special = "risks-of-this-use"
    yield Part(
        special, words.gettext("Risks special to this use"), tuple(_section(site, entry, special, part)), (), rank=6
    )
    more = [site.references[ref] for ref in item.more_help]
    outside = Block(
        "list", points=tuple(f"{r.title}{f', {r.container_title}' if r.container_title else ''}" for r in more)
    )
    yield Part("more-help", words.gettext("More help outside this guide"), (outside,) if more else (), (), rank=2)
    yield from _questions(site, item.questions)


def _of_appointment(site: Site, entry: Entry, item: ConsultationItem) -> Iterator[Part]:
    named = sorted(care_cards(site, entry), key=lambda c: FURTHEST_DOWN[card_of(c).urgency])
    for rank, (urgency, cards) in enumerate(groupby(named, key=lambda c: card_of(c).urgency)):
        yield care_part(site, urgency, list(cards), rank, first_signs(site))
    if item.checklist:
        points = tuple(plain_words(line) for line in item.checklist)
        yield _always("checklist", site.words.gettext("Checklist"), Block("checklist", points=points))
    if item.record:
        record = Block("record", points=tuple(plain_words(line) for line in item.record))
        yield replace(_always("record", site.words.gettext("Treatment record to fill in"), record), least=())
    for rank, text in enumerate(entry.sections, 10):
        yield Part(text.anchor, plain_words(text.heading), tuple(_prose(site, text.blocks)), (), rank)
    yield from _questions(site, item.questions)


def _always(anchor: str, heading: str, *blocks: Block) -> Part:
    return Part(anchor, heading, blocks, blocks)


def _fact(fact: Fact, part: LeafletPart | None, words: Words) -> str:
    said = [s for s in fact_sentences(fact) if not s.startswith(part.leaves_out if part else ())]
    if fact.text is not None:
        return " ".join(said)
    assert fact.why is not None
    unknown = words.gettext("Not known.")
    return f"{unknown} {describe.stop(' '.join(said))} {words.of('why', fact.why)}."


def _questions(site: Site, ids: Sequence[str]) -> Iterator[Part]:
    asked = [site.questions[question] for question in ids]
    topics = list(dict.fromkeys(q.topic for q in asked))
    first = [next(q for q in asked if q.topic == topic) for topic in topics][:SHORT_QUESTIONS]
    blocks = {q.id: Block("question", text=plain_words(q.question)) for q in asked}
    short = tuple(blocks[q.id] for q in first)
    least = Block("list", points=tuple(block.text for block in short))
    yield Part(
        "questions", site.words.gettext("What to ask"), tuple(blocks.values()), short, 90, (least,) if short else ()
    )


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
