"""Objects of a file that are written as they are: reportlab's dictionaries and arrays take five times as long."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import PDFObject

if TYPE_CHECKING:
    from collections.abc import Iterable

_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


class Raw(PDFObject):  # type: ignore[misc] # reportlab is untyped
    """Bytes in the place of one of reportlab's objects."""

    __RefOnly__ = 1

    def __init__(self, data: bytes = b"") -> None:
        self.data = data

    def format(self, _document: Any) -> bytes:  # noqa: ANN401 - reportlab is untyped
        """The bytes of the object."""
        return self.data


@dataclass
class Objects:
    """Objects by their numbers.

    Attributes:
        next: the number of the next new one.
        data: number -> its object.
    """

    next: int
    data: dict[int, bytes] = field(default_factory=dict)
    _shared: dict[str, int] = field(default_factory=dict)

    def add(self, data: bytes) -> int:
        """The number of a new object."""
        number = self.reserve()
        self.data[number] = data
        return number

    def stream(self, deflated: bytes) -> int:
        """The number of a new stream."""
        return self.add(b"<</Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (len(deflated), deflated))

    def shared(self, content: str) -> int:
        """The number of the stream of this content, which is there once."""
        if content not in self._shared:
            self._shared[content] = self.stream(zlib.compress(content.encode("ascii")))
        return self._shared[content]

    def reserve(self) -> int:
        """A number for an object whose bytes are made later."""
        self.next += 1
        return self.next - 1


def references(numbers: Iterable[int]) -> str:
    """References to objects, in a row (ISO 32000-2, 7.3.10)."""
    return " ".join([f"{one} 0 R" for one in numbers])


def text_string(value: str) -> str:
    """A text string (ISO 32000-1, 7.9.2.2)."""
    if value.isascii() and value.isprintable():
        return f"({value.translate(_ESCAPED)})"
    return f"<feff{value.encode('utf-16-be').hex()}>"
