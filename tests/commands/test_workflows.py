"""The workflows and forms of the repository: valid, safe with changes from strangers, and runnable at home."""

from __future__ import annotations

import http.server
import os
import re
import runpy
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT
from sitegen.check import Checked
from sitegen.publish.outside.links import answer, dead_links, links_out
from sitegen.site.reviews import overdue
from small import small_project, with_builder

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted(path for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")


def load(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text("utf-8")))


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def valid(schema: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_workflows_are_valid() -> None:
    assert {path.stem for path in WORKFLOWS} == {"check", "preview", "publish", "links"}
    done = valid("vendor.github-workflows", *WORKFLOWS)
    assert done.returncode == 0, done.stdout


def test_an_invalid_workflow_would_be_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text(WORKFLOWS[0].read_text("utf-8").replace("runs-on:", "run-on:"), "utf-8")
    assert valid("vendor.github-workflows", broken).returncode != 0


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_each_job_has_the_least_rights(path: Path) -> None:
    workflow = load(path)
    assert "permissions" in workflow, "nothing is allowed unless a job says so"
    assert workflow["permissions"] in ({}, {"contents": "read"})
    writes = {
        "check": set(),
        "preview": {"contents", "pull-requests"},
        "publish": {"contents"},
        "links": {"contents", "issues", "pull-requests"},
    }
    for job in workflow["jobs"].values():
        allowed = {name for name, right in job["permissions"].items() if right == "write"}
        assert allowed == writes[path.stem]
        assert job["timeout-minutes"] <= 60
    assert "concurrency" in workflow


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_workflow_runs_what_a_stranger_wrote_with_rights(path: Path) -> None:
    text = path.read_text("utf-8")
    workflow = load(path)
    # YAML 1.1 reads the key "on" as true unless it is quoted; ours is.
    assert "pull_request_target" not in workflow["on"]
    for step in steps(workflow):
        uses = step.get("uses", "")
        assert not uses or re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", uses), "an action is pinned by its commit"
        # What comes from outside reaches a shell only through the environment, never as part of the script.
        assert "${{" not in step.get("run", ""), step["name"]
    if path.stem == "check":
        assert "secrets." not in text
        assert "github.token" not in text
    if path.stem == "preview":
        # Of the change it takes only the content, on top of the code of the main branch.
        assert re.findall(r"git checkout [^\n]*", text) == ['git checkout -q "${HEAD_SHA}" -- content_src']


def test_all_problems_stand_in_the_summary_of_a_check(tmp_path: Path) -> None:
    """GitHub drops all errors of a step after the tenth."""
    step = next(s for s in steps(load(ROOT / ".github/workflows/check.yml")) if s["name"].startswith("Problems"))
    (tmp_path / ".venv/bin").mkdir(parents=True)
    python = tmp_path / ".venv/bin/python"
    python.write_text('#!/bin/sh\nif [ "$3" = "" ]; then echo "a.md:1: all of them"; fi\nexit 1\n', "utf-8")
    python.chmod(0o755)
    (tmp_path / "Makefile").write_text(".venv/.ready:\n\t@true\n", "utf-8")
    env = {**os.environ, "GITHUB_BASE_REF": "", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"), "NUMBER": "1"}
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], cwd=tmp_path, env=env, check=False)
    assert done.returncode == 1
    assert (tmp_path / "summary").read_text("utf-8") == ("## Problems to mend\n\n```text\na.md:1: all of them\n```\n")


