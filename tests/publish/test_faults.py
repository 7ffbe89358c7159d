"""A build may be killed, starved or run twice at any moment: docs/ and site/ stay whole and the next build mends."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import pickle
import random
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from sitegen.check import check
from sitegen.content.reading.folder import read_folder
from sitegen.pages.render import render
from sitegen.publish import swap
from sitegen.publish.mkdocs_site import build_pages
from sitegen.publish.write import LEDGER, ForeignFileError, write

OLD = {"a.md": b"old a", "b/c.md": b"old c", "gone.md": b"old", "turns": b"file", "same.md": b"same"}
NEW = {"a.md": b"new a", "b/c.md": b"new c", "come.md": b"new", "turns/in.md": b"folder", "same.md": b"same"}

KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
left = int(sys.argv[3])
def at(event, args):
    global left
    if not armed or event not in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "open"): return
    if event == "open" and not (isinstance(args[1], str) and "w" in args[1]): return
    left -= 1
    if left < 0: os.kill(os.getpid(), signal.SIGKILL)
armed = False
sys.addaudithook(at)
"""
WRITES = KILLED + "from sitegen.publish.write import write\narmed = True\nwrite(Path(sys.argv[2]), eval(sys.argv[4]))\n"
SWAPS = (
    KILLED
    + "from sitegen.publish import swap\nroot = Path(sys.argv[2])\n"
    + "swap._exchange = swap._exchange if sys.argv[4] == 'one' else lambda a, b: False\n"
    + "armed = True\nswap.swap(root / '.cache' / f'site-{os.getpid()}', root / 'site', "
    + "root / '.cache' / f'site-old-{os.getpid()}')\n"
)


def found_in(folder: Path) -> dict[str, bytes]:
    """The pages in a folder; what begins with a full stop is the builder's own."""
    return {
        name: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not (name := path.relative_to(folder).as_posix()).startswith(".")
    }


@pytest.mark.slow
def test_a_build_killed_at_any_step_leaves_whole_files_and_the_next_mends(tmp_path: Path) -> None:
    for steps in range(80):
        docs = tmp_path / str(steps)
        write(docs, OLD)
        (docs / "mine.md").write_bytes(b"mine")
        done = subprocess.run(
            [sys.executable, "-c", WRITES, str(ROOT / "src"), str(docs), str(steps), repr(NEW)], check=False
        )
        for name, data in found_in(docs).items():
            assert data in (OLD.get(name), NEW.get(name), b"mine"), (steps, name, data)
        write(docs, NEW)
        assert found_in(docs) == {**NEW, "mine.md": b"mine"}, steps
        assert not list(docs.glob(".staged-*"))
        if done.returncode == 0:
            break
        assert done.returncode == -9
    assert done.returncode == 0
    assert steps > 10


@pytest.mark.parametrize("how", ["one", "two"])
def test_a_swap_killed_at_any_step_never_loses_the_site(tmp_path: Path, how: str) -> None:
    for steps in range(40):
        root = tmp_path / str(steps)
        code = f"{SWAPS}"
        start = "import os, sys; from pathlib import Path; root = Path(sys.argv[2])\n"
        start += "new = root / '.cache' / f'site-{os.getpid()}'; new.mkdir(parents=True)\n"
        start += "(new / 'index.html').write_text('new'); (root / 'site').mkdir()\n"
        start += "(root / 'site/index.html').write_text('old')\n"
        done = subprocess.run(
            [sys.executable, "-c", start + code, str(ROOT / "src"), str(root), str(steps), how], check=False
        )
        site = root / "site"
        if how == "one":
            assert site.is_dir(), f"there was no site for a moment, after {steps} steps"
        swap.mend(root / ".cache", site)
        assert (site / "index.html").read_text("utf-8") in ("old", "new"), steps
        assert not list((root / ".cache").glob("site-*"))
        if done.returncode == 0:
            break
    assert done.returncode == 0
    assert steps >= 2
    assert (site / "index.html").read_text("utf-8") == "new"


