"""Times that a patient acts by: each names its fact, or is told with the facts that say it."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from sitegen.base.problems import Problem
from sitegen.check import Checked
from sitegen.content.reading.folder import read_folder
from sitegen.rules.language.numbers.sorts import LAWS, TIME, TIMES
from sitegen.site.citations import tokens
from small import SMALL, check

CARD = "cards/call-us.md"
FACT = {
    "id": "bruise-doctor", "kind": "time", "what": "How long a bruise may last", "value": "2 weeks", "role": "limit",
    "who": "adults", "reference": ["trial-one"],
}  # fmt: skip


def told(*changes: tuple[str, str], file: str = CARD) -> list[Problem]:
    """The times that are told on the small site with a fact of 2 weeks."""
    files = read_folder(SMALL) | {"facts/times.yml": json.dumps([FACT]).encode()}
    for old, new in changes:
        assert old.encode() in files[file]
        files[file] = files[file].replace(old.encode(), new.encode())
    return [p for p in check(files).problems if p.rule in ("unbound-time", "fact-mismatch")]


@pytest.mark.parametrize(
    "said", ["72 hours", "4 to 6 weeks", "1 hour", "a 12-week trial", "20 seconds", "1.5 years", "2 or 3 days"]
)
def test_a_time_in_figures_is_seen(said: str) -> None:
    assert TIME.search(f"It is {said}.")


@pytest.mark.parametrize("said", ["30 September 2022", "September 2022", "2022"])
def test_a_date_of_law_is_seen(said: str) -> None:
    assert [m[0] for m in LAWS.found(f"The ban of {said} holds.")] == [said]


@pytest.mark.parametrize("said", ["As of May 2026, it holds.", "The copy that we read is of 2014.", "See act 2026/87."])
def test_the_day_of_what_we_read_is_none(said: str) -> None:
    assert [m[0] for m in LAWS.found(said)] == []


@pytest.mark.parametrize("said", ["a woman of 35 years", "people aged 18 to 65 years", "18 years old", "3 dayrooms"])
def test_an_age_is_none(said: str) -> None:
    assert [m[0] for m in TIMES.found(said)] == []


def test_the_hint_names_the_fact_that_says_it() -> None:
    (problem,) = told(("Take a photograph.", '"Wait 2 weeks."'))
    assert problem.hint == "did you mean [2 weeks](fact:bruise-doctor)?"


def test_a_title_says_what_the_card_says() -> None:
    bound = ("if: [a bruise grows]", "if: ['it is there after [2 weeks](fact:bruise-doctor)']")
    assert told(bound, ("title: A bruise grows", "title: A bruise after 2 weeks")) == []
    assert [p.line for p in told(bound, ("title: A bruise grows", "title: A bruise after 3 weeks"))] == [2]


def test_a_summary_may_say_what_a_card_of_the_page_says() -> None:
    files = read_folder(SMALL) | {"facts/times.yml": json.dumps([FACT]).encode()}
    files[CARD] = files[CARD].replace(b"[a bruise grows]", b"['it is there after [2 weeks](fact:bruise-doctor)']")
    files["risks/bruise.md"] = files["risks/bruise.md"].replace(b"It fades.", b"It fades in 2 weeks.")
    assert [p for p in check(files).problems if p.rule == "unbound-time"] == []


def test_times_are_bound_in_every_part_of_the_real_content(checked: Checked) -> None:
    """That none stands alone is told by the check; here it is seen that the rule looks at cards, harms and all else."""
    bound: Counter[str] = Counter()
    for entry in checked.site.entries.values():
        bound[entry.folder] += sum(t.kind == "fact" and bool(TIME.fullmatch(t.text)) for t, _ in tokens(entry))
    print(bound)
    assert bound["cards"] >= 20
    assert sum(bound.values()) >= 400
