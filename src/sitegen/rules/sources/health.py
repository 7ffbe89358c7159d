"""No verdict rests on what its own journal has taken back.

The notices come from ``data/source_health.yml``, which the weekly job writes. Cochrane holds its reviews to the same:
"Retracted studies should not be included in a Cochrane Review" (policy on managing problematic studies, MECIR C48).
Where such a study is only cited, the notice that stands beside it is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.base.problems import Problem
from sitegen.content.models import BenefitItem
from sitegen.content.typed.entries import Entry
from sitegen.site.site import Site


def problems(site: Site, entry: Entry) -> Iterator[Problem]:
    """The studies and numbers of a verdict that are withdrawn."""
    if not isinstance(entry.item, BenefitItem):
        return
    for at, verdict in enumerate(entry.item.verdicts):
        cited: list[tuple[str, Sequence[str | int]]] = [
            (study.reference, ("studies", number, "reference")) for number, study in enumerate(verdict.studies)
        ]
        cited += [(ref, ("numbers", at_number)) for at_number, n in enumerate(verdict.numbers) for ref in n.reference]
        for ref, loc in cited:
            for notice in site.notices.get(ref, ()):
                if notice.kind == "retraction":
                    message = f'the study "{ref}" was withdrawn ({notice.issued}), and this verdict rests on it.'
                    where = f" at {notice.address}" if notice.address else ""
                    hint = f"read the notice{where}, take the study out, and rate again without it"
                    yield Problem(entry.path, entry.line(("verdicts", at, *loc)), "withdrawn-source", message, hint)
                    break
