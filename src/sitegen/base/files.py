"""Bytes by name: outputs of several steps put together, and what was worked out before from the same bytes."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def outputs(pages: Mapping[str, bytes], *more: Mapping[str, bytes]) -> dict[str, bytes]:
    """All outputs together. Two steps that write the same path are a fault of the builder."""
    found = dict(pages)
    for mapping in more:
        for path, data in mapping.items():
            if path in found:
                raise ValueError(f"two steps write {path}")
            found[path] = data
    return found


def key_of(made_of: Sequence[bytes]) -> str:
    """The name under which what is made of some bytes is kept: the hash of them all."""
    return hashlib.sha256(b"\0".join(made_of)).hexdigest()


def remembered(
    memory: MutableMapping[str, bytes] | None, made_of: Sequence[bytes], kind: type[T], make: Callable[[], T]
) -> T:
    """What ``make`` gave before from the same bytes, or gives now and is kept in ``memory``.

    What is kept and damaged, or of another kind, is made anew. ``memory`` must be nobody else's: it holds pickles.
    """
    if memory is None:
        return make()
    key = key_of(made_of)
    if (kept := memory.get(key)) is not None:
        try:
            found = pickle.loads(kept)
        except Exception:  # A damaged pickle may raise anything.
            found = None
        if isinstance(found, kind):
            return found
    made = make()
    memory[key] = pickle.dumps(made, protocol=5)
    return made
