"""The site on http://127.0.0.1:8000, rebuilt and reloaded when content, translations, templates or overrides
change.

An edited page is there at once; the whole strict build follows behind, in a process of its own.
"""

from __future__ import annotations

import argparse
import glob
import subprocess
import sys
from pathlib import Path

from livereload import Server

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.base.locks import NoLocksError, need_locks  # noqa: E402
from sitegen.commands import FAULT  # noqa: E402
from sitegen.commands.build_site import build_site  # noqa: E402
from sitegen.publish.quick import Quick  # noqa: E402

WATCHED = ("content_src", "translations", "templates", "overrides")


def watched(root: Path) -> list[str]:
    """The patterns of the files that a page is made of. A bracket in the folder's own name is no pattern."""
    return [f"{glob.escape(str(root / folder))}/**/*" for folder in WATCHED]


class Builds:
    """Quick builds in this process, whole ones behind. A build may be killed at any moment: the next one mends."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.quick = Quick(root)
        self.behind: subprocess.Popen[bytes] | None = None

    def rebuild(self) -> None:
        """After an edit: the edited page at once, or else the whole site; problems are printed, once."""
        self.stop()
        refreshed = self.quick.refresh()
        if refreshed == "done":
            command = [sys.executable, str(self.root / "scripts/build_site.py")]
            self.behind = subprocess.Popen(command, cwd=self.root)
        elif refreshed == "not possible":
            build_site([], self.root)

    def stop(self) -> None:
        """End a whole build that is under way: what it was made of has changed."""
        if self.behind and self.behind.poll() is None:
            self.behind.kill()
            self.behind.wait()


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
    builds = Builds(ROOT)
    build_site([], ROOT)
    builds.quick.warm()
    for pattern in watched(ROOT):
        server.watch(pattern, builds.rebuild, delay=0.2)
    server.watch(str(ROOT / "mkdocs.yml"), builds.rebuild)
    count = sum(len(glob.glob(pattern, recursive=True)) for pattern in watched(ROOT))  # noqa: PTH207
    print(f"Watching {count} files and folders for changes.", flush=True)
    try:
        server.serve(root=str(ROOT / "site"), host="127.0.0.1", port=port)
    finally:
        builds.stop()
