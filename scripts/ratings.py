"""Print the totals of every rating in ratings/, beside the aims."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.commands import for_any_reader  # noqa: E402
from sitegen.ledger.history import read_kept  # noqa: E402
from sitegen.ledger.ratings import AIMS, Rating, read_ratings, totals  # noqa: E402


def read() -> list[Rating]:
    """All ratings, by round, target and reader."""
    ratings, problems = read_ratings(read_kept(ROOT))
    if problems:
        sys.exit("\n".join(f"{problem.path}: {problem.message}" for problem in problems))
    return list(ratings.scored)


@for_any_reader
def main() -> int:
    """One line a rating; the aims stand above."""
    print("; ".join(f"{name}, aim {aim:g}" for name, aim in AIMS.items()))
    for rating in read():
        figures = "  ".join(f"{value:g}" for value in totals(rating).values())
        print(f"{rating.round}  {rating.target:28} {rating.rater}  {figures}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
