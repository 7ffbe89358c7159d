"""The rooms of the builder: how large they may be, and that everything flows one way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from sitegen.commands.flow import FLOW, imported, with_drawing

SRC = ROOT / "src/sitegen"
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_CLASS, MOST_NAMES = 300, 60, 200, 12
MODULES = {".".join(path.relative_to(SRC).with_suffix("").parts): path for path in sorted(SRC.rglob("*.py"))}
FOLDERS = [SRC, *(path.parent for path in SRC.rglob("__init__.py") if path.parent != SRC)]


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def too_large(source: str) -> Iterator[str]:
    """What in a module is larger than a newcomer can hold in mind."""
    count = len(source.splitlines())
    if count > LONGEST_MODULE:
        yield f"{count} lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines(node) > LONGEST_FUNCTION:
            yield f"{node.name} has {lines(node)} lines"
        if isinstance(node, ast.ClassDef) and lines(node) > LONGEST_CLASS:
            yield f"{node.name} has {lines(node)} lines"


def against_the_flow(module: str, source: str) -> list[str]:
    """The imports of a module that lead to a later step."""
    step = FLOW.index(module.split(".")[0])
    return sorted(name for name in imported(source) if FLOW.index(name.split(".")[0]) > step)


def known(source: str) -> set[str]:
    """What a module names, as modules: the names inside a module are those of the module."""
    found = imported(source)
    return {name if name in MODULES else name.rpartition(".")[0] for name in found} & set(MODULES)


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Every way by which a module leads back to itself, found depth first."""
    done: set[str] = set()
    found: list[list[str]] = []

    def visit(module: str, way: tuple[str, ...]) -> None:
        if module in way:
            found.append([*way[way.index(module) :], module])
        elif module not in done:
            for name in sorted(graph.get(module, ())):
                visit(name, (*way, module))
            done.add(module)

    for module in graph:
        visit(module, ())
    return found


@pytest.mark.parametrize("module", MODULES)
def test_a_module_can_be_held_in_mind(module: str) -> None:
    assert list(too_large(MODULES[module].read_text("utf-8"))) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(SRC.parent).as_posix())
def test_a_folder_can_be_seen_at_a_glance(folder: Path) -> None:
    names = [path.name for path in folder.iterdir() if path.name != "__pycache__"]
    assert len(names) <= MOST_NAMES, sorted(names)


def test_everything_flows_one_way() -> None:
    wrong = {
        module: found
        for module, path in MODULES.items()
        if module != "__init__" and (found := against_the_flow(module, path.read_text("utf-8")))
    }
    assert wrong == {}


def test_nothing_goes_in_circles() -> None:
    assert circles({module: known(path.read_text("utf-8")) for module, path in MODULES.items()}) == []


def test_the_drawing_for_developers_is_true() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert with_drawing(text, SRC) == text, "run: .venv/bin/python scripts/update_fields.py"


@pytest.mark.parametrize("folder", FOLDERS[1:], ids=lambda folder: folder.name)
def test_each_package_says_what_goes_in_and_out_and_what_it_never_does(folder: Path) -> None:
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or ""
    assert "\nIn: " in text, folder
    assert " Out: " in text, folder
    assert "\nNever: " in text, folder


def test_the_looks_at_size_and_flow_can_fail() -> None:
    assert list(too_large("x = 1\n" * (LONGEST_MODULE + 1))) == [f"{LONGEST_MODULE + 1} lines"]
    assert list(too_large("x = 1\n" * LONGEST_MODULE)) == []
    long = "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION
    assert list(too_large(long)) == [f"f has {LONGEST_FUNCTION + 1} lines"]
    large = "class C:\n" + "    x = 1\n" * LONGEST_CLASS
    assert list(too_large(large)) == [f"C has {LONGEST_CLASS + 1} lines"]
    assert against_the_flow("site.x", "from sitegen.rules.links import broken_links\n") == ["rules.links.broken_links"]
    assert against_the_flow("site.x", "from sitegen.base import problems\n") == []
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == [["a", "b", "c", "a"]]


def test_the_readme_names_every_command() -> None:
    """A command that nobody names is found by nobody."""
    scripts = [path for path in (ROOT / "scripts").glob("*.py") if '__name__ == "__main__"' in path.read_text("utf-8")]
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [path.name for path in scripts if f"`{path.name}`" not in readme] == []
