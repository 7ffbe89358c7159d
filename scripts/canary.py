"""Build docs/ with Zensical too, and tell every difference that a reader, a link or a search engine would notice.

Material for MkDocs ends on 5 May 2027. As long as this passes, the site can move to its successor.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import html5lib
import yaml

ENGLISH = "en"
FRAME = ".frame.json"
"""The words of a language for the frame of its pages, beside them."""
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


class _Settings(yaml.SafeLoader):
    """Reads ``mkdocs.yml``, in which ``!ENV [NAME, value]`` is that of the environment, or the value."""


_Settings.add_constructor("!ENV", lambda loader, node: os.environ.get(*loader.construct_sequence(node)))  # type: ignore[arg-type]


def settings_of(docs: Path, language: str) -> dict[str, Any]:
    """The settings of a language, as in ``sitegen.publish.mkdocs_site``. ``docs`` is the whole folder."""
    settings: dict[str, Any] = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), _Settings)
    frames = {path.parent.name: json.loads(path.read_text("utf-8")) for path in sorted(docs.glob(f"*/{FRAME}"))}
    settings["extra"]["languages"] = [{"code": code, "name": frame["name"]} for code, frame in frames.items()]
    if frame := frames.get(language):
        address = settings["site_url"]
        settings |= {name: frame[name] for name in ("site_name", "site_description")}
        settings |= {"site_url": f"{address.rstrip('/')}/{language}/", "nav": [{frame["site_name"]: "index.md"}]}
        settings["theme"]["language"] = language
        settings["extra"] |= {**frame["extra"], "root": address}
    return settings


def built(zensical: str, folder: Path, language: str) -> Path:
    """The pages of one language, made in a folder of their own, as ``build_site.py`` makes them too."""
    copy = folder / language
    copy.mkdir()
    shutil.copytree(ROOT / "overrides", copy / "overrides")
    others = [path.parent.name for path in (ROOT / "docs").glob(f"*/{FRAME}")]
    source = ROOT / "docs" if language == ENGLISH else ROOT / "docs" / language
    shutil.copytree(source, copy / "docs", ignore=shutil.ignore_patterns(FRAME, *others))
    settings = yaml.safe_dump(settings_of(ROOT / "docs", language), allow_unicode=True)
    (copy / "mkdocs.yml").write_text(settings, "utf-8")
    done = subprocess.run(
        [str(Path(zensical).absolute()), "build", "-f", "mkdocs.yml"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SystemExit(done.stdout + done.stderr)
    if language != ENGLISH:
        # Hosts look for the page on a wrong address at the root alone.
        (copy / "site/404.html").unlink()
    return copy / "site"


def main(zensical: str) -> int:
    """Returns 0 when both builds agree."""
    languages = [ENGLISH, *sorted(path.parent.name for path in (ROOT / "docs").glob(f"*/{FRAME}"))]
    with tempfile.TemporaryDirectory() as folder:
        whole = built(zensical, Path(folder), ENGLISH)
        for language in languages[1:]:
            shutil.copytree(built(zensical, Path(folder), language), whole / language, dirs_exist_ok=True)
        found = differences(ROOT / "site", whole)
        pages = len(list(whole.rglob("*.html")))
    print("\n".join(found))
    print(f"{pages} pages built by both, in {len(languages)} languages; {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
