"""How much stands at the address of whoever speaks: the figures that ``make check`` prints.

A source of which we read only a report by others is not first-hand, whatever its address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sitegen.content.models import BenefitItem, CardItem, RiskItem, RulesItem
from sitegen.rules.sources.hosts import FIRST_HAND, kind_of
from sitegen.site.site import Site

NEVER = "never"


@dataclass(frozen=True)
class Sources:
    """``kinds`` of address, the most frequent first; ``shares``: of each use, how many are first-hand, of how many."""

    kinds: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    reports: int = 0
    """Sources of which only a report by others was read, whatever address they have."""
    exceptions: int = 0
    looked: str = NEVER
    """The day on which notices on the sources were last asked for."""
    notices: Mapping[str, int] = field(default_factory=dict)
    """How many there are of each kind."""


def sources(site: Site) -> Sources:
    """The sources of a site by their kind of address, and the share that is first-hand."""
    kinds = {ref.id: kind_of(ref, site.hosts) for ref in site.references.values()}
    told = {ref.id for ref in site.references.values() if ref.seen.form == "report"}

    def share(ids: Iterable[str]) -> tuple[int, int]:
        known = {ref for ref in ids if ref in kinds}
        return sum(kinds[ref] in FIRST_HAND for ref in known - told), len(known)

    used = dict.fromkeys(("verdicts", "harms", "cards", "law"), frozenset[str]())
    for name, ids in _uses(site):
        used[name] |= set(ids)
    return Sources(
        dict(Counter(kinds.values()).most_common()),
        {name: share(ids) for name, ids in {**used, "all": kinds}.items()},
        len(told),
        len(site.exceptions),
        ", ".join(str(health.looked) for health in site.health) or NEVER,
        dict(Counter(notice.kind for notices in site.notices.values() for notice in notices)),
    )


def _uses(site: Site) -> Iterator[tuple[str, Iterable[str]]]:
    for entry in site.entries.values():
        item = entry.item
        if isinstance(item, BenefitItem):
            yield "verdicts", (study.reference for verdict in item.verdicts for study in verdict.studies)
        elif isinstance(item, RiskItem):
            yield "harms", (ref for number in item.how_often.numbers for ref in number.reference)
            yield "harms", item.can_happen.reference
        elif isinstance(item, CardItem):
            yield "cards", item.reference
        elif isinstance(item, RulesItem):
            yield "law", (ref for rule in item.rules for ref in rule.reference)
