"""A year of releases: every address and version ever promised still answers, and is right.

The year goes by on the small site, where a release takes a third of a second; some months of it on the real content.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import subprocess
import sys
import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import MEMORY, ROOT, SITE_URL, copied
from paper import sheets_of
from sitegen.base.problems import Problem
from sitegen.check import Checked
from sitegen.content.reading.folder import read_folder
from sitegen.ledger.changes import changes
from sitegen.ledger.handed_out import handed_out, handed_out_before
from sitegen.ledger.history import NO_HISTORY, History, Release, read_history, read_kept
from sitegen.ledger.promises import promise_problems, promised
from sitegen.ledger.release import VersionClashError, prepare
from sitegen.ledger.snapshots import Snapshot, relinked
from sitegen.ledger.versions import seen, version_of
from sitegen.outputs.feeds import feeds
from sitegen.outputs.leaflets.past import with_leaflets
from sitegen.outputs.link_list import judge
from sitegen.pages.render import render
from sitegen.publish.kept_promises import broken_promises
from small import SMALL, check, small_project, with_builder

TEMPLATES = ROOT / "templates"
START = date(2026, 11, 23)
BRUISE = "risks/bruise.md"
FACTS = "facts/moisture.yml"
CARD = "cards/call-us.md"
NEW_PAGE = b"""---
title: A page for a season
summary: This page stands here for some months. Then it goes.
published: 2027-05-01
checked: 2027-05-01
next_review: 2028-05-01
related: [pages/about, pages/privacy, pages/accessibility]
---

## What it is for {#what-it-is-for}

You can read it for some months.
"""


@dataclass(frozen=True)
class Made:
    """One release of the year: what was recorded, and the files as they stood after it."""

    release: Release
    content: Mapping[str, bytes]
    kept: Mapping[str, bytes]


def _month(number: int) -> date:
    return date(2026 + (10 + number) // 12, (10 + number) % 12 + 1, 23)


class Year:
    """The content and the ledger of a guide over a year; each step changes the content and releases it."""

    def __init__(self, content: Mapping[str, bytes]) -> None:
        self.content = dict(content)
        self.kept: dict[str, bytes] = {}
        self.made: list[Made] = []

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.content[name].decode("utf-8")
        assert old in text, (name, old)
        self.content[name] = text.replace(old, new).encode("utf-8")

    def rename(self, old: str, new: str, aliases: str) -> None:
        """What an editor does: a new file name, the old address as alias, the links changed."""
        for name, data in list(self.content.items()):
            if name.endswith((".md", ".yml")):
                text = re.sub(rf"(?<![\w/-]){old}(?![\w/-])", new, data.decode("utf-8"))
                self.content[name] = text.encode("utf-8")
        text = self.content.pop(f"{old}.md").decode("utf-8")
        text = re.sub(r"\naliases: [^\n]*", "", text)
        self.content[f"{new}.md"] = text.replace("\nseriousness:", f"\naliases: [{aliases}]\nseriousness:", 1).encode()

    def problems(self) -> list[Problem]:
        return list(check(self.content, self.kept).problems)

    def release(self) -> Release | None:
        checked = check(self.content, self.kept, memory=MEMORY)
        assert [f"{p.path}:{p.line}: {p.message}" for p in checked.problems] == []
        today = _month(len(self.made))
        rendered = render(checked.site, START, TEMPLATES, checked.history)
        snapshots = with_leaflets(checked.site, rendered.snapshots, rendered.stamps, today, SITE_URL)
        made = prepare(checked.site, checked.history, snapshots, today)
        if made is None:
            return None
        self.kept |= made.files
        self.made.append(Made(made.release, dict(self.content), dict(self.kept)))
        return made.release


GATHERED = """---
title: {title}
summary: It is there for tests. Look at it.
published: 2026-01-10
checked: 2026-01-10
next_review: 2027-01-10
gathers: {name}
related: [pages/about]
---

## How to read it {{#how-to-read}}

