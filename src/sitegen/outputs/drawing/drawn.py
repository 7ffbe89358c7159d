"""What was drawn before is not drawn again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache as once
from importlib.metadata import version
from pathlib import Path

from sitegen.base.files import key_of

DRAWN_BY = ("typst", "segno")
"""The libraries whose version changes what is drawn."""


def made_once(cache: Path | None, kind: str, made_of: Sequence[bytes], make: Callable[[], bytes]) -> bytes:
    """The bytes as they were made before from the same parts by the same libraries, or made now."""
    if cache is None:
        return make()
    key = key_of([_libraries(), *made_of])[:32]
    kept = cache / f"{key}.{kind}"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(".tmp")
        fresh.write_bytes(make())
        fresh.replace(kept)
    return kept.read_bytes()


@once
def _libraries() -> bytes:
    return " ".join(f"{name} {version(name)}" for name in DRAWN_BY).encode()
