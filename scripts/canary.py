"""Build docs/ with Zensical too, and tell every difference that a reader, a link or a search engine would notice.

Material for MkDocs ends on 5 May 2027. As long as this passes, the site can move to its successor.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import html5lib

ROOT = Path(__file__).resolve().parent.parent
XHTML = "{http://www.w3.org/1999/xhtml}"


def facts(page: Path) -> Mapping[str, object]:
    """What must be the same: title, canonical address, ids, data for search engines."""
    tree = html5lib.parse(page.read_text("utf-8"))
    data = [s.text for s in tree.iter(f"{XHTML}script") if s.get("type") == "application/ld+json"]
    return {
        "title": next(tree.iter(f"{XHTML}title")).text,
        "canonical address": [e.get("href") for e in tree.iter(f"{XHTML}link") if e.get("rel") == "canonical"],
        "ids": sorted(e.get("id") for e in tree.iter() if e.get("id")),
        "JSON-LD": [json.loads(text) for text in data],
    }


def differences(one: Path, other: Path) -> list[str]:
    """What differs between two built sites, one line each."""
    first, second = ({p.relative_to(top).as_posix() for p in top.rglob("*.html")} for top in (one, other))
    found = [f"{page}: only built by one of the two" for page in sorted(first ^ second)]
    for page in sorted(first & second):
        here, there = facts(one / page), facts(other / page)
        found += [f"{page}: another {name}" for name in here if here[name] != there[name]]
    return found


def main(zensical: str) -> int:
    """Returns 0 when both builds agree."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("docs", "overrides"):
            shutil.copytree(ROOT / name, copy / name)
        shutil.copy(ROOT / "mkdocs.yml", copy)
        done = subprocess.run(
            [str(Path(zensical).absolute()), "build", "-f", "mkdocs.yml"],
            cwd=copy,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            print(done.stdout + done.stderr)
            return 1
        found = differences(ROOT / "site", copy / "site")
        pages = len(list((copy / "site").rglob("*.html")))
    print("\n".join(found))
    print(f"{pages} pages built by both; {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