def test_every_command_of_a_workflow_can_be_run_at_home() -> None:
    targets = set(re.findall(r"^([a-z]+|\$\(READY\)):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for path in WORKFLOWS:
        for step in steps(load(path)):
            for target in re.findall(r"\bmake ([\w./-]+)", step.get("run", "")):
                assert target in targets or target == ".venv/.ready", (path.name, target)
            for script in re.findall(r"scripts/\w+\.py", step.get("run", "")):
                assert (ROOT / script).is_file(), script


def mutants_step() -> str:
    """What the check of a proposed change runs for the rules that it touches."""
    job = load(ROOT / ".github/workflows/check.yml")["jobs"]["mutants"]
    assert job["if"] == "github.event_name == 'pull_request'"
    fetched, run = (step["run"] for step in job["steps"])
    # Two trees are compared, so one commit of each is enough.
    assert re.findall(r"git fetch -q --depth 1 origin (\S+)", fetched) == ['"${GITHUB_BASE_REF}"', '"${GITHUB_SHA}"']
    return str(run)


def test_the_check_looks_at_all_places_of_rules() -> None:
    named = re.search(r'rules="([^"]*)"', mutants_step())
    assert named
    assert named[1].split() == list(runpy.run_path(str(ROOT / "scripts/mutants.py"))["RULES"])


@pytest.mark.parametrize(("changed", "runs"), [("rules/language/numbers/times.py", True), ("pages/render.py", False)])
def test_mutants_are_tried_where_a_rule_has_changed(tmp_path: Path, changed: str, runs: bool) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words], cwd=tmp_path, check=True)

    for name in ("rules/language/numbers/times.py", "pages/render.py", "content/certainty.py"):
        (tmp_path / "src/sitegen" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "src/sitegen" / name).write_text("one\n", "utf-8")
    (tmp_path / "Makefile").write_text("mutants:\n\t@echo tried since $(SINCE)\n", "utf-8")
    git("init", "-q", "-b", "base")
    git("add", "-A")
    git("commit", "-qm", "first")
    git("checkout", "-qb", "change")
    (tmp_path / "src/sitegen" / changed).write_text("two\n", "utf-8")
    git("commit", "-qam", "second")
    # Where make itself called these tests, its own flags would make the inner one speak of folders.
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["bash", "-e", "-c", mutants_step()], cwd=tmp_path, env=outside, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == ("tried since base" if runs else "No rule has changed.")


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_forms_are_valid(path: Path) -> None:
    done = valid("vendor.github-issue-forms", path) if _knows("vendor.github-issue-forms") else None
    assert done is None or done.returncode == 0, done.stdout
    form = load(path)
    assert form["name"]
    assert form["description"]
    ids = [part["id"] for part in form["body"]]
    assert len(ids) == len(set(ids))
    for part in form["body"]:
        assert part["type"] in ("input", "textarea")
        assert part["attributes"]["label"]


def _knows(schema: str) -> bool:
    listed = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--help"], capture_output=True, text=True, check=True
    )
    return schema in re.sub(r"\s", "", listed.stdout)


def test_the_link_on_each_page_fills_the_form(site: Path) -> None:
    fields = {part["id"] for part in load(ROOT / ".github/ISSUE_TEMPLATE/problem.yml")["body"]}
    assert {"page", "version"} <= fields
    page = (site / "risks/bruising/index.html").read_text("utf-8")
    link = re.search(r'href="([^"]*issues/new[^"]*)"', page)
    assert link
    version = re.search(r'version <span translate="no">([0-9a-f]{8})</span>, CC BY', page)
    assert version
    assert "template=problem.yml" in link[1]
    assert f"version={version[1]}" in link[1]
    assert "page=%2Frisks%2Fbruising%2F" in link[1]


# --------------------------------------------------------------------------- the weekly job


