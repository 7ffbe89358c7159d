"""Notes suggest and never fail; a new page begins as a valid one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from conftest import MEMORY, ROOT, copied
from sitegen.check import Checked, check
from sitegen.content.editing.skeleton import KINDS, file_id, skeleton
from sitegen.content.reading.folder import read_folder
from sitegen.content.reading.items import read_item
from sitegen.content.typed.validate import validate_item
from sitegen.rules.language.notes import as_github, explained_words, notes
from sitegen.rules.language.spelling import misspelt, read_words
from small import with_builder

CONTENT = ROOT / "content_src"


def found_in(sentence: str) -> list[tuple[str, str]]:
    files = read_folder(ROOT / "tests/small_site")
    files["risks/bruise.md"] = files["risks/bruise.md"].replace(b"Keep it cool.", sentence.encode("utf-8"))
    entry = check(files).site.entries["risks/bruise"]
    return [(note.kind, note.words) for note in notes(entry) if note.line > 34]


@pytest.mark.parametrize(
    ("sentence", "note"),
    [
        ("The skin was cleaned with soap.", ("passive", "was cleaned")),
        ("The dose is not given here.", ("passive", "is not given")),
        ("Cool it prior to the visit.", ("wordy", "prior to")),
        ("Keep it cool. Rest it for a day.", ("one-line", "Rest it for a day.")),
        ("You may need a subcutaneously placed needle.", ("long-word", "subcutaneously")),
    ],
)
def test_a_note_names_the_words_and_a_better_way(sentence: str, note: tuple[str, str]) -> None:
    assert note in found_in(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Keep it cool.", "Keep it cool.\nRest it.", "You may be tired.", "The skin is red.", "Ask before you go."],
)
def test_plain_words_have_no_note(sentence: str) -> None:
    kinds = [words for _, words in found_in(sentence)]
    assert not [words for words in kinds if words in sentence]


def test_a_word_of_the_glossary_is_no_long_word(checked: Checked) -> None:
    assert "deoxycholic" in explained_words(checked.site)
    assert "haematoma" in explained_words(checked.site)


def test_notes_on_github_mark_a_line_and_do_not_fail(checked: Checked) -> None:
    printed = as_github(notes(checked.site.entries["types/chin-fat"]))
    assert printed
    for line in printed.splitlines():
        assert re.match(r"::notice file=content_src/types/chin-fat\.md,line=\d+,title=Plain words::", line)


def test_only_changed_pages_have_notes(project: Path, tmp_path: Path) -> None:
    copied(project, tmp_path, "templates", "scripts", "src", "content_src")
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q", "."], ["add", "content_src"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *words], cwd=tmp_path, check=True)
    run = [sys.executable, "scripts/build_pages.py", "--check", "--notes", "HEAD"]
    first = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "0 notes. They never stop a build." in first.stdout
    page = tmp_path / "content_src/risks/bruising.md"
    plain, passive = "Do not rub the bruise.", "The bruise should not be rubbed."
    page.write_text(page.read_text("utf-8").replace(plain, passive), "utf-8")
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "1 notes." in done.stdout, "only what the change brought"
    told = [line for line in done.stdout.splitlines() if ": note: " in line]
    assert told
    assert all(line.startswith("content_src/risks/bruising.md:") for line in told)
    assert any("be rubbed" in line for line in told)


# --------------------------------------------------------------------------- a new page


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_page_begins_as_a_valid_one(kind: str, checked: Checked) -> None:
    folder = KINDS[kind]
    text = skeleton((CONTENT / folder / "_template.md").read_text("utf-8"), "Cold sores afterwards", date(2027, 3, 1))
    path = f"content_src/{folder}/cold-sores-afterwards.md"
    source, problems = read_item(path, f"{folder}/cold-sores-afterwards", text.encode("utf-8"))
    assert problems == []
    assert source is not None
    entry, problems = validate_item(source, checked.site.config.subject.own_headings)
    assert problems == []
    assert entry is not None
    assert entry.item.title == "Cold sores afterwards"
    assert entry.item.published == entry.item.checked == date(2027, 3, 1)
    months = 6 if folder in ("risks", "consultation", "cards", "rules") else 12
    assert abs((entry.item.next_review - date(2027, 3, 1)).days - 30.4 * months) < 4, folder


@pytest.mark.parametrize(
    ("title", "name"),
    [("Cold sores: what to do?", "cold-sores-what-to-do"), ("Œdème à l’œil", "oedeme-a-loeil"), ("  A  ", "a")],
)
def test_a_title_becomes_a_file_name(title: str, name: str) -> None:
    assert file_id(title) == name


def test_a_title_without_a_letter_is_refused() -> None:
    with pytest.raises(ValueError, match="no letter"):
        file_id("???")


@pytest.mark.slow
def test_the_command_makes_a_page_once(tmp_path: Path) -> None:
    with_builder(tmp_path)
    (tmp_path / "content_src/risks").mkdir(parents=True)
    shutil.copy(CONTENT / "risks/_template.md", tmp_path / "content_src/risks")
    run = [sys.executable, "scripts/new_item.py", "risk", 'A "quoted": title', "--today", "2027-01-01"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "content_src/risks/a-quoted-title.md was made" in done.stdout
    made = tmp_path / "content_src/risks/a-quoted-title.md"
    text = made.read_bytes()
    assert b'title: "A \\"quoted\\": title"' in text
    again = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert again.returncode == 2
    assert "already there" in again.stderr
    assert made.read_bytes() == text
    wrong = subprocess.run([*run[:2], "recipe", "Soup"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert wrong.returncode == 2


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_new_page_in_the_real_content_needs_only_its_place(kind: str) -> None:
    """What the template cannot know: who leads to the page, the partner of a use, a card's place among the urgent."""
    folder = KINDS[kind]
    files = read_folder(CONTENT)
    text = skeleton((CONTENT / folder / "_template.md").read_text("utf-8"), "Cold sores afterwards", date(2027, 3, 1))
    files[f"{folder}/cold-sores-afterwards.md"] = text.encode("utf-8")
    needs = {"page": {"orphan"}, "type": {"missing-comparison"}, "comparison": {"missing-comparison"}}
    needs["card"] = {"card-left-out"}
    found = check(files, memory=MEMORY).problems
    assert {p.rule for p in found} == needs.get(kind, set()) | {"template-words"}
    # Each of the template's own words is told on its line, so that the list of problems is what is left to write.
    lines = text.splitlines()
    told = {p.line for p in found if p.rule == "template-words"}
    assert len(told) >= 2
    assert not [n for n in told if lines[n - 1].startswith("#")]


