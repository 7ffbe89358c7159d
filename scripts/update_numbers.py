"""Let every number in a sentence follow its record in content_src/facts/: python scripts/update_numbers.py."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.commands.editing.update_numbers import update_numbers  # noqa: E402

if __name__ == "__main__":
    raise SystemExit(update_numbers(sys.argv[1:], ROOT))
