"""The site on http://127.0.0.1:8000, rebuilt and reloaded when content, templates or overrides change."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from livereload import Server

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.cli import main  # noqa: E402
from sitegen.publish import publish  # noqa: E402


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
    rebuild()
    for folder in ("content_src", "templates", "overrides"):
        server.watch(f"{ROOT / folder}/**/*", rebuild, delay=0.2)
    server.watch(str(ROOT / "mkdocs.yml"), rebuild)
    server.serve(root=str(ROOT / "site"), host="127.0.0.1", port=port)
