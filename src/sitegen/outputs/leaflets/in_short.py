"""The leaflet of a use in a language that has its short part: that part, and the cards that stand whole everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.content import describe
from sitegen.content.models import TypeItem
from sitegen.content.prose.inline import plain_words
from sitegen.content.typed.entries import Entry
from sitegen.outputs.leaflets.cards import cards_of_harms
from sitegen.outputs.leaflets.sheet import Block, Part
from sitegen.site.care import counted_and_lasting
from sitegen.site.fact_box import ShortBox, short_box
from sitegen.site.site import IN_SHORT, Site

Row = tuple[str, ...]


def of_use_in_short(site: Site, entry: Entry, item: TypeItem) -> Iterator[Part]:
    """What the first screens of the page say, in the order of the page."""
    words, short = site.words, item.in_short
    found = short_box(site, entry)
    said = (
        Block("paragraph", text=plain_words(short.what)),
        Block("list", points=tuple(plain_words(message) for message in short.messages)),
    )
    box = Block("balance", rows=tuple(_rows(site, found)), points=tuple(note for note, _ in found.notes))
    lasts = Block("facts", rows=((words.gettext("How long it lasts"), plain_words(short.lasts)),))
    yield Part(IN_SHORT, words.gettext("In short"), said, said)
    heading = words.gettext("Good and harm side by side")
    yield Part("good-and-harm", heading, (box, lasts), (box, lasts))
    yield from cards_of_harms(site, [site.entries[risk] for risk in item.risks], counted_and_lasting(site, entry))


def _rows(site: Site, box: ShortBox) -> Iterator[Row]:
    words = site.words
    yield "head", words.gettext("What people ask about"), *box.heads
    before = ""
    for row in box.rows:
        if row.verdict:
            if row.counted:
                yield (
                    "count",
                    f"{plain_words(row.what)}: {row.sure}",
                    row.treated,
                    words.tables["count"].get(row.others, row.others),
                )
            else:
                steps = describe.steps(site.verdicts[row.verdict][1].certainty)
                yield "sure", plain_words(row.what), str(steps), row.sure
            continue
        if row.seriousness != before:
            yield "group", words.of("seriousness", row.seriousness)
            before = row.seriousness
        counts = [words.tables["count"].get(count, count) for count in (row.treated, row.others)]
        if row.below:
            counts = [words.gettext("On the English page")] * 2
        yield "count", plain_words(row.what), *counts
