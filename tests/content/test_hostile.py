"""Whatever somebody puts into a content file, the builder says what is wrong or shows it as typed."""

from __future__ import annotations

import functools
import gc
import html as entities
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from datetime import date
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import markdown
import pytest
from hostile_cases import BAD, ODD, ODD_NAMES, ODD_TEXTS, RISK, Bad
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from playwright.sync_api import Browser

from conftest import ROOT, SITE_URL, _Quiet
from sitegen.base.problems import as_github, as_text
from sitegen.check import Checked
from sitegen.check import check as whole_check
from sitegen.commands import FAULT
from sitegen.commands.build_pages import main
from sitegen.content.prose.blocks import parse
from sitegen.content.reading.folder import read_folder
from sitegen.pages.environment import environment
from sitegen.pages.markdown import escape_markdown
from sitegen.pages.render import render
from sitegen.pages.view import PageView
from sitegen.pages.writer import Run
from sitegen.publish.write import LEDGER, write
from sitegen.site.glossary import TermFinder
from sitegen.site.site import Site
from small import check, small_project, with_builder

SMALL = read_folder(ROOT / "tests/small_site")
TODAY = date(2026, 11, 23)
COLOURS = re.findall(r"<script>(.*?)</script>", (ROOT / "overrides/base.html").read_text("utf-8"))[0]
SECONDS = 1.0
MEGABYTES = 200


def files_with(case: Bad) -> dict[str, bytes]:
    """The small site with one bad file. ``...@risks/bruise.md`` as data stands for that file in another form."""
    files = dict(SMALL)
    if case.data is None:
        assert case.old in files[case.file].decode(), f"the case no longer fits: {case.old!r}"
        files[case.file] = files[case.file].decode().replace(case.old, case.new, 1).encode("utf-8")
        return files
    form, at, name = case.data[:40].partition(b"@")
    files[case.file] = case.data
    if at:
        ends = {b"CRLF": b"\r\n", b"CR": b"\r"}
        copied = files[name.decode()] if name.decode() != case.file else SMALL[case.file]
        files[case.file] = copied.replace(b"\n", ends[form]) if form in ends else form + copied
    return files


def checked_in_time(case: Bad) -> Checked:
    """The check, within the limits of time (of the processor: another program may hold the machine) and memory."""
    files = files_with(case)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # What other tests keep is not looked through for what nobody needs any more: it is none of the check's time.
    gc.freeze()
    start = time.process_time()
    checked = whole_check(files)
    took = time.process_time() - start
    gc.unfreeze()
    assert took < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < MEGABYTES * 1024
    return checked


