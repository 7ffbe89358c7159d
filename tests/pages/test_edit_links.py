"""Where "Suggest a change" leads: to the words that the page shows."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from conftest import ROOT
from sitegen.check.editions import editions
from sitegen.content.reading.folder import read_folder
from sitegen.pages.render import render_alone
from sitegen.site.site import Site
from small import SMALL, check
from translated import every

DAY = date(2026, 11, 29)


@cache
def english() -> Site:
    return check(read_folder(SMALL)).site


def led_to(site: Site, item_id: str) -> set[str]:
    """What of the repository the page leads to for a change."""
    (text,) = render_alone(site, [item_id], DAY, ROOT / "templates").values()
    repository = re.escape(f"{site.config.repository}/")
    found = set(re.findall(rf"{repository}((?:edit|tree)/[^\s\")]+)", text.decode("utf-8")))
    return {path.replace(f"/{site.config.branch}/", " ") for path in found}


@pytest.mark.parametrize(
    ("item_id", "path"),
    [
        ("pages/glossary", "edit content_src/data/terms.yml"),
        ("pages/questions", "edit content_src/data/questions.yml"),
        ("pages/sources", "edit content_src/data/references.yml"),
        ("pages/facts", "tree content_src/facts"),
        ("pages/about", "edit content_src/pages/about.md"),
        ("risks/bruise", "edit content_src/risks/bruise.md"),
    ],
)
def test_a_change_begins_where_the_words_stand(item_id: str, path: str) -> None:
    assert led_to(english(), item_id) == {path}


def test_in_another_language_it_is_the_file_of_that_language() -> None:
    checked = check(read_folder(SMALL))
    french = editions(checked.site, every(checked), checked.originals)["fr"]
    assert led_to(french, "pages/glossary") == {"edit translations/fr/data/terms.yml"}
    assert led_to(french, "cards/faint") == {"edit translations/fr/cards/faint.yml"}
