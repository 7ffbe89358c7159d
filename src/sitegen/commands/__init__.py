"""One module a command: it reads the clock and the disk, prints, and gives an exit code.

In: the arguments. Out: an exit code.
Never: a rule.
"""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

OK, PROBLEMS, FAULT = 0, 1, 2
P = ParamSpec("P")


def for_any_reader(command: Callable[P, int]) -> Callable[P, int]:
    """A command whose reader, such as ``head``, may have seen enough: the rest goes nowhere, without a complaint."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> int:
        try:
            code = command(*args, **kwargs)
            sys.stdout.flush()
            return code
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return FAULT

    return run


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
