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
from typing import Any

import html5lib
import yaml
from mkdocs.utils.yaml import yaml_load

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.outputs.frame import FRAME  # noqa: E402
from sitegen.publish import mkdocs_site  # noqa: E402

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


def settings_of(root: Path, language: str | None) -> dict[str, Any]:
    """The settings with which a language of the project at ``root`` is built; of English without one.

    They are those of ``mkdocs.yml``, with what the builder itself puts in their place.
    """
    with (root / "mkdocs.yml").open("rb") as file:
        settings = yaml_load(file)
    ours = mkdocs_site.settings_of(root, root / "site", language)
    own = {name: ours[name] for name in ("site_name", "site_description", "site_url", "nav", "extra")}
    settings["theme"]["language"] = ours.theme["language"]
    # In plain dictionaries, as they go into a file.
    return {**settings, **json.loads(json.dumps(own, default=dict))}


def built(zensical: str, folder: Path, language: str | None) -> Path:
    """The pages of one language, made in a folder of their own, as ``build_site.py`` makes them too."""
    copy = folder / (language or "english")
    copy.mkdir()
    shutil.copytree(ROOT / "overrides", copy / "overrides")
    others = () if language else mkdocs_site.languages_of(ROOT)
    shutil.copytree(ROOT / "docs" / (language or ""), copy / "docs", ignore=shutil.ignore_patterns(FRAME, *others))
    settings = yaml.safe_dump(settings_of(ROOT, language), allow_unicode=True)
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
    if language:
        # Hosts look for the page on a wrong address at the root alone.
        (copy / "site/404.html").unlink()
    return copy / "site"


def main(zensical: str) -> int:
    """Returns 0 when both builds agree."""
    languages = mkdocs_site.languages_of(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        whole = built(zensical, Path(folder), None)
        for language in languages:
            shutil.copytree(built(zensical, Path(folder), language), whole / language, dirs_exist_ok=True)
        found = differences(ROOT / "site", whole)
        pages = len(list(whole.rglob("*.html")))
    print("\n".join(found))
    print(f"{pages} pages built by both, in {1 + len(languages)} languages; {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
