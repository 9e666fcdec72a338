"""A zip archive's members, unpacked piece by piece within a budget."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final, Self

from dlexport.foreign.budget import Budget, ForeignError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

MEMBER_LIMIT: Final = 65_535
_PIECE: Final = 2**18       # bytes
_ENTRY: Final = b"PK\1\2"   # begins what the directory says of a member (APPNOTE.TXT 4.3.12)
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)   # Python's other unpackers cannot be stopped
_ENCRYPTED: Final = 1
_DAMAGE: Final = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError,
                  ValueError, NotImplementedError, OverflowError)


class Archive:
    """A zip file in memory.

    What its directory says of sizes is not believed: what comes out is counted as it comes, also of members that
    share their packed bytes. Nothing is ever written by a member's name.

    Args:
        data: the archive.
        budget: for all that is unpacked of it; by default one that fits its size.

    Raises:
        ForeignError: it is no zip archive, has too many members, or two of one name.
    """

    def __init__(self, data: bytes, budget: Budget | None = None) -> None:
        self.budget = budget or Budget.of(len(data))
        if data.count(_ENTRY) > MEMBER_LIMIT:       # a list of millions takes a gigabyte before it is looked at
            raise ForeignError(f"it has more than {MEMBER_LIMIT:,} members")
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise ForeignError(f"it is not a whole zip archive ({error})") from error
        self.names = tuple(self._file.namelist())
        if len(set(self.names)) < len(self.names):
            raise ForeignError("it has two members of one name")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """A member's bytes; its checksum is right.

        Raises:
            ForeignError: there is none of that name, it is damaged or packed in a way that is not read, or the
                budget is used up.
        """
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of a member, piece by piece.

        Raises:
            ForeignError: as above.
        """
        try:
            about = self._file.getinfo(name)
        except KeyError:
            raise ForeignError(f"it has no member {name}") from None
        if about.compress_type not in _PACKINGS or about.flag_bits & _ENCRYPTED:
            raise ForeignError(f"its member {name} is packed in a way that is not read")
        if about.file_size > self.budget.left:
            self.budget.take(about.file_size)
        try:
            with self._file.open(about) as member:
                while piece := member.read(_PIECE):
                    self.budget.take(len(piece))
                    yield piece
        except ForeignError:
            raise
        except _DAMAGE as error:
            raise ForeignError(f"its member {name} is damaged ({error})") from error

    def all(self) -> dict[str, bytes]:
        """Every member by its name.

        Raises:
            ForeignError: as above.
        """
        return {name: self.read(name) for name in self.names}
