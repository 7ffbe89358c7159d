"""Typst in a process of its own: the same sheets, an end to what it keeps, and nobody left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT
from sitegen.outputs.drawing import typesetter

TEMPLATE = b"#set document(title: sys.inputs.words, date: none)\n= #sys.inputs.words\n#metadata(7) <pages>"


def test_a_new_process_sets_the_same_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetter, "SHEETS", 2)
    monkeypatch.setattr(typesetter, "_APART", typesetter._Apart())
    pools, made = set(), set()
    for _ in range(3):
        assert typesetter.count(TEMPLATE, {"words": "A"}) == 7
        made.add(typesetter.drawn(TEMPLATE, {"words": "A"}))
        pools.add(typesetter._APART.pool)
    assert len(pools) == 3
    assert len(made) == 1
    assert typesetter.drawn(TEMPLATE, {"words": "B"}) not in made
    pool = typesetter._APART.pool
    assert pool
    pool.shutdown()


def test_what_typst_says_of_a_mistake_comes_back() -> None:
    with pytest.raises(RuntimeError, match="unknown variable"):
        typesetter.count(b"#nothing", {})


KILLED = """
import os, sys
sys.path.insert(0, sys.argv[1])
from sitegen.outputs.drawing import typesetter
if __name__ == "__main__":
    typesetter.count(sys.argv[2].encode(), {"words": "A"})
    print(next(iter(typesetter._APART.pool._processes)), flush=True)
    os.kill(os.getpid(), 9)
"""


def test_a_killed_build_leaves_no_process(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED, "utf-8")
    command = [sys.executable, str(script), str(ROOT / "src"), TEMPLATE.decode()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == -9, done.stderr
    until = time.monotonic() + 30
    while _lives(int(done.stdout)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not _lives(int(done.stdout))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
        # One that has ended and that nobody has asked for its end is no more than its number.
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text("utf-8")
    except (ProcessLookupError, FileNotFoundError):
        return False
