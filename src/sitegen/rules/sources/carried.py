"""What may carry a verdict, a harm, a card, a law, and the words on who should not have the treatment.

A rule that a source cannot meet today is let pass by a record in ``exceptions.yml``, with the reason; an exception
that nothing needs is a problem, so the list can only shrink.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.base.identifiers import host_of
from sitegen.base.problems import Problem
from sitegen.content.models import BenefitItem, CardItem, ConsultationItem, Reference, RiskItem, RulesItem, TypeItem
from sitegen.content.prose.blocks import Block
from sitegen.content.prose.inline import Line
from sitegen.content.typed.entries import Entry
from sitegen.rules.sources.hosts import (
    COPY_ONLY,
    COUNTED,
    FIRST_HAND,
    LABELS,
    NOTHING,
    OFFICIAL,
    SCIENCE,
    fits,
    host_at,
    kind_of,
)
from sitegen.site.content import Content
from sitegen.site.site import EXCEPTIONS, REFERENCES, Site

NATIONAL_BODIES = 2
BODIES = ("guideline", "regulator-notice", "drug-label", "law")
"""Kinds of source that speak for a national body."""
OUR_VIEW = re.compile(r"\bour view\b", re.I)
NOT_SEEN = re.compile(r"\bnot seen the [a-z ]{1,30}(?:itself|themselves)\b", re.I)


@dataclass(frozen=True)
class Breach:
    """A problem, and by what an exception would name it: the id of a source or of a page."""

    at: str
    problem: Problem


def problems(breaches: Sequence[Breach], site: Site) -> Iterator[Problem]:
    """Every breach that no exception lets pass."""
    let = {(exempt.rule, exempt.at) for exempt in site.exceptions}
    for breach in breaches:
        if (breach.problem.rule, breach.at) not in let:
            yield breach.problem


def idle_exceptions(breaches: Sequence[Breach], content: Content) -> Iterator[Problem]:
    """Exceptions that let nothing pass, or say again what another one says."""
    needed = {(breach.problem.rule, breach.at) for breach in breaches}
    for exempt, line in content.exceptions:
        key = (exempt.rule, exempt.at)
        if key not in needed:
            message = f'"{exempt.at}" does not break the rule {exempt.rule}.'
            yield Problem(EXCEPTIONS, line, "idle-exception", message, "delete the record: the list only shrinks")
        needed.discard(key)


def breaches(content: Content, site: Site) -> Iterator[Breach]:
    """Every place where a source carries what it may not, whether an exception lets it pass or not."""
    yield from _addresses(content, site)
    for entry in site.entries.values():
        item = entry.item
        if isinstance(item, BenefitItem):
            yield from _studies(site, entry, item)
        elif isinstance(item, RiskItem):
            yield from _frequencies(site, entry, item)
        elif isinstance(item, CardItem):
            yield from _card(site, entry, item)
        elif isinstance(item, RulesItem):
            yield from _laws(site, entry, item)
        elif isinstance(item, TypeItem):
            yield from _who_should_not(site, entry, ("who-should-not",))
        elif isinstance(item, ConsultationItem):
            yield from _who_should_not(site, entry, item.who_should_not)


def _addresses(content: Content, site: Site) -> Iterator[Breach]:
    """No source stands at a host that carries nothing, and each stands where its kind can stand."""
    for ref, line in content.references:
        host = host_at(ref.url, site.hosts) if ref.url else None
        if host and host.kind in NOTHING:
            message = f'"{ref.id}" has its URL at {host.id}, which carries nothing ({host.kind}).'
            hint = "give the source's own address, or delete URL and name the copy under seen"
            yield Breach(ref.id, Problem(REFERENCES, line, "carries-nothing", message, hint))
        elif not fits(ref.design, kind := kind_of(ref, site.hosts)):
            message = f'"{ref.id}" is called {ref.design}, but its address is of the kind "{kind}".'
            hint = "mend design or URL; a new host belongs in data/hosts.yml; a copy is named under seen"
            yield Breach(ref.id, Problem(REFERENCES, line, "kind-fits-host", message, hint))
        elif ref.url and ref.seen.form == "copy" and kind not in FIRST_HAND and host_of(ref.url) in ref.seen.hosts:
            message = f'"{ref.id}" was read as a copy, and its URL is that of the copy.'
            hint = "delete URL: seen says where the copy is; or give the source's own address"
            yield Breach(ref.id, Problem(REFERENCES, line, "kind-fits-host", message, hint))


def _studies(site: Site, entry: Entry, item: BenefitItem) -> Iterator[Breach]:
    for at, verdict in enumerate(item.verdicts):
        for number, study in enumerate(verdict.studies):
            ref = site.references.get(study.reference)
            if ref and not (ref.identified or ref.registry):
                line = entry.line(("verdicts", at, "studies", number, "reference"))
                message = f'the study "{ref.id}" has no DOI, no PubMed number and no registry number.'
                hint = "look for one; where there is none, take the study out or name it in data/exceptions.yml"
                yield Breach(ref.id, Problem(entry.path, line, "verdict-source", message, hint))


def _frequencies(site: Site, entry: Entry, item: RiskItem) -> Iterator[Breach]:
    def counts(ref: Reference) -> bool:
        return ref.design in COUNTED or (ref.design in LABELS and kind_of(ref, site.hosts) == "regulator")

    for at, number in enumerate(item.how_often.numbers):
        found = _known(site, number.reference)
        if found and not any(counts(ref) for ref in found):
            line = entry.line(("how_often", "numbers", at, "reference"))
            message = f'"{found[0].id}" is neither a label at a regulator nor a study that counted people.'
            yield Breach(found[0].id, Problem(entry.path, line, "harm-source", message, "cite one, or say not known"))


def _card(site: Site, entry: Entry, card: CardItem) -> Iterator[Breach]:
    """The body that speaks is the first author, as a national body is its only one. A copy of its text counts."""
    bodies = {
        ref.author[0].literal or ref.author[0].family
        for ref in _known(site, card.reference)
        if ref.design in BODIES and kind_of(ref, site.hosts) in OFFICIAL | SCIENCE | {COPY_ONLY}
    }
    if card.urgency == "emergency" and len(bodies) < NATIONAL_BODIES:
        message = f"an emergency rests on {NATIONAL_BODIES} national bodies; the sources here name {len(bodies)}."
        hint = "add the advice of another health service, regulator or national society to reference"
        yield Breach(entry.id, Problem(entry.path, entry.line(("reference",)), "card-sources", message, hint))


def _laws(site: Site, entry: Entry, item: RulesItem) -> Iterator[Breach]:
    """Advice may also stand at the society or journal that gives it. A report of a text is not the text."""
    for at, rule in enumerate(item.rules):
        own = OFFICIAL | SCIENCE | {"society"} if rule.status == "advice" else OFFICIAL
        found = _known(site, rule.reference)
        read = [ref for ref in found if ref.seen.form != "report"]
        if found and not NOT_SEEN.search(rule.what) and not any(kind_of(ref, site.hosts) in own for ref in read):
            line = entry.line(("rules", at, "reference"))
            message = f'"{found[0].id}" is not the official text of what it tells.'
            hint = "cite the gazette, regulator or parliament, or write: we have not seen the law itself"
            yield Breach(found[0].id, Problem(entry.path, line, "law-source", message, hint))


def _who_should_not(site: Site, entry: Entry, parts: Sequence[str]) -> Iterator[Breach]:
    """Each point of a list or row of a table rests on a label or a guideline; so does a paragraph that cites.

    The paragraph before a list or a table may say for all of it what is our view.
    """
    for text in entry.prose:
        before: Block | None = None
        for block in text.blocks if text.anchor in parts else ():
            words, cites = ("", ()) if before is None else (before.plain, before.cites)
            for line, said, own in _statements(block):
                above = block.kind != "paragraph"
                found = _known(site, (*own, *(cites if above else ())))
                ours = OUR_VIEW.search(f"{said} {words if above else ''}")
                if not ours and not any(_tells_who(site, ref) for ref in found) and (own or above):
                    message = f"no label and no national guideline says this: {said[:60]}"
                    hint = 'cite one, or write "our view" in it, or in the paragraph before the list'
                    yield Breach(entry.id, Problem(entry.path, line, "who-source", message, hint))
            before = block


def _statements(block: Block) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Each point, row or paragraph of a block: its line, its words and what it cites."""
    parts: Sequence[Sequence[Line]] = [block.lines] if block.lines else []
    if block.kind in ("list", "steps"):
        parts = [[line] for line in block.lines]
    elif block.kind == "table":
        parts = block.rows[1:]
    elif block.kind != "paragraph":
        parts = []
    for lines in parts:
        cites = tuple(cite for line in lines for cite in line.cites)
        yield lines[0].line, " ".join(line.plain for line in lines), cites


def _tells_who(site: Site, ref: Reference) -> bool:
    if ref.design in ("drug-label", "regulator-notice", "law"):
        return True
    kind = kind_of(ref, site.hosts)
    return ref.design == "guideline" and kind in OFFICIAL | SCIENCE | {COPY_ONLY}


def _known(site: Site, ids: Sequence[str]) -> list[Reference]:
    return [site.references[ref] for ref in ids if ref in site.references]
