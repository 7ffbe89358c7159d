"""Typst in processes of its own: it keeps all that it has set, and gives its memory back only when it ends."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Lock, Thread
from typing import TypeVar

import typst

S = TypeVar("S")
T = TypeVar("T")
SHEETS = 100
"""After so many sheets the processes end, with some hundred megabytes, and others begin."""
AT_ONCE = min(os.cpu_count() or 1, 4)
"""How many sheets are set at once, each in a process."""


def count(template: bytes, inputs: dict[str, str]) -> int:
    """How many pages a document takes. The template says it under the label ``pages``."""
    return _APART.run(_counted, template, inputs)


def drawn(template: bytes, inputs: dict[str, str]) -> bytes:
    """A document as tagged PDF/UA-1. The compiler carries its typeface, so the bytes are the same on every machine."""
    return _APART.run(_drawn, template, inputs)


def at_once(make: Callable[[S], T], wanted: Sequence[S]) -> list[T]:
    """What ``make`` gives for each, in their order; as many at once as there are processes to set what it asks for."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(make, wanted))


class _Apart:
    """The processes, for any number of threads, and how many sheets they may still set.

    (Their pool can be told so too, but Python 3.11 then hangs.)
    """

    def __init__(self) -> None:
        self.pool: ProcessPoolExecutor | None = None
        self.left = 0
        self.lock = Lock()

    def run(self, work: Callable[[bytes, dict[str, str]], T], template: bytes, inputs: dict[str, str]) -> T:
        with self.lock:
            if self.pool is None or not self.left:
                if self.pool:
                    self.pool.shutdown()
                self.pool, self.left = _pool(), SHEETS
            self.left -= 1
            asked = self.pool.submit(work, template, inputs)
        return asked.result()


_APART = _Apart()


def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(AT_ONCE, mp_context=get_context("spawn"), initializer=_end_with_the_build)


def _end_with_the_build() -> None:
    """A build may be killed at any moment; who waits for its orders would then wait for ever."""
    parent = parent_process()
    assert parent

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _counted(template: bytes, inputs: dict[str, str]) -> int:
    found = typst.query(template, "<pages>", field="value", one=True, ignore_system_fonts=True, sys_inputs=inputs)
    return int(json.loads(found))


def _drawn(template: bytes, inputs: dict[str, str]) -> bytes:
    made = typst.compile(template, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True, sys_inputs=inputs)
    assert isinstance(made, bytes)
    return made
