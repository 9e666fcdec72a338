"""What exporters import when they are called is what they say, so that it can be loaded once before they fork."""

from __future__ import annotations

import ast
import inspect
import textwrap
from importlib import import_module
from typing import TYPE_CHECKING

from dlexport.plugin import calls
from dlexport.plugin.registry import installed

if TYPE_CHECKING:
    import pytest


def test_what_is_imported_late_is_named() -> None:
    """By each exporter of ours, for making its artifact and reading it back; and every name is a module."""
    for one in installed().values():
        if one.package != "dlexport":
            continue
        late = {node.module for method in ("export", "read_back")
                for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(getattr(one.exporter, method)))))
                if isinstance(node, ast.ImportFrom)}
        named = getattr(one.exporter, "imports", ())
        assert set(named) == late, one.name
        named += getattr(one.exporter, "imports_at_first", ())
        assert [import_module(name).__name__ for name in named] == list(named)


def test_a_module_that_is_not_there_is_left_to_the_exporter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is raised before it is called."""
    one = installed()["pdf"]
    monkeypatch.setattr(type(one.exporter), "imports", ("dlexport.nothing",))
    calls.import_ahead([one])
