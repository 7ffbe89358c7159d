"""Bytes by name: outputs of several steps put together, and what was worked out before from the same bytes."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


class Objects(dict[str, Any]):
    """A memory that lives no longer than its process: it keeps what was made itself, and no pickle of it.

    To take from it costs nothing, and what a thing has worked out of itself since it was made is there still. So what
    is made may not be changed by who takes it; what can be (a dict, a list) is pickled here too.
    """


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
    found = _kept(memory, key)
    if isinstance(found, kind):
        return found
    made = make()
    if isinstance(made, dict | list | bytes):
        memory[key] = _pickled(made)
    else:
        _keep(memory, key, made)
    return made


def all_remembered(
    memory: MutableMapping[str, bytes] | None,
    about: Sequence[bytes],
    made_of: Mapping[str, bytes],
    kind: type[T],
    make: Callable[[str], T],
) -> dict[str, T]:
    """:func:`remembered` for many small things that are kept together: ``{name: what make gives for the name}``.

    Each is made anew where its own bytes in ``made_of`` are others than last time; all are where ``about`` is another.
    """
    if memory is None:
        return {name: make(name) for name in made_of}
    place = key_of(about)
    kept = _kept(memory, place)
    before = kept if isinstance(kept, dict) else {}
    found: dict[str, tuple[str, T]] = {}
    for name, data in made_of.items():
        key = key_of([data])
        match before.get(name):
            case (old, value) as part if old == key and isinstance(value, kind):
                found[name] = part
            case _:
                found[name] = (key, make(name))
    # What was taken from there is the same object, so to compare costs nothing.
    if found != before:
        _keep(memory, place, found)
    return {name: value for name, (_, value) in found.items()}


def _keep(memory: MutableMapping[str, Any], key: str, made: object) -> None:
    memory[key] = made if isinstance(memory, Objects) else _pickled(made)


def _pickled(made: object) -> bytes:
    return pickle.dumps(made, protocol=5)


def _kept(memory: MutableMapping[str, Any], key: str) -> object:
    try:
        kept = memory[key]
        return pickle.loads(kept) if isinstance(kept, bytes) else kept
    except Exception:  # Nothing is kept, or it is damaged, and a damaged pickle may raise anything.
        return None
