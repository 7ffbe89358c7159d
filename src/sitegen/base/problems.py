"""What can be wrong with content, and how it is said.

A :class:`Problem` is one line for an editor: where, what is wrong, and how to mend it.
``RULES`` is the only list of rules; a test fails when a rule has no fixture that breaks it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

RULES: dict[str, str] = {
    # reading the file
    "encoding": "A file is UTF-8 text.",
    "empty-file": "A file has content.",
    "too-large": "A content file has at most 200,000 characters; a data file at most 2 million.",
    "file-name": "A file name is lower case letters, digits and hyphens, and ends in .md.",
    "control-character": "A file has no control, invisible or direction-changing characters.",
    "mixed-script": "A word has letters of one script: none that only looks like a Latin letter.",
    "merge-mark": "No mark of an unfinished merge is left in a file: <<<<<<<, |||||||, =======, >>>>>>>.",
    "front-matter": "A file begins with front matter between two lines of ---.",
    "yaml-syntax": "Front matter and data files are valid YAML.",
    "duplicate-key": "A field is written once.",
    "yaml-feature": "No anchors, aliases, tags or merge keys in YAML.",
    "too-deep": "Fields are nested at most 12 deep.",
    # the model
    "unknown-field": "Only fields of the model are used.",
    "missing-field": "Every required field is there.",
    "wrong-type": "A field has the kind of value that the model asks for.",
    "wrong-choice": "A field with choices has one of them.",
    "impossible-date": "A date is a real day, written year-month-day.",
    "future-date": "A day on which something was done is today or earlier; a clock may be one day behind.",
    "far-review": "A page is reviewed again within 3 years.",
    "too-long": "A text keeps to its length limit.",
    "too-few": "A list has as many entries as it needs, and no more than it may.",
    "inconsistent": "Fields that depend on each other agree.",
    # headings and the body
    "missing-heading": "Every heading of the model is there.",
    "unknown-heading": "Only headings of the model are used, spelt exactly.",
    "heading-order": "Headings stand in the order of the model.",
    "heading-anchor": "Where headings are free, each has its own {#anchor}, unlike every other.",
    "heading-level": "Headings are ## and ###, and no level is skipped.",
    "empty-section": "A heading has text below it.",
    "raw-html": "No HTML, scripts, entities or styles in content.",
    "braces": "No curly brackets in content.",
    "markdown-form": "Only paragraphs, lists, tables, subheadings, bold and links are used.",
    "list-form": "Points begin with a hyphen and a space, steps with 1. and so on; lists neither nest nor mix.",
    "picture-form": "A drawing is an SVG of plain shapes and text, with words that say what it shows.",
    "unknown-picture": "A drawing that is named is in content_src/assets.",
    "link-form": "A link leads to an item (risks/name), a section of it, or an https address.",
    # links between files
    "unknown-reference": "A cited source is in data/references.yml.",
    "unverified-reference": "A source marked unverified is not cited.",
    "unused-reference": "Every source in data/references.yml is cited somewhere.",
    "unknown-item": "An item that is named exists, in the right folder.",
    # other languages
    "translation-words": "A language has a catalogue of the site's own words, with the places of the English.",
    "translation-file": "A translation has the path of an English file.",
    "translation-field": "A translated field is one that the English has, and has words.",
    "translation-parity": "A translation has the facts, numbers, sources, links and points of its English.",
    "translation-sentence": "A sentence in another language has at most 35 words.",
    "translation-ease": "A page in another language is easy by the formula of that language.",
    "unknown-fact": "A fact that a page or a sentence names is in facts/.",
    "fact-source": "A number stands beside a source that its fact has.",
    "fact-mismatch": "A number in a sentence is the one that its record has.",
    "unbound-count": "A count of people in a sentence names its fact.",
    "unbound-time": "A time in a sentence names its fact.",
    "unbound-measure": "A number of sessions, a length, a weight, points or another measure names its fact.",
    "unbound-reports": "A number of reports or cases names its fact.",
    "unbound-people": "A number of people is that of the study that is cited, or names its fact.",
    "unbound-law": "A date of law or licence names its fact.",
    "unbound-search": "The day on which a search found nothing names its fact.",
    "fact-in-page": "A number of people is a record in facts/; a page names it.",
    "unused-fact": "Every fact is shown or said somewhere.",
    "unknown-anchor": "A section that a link names exists on that page.",
    "unknown-question": "A question that is named is in data/questions.yml.",
    "unknown-verdict": "A verdict that is named exists in that benefit.",
    "withdrawn-item": "Nothing links to a withdrawn page except its replacement's history.",
    "duplicate-title": "No two pages share a title.",
    "duplicate-id": "No two records share an id.",
    "duplicate-word": "No two glossary terms explain the same medical word.",
    "idle-phrase": "A phrase in which a glossary word means another thing has that word in it.",
    "alias-collision": "An old address leads to one page only, and is not a page itself.",
    "orphan": "Another page leads to every page.",
    "missing-comparison": "Each use has one page, of the same name, that compares its choices.",
    "unmet-wish": "A wish on a comparison tells of each choice, once, how it meets it.",
    "unused-question": "Every question belongs to a page.",
    "medical-code": "A medical code has the form of its system, and stands once for a substance.",
    # honesty
    "uncited-claim": "A statement of benefit, harm or law has a citation in its paragraph.",
    "bare-source": "A source is cited by its record: no PubMed number or DOI stands in a sentence.",
    "uncited-number": "A number of people has a citation in its paragraph.",
    # what may carry a statement (sitegen/rules/sources/)
    "verdict-source": "A study in a verdict has a DOI, a PubMed number or a registry number.",
    "harm-source": "How often a harm happens rests on a label at a regulator's address or on a counted study.",
    "who-source": "Who should not have it rests on a label or a national guideline, or is called our view.",
    "law-source": "A law is read at an official address, or the text says that we have not seen it itself.",
    "card-sources": "An emergency card rests on two national bodies.",
    "kind-fits-host": "What kind of source it is fits the address at which it stands.",
    "carries-nothing": "A shop, clinic, forum or host of copies carries nothing: it is only where a copy was read.",
    "withdrawn-source": "No verdict rests on a study that its journal has withdrawn.",
    "idle-exception": "An exception is for something that breaks the rule today.",
    "absence": "Say that we found no study: never that nobody has looked, unless a source says exactly that.",
    "ceiling": "A certainty word is the ceiling of its studies less one step for each doubt.",
    "study-people": "A study of a verdict has as many people as its source.",
    "verdict-mismatch": "A choice that names a verdict shows the verdict's certainty and direction.",
    "verb-follows-word": "The words of a verdict fit its certainty.",
    # words and numbers
    "reading-grade": "A page reads at Flesch-Kincaid grade 7.0 or easier.",
    "site-reading-grade": "The middle page of the site reads at grade 6.5 or easier.",
    "plain-summary": "Summaries read at grade 6 or easier, care cards at grade 5.",
    "long-sentence": "No sentence has more than 25 words.",
    "many-long-sentences": "At most one sentence in ten has more than 20 words.",
    "long-paragraph": "A paragraph has at most 3 sentences.",
    "long-list": "A list has at most 7 points.",
    "heading-case": "Headings and titles are in sentence case.",
    "heading-question": "A heading is a statement, not a question.",
    "banned-word": "No promotional words, Latin abbreviations, contractions of not, or words that have a plainer one.",
    "short-word": "No word that is short but not plain: injection, and not shot.",
    "bare-percentage": "A percentage never stands alone; write people: 72 of 100.",
    "template-words": "No words of _template.md are left in a page.",
    "frequency-adjective": "Rare or common only with a number beside it.",
    # addresses and releases
    "promise-form": "permalinks.txt has one address a line, sorted, each once.",
    "promise-removed": "A line of permalinks.txt is never taken away.",
    "promise-broken": "Every promised address and anchor answers.",
    "ledger": "A release, once made, is never changed or taken away.",
    # what the published instruments ask for (sitegen/rules/language/instruments.py)
    "number-form": "A number from 1,000 has a comma, and a range is written with to.",
    "mixed-numbers": "5 of 100 and 1 in 20 do not stand in the same paragraph.",
    "table-form": "A table has at most 4 columns with short headings, and short cells.",
    "vague-link": "The words of a link say where it leads.",
    "long-section": "No part has more than 200 words without a heading.",
    "unexplained-word": "A medical word is in the glossary, which explains it in place.",
    "no-you": "A page with advice speaks to the reader.",
    "few-related": "A page names at least 3 pages to read next.",
    # the cards on what to do at a sign (sitegen/rules/card_rules.py)
    "care-card-link": "A card has no link, no source and no bold words in it.",
    "card-text": "What to do at a sign stands on its card; a page names the card and repeats none of its words.",
    "card-length": "The page of a card has at most 90 words.",
    "card-left-out": "The page for urgent help shows every card.",
    "card-order": "Cards stand once, the most urgent first.",
    "card-former": "An old name of a card leads to one card.",
    # the leaflets (sitegen/rules/leaflet_rules.py, sitegen/outputs/leaflets/)
    "leaflet-part": "A leaflet of one part of a use, and a number for it, name what the use itself has.",
    "leaflet-room": "Every card that a leaflet must carry stands on it whole.",
    # the three depths of a use, and the short part of other pages (sitegen/rules/language/depths.py, in_short.py)
    "short-part": "The short part of a page has at most 150 words, its box 7 rows, and each number in it is a fact.",
    "short-card": "The short part of a harm that can last or be an emergency leads to a card with where to get help.",
    "middle-part": "What a reader of a use needs has at most 800 words.",
    "missing-harm": "No harm of a use that can last or be an emergency is missing from its short part.",
    "unbalanced": "The choices for a use tell good and harm in the same detail.",
}

LONGEST = 400
"""Characters of a path, message or hint."""
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: ``path:line: message`` and a hint how to mend it; without one, the rule is the hint."""

    path: str
    line: int
    rule: str
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise KeyError(f"rule {self.rule!r} is not in RULES")
        # What is quoted from a file is cut short, and cannot move the cursor of whoever reads.
        for name in ("path", "message", "hint"):
            object.__setattr__(self, name, _HIDDEN.sub("\ufffd", getattr(self, name))[:LONGEST])
        if not self.hint:
            object.__setattr__(self, "hint", f"the rule: {RULES[self.rule]}")


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or an empty text when nothing is near."""
    known = list(known)
    if _PAGE.fullmatch(wrong) and (pages := [page for page in known if _PAGE.fullmatch(page)]):
        named = " or ".join(f'"{page}"' for page in _near_pages(wrong, pages))
        return f"did you mean {named}?" if named else ""
    # "Title" and "TITLE" are as near to "title" as can be.
    by_look = {word.lower(): word for word in known}
    near = difflib.get_close_matches(wrong.lower(), list(by_look), n=1, cutoff=0.6)
    return f'did you mean "{by_look[near[0]]}"?' if near else ""


_PAGE = re.compile(r"[\w-]+/[\w.#-]+")
_MOST_PAGES = 3


def _near_pages(wrong: str, known: Iterable[str]) -> list[str]:
    """The pages whose own name is near, without the folder: two cards are not near because both are cards.

    A name that begins alike comes first, as a page is renamed to a longer or a shorter form of its word. What is only
    alike in some letters must be so in most of them: the card for another emergency is worse than no hint.
    """
    folder, _, name = wrong.lower().partition("/")
    by_name: dict[str, list[str]] = {}
    for page in known:
        its_folder, _, its_name = page.lower().partition("/")
        if its_name.partition(".")[0] != "index" and (its_folder == folder or its_name == name):
            by_name.setdefault(its_name, []).append(page)
    alike = [its_name for its_name in by_name if _begins_alike(name, its_name)]
    near = alike or difflib.get_close_matches(name, list(by_name), n=1, cutoff=0.8)
    return sorted((page for its_name in near for page in by_name[its_name]), key=len)[:_MOST_PAGES]


def _begins_alike(one: str, other: str) -> bool:
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return same >= 3 and same >= 0.75 * min(len(one), len(other))


Order = Callable[[Problem], Any] | None
"""By what problems are sorted; without it by file, line and rule."""


def as_text(problems: Iterable[Problem], order: Order = None) -> str:
    """Problems for the terminal, sorted, each with its hint on the next line."""
    lines: list[str] = []
    for p in sorted(set(problems), key=order):
        lines.append(f"{p.path}:{p.line}: {p.message}")
        if p.hint:
            lines.append(f"    hint: {p.hint}")
    return "\n".join(lines)


MOST_ON_GITHUB = 10
"""How many errors of a step GitHub shows; it drops the rest without a word."""


def as_github(problems: Iterable[Problem], order: Order = None) -> str:
    """Problems as GitHub workflow commands, so that each appears on its line of the change.

    Where there are more than GitHub shows, the last that it shows says how many there are besides.
    """

    def escape(text: str, *, is_property: bool = False) -> str:
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        return text.replace(":", "%3A").replace(",", "%2C") if is_property else text

    lines = [
        f"::error file={escape(p.path, is_property=True)},line={p.line},"
        f"title={escape(RULES[p.rule], is_property=True)}"
        f"::{escape(p.message + (f' Hint: {p.hint}' if p.hint else ''))}"
        for p in sorted(set(problems), key=order)
    ]
    if len(lines) > MOST_ON_GITHUB:
        shown = MOST_ON_GITHUB - 1
        more = f"::error::There are {len(lines) - shown} more problems. All stand in the summary of this check."
        lines[shown:] = [more]
    return "\n".join(lines)
