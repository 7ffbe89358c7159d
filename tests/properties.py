"""How hypothesis looks for examples in a browser."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings


def quick(examples: int) -> settings:
    """The same examples in every run; a failing one is told as it is, for to shrink it in a browser takes minutes."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
