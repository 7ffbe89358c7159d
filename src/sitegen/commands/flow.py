"""The drawing of the flow in ``CONTRIBUTING.md``, made from the packages and from what they import."""

from __future__ import annotations

import ast
from pathlib import Path

FLOW = ("base", "content", "site", "rules", "ledger", "check", "pages", "outputs", "build", "publish", "commands")
"""The steps. Each uses those before it and knows of none after it."""
BEGIN, END = "<!-- flow: begin -->", "<!-- flow: end -->"


def imported(source: str) -> set[str]:
    """The modules of the builder that a module names, without the first part of their names."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {a.name.removeprefix("sitegen.") for a in node.names if a.name.startswith("sitegen.")}
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "sitegen":
            package = node.module.removeprefix("sitegen").removeprefix(".")
            found |= {f"{package}.{alias.name}".removeprefix(".") for alias in node.names}
    return found


def drawing(sources: Path) -> str:
    """One line a step: what it does, and which steps it uses. ``sources`` is the folder of the builder."""
    lines = []
    for number, step in enumerate(FLOW):
        folder = sources / step
        files = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]
        first = (folder / "__init__.py") if folder.is_dir() else files[0]
        says = (ast.get_docstring(ast.parse(first.read_text("utf-8"))) or "").splitlines()[0]
        names = {name.split(".")[0] for file in files for name in imported(file.read_text("utf-8"))}
        used = [other for other in FLOW[:number] if other in names]
        lines += [f"{step:<9} {says}", f"  uses    {', '.join(used) or 'nothing of the builder'}", "   |"]
    return "\n".join(lines[:-1])


def with_drawing(text: str, sources: Path) -> str:
    """A text with a fresh drawing between its two marks. Raises ``ValueError`` when a mark is missing."""
    before, mark, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError("CONTRIBUTING.md has lost its marks for the drawing of the flow")
    return f"{before}{BEGIN}\n\n```text\n{drawing(sources)}\n```\n\n{END}{after}"
