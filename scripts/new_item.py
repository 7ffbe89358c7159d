"""Make a new page from the template of its folder: python scripts/new_item.py risk "Cold sores after treatment"."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.commands.editing.new_item import new_item  # noqa: E402

if __name__ == "__main__":
    raise SystemExit(new_item(sys.argv[1:], ROOT))
