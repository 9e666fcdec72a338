"""Objects of a file that are written as they are: reportlab's dictionaries and arrays take five times as long."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


class Raw(PDFObject):  # type: ignore[misc] # reportlab is untyped
    """Bytes in the place of one of reportlab's objects."""

    __RefOnly__ = 1

    def __init__(self, data: bytes) -> None:
        self.data = data

    def format(self, _document: Any) -> bytes:  # noqa: ANN401 - reportlab is untyped
        """The bytes of the object."""
        return self.data


@dataclass
class Objects:
    """Objects by their numbers, which reportlab's own count goes past; `document` is reportlab's."""

    document: Any
    _bytes: dict[int, bytes] = field(default_factory=dict)
    _shared: dict[str, int] = field(default_factory=dict)

    def add(self, data: bytes) -> int:
        """The number of a new object."""
        number = self.reserve()
        self._bytes[number] = data
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
        """A number for an object whose bytes are made when the file is written."""
        self.document.objectcounter += 1
        number: int = self.document.objectcounter
        return number

    def number(self, name: str) -> int:
        """The number of an object that reportlab knows by its name."""
        number: int = self.document.idToObjectNumberAndVersion[name][0]
        return number

    def pop(self, number: int) -> bytes | None:
        """The bytes of an object added here, once."""
        return self._bytes.pop(number, None)


def text_string(value: str) -> str:
    """A text string (ISO 32000-1, 7.9.2.2)."""
    if value.isascii() and value.isprintable():
        return f"({value.translate(_ESCAPED)})"
    return f"<feff{value.encode('utf-16-be').hex()}>"
