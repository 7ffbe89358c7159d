"""The largest print and the fullest words that fit a sheet, found by drawing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

from sitegen.outputs.drawing.typesetter import count, drawn
from sitegen.outputs.leaflets.sheet import (
    EASY_FROM,
    LEAST_ROOM,
    MOST_ROOM,
    WHOLE_FROM,
    Edition,
    Fit,
    Leaflet,
    Sheet,
    sheet,
)


def fitted(template: bytes, whole: Leaflet, edition: Edition) -> Fit | None:
    """How the leaflet fits: whole if it can be, with much room for answers, in text as large as may be.

    Else in the largest text in which its shorter form fits, then with as many whole parts as fit; ``None`` where not
    even the shortest form does.
    """

    most = edition.limit(whole)
    if most is None:
        return None

    def fits(fit: Fit) -> bool:
        return pages(template, sheet(whole, edition, fit)) <= most

    best = _whole(whole, edition, fits) or _shortest(whole, edition, fits)
    return _grown(whole, best, fits) if best else None


def _grown(whole: Leaflet, best: Fit, fits: Callable[[Fit], bool]) -> Fit:
    """A form that fits with as much more as fits: parts at full length, or at least their short one; room to write."""
    longer = sorted((part for part in whole.parts if part.blocks != best.of(part)), key=lambda p: p.rank)
    for _, group in groupby(longer, key=lambda p: p.rank):
        anchors = {part.anchor for part in group}
        for wanted in (
            replace(best, full=best.full | anchors, least=best.least - anchors),
            replace(best, least=best.least - anchors),
        ):
            if wanted != best and fits(wanted):
                best = wanted
                break
    rooms = range(MOST_ROOM, LEAST_ROOM, -1)
    return next((fit for room in rooms if fits(fit := replace(best, room=room))), best)


def _whole(whole: Leaflet, edition: Edition, fits: Callable[[Fit], bool]) -> Fit | None:
    """All of a leaflet, in a text that is comfortable to read."""
    everything = frozenset(part.anchor for part in whole.parts)
    sizes = [size for size in edition.sizes if size >= WHOLE_FROM]
    # Where the smallest does not fit, no larger one does.
    if not fits(Fit(everything, sizes[-1], LEAST_ROOM)):
        return None
    tries = (Fit(everything, size, room) for size in sizes for room in range(MOST_ROOM, LEAST_ROOM - 1, -1))
    return next(fit for fit in tries if fits(fit))


def _shortest(whole: Leaflet, edition: Edition, fits: Callable[[Fit], bool]) -> Fit | None:
    """The form from which a leaflet grows again, the first of these that fits, in the largest text in which it does.

    The short form with cards as lists, with cards in running text, and the shortest form; in a text that is easy to
    read if that can be, else in a smaller one. The last resort: a card may be broken.
    """
    sizes = [size for size in edition.sizes if size < WHOLE_FROM] or list(edition.sizes)
    easy = [size for size in sizes if size >= EASY_FROM]
    least = frozenset(part.anchor for part in whole.parts if part.least is not None)
    forms = [Fit(frozenset(), 0, LEAST_ROOM, *form) for form in ((False,), (True,), (True, least))]
    forms = forms if edition.dense else forms[:1]
    tries = [(easy, form) for form in forms] + [(sizes, form) for form in forms]
    if edition.dense:
        tries.append((sizes, replace(forms[-1], breaks=True)))
    for these, form in tries:
        # Where the smallest does not fit, no larger one does.
        if these and fits(replace(form, size=these[-1])):
            return next(fit for size in these if fits(fit := replace(form, size=size)))
    return None


def pages(template: bytes, printed: Sheet) -> int:
    """How many pages a sheet takes."""
    return count(template, {"leaflet": printed.data})


def pdf(template: bytes, printed: Sheet) -> bytes:
    """A sheet as tagged PDF/UA-1."""
    return drawn(template, {"leaflet": printed.data})
