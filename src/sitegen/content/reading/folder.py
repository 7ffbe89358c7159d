"""The files of ``content_src``: which are content, how they must be named, and what they were at a commit."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Mapping
from pathlib import Path

from sitegen.base.commits import FOLDER, archive
from sitegen.base.problems import Problem

FILE_NAME = re.compile(r"(?=.{1,100}\Z)[a-z0-9]+([-_][a-z0-9]+)*\.(md|yml|svg)\Z")
# Of systems (Thumbs.db), of editors (Vim tries the name 4913), of git and patch. None of them is anybody's text.
LEFT_BY_PROGRAMS = re.compile(
    r"Thumbs\.db|ehthumbs\.db|desktop\.ini|Icon\r?|\d{4,5}|nohup\.out|#.*#|~\$.*|.*~"
    r"|.*\.(bak|backup|old|orig|rej|save|swp|swo|swn|swx|tmp|temp|part|crdownload|lnk|url|log)",
    re.I,
)
# Copies may hold somebody's words: they are told and not passed over.
COPY = re.compile(
    r"\(\d+\)|\bcopy\b|_(BACKUP|BASE|LOCAL|REMOTE)_\d|conflict|\.md\."
    r"|\.(docx?|odt|rtf|txt|pages|html?|pdf|md\d)$",
    re.I,
)


def read_folder(root: Path) -> dict[str, bytes]:
    """Every content file below ``root`` as ``{path inside root: bytes}``; the only disk access of this step.

    What is not content (:func:`is_content`) is passed over, and links are not followed.
    """
    found: dict[str, bytes] = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not path.is_symlink() and path.is_file() and is_content(name):
            found[name] = path.read_bytes()
    return found


def read_translations(root: Path) -> dict[str, bytes]:
    """Every file of the languages of a project, ``{"fr/cards/name.yml": bytes}``; nothing where there are none."""
    folder = root / "translations"
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {
        name: path.read_bytes()
        for name, path in found.items()
        if "/" in name and not path.is_symlink() and name.endswith((".yml", ".po"))
    }


def is_content(name: str) -> bool:
    """Whether a file below ``content_src`` is one that the builder reads, or should tell of.

    ``README.md``, what begins with ``_`` but is no ``_template.md``, pictures that are not SVG, and what systems and
    editors leave beside a file are not content.
    """
    *folders, file = name.split("/")
    if any(folder.startswith(".") or folder == "__MACOSX" for folder in folders) or LEFT_BY_PROGRAMS.fullmatch(file):
        return False
    if name.startswith("assets/") and not name.endswith(".svg"):
        return False
    if file == "_template.md":
        return True
    return not file.startswith((".", "_")) and name not in ("README.md", "words.txt")


def file_name_problem(name: str) -> Problem:
    """What is wrong with the name of a file. A copy that some program made is called that."""
    file = name.rsplit("/", 1)[-1]
    if COPY.search(file):
        what, hint = f'"{name}" looks like a copy that a program made.', "delete it, or give it a name of its own"
    else:
        what, hint = f'"{name}" is not a good file name.', "lower case letters, digits and hyphens, ending in .md"
    return Problem(f"content_src/{name}", 1, "file-name", what, hint)


def content_at(root: Path, commit: str) -> dict[str, bytes]:
    """The content as it was at a commit or branch, like :func:`read_folder`. Raises ``NoCommitError``."""
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(archive(root, commit))) as kept:
        for member in kept:
            name = member.name.removeprefix(f"{FOLDER}/")
            data = kept.extractfile(member) if member.isfile() else None
            if data is not None and is_content(name):
                found[name] = data.read()
    return found


def changed_since(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> frozenset[str]:
    """The names of the files that are new or other than they were."""
    return frozenset(name for name, data in now.items() if before.get(name) != data)
