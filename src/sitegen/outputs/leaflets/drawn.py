"""What was drawn before is not drawn again."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache as once
from functools import partial
from pathlib import Path

from sitegen.outputs.drawing.drawn import made_once
from sitegen.outputs.leaflets.fitting import fitted, pdf
from sitegen.outputs.leaflets.sheet import Edition, Fit, Leaflet, Sheet, sheet


def fitted_sheet(
    template: bytes, whole: Leaflet, edition: Edition, cache: Path | None, dated: str | None = None
) -> Sheet | None:
    """What fits is found by trying, so it is kept too; ``None`` where the leaflet does not fit.

    ``dated`` is the date that takes the most room; without it what fits is found for the leaflet's own.
    """
    # A new version alone, or a new date, needs no new search.
    blank = whole.of_any_version(dated or whole.dated)

    def find() -> bytes:
        fit = fitted(template, blank, edition)
        return json.dumps(fit and _said(fit)).encode("utf-8")

    found = json.loads(made_once(cache, "json", [rules(), template, blank.json.encode("utf-8"), _form(edition)], find))
    if found is None:
        return None
    full, size, room, dense, least, breaks = found
    return sheet(whole, edition, Fit(frozenset(full), size, room, dense, frozenset(least), breaks))


def drawn_pdf(template: bytes, whole: Leaflet, printed: Sheet, cache: Path | None) -> bytes:
    """The PDF of a leaflet as it is printed."""
    fit = json.dumps(_said(printed.fit)).encode("utf-8")
    made_of = [rules(), template, whole.json.encode("utf-8"), _form(printed.edition), fit]
    return made_once(cache, "pdf", made_of, partial(pdf, template, printed))


def _said(fit: Fit) -> list[object]:
    return [sorted(fit.full), fit.size, fit.room, fit.dense, sorted(fit.least), fit.breaks]


def _form(edition: Edition) -> bytes:
    return json.dumps(asdict(edition), sort_keys=True).encode("utf-8")


@once
def rules() -> bytes:
    """The code that decides what a sheet looks like: with it changes what was drawn before."""
    return b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
