"""A page about the visit, as its template sees it."""

from __future__ import annotations

from typing import get_args

from sitegen.content.models import (
    RiskItem,
    Seriousness,
    Stage,
)
from sitegen.content.typed.entries import Entry
from sitegen.pages.short_view import ShortView


class ConsultationView(ShortView):
    """A page about the visit."""

    def time_line(self) -> list[tuple[str, list[Entry]]]:
        """The harms by the time in which they may start, the grave ones first; last those without a known start."""
        harms = [(e, e.item) for e in self.site.of("risks") if isinstance(e.item, RiskItem)]
        harms.sort(key=lambda pair: get_args(Seriousness)[::-1].index(pair[1].seriousness))
        stages = [(s, [e for e, item in harms if s in item.stages]) for s in get_args(Stage)]
        return [*stages, ("not known", [e for e, item in harms if item.stages == "not known"])]
