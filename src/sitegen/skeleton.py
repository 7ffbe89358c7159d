"""A new item from the template of its folder: its title and its days filled in, everything else to be written."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from sitegen.describe import yaml_text
from sitegen.models import ITEM_MODELS

KINDS = {
    "page": "pages",
    "type": "types",
    "comparison": "compare",
    "benefit": "benefits",
    "risk": "risks",
    "substance": "substances",
    "consultation": "consultation",
    "card": "cards",
    "rule": "rules",
}
"""What an editor calls a page, and the folder in which it stands."""
assert set(KINDS.values()) == set(ITEM_MODELS)
HALF_A_YEAR, YEAR = timedelta(days=182), timedelta(days=365)


def file_id(title: str) -> str:
    """A title as a file name: ``Cold sores after treatment`` as ``cold-sores-after-treatment``.

    Raises ``ValueError`` for a title without a letter or digit.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not name:
        raise ValueError(f'"{title}" has no letter from which a file name could be made')
    return name


def skeleton(template: str, title: str, today: date) -> str:
    """The template with the title and the days in place; its review falls due as its folder's do."""
    due = re.search(r"^published: (?P<from>\S+)$.*?^next_review: (?P<to>\S+)$", template, re.M | re.S)
    after = YEAR
    if due and date.fromisoformat(due["to"]) - date.fromisoformat(due["from"]) < timedelta(days=300):
        after = HALF_A_YEAR
    for field, value in (
        ("title", yaml_text(title)),
        ("published", str(today)),
        ("checked", str(today)),
        ("next_review", str(today + after)),
    ):
        start, _, rest = template.partition(f"\n{field}: ")
        template = f"{start}\n{field}: {value}\n{rest.partition(chr(10))[2]}"
    return template
