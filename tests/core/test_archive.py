"""A zip whose bytes follow from its entries alone."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from dlexport.cache import Cache
from dlexport.publish.zip import ZipEntry, deterministic_zip

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_entries_give_the_same_bytes() -> None:
    """No clock, no file system: two archives of the same entries are equal."""
    entries = [ZipEntry("a.txt", b"aaaa" * 100), ZipEntry("b/c.txt", b"", compress=False)]
    assert deterministic_zip(entries, Cache()) == deterministic_zip(entries, Cache())


def test_entries_keep_their_order_and_compression() -> None:
    """An EPUB's mimetype must come first, stored."""
    data = deterministic_zip([ZipEntry("mimetype", b"x" * 50, compress=False), ZipEntry("a", b"y" * 500)], Cache())
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
        deterministic_zip([ZipEntry(name, b"") for name in names], Cache())


def test_it_is_what_python_would_write(tmp_path: Path) -> None:
    """Byte for byte, and the same where the entries were deflated before."""
    entries = [ZipEntry("mimetype", b"x" * 50, compress=False), ZipEntry("a/图.txt", b"y" * 500),
               ZipEntry("empty", b"")]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data, compress in entries:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
            info.create_system, info.external_attr = 3, 0o100644 << 16
            archive.writestr(info, data)
    for cache in (Cache(), Cache(tmp_path / "cache"), Cache(tmp_path / "cache")):
        assert deterministic_zip(entries, cache) == buffer.getvalue()
        cache.close()
    assert cache.hits == 2


def test_what_no_zip_holds_is_refused() -> None:
    """Rather than a file that some programs cannot read."""
    with pytest.raises(ValueError, match="too large for a zip"):
        deterministic_zip([ZipEntry(str(number), b"", compress=False) for number in range(70_000)], Cache())
