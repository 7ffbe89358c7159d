"""Links to other sites that no longer answer, and pages whose review is due. Arguments and exit code, nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.commands.check_external import check_external  # noqa: E402

if __name__ == "__main__":
    raise SystemExit(check_external(sys.argv[1:], ROOT))
