"""Which links to the guide, and which versions of it, are current, moved, replaced, withdrawn or unknown.

    python scripts/check_links.py FILE [--data addresses.json]

Without --data the list of addresses is made from this folder. Exit code 1 when a link or version needs a change.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.commands.check_links import check_links  # noqa: E402

if __name__ == "__main__":
    raise SystemExit(check_links(sys.argv[1:], ROOT))
