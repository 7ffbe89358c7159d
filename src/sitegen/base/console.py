"""The terminal: what it cannot write becomes a question mark, and never a traceback in place of a problem."""

from __future__ import annotations

import io
import sys


def speak_anywhere() -> None:
    """Let standard output and error replace the letters that their encoding does not have (cp1252, ASCII)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
