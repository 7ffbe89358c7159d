"""A page beside its English, and a card in every language at one address, so that two people can read the same.

In: the English Site and one in another language, with the same records. Out: rows of plain words, pair by pair.
A doctor who reads one follows the other; what is filled in by hand stands once, in both languages.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment

from sitegen.base.addresses import SHOW_FOLDER, SIDE_FOLDER, across, docs_path, old_id, relative, show_path
from sitegen.content.describe import ENGLISH, language_name
from sitegen.content.describe.spaces import unbroken
from sitegen.content.models import CardItem, Urgency
from sitegen.content.prose.inline import plain_words
from sitegen.content.translation.slots import SHORT_PART
from sitegen.content.typed.entries import Entry, ProseText
from sitegen.site.care import card_of, cards_by_urgency
from sitegen.site.site import WHOLE, Site


@dataclass(frozen=True)
class Pair:
    """One title, sentence, paragraph or point in both languages. ``heading``: it stands above what follows."""

    english: str
    other: str
    heading: bool = False


def pairs(english: Entry, other: Entry, short: bool) -> Iterator[Pair]:
    """The words of a page in two languages, in the order of the page; of a use, those of its short part."""
    said = {text.loc: text for text in other.prose}
    for text in english.prose:
        if text.loc not in said or (short and text.loc[0] not in SHORT_PART):
            continue
        if text.heading:
            yield Pair(text.heading, said[text.loc].heading, True)
        yield from _of_text(text, said[text.loc])


def _of_text(english: ProseText, other: ProseText) -> Iterator[Pair]:
    if len(english.blocks) != len(other.blocks):
        # Where the English is newer, what stands in the same place need not be the same.
        yield Pair(" ".join(b.plain for b in english.blocks), " ".join(b.plain for b in other.blocks))
        return
    for mine, theirs in zip(english.blocks, other.blocks, strict=True):
        if mine.kind == "paragraph" or len(mine.all_lines) != len(theirs.all_lines):
            yield Pair(mine.plain, theirs.plain, False)
        else:
            yield from (Pair(a.plain, b.plain) for a, b in zip(mine.all_lines, theirs.all_lines, strict=True))


def side_by_side(site: Site, original: Site, env: Environment) -> dict[str, bytes]:
    """Each page of a language beside its English, ``{path below the folder of the language: bytes}``."""
    template = env.get_template("pages/side_by_side.md.j2")
    made = {}
    for item_id, entry in site.entries.items():
        if not site.edition.has(item_id):
            continue
        short = not site.edition.has(item_id, WHOLE)
        text = template.render(
            entry=entry,
            pairs=list(pairs(original.entries[item_id], entry, short)),
            name=language_name(site.edition.language),
            english_name=language_name(ENGLISH.language),
            translation=relative(docs_path(item_id), posixpath.dirname(f"{SIDE_FOLDER}/{docs_path(item_id)}")),
            original=across(item_id, f"{site.edition.language}/{SIDE_FOLDER}", item_id, ENGLISH.language),
        )
        made[f"{SIDE_FOLDER}/{docs_path(item_id)}"] = unbroken(site.words.language, text).encode("utf-8")
    return made


@dataclass(frozen=True)
class Shown:
    """A card in one language, with the words round it, as plain words.

    ``address``: its own page, seen from the page that shows it. ``place``: that page, as a link from their list.
    """

    language: str
    name: str
    address: str
    place: str
    level: Urgency
    urgency: str
    in_short: str
    title: str
    action: str
    if_one: str
    when: tuple[str, ...]
    then: tuple[str, ...]
    never: str
    say: str
    who: str
    fill_in: tuple[str, ...]
    made: str
    """Of a translation: who made it, and that nobody has checked it."""


def shown(site: Site, entry: Entry) -> Shown:
    """What a card says in the language of a Site."""
    card: CardItem = card_of(entry)
    words, language = site.words, site.edition.language
    return Shown(
        language,
        language_name(language),
        across(f"{SHOW_FOLDER}/{entry.name}", ENGLISH.language, entry.id, language),
        f"{entry.name}.md" + ("" if language == ENGLISH.language else f"#{language}"),
        card.urgency,
        words.of("urgency", card.urgency),
        words.gettext(
            "%(label)s: %(text)s",
            label=words.of("urgency in a word", card.urgency),
            text=plain_words(card.action),
        ),
        plain_words(card.title),
        plain_words(card.action),
        words.gettext("If one is true:"),
        tuple(map(plain_words, card.when)),
        tuple(map(plain_words, card.then)),
        plain_words(card.never or ""),
        words.gettext("Say: “%(words)s”", words=plain_words(card.say)) if card.say else "",
        words.gettext("Help: %(who)s", who=plain_words(card.who)),
        (
            words.gettext("What was injected"),
            words.gettext("On which day, at what time"),
            words.gettext("Where on the body"),
            words.gettext("Medicines and allergies"),
        ),
        words.gettext("Translated by a machine, and not checked by a health professional")
        if site.edition.translated
        else "",
    )


def cards_in_all_languages(sites: Mapping[str, Site], env: Environment) -> dict[str, bytes]:
    """A page a card with all languages in which it stands, English first, and one that lists these pages.

    ``{path below docs: bytes}``; nothing where no card stands in another language.
    """
    template = env.get_template("pages/show.md.j2")
    english, made = sites[ENGLISH.language], {}
    listed: dict[str, list[Shown]] = {}
    for entry in (card for _, cards in cards_by_urgency(english) for card in cards):
        languages: Sequence[str] = english.edition.languages.get(entry.id, ())
        if languages:
            cards = [shown(sites[code], sites[code].entries[entry.id]) for code in (ENGLISH.language, *languages)]
            for card in cards:
                listed.setdefault(card.language, []).append(card)
            text = template.render(entry=entry, cards=cards)
            # At an old address the card itself stands too: whoever needs it has no time for a page that has moved.
            for item_id in (entry.id, *map(old_id, entry.item.aliases)):
                made[show_path(item_id)] = text.encode("utf-8")
    if made:
        asked = {
            code: sites[code].words.gettext("Find the sign. Its card opens beside the English.")
            for code in listed
            if code != ENGLISH.language
        }
        listing = env.get_template("pages/show_all.md.j2").render(listed=listed, asked=asked)
        made[f"{SHOW_FOLDER}/index.md"] = listing.encode("utf-8")
    return made
