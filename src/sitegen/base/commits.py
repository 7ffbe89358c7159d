"""What git keeps: the content as it was at a commit. The only module that runs git."""

from __future__ import annotations

import subprocess
from pathlib import Path

FOLDER = "content_src"


class NoCommitError(OSError):
    """The content of a commit cannot be had; the message says why in one line, and what helps."""


def archive(root: Path, commit: str) -> bytes:
    """The content folder at a commit or branch, as a tar file. Raises :class:`NoCommitError`."""
    if commit.startswith("-") or not commit.strip():
        raise NoCommitError(f'"{commit}" is not a commit or branch.')
    done = _git(root, "archive", "--format=tar", commit, "--", FOLDER)
    if done.returncode != 0:
        raise NoCommitError(_why(root, commit, done.stderr.decode("utf-8", "replace")))
    return done.stdout


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *words], cwd=root, check=False, capture_output=True)
    except FileNotFoundError:
        raise NoCommitError("git is not installed, so earlier content cannot be read.") from None


def _why(root: Path, commit: str, said: str) -> str:
    """Why git did not give the content, in words for somebody who does not use git every day."""
    inside = _git(root, "rev-parse", "--is-shallow-repository")
    if inside.returncode != 0:
        if b"dubious" in inside.stderr:
            return "git does not trust this folder, as it belongs to another user (git: safe.directory)."
        return "this folder is no clone of the repository (no git history here), so there is nothing to compare with."
    if _git(root, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}").returncode == 0:
        if "did not match any files" in said:
            return f'at "{commit}" there was no {FOLDER} yet.'
        return (said.strip().splitlines() or ["git gave no reason."])[-1]
    if inside.stdout.strip() == b"true":
        return f'"{commit}" is not in this clone, which has only the newest commits. Run: git fetch --unshallow'
    return f'there is no commit or branch "{commit}" here. Run git fetch, or look at git branch --all'
