"""What a patient will see change since another commit. Arguments and exit code, nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.commands.diff import diff  # noqa: E402

if __name__ == "__main__":
    raise SystemExit(diff(sys.argv[1:], ROOT))
