"""The outcome of a check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sitegen.base.problems import Problem
from sitegen.check.translations import Originals, Share
from sitegen.ledger.history import NO_HISTORY, History
from sitegen.rules.measure import Measure
from sitegen.site.site import Site


@dataclass(frozen=True)
class Checked:
    """The outcome of load, validate and link. The site may be built only when there are no problems."""

    site: Site
    problems: tuple[Problem, ...]
    measure: Measure
    history: History = NO_HISTORY
    originals: Originals = field(default_factory=Originals)
    """The English as it was read, without files that have problems of their own."""
    translations: Mapping[str, bytes] = field(default_factory=dict)
    shares: Mapping[str, Share] = field(default_factory=dict)
    """How much there is of each other language."""
