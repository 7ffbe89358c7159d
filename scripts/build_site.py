"""content_src/ to docs/ to site/: the builder, then MkDocs in strict mode."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.commands.build_site import build_site  # noqa: E402

if __name__ == "__main__":
    raise SystemExit(build_site(sys.argv[1:], ROOT))
