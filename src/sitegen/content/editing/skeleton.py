"""A new item from the template of its folder: its title and its days filled in, everything else to be written."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

from sitegen.base.characters import without_accents
from sitegen.content.models import ITEM_MODELS

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


MOST_LETTERS = 60
"""Of a file name without its ending. An address is read aloud and typed by hand; the check allows 100 in all."""
# Letters that Unicode does not take apart into a Latin letter and an accent.
PLAIN_LETTERS = str.maketrans(
    {
        **dict.fromkeys("łŁƚ", "l"),
        **dict.fromkeys("ıİ", "i"),
        **dict.fromkeys("øØ", "o"),
        **dict.fromkeys("đĐðÐ", "d"),
        **dict.fromkeys("ħĦ", "h"),
        **dict.fromkeys("ŧŦ", "t"),
        **dict.fromkeys("ŋŊ", "ng"),
        **dict.fromkeys("əƏ", "e"),
        **dict.fromkeys("ßẞ", "ss"),
        **dict.fromkeys("æÆ", "ae"),
        **dict.fromkeys("œŒ", "oe"),
        **dict.fromkeys("þÞ", "th"),
        **dict.fromkeys("'’ʼ", ""),
        # As they are said in the names of substances.
        **{"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "λ": "lambda", "ω": "omega"},
        **dict.fromkeys("μµ", "u"),
    }
)
NOT_ON_WINDOWS = frozenset("con prn aux nul".split()) | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
"""No clone on Windows could hold a file of such a name, whatever its ending."""
HALF_A_YEAR, YEAR = timedelta(days=182), timedelta(days=365)


def file_id(title: str) -> str:
    """A title as a file name: ``Cold sores after treatment`` as ``cold-sores-after-treatment``.

    A letter with an accent becomes the letter; a long title ends with its last whole word. Raises ``ValueError`` for
    a title without a Latin letter or digit.
    """
    # Any sign but an accent parts two words.
    words = re.findall(r"[a-z0-9]+", without_accents(title.translate(PLAIN_LETTERS)).lower())
    if not words:
        raise ValueError(f'"{title}" has no letter of the Latin alphabet; give the page an English title')
    name = words[0][:MOST_LETTERS]
    for word in words[1:]:
        if len(name) + 1 + len(word) > MOST_LETTERS:
            break
        name = f"{name}-{word}"
    return f"{name}-page" if name in NOT_ON_WINDOWS or name == "index" else name


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


def yaml_text(value: object) -> str:
    """Text as a quoted YAML scalar, or a mapping in one line (JSON is YAML), for front matter."""
    return json.dumps(value, ensure_ascii=False)
