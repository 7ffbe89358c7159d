"""Outputs of several steps put together."""

from __future__ import annotations

from collections.abc import Mapping


def outputs(pages: Mapping[str, bytes], *more: Mapping[str, bytes]) -> dict[str, bytes]:
    """All outputs together. Two steps that write the same path are a fault of the builder."""
    found = dict(pages)
    for mapping in more:
        for path, data in mapping.items():
            if path in found:
                raise ValueError(f"two steps write {path}")
            found[path] = data
    return found
