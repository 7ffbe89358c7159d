"""One module a command: it reads the clock and the disk, prints, and gives an exit code.

In: the arguments. Out: an exit code.
Never: a rule.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OK, PROBLEMS, FAULT = 0, 1, 2


@contextmanager
def uncollected() -> Iterator[None]:
    """A run makes much and throws little away: to look for what can go would take a tenth of its time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
