"""Exit codes of the commands."""

from __future__ import annotations

OK, PROBLEMS, FAULT = 0, 1, 2
