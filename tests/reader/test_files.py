"""Files that others may have put in place."""

from __future__ import annotations

import errno
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from dlexport.source import files

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("within_bounds")


@pytest.mark.parametrize("size", [0, 1, 2**20 - 1, 2**20, 2**20 + 1, 3 * 2**20])
def test_a_file_is_read_whole_up_to_its_limit(size: int, tmp_path: Path) -> None:
    """Whatever the pieces that it is read in; a byte more is too large."""
    path = tmp_path / "file"
    path.write_bytes(b"0123456" * (size // 7) + b"x" * (size % 7))
    assert files.contents(path, size) == path.read_bytes()
    with pytest.raises(OSError, match="too large") as caught:
        files.contents(path, size - 1)
    assert caught.value.errno == errno.EFBIG


def test_a_limit_takes_no_memory(tmp_path: Path) -> None:
    """A small file is read with what it needs, however large it may be: not with 4 GB."""
    path = tmp_path / "file"
    path.write_bytes(b"x")
    tracemalloc.start()
    try:
        assert files.contents(path, 2**32) == b"x"
        assert tracemalloc.get_traced_memory()[1] < 2**24
    finally:
        tracemalloc.stop()
