"""Every command that README and CONTRIBUTING name exists and does what they say."""

from __future__ import annotations

import ast
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from importlib import metadata
from pathlib import Path

import pytest

from conftest import ROOT
from small import SMALL, small_project, with_builder


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.M))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_named_commands_and_files_exist(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert set(re.findall(r"`?make ([a-z]+)(?:`|  )", text)) <= targets()
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert link.startswith("http") or (ROOT / link).exists(), link
    for script in re.findall(r"scripts/[a-z_]+\.py", text):
        assert (ROOT / script).exists(), script


def test_the_readme_names_the_two_commands_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    ci = (ROOT / ".ci/run").read_text("utf-8")
    for command in ("make site", "make test"):
        assert command in readme
        assert command in ci


def test_no_registry_is_named() -> None:
    for name in (
        "requirements.txt",
        "requirements-dev.txt",
        "pyproject.toml",
        "Makefile",
        ".ci/run",
        "scripts/get_browser.sh",
    ):
        text = (ROOT / name).read_text("utf-8")
        assert "index-url" not in text.replace("--no-emit-index-url", "")
        assert not re.search(r"https?://\S*(pypi|npmjs|debian)", text)


PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)", re.M)
FOR_THE_TESTS = {"canary.py", "timings.py"}
"""Scripts that need the packages of the tests: a browser, a strict parser."""


def pinned(name: str) -> dict[str, str]:
    """``{package: version}`` of a lock file."""
    return dict(PINNED.findall((ROOT / name).read_text("utf-8")))


def test_the_tests_have_the_versions_that_build_the_site() -> None:
    site, tests = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert site.items() < tests.items()
    assert not {"playwright", "mypy", "pytest", "ruff"} & set(site)


def test_what_builds_the_site_is_small() -> None:
    """Under 250 MB, counted over the files of each package."""
    sizes = {}
    for name in pinned("requirements.txt"):
        package = metadata.distribution(name)
        files = (Path(str(package.locate_file(file))) for file in package.files or ())
        sizes[name] = sum(file.stat().st_size for file in files if file.is_file())
    print(f"{len(sizes)} packages, {sum(sizes.values()) / 1e6:.0f} MB")
    assert sum(sizes.values()) < 250e6


def test_what_builds_the_site_imports_only_what_is_installed_for_it() -> None:
    known = metadata.packages_distributions()
    site = {name.lower().replace("_", "-") for name in pinned("requirements.txt")}
    ours = {"sitegen", *(path.stem for path in (ROOT / "scripts").glob("*.py"))}
    for path in [*(ROOT / "src").rglob("*.py"), *(ROOT / "scripts").glob("*.py")]:
        if path.name in FOR_THE_TESTS:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            for top in {module.partition(".")[0] for module in modules} - ours - sys.stdlib_module_names:
                assert {name.lower().replace("_", "-") for name in known[top]} & site, (path.name, top)


def test_without_a_browser_and_without_root_a_line_says_what_to_do(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    python.chmod(0o755)
    shell = shutil.which("sh")
    assert shell
    command = [shell, str(ROOT / "scripts/get_browser.sh"), str(python)]
    done = subprocess.run(command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "package chromium" in done.stderr


def test_bench_prints_its_table(tmp_path: Path) -> None:
    """On the small site, whose numbers say nothing; the real one takes minutes."""
    root = with_builder(small_project(tmp_path / "copy"))
    shutil.copytree(SMALL, root / "tests/small_site")
    # One harm is edited for a whole build, another for the page alone.
    pain = (root / "content_src/risks/bruise.md").read_text("utf-8").replace("title: Bruise", "title: Pain")
    (root / "content_src/risks/pain.md").write_text(pain, "utf-8")
    face = root / "content_src/types/face.md"
    face.write_text(
        face.read_text("utf-8").replace("risks: [risks/bruise]", "risks: [risks/bruise, risks/pain]"), "utf-8"
    )
    done = subprocess.run(
        [sys.executable, "scripts/bench.py", "--items", "50", "100"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    beside = re.findall(r"(?m)^(.+?) +[\d.]+ s +([\d.]+) +([\d.]+)", done.stdout)
    assert [name for name, *_ in beside] == [
        "render, real content",
        "write, everything new",
        "write, nothing changed",
        "publish: MkDocs, strict, and its checks",
    ]
    for row in (
        f"make {what}, {when}" for what in ("check", "site") for when in ("nothing changed", "one page changed")
    ):
        assert re.search(rf"(?m)^{row} +[\d.]+ s +budget \d s$", done.stdout), done.stdout
    assert re.search(r"(?m)^make serve, from an edit to its page +[\d.]+ s +budget 2 s$", done.stdout), done.stdout
    assert "before paint, largest page" in done.stdout
    assert "check, an item at 100" in done.stdout


def test_timings_stand_beside_the_budget(project: Path) -> None:
    """Bytes and layout shift hold anywhere, so they are looked at; times belong to a machine and are only printed."""
    done = subprocess.run(
        [sys.executable, "scripts/timings.py", "--runs", "1"], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    print(done.stdout)
    rows = [line.split() for line in done.stdout.splitlines()[1:]]
    views, budget = rows[:-1], rows[-1]
    assert budget[0] == "budget"
    assert len(views) == 8
    for view in views:
        assert int(view[-2].replace(",", "")) <= int(budget[-2].replace(",", "")), view
        # On a busy machine a page is painted while it still comes in; at rest nothing moves (test_browser.py).
        assert float(view[-1]) <= float(budget[-1]) + 0.005, view


def test_a_saved_edit_reaches_the_served_page(tmp_path: Path) -> None:
    """On the small site; how soon it does on the real one stands in ``make bench``."""
    copy = with_builder(small_project(tmp_path / "copy"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "scripts/serve.py", "--port", str(port)],
        cwd=copy,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def page() -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/risks/bruise/", timeout=5) as answer:
                return str(answer.read().decode("utf-8"))
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    def wait_for(words: str) -> bool:
        until = time.monotonic() + 240
        while time.monotonic() < until:
            if words in page():
                return True
            time.sleep(0.3)
        return False

    try:
        assert wait_for("Bruis")
        source = copy / "content_src/risks/bruise.md"
        text = source.read_text("utf-8")
        source.write_text(re.sub(r"^title: .*$", "title: A freshly edited title", text, count=1, flags=re.M), "utf-8")
        assert wait_for("A freshly edited title")
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.mark.slow
def test_the_fast_tests_are_many_and_need_no_browser() -> None:
    """What ``make test-fast`` runs, without running it once more."""
    # A run of make inside a run of make says which folder it enters and leaves.
    plan = ["make", "-n", "--no-print-directory", "test-fast"]
    told = subprocess.run(plan, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    words = told.splitlines()[-1].split()
    assert words[1:3] == ["-m", "pytest"]
    assert "--fast" in words
    collect = [sys.executable, "-m", "pytest", "-n0", "--collect-only", "-q", "--fast"]
    done = subprocess.run(collect, cwd=ROOT, capture_output=True, text=True, check=True)
    counted = re.search(r"(\d+)/(\d+) tests collected", done.stdout)
    assert counted
    assert int(counted[1]) > 0.4 * int(counted[2])
    # Among what was left out is every journey of a reader.
    assert "test_axe" not in done.stdout
    assert "test_rules.py" in done.stdout