You can read one line at a time.
"""


def small_year() -> Year:
    """The small site with the pages of changes and links, a second harm, and a number to change."""
    y = Year(read_folder(SMALL))
    for name, title in (("changes", "What has changed"), ("check-links", "Check my links")):
        y.content[f"pages/{name}.md"] = GATHERED.format(name=name, title=title).encode()
    more = "[what we keep](pages/privacy), [changes](pages/changes) and [links](pages/check-links)."
    y.edit("pages/about.md", "and [what we keep](pages/privacy).", more)
    y.content["risks/pain.md"] = y.content[BRUISE].replace(b"title: Bruise", b"title: Pain")
    y.edit("types/face.md", "risks: [risks/bruise, risks/scar]", "risks: [risks/bruise, risks/scar, risks/pain]")
    count = "with: {what: cups, count: 12, of: 31}, reference: [trial-one]"
    number = f"- {{id: bruises, harm: yes, outcome: Bruises, by: after one visit, who: adults, {count}}}"
    y.content[FACTS] += f"\n{number}\n".encode()
    y.edit(BRUISE, "not_known: We found no count.\n  why: no measurement", "numbers: [bruises]")
    y.edit(BRUISE, "We found no count of this.", "One trial counted them.[^trial-one]")
    return y


@pytest.fixture(scope="module")
def year() -> Year:
    """Twelve months: number, urgency, certainty, law, new, moved twice, back again, withdrawn."""
    y = small_year()
    y.release()
    y.edit(FACTS, "count: 12, of: 31", "count: 13, of: 31")
    y.release()
    y.edit(CARD, "urgency: clinic", "say: The bruise grows.\nurgency: same-day")
    y.release()
    y.rename("risks/bruise", "risks/bruises", "risks/bruise")
    y.release()
    y.edit("benefits/moisture.md", "direction: helps", "direction: no difference")
    y.edit("types/face.md", "certainty: low\n    direction: helps", "certainty: low\n    direction: no difference")
    y.release()
    y.edit("rules/here.md", "status: in force", "status: advice")
    y.edit("types/face.md", "A new mark needs", "A new spot needs")
    y.release()
    y.content["pages/season.md"] = NEW_PAGE
    y.edit("pages/about.md", "related: [", "related: [pages/season, ")
    y.release()
    y.edit(FACTS, "count: 13, of: 31", "count: 12, of: 31")
    y.edit(CARD, "say: The bruise grows.\nurgency: same-day", "urgency: clinic")
    y.release()
    y.rename("risks/bruises", "risks/bruise-marks", "risks/bruise, risks/bruises")
    y.release()
    y.edit("pages/about.md", "related: [pages/season, ", "related: [")
    withdrawn = NEW_PAGE.replace(
        b"related:", b"status: {reason: The season is over., replacement: pages/about}\nrelated:"
    )
    y.content["pages/season.md"] = withdrawn
    y.release()
    y.edit("data/terms.yml", "Part of the skin dies.", "Some of the skin dies.")
    y.release()
    return y


@pytest.fixture(scope="module")
def real_year() -> Year:
    """Two releases of the real content: as it stands, and with a sign, a page's address and its words changed.

    The page is one that stands on few leaflets: to find what fits on each takes seconds.
    """
    y = Year(read_folder(ROOT / "content_src"))
    y.release()
    y.edit("cards/bruise-stays.md", "urgency: clinic", "say: The bruise stays.\nurgency: same-day")
    y.edit("types/chin-fat.md", "under the chin look smaller.", "under the chin look thin.")
    y.rename("risks/nerve-injury", "risks/hurt-nerve", "risks/nerve-injury")
    y.release()
    return y


def kinds(release: Release, page: str) -> set[str]:
    return {change.kind for found in release.pages if found.page == page for change in found.changes}


def words(release: Release, page: str) -> str:
    return "\n".join(change.words for found in release.pages if found.page == page for change in found.changes)


# --------------------------------------------------------------------------- the ledger


def test_the_first_release_brings_every_page_and_promise(year: Year) -> None:
    first = year.made[0].release
    assert {page.page for page in first.pages} == set(check(year.made[0].content).site.entries)
    assert all(page.supersedes is None for page in first.pages)
    assert "/risks/bruise/#what-you-can-do" in first.promises


def test_each_change_is_recorded_with_its_kind(year: Year) -> None:
    releases = [made.release for made in year.made]
    assert len(releases) == 11
    assert "number" in kinds(releases[1], "risks/bruise")
    assert "12 of 31" in words(releases[1], "risks/bruise")
    assert "13 of 31" in words(releases[1], "risks/bruise")
    assert releases[1].pages[0].changes[0].kind == "number"
    assert "urgency" in kinds(releases[2], "risks/bruise")
    assert "Get medical help today" in words(releases[2], "risks/bruise")
    assert kinds(releases[3], "risks/bruises") >= {"page"}
    assert "has moved" in words(releases[3], "risks/bruises")
    assert "certainty" in kinds(releases[4], "benefits/moisture")
    assert "law" in kinds(releases[5], "rules/here")
    assert words(releases[6], "pages/season") == "New page: A page for a season."
    assert {"number", "urgency"} <= kinds(releases[7], "risks/bruises")
    assert "has moved" in words(releases[8], "risks/bruise-marks")
    assert "withdrawn: The season is over." in words(releases[9], "pages/season")
    assert kinds(releases[10], "pages/glossary") == {"wording"}


def test_a_change_of_an_unchanged_page_is_never_recorded(year: Year) -> None:
    """A release names no more pages than those whose words changed: the page itself and those that show its words."""
    assert {p.page for p in year.made[1].release.pages} == {"risks/bruise", "pages/facts"}
    assert "risks/pain" not in {p.page for p in year.made[5].release.pages}


def test_each_version_names_the_one_before(year: Year) -> None:
    last: dict[str, str] = {}
    renamed = {"risks/bruises": "risks/bruise", "risks/bruise-marks": "risks/bruises"}
    for made in year.made:
        for page in made.release.pages:
            before = last.get(page.page) or last.get(renamed.get(page.page, ""))
            assert page.supersedes == (before if before != page.version else None), page.page
            last[page.page] = page.version


def test_nothing_released_is_ever_changed(year: Year) -> None:
    for before, after in zip(year.made, year.made[1:], strict=False):
        for name, data in before.kept.items():
            if name != "permalinks.txt":
                assert after.kept[name] == data
        old = before.kept["permalinks.txt"].decode().splitlines()
        assert set(old) <= set(after.kept["permalinks.txt"].decode().splitlines())


def test_without_a_change_there_is_no_release(year: Year) -> None:
    again = Year(year.content)
    again.kept, again.made = dict(year.kept), list(year.made)
    assert again.release() is None


def test_a_release_never_goes_back_in_time(year: Year) -> None:
    checked = check(year.content, year.kept)
    with pytest.raises(ValueError, match="later than 2020"):
        prepare(checked.site, checked.history, {}, date(2020, 1, 1))


def test_two_texts_with_one_version_are_refused(year: Year) -> None:
    checked = check(year.content, year.kept)
    snapshots = render(checked.site, START, TEMPLATES, checked.history).snapshots
    taken = snapshots["pages/about"].version
    clash = {"pages/privacy": replace(snapshots["pages/privacy"], version=taken)}
    with pytest.raises(VersionClashError):
        prepare(checked.site, checked.history, clash, date(2028, 1, 1))


@pytest.mark.parametrize(
    ("name", "change", "rule"),
    [
        ("releases/0003.json", lambda data: data.replace(b"today", b"later"), "ledger"),
        ("releases/0003.json", lambda data: data[:1], "ledger"),
        ("releases/0003.json", lambda data: data and None, "ledger"),
        ("snapshot", lambda data: data + b" ", "ledger"),
        ("snapshot", lambda data: data and None, "ledger"),
        ("permalinks.txt", lambda data: data.replace(b"/risks/bruise/#what-you-can-do\n", b""), "promise-removed"),
        ("permalinks.txt", lambda data: data.replace(b"/risks/pain/\n", b"/risks/pain/\n/a-first/\n"), "promise-form"),
        ("permalinks.txt", lambda data: data + b"no-address\n", "promise-form"),
        ("permalinks.txt", lambda data: data + b"/zzz/\n", "promise-broken"),
    ],
)
def test_a_change_of_the_past_is_told(year: Year, name: str, change, rule: str) -> None:  # type: ignore[no-untyped-def]
    kept = dict(year.kept)
    if name == "snapshot":
        name = f"releases/versions/{year.made[1].release.pages[0].version}.json"
    data = change(kept[name])
    kept.pop(name) if data is None else kept.update({name: data})
    problems = check(year.content, kept).problems
    assert [p for p in problems if p.rule == rule], [p.message for p in problems]
    assert all(p.hint for p in problems)


def test_a_rename_without_alias_is_told_with_its_line(year: Year) -> None:
    content = dict(year.content)
    text = content["risks/bruise-marks.md"].decode("utf-8")
    content["risks/bruise-marks.md"] = text.replace("aliases: [risks/bruise, risks/bruises]\n", "").encode()
    problems = check(content, year.kept).problems
    assert {p.rule for p in problems} == {"promise-broken"}
    lines = year.kept["permalinks.txt"].decode().splitlines()
    assert {lines[p.line - 1] for p in problems} == {"/risks/bruise/", "/risks/bruises/"}


# --------------------------------------------------------------------------- versions


def test_the_version_is_of_what_is_read() -> None:
    page = '---\ntitle: x\n---\n\n# A\n\nOne **word** and [a link](a.md#b).[\\[1\\]](#source-1){ role="doc-noteref" }\n'
    assert seen(page.split("---\n", 2)[2]) == "A One word and a link."
    same = page.replace("a.md#b", "c.md").replace("title: x", "title: y").replace("**word**", "<b>word</b>")
    assert version_of(page) == version_of(same)
    assert version_of(page) != version_of(page.replace("One", "Two"))
    assert version_of(page) != version_of(page, [b"<circle/>"])
    about = page + "\n@@about@@\nChecked by nobody.\n@@end-about@@\n"
    assert version_of(about) == version_of(page)


def test_a_sign_off_holds_for_the_version_that_it_signs_and_lapses_with_the_next() -> None:
    files = dict(read_folder(SMALL))
    before = render(check(files).site, START, TEMPLATES).stamps["risks/bruise"]
    text = files[BRUISE].decode("utf-8")
    signed = "clinician_review: {role: Dermatologist, date: 2026-12-01, version: " + before.version + "}"
    files[BRUISE] = text.replace("\nrelated:", f"\n{signed}\nrelated:", 1).encode("utf-8")
    after = check(files)
    assert after.problems == ()
    rendered = render(after.site, START, TEMPLATES)
    page = rendered.pages["risks/bruise.md"].decode("utf-8")
    assert rendered.stamps["risks/bruise"] == before
    marked = f'<span translate="no">{before.version}</span>'
    assert f"Dermatologist, on 1 December 2026, version {marked}" in page
    assert 'reviewed: "2026-12-01"' in page
    assert "Not yet checked by a doctor or other health professional" not in page

    assert b"Keep it cool." in files[BRUISE]
    files[BRUISE] = files[BRUISE].replace(b"Keep it cool.", b"Keep it cold.")
    page = render(check(files).site, START, TEMPLATES).pages["risks/bruise.md"].decode("utf-8")
    assert f"A health professional checked version {marked} of this page. Its words have changed since" in page
    assert "Nobody, as it stands today." in page
    assert "reviewed:" not in page


def test_links_of_an_old_version_lead_to_todays_pages() -> None:
    body = "[a](/risks/old.md#x) [b](/risks/old.md#gone) [c](/nowhere.md) [d](#own) [e](https://x.org/)"
    known = {"risks/new.md": frozenset({"x"})}
    linked = relinked(body, "versions", known, {"risks/old.md": "risks/new.md"})
    assert linked == "[a](../risks/new.md#x) [b](../risks/new.md) c [d](#own) [e](https://x.org/)"


def test_a_change_that_nothing_explains_is_still_told() -> None:
    old = Snapshot("pages/a", "00000001", "A", (), "# A\n\nWords.\n", {}, "2026-01-01", "none")
    assert [c.kind for c in changes(old, replace(old, version="00000002"))] == ["wording"]
    assert changes(old, old) == ()


# --------------------------------------------------------------------------- the site at the end of the year


@pytest.fixture(scope="module")
def last_site(year: Year, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project at the end of the year, built and published as the real one is."""
    root = small_project(tmp_path_factory.mktemp("year"), year.content)
    return built(with_builder(root), year, "2027-10-23")


