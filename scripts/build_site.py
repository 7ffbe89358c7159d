"""content_src/ to docs/ to site/: the builder, then MkDocs in strict mode."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.commands.build_pages import main  # noqa: E402
from sitegen.publish.site import publish  # noqa: E402

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], ROOT) or publish(ROOT))
