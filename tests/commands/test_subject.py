"""Nothing of the subject stands in the builder, and a guide to another treatment is other content and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from conftest import MEMORY, ROOT
from sitegen.base.addresses import FIXED
from sitegen.check import Checked, check
from sitegen.commands.build_pages import main as build_docs
from sitegen.content.models import RulesItem
from sitegen.content.reading.folder import read_folder
from sitegen.publish.site import publish
from sitegen.site.site import Site
from small import SMALL, small_project

ENGINE = ("src", "templates", "overrides")
LETTERS = 4
"""A shorter name, such as a short form in capitals, is part of too many other words."""


def names_of(site: Site) -> set[str]:
    """The names that belong to one subject: the treatment, its uses, what goes into it, and places; in lower case."""
    subject = site.config.subject
    found = {*subject.names, *subject.left_out, *(own.words for own in subject.headings.values())}
    found |= {entry.item.title for folder in ("types", "substances") for entry in site.of(folder)}
    found |= {entry.item.place for entry in site.of("rules") if isinstance(entry.item, RulesItem)}
    found |= {number.place for number in site.emergency_numbers.values()}
    # Some titles explain themselves in brackets, or join several places or products.
    parts = {part for name in found for part in re.split(r"\s*[(),:]\s*|\s+and\s+", name)}
    return {name.strip().lower() for name in found | parts if len(name.strip()) >= LETTERS}


def ids_of(site: Site) -> set[str]:
    """The ids of all pages but those that every guide has, as ``risks/name`` and, for files, as ``risks-name``."""
    own = {i for i in site.entries if i not in FIXED.values() and not i.endswith("/index")}
    return own | {i.replace("/", "-", 1) for i in own if not i.startswith("pages/")}


def found_in(lines: Iterable[str], words: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Each line that has one of the words as a whole word, and the word."""
    every = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pattern = re.compile(rf"(?<![A-Za-z0-9])(?:{every})(?![A-Za-z0-9])", re.I)
    for number, line in enumerate(lines, 1):
        yield from ((number, match[0]) for match in pattern.finditer(line))


def engine_files() -> list[Path]:
    files = [path for name in ENGINE for path in sorted((ROOT / name).rglob("*"))]
    return [path for path in files if path.is_file() and path.suffix != ".pyc"]


@pytest.fixture(scope="module")
def small() -> Site:
    return check(read_folder(SMALL)).site


@pytest.fixture(scope="module")
def words(checked: Checked, small: Site) -> set[str]:
    return {word for site in (checked.site, small) for word in names_of(site) | ids_of(site)} - GENERAL


GENERAL = {"local emergency number"}
"""What every guide of this kind says (design, section 5), whatever it leaves out of its reading grade."""


def test_the_list_of_words_has_what_it_must(words: set[str]) -> None:
    must = {"mesotherapy", "cupping", "hijama", "deoxycholic acid", "cellulite reduction", "france", "norland"}
    assert must | {"risks/bruising", "types-chin-fat", "what is injected", "what goes into the cup"} <= words
    assert len(words) > 200


def test_nothing_of_the_subject_stands_in_the_builder(words: set[str]) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {word}"
        for path in engine_files()
        for line, word in found_in(path.read_text("utf-8").splitlines(), words)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "planted",
    [
        'name = "Mesotherapy"',
        '"""Such as ``risks/bruising``."""',
        "docs/leaflets/types-chin-fat-a4.pdf",
        "# As in France: 15 or 112.",
        "{{ heading('What is injected') }}",
        "About cupping and this guide",
    ],
)
def test_a_word_of_the_subject_is_found(words: set[str], planted: str) -> None:
    assert [line for line, _ in found_in(["x = 1", planted], words)] == [2]


def test_the_frame_says_what_the_settings_say(checked: Checked) -> None:
    """MkDocs reads its own settings only, so two words stand there again."""
    text = re.sub(r"!ENV \[[^\]]*\]", "''", (ROOT / "mkdocs.yml").read_text("utf-8"))
    settings, subject = yaml.safe_load(text), checked.site.config.subject
    assert settings["site_name"] == checked.site.config.name
    assert settings["extra"]["after_it"] == subject.after_it
    assert settings["extra"]["substances"] == checked.site.folders["substances"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"version: 1.0.0\n", b""),
        (b"  name: mesotherapy\n", b""),
        (b"name: Mesotherapy guide\n", b"name: [\n"),
        (b"cards/shared-needle", b"cards/shared-nedle"),
        (b"    the day: On the day\n", b""),
    ],
)
def test_a_slip_in_the_settings_is_not_blamed_on_pages(old: bytes, new: bytes) -> None:
    files = read_folder(ROOT / "content_src")
    assert files["site.yml"].count(old) == 1
    files["site.yml"] = files["site.yml"].replace(old, new)
    found = {problem.path for problem in check(files, memory=MEMORY).problems}
    # A topic that is gone is told at the questions that stand under it, and where the moments name it.
    assert found == {"content_src/site.yml"} | ({"content_src/data/questions.yml"} if b"the day" in old else set())


def test_a_guide_to_another_treatment_builds_whole(
    tmp_path: Path, checked: Checked, small: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/")
    small_project(tmp_path)
    assert build_docs(["--today", str(date(2026, 11, 23))], tmp_path) == 0
    assert publish(tmp_path) == 0
    for name in ("types/face", "help/faint", "glossary", "consultation/when-to-get-help", "kit/risks/bruise"):
        assert (tmp_path / "site" / name / "index.html").is_file(), name
    assert (tmp_path / "site/leaflets/types-face-a4.pdf").read_bytes().startswith(b"%PDF")
    face = (tmp_path / "site/types/face/index.html").read_text("utf-8")
    assert "Cupping: the face" in face
    assert 'id="what-goes-into-the-cup"' in face
    ours = names_of(checked.site) - names_of(small) - GENERAL
    for path in sorted((tmp_path / "site").rglob("*.html")):
        assert list(found_in(path.read_text("utf-8").splitlines(), ours)) == [], path