@pytest.mark.slow
@pytest.mark.parametrize("case", BAD, ids=[case.name for case in BAD])
def test_a_bad_file_is_told_with_its_line_and_a_hint(case: Bad) -> None:
    problems = checked_in_time(case).problems
    found = [p for p in problems if p.rule == case.rule and p.path.startswith(f"content_src/{case.file[:6]}")]
    assert found, [f"{p.path}:{p.line}: {p.rule}: {p.message[:80]}" for p in problems[:9]]
    rows = (case.data.count(b"\n") if case.data else 0) + case.new.count("\n") + 300
    for problem in problems:
        assert 1 <= problem.line <= rows
        assert problem.hint
        assert len(problem.message) < 600
        assert not re.search(r"Traceback|pydantic|Error\b|\bat 0x", problem.message)
    # What is printed is plain: a message cannot move the cursor, or write a second GitHub command.
    for line in as_text(problems).split("\n"):
        assert not re.search(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", line), line
    # The last may say how many more there are.
    assert all(
        line.startswith(("::error file=content_src", "::error::There are")) for line in as_github(problems).split("\n")
    )


@pytest.mark.slow
@pytest.mark.parametrize("case", ODD, ids=[case.name for case in ODD])
def test_an_odd_file_builds(case: Bad) -> None:
    checked = checked_in_time(case)
    assert checked.problems == ()
    site = checked.site
    pages = render(site, TODAY, ROOT / "templates").pages
    assert len(pages) >= len(site.entries)


def test_there_are_enough_cases() -> None:
    assert len(BAD) >= 60
    names = [case.name for case in (*BAD, *ODD)]
    assert len(names) == len(set(names))


# --------------------------------------------------------------------------- what stands in the folder


def test_links_folders_and_strangers_in_the_folder_are_not_read(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/small_site", tmp_path / "content")
    content = tmp_path / "content"
    (tmp_path / "secret.md").write_text("secret", "utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more/secret.md").write_text("secret", "utf-8")
    (content / "risks/link.md").symlink_to(tmp_path / "secret.md")
    (content / "risks/broken.md").symlink_to(tmp_path / "nothing")
    (content / "risks/loop").symlink_to(content)
    (content / "linked").symlink_to(tmp_path / "more")
    (content / "risks/folder.md").mkdir()
    os.mkfifo(content / "risks/pipe.md")
    assert read_folder(content) == SMALL


def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "tests/small_site", tmp_path / "content_src")
    read = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "bruise.md":
            raise PermissionError(13, "Permission denied", str(self))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert main(["--check"], tmp_path) == FAULT
    assert "risks/bruise.md" in capsys.readouterr().err


# --------------------------------------------------------------------------- made-up files


GENTLE = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.function_scoped_fixture],
)
NASTY = "aA1 .:;,!?()[]{}<>*_`~^|#+-=\\/&\"'%$@\n\t\u00e9\u65e5\u200b\u202e\U0001f642"
PIECES = st.sampled_from(
    [
        "**",
        "[a](risks/bruise)",
        "[a](https://a.example/b)",
        "[^trial-one]",
        "- ",
        "1. ",
        "### A",
        "| a | b |\n|---|---|\n",
        "\n\n",
        "  ",
    ]
)
WORDS = st.lists(PIECES | st.text(NASTY, max_size=8), max_size=12).map("".join)


@pytest.mark.slow
@GENTLE
@given(
    st.binary(max_size=300) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")),
    st.sampled_from(sorted(SMALL)),
)
def test_no_bytes_raise(data: bytes, name: str) -> None:
    check({**SMALL, name: data})
    check({**SMALL, name: b"---\n" + data + b"\n---\n" + data})


@pytest.mark.slow
@GENTLE
@given(st.sampled_from(sorted(SMALL)), st.integers(0, 10**6), st.integers(0, 60), WORDS | st.text(max_size=20))
def test_no_change_of_a_file_raises(name: str, at: int, cut: int, new: str) -> None:
    before = SMALL[name].decode()
    at %= len(before)
    changed = check({**SMALL, name: (before[:at] + new + before[at + cut :]).encode("utf-8", "surrogatepass")})
    if not changed.problems:
        render(changed.site, TODAY, ROOT / "templates")


@pytest.mark.slow
@settings(GENTLE, max_examples=25)
@given(st.data())
def test_no_change_of_a_real_file_raises(data: st.DataObject) -> None:
    """A real page against the small site: what it names is missing, and every field is there."""
    name = data.draw(
        st.sampled_from(
            sorted(
                p.relative_to(ROOT / "content_src").as_posix() for p in (ROOT / "content_src/risks").glob("[a-z]*.md")
            )
        )
    )
    lines = (ROOT / "content_src" / name).read_text("utf-8").split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at : at + data.draw(st.integers(0, 3))] = [data.draw(WORDS)]
    check({**SMALL, name: "\n".join(lines).encode("utf-8", "surrogatepass")})


def shown(html: str) -> str:
    """The words of HTML without citations, whitespace in one form."""
    html = re.sub(r'<a href="#source-\d+" role="doc-noteref">.*?</a>', "", html)
    return "".join(entities.unescape(re.sub(r"<[^>]*>", " ", html)).split())


def as_html(text: str) -> str:
    """HTML as MkDocs has it made (mkdocs.yml)."""
    return markdown.markdown(text, extensions=["attr_list", "md_in_html", "tables", "toc"])


@functools.cache
def small() -> Site:
    return check(SMALL).site


def view() -> PageView:
    site = small()
    return PageView(Run(site, TODAY, TermFinder([]), environment(ROOT / "templates")), site.entries["risks/bruise"])


