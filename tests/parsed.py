"""A built page as a tree, fifteen times as fast as by the parser of the HTML standard.

``outputs/test_found.py`` holds that pages are HTML without an error, and that both parsers then make the same of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree


def parsed(path: Path) -> Any:
    """The element ``html`` of a page, without comments. Tags have no namespace."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True)
    return etree.fromstring(path.read_bytes(), parser)
