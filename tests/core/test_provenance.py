"""What a run follows from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.plugin import installed as distributions
from dlexport.run import provenance
from dlexport.run.request import Request

if TYPE_CHECKING:
    from pathlib import Path


def test_the_packages_at_work_are_those_needed() -> None:
    """Ours, what we need, what that needs; nothing of the tests."""
    found = provenance.packages()
    assert {"dlexport", "click", "genanki", "pyyaml", "reportlab", "markdown-it-py", "mdurl"} <= found.keys()
    assert {"pytest", "anki", "hypothesis"} & found.keys() == set()
    assert distributions.versions(found) == found


def test_a_missing_input_has_an_empty_hash(tmp_path: Path) -> None:
    """No file is another input than an empty one."""
    (tmp_path / "empty").touch()
    assert provenance.file_hash(tmp_path / "absent") == "" != provenance.file_hash(tmp_path / "empty")


def test_inputs_name_what_was_asked_for(tmp_path: Path) -> None:
    """In one order, however it was typed."""
    one = Request(tmp_path / "q.yaml", tmp_path, settings={"pdf": {"b": "2", "a": "1"}, "apkg": {"c": "3"}})
    two = Request(tmp_path / "q.yaml", tmp_path, settings={"apkg": {"c": "3"}, "pdf": {"a": "1", "b": "2"}})
    assert str(provenance.inputs(one, ())) == str(provenance.inputs(two, ()))
    assert provenance.inputs(one, ())["request"]["settings"]["pdf"] == {"a": "1", "b": "2"}
