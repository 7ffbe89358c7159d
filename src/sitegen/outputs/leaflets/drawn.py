"""What was drawn before is not drawn again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from sitegen.outputs.leaflets.fitting import fitted
from sitegen.outputs.leaflets.sheet import Edition, Fit, Leaflet, Sheet, sheet


def fitted_sheet(template: bytes, whole: Leaflet, edition: Edition, cache: Path | None) -> Sheet | None:
    """What fits is found by trying, so it is kept too; ``None`` where the leaflet does not fit."""
    words = json.dumps([asdict(whole), asdict(edition)], ensure_ascii=False, sort_keys=True).encode("utf-8")

    def find() -> bytes:
        fit = fitted(template, whole, edition)
        said = fit and [sorted(fit.full), fit.size, fit.room, fit.dense, sorted(fit.least), fit.breaks]
        return json.dumps(said).encode("utf-8")

    found = json.loads(made_once(cache, "json", [template, words], find))
    if found is None:
        return None
    full, size, room, dense, least, breaks = found
    return sheet(whole, edition, Fit(frozenset(full), size, room, dense, frozenset(least), breaks))


def made_once(cache: Path | None, kind: str, made_of: Sequence[bytes], make: Callable[[], bytes]) -> bytes:
    """The bytes as they were made before from the same parts by the same compiler and rules, or made now."""
    if cache is None:
        return make()
    rules = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    key = hashlib.sha256(b"\0".join([version("typst").encode(), rules, *made_of])).hexdigest()[:32]
    kept = cache / f"{key}.{kind}"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(".tmp")
        fresh.write_bytes(make())
        fresh.replace(kept)
    return kept.read_bytes()
