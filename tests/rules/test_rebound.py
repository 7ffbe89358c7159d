"""One change of a fact: the sentences that are only a number follow, the others are left, the most urgent first."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from sitegen.base.problems import Problem, as_text
from sitegen.check import Checked
from sitegen.commands import OK, PROBLEMS
from sitegen.commands.editing.update_numbers import update_numbers
from sitegen.content.models import FactRecord, Number
from sitegen.content.reading.folder import read_folder
from sitegen.rules.language.numbers.rebound import followed, rebound, urgency, urgent_first
from small import check, small_project, with_builder

FORMS = ("41 of 1,000", "4 of 100", "41", "4")
RISK = "content_src/risks/bruise.md"
SAYS = """Skin was softer in [52 of 100](fact:softer-skin), so [22 more](fact:softer-skin#difference).[^trial-one]
Here [48](fact:softer-skin#not) had none.[^trial-one]
"""


@pytest.mark.parametrize(
    ("words", "new"),
    [("39 of 1,000", "41 of 1,000"), ("5 of 100", "4 of 100"), ("fewer than 1 of 100", "4 of 100"), ("39", None)],
)
def test_words_follow_in_their_own_shape(words: str, new: str | None) -> None:
    assert followed(words, FORMS) == new


def test_one_bare_number_follows() -> None:
    assert followed("68", ("70 of 100", "70")) == "70"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    root = small_project(tmp_path)
    page = root / RISK
    page.write_text(page.read_text("utf-8").replace("Keep it cool.", f"Keep it cool.\n\n{SAYS}"), "utf-8")
    return root


def change(root: Path) -> None:
    """The record says 60 of 100 from now on."""
    fact = root / "content_src/facts/moisture.yml"
    fact.write_text(fact.read_text("utf-8").replace("count: 52", "count: 60"), "utf-8")


def test_a_changed_fact_rewrites_its_numbers_and_leaves_the_rest(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(small)
    assert update_numbers(["--dry-run"], small) == PROBLEMS
    assert "52 of 100" in (small / RISK).read_text("utf-8")
    assert update_numbers([], small) == PROBLEMS
    text = (small / RISK).read_text("utf-8")
    assert "[60 of 100](fact:softer-skin)" in text
    assert "[40](fact:softer-skin#not)" in text
    assert "[22 more](fact:softer-skin#difference)" in text
    line = text.split("\n").index(next(row for row in text.split("\n") if "22 more" in row)) + 1
    said = capsys.readouterr().out
    assert f'{RISK}:{line}: "22 more"' in said
    assert 'write "30 of 100" or "30"' in said


def test_a_second_run_has_nothing_to_do(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = small / RISK
    page.write_text(page.read_text("utf-8").replace("[22 more]", "[22]"), "utf-8")
    change(small)
    assert update_numbers([], small) == OK
    capsys.readouterr()
    assert update_numbers([], small) == OK
    assert capsys.readouterr().out.startswith("0 numbers rewritten in 0 files")
    assert not [p for p in check(read_folder(small / "content_src")).problems if p.rule == "fact-mismatch"]


def test_one_number_is_told_as_one(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = small / RISK
    text = page.read_text("utf-8").replace(", so [22 more](fact:softer-skin#difference)", "")
    page.write_text(text.replace("Here [48](fact:softer-skin#not) had none.[^trial-one]\n", ""), "utf-8")
    change(small)
    assert update_numbers(["--dry-run"], small) == OK
    assert "\n1 number would be rewritten in 1 file, 0 left for a person.\n" in capsys.readouterr().out


def test_the_command_of_the_guide_for_contributors_runs(small: Path) -> None:
    assert "`.venv/bin/python scripts/update_numbers.py`" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    change(small)
    command = [sys.executable, "scripts/update_numbers.py"]
    done = subprocess.run(command, cwd=with_builder(small), capture_output=True, text=True, check=False)
    assert done.returncode == PROBLEMS, done.stderr
    assert done.stdout.startswith("content_src/risks/bruise.md\n2 numbers rewritten in 1 file, 1 left")


def test_nothing_is_written_while_a_record_is_wrong(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fact = small / "content_src/facts/moisture.yml"
    fact.write_text(fact.read_text("utf-8").replace("count: 52", "count: 520"), "utf-8")
    before = (small / RISK).read_bytes()
    assert update_numbers([], small) == PROBLEMS
    assert (small / RISK).read_bytes() == before
    assert "Mend these records first" in capsys.readouterr().out


def test_on_the_real_content_every_bound_number_follows_or_is_listed(checked: Checked) -> None:
    """Every count of the real records is one more or fewer: each bound number is rewritten or left, none is passed."""
    files = read_folder(ROOT / "content_src")
    assert rebound(files, checked.site.facts).files == {}
    changed: dict[str, FactRecord] = {}
    for name, number in checked.site.facts.items():
        if not isinstance(number, Number):
            changed[name] = number
            continue
        group = number.with_
        count = group.count + 1 if group.count < group.of else group.count - 1
        changed[name] = number.model_copy(
            update={"with_": group.model_copy(update={"count": count, "counted": None, "people": None})}
        )
    found = rebound(files, changed)
    again = rebound({**files, **{name: text.encode() for name, text in found.files.items()}}, changed)
    assert found.rewritten > 100
    assert again.rewritten == 0
    assert [left.words for left in again.left] == [left.words for left in found.left]


def test_wrong_numbers_are_listed_first_and_the_most_urgent_of_them_first(checked: Checked) -> None:
    ids = ["benefits/reduced-fat", "risks/bruising", "cards/bruise-stays", "cards/allergic-shock"]
    entries = [checked.site.entries[name] for name in ids]
    assert sorted(entries, key=urgency) == [entries[3], entries[2], entries[1], entries[0]]
    problems = [Problem(entry.path, 1, "fact-mismatch", "wrong.") for entry in entries]
    other = Problem("content_src/benefits/a.md", 1, "raw-html", "no.")
    told = as_text([other, *problems], urgent_first(checked.site))
    assert re.findall(r"content_src/(\S+)\.md:", told) == [*reversed(ids), "benefits/a"]


@pytest.mark.parametrize(
    ("words", "forms", "new"),
    [
        ("two hours", ("3 hours", "3", "3-hour", "three hours", "three"), "three hours"),
        ("Two weeks", ("3 weeks", "3", "three weeks", "three"), "Three weeks"),
        ("2 hours", ("3 hours", "3", "three hours"), "3 hours"),
        ("two hours", ("15 hours", "15"), None),
    ],
)
def test_a_number_in_words_follows_in_words(words: str, forms: tuple[str, ...], new: str | None) -> None:
    assert followed(words, forms) == new
