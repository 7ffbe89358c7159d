"""The site on http://127.0.0.1:8000, rebuilt and reloaded when content, templates or overrides change."""

from __future__ import annotations

import argparse
import glob
import sys
from pathlib import Path

from livereload import Server

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.base.locks import NoLocksError, need_locks  # noqa: E402
from sitegen.commands.build_pages import main  # noqa: E402
from sitegen.commands.codes import FAULT  # noqa: E402
from sitegen.publish.site import publish  # noqa: E402

WATCHED = ("content_src", "templates", "overrides")


def watched(root: Path) -> list[str]:
    """The patterns of the files that a page is made of. A bracket in the folder's own name is no pattern."""
    return [f"{glob.escape(str(root / folder))}/**/*" for folder in WATCHED]


def rebuild() -> None:
    """Build; problems are printed and the last good site stays."""
    if main([], ROOT) == 0:
        publish(ROOT)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    # The watch begins before the first build, so that an edit during it is not missed.
    server = Server()
    try:
        need_locks()
    except NoLocksError as error:
        print(error, file=sys.stderr)
        raise SystemExit(FAULT) from None
    rebuild()
    for pattern in watched(ROOT):
        server.watch(pattern, rebuild, delay=0.2)
    server.watch(str(ROOT / "mkdocs.yml"), rebuild)
    count = sum(len(glob.glob(pattern, recursive=True)) for pattern in watched(ROOT))  # noqa: PTH207
    print(f"Watching {count} files and folders for changes.", flush=True)
    server.serve(root=str(ROOT / "site"), host="127.0.0.1", port=port)
