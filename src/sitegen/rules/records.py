"""Records: ids, links, codes and words of the data files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.base.problems import Problem
from sitegen.content.models import Code, Model
from sitegen.content.prose.blocks import parse
from sitegen.content.prose.inline import TARGET, tokenize
from sitegen.content.reading.items import RecordLines
from sitegen.content.typed.entries import Leaf, walk
from sitegen.rules.language import plain_language, short_words
from sitegen.rules.language.numbers.bound import said_otherwise_in_record
from sitegen.rules.language.numbers.unbound import unbound_in_record
from sitegen.rules.links import item_problems, reference_problems
from sitegen.site.content import Content
from sitegen.site.glossary import idle_phrases, spellings
from sitegen.site.site import CODES, EMERGENCY_NUMBERS, HOSTS, QUESTIONS, REFERENCES, SETTINGS, TERMS, Site

CODE_FORMS = {"ATC": re.compile(r"[A-Z]\d{2}[A-Z]{2}\d{2}")}
"""How the codes of each system are written: ATC at its fifth level, the substance."""


def repeated_ids(content: Content) -> Iterator[Problem]:
    """An id names one record."""
    for path, records in (
        (REFERENCES, content.references),
        (TERMS, content.terms),
        (QUESTIONS, content.questions),
        (EMERGENCY_NUMBERS, content.emergency_numbers),
        (HOSTS, content.hosts),
    ):
        yield from _repeated((record.id, path, line) for record, line in records)
    yield from _repeated((fact.id, path, line) for path, facts in content.facts.items() for fact, line in facts)
    words: dict[str, str] = {}
    for term, line in content.terms:
        for word in term.medical:
            if taken := next((words[as_read] for as_read in spellings(word) if as_read in words), None):
                message = f'"{word}" is already explained by "{taken}".'
                yield Problem(TERMS, line, "duplicate-word", message, "keep it in one place")
            words = dict.fromkeys(spellings(word), term.id) | words
        for phrase in idle_phrases(term):
            message = f'"{phrase}" has none of the words of "{term.id}" in it.'
            yield Problem(TERMS, line, "idle-phrase", message, "write the phrase as it stands on the page")


def _repeated(records: Iterable[tuple[str, str, int]]) -> Iterator[Problem]:
    seen: dict[str, tuple[str, int]] = {}
    for name, path, line in records:
        first_path, first_line = seen.setdefault(name, (path, line))
        if (first_path, first_line) != (path, line):
            where = f"on line {first_line}" if first_path == path else f"in {first_path}:{first_line}"
            message = f'the id "{name}" is used twice (first {where}).'
            yield Problem(path, line, "duplicate-id", message, "give one of them another id")


def code_problems(codes: Sequence[tuple[Code, int]]) -> Iterator[Problem]:
    """A code is written as its system writes it, and stands once."""
    seen: dict[tuple[str, str, str], int] = {}
    for code, line in codes:
        if not CODE_FORMS[code.system].fullmatch(code.code):
            yield Problem(
                CODES, line, "medical-code", f'"{code.code}" is not a code of {code.system}.', "copy it from the source"
            )
        key = (code.item, code.system, code.code)
        if key in seen:
            yield Problem(
                CODES,
                line,
                "medical-code",
                f'"{code.item}" has the code "{code.code}" twice (first on line {seen[key]}).',
                "delete one of the two",
            )
        seen.setdefault(key, line)


def record_links(content: Content, site: Site, lines: RecordLines) -> Iterator[Problem]:
    """What a record cites or links to is there, and what it says of numbers is so."""
    files: Mapping[str, Sequence[tuple[Model, int]]] = {
        TERMS: content.terms,
        QUESTIONS: content.questions,
        CODES: content.codes,
        EMERGENCY_NUMBERS: content.emergency_numbers,
        SETTINGS: [(content.config, 1)],
        **content.facts,
    }
    for path, records in files.items():
        for record, first in records:
            line = lines.of(path, first)
            for leaf in walk(record):
                yield from _named_problems(site, path, line(leaf.loc), leaf)
            yield from said_otherwise_in_record(site, path, line, record)
            if path in (TERMS, QUESTIONS):
                yield from unbound_in_record(site, path, line, record)


def _named_problems(site: Site, path: str, line: int, leaf: Leaf) -> Iterator[Problem]:
    """The items and sources that one text names."""
    for marker in leaf.links:
        if marker.kind == "item":
            yield from item_problems(site, path, line, leaf.value, "", marker.folders)
        elif marker.kind == "reference":
            yield from reference_problems(site, path, line, leaf.value)
    for token in tokenize(leaf.value) if leaf.prose else ():
        if token.kind == "cite":
            yield from reference_problems(site, path, line, token.text)
        elif token.kind == "link" and (match := TARGET.match(token.target)):
            yield from item_problems(site, path, line, match["item"], match["anchor"] or "", ())


def topic_problems(content: Content, lines: RecordLines) -> Iterator[Problem]:
    """A question stands under one of the topics that the settings of the site list."""
    topics = content.config.subject.topics
    for question, first in content.questions:
        if topics and question.topic not in topics:
            line = lines.of(QUESTIONS, first)(("topic",))
            message = f'"topic" cannot be "{question.topic}".'
            yield Problem(QUESTIONS, line, "wrong-choice", message, f"write one of: {', '.join(topics)}")


def moment_problems(content: Content) -> Iterator[Problem]:
    """Where questions are grouped by moment, each topic belongs to one moment."""
    subject = content.config.subject
    placed = [topic for topics in subject.moments.values() for topic in topics]
    if not placed:
        return
    for topic in sorted({t for t in (*placed, *subject.topics) if placed.count(t) != 1 or t not in subject.topics}):
        message = f'"moments" has the topic "{topic}" {placed.count(topic)} times.'
        if topic not in subject.topics:
            message = f'"moments" has "{topic}", which is no topic.'
        hint = f"put each of these under one moment: {', '.join(subject.topics)}"
        yield Problem(SETTINGS, 1, "wrong-choice", message, hint)


def record_words(content: Content, names: re.Pattern[str] | None, lines: RecordLines) -> Iterator[Problem]:
    """The words of the glossary, of the questions and of the facts, each file as one page."""
    files: Mapping[str, Sequence[tuple[Model, int]]] = {
        TERMS: content.terms,
        QUESTIONS: content.questions,
        **content.facts,
    }
    for path, records in files.items():
        found: list[tuple[int, str]] = []
        for record, first in records:
            line = lines.of(path, first)
            for leaf in walk(record):
                for block in parse(leaf.value, line(leaf.loc)) if leaf.prose else ():
                    found += block.sentences
                    yield from plain_language.block_problems(path, block)
                    yield from short_words.block_problems(path, block)
        yield from plain_language.page_problems(path, found, names)


def unused_records(content: Content, site: Site) -> Iterator[Problem]:
    """Every source is cited, every question asked, and every fact shown or said."""
    for ref, line in content.references:
        if ref.id not in site.cited:
            yield Problem(REFERENCES, line, "unused-reference", f'no page cites "{ref.id}".', "cite it, or delete it")
    asked = {q for entry in site.entries.values() for q in getattr(entry.item, "questions", ())}
    for question, line in content.questions:
        if question.id not in asked:
            yield Problem(
                QUESTIONS,
                line,
                "unused-question",
                f'no page asks "{question.id}".',
                "name it under questions on a page, or delete it",
            )
    for path, facts in content.facts.items():
        for number, line in facts:
            if number.id not in site.told_on:
                message = f'no page shows or says "{number.id}".'
                yield Problem(path, line, "unused-fact", message, "name it on a page, or delete it")
