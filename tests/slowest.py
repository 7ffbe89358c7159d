"""Time, processor and memory of the slowest steps of the tests, told at the end of a run."""

from __future__ import annotations

import resource
import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest

SHOWN = 20
KEY = "took"
MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10
"""In the unit of ``ru_maxrss``: macOS counts bytes, Linux thousands of them."""


class Took(NamedTuple):
    """One step: to set a test up, to run it, or to clear away after it."""

    seconds: float
    processor: float
    peak: float
    worker: str
    name: str


class Slowest:
    """What the steps took. A worker sends it along with its reports; the process that prints gathers it."""

    def __init__(self) -> None:
        self.took: list[Took] = []
        self.before = _processor()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Iterator[None]:
        report = yield
        now = _processor()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
        report.user_properties.append((KEY, [now - self.before, peak]))
        self.before = now
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        values = [value for key, value in report.user_properties if key == KEY]
        if values:
            processor, peak = values[-1]
            name = report.nodeid.removeprefix("tests/") + ("" if report.when == "call" else f" ({report.when})")
            self.took.append(Took(report.duration, processor, peak, getattr(report, "worker_id", "main"), name))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self.took:
            return
        workers = {took.worker: max(t.peak for t in self.took if t.worker == took.worker) for took in self.took}
        terminalreporter.section(f"the slowest {SHOWN}: seconds, of the processor, MB of the worker at its most so far")
        for took in sorted(self.took, reverse=True)[:SHOWN]:
            terminalreporter.line(f"{took.seconds:7.1f} {took.processor:7.1f} {took.peak:6.0f}  {took.name}")
        for what, index in (("seconds", 0), ("of the processor", 1)):
            files: Counter[str] = Counter()
            for took in self.took:
                files[took.name.partition("::")[0]] += took[index]
            told = ", ".join(f"{name} {seconds:.0f}" for name, seconds in files.most_common() if seconds >= 1)
            terminalreporter.line(f"{what}, by file: {told}")
        terminalreporter.line(
            f"{sum(t.seconds for t in self.took):7.1f} {sum(t.processor for t in self.took):7.1f} "
            f"{sum(workers.values()):6.0f}  all {len(workers)} processes together, without the browser"
        )


def _processor() -> float:
    """Seconds of the processor, those of finished commands too."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)