PUBLISH = (
    "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; from sitegen.publish.site import publish; "
    "sys.exit(publish(Path(sys.argv[2])))"
)


@pytest.fixture
def little(tmp_path: Path) -> Path:
    """A project of 3 pages that MkDocs builds in a second."""
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/main.html").write_text("<!doctype html><title>x</title><main>{{ page.content }}</main>\n")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nsite_url: https://example.org/\ntheme: {name: null, custom_dir: theme}\nplugins: []\n"
    )
    (tmp_path / "docs").mkdir()
    for name in ("index", "one", "two"):
        (tmp_path / f"docs/{name}.md").write_text("# First state\n")
    return tmp_path


STRICT = "validation: {links: {not_found: warn, anchors: warn}}\n"
"""As in the project's own mkdocs.yml."""


@pytest.fixture
def strict(little: Path) -> Path:
    """The little project, and links between its pages that are looked at."""
    settings = little / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + STRICT, "utf-8")
    (little / "docs/index.md").write_text("# First state\n\n[one](one.md#here)\n", "utf-8")
    (little / "docs/one.md").write_text('# First state\n\n<a id="here"></a>\n', "utf-8")
    return little


def build(root: Path, memory: dict[str, bytes]) -> list[str]:
    return build_pages(root, root / "out", memory)


def test_what_was_wrong_with_a_page_is_wrong_until_it_is_mended(strict: Path) -> None:
    """A page that is remembered is not made again; what MkDocs said of it is said again."""
    page = strict / "docs/two.md"
    page.write_text("# First state\n\n[x](nowhere.md)\n", "utf-8")
    memory: dict[str, bytes] = {}
    first = build(strict, memory)
    assert len(first) == 1
    assert "nowhere.md" in first[0]
    assert build(strict, memory) == first
    page.write_text("# First state\n", "utf-8")
    assert build(strict, memory) == []


def test_a_page_is_told_when_what_it_leads_to_goes(strict: Path) -> None:
    memory: dict[str, bytes] = {}
    assert build(strict, memory) == []
    (strict / "docs/one.md").write_text("# First state\n", "utf-8")
    (anchor,) = build(strict, memory)
    assert "#here" in anchor
    (strict / "docs/one.md").unlink()
    (page,) = build(strict, memory)
    assert "one.md" in page
    (strict / "docs/one.md").write_text('# First state\n\n<a id="here"></a>\n', "utf-8")
    assert build(strict, memory) == []


def test_a_new_page_elsewhere_makes_no_other_page_again(strict: Path) -> None:
    memory: dict[str, bytes] = {}
    assert build(strict, memory) == []
    before = set(memory)
    (strict / "docs/three.md").write_text("# First state\n\n[one](one.md)\n", "utf-8")
    assert build(strict, memory) == []
    assert len(set(memory) - before) == 1


def test_a_site_from_memory_is_the_same_as_one_without(strict: Path, tmp_path: Path) -> None:
    """Whatever is kept and damaged is made anew."""
    memory: dict[str, bytes] = {}
    for _ in range(2):
        assert build(strict, memory) == []
    with_memory = found_in(strict / "out")
    assert build_pages(strict, tmp_path / "bare") == []
    assert found_in(tmp_path / "bare") == with_memory
    for damage in (b"", b"no pickle", pickle.dumps("of another kind")):
        for key in memory:
            memory[key] = damage
        assert build(strict, memory) == []
        assert found_in(strict / "out") == with_memory


