"""What became of the sources: from an answer of the keeper of DOIs to what an editor and a reader see. No network.

``tests/data/crossref/`` holds answers in the documented form. ``wakefield1998.json`` has what Crossref tells of a
real paper, as quoted in public code and cut down to what is read; the others are made up and say so.
"""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from conftest import ROOT
from paper import sheets_of
from sitegen.check import Checked
from sitegen.commands.report import table
from sitegen.content.fact_words import as_issued
from sitegen.content.models import Health, Notice, Reference
from sitegen.content.reading.folder import read_folder
from sitegen.ledger.versions import Stamp
from sitegen.outputs.leaflets.drawn import drawn_pdf, fitted_sheet
from sitegen.outputs.leaflets.sheet import EDITIONS
from sitegen.outputs.leaflets.template import leaflet_template
from sitegen.outputs.leaflets.words import leaflet
from sitegen.pages.environment import environment
from sitegen.pages.render import render_alone
from sitegen.publish.outside import health
from small import SMALL, check

TODAY = date(2026, 11, 29)
KEPT = {path.stem: json.loads(path.read_text("utf-8")) for path in (ROOT / "tests/data/crossref").glob("*.json")}


def source(name: str, doi: str | None) -> Reference:
    fields: dict[str, Any] = {
        "id": name,
        "type": "article-journal",
        "title": name,
        "author": [{"literal": "Somebody"}],
        "issued": "2020",
        "URL": "https://example.org/one",
        "design": "rct",
        "supports": "An example.",
        "seen": {"at": "https://example.org/one", "date": TODAY},
    }
    return Reference.model_validate(fields | ({"DOI": doi} if doi else {}))


def told(name: str) -> Mapping[str, Any]:
    work = KEPT[name]["message"]
    assert isinstance(work, dict)
    return work


def notices(work: Mapping[str, Any], doi: str = "10.1000/one") -> list[tuple[str, str, str | None]]:
    return [(one.kind, one.issued, one.doi) for one in health.notices("one", doi, work, lambda _: None)]


def test_a_real_answer_is_read() -> None:
    assert notices(told("wakefield1998")) == [
        ("retraction", "2010-02-06", "10.1016/s0140-6736(10)60175-4"),
        ("correction", "2004-03-06", "10.1016/s0140-6736(04)15715-2"),
    ]


def test_an_answer_without_notices_says_nothing() -> None:
    assert notices(told("made-up-fine")) == []


def test_the_notice_itself_is_not_withdrawn() -> None:
    """``update-to`` stands on the notice and names the paper that it is on."""
    assert notices(told("made-up-notice")) == []


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("retraction", "retraction"),
        ("partial_retraction", "retraction"),
        ("withdrawal", "retraction"),
        ("expression_of_concern", "concern"),
        ("expression-of-concern", "concern"),
        ("new_version", "newer version"),
        ("erratum", "correction"),
        ("reinstatement", "other"),
    ],
)
def test_each_kind_of_update_is_told_in_our_words(said: str, kind: str) -> None:
    assert notices({"updated-by": [{"type": said, "DOI": "10.1000/n"}]}) == [(kind, "undated", "10.1000/n")]


def test_one_notice_of_two_services_stands_once_with_its_day() -> None:
    twice = [
        {"type": "retraction", "DOI": "10.1000/N", "source": "publisher"},
        {"type": "retraction", "DOI": "10.1000/n", "updated": {"date-parts": [[2020, 3]]}},
    ]
    assert notices({"updated-by": twice}) == [("retraction", "2020-03", "10.1000/n")]


def test_what_replaced_it_is_a_newer_version() -> None:
    work = {"relation": {"is-replaced-by": [{"id-type": "doi", "id": "10.1000/two"}, {"id-type": "uri", "id": "x"}]}}
    assert notices(work) == [("newer version", "undated", "10.1000/two")]


def test_a_marked_title_is_enough() -> None:
    assert notices({"title": ["WITHDRAWN: A review"]}) == [("retraction", "undated", None)]
    assert notices({"title": ["RETRACTED ARTICLE: A trial"], **told("wakefield1998")})[0][1] == "2010-02-06"
    assert notices({"title": ["Retractors in surgery"]}) == []


