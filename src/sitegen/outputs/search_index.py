"""The search index: one compact JSON file, made from the Site and read by ``search.js``.

A document is a page, or a section, verdict or care card of it, or a glossary term. Of the text only
what earns its bytes: titles, lay words, summaries, headings, and the distinct words of each section.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, MutableMapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple, get_args

from rjsmin import jsmin

from sitegen.base.addresses import FIXED, address
from sitegen.base.files import all_remembered
from sitegen.content.models import BenefitItem, CardItem, Urgency
from sitegen.content.prose.blocks import parse
from sitegen.content.typed.entries import Entry, ProseText
from sitegen.rules.language.reading_grade import WORD
from sitegen.site.care import card_of
from sitegen.site.site import IN_SHORT, WHOLE, Site

INDEX = "assets/search-index.json"
ENGINE = "assets/lunr.js"
STEMMERS = "/* lunr-languages, (c) 2014 Mihai Valentin, MPL 1.1, https://github.com/MihaiValentin/lunr-languages */"
LICENCE = "/* lunr 2.3.9, (c) 2020 Oliver Nightingale, MIT licence, https://lunrjs.com */\n"

# A word on more than this share of all pages tells none of them from the others.
EVERYWHERE = 0.046

# Words that say nothing of what a page is about; lunr drops its own list, these are ours besides.
DULL = frozenset(
    """
    about across after again almost already also although always another answer any anybody anyone anything
    anywhere because been before began begin being both came can cannot certain come could december deeper depends
    describes did does doing done due each earlier eight else elsewhere ended especially even ever every everyone
    everything example expect extra few find first from gets give given goes going had harder has have having her
    here his how including into its itself june just keep kind know known larger last least less let like likely
    longer lot made main mainly make many march may might more most much must nearly need never nine nobody not
    nothing november now october off often once one only ordinary other others our out over own page part parts
    past people person place please possible put rather reach said same say see seen september should show shown
    slightly smaller some someone something still such take taken tell ten tend than that the their them then there
    these they thing things third this those thought three through time times too true twice two under until use
    used very was way well were what when whenever where whether which while who whoever whom why will with without
    word words would year years yes yet you your yourself
    """.split()
)


# The first step of lunr's stemmer (Porter 1980, step 1), in lunr's own patterns.
_SEVERAL = ((re.compile(r"^(.+?)(ss|i)es$"), r"\1\2"), (re.compile(r"^(.+?)([^s])s$"), r"\1\2"))
_EED = re.compile(r"^(.+?)eed$")
_ED_OR_ING = re.compile(r"^(.+?)(?:ed|ing)$")
_FULL = re.compile(r"^(?:[^aeiou][^aeiouy]*)?[aeiouy][aeiou]*[^aeiou][^aeiouy]*")
_HAS_VOWEL = re.compile(r"^(?:[^aeiou][^aeiouy]*)?[aeiouy]")
_LOST_E = re.compile(r"(?:at|bl|iz)$|^[^aeiou][^aeiouy]*[aeiouy][^aeiouwxy]$")
_DOUBLED = re.compile(r"([^aeiouylsz])\1$")
_Y = re.compile(r"^(.+?[^aeiou])y$")


def index(site: Site, memory: MutableMapping[str, bytes] | None = None) -> dict[str, bytes]:
    """The index as ``{path: bytes}``. ``memory`` keeps the words of each page.

    Its form: ``{"p": [[url, title, lay words, summary, [[anchor, heading, words]]]],
    "t": [[id, plain words, other words, definition]], "c": [[url, sign, lay words, action, signs, urgency]]}``.
    ``"s"``, ``"e"`` and ``"w"``: words of this subject that are left out of a question, those that tell no sign, and
    those that tell none alone.
    Cards stand apart: what to do at a sign is shown above every page. ``urgency``: 0 at home to 3 emergency.
    """
    everywhere = _everywhere(site)
    dull = DULL.union(site.config.subject.search.not_indexed)
    listed = {
        entry.id: entry
        for entry in site.entries.values()
        if entry.id not in (FIXED["search"], FIXED["a-to-z"], FIXED["parts"])
        and not isinstance(entry.item, CardItem)
        and site.edition.has(entry.id)
        # The pages that a split one became are found; it would only stand before them.
        if not getattr(entry.item, "split_into", ())
    }
    listed_as = {item_id: _said(entry, site) for item_id, entry in listed.items()}
    sections = all_remembered(
        memory,
        [b"sections", repr((sorted(everywhere), sorted(dull))).encode()],
        {item_id: repr(said).encode("utf-8", "surrogatepass") for item_id, said in listed_as.items()},
        list,
        lambda item_id: [[*section] for section in _sections(listed_as[item_id], everywhere, dull)],
    )
    pages = [
        [
            address(entry.id).lstrip("/"),
            entry.item.title,
            "; ".join(entry.item.also_called),
            _plain(entry.item.summary),
            sections[entry.id],
        ]
        for entry in listed.values()
    ]
    terms = [
        [term.id, term.plain, "; ".join((*term.medical, *term.also_called)), _plain(term.definition)]
        for term in site.terms.values()
    ]
    cards = [
        [
            address(entry.id).lstrip("/"),
            card.title,
            "; ".join(card.also_called),
            card.action,
            _signs(card),
            get_args(Urgency).index(card.urgency),
        ]
        for entry in site.of("cards")
        if site.edition.has(entry.id) and (card := card_of(entry))
    ]
    data = json.dumps(
        {"p": pages, "t": terms, "c": cards, **_told_apart(site)}, ensure_ascii=False, separators=(",", ":")
    )
    return {INDEX: data.encode("utf-8")}


def _told_apart(site: Site) -> dict[str, str]:
    """The words that ``search.js`` leaves out besides its own, which hold for every subject."""
    words = site.config.subject.search
    asked = (*stop_words(site.edition.language), *words.not_asked) if site.edition.translated else words.not_asked
    return {"s": " ".join(asked), "e": " ".join(words.no_sign), "w": " ".join(words.no_sign_alone)}


def stop_words(language: str) -> list[str]:
    """The commonest words of a language, as its rules of word stems have them; those of English stand in search.js."""
    found = re.search(
        r"generateStopWordFilter\('([^']*)'", _carried(f"lunr-language/lunr.{language.partition('-')[0]}.js")
    )
    return found[1].split() if found else []


def engine(language: str = "en") -> dict[str, bytes]:
    """lunr.js as the installed mkdocs package carries it, without its comments (the licence stays); never committed.

    For another language its rules of word stems stand in the same file.
    """
    parts = [LICENCE + jsmin(_carried("templates/search/lunr.js"))]
    if language != "en":
        code = language.partition("-")[0]
        parts += [
            STEMMERS,
            *(jsmin(_carried(f"lunr-language/{name}.js")) for name in ("lunr.stemmer.support", f"lunr.{code}")),
        ]
    return {ENGINE: "\n".join(parts).encode("utf-8")}


def _carried(name: str) -> str:
    return files("mkdocs").joinpath(f"contrib/search/{name}").read_text("utf-8")


def _everywhere(site: Site) -> frozenset[str]:
    """Words of the text that stand on so many pages that they tell nothing."""
    counted: Counter[str] = Counter()
    for entry in site.entries.values():
        counted.update({word.lower() for text in entry.sections for word in WORD.findall(_text(text))})
    return frozenset(word for word, pages in counted.items() if pages > EVERYWHERE * len(site.entries))


class _Said(NamedTuple):
    """What a page says, as the index reads it: what names it, its sections, and its verdicts, each as it is written."""

    named: tuple[str, ...]
    summary: str
    sections: tuple[tuple[str, str, str], ...]
    verdicts: tuple[tuple[str, str, str], ...]


def _said(entry: Entry, site: Site) -> _Said:
    item = entry.item
    verdicts = item.verdicts if isinstance(item, BenefitItem) else ()
    if not site.edition.has(entry.id, WHOLE):
        # Of this page the language has the short part alone.
        short = " ".join(text for leaf in entry.prose if leaf.loc[0] == "in_short" for text in [_text(leaf)])
        said = ((IN_SHORT, site.words.gettext("In short"), short),)
        return _Said((item.title, *item.also_called), item.summary, said, ())
    return _Said(
        (item.title, *item.also_called),
        item.summary,
        tuple((text.anchor, text.heading, _text(text)) for text in entry.sections),
        tuple((verdict.id, verdict.use, verdict.why) for verdict in verdicts),
    )


def _sections(said: _Said, everywhere: frozenset[str], dull: Container[str]) -> Iterator[tuple[str, str, str]]:
    named = WORD.findall(" ".join((*said.named, _plain(said.summary))))
    seen = {stemmed(word.lower()) for word in (*everywhere, *named)}
    for anchor, heading, text in said.sections:
        yield anchor, heading, _words(text, seen, dull)
    for verdict, use, why in said.verdicts:
        yield verdict, _plain(use), _words(_plain(why), seen, dull)


def _signs(card: CardItem) -> str:
    """The words of a card's signs that its title and lay words do not have: those weigh at least as much."""
    seen = {stemmed(word.lower()) for word in WORD.findall(" ".join((card.title, *card.also_called)))}
    return _sorted(_distinct((word for when in card.when for word in WORD.findall(_plain(when))), seen))


