"""Take away one rule, or move one bound, at a time: a test must notice. Whatever survives is held by nothing.

``make mutants`` tries all; ``SINCE=COMMIT`` those in modules that have changed since a commit; ``--only WORDS`` those
whose name has these words in it. Exit 1 when one survives.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parent.parent
RULES = ("rules", "content/models", "content/certainty.py", "content/pictures.py", "content/prose/form.py")
"""Where rules and bounds stand, below ``src/sitegen``. Notes never stop a build and are no rules."""
NOT_RULES = ("rules/language/notes.py", "rules/language/spelling.py", "rules/measure.py", "rules/linked.py")
TESTS = (
    "tests/rules/test_rules.py",
    "tests/rules/test_bounds.py",
    "tests/rules/test_plain_language.py",
    "tests/content/test_certainty.py",
)
BOUNDS = ("max_length", "min_length", "gt", "ge", "lt", "le")
COPIED = ("src", "tests", "templates", "content_src", "pyproject.toml", "permalinks.txt", "releases", "overrides")


@dataclass(frozen=True)
class Mutant:
    """One change of one module: what is changed, and the lines that stand in for the old ones."""

    module: str
    name: str
    first: int
    last: int
    lines: tuple[str, ...]

    def of(self, source: str) -> str:
        """The module with the change in it."""
        rows = source.split("\n")
        return "\n".join([*rows[: self.first - 1], *self.lines, *rows[self.last :]])


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Every rule emptied, every refusal left out, every bound one more and one less, every excuse taken away."""
    rows = source.split("\n")
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and _yields_problems(node):
            yield _emptied(module, node)
        if isinstance(node, ast.Raise):
            yield _swapped(module, f"line {node.lineno}: no refusal", node, rows, "pass")
        if isinstance(node, ast.keyword) and node.arg in BOUNDS and isinstance(node.value, ast.Constant):
            yield from _moved(module, f"{node.arg} in line {node.value.lineno}", node.value, rows)
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if isinstance(node.value, ast.Constant) and isinstance(node.value.value, int | float):
                yield from _moved(module, name, node.value, rows)
            elif name.isupper() and ast.unparse(node.value).startswith("re.compile("):
                yield _swapped(module, f"{name} matches nothing", node, rows, f'{name} = re.compile(r"(?!)")')


def _yields_problems(node: ast.FunctionDef) -> bool:
    returns = ast.unparse(node.returns) if node.returns else ""
    return returns == "Iterator[Problem]"


def _emptied(module: str, node: ast.FunctionDef) -> Mutant:
    indent = " " * node.body[0].col_offset
    body = (f"{indent}return", f"{indent}yield")
    return Mutant(module, f"{node.name} is empty", node.body[0].lineno, node.end_lineno or node.lineno, body)


def _swapped(module: str, name: str, node: ast.stmt, rows: Sequence[str], words: str) -> Mutant:
    indent = rows[node.lineno - 1][: node.col_offset]
    return Mutant(module, name, node.lineno, node.end_lineno or node.lineno, (indent + words,))


def _moved(module: str, name: str, node: ast.Constant, rows: Sequence[str]) -> Iterator[Mutant]:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float) or node.lineno != node.end_lineno:
        return
    step = 1 if isinstance(value, int) else value / 10
    row = rows[node.lineno - 1]
    for moved in (value + step, value - step):
        line = row[: node.col_offset] + repr(moved) + row[node.end_col_offset or 0 :]
        yield Mutant(module, f"{name}: {value} becomes {moved:g}", node.lineno, node.lineno, (line,))


def modules(since: str) -> list[str]:
    """The modules with rules, below ``src/sitegen``; with ``since`` those that have changed since a commit."""
    sources = ROOT / "src/sitegen"
    found = []
    for name in RULES:
        path = sources / name
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    names = [path.relative_to(sources).as_posix() for path in found if path.name != "__init__.py"]
    if since:
        command = ["git", "diff", "--name-only", since, "--", "src/sitegen", "tests/rules"]
        changed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        names = [name for name in names if f"src/sitegen/{name}\n" in changed]
    return [name for name in names if name not in NOT_RULES]


def survives(mutant: Mutant, copy: Path) -> bool:
    """Whether all tests pass with the change in a copy of the project."""
    path = copy / "src/sitegen" / mutant.module
    source = path.read_text("utf-8")
    path.write_text(mutant.of(source), "utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:xdist", *TESTS]
    try:
        # A rule that is gone may let a test wait for what never comes.
        done = subprocess.run(command, cwd=copy, check=False, capture_output=True, timeout=600)
        return done.returncode == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        path.write_text(source, "utf-8")


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--since", default="", metavar="COMMIT", help="only modules changed since a commit")
    parser.add_argument("--only", default="", metavar="WORDS", help="only mutants with these words in their name")
    options = parser.parse_args(argv)
    sources = ROOT / "src/sitegen"
    tried = [
        mutant
        for name in modules(options.since)
        for mutant in mutants(name, (sources / name).read_text("utf-8"))
        if options.only in f"{mutant.module} {mutant.name}"
    ]
    workers = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        copies: Queue[Path] = Queue()
        for number in range(workers):
            copy = Path(folder) / str(number)
            for name in COPIED:
                source = ROOT / name
                if source.is_dir():
                    shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    copy.mkdir(exist_ok=True)
                    shutil.copy(source, copy / name)
            copies.put(copy)

        def one(mutant: Mutant) -> bool:
            copy = copies.get()
            try:
                alive = survives(mutant, copy)
            finally:
                copies.put(copy)
            print(f"{'SURVIVED' if alive else 'told':<9} {mutant.module}: {mutant.name}", flush=True)
            return alive

        with ThreadPoolExecutor(workers) as pool:
            alive = list(pool.map(one, tried))
    print(f"{len(tried)} mutants, {sum(alive)} survived")
    return 1 if any(alive) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