@pytest.fixture(scope="module")
def real_site(project: Path, real_year: Year, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real project after its second release, built and published as ever."""
    root = copied(project, tmp_path_factory.mktemp("real"), "templates", "overrides", "scripts", "src", "mkdocs.yml")
    (root / "docs").mkdir()
    return built(root, real_year, "2026-12-23")


def built(root: Path, year: Year, today: str) -> Path:
    """The site of a project with the content and the ledger of a year."""
    for name, data in {**{f"content_src/{n}": d for n, d in year.content.items()}, **year.kept}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "scripts/build_site.py", "--today", today],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SITE_URL": SITE_URL},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def not_answering(year: Year, site: Path, moved: Mapping[str, str]) -> list[str]:
    """The promises that a site does not keep. publish() has looked for each one already; this is another way."""
    lost = []
    for line in year.kept["permalinks.txt"].decode().splitlines():
        path, _, anchor = line.partition("#")
        if not path.endswith("/"):
            lost += [line] * (not (site / path[1:]).is_file())
            continue
        html = (site / path.strip("/") / "index.html").read_text("utf-8")
        if 'http-equiv="refresh"' in html:
            html = (site / moved[path].strip("/") / "index.html").read_text("utf-8")
        lost += [line] * bool(anchor and f'id="{anchor}"' not in html)
    return lost


def test_every_address_ever_promised_answers(year: Year, last_site: Path) -> None:
    marks = "/risks/bruise-marks/"
    assert not_answering(year, last_site, {"/risks/bruise/": marks, "/risks/bruises/": marks}) == []


@pytest.mark.slow
def test_every_address_promised_on_the_real_content_answers(real_year: Year, real_site: Path) -> None:
    assert not_answering(real_year, real_site, {"/risks/nerve-injury/": "/risks/hurt-nerve/"}) == []


def test_a_promise_that_does_not_answer_would_be_seen(year: Year, last_site: Path) -> None:
    more = Year({})
    more.kept["permalinks.txt"] = year.kept["permalinks.txt"] + b"/risks/bruise/#nowhere\n/leaflets/none.pdf\n"
    marks = "/risks/bruise-marks/"
    lost = not_answering(more, last_site, {"/risks/bruise/": marks, "/risks/bruises/": marks})
    assert lost == ["/risks/bruise/#nowhere", "/leaflets/none.pdf"]


def superseded(year: Year, site: Path) -> int:
    """How many versions hold no more; that every version can be read, and says what it is, is asserted on the way."""
    history, problems = read_history(year.kept)
    assert problems == []
    count = 0
    for version, issued in history.issued.items():
        html = (site / "versions" / version / "index.html").read_text("utf-8")
        text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
        assert f"Version {version} of" in text
        if "This is an earlier version." in text:
            count += 1
            assert "What has changed since" in text
            assert "What this version said" in text
        else:
            assert "This is today's version" in text.replace("’", "'"), issued.page.page
    return count


def test_every_version_ever_issued_can_be_read(year: Year, last_site: Path) -> None:
    assert superseded(year, last_site) >= 8


@pytest.mark.slow
def test_every_version_of_the_real_content_can_be_read(real_year: Year, real_site: Path) -> None:
    assert superseded(real_year, real_site) >= 2


def test_an_old_number_can_be_read_and_is_marked_as_old(year: Year, last_site: Path) -> None:
    page = next(p for p in year.made[1].release.pages if p.page == "risks/bruise")
    text = (last_site / "versions" / page.version / "index.html").read_text("utf-8")
    plain = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    assert plain.index("This is an earlier version") < plain.index("13 of 31")
    assert "Before: 13 of 31" in plain
    assert "Now: 12 of 31" in plain
    assert 'name="robots" content="noindex"' in text


def test_a_version_that_came_back_is_todays(year: Year, last_site: Path) -> None:
    first = next(p for p in year.made[0].release.pages if p.page == "risks/bruise")
    current = json.loads((last_site / "api/v1/addresses.json").read_text("utf-8"))["pages"]["/risks/bruise-marks/"]
    html = (last_site / "versions" / first.version / "index.html").read_text("utf-8")
    # Two renames left the words alone; the words of the first release came back in the eighth.
    assert ("This is an earlier version" not in html) == (current["version"] == first.version)


def test_every_feed_entry_is_right(year: Year, last_site: Path) -> None:
    name = "{http://www.w3.org/2005/Atom}"
    recorded = [(m.release, page) for m in reversed(year.made) for page in m.release.pages]
    for path in sorted((last_site / "feeds").glob("*.xml")):
        root = ET.fromstring(path.read_bytes())
        assert root.tag == f"{name}feed"
        for needed in ("id", "title", "updated", "author"):
            assert root.find(f"{name}{needed}") is not None, path.name
        entries = root.findall(f"{name}entry")
        ids = [e.findtext(f"{name}id") for e in entries]
        assert len(set(ids)) == len(ids)
        days = [e.findtext(f"{name}updated") for e in entries]
        assert days == sorted(days, reverse=True)
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", day or "") for day in days)
        for entry in entries:
            link = next(e.get("href") for e in entry.findall(f"{name}link") if e.get("rel") == "alternate")
            assert (last_site / link.removeprefix("https://example.org/") / "index.html").is_file()
        twin = json.loads(path.with_suffix(".json").read_text("utf-8"))
        assert twin["version"] == "https://jsonfeed.org/version/1.1"
        assert twin["feed_url"] == f"https://example.org/feeds/{path.stem}.json"
        assert [item["id"] for item in twin["items"]] == ids
        assert all({"id", "content_text", "date_published", "url"} <= set(item) for item in twin["items"])
    everything = json.loads((last_site / "feeds/all.json").read_text("utf-8"))["items"]
    assert len(everything) == min(200, len(recorded))
    for item, (release, page) in zip(everything, recorded, strict=False):
        assert item["date_published"].startswith(str(release.date))
        assert item["url"] == f"https://example.org/versions/{page.version}/"
        assert all(change.words in item["content_text"] for change in page.changes)
        assert item["tags"][0] == page.changes[0].kind
    urgent = json.loads((last_site / "feeds/urgent-help.json").read_text("utf-8"))["items"]
    assert [i["title"] for i in urgent if "urgent" in i["title"]], "the change of urgency is in the feed of urgent help"
    face = json.loads((last_site / "feeds/face.json").read_text("utf-8"))["items"]
    assert any("Bruise" in item["title"] for item in face)
    assert not any("Norland" in item["title"] for item in face)


def words_of(text: str) -> str:
    return " ".join(text.split())


def old_leaflets(year: Year, site: Path, use: str, before: str, now: str) -> None:
    """Each sheet of the leaflet of an earlier version has its own words and names the version of today."""
    first = next(p for p in year.made[0].release.pages if p.page == use)
    today = json.loads((site / "api/v1/addresses.json").read_text("utf-8"))["pages"][f"/{use}/"]
    for edition in ("a4", "letter", "large"):
        old = sheets_of(site / f"leaflets/versions/{first.version}-{edition}.pdf")
        for text in old:
            assert today["version"] in text
            assert first.version in text
        assert before in words_of(" ".join(old))
        new = sheets_of(site / f"leaflets/{use.replace('/', '-')}-{edition}.pdf")
        assert now in words_of(" ".join(new))
    html = (site / "versions" / first.version / "index.html").read_text("utf-8")
    assert f"leaflets/versions/{first.version}-a4.pdf" in html


def test_an_old_leaflet_can_be_read_and_each_sheet_says_that_it_was_replaced(year: Year, last_site: Path) -> None:
    old_leaflets(year, last_site, "types/face", "A new mark needs", "A new spot needs")


@pytest.mark.slow
def test_an_old_leaflet_of_the_real_content_can_be_read(real_year: Year, real_site: Path) -> None:
    old_leaflets(real_year, real_site, "types/chin-fat", "look smaller.", "look thin.")


def test_the_data_of_a_moved_page_stays_where_it_was(last_site: Path) -> None:
    today = (last_site / "api/v1/items/risks/bruise-marks.json").read_bytes()
    assert (last_site / "api/v1/items/risks/bruise.json").read_bytes() == today
    assert json.loads(today)["id"] == "risks/bruise-marks"


def test_the_page_of_changes_tells_them(last_site: Path) -> None:
    text = re.sub(r"<[^>]+>", "", (last_site / "changes/index.html").read_text("utf-8"))
    assert text.index("23 September 2027") < text.index("23 November 2026")
    assert "12 of 31" in text
    assert "New pages: A page for a season." in " ".join(text.split())


def test_old_addresses_are_in_the_maps_for_hosts(last_site: Path) -> None:
    assert (last_site / "_redirects").read_text("utf-8") == (
        "/risks/bruise/ /risks/bruise-marks/ 301\n/risks/bruises/ /risks/bruise-marks/ 301\n"
    )
    assert "location = /risks/bruise/ { return 301 /risks/bruise-marks/; }" in (
        last_site / "nginx-redirects.conf"
    ).read_text("utf-8")


def test_links_are_judged(year: Year, last_site: Path) -> None:
    known = json.loads((last_site / "api/v1/addresses.json").read_text("utf-8"))
    old = next(p for p in year.made[1].release.pages if p.page == "risks/bruise").version
    found = judge(
        f"See https://example.org/risks/bruise/#what-you-can-do, /risks/pain/#nowhere and /season/; form: {old}.",
        known,
    )
    assert [(j.state, j.now) for j in found] == [
        ("moved", "/risks/bruise-marks/#what-you-can-do"),
        ("no such section", "/risks/pain/"),
        ("withdrawn", "/about/"),
        ("superseded", "/risks/bruise-marks/"),
    ]


@pytest.fixture(scope="module")
def year_served(last_site: Path) -> Iterator[str]:
    """The site at the end of the year on a local address, without a slash at the end."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(last_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("script", [True, False])
def test_an_old_address_keeps_its_section_in_the_browser(year_served: str, browser: Browser, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{year_served}/risks/bruise/#what-you-can-do")
    # Without the script the stub leads to the page; only the script can keep the section.
    page.wait_for_url(f"{year_served}/risks/bruise-marks/{'#what-you-can-do' if script else ''}")
    context.close()


def test_the_page_that_checks_links_says_what_the_command_says(
    year: Year, last_site: Path, year_served: str, phone: Page, tmp_path: Path
) -> None:
    old = next(p for p in year.made[1].release.pages if p.page == "risks/bruise").version
    known = json.loads((last_site / "api/v1/addresses.json").read_text("utf-8"))
    today = known["pages"]["/types/face/"]["version"]
    text = f"""Links on our site: https://example.org/types/face/ and https://www.example.org/risks/bruise/#care,
    https://example.org/risks/nothing/ (old), https://other.example/risks/pain/ or /risks/pain/#nowhere.
    /season/ https://example.org/embed/risks/pain/ https://example.org/versions/{old}/ https://example.org/index.html
    Our forms: version {today}, version {old}, version 00000000; 12345678901 is no version."""
    judged = judge(text, known)
    assert [j.state for j in judged] == [
        *("current", "moved", "unknown", "elsewhere", "no such section", "withdrawn", "current", "superseded"),
        *("current", "current", "superseded", "unknown"),
    ]
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{year_served}/check-links/")
    phone.get_by_label("Your links and version ids").fill(text)
    phone.get_by_role("button", name="Check", exact=True).click()
    phone.get_by_text("12 found. 7 to look at.").wait_for()
    rows = phone.locator(".check-links li")
    assert [rows.nth(n).get_attribute("data-state") for n in range(rows.count())] == [j.state for j in judged]
    assert [rows.nth(n).locator("strong").inner_text() for n in range(rows.count())] == [j.text for j in judged]
    assert rows.nth(1).get_by_role("link").get_attribute("href") == "../risks/bruise-marks/#care"
    assert all(url.startswith(year_served) and old not in url for url in asked), "what is pasted stays in the browser"
    assert phone.evaluate("localStorage.length + sessionStorage.length") == 0

    (tmp_path / "ours.txt").write_text(text, "utf-8")
    run = [sys.executable, "scripts/check_links.py", str(tmp_path / "ours.txt")]
    data = ["--data", str(last_site / "api/v1/addresses.json")]
    done = subprocess.run([*run, *data], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[-1] == "12 links and versions, 7 to look at"
    assert lines[1].endswith(
        "ours.txt:1: moved: https://www.example.org/risks/bruise/#care, now "
        f"/risks/bruise-marks/#care (version {known['pages']['/risks/bruise-marks/']['version']})"
    )
    (tmp_path / "ours.txt").write_text("https://example.org/types/face/\n", "utf-8")
    done = subprocess.run([*run, *data], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 links and versions, 0 to look at")
    done = subprocess.run([*run[:-1], "no-such-file"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2


def test_without_a_script_the_page_that_checks_links_says_what_to_do(year_served: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{year_served}/check-links/")
    assert page.locator("noscript .notice").is_visible()
    assert not page.get_by_role("button", name="Check", exact=True).is_visible()
    context.close()


# --------------------------------------------------------------------------- the commands


def test_the_release_command_writes_and_repeats_to_the_same_bytes(tmp_path: Path) -> None:
    with_builder(small_project(tmp_path))
    run = [sys.executable, "scripts/release.py", "--today", "2026-11-23"]
    first = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("Release 1 of 2026-11-23")
    kept = read_kept(tmp_path)
    again = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert again.stdout.strip() == "Nothing has changed since the last release."
    assert read_kept(tmp_path) == kept
    # Killed before its last file: the next run makes the same release again.
    (tmp_path / "releases/0001.json").unlink()
    subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert read_kept(tmp_path) == kept
    page = tmp_path / "content_src" / BRUISE
    page.write_text(page.read_text("utf-8").replace("seriousness:", "seriousnes:"), "utf-8")
    broken = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert broken.returncode == 1
    assert "content_src/risks/bruise.md:" in broken.stdout
    assert read_kept(tmp_path) == kept


def test_the_real_ledger_is_whole() -> None:
    history, problems = read_history(read_kept(ROOT))
    assert problems == []
    assert isinstance(history, History)
    assert history != NO_HISTORY


# --------------------------------------------------------------------------- promises on the built site


def stub(to: str) -> str:
    return f'<meta http-equiv="refresh" content="1; url={to}">'


@pytest.mark.parametrize(
    ("promise", "pages", "says"),
    [
        ("/a/", {}, 'no page is at "/a/"'),
        ("/a/#x", {"/a/": '<h2 id="y">'}, '"/a/" has no place "#x"'),
        ("/a/#x", {"/a/": stub("../b/"), "/b/": '<h2 id="y">'}, '"/b/" has no place "#x"'),
        ("/a/", {"/a/": stub("../b/")}, 'no page is at "/a/"'),
        ("/a/", {"/a/": stub("../b/"), "/b/": stub("../c/"), "/c/": ""}, 'no page is at "/a/"'),
        ("/a/", {"/a/": stub("../b/"), "/b/": stub("../a/")}, 'no page is at "/a/"'),
        ("/a/", {"/a/": stub(".")}, 'no page is at "/a/"'),
    ],
    ids=["gone", "anchor gone", "anchor gone behind a redirect", "to nothing", "chain", "loop", "to itself"],
)
def test_a_promise_that_the_site_does_not_keep_is_told(promise: str, pages: dict[str, str], says: str) -> None:
    (problem,) = broken_promises(["/", promise], {"/": "", **pages})
    assert (problem.path, problem.line, problem.rule) == ("permalinks.txt", 2, "promise-broken")
    assert says in problem.message
    assert problem.hint


def test_a_file_that_was_promised_and_is_not_there_is_told() -> None:
    promises = ["/", "/assets/qr/a.svg", "/leaflets/a-a4.pdf"]
    (problem,) = broken_promises(promises, {"/": ""}, {"/assets/qr/a.svg"})
    assert (problem.line, problem.rule) == (3, "promise-broken")
    assert "no such file" in problem.message


def test_what_was_handed_out_for_a_page_goes_on_when_it_moves(year: Year, last_site: Path) -> None:
    """Codes, cards, answers and data at the old address are those of today, and lead to today's address."""
    lines = year.kept["permalinks.txt"].decode().splitlines()
    for path in (
        "assets/qr/risks-{}.svg",
        "assets/qr/risks-{}.png",
        "oembed/risks-{}.json",
        "api/v1/items/risks/{}.json",
    ):
        for old in ("bruise", "bruises"):
            assert f"/{path.format(old)}" in lines
            today = (last_site / path.format("bruise-marks")).read_bytes()
            assert (last_site / path.format(old)).read_bytes() == today, path
    assert 'href="../../../risks/bruise-marks/"' in (last_site / "kit/risks/bruise/index.html").read_text("utf-8")


def test_a_leaflet_and_a_feed_go_on_when_their_use_moves() -> None:
    y = small_year()
    y.release()
    files, kept = dict(y.content), y.kept
    before = {path for path in handed_out(check(files).site) if "face" in path}
    assert before
    for name, data in files.items():
        if name.endswith((".md", ".yml")):
            text = re.sub(r"(?<![\w/-])(types|compare)/face(?![\w/-])", r"\1/cheeks", data.decode("utf-8"))
            files[name] = text.encode("utf-8")
    for folder in ("types", "compare"):
        text = files.pop(f"{folder}/face.md").decode("utf-8")
        text = text.replace("\npublished:", f"\naliases: [{folder}/face]\npublished:", 1)
        files[f"{folder}/cheeks.md"] = text.encode("utf-8")
    found = check(files, kept)
    assert [p.message for p in found.problems] == []
    moved = handed_out_before(found.site)
    assert before == set(moved)
    assert moved["/leaflets/types-face-large.pdf"] == "/leaflets/types-cheeks-large.pdf"
    assert moved["/feeds/face.xml"] == "/feeds/cheeks.xml"
    made = feeds(found.site, found.history, TEMPLATES, SITE_URL)
    assert made["feeds/face.json"] == made["feeds/cheeks.json"]
    # Without the alias one problem tells of the page, and none of all that was handed out for it.
    text = files["types/cheeks.md"].decode("utf-8")
    files["types/cheeks.md"] = text.replace("aliases: [types/face]\n", "").encode("utf-8")
    lines = kept["permalinks.txt"].decode().splitlines()
    assert [lines[p.line - 1] for p in check(files, kept).problems] == ["/types/face/"]


def test_what_is_handed_out_for_a_page_and_is_made_no_more_is_told(checked: Checked) -> None:
    lines = ["/embed/risks/bruising/", "/leaflets/risks-bruising-a4.pdf", "/risks/bruising/", "/types/"]
    (problem,) = promise_problems(checked.site, lines)
    assert (problem.line, problem.rule) == (2, "promise-broken")
    assert "/leaflets/risks-bruising-a4.pdf" in problem.message
    assert problem.hint


def test_a_release_records_each_promise_though_the_file_has_it_already(year: Year) -> None:
    """A line that was added by hand is in no release, so that to take it away again would not be told."""
    checked = check(year.content, year.kept)
    recorded = {promise for release in checked.history.releases for promise in release.promises}
    assert promised(checked.site) <= recorded
    first = checked.history.releases[0]
    without = first.model_copy(update={"promises": tuple(p for p in first.promises if p != "/risks/pain/")})
    history = replace(checked.history, releases=(without, *checked.history.releases[1:]))
    made = prepare(checked.site, history, {}, date(2028, 1, 1))
    assert made is not None
    assert made.release.promises == ("/risks/pain/",)


def test_a_promise_behind_one_redirect_is_kept() -> None:
    pages = {"/old/": stub("../deep/new/"), "/deep/new/": '<h2 class="a" id="x">'}
    assert broken_promises(["/old/", "/old/#x", "/deep/new/#x"], pages) == []


@pytest.mark.parametrize(
    ("aliases", "rule"),
    [("risks/bruise", "alias-collision"), ("risks/pain", "alias-collision"), ("about", "alias-collision")],
    ids=["its own address", "another page", "a page at the top"],
)
def test_an_alias_that_collides_is_told(aliases: str, rule: str) -> None:
    files = small_year().content
    text = files[BRUISE].decode("utf-8")
    files[BRUISE] = text.replace("\nseriousness:", f"\naliases: [{aliases}]\nseriousness:", 1).encode("utf-8")
    assert {p.rule for p in check(files).problems} == {rule}


def test_a_chain_or_loop_of_withdrawn_pages_is_told() -> None:
    files = small_year().content
    for name, other in (("pages/one", "pages/two"), ("pages/two", "pages/one")):
        page = NEW_PAGE.replace(b"A page for a season", f"A page called {name[6:]}".encode())
        status = f"status: {{reason: It is over., replacement: {other}}}\nrelated:".encode()
        files[f"{name}.md"] = page.replace(b"related:", status)
    assert [p.rule for p in check(files).problems] == ["withdrawn-item", "withdrawn-item"]