@pytest.mark.slow
@settings(GENTLE, max_examples=250)
@given(WORDS | st.text(max_size=40))
def test_text_that_is_accepted_shows_exactly(text: str) -> None:
    files = {**SMALL, RISK: SMALL[RISK].replace(b"Keep it cool.", text.encode("utf-8", "surrogatepass"))}
    checked = check(files)
    if any(p.path.endswith(RISK) for p in checked.problems if p.rule in STOPS):
        return
    accepted = checked.site.entries["risks/bruise"].item.model_dump()["what_you_can_do"]
    expected = "".join("".join(block.plain for block in parse(accepted)).split())
    html = as_html(f"## Before\n\n{view().blocks(accepted)}\n\n## After\n")
    assert shown(html) == f"Before{expected}After", html
    assert not re.search(r"<(?!/?(h[23]|p|ul|ol|li|strong|a|table|thead|tbody|tr|t[hd]|div|br)\b)[a-z!?]", html), html
    assert not re.search(r"<[^>]*\son\w+\s*=", html), html


STOPS = (
    *(
        "encoding",
        "control-character",
        "mixed-script",
        "raw-html",
        "braces",
        "markdown-form",
        "link-form",
        "table-form",
    ),
    *("heading-level", "missing-heading", "unknown-heading", "empty-section", "empty-file", "missing-field"),
)


@settings(GENTLE, max_examples=150)
@given(st.text(NASTY.replace("\n", ""), max_size=30) | st.text(max_size=30))
def test_a_name_shows_exactly_wherever_a_template_may_put_it(text: str) -> None:
    """Titles of sources are not prose: they may hold anything, and are escaped where they are written."""
    text = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff]", "", text).split())
    if any(unicodedata.category(c) in ("Cs", "Cn", "Co") for c in text):
        return
    name = Markup(escape_markdown(text))
    for frame in (
        "x {} y",
        "{} y",
        '<li markdown="span">[{}](https://a.example/)</li>',
        "- {} y",
        "| a |\n|---|\n| x {} |",
        "## x {} {{ #id }}",
        "1. *x {} y*",
    ):
        page = (
            frame.replace("{{", "\0").replace("}}", "\1").replace("{}", str(name)).replace("\0", "{").replace("\1", "}")
        )
        bare = frame.replace(" {{ #id }}", "").replace('<li markdown="span">[{}](https://a.example/)</li>', "{}")
        bare = bare.replace("| a |\n|---|\n| x {} |", "a x {}").replace("## ", "").replace("1. *x {} y*", "x {} y")
        bare = bare.removeprefix("- ")
        html = as_html(page)
        assert shown(html) == "".join(bare.replace("{}", text).split()), (frame, html)
        assert not re.search(r"<[^>]*\son\w+\s*=|<script|<img", html), html


