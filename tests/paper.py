"""What stands on paper: the words of each sheet of a PDF."""

from __future__ import annotations

from pathlib import Path

import pypdfium2


def sheets_of(pdf: Path | bytes) -> list[str]:
    """The text of each sheet, line by line."""
    with pypdfium2.PdfDocument(pdf) as paper:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in paper]
