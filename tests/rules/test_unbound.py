"""Every sort of number that needs a fact, on both sides of its bounds, and each kind that needs none."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from sitegen.base.problems import RULES, Problem
from sitegen.check import Checked, check
from sitegen.content.reading.folder import read_folder
from sitegen.rules.language.numbers.sorts import (
    EXEMPT,
    LAWS,
    LICENCES,
    MEASURES,
    SEARCHES,
    SEEN_REPORTS,
    SIZES,
    TIMES,
    Exempt,
    Sort,
)
from sitegen.site.citations import said_facts
from small import SMALL

RISK = "risks/bruise.md"
ALL = (TIMES, MEASURES, SEEN_REPORTS, SIZES, LAWS, SEARCHES)
FACTS = [
    {"id": "thinner", "kind": "measure", "what": "How much thinner it was", "value": "2.3 mm", "also": ["2 mm"],
     "who": "adults", "by": "1 day later", "compared_with": {"what": "dummy cups", "value": "0.5 mm"},
     "reference": ["trial-one"]},
    {"id": "cases", "kind": "reports", "what": "Cases of it", "value": "9 cases", "who": "one country",
     "by": "in one year", "reference": ["trial-one"]},
    {"id": "waiting", "kind": "time", "what": "How long to wait", "value": "2 hours", "role": "limit", "who": "adults",
     "reference": ["trial-one"]},
    {"id": "no-study", "kind": "nothing found", "what": "Study of it", "where": "the lists", "searched": "2026-01-10"},
    {"id": "few", "outcome": "a bruise", "by": "1 day", "who": "adults", "reference": ["trial-one"],
     "with": {"what": "cups", "count": 11, "of": 22}},
]  # fmt: skip


def found(sort: Sort, said: str) -> list[str]:
    return [match[0] for match in sort.found(said)]


def told(said: str, file: str = RISK, instead_of: str = "Keep it cool.") -> list[Problem]:
    """What is told of unbound numbers where a sentence stands in the small site, with the facts of this file."""
    files = read_folder(SMALL) | {"facts/more.yml": json.dumps(FACTS).encode()}
    assert instead_of.encode() in files[file]
    files[file] = files[file].replace(instead_of.encode(), said.encode())
    rules = ("fact-mismatch", "fact-source")
    return [p for p in check(files).problems if p.rule.startswith("unbound-") or p.rule in rules]


@pytest.mark.parametrize(
    ("sort", "said", "number"),
    [
        (TIMES, "within two hours", "two hours"),
        (TIMES, "Three months later", "Three months"),
        (TIMES, "in two to three weeks", "two to three weeks"),
        (MEASURES, "It fell by 2.3 mm.", "2.3 mm"),
        (MEASURES, "They lost 0.6 kg.", "0.6 kg"),
        (MEASURES, "Down by 4 points on the scale.", "4 points"),
        (MEASURES, "It was 37 of 100 points.", "37 of 100 points"),
        (MEASURES, "It was 3 times as likely.", "3 times as"),
        (MEASURES, "A fever of 38 °C needs a doctor.", "38 °C"),
        (MEASURES, "and 1.7 with salt water", "1.7"),
        (MEASURES, "Lidocaine above 4% is too much.", "4%"),
        (MEASURES, "It cost 200 to 600 US dollars.", "200 to 600 US dollars"),
        (MEASURES, "after five sessions", "five sessions"),
        (SEEN_REPORTS, "It had 2,276 reports of harm.", "2,276 reports"),
        (SEEN_REPORTS, "Nine published cases are known.", "Nine published cases"),
        (SIZES, "It was seen in 423 people.", "423 people"),
        (SIZES, "Two young women fell ill.", "Two young women"),
        (SIZES, "About half of them were well.", "half of them"),
        (LICENCES, "France banned it in 2011.", "2011"),
        (LICENCES, "It has been licensed since July 2020.", "July 2020"),
        (SEARCHES, "On 29 November 2026, we found no trial.", "29 November 2026"),
    ],
)
def test_a_number_that_needs_a_fact_is_seen(sort: Sort, said: str, number: str) -> None:
    assert found(sort, said) == [number]


@pytest.mark.parametrize(
    ("sort", "said"),
    [
        (TIMES, "It lasted a few days, or several weeks."),
        (TIMES, "They were ten years old."),
        (MEASURES, "By our rule we take 2 steps down."),
        (MEASURES, "It was 2 grades better."),
        (MEASURES, "The price of one session hides the rest."),
        (MEASURES, "Large print has 18 point type."),
        (MEASURES, "See act 3.2.1 of the list."),
        (SEEN_REPORTS, "Some reports tell of it."),
        (SEEN_REPORTS, "Of 31 cases, some were mild."),
        (SEEN_REPORTS, "A review with 153 people reports that it fades."),
        (SIZES, "Of 200 people, some fell ill."),
        (SIZES, "It happens to 1 in 24 people."),
        (SIZES, "There are 14 trials in 3 countries."),
        (SIZES, "One person had it, and most women did not."),
        (LICENCES, "A study of 2011 found little."),
        (SEARCHES, "We found these on 23 November 2026."),
        (SEARCHES, "We found no study in 2026."),
    ],
)
def test_what_is_no_such_number_is_let_be(sort: Sort, said: str) -> None:
    assert found(sort, said) == []


@pytest.mark.parametrize("exempt", EXEMPT, ids=lambda exempt: exempt.why)
def test_each_kind_that_needs_no_fact_is_let_be_by_its_own_record_alone(
    exempt: Exempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [said for sort in ALL for said in found(sort, exempt.such_as) if sort.rule in exempt.rules] == []
    others = tuple(other for other in EXEMPT if other is not exempt)
    monkeypatch.setattr("sitegen.rules.language.numbers.sorts.EXEMPT", others)
    assert [said for sort in ALL for said in found(sort, exempt.such_as) if sort.rule in exempt.rules]
    assert exempt.rules
    assert set(exempt.rules) <= set(RULES)


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("It was 2.3 mm less.[^trial-one]", "[2.3 mm](fact:thinner)"),
        ("It was 2 mm less.[^trial-one]", "[2 mm](fact:thinner)"),
        ("It was 2.3 cm less.[^trial-one]", "[2.3](fact:thinner)"),
        ("It was 0.5 more.[^trial-one]", "[0.5](fact:thinner#others)"),
        ("Nine cases are known.[^trial-one]", "[Nine cases](fact:cases)"),
        ("Wait for two hours.[^trial-one]", "[two hours](fact:waiting)"),
        ("We found no study on 10 January 2026.", "[10 January 2026](fact:no-study)"),
        ("It was seen in 22 people.[^trial-one]", "[22](fact:few#people)"),
    ],
)
def test_the_hint_names_the_facts_of_the_source_that_have_the_number(said: str, hint: str) -> None:
    (problem,) = [p for p in told(said) if p.rule != "unused-fact"]
    assert hint in problem.hint
    assert problem.path == f"content_src/{RISK}"


@pytest.mark.parametrize(
    "said",
    [
        "It was [2.3 mm](fact:thinner) less, and [0.5](fact:thinner#others) without.[^trial-one]",
        "About [2 mm](fact:thinner) less.[^trial-one]",
        "[Nine cases](fact:cases) are known.[^trial-one]",
        "Wait for [two hours](fact:waiting).[^trial-one]",
        "[Half](fact:few) of the [22](fact:few#people) people had one.[^trial-one]",
        "We found no study on [10 January 2026](fact:no-study).",
    ],
)
def test_a_bound_number_is_let_be(said: str) -> None:
    assert told(said) == []


@pytest.mark.parametrize("said", ["[three hours](fact:waiting)", "[Eight cases](fact:cases)", "[a third](fact:few)"])
def test_a_wrong_number_in_words_is_told(said: str) -> None:
    assert [p.rule for p in told(f"It was {said}.[^trial-one]")] == ["fact-mismatch"]


def test_the_size_of_the_study_that_is_cited_needs_no_fact() -> None:
    """The record of the source has it. Another number, or the same beside another source, is told."""
    files = read_folder(SMALL)
    people = next(r.people for r in check(files).site.references.values() if r.id == "trial-one")
    assert people
    assert told(f"It was studied in {people} people.[^trial-one]") == []
    assert [p.rule for p in told(f"It was studied in {people + 1} people.[^trial-one]")] == ["unbound-people"]


def test_another_size_than_that_of_the_study_asks_for_no_record() -> None:
    (problem,) = told("It was studied in 77 people.[^trial-one]")
    assert problem.message == '"77 people" names no fact, and the source cited here had 120 people.'
    assert problem.hint == "write that number, or cite the source that has this one"
    (problem,) = told("It was studied in 77 people.[^trial-two]")
    assert "[77 people](fact:its-id)" in problem.hint


def test_a_percentage_that_stands_alone_is_not_to_be_bound_too() -> None:
    files = read_folder(SMALL)
    said = b"It fell in 40% of them, and in 42% of the others.[^trial-one]"
    files[RISK] = files[RISK].replace(b"Keep it cool.", said)
    assert {p.rule for p in check(files).problems} == {"bare-percentage"}
    with_count = "Lidocaine above 4% ([4 of 100](fact:few) parts) is too much.[^trial-one]"
    assert "unbound-measure" in [p.rule for p in told(with_count)]


def test_words_that_can_hold_no_link_say_what_a_fact_of_the_page_says() -> None:
    said = "See [the case of 2.3 mm](risks/scar). {}**About 2.3 mm.** It can be.[^trial-one]"
    assert [p.rule for p in told(said.format(""))] == ["unbound-measure"]
    assert told(said.format("It was [2.3 mm](fact:thinner) less. ")) == []


def test_on_a_licence_every_date_is_one_of_law() -> None:
    in_licence = told("text: Seen in the notice of 2019.", "substances/water.md", "text: No approval was found.")
    assert [p.rule for p in in_licence] == ["unbound-law"]
    assert told("The notice of 2019 tells of it.[^trial-one]") == []


def test_the_table_tells_how_many_numbers_are_bound(checked: Checked) -> None:
    measure = checked.measure
    kinds = Counter(fact.kind for fact in checked.site.facts.values())
    print(kinds, measure.bound)
    assert measure.facts == len(checked.site.facts)
    assert measure.bound == sum(1 for entry in checked.site.entries.values() for _ in said_facts(entry))
    assert measure.unbound == 0
    assert min(kinds[kind] for kind in ("measure", "reports", "law", "time", "people", "nothing found")) >= 10
    broken = read_folder(SMALL)
    broken[RISK] = broken[RISK].replace(b"Keep it cool.", b"It was 2.3 mm, after 2 hours.[^trial-one]")
    assert check(broken).measure.unbound == 2