def start_publish(root: Path) -> subprocess.Popen[bytes]:
    """Publish in a process group of its own, so that all of it can be killed at once."""
    return subprocess.Popen(
        [sys.executable, "-c", PUBLISH, str(ROOT / "src"), str(root)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def finished(running: subprocess.Popen[bytes]) -> int:
    """The exit code; what MkDocs complains of is shown when the test fails."""
    _, complaint = running.communicate(timeout=120)
    print(complaint.decode())
    return running.returncode


def state(root: Path) -> set[str]:
    """Which state the three pages of the site are in; all must be there."""
    pages = [root / "site/index.html", root / "site/one/index.html", root / "site/two/index.html"]
    return {re.findall(r">(\w+ state)<", page.read_text("utf-8"))[0] for page in pages}


@pytest.mark.slow
@pytest.mark.parametrize("whole", [True, False], ids=["the build and MkDocs", "the build alone"])
def test_a_publish_killed_at_any_moment_leaves_a_whole_site(little: Path, whole: bool) -> None:
    started = time.monotonic()
    assert finished(start_publish(little)) == 0
    took = time.monotonic() - started
    (fresh,) = {tuple(found_in(little / "site").items())}
    for name in ("index", "one", "two"):
        (little / f"docs/{name}.md").write_text("# Second state\n")
    for part in range(1, 9):
        running = start_publish(little)
        time.sleep(took * part / 8)
        if whole:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
        running.kill()
        running.communicate(timeout=60)
        assert state(little) in ({"First state"}, {"Second state"})
        assert sorted(found_in(little / "site")) == sorted(name for name, _ in fresh)
    assert finished(start_publish(little)) == 0
    assert state(little) == {"Second state"}
    left = [path.name for path in (little / ".cache").glob("site-*")]
    # A MkDocs that lost its build may still be writing; what it leaves goes with the next build.
    assert not whole or left == []


def test_two_publishes_at_once_both_end_well(little: Path) -> None:
    both = [start_publish(little) for _ in range(2)]
    assert [finished(running) for running in both] == [0, 0]
    assert state(little) == {"First state"}
    assert [path.name for path in (little / ".cache").glob("site-*")] == []


@pytest.mark.slow
def test_a_reader_of_the_output_may_leave_early() -> None:
    """``build_pages.py --check | head`` says nothing of a broken pipe."""
    command = [sys.executable, str(ROOT / "scripts/build_pages.py"), "--check", "--notes"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""


def test_leftovers_of_dead_builds_go_and_those_of_live_ones_stay(tmp_path: Path) -> None:
    cache = tmp_path / ".cache"
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    live = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        for name in (f"site-{dead.pid}", f"site-old-{dead.pid}", f"site-{live.pid}", "site-notes", "cards"):
            (cache / name).mkdir(parents=True)
        (tmp_path / "site").mkdir()
        swap.mend(cache, tmp_path / "site")
        assert sorted(p.name for p in cache.iterdir() if p.is_dir()) == sorted(
            ["cards", "site-notes", f"site-{live.pid}"]
        )
    finally:
        live.communicate(b"\n")


def test_a_full_disk_at_any_write_leaves_whole_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open
    for steps in range(30):
        docs = tmp_path / str(steps)
        write(docs, OLD)
        left = [steps]

        def full(self: Path, mode: str = "r", *args: Any, left: list[int] = left, **more: Any) -> Any:
            if "w" in mode and not self.name.endswith(".lock"):
                left[0] -= 1
                if left[0] < 0:
                    # The file is there, and empty: so it is on a full disk.
                    real(self, mode, *args, **more).close()
                    raise OSError(errno.ENOSPC, "No space left on device")
            return real(self, mode, *args, **more)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", full)
            try:
                write(docs, NEW)
                failed = False
            except OSError as error:
                failed = error.errno == errno.ENOSPC
                if not failed:
                    raise
        assert not list(docs.glob(".staged-*"))
        for name, data in found_in(docs).items():
            assert data in (OLD.get(name), NEW.get(name)), (steps, name)
        write(docs, NEW)
        assert found_in(docs) == NEW
        if not failed:
            break
    assert steps > 3


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, OLD)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(OSError, match="Read-only"):
        write(tmp_path, NEW)
    assert found_in(tmp_path) == OLD


def test_two_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    code = "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path\n"
    code += "from sitegen.publish.write import write\n"
    code += "for _ in range(15): write(Path(sys.argv[2]), {f'{n}.md': sys.argv[3].encode() for n in range(20)})\n"
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(ROOT / "src"), str(tmp_path), words])
        for words in ("one", "two")
    ]
    assert [run.wait(60) for run in runs] == [0, 0]
    assert len(set(found_in(tmp_path).values())) == 1
    assert len(found_in(tmp_path)) == 20


