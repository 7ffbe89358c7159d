"""What axe finds on a page, in every width and colour in which it can differ."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

ALL_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What can differ between light and dark is colour alone.
COLOUR_RULES = {"runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced"]}}
WIDTHS = (320, 390, 1280)
FORMS = (*((width, "light") for width in WIDTHS), (390, "dark"), (1280, "dark"))
"""Width and colours. A page is no other in the dark at 320 px than at 390 px: its bars change at 768 px."""


def violations(page: Page, options: dict[str, object]) -> list[str]:
    """What axe finds on a page into which its script was put."""
    found = page.evaluate(
        "options => axe.run(document, {...options, resultTypes: ['violations']}).then(r => r.violations)", options
    )
    return [f"{v['id']}: {n['target']} {n['any'][:1]}" for v in found for n in v["nodes"]]


def in_forms(page: Page, name: str, forms: Sequence[tuple[int, str]] = FORMS) -> dict[str, list[str]]:
    """What axe finds on a page at each width and in each colour. Its script goes in once: it is large."""
    found = {}
    page.evaluate(AXE_SCRIPT)
    for width, colours in forms:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
        if bad := violations(page, ALL_RULES if colours == "light" else COLOUR_RULES):
            found[f"{name} {width} {colours}"] = bad[:5]
    page.emulate_media(color_scheme="light")
    return found
