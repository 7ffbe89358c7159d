"""The kinds of facts: what each may say, what is told where a field is wrong, and its words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from conftest import ROOT
from sitegen.check import Checked
from sitegen.content.fact_words import allowed, sentence
from sitegen.content.models import KINDS, FactRecord
from sitegen.content.reading.folder import read_folder
from sitegen.outputs.api.data import api
from sitegen.outputs.api.schemas import schemas
from sitegen.pages.render import render
from small import SMALL, check

GOOD: Mapping[str, Mapping[str, object]] = {
    "time": {
        "what": "Time within which the medicine must begin", "value": "72 hours", "role": "limit",
        "who": "adults", "reference": ["trial-one"],
    },
    "measure": {
        "what": "Weight lost", "value": "2.4 kg", "who": "40 adults", "by": "12 weeks later",
        "compared_with": {"what": "dummy cups", "value": "0.4 kg"}, "reference": ["trial-one"],
    },
    "reports": {
        "what": "Reports of a bad reaction", "value": "18 reports", "who": "one country", "by": "from 2020 to 2024",
        "reference": ["trial-one"],
    },
    "law": {
        "place": "Here", "what": "ban on the cups", "status": "in force", "value": "2022-09-30", "seen": "2026-01-10",
        "reference": ["trial-one"],
    },
    "nothing found": {"what": "Study of old cups", "where": "the lists of studies", "searched": "2026-01-10"},
}  # fmt: skip
SENTENCES = {
    "time": "Time within which the medicine must begin: 72 hours; for adults.",
    "measure": "Weight lost: 2.4 kg, and 0.4 kg with dummy cups; measured in 40 adults; when: 12 weeks later.",
    "reports": "Reports of a bad reaction: 18 reports; from one country; when: from 2020 to 2024.",
    "law": "Here: ban on the cups; in force from: 30 September 2022; as seen on 10 January 2026.",
    "nothing found": "Study of old cups: nothing found on 10 January 2026; looked in the lists of studies.",
}
FORMS = {
    "time": ("72 hours", "72", "72-hour"),
    "measure": ("2.4 kg", "2.4", "2.4-kg"),
    "reports": ("18 reports", "18", "18-report"),
    "law": ("30 September 2022", "September 2022", "2022"),
    "nothing found": ("10 January 2026", "January 2026", "2026"),
}
BAD = [
    ("time", "value", "72", "write a number and seconds, minutes, hours, days"),
    ("time", "value", "72 kg", "such as 72 hours"),
    ("time", "also", ["3 kg"], "such as 72 hours"),
    ("time", "reference", [], "or chosen, with why we chose it"),
    ("time", "role", "soon", 'cannot be "soon"'),
    ("measure", "value", "much", "write a number and its unit, such as 2.4 kg"),
    ("measure", "value", "3 weeks", "write kind: time"),
    ("measure", "value", "30 of 100", "leave kind out"),
    ("measure", "value", "2.4 cm", 'needs the unit "cm"'),
    ("reports", "value", "18", "such as 18 reports"),
    ("reports", "value", "18 days", "such as 18 reports"),
    ("law", "value", "September 2022", "write 2022, 2022-09 or 2022-09-30"),
    ("law", "value", "2022-13", "write 2022, 2022-09 or 2022-09-30"),
    ("law", "status", "soon", 'cannot be "soon"'),
    ("law", "seen", "2026-02-30", "not a day of the calendar"),
    ("nothing found", "searched", "last week", "not a day of the calendar"),
]


def records(kind: str, **more: object) -> str:
    """A file with one record, as JSON, which is YAML."""
    return json.dumps([{"id": "new-fact", "kind": kind, **GOOD[kind], **more}])


def small(kind: str, said: str = "", **more: object) -> Checked:
    """The small site with one more fact, and a sentence that names it."""
    files = dict(read_folder(SMALL))
    files["facts/more.yml"] = records(kind, **more).encode("utf-8")
    words = f"Keep it cool: [{said}](fact:new-fact).[^trial-one]"
    files["risks/bruise.md"] = files["risks/bruise.md"].replace(b"Keep it cool.", words.encode("utf-8"))
    return check(files, today=date(2026, 11, 29))


@pytest.mark.parametrize("kind", GOOD)
def test_each_kind_is_said_in_a_sentence_and_in_its_forms(kind: str) -> None:
    fact = KINDS[kind].model_validate({"id": "new-fact", "kind": kind, **GOOD[kind]})
    assert isinstance(fact, FactRecord)
    assert sentence(fact) == SENTENCES[kind]
    assert allowed(fact) == FORMS[kind]
    assert allowed(fact, "difference") == ()
    for form in (*FORMS[kind], ""):
        assert small(kind, form).problems == (), form
    told = small(kind, "71 hours").problems
    assert [p.rule for p in told] == ["fact-mismatch"]
    assert FORMS[kind][0] in told[0].hint


def test_a_time_that_we_chose_says_so_and_may_be_said_in_another_unit() -> None:
    more = {"id": "a", "kind": "time", "reference": [], "chosen": "We chose it.", "also": ["3 days"]}
    fact = KINDS["time"].model_validate(GOOD["time"] | more)
    assert sentence(fact).endswith("72 hours; for adults; our own choice.")  # type: ignore[arg-type]
    assert allowed(fact)[:6] == ("72 hours", "72", "72-hour", "3 days", "3", "3-day")  # type: ignore[arg-type]
    assert allowed(fact)[6:] == ("three days", "three", "three-day")  # type: ignore[arg-type]


def test_those_compared_with_have_their_measure() -> None:
    assert allowed(KINDS["measure"].model_validate({"id": "a", "kind": "measure", **GOOD["measure"]}), "others") == (  # type: ignore[arg-type]
        "0.4 kg", "0.4", "0.4-kg",
    )  # fmt: skip


@pytest.mark.parametrize(("kind", "field", "value", "says"), BAD)
def test_a_wrong_field_is_told_with_its_own_message(kind: str, field: str, value: object, says: str) -> None:
    told = [p for p in small(kind, "", **{field: value}).problems if p.path.endswith("facts/more.yml")]
    assert any(says in f"{p.message} {p.hint}" for p in told), told


def test_a_kind_that_there_is_not_is_told_with_those_that_there_are() -> None:
    files = dict(read_folder(SMALL)) | {"facts/more.yml": records("time").replace('"time"', '"timer"').encode()}
    told = [p for p in check(files).problems if p.rule == "wrong-choice"]
    assert 'cannot be "timer"' in told[0].message
    assert "people, measure, time, reports, law or nothing found" in told[0].hint


def test_a_search_is_not_of_a_day_ahead() -> None:
    assert "future-date" in {p.rule for p in small("nothing found", searched="2027-01-10").problems}


def test_only_a_count_has_a_place_among_numbers() -> None:
    files = dict(read_folder(SMALL)) | {"facts/more.yml": records("time").encode()}
    files["benefits/moisture.md"] = files["benefits/moisture.md"].replace(b"[softer-skin]", b"[softer-skin, new-fact]")
    assert [p.rule for p in check(files).problems if p.path.endswith("moisture.md")] == ["fact-in-page"]


def test_an_id_is_that_of_one_fact_of_any_kind() -> None:
    assert "duplicate-id" in {p.rule for p in small("time", id="softer-skin").problems}


@pytest.mark.parametrize("kind", GOOD)
def test_the_page_and_the_file_of_facts_show_it(kind: str) -> None:
    site = small(kind).site
    rendered = render(site, date(2026, 11, 29), ROOT / "templates")
    page = rendered.pages["facts.md"].decode("utf-8")
    assert page.count("new-fact") == 1
    assert FORMS[kind][0] in page.partition("new-fact")[2]
    files = api(site, rendered.stamps, "https://example.org/")
    facts = json.loads(files["api/v1/facts.json"])
    assert next(fact["sentence"] for fact in facts if fact["id"] == "new-fact") == SENTENCES[kind]
    checker = Draft202012Validator(schemas()["facts"], format_checker=FormatChecker())
    assert checker.is_valid(facts)
    next(fact for fact in facts if fact["id"] == "new-fact").pop("kind")
    assert not checker.is_valid(facts)
