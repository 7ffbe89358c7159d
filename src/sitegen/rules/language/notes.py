"""Notes: suggestions that never stop a build. Each has the words it is about, a rewrite, the reason and its source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sitegen.content.prose.blocks import Block
from sitegen.content.typed.entries import Entry
from sitegen.rules.language.reading_grade import syllables
from sitegen.rules.language.spelling import misspelt
from sitegen.site.glossary import singulars
from sitegen.site.site import Site

SOURCES = {
    "passive": "PEMAT item 5 and CDC index item 6: active voice",
    "wordy": "PEMAT item 3 and CDC index item 7: everyday words",
    "long-word": "PEMAT item 3: everyday words",
    "one-line": "content_src/README.md: a change then shows the one sentence that it is about",
    "stale": "CONTRIBUTING.md, Translate",
    "spelling": "the dictionary, the glossary and content_src/words.txt",
}

WORDY: tuple[tuple[str, str], ...] = (
    (r"in order to", "to"),
    (r"due to the fact that", "because"),
    (r"at this point in time|at the present time", "now"),
    (r"a (large )?(number|amount) of", "many"),
    (r"the majority of", "most"),
    (r"in the event (that|of)", "if"),
    (r"with (regard|respect) to|with regards to|regarding|concerning", "about"),
    (r"prior to", "before"),
    (r"subsequent(ly)? to|subsequently", "after"),
    (r"in addition to|additionally|furthermore|moreover", "also"),
    (r"utili[sz]e[sd]?|utili[sz]ing", "use"),
    (r"commence[sd]?|initiate[sd]?", "begin"),
    (r"terminate[sd]?", "end"),
    (r"approximately", "about"),
    (r"sufficient(ly)?", "enough"),
    (r"demonstrate[sd]?", "show"),
    (r"obtain(s|ed)?", "get"),
    (r"purchase[sd]?", "buy"),
    (r"require[sd]?", "need"),
    (r"assist(s|ed|ance)?", "help"),
    (r"attempt(s|ed)?", "try"),
    (r"possess(es|ed)?", "have"),
    (r"is able to|are able to", "can"),
    (r"has the ability to|have the ability to", "can"),
    (r"it is (important|worth) (to note|noting) that", "(leave it out)"),
    (r"individuals", "people"),
    (r"numerous", "many"),
    (r"consequently|thus|hence", "so"),
    (r"however", "but"),
)
WORDY_AT = tuple((re.compile(rf"\b(?:{pattern})\b", re.I), plain) for pattern, plain in WORDY)
IRREGULAR = (
    "given|taken|made|done|seen|found|known|shown|put|cut|set|held|kept|left|lost|sent|sold|bought|brought|told|said|"
    "written|drawn|worn|grown|broken|chosen|hurt|paid|read|felt|built|meant|run|begun|gone|thought"
)
# Without a doer ("by ...") or with one: both have a doer that could come first.
PASSIVE = re.compile(
    rf"\b(?:am|is|are|was|were|be|been|being)\s+(?:not\s+|also\s+|often\s+|only\s+|never\s+)?"
    rf"(?P<verb>\w{{3,}}ed|{IRREGULAR})\b(?!\s+(?:to\s+do|up\s+of))",
    re.I,
)
STATES = frozenset(
    "tired worried interested related used supposed married aged licensed approved known gone called left".split()
)
"""Words that look like a passive and say how something is."""
LONG = 4
"""Syllables from which a word is called long."""


@dataclass(frozen=True, order=True)
class Note:
    """One suggestion: where, about which words, what to write instead, and where the advice comes from."""

    path: str
    line: int
    kind: str
    words: str
    instead: str

    @property
    def text(self) -> str:
        """The note as one sentence, with its source."""
        return f"“{self.words}”: {self.instead} ({SOURCES[self.kind]})"


def explained_words(site: Site) -> frozenset[str]:
    """The words that need no shorter one: those of the glossary, of substances and of the treatment's name."""
    names = [name for term in site.terms.values() for name in (term.plain, *term.medical, *term.also_called)]
    names += [entry.item.title for entry in site.of("substances")]
    names += site.config.subject.names
    return frozenset({word.lower() for name in names for word in re.findall(r"[A-Za-z]+", name)})


def notes(entry: Entry, known: frozenset[str] = frozenset()) -> list[Note]:
    """The notes on an item, by line. ``known`` are words (lower case) that the glossary explains."""
    found: set[Note] = set()
    for text in entry.prose:
        for block in text.blocks:
            if block.kind == "subheading":
                continue
            for line, sentence in block.sentences:
                found.update(_of_sentence(entry.path, line, sentence, known))
            if text.in_body and block.kind == "paragraph" and not block.cards:
                found.update(_of_lines(entry.path, block))
    return sorted(found)


def spelling_notes(entry: Entry, known: frozenset[str]) -> list[Note]:
    """Words that no dictionary knows. ``known`` are the guide's own words."""
    found = []
    for line, word, nearest in misspelt(entry, known):
        instead = f"did you mean “{nearest}”" if nearest else "is it spelt right"
        found.append(Note(entry.path, line, "spelling", word, f"{instead}? If it is right, add it to words.txt"))
    return found


def _of_sentence(path: str, line: int, sentence: str, known: frozenset[str]) -> Iterator[Note]:
    for match in PASSIVE.finditer(sentence):
        if match["verb"].lower() not in STATES:
            yield Note(path, line, "passive", match[0], "say who does it: “you”, “the doctor”, “the trial”")
    for pattern, plain in WORDY_AT:
        for match in pattern.finditer(sentence):
            yield Note(path, line, "wordy", match[0], f"write “{plain}”")
    for match in re.finditer(r"[A-Za-z]{9,}", sentence):
        word = match[0].lower()
        if word not in known and known.isdisjoint(singulars(word)) and syllables(word) >= LONG:
            yield Note(path, line, "long-word", match[0], "is there a shorter word, or one for the glossary")


def _of_lines(path: str, block: Block) -> Iterator[Note]:
    for (before, _), (line, sentence) in pairwise(block.sentences):
        if line == before:
            yield Note(path, line, "one-line", " ".join(sentence.split()[:5]), "begin each sentence on a new line")


def new_notes(now: list[Note], before: list[Note]) -> list[Note]:
    """The notes that a change brought: those on words that had no such note before."""
    had = Counter((note.kind, note.words) for note in before)
    found = []
    for note in now:
        if had[note.kind, note.words]:
            had[note.kind, note.words] -= 1
        else:
            found.append(note)
    return found


def as_text(found: list[Note]) -> str:
    return "\n".join(f"{note.path}:{note.line}: note: {note.text}" for note in found)


def as_github(found: list[Note]) -> str:
    """Notes as GitHub workflow commands; they mark a line and never fail."""
    return "\n".join(
        f"::notice file={note.path},line={note.line},title={_title(note)}::{note.text.replace('%', '%25')}"
        for note in found
    )


def _title(note: Note) -> str:
    return "Other languages" if note.kind == "stale" else "Plain words"
