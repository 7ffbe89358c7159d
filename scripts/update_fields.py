"""Write the field tables of content_src/README.md afresh from the models."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.field_tables import with_tables  # noqa: E402

if __name__ == "__main__":
    readme = ROOT / "content_src" / "README.md"
    readme.write_text(with_tables(readme.read_text("utf-8")), "utf-8", newline="\n")
