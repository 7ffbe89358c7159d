"""Small rules of wording that the templates use."""

from __future__ import annotations

import pytest

from sitegen.content.describe import stop

CITED = r"[\[10\]](#source-10){ role=\"doc-noteref\" }[\[2\]](#source-2){ role=\"doc-noteref\" }"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It fades", "It fades."),
        ("It fades.", "It fades."),
        ("It fades (mostly.)", "It fades (mostly.)"),
        (f"It fades.{CITED}", f"It fades.{CITED}"),
        (f"It fades{CITED}", f"It fades{CITED}."),
    ],
)
def test_a_text_ends_with_one_stop(text: str, shown: str) -> None:
    """Citations stand after the stop and do not hide it."""
    assert stop(text) == shown
