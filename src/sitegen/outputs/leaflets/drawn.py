"""What was drawn before is not drawn again."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache as once
from pathlib import Path

from sitegen.outputs.drawn import made_once
from sitegen.outputs.leaflets.fitting import fitted
from sitegen.outputs.leaflets.sheet import Edition, Fit, Leaflet, Sheet, sheet


def fitted_sheet(template: bytes, whole: Leaflet, edition: Edition, cache: Path | None) -> Sheet | None:
    """What fits is found by trying, so it is kept too; ``None`` where the leaflet does not fit."""
    words = [whole.json.encode("utf-8"), json.dumps(asdict(edition), sort_keys=True).encode("utf-8")]

    def find() -> bytes:
        fit = fitted(template, whole, edition)
        said = fit and [sorted(fit.full), fit.size, fit.room, fit.dense, sorted(fit.least), fit.breaks]
        return json.dumps(said).encode("utf-8")

    found = json.loads(made_once(cache, "json", [rules(), template, *words], find))
    if found is None:
        return None
    full, size, room, dense, least, breaks = found
    return sheet(whole, edition, Fit(frozenset(full), size, room, dense, frozenset(least), breaks))


@once
def rules() -> bytes:
    """The code that decides what a sheet looks like: with it changes what was drawn before."""
    return b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
