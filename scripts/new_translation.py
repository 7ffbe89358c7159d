"""Make or renew the file in which a page is translated: ``new_translation.py LANGUAGE cards/name``."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.commands.editing.new_translation import main  # noqa: E402

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], ROOT))
