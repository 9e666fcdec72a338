"""A zip whose bytes follow from its entries alone."""

from __future__ import annotations

import io
import zipfile

import pytest

from dlexport.archive import Entry, deterministic_zip


def test_the_same_entries_give_the_same_bytes() -> None:
    """No clock, no file system: two archives of the same entries are equal."""
    entries = [Entry("a.txt", b"aaaa" * 100), Entry("b/c.txt", b"", compress=False)]
    assert deterministic_zip(entries) == deterministic_zip(entries)


def test_entries_keep_their_order_and_compression() -> None:
    """An EPUB's mimetype must come first, stored."""
    data = deterministic_zip([Entry("mimetype", b"x" * 50, compress=False), Entry("a", b"y" * 500)])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == ["mimetype", "a"]
    assert [info.compress_type for info in infos] == [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]
    assert infos[0].extra == b""
    assert infos[1].compress_size < infos[1].file_size


@pytest.mark.parametrize("names", [["a", "a"], ["/etc/passwd"], ["a/../../b"]])
def test_a_bad_or_doubled_name_is_refused(names: list[str]) -> None:
    """Nothing that a reader could unpack over something else."""
    with pytest.raises(ValueError, match="bad or doubled name"):
        deterministic_zip([Entry(name, b"") for name in names])
