"""A language is made again when the English that it shows has changed, and not for every word of the rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT
from sitegen.build import build_edition
from sitegen.check import check
from sitegen.check.editions import edition, pages_in, with_languages
from sitegen.check.translations import by_language
from sitegen.content.reading.folder import read_folder
from sitegen.publish.docs import ONLY_NAMED, _made_of
from sitegen.publish.site import settings
from small import SMALL
from small import check as check_small
from translated import every

DAY = date(2026, 11, 29)
TEMPLATES = ROOT / "templates"


@cache
def french() -> dict[str, bytes]:
    return every(check_small(read_folder(SMALL)))


def language(files: Mapping[str, bytes], drawings: Path) -> tuple[list[bytes], dict[str, bytes]]:
    """What French is made of, as the builder keeps it, and all that is made."""
    checked = check(files, translations=french())
    there, pages, frame = by_language(french())["fr"], pages_in(checked.site, french()), settings(ROOT)
    site = with_languages(edition(checked.site, "fr", there, checked.originals), pages)
    made = build_edition(site, checked.site, DAY, TEMPLATES, frame, drawings)
    return _made_of(checked, "fr", there, pages, DAY, TEMPLATES, frame), made


@pytest.fixture(scope="module")
def drawings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Leaflets, which take seconds, are drawn once."""
    return tmp_path_factory.mktemp("drawings")


@pytest.mark.parametrize(
    ("name", "old", "new", "shown"),
    [
        ("risks/bruise.md", "\n## What you can do\n\n", "\n## What you can do\n\nWait a little.\n\n", False),
        ("types/face.md", "    how: ", "    how: Once more. ", False),
        ("compare/face.md", "title: ", "title: Now ", True),
        ("compare/face.md", "summary: ", "summary: Now ", False),
        ("risks/bruise.md", "title: ", "title: Old ", True),
        ("cards/faint.md", "title: ", "title: Old ", True),
        ("consultation/prepare.md", "\n---\n\n## ", "\n---\n\n## Old ", True),
        ("types/index.md", "\n---\n\n## ", "\n---\n\n## Old ", True),
    ],
    ids=[
        "text of a harm",
        "a choice",
        "name of a comparison",
        "a comparison",
        "name of a harm",
        "a card",
        "a visit",
        "all uses",
    ],
)
def test_a_language_is_made_again_only_for_what_it_shows(
    drawings: Path, name: str, old: str, new: str, *, shown: bool
) -> None:
    files = dict(read_folder(SMALL))
    before = language(files, drawings)
    text = files[name].decode("utf-8")
    assert old in text
    files[name] = text.replace(old, new, 1).encode("utf-8")
    after = language(files, drawings)
    assert (before[0] != after[0]) == shown
    if not shown:
        assert before[1] == after[1]


def test_what_a_language_only_names_are_folders_of_the_content() -> None:
    folders = {f"{path.name}/" for path in (ROOT / "content_src").iterdir() if path.is_dir()}
    assert set(ONLY_NAMED) <= folders
