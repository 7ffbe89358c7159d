"""Print the totals of every rating in ratings/, beside the aims."""

import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sitegen.commands.ratings import AIMS, Rating, totals  # noqa: E402


def read() -> list[Rating]:
    """All ratings, by round, target and reader."""
    found = []
    for path in sorted((ROOT / "ratings").glob("round-*/*.yml")):
        data = yaml.safe_load(path.read_text("utf-8"))
        for target, instruments in data["targets"].items():
            scores = {
                name: {str(item): (score, str(reason)) for item, (score, reason) in items.items()}
                for name, items in instruments.items()
            }
            found.append(Rating(path.parent.name, str(data["rater"]), target, scores))
    return sorted(found, key=lambda rating: (rating.round, rating.target, rating.rater))


def main() -> int:
    """One line a rating; the aims stand above."""
    print("; ".join(f"{name}, aim {aim:g}" for name, aim in AIMS.items()))
    for rating in read():
        figures = "  ".join(f"{value:g}" for value in totals(rating).values())
        print(f"{rating.round}  {rating.target:28} {rating.rater}  {figures}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