@pytest.mark.parametrize("name", ["a.md", "b", "b/c.md/d.md"])
def test_a_strangers_file_in_the_way_is_told_before_anything_is_written(tmp_path: Path, name: str) -> None:
    stranger = tmp_path / name
    stranger.parent.mkdir(parents=True, exist_ok=True)
    stranger.write_bytes(b"mine")
    with pytest.raises(ForeignFileError):
        write(tmp_path, {"0.md": b"1", **OLD})
    assert found_in(tmp_path) == {name: b"mine"}


@pytest.mark.parametrize("ledger", [b"", b"{", b"\xff", b"null", b"[1, [2]]", b'["../../secret", "a.md"]'])
def test_a_broken_ledger_deletes_nothing_outside(tmp_path: Path, ledger: bytes) -> None:
    docs = tmp_path / "deep/docs"
    write(docs, {"b.md": b"1"})
    (tmp_path / "secret").write_bytes(b"secret")
    (docs / LEDGER).write_bytes(ledger)
    (docs / "b.md").unlink()
    write(docs, {"c.md": b"1"})
    assert (tmp_path / "secret").read_bytes() == b"secret"


def test_a_ledger_with_an_absolute_path_deletes_nothing_outside(tmp_path: Path) -> None:
    # The victim is a file of this test's own: a builder that fails this test must have nothing else to delete.
    docs, victim = tmp_path / "docs", tmp_path / "victim"
    write(docs, {"b.md": b"1"})
    victim.write_bytes(b"secret")
    (docs / LEDGER).write_text(json.dumps([str(victim), "b.md"]), "utf-8")
    (docs / "b.md").unlink()
    write(docs, {"c.md": b"1"})
    assert victim.read_bytes() == b"secret"


def test_a_linked_folder_in_docs_is_not_followed(tmp_path: Path) -> None:
    docs, outside = tmp_path / "docs", tmp_path / "outside"
    write(docs, {"a/b.md": b"1"})
    outside.mkdir()
    (outside / "b.md").write_bytes(b"mine")
    (docs / "a/b.md").unlink()
    (docs / "a").rmdir()
    (docs / "a").symlink_to(outside)
    with pytest.raises(ForeignFileError):
        write(docs, {"a/b.md": b"2"})
    write(docs, {"c.md": b"3"})
    assert (outside / "b.md").read_bytes() == b"mine"


PRINT = """
import sys, hashlib; sys.path.insert(0, sys.argv[1] + "/src")
from datetime import date; from pathlib import Path
from sitegen.content.reading.folder import read_folder
from sitegen.check import check
from sitegen.pages.render import render
root = Path(sys.argv[1])
files = read_folder(root / "tests/small_site")
pages = render(check(files).site, date(2026, 11, 23), root / "templates").pages
print(hashlib.sha256(repr(sorted(pages.items())).encode("utf-8")).hexdigest())
"""


@pytest.mark.slow
def test_clock_language_and_hash_seed_change_no_byte() -> None:
    outcomes = set()
    for more in (
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Pacific/Pago_Pago", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "3"},
    ):
        done = subprocess.run(
            [sys.executable, "-c", PRINT, str(ROOT)], env={**os.environ, **more}, capture_output=True, check=True
        )
        outcomes.add(done.stdout)
    assert len(outcomes) == 1


def test_the_order_of_files_changes_no_byte() -> None:
    files = read_folder(ROOT / "tests/small_site")
    names = list(files)
    wanted = render(check(files).site, date(2026, 11, 23), ROOT / "templates").pages
    for seed in range(3):
        random.Random(seed).shuffle(names)
        shuffled = check({name: files[name] for name in names})
        assert shuffled.problems == ()
        assert render(shuffled.site, date(2026, 11, 23), ROOT / "templates").pages == wanted