def test_the_newest_edition_is_found_where_the_doi_counts_them() -> None:
    there = {
        "10.1002/14651858.CD1.pub3": {},
        "10.1002/14651858.CD1.pub4": {"issued": {"date-parts": [[2024]]}},
    }
    asked: list[str] = []

    def ask(doi: str) -> Mapping[str, Any] | None:
        asked.append(doi)
        return there.get(doi)

    found = health.notices("one", "10.1002/14651858.CD1.pub2", {}, ask)
    assert [(one.kind, one.issued, one.doi) for one in found] == [
        ("newer version", "2024", "10.1002/14651858.CD1.pub4")
    ]
    assert asked[-1].endswith(".pub5"), "it stops at the first that is not there"


@pytest.mark.parametrize(
    "odd",
    [
        {"updated-by": None},
        {"updated-by": "retraction"},
        {"updated-by": ["retraction"]},
        {"relation": []},
        {"title": []},
        {"title": [None]},
        {"title": None},
    ],
)
def test_an_odd_answer_is_no_notice(odd: Mapping[str, Any]) -> None:
    assert notices(odd) == []


@pytest.mark.parametrize("when", [None, {}, {"date-parts": []}, {"date-parts": [[None]]}, {"date-parts": [["x"]]}])
def test_an_odd_day_is_undated(when: object) -> None:
    assert notices({"updated-by": [{"type": "erratum", "updated": when, "DOI": "no doi"}]}) == [
        ("correction", "undated", None)
    ]


def test_only_sources_with_a_doi_are_asked_for_and_silence_is_told() -> None:
    answers = {"10.1000/a": told("made-up-fine"), "10.1000/b": told("wakefield1998")}
    found = health.look(
        [source("b", "10.1000/b"), source("none", None), source("a", "10.1000/a"), source("c", "10.1000/c")],
        answers.get,
        TODAY,
    )
    assert found is not None
    assert (found.looked, found.asked, found.unknown) == (TODAY, 3, ("c",))
    assert [one.reference for one in found.found] == ["b", "b"]


def test_where_nobody_answers_nothing_is_known_anew() -> None:
    assert health.look([source("a", "10.1000/a")], lambda _: None, TODAY) is None


def written(*found: Notice) -> bytes:
    told = Health(id="crossref", looked=TODAY, asked=4, unknown=("series-one",), found=found)
    return health.as_yaml(told).encode("utf-8")


WITHDRAWN = Notice(reference="trial-one", kind="retraction", issued="2025-03-01")
REPLACED = Notice.model_validate(
    {"reference": "trial-two", "kind": "newer version", "issued": "undated", "DOI": "10.1000/a(1)"}
)


def small_with(*found: Notice) -> Checked:
    return check({**read_folder(SMALL), "data/source_health.yml": written(*found)})


def test_the_file_is_read_as_it_was_written() -> None:
    checked = small_with(REPLACED)
    assert [p for p in checked.problems if "source_health" in p.path] == []
    assert checked.site.health[0].found == (REPLACED,)
    assert checked.site.health[0].looked == TODAY
    assert "newer version 1; last asked: 2026-11-29" in table(checked.measure)


def test_a_verdict_cannot_rest_on_a_withdrawn_study() -> None:
    problems = [p for p in small_with(WITHDRAWN).problems if p.rule == "withdrawn-source"]
    assert {p.path for p in problems} == {"content_src/benefits/moisture.md"}
    assert "rate again without it" in problems[0].hint


@pytest.mark.parametrize("kind", ["concern", "newer version", "correction", "other"])
def test_other_notices_stop_nothing(kind: str) -> None:
    one = Notice.model_validate({"reference": "trial-one", "kind": kind, "issued": "2025"})
    assert small_with(one).problems == ()


def test_a_notice_on_a_source_that_is_gone_says_nothing() -> None:
    gone = Notice(reference="nobody", kind="retraction", issued="2025")
    checked = small_with(gone)
    assert checked.problems == ()
    assert checked.site.notices == {}


def test_a_page_and_its_leaflet_name_what_was_withdrawn_and_a_correction_stands_at_the_source() -> None:
    fixed = Notice(reference="trial-one", kind="correction", issued="2025-03")
    plain, doubted, mended = (small_with(*of).site for of in ((), (REPLACED,), (fixed,)))
    page = next(entry for entry in doubted.cited["trial-two"] if entry.folder == "types")
    said = "A second trial: there is a newer version."
    stamp = Stamp("0" * 8, None)
    assert leaflet(doubted, page, stamp, None, "https://example.org/").since == (said,)
    assert leaflet(plain, plain.entries[page.id], stamp, None, "https://example.org/").since == ()
    assert leaflet(mended, mended.entries[page.id], stamp, None, "https://example.org/").since == ()


