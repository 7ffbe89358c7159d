"""Certainty words: what the studies allow, and that the sentences say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sitegen.base.problems import Problem
from sitegen.content import describe
from sitegen.content.certainty import VERBS, ceiling, rated
from sitegen.content.models import BenefitItem, Study, SubstanceItem, TypeItem
from sitegen.content.reading.yaml_tree import Loc
from sitegen.content.typed.entries import Entry
from sitegen.site.site import Site


def verdict_problems(site: Site, entry: Entry) -> Iterator[Problem]:
    item = entry.item
    if isinstance(item, BenefitItem):
        for index, verdict in enumerate(item.verdicts):
            line = entry.line(("verdicts", index, "certainty"))
            right = rated(verdict.studies, verdict.doubts, site.references)
            if verdict.certainty != right:
                yield _ceiling_problem(
                    site, entry.path, line, verdict.certainty, right, verdict.studies, verdict.doubts
                )
            yield from _people(site, entry, ("verdicts", index), verdict.studies)
        phrases = {phrase for v in item.verdicts for phrase in VERBS[v.certainty]}
        if phrases and not any(phrase in item.summary.lower() for phrase in phrases):
            yield Problem(
                entry.path,
                entry.line(("summary",)),
                "verb-follows-word",
                "the summary does not say how sure this is.",
                f"use one of: {', '.join(sorted(phrases))}",
            )
    if isinstance(item, TypeItem):
        for index, option in enumerate(item.options):
            yield from _people(site, entry, ("options", index), option.studies)
            line = entry.line(("options", index, "certainty"))
            if option.verdict in site.verdicts:
                verdict = site.verdicts[option.verdict or ""][1]
                if (option.certainty, option.direction) != (verdict.certainty, verdict.direction):
                    yield Problem(
                        entry.path,
                        line,
                        "verdict-mismatch",
                        f'"{option.name}" says {option.certainty}, {option.direction}; the verdict '
                        f"{option.verdict} says {verdict.certainty}, {verdict.direction}.",
                        "certainty is written in the benefit; copy it from there",
                    )
            elif option.verdict is None:
                right = rated(option.studies, option.doubts, site.references)
                if option.certainty != right:
                    yield _ceiling_problem(
                        site, entry.path, line, option.certainty, right, option.studies, option.doubts
                    )
            less_sure = describe.steps(option.certainty) < describe.steps("moderate")
            surer = [phrase for phrase in VERBS["moderate"] if less_sure and phrase in option.works.lower()]
            if surer:
                yield Problem(
                    entry.path,
                    entry.line(("options", index, "works")),
                    "verb-follows-word",
                    f'"{option.name}": "{surer[0]}" is surer than the certainty "{option.certainty}".',
                    "say what was found; how sure anyone can be is set before these words",
                )
    if isinstance(item, SubstanceItem) and item.verdicts and item.no_verdict:
        yield Problem(
            entry.path,
            entry.line(("no_verdict",)),
            "inconsistent",
            "verdicts and no_verdict exclude each other.",
            "delete one of them",
        )


def _people(site: Site, entry: Entry, at: Loc, studies: Sequence[Study]) -> Iterator[Problem]:
    """A turned digit in the table that is read most would say that a study was larger than its own page says.

    A review may be cited for some of its trials, so it may have fewer here. An article on two trials may stand here
    once for each: together they have its people.
    """
    together: Counter[str] = Counter()
    for study in studies:
        together[study.reference] += study.people or 0
    for number, study in enumerate(studies):
        source = site.references.get(study.reference)
        if source is None or source.design.startswith("systematic-review"):
            continue
        if study.people and source.people and source.people not in (study.people, together[study.reference]):
            yield Problem(
                entry.path,
                entry.line((*at, "studies", number, "people")),
                "study-people",
                f'"people" is {study.people}, and the source {source.id} has {source.people}.',
                f"write {source.people}, or mend the source",
            )


def _ceiling_problem(
    site: Site, path: str, line: int, word: str, right: str, studies: Sequence[Study], doubts: Sequence[str]
) -> Problem:
    top = ceiling(studies, site.references)
    # One study allows, two allow.
    found = f"its {len(studies)} studies allow" if len(studies) != 1 else "its 1 study allows"
    taken = f"{len(doubts)} doubts make" if len(doubts) != 1 else "1 doubt makes"
    return Problem(
        path,
        line,
        "ceiling",
        f'the certainty is "{word}", but {found} "{top}" and {taken} it "{right}".',
        f"write {right}, or mend the studies and doubts",
    )
