"""The shape of the package: no import circle, no crowded folder, a name for each idea."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import grimp
import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "dlexport"
FILES = sorted(PACKAGE.rglob("*.py"))
MOST = 20
LONGEST = 320       # lines; a file that is about one idea has fewer than 300
NAMED_TWICE = {
    "Element": "of a formula tree and of an SVG file: both are XML elements",
    "Reader": "of LaTeX and of SVG",
    "Run": "text in one style, on paper and in a drawing",
}


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The strongly connected components of more than one module (Tarjan, 1972)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        number[module] = low[module] = len(number)
        stack.append(module)
        for other in sorted(graph[module]):
            if other not in number:
                visit(other)
                low[module] = min(low[module], low[other])
            elif other in stack:
                low[module] = min(low[module], number[other])
        if low[module] == number[module]:
            circle = stack[stack.index(module):]
            del stack[stack.index(module):]
            if len(circle) > 1:
                found.append(sorted(circle))

    for module in sorted(graph):
        if module not in number:
            visit(module)
    return found


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Also not for types alone, and not inside a function."""
    modules = grimp.build_graph("dlexport", cache_dir=None)
    graph = {module: modules.find_modules_directly_imported_by(module) for module in modules.modules}
    assert circles(graph) == []
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


def test_no_file_is_too_long() -> None:
    """One idea for each file; what is longer is split by idea."""
    lengths = {str(path.relative_to(PACKAGE)): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


@pytest.mark.parametrize("folder", sorted({path.parent for path in FILES}), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_folder_is_crowded(folder: Path) -> None:
    """A newcomer can hold twenty names in the head."""
    assert len(list(folder.glob("*.py"))) <= MOST


def test_each_folder_says_what_it_holds() -> None:
    """In the first line of its `__init__`."""
    for folder in {path.parent for path in FILES}:
        first = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
        assert first, folder


def test_a_class_name_stands_for_one_idea() -> None:
    """Private names, which no other file sees, and the few exceptions apart."""
    where: dict[str, list[str]] = defaultdict(list)
    for path in FILES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where[node.name].append(str(path.relative_to(PACKAGE)))
    twice = {name: files for name, files in where.items() if len(files) > 1}
    assert sorted(twice) == sorted(NAMED_TWICE), twice