def _text(text: ProseText) -> str:
    return " ".join(block.plain for block in text.blocks)


def _plain(text: str) -> str:
    return " ".join(block.plain for block in parse(text))


def _words(text: str, seen: set[str], dull: Container[str]) -> str:
    """The distinct words of a section that are not ``dull``, but for forms of words that stand earlier on the page."""
    telling = (word for word in WORD.findall(text) if word.lower() not in dull and not re.match(r"\d", word))
    found = _distinct(telling, seen)
    seen.update(found)
    return _sorted(found)


def _distinct(words: Iterable[str], seen: Container[str]) -> dict[str, str]:
    """``{stem: word}``: each word of three letters or more in its first form, but for those whose stem was seen."""
    found: dict[str, str] = {}
    for word in map(str.lower, words):
        if len(word) > 2 and stemmed(word) not in seen:
            found.setdefault(stemmed(word), word)
    return found


def _sorted(found: Mapping[str, str]) -> str:
    """Sorted words take fewer bytes when they are compressed."""
    return " ".join(sorted(found.values()))


@lru_cache(maxsize=100_000)
def stemmed(word: str) -> str:
    """A word as the search engine's own stemmer leaves it after its first step.

    Two words that are one here are one to the engine, so leaving one out loses nothing. Cutting endings as such made
    one word of "bites" and "bits".
    """
    if len(word) < 3:
        return word
    for several, one in _SEVERAL:
        if several.match(word):
            word = several.sub(one, word)
            break
    if match := _EED.match(word):
        word = word[:-1] if _FULL.match(match[1]) else word
    elif (match := _ED_OR_ING.match(word)) and _HAS_VOWEL.match(match[1]):
        word = match[1]
        if _DOUBLED.search(word):
            word = word[:-1]
        elif _LOST_E.search(word):
            word += "e"
    return _Y.sub(r"\1i", word)
