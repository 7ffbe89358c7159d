"""Spaces at which no line may break: those of what was read are plain, as editors type them, and here these come back.

French writes one before ``: ; ? ! »`` and after ``«``. Without it a phone begins a line with a question mark.
"""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"
# A table's row of dashes has such marks too: there each stands beside a bar or a dash.
_SPACES = {"fr": re.compile(r"(?<=[^\s|]) (?=[:;?!»](?![-:]))|(?<=«) (?=\S)")}


def unbroken(language: str, text: str) -> str:
    """The text with the spaces at which no line breaks, where the language asks for them: its words stay."""
    pattern = _SPACES.get(language)
    return pattern.sub(NO_BREAK, text) if pattern else text
