"""All items together as one :class:`Site`, and the one list of the rules that concern more than one file.

Any problem here stops the build. A rule looks at what was read and gives problems; it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from dataclasses import dataclass, replace
from functools import cached_property

from sitegen.base.files import remembered
from sitegen.base.problems import Problem
from sitegen.content.reading.items import NO_LINES, RecordLines
from sitegen.content.typed.entries import Entry
from sitegen.rules import card_rules, leaflet_rules
from sitegen.rules.addresses import taken_anchors, titles_and_aliases
from sitegen.rules.certainty import verdict_problems
from sitegen.rules.language import depths, in_short, instruments, plain_language, short_words
from sitegen.rules.language.numbers.bound import other_source, said_otherwise, unbound
from sitegen.rules.language.numbers.unbound import numbers_of, unbound_numbers
from sitegen.rules.links import broken_links
from sitegen.rules.measure import Measure, Texts, measured, pattern_of, texts_of
from sitegen.rules.records import (
    code_problems,
    moment_problems,
    record_links,
    record_words,
    repeated_ids,
    topic_problems,
    unused_records,
)
from sitegen.rules.related import missing_comparisons, orphans, unmet_wishes
from sitegen.rules.sources import absence, carried, health
from sitegen.rules.sources.claims import uncited_claims
from sitegen.site.content import Content
from sitegen.site.site import Site, site_of


@dataclass(frozen=True)
class Looked:
    """What a rule may look at."""

    content: Content
    site: Site
    texts: Texts
    memory: MutableMapping[str, bytes] | None = None
    lines: RecordLines = NO_LINES

    def record_words(self) -> tuple[Problem, ...]:
        """What is wrong with the words of records. It depends on the records and on the names left out alone."""
        made_of = [b"record words", self.content.records_from.encode(), pattern_of(self.texts.names)]
        memory = self.memory if self.content.records_from else None
        return remembered(
            memory, made_of, tuple, lambda: tuple(record_words(self.content, self.texts.names, self.lines))
        )

    @cached_property
    def breaches(self) -> tuple[carried.Breach, ...]:
        """What sources carry and may not: two rules look at it."""
        return tuple(carried.breaches(self.content, self.site))


OF_ALL: tuple[Callable[[Looked], Iterable[Problem]], ...] = (
    lambda at: repeated_ids(at.content),
    lambda at: record_links(at.content, at.site, at.lines),
    lambda at: topic_problems(at.content, at.lines),
    lambda at: moment_problems(at.content),
    lambda at: code_problems(at.content.codes),
    lambda at: at.record_words(),
    lambda at: titles_and_aliases(at.site),
    lambda at: card_rules.problems(at.site.entries, at.texts.names),
    lambda at: leaflet_rules.problems(at.site.entries),
    lambda at: leaflet_rules.of_facts(at.content.facts),
    lambda at: carried.problems(at.breaches, at.site),
    lambda at: absence.record_problems(at.content),
)
OF_WHOLE: tuple[Callable[[Looked], Iterable[Problem]], ...] = (
    lambda at: unused_records(at.content, at.site),
    lambda at: orphans(at.site),
    lambda at: missing_comparisons(at.site),
    lambda at: unmet_wishes(at.site),
    lambda at: carried.idle_exceptions(at.breaches, at.content),
)
"""Rules on what is missing: nothing can be said of it while links may be among what could not be read."""
OF_A_PAGE: tuple[Callable[[Looked, Entry], Iterable[Problem]], ...] = (
    lambda at, entry: broken_links(at.site, entry),
    lambda at, entry: said_otherwise(at.site, entry),
    lambda at, entry: other_source(at.site, entry),
    lambda at, entry: unbound_numbers(at.site, entry),
    lambda at, entry: verdict_problems(at.site, entry),
    lambda at, entry: health.problems(at.site, entry),
    lambda at, entry: depths.problems(at.site, entry),
    lambda at, entry: in_short.problems(at.site, entry),
    lambda at, entry: plain_language.graded_problems(
        entry, at.texts.sentences[entry.id], at.texts.names, at.texts.grades.get(entry.id)
    ),
    lambda at, entry: instruments.unexplained(entry, at.texts.explained),
)
"""Rules on one page that depend on what others say."""
OF_ITS_OWN: tuple[Callable[[Entry], Iterable[Problem]], ...] = (
    taken_anchors,
    uncited_claims,
    absence.page_problems,
    plain_language.text_problems,
    short_words.page_problems,
    unbound,
    instruments.page_problems,
)
"""Rules on one page whatever the others say: while its file stays as it is, they say the same again."""


def own_problems(entry: Entry) -> tuple[Problem, ...]:
    """What the rules of :data:`OF_ITS_OWN` say of a page."""
    return tuple(problem for rule in OF_ITS_OWN for problem in rule(entry))


OF_THE_PAGE: tuple[Callable[[Entry], object], ...] = (own_problems, numbers_of, instruments.medical_words)
"""What follows from a page alone, whatever the others say: it is worked out as soon as the page is read."""


def link(
    content: Content, memory: MutableMapping[str, bytes] | None = None, lines: RecordLines = NO_LINES
) -> tuple[Site, list[Problem], Measure]:
    """One Site from all items and records, its problems, and its measure.

    ``memory`` keeps what most edits leave; ``lines`` are those of the fields of records.
    """
    site = site_of(content)
    texts = texts_of(site, memory)
    at = Looked(content, site, texts, memory, lines)
    measure = measured(site, texts)
    problems = [problem for problem in _all_problems(at) if not _blames_broken(problem, content)]
    problems += plain_language.site_problems(measure.median_grade)
    measure = replace(measure, unbound=sum(problem.rule.startswith("unbound-") for problem in problems))
    return replace(site, grades=texts.grades), problems, measure


def _all_problems(at: Looked) -> Iterator[Problem]:
    for rule in OF_ALL if at.content.lost else (*OF_ALL, *OF_WHOLE):
        yield from rule(at)
    for entry in at.site.entries.values():
        yield from entry.once(own_problems)
        for of_page in OF_A_PAGE:
            yield from of_page(at, entry)


def _blames_broken(problem: Problem, content: Content) -> bool:
    """Whether a problem is only that a file has problems of its own, or stands on the line of a stand-in."""
    named = {
        "unknown-item": 'there is no item "{}".',
        "unknown-verdict": '"{}#',
        "verdict-mismatch": " {}#",
        "unknown-anchor": '"{}" has no section',
    }
    form = named.get(problem.rule)
    if form and any(form.format(item_id) in problem.message for item_id in content.broken):
        return True
    return (problem.path, problem.line) in content.stand_ins