@GENTLE
@given(
    st.lists(
        st.dictionaries(
            st.from_regex(r"[a-c]{1,2}(/[d-f]{1,2})?(\.md)?", fullmatch=True), st.binary(max_size=4), max_size=6
        ),
        min_size=1,
        max_size=4,
    )
)
def test_writing_makes_any_folder_equal_any_mapping(steps: list[dict[str, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "mine").write_bytes(b"mine")
        for step in steps:
            files = {p: d for p, d in step.items() if not any(q.startswith(f"{p}/") for q in step)}
            write(folder, files)
            found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
            assert {p: d for p, d in found.items() if p not in (LEDGER, ".lock", "mine")} == files
            assert found["mine"] == b"mine"


# --------------------------------------------------------------------------- in a real browser

ODD_PAGE = """---
title: {title}
summary: Look here. It is only text.
also_called: [{other}]
published: 2026-01-10
checked: 2026-01-10
next_review: 2027-01-10
related: [risks/bruise, pages/glossary, pages/sources]
questions: [odd-question]
---

## What looks like code {{#what-looks-like-code}}

{paragraphs}

## What looks like code in a list {{#in-a-list}}

{points}

## What looks like code in a table {{#in-a-table}}

| What | Where |
|---|---|
{rows}

## What looks like code in a source {{#in-a-source}}

{cited}
"""
ODD_TITLE = "A </ script > and onerror=alert(1) \\"
ODD_QUESTION = "Is javascript:alert(1) or A </ script > only text?"
HIT = "window.hit = []; for (const n of ['alert', 'confirm', 'prompt', 'open']) window[n] = () => window.hit.push(n);"


@pytest.fixture(scope="module")
def odd_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with every odd text and name in it, built as the real one is."""
    root = with_builder(small_project(tmp_path_factory.mktemp("odd")))
    content = root / "content_src"
    cells = [text.replace("|", "/") for text in ODD_TEXTS]
    (content / "pages/odd.md").write_text(
        ODD_PAGE.format(
            title=json.dumps(ODD_TITLE),
            other=json.dumps("onclick=alert(1)"),
            paragraphs="\n\n".join(ODD_TEXTS),
            points="\n\nMore of them:\n\n".join(
                "\n".join(f"- {t}" for t in ODD_TEXTS[n : n + 7]) for n in (0, 7, 14, 21)
            ),
            rows="\n".join(f"| {cell} | Here |" for cell in cells),
            cited="\n\n".join(f"One trial said so.[^odd-{n}]" for n in range(len(ODD_NAMES))),
        ),
        "utf-8",
    )
    home = (content / "pages/index.md").read_text("utf-8")
    home += "\nRead [about odd text](pages/odd#in-a-list).\n"
    (content / "pages/index.md").write_text(home, "utf-8")
    with (content / "data/questions.yml").open("a", encoding="utf-8") as questions:
        questions.write(f"\n- id: odd-question\n  question: {json.dumps(ODD_QUESTION)}\n")
        questions.write("  why: It is only text.\n  good_answer: A clear one.\n  topic: the day\n")
    sources = (content / "data/references.yml").read_text("utf-8")
    first = sources.partition("\n\n")[0]
    for n, name in enumerate(ODD_NAMES):
        record = first.replace("id: trial-one", f"id: odd-{n}").replace("/one", f"/odd-{n}")
        record = record.replace("EUCTR2019-000001-01", f"EUCTR2019-{n:06}-02")
        sources += "\n" + record.replace("title: A small trial", f"title: {json.dumps(name)}") + "\n"
    (content / "data/references.yml").write_text(sources, "utf-8")
    done = subprocess.run(
        [sys.executable, "scripts/build_site.py", "--today", "2026-11-23"],
        cwd=root,
        env={**os.environ, "SITE_URL": SITE_URL},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return root / "site"


def test_nothing_of_it_runs_and_all_of_it_shows(odd_site: Path, browser: Browser) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(odd_site)))
    Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    # The page itself must be harmless: so the policy that would stop a script is left out of this test.
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(HIT)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (asked.append("dialog"), dialog.dismiss()))
    seen = {}
    try:
        for path in ("odd", "sources", "questions", "a-to-z", "kit/odd", "embed/odd", "search"):
            page.goto(f"{base}/{path}/" + ("?q=onerror" if path == "search" else ""))
            page.wait_for_load_state("networkidle")
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            seen[path] = "".join(page.inner_text("body").split())
            found = page.evaluate(
                """() => ({
                    hit: window.hit,
                    handlers: [...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on')),
                    scripts: [...document.scripts].filter(s => s.type !== 'application/ld+json' && !s.src.includes('/assets/')).map(s => s.textContent),
                    data: [...document.scripts].filter(s => s.type === 'application/ld+json').map(s => JSON.parse(s.textContent).name),
                    links: [...document.querySelectorAll('a, form, iframe, img, use, object, embed')]
                        .map(e => e.href || e.action || e.src || e.data || '').filter(a => typeof a === 'string' && a && !/^(https?|mailto):/.test(a)),
                })"""
            )
            assert found["hit"] == []
            assert found["handlers"] == []
            # The one line of our own in the head, whose hash stands in the policy.
            assert set(found["scripts"]) <= {COLOURS}
            assert found["links"] == []
    finally:
        context.close()
        server.shutdown()
        server.server_close()
    assert all(url.startswith(base) for url in asked), [url for url in asked if not url.startswith(base)]
    for text in ODD_TEXTS:
        assert seen["odd"].count("".join(text.split())) >= (3 if "|" not in text else 2), text
    for name in ODD_NAMES:
        assert "".join(name.split()) in seen["sources"], name
    assert "".join(ODD_TITLE.split()) in seen["odd"]
    assert "".join(ODD_TITLE.split()) in seen["a-to-z"]
    assert "".join(ODD_QUESTION.split()) in seen["questions"]
