"""What carries what: kinds of address, hosts, exceptions, and the figures that are printed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from conftest import ROOT
from sitegen.check import Checked
from sitegen.commands.report import table
from sitegen.content.models import Host, Reference
from sitegen.content.reading.folder import read_folder
from sitegen.rules.sources.hosts import FIRST_HAND, NOTHING, fits, host_at, kind_of
from small import check

SMALL = read_folder(ROOT / "tests/small_site")
MOST_EXCEPTIONS = {
    "verdict-source": 8,
    "harm-source": 1,
    "card-sources": 0,
    "carries-nothing": 3,
    "kind-fits-host": 0,
}
"""What may still break a rule on sources. A number here is only ever made smaller."""
HOSTS = {
    name: Host.model_validate({"id": name, "kind": kind, "why": "an example"})
    for name, kind in {
        "health.example": "national body",
        "*.health.example": "local service",
        "labels.health.example": "regulator",
        "*.shop.example": "shop",
    }.items()
}


def source(**fields: Any) -> Reference:
    """A source with what every one has, and these fields."""
    every = {
        "id": "one",
        "type": "webpage",
        "title": "One",
        "author": [{"literal": "Somebody"}],
        "issued": "undated",
        "design": "guideline",
        "supports": "An example.",
        "seen": {"at": "https://copies.example/one", "date": date(2026, 1, 10), "form": "copy"},
    }
    return Reference.model_validate(every | fields)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://health.example/a", "national body"),
        ("https://www.health.example./a", "national body"),
        ("https://town.health.example/a", "local service"),
        ("https://deep.town.health.example/a", "local service"),
        ("https://labels.health.example/a", "regulator"),
        ("https://unhealth.example/a", "other"),
        ("https://shop.example/a", "other"),
        ("https://my.shop.example/a", "shop"),
    ],
)
def test_a_host_is_known_by_its_own_name_or_by_the_one_above(address: str, kind: str) -> None:
    assert kind_of(source(URL=address), HOSTS) == kind
    found = host_at(address, HOSTS)
    assert (found.kind if found else "other") == kind


def test_readers_are_sent_to_the_first_address_that_there_is() -> None:
    own = {"URL": "https://health.example/a"}
    steps = [
        ({"registry": "NCT01542034"}, "https://clinicaltrials.gov/study/NCT01542034", "registry"),
        ({"PMCID": "PMC123"}, "https://pmc.ncbi.nlm.nih.gov/articles/PMC123/", "PubMed"),
        ({"PMID": "123"}, "https://pubmed.ncbi.nlm.nih.gov/123/", "PubMed"),
        ({"DOI": "10.1000/a"}, "https://doi.org/10.1000/a", "DOI"),
    ]
    has: dict[str, Any] = dict(own)
    assert source(**has).address == own["URL"]
    for more, address, kind in steps:
        has |= more
        assert source(**has).address == address
        assert kind_of(source(**has), HOSTS) == kind
    assert source().address is None
    assert kind_of(source(), HOSTS) == "copy only"


@pytest.mark.parametrize("value", ["PMC7069546", "https://pmc.ncbi.nlm.nih.gov/articles/PMC7069546/", "pmc7069546."])
def test_a_number_of_pubmed_central_is_read_in_every_form_in_which_it_is_copied(value: str) -> None:
    assert source(PMCID=value).pmcid == "PMC7069546"


def test_a_source_says_where_it_was_read() -> None:
    seen = {"at": "http://www.a.example/x, https://a.example/y and https://b.example/z.", "date": date(2026, 1, 10)}
    found = source(URL="https://b.example/", seen=seen).seen
    assert found.addresses == ["http://www.a.example/x", "https://a.example/y", "https://b.example/z"]
    assert found.hosts == ["a.example", "b.example"]


def test_a_source_without_any_address_was_seen_as_a_copy() -> None:
    with pytest.raises(ValueError, match="or it was seen as a copy"):
        source(seen={"at": "https://copies.example/one", "date": date(2026, 1, 10), "form": "part"})


@pytest.mark.parametrize(
    ("design", "kind", "may"),
    [
        ("regulator-notice", "regulator", True),
        ("regulator-notice", "press", False),
        ("regulator-notice", "other", False),
        ("regulator-notice", "copy only", True),
        ("law", "law", True),
        ("law", "institution", False),
        ("drug-label", "maker", True),
        ("drug-label", "reference work", False),
        ("guideline", "press", False),
        ("guideline", "other", True),
        ("rct", "press", False),
        ("rct", "index", True),
        ("news", "press", True),
    ],
)
def test_a_kind_of_source_fits_its_address(design: str, kind: str, may: bool) -> None:
    assert fits(design, kind) is may


def test_what_carries_nothing_is_never_first_hand() -> None:
    assert FIRST_HAND.isdisjoint(NOTHING)


def test_the_exceptions_only_shrink(checked: Checked) -> None:
    found = Counter(exempt.rule for exempt in checked.site.exceptions)
    assert {rule: count for rule, count in found.items() if count > MOST_EXCEPTIONS[rule]} == {}
    assert {rule for rule, most in MOST_EXCEPTIONS.items() if found[rule] < most} == set(), "make the bound smaller"


def test_an_exception_lets_pass_what_it_names_and_nothing_else() -> None:
    files = dict(SMALL)
    row = b"  registry: EUCTR2019-000001-01\n"
    files["data/references.yml"] = files["data/references.yml"].replace(row, b"")
    assert {p.rule for p in check(files).problems} == {"verdict-source"}
    files["data/exceptions.yml"] = b"- {rule: verdict-source, at: trial-one, why: An example.}\n"
    assert check(files).problems == ()
    files["data/exceptions.yml"] += b"- {rule: verdict-source, at: trial-one, why: An example.}\n"
    assert {p.rule for p in check(files).problems} == {"idle-exception"}


def test_a_list_of_hosts_that_cannot_be_read_blames_no_source() -> None:
    files = dict(SMALL)
    files["data/hosts.yml"] = files["data/hosts.yml"].replace(b"kind: national body", b"kind: nation")
    assert {(p.path, p.rule) for p in check(files).problems} == {("content_src/data/hosts.yml", "wrong-choice")}


def test_words_in_which_a_source_is_not_seen_let_a_law_pass() -> None:
    files = dict(SMALL)
    files["data/hosts.yml"] = files["data/hosts.yml"].replace(b"kind: national body", b"kind: press")
    assert "law-source" in {p.rule for p in check(files).problems}
    here = files["rules/here.md"]
    files["rules/here.md"] = here.replace(b"may set cups.,", b"may set cups. We have not seen the law itself.,")
    assert files["rules/here.md"] != here
    assert "law-source" not in {p.rule for p in check(files).problems}


def test_a_report_of_a_law_is_not_the_law_and_not_first_hand() -> None:
    files = dict(SMALL)
    found = check(files)
    files["data/references.yml"] = files["data/references.yml"].replace(
        b'{at: "https://example.org/two", date: 2026-01-10}',
        b'{at: "https://press.example/two", date: 2026-01-10, form: report}',
    )
    told = check(files)
    assert {p.rule for p in told.problems} - {p.rule for p in found.problems} == {"law-source"}
    before, after = found.measure.sources, told.measure.sources
    assert (before.reports, after.reports) == (0, 1)
    assert after.kinds == before.kinds
    assert after.shares["law"][0] == before.shares["law"][0] - 1


def test_our_view_before_a_list_holds_for_the_whole_list() -> None:
    files = dict(SMALL)
    face = files["types/face.md"]
    points = b"- a cold\n- an itch[^trial-one]\n"
    alone = face.replace(b"Wait while you are pregnant.[^body-one]\n", b"Wait with:[^trial-one]\n\n" + points)
    files["types/face.md"] = alone
    assert [p.rule for p in check(files).problems].count("who-source") == 2 + 1
    files["types/face.md"] = alone.replace(b"Wait with:", b"In our view, wait with:")
    assert "who-source" not in {p.rule for p in check(files).problems}


CLAIM = "risks/bruise.md"


def claims_told(said: str) -> list[str]:
    """The rules that are broken where a part that makes claims says this, and a page with it can be linked."""
    files = dict(SMALL)
    files[CLAIM] = SMALL[CLAIM].replace(b"A small cup may lower the chance.[^trial-one]", said.encode())
    assert files[CLAIM] != SMALL[CLAIM]
    return [p.rule for p in check(files).problems]


@pytest.mark.parametrize(
    "said",
    [
        "Bruises often turn into [scars](risks/scar) and can kill you.",
        "A cream from [this maker](https://maker.example/cream) takes every bruise away in a day.",
        "Read about creams of [this maker](https://maker.example/cream).",
        "Read about [scars](risks/scar), or see [this maker](https://maker.example/cream).",
        "Anybody may set a cup, as [our page](rules/here) tells.",
        "Bruises can kill you. Read about [scars](risks/scar).",
        "Bruises often turn into [scars](risks/scar). Read about them.",
        "- Read about [scars](risks/scar).\n- Bruises can kill you.",
        "You can see [scars](risks/scar).",
        "Bruises last. Read about them.",
    ],
)
def test_a_link_is_no_source(said: str) -> None:
    assert claims_told(said) == ["uncited-claim"]


@pytest.mark.parametrize(
    "said",
    [
        "Read about [scars](risks/scar).",
        "A bruise may leave a dark mark: read about [scars](risks/scar).",
        "If you have a scar, ask your doctor: see [scars](risks/scar).",
        "Do not press it. See [scars](risks/scar).",
        "The full list is in [scars](risks/scar).",
        "We do not know what lowers it. Read about [scars](risks/scar).",
        "Bruises often turn into [scars](risks/scar).[^trial-one]",
    ],
)
def test_a_sentence_that_sends_the_reader_on_needs_no_source(said: str) -> None:
    assert claims_told(said) == []


@pytest.mark.parametrize(("host", "rules"), [("my.shop.example", ["carries-nothing"]), ("example.org", [])])
def test_no_page_leads_to_a_shop(host: str, rules: list[str]) -> None:
    files = dict(SMALL)
    files[CLAIM] = SMALL[CLAIM].replace(b"Keep it cool.", f"Keep it cool with [ice](https://{host}/ice).".encode())
    assert [p.rule for p in check(files).problems] == rules


def test_a_cited_statement_of_absence_may_stand() -> None:
    files = dict(SMALL)
    bruise = files["risks/bruise.md"]
    said = b"A review says that nobody has ever counted this."
    files["risks/bruise.md"] = bruise.replace(b"Keep it cool.", said)
    assert {p.rule for p in check(files).problems} == {"absence"}
    files["risks/bruise.md"] = bruise.replace(b"Keep it cool.", said + b"[^trial-one]")
    assert check(files).problems == ()


def test_the_figures_are_printed(checked: Checked) -> None:
    printed = table(checked.measure)
    sources = checked.measure.sources
    assert sum(sources.kinds.values()) == checked.measure.references
    assert set(sources.shares) == {"verdicts", "harms", "cards", "law", "all"}
    for name, (count, of) in sources.shares.items():
        assert 0 < count <= of
        assert f"{name} {count} of {of}" in printed
    assert f"exceptions{' ' * 14}{len(checked.site.exceptions)}" in printed


def test_no_page_but_its_sources_line_names_a_host_that_carries_nothing(checked: Checked) -> None:
    """Readers are sent to none of them, but for the few that an exception names."""
    let = {exempt.at for exempt in checked.site.exceptions if exempt.rule == "carries-nothing"}
    for reference in checked.site.references.values():
        host = host_at(reference.address, checked.site.hosts) if reference.address else None
        assert host is None or host.kind not in NOTHING or reference.id in let, reference.id