@pytest.mark.parametrize("name", ["rules/here", "substances/water", "risks/bruise", "pages/sources"])
def test_the_notice_stands_where_the_source_does(name: str) -> None:
    site = small_with(REPLACED).site
    cited = {entry.id for entry in site.cited["trial-two"]}
    (text,) = (data.decode("utf-8") for data in render_alone(site, [name], TODAY, ROOT / "templates").values())
    notice = r'<strong class="since">[There is a newer version](https://doi.org/10.1000/a%281%29).</strong>'
    assert (notice in text) is (name in cited or name == "pages/sources")
    assert ("News of a source." in text) is (name in cited)
    if name == "pages/sources":
        assert (
            "On 29 November 2026 we asked Crossref, which keeps the records of DOIs, about 4 of these sources." in text
        )
        assert "On 1 it had no answer." in text


def test_the_page_of_sources_says_that_nobody_has_asked() -> None:
    site = check(read_folder(SMALL)).site
    (text,) = render_alone(site, ["pages/sources"], TODAY, ROOT / "templates").values()
    assert "We have not yet asked" in text.decode("utf-8")


def test_the_leaflet_shows_it_on_the_screen_and_on_paper() -> None:
    site = small_with(REPLACED).site
    whole = leaflet(site, site.entries["types/face"], Stamp("0" * 8, None), None, "https://example.org/")
    page = environment(ROOT / "templates").get_template("outputs/leaflet.md.j2")
    names = {"name": "a", "name_large": "b", "qr": "q", "help_qr": "h", "page_path": "p", "help_path": "h", "old": ""}
    said = "News of sources:</strong> A second trial: there is a newer version"
    assert said in page.render(leaflet=whole, large=False, **names)
    assert "News of sources" not in page.render(leaflet=replace(whole, since=()), large=False, **names)
    template = leaflet_template(ROOT / "templates")
    printed = fitted_sheet(template, whole, EDITIONS["a4"], None)
    assert printed
    paper = sheets_of(drawn_pdf(template, whole, printed, None))[0]
    assert "Newsofsources:Asecondtrial:thereisanewerversion." in "".join(paper.split())


def test_days_are_said_as_far_as_they_are_known() -> None:
    said = [as_issued(value) for value in ("2010-02-06", "2010-02", "2010", "undated")]
    assert said == ["6 February 2010", "February 2010", "2010", ""]


def test_the_report_names_what_is_new_and_where_it_is_cited() -> None:
    site = small_with(WITHDRAWN).site
    template = environment(ROOT / "templates").get_template("commands/links_report.md.j2")
    text = template.render(dead=[], overdue=[], fresh=[WITHDRAWN, REPLACED], site=site, silent=True)
    assert "## Sources with a new notice: 2" in text
    assert "trial-one: its journal has withdrawn it, 1 March 2025" in text
    assert "benefits/moisture.md" in text
    assert "did not answer" in text


@pytest.fixture
def keeper() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """A local keeper of DOIs: it knows one, is busy once, and breaks off on another."""
    asked: list[tuple[str, str]] = []

    class Keeper(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers["User-Agent"]))
            body = json.dumps(KEPT["made-up-fine"]).encode()
            code = {"/10.1000%2Ffine": 200, "/10.1000%2Fbroken": 200}.get(self.path, 404)
            if self.path == "/10.1000%2Fbusy":
                code = 429 if len(asked) == 1 else 200
            body = b"<html>" if "broken" in self.path else body
            self.send_response(code)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Keeper)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("doi", "answers", "times"),
    [("10.1000/fine", True, 1), ("10.1000/gone", False, 1), ("10.1000/busy", True, 2), ("10.1000/broken", False, 3)],
)
def test_the_keeper_is_asked_politely(
    keeper: tuple[str, list[tuple[str, str]]], doi: str, answers: bool, times: int
) -> None:
    at, asked = keeper
    work = health.asked(doi, "a test", at=at, seconds=2, pause=0)
    assert (work == told("made-up-fine")) is answers
    assert len(asked) == times
    assert {agent for _, agent in asked} == {"a test"}


def test_a_keeper_that_is_not_there_is_no_fault() -> None:
    assert health.asked("10.1000/a", "a test", at="http://127.0.0.1:1/", seconds=1, pause=0) is None