@pytest.fixture
def small_web() -> Iterator[str]:
    """A local server: /here answers, /no-head only to GET, /forbidden refuses, /gone is 404, /slow never ends."""

    class Web(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            code = {"/here": 200, "/forbidden": 403, "/broken": 500}.get(self.path, 404)
            if self.path == "/no-head":
                code = 200 if self.command == "GET" else 404
            self.send_response(code)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = answer  # noqa: N815
        do_HEAD = answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_links_are_asked(small_web: str) -> None:
    asked = {f"{small_web}/{name}": (name,) for name in ("here", "no-head", "forbidden", "gone", "broken")}
    asked["http://127.0.0.1:1/nobody"] = ("nobody",)
    found = {
        dead.files[0]: dead.why for dead in dead_links(asked, lambda url: answer(url, "a test", seconds=2, pause=0))
    }
    assert set(found) == {"gone", "broken", "nobody"}
    assert found["gone"] == "the answer is 404"
    assert found["broken"] == "the answer is 500"
    assert found["nobody"].startswith("no answer")


def test_every_link_out_is_known_with_its_file(checked: Checked) -> None:
    found = links_out(checked.site)
    # A source that was seen as a copy alone has no address of its own.
    addresses = {reference.address for reference in checked.site.references.values()} - {None}
    assert len(addresses) > 600
    assert addresses <= set(found)
    assert any(
        file.startswith("content_src/pages/about.md:") for file in found["https://creativecommons.org/licenses/by/4.0/"]
    )


@pytest.mark.slow
def test_overdue_reviews_are_listed(checked: Checked) -> None:
    assert overdue(checked.site, date(2026, 11, 23)) == []
    late = overdue(checked.site, date(2040, 1, 1))
    assert len(late) == len(checked.site.entries)
    assert [e.item.next_review for e in late] == sorted(e.item.next_review for e in late)
    done = subprocess.run(
        [sys.executable, "scripts/check_external.py", "--no-requests", "--today", "2040-01-01"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"## Reviews that are due: {len(late)}" in done.stdout


# --------------------------------------------------------------------------- putting the site on its branch


def test_every_page_of_a_preview_says_so_and_is_kept_out_of_search_engines(project: Path, tmp_path: Path) -> None:
    """Preview workflow: a stranger's words never look like the guide's. It has the frame of the real one."""
    at = "https://example.org/guide/preview/pr-7/"
    root = with_builder(small_project(tmp_path / "small"))
    environment = {**os.environ, "PREVIEW": "1", "SITE_URL": at, "NO_MKDOCS_2_WARNING": "1"}
    for command in (
        [sys.executable, "scripts/build_pages.py"],
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
    ):
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
    pages = {path.relative_to(tmp_path): path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html")}
    kinds = {re.findall(r'class="kind-([a-z-]+)"', html)[0] for html in pages.values() if 'class="kind-' in html}
    assert len(pages) > 60
    assert len(kinds) > 5
    for path, html in pages.items():
        assert "Preview of a proposed change." in html, path
        assert re.search(r'<meta name="robots" content="noindex', html), path
    for path in (project / "site").rglob("*.html"):
        assert "Preview of a proposed change." not in path.read_text("utf-8"), path


def test_the_site_is_put_beside_the_previews(tmp_path: Path) -> None:
    def git(*words: str, at: Path) -> str:
        return subprocess.run(["git", *words], cwd=at, check=True, capture_output=True, text=True).stdout

    far, near = tmp_path / "far.git", tmp_path / "near"
    git("init", "-q", "--bare", str(far), at=tmp_path)
    git("init", "-q", "-b", "main", str(near), at=tmp_path)
    git("remote", "add", "origin", str(far), at=near)
    (near / "scripts").mkdir()
    (near / "scripts/put_pages.sh").write_bytes((ROOT / "scripts/put_pages.sh").read_bytes())
    (near / ".gitignore").write_text("site\n.cache\n", "utf-8")
    git("add", "-A", at=near)
    git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "first", at=near)
    (near / "site/old").mkdir(parents=True)
    (near / "site/index.html").write_text("one", "utf-8")
    (near / "site/old/index.html").write_text("old", "utf-8")

    def put(to: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["sh", "scripts/put_pages.sh", to], cwd=near, capture_output=True, text=True, check=False)

    def there() -> set[str]:
        return set(git("--git-dir", str(far), "ls-tree", "-r", "--name-only", "gh-pages", at=tmp_path).split())

    assert put(".").returncode == 0, put(".").stderr
    assert there() == {".nojekyll", "index.html", "old/index.html"}
    assert put("preview/pr-7").returncode == 0
    (near / "site/old/index.html").unlink()
    assert put(".").returncode == 0
    assert there() == {".nojekyll", "index.html", "preview/pr-7/index.html", "preview/pr-7/old/index.html"}
    assert put("../elsewhere").returncode == 2
    (near / "site/index.html").unlink()
    assert put(".").returncode == 2
