"""Dead links to other sites, what became of the sources, and reviews that are due. Arguments and exit code only."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.commands.check_external import check_external  # noqa: E402

if __name__ == "__main__":
    raise SystemExit(check_external(sys.argv[1:], ROOT))
