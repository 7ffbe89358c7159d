"""Writing: only what changed, never somebody else's file, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.publish.write import ForeignFileError, Written, write


def test_unchanged_files_are_not_rewritten(tmp_path: Path) -> None:
    assert write(tmp_path, {"a.md": b"1", "b/c.md": b"2"}) == Written(2, 0, 0)
    before = (tmp_path / "a.md").stat().st_mtime_ns
    assert write(tmp_path, {"a.md": b"1", "b/c.md": b"3"}) == Written(1, 1, 0)
    assert (tmp_path / "a.md").stat().st_mtime_ns == before
    assert (tmp_path / "b/c.md").read_bytes() == b"3"


def test_only_what_was_written_is_deleted(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": b"1", "b/c.md": b"2"})
    (tmp_path / "mine.md").write_bytes(b"mine")
    assert write(tmp_path, {"a.md": b"1"}) == Written(0, 1, 1)
    assert (tmp_path / "mine.md").read_bytes() == b"mine"
    assert not (tmp_path / "b").exists()


def test_somebody_elses_file_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"mine")
    with pytest.raises(ForeignFileError, match="was not written by the builder"):
        write(tmp_path, {"a.md": b"1", "b.md": b"2"})
    assert (tmp_path / "a.md").read_bytes() == b"mine"
    assert not (tmp_path / "b.md").exists()


@pytest.mark.parametrize("path", ["../a.md", "/etc/a.md", "a/../../b.md", ".written.json"])
def test_no_path_leaves_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="may not be written"):
        write(tmp_path / "docs", {path: b"1"})


def test_a_run_after_a_killed_one_mends(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": b"1", "old.md": b"1"})
    left = tmp_path / ".staged-left"
    left.mkdir()
    (left / "0").write_bytes(b"half")
    (tmp_path / "old.md").unlink()
    assert write(tmp_path, {"a.md": b"2", "new.md": b"3"}) == Written(2, 0, 1)
    assert not left.exists()
    assert sorted(p.name for p in tmp_path.glob("*.md")) == ["a.md", "new.md"]