# --------------------------------------------------------------------------- spelling


def test_no_word_of_the_content_is_unknown(checked: Checked) -> None:
    """The gate on spelling; an editor sees the same words as notes on their lines."""
    known = explained_words(checked.site) | read_words((CONTENT / "words.txt").read_text("utf-8"))
    found = [
        f"{entry.path}:{line}: {word} ({nearest or 'no near word'})"
        for entry in checked.site.entries.values()
        for line, word, nearest in misspelt(entry, known)
    ]
    assert found == [], "mend the word, or add it to content_src/words.txt"


def test_every_word_of_the_list_is_needed_and_in_order(checked: Checked) -> None:
    lines = [line for line in (CONTENT / "words.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines == sorted(set(lines))
    known = explained_words(checked.site)
    used = {w.lower().replace("’", "'") for e in checked.site.entries.values() for _, w, _ in misspelt(e, known)}
    stems = {word.removesuffix("'s") for word in used}
    assert [line for line in lines if line not in stems | {stem.removesuffix("s") for stem in stems}] == []


def test_a_slip_is_told_with_the_nearest_word(checked: Checked) -> None:
    files = read_folder(ROOT / "tests/small_site")
    files["risks/bruise.md"] = files["risks/bruise.md"].replace(b"Keep it cool.", b"Keep it cooll and treatmant-free.")
    entry = check(files).site.entries["risks/bruise"]
    told = {word: nearest for _, word, nearest in misspelt(entry, explained_words(checked.site))}
    assert told["cooll"] == "cool"
    assert told["treatmant"] == "treatment"
    assert "Keep" not in told
