"""Write afresh what is made from the code: the field tables of content_src, the drawing in CONTRIBUTING.md."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.check import check  # noqa: E402
from sitegen.commands.flow import with_drawing  # noqa: E402
from sitegen.content.editing.field_tables import with_tables  # noqa: E402
from sitegen.content.reading.folder import read_folder  # noqa: E402

if __name__ == "__main__":
    own = check(read_folder(ROOT / "content_src")).site.config.subject.own_headings
    readme = ROOT / "content_src" / "README.md"
    readme.write_text(with_tables(readme.read_text("utf-8"), own), "utf-8", newline="\n")
    guide = ROOT / "CONTRIBUTING.md"
    guide.write_text(with_drawing(guide.read_text("utf-8"), ROOT / "src" / "sitegen"), "utf-8", newline="\n")
