"""The short part of a benefit, a harm, a substance and a page about the visit, as its template sees it."""

from __future__ import annotations

from typing import get_args

from sitegen.content import describe
from sitegen.content.models import RiskItem, Seriousness, Stage, SubstanceItem
from sitegen.content.typed.entries import Entry
from sitegen.pages.view import PageView
from sitegen.rules.language.in_short import tells_what_it_is, uses_of
from sitegen.site.fact_box import ShortBox
from sitegen.site.fact_box.of_pages import first_cards, page_box


class ShortView(PageView):
    """A page that opens with a short part, made from its records."""

    @property
    def short_box(self) -> ShortBox:
        """The ratings of a page, or the counts of a harm, in at most seven rows."""
        return page_box(self.site, self.entry)

    @property
    def tells_what_it_is(self) -> bool:
        """Whether the short part says what the treatment is."""
        return tells_what_it_is(self.site, self.item)

    @property
    def related(self) -> list[Entry]:
        """Related pages besides those to which the short part leads."""
        item = self.item
        named = {use.id for use in self.uses}
        named.update((*item.used_in, *item.risks) if isinstance(item, SubstanceItem) else ())
        return [entry for entry in super().related if entry.id not in named]

    @property
    def first_cards(self) -> list[Entry]:
        """What to do first: the most urgent card of a harm, and that of its usual sign."""
        return first_cards(self.site, self.entry)

    @property
    def uses(self) -> list[Entry]:
        """The uses for which a benefit is claimed."""
        return uses_of(self.site, self.entry)

    @property
    def harms(self) -> list[tuple[str, list[Entry]]]:
        """The harms of a substance by how serious they are, the grave first."""
        item = self.item
        named = self.entries(item.risks) if isinstance(item, SubstanceItem) else []
        grave = list(describe.WORDS["seriousness"])[::-1]
        found = [(s, [e for e in named if isinstance(e.item, RiskItem) and e.item.seriousness == s]) for s in grave]
        return [(seriousness, harms) for seriousness, harms in found if harms]

    @property
    def licences(self) -> list[tuple[str, list[str]]]:
        """What regulators say and where, in the order of the page; what was not found only where nothing else was."""
        found: dict[str, list[str]] = {}
        for licence in self.item.licences if isinstance(self.item, SubstanceItem) else ():
            found.setdefault(licence.status, []).append(licence.place)
        if len(found) > 1:
            found.pop("not found", None)
        return list(found.items())


class ConsultationView(ShortView):
    """A page about the visit."""

    def time_line(self) -> list[tuple[str, list[Entry]]]:
        """The harms by the time in which they may start, the grave ones first; last those without a known start."""
        harms = [(e, e.item) for e in self.site.of("risks") if isinstance(e.item, RiskItem)]
        harms.sort(key=lambda pair: get_args(Seriousness)[::-1].index(pair[1].seriousness))
        stages = [(s, [e for e, item in harms if s in item.stages]) for s in get_args(Stage)]
        return [*stages, ("not known", [e for e, item in harms if item.stages == "not known"])]
