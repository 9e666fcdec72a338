"""Pickles that hold no code."""

from __future__ import annotations

import os
import pickle
from typing import TYPE_CHECKING

import pytest

from dlexport.problems import SourceError
from dlexport.reader.incremental.known_texts import nodes as known_nodes
from dlexport.richtext import nodes
from dlexport.unpickling import DAMAGE, DataUnpickler, classes, plain

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("within_bounds")


class Bomb:
    """Runs a program when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.path),)


def test_plain_values_come_back(tmp_path: Path) -> None:
    """And nothing that would be called."""
    value = (1, "二", b"3", [4.0, None], {"五": (True,)})
    assert plain(pickle.dumps(value)) == value
    with pytest.raises(pickle.UnpicklingError, match="mkdir is no data"):
        plain(pickle.dumps([Bomb(tmp_path / "made")]))
    assert not (tmp_path / "made").exists()


def test_known_classes_come_back_and_no_others() -> None:
    """Also not what the modules of the known ones have imported."""
    known = classes(nodes)
    text = nodes.Text("深度")
    assert DataUnpickler(pickle.dumps(text), known).load() == text
    with pytest.raises(pickle.UnpicklingError):
        DataUnpickler(b"cbuiltins\neval\n.", known).load()
    with pytest.raises(pickle.UnpicklingError):
        DataUnpickler(b"cdlexport.richtext.nodes\ndataclass\n.", known).load()


@pytest.mark.parametrize("data", [
    b"", b"\x80\x05", b"\x80\x05N", b"\x80\x05]\x94(K\x01", b"garbage", b"0.",
    b"\x80\x05\x8e" + bytes([0] * 7 + [64]) + b".",     # says that it holds four exabytes
])
def test_what_damage_raises_is_known(data: bytes) -> None:
    """So that it can be told from a fault of ours."""
    with pytest.raises(DAMAGE):
        plain(data)


def test_nodes_nested_beyond_reason_are_damage() -> None:
    """As a key they are hashed, each within the other."""
    one, depth = b"cdlexport.richtext.nodes\nStrong\n", 5_000
    data = b"}" + one * depth + b")\x85R" + b"\x85\x85R" * (depth - 1) + b"Ns."
    with pytest.raises(DAMAGE):
        DataUnpickler(data, classes(nodes)).load()


def test_an_entry_that_somebody_else_wrote_is_told_and_not_run(tmp_path: Path) -> None:
    """With its code, "cache-foreign", and how to do without the cache."""
    with pytest.raises(SourceError) as caught:
        known_nodes(pickle.dumps(Bomb(tmp_path / "made")))
    (problem,) = caught.value.problems
    assert (problem.code, "--no-cache" in problem.hint) == ("cache-foreign", True)
    assert not (tmp_path / "made").exists()
