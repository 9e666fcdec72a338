"""The output intent: which red, green and blue the colours of a file are (ISO 19005-2, 6.2.3)."""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

_DATE = slice(24, 36)       # of an ICC profile (ISO 15076-1, 7.2.8): Little CMS writes the present time
_NO_DATE = b"\x07\xd0\0\1\0\1\0\0\0\0\0\0"      # the first of January 2000


def declare_srgb(document: Any) -> None:  # noqa: ANN401 - reportlab is untyped
    """Let the file's colours be sRGB, by a profile in the file. The same bytes each time."""
    from PIL import ImageCms  # noqa: PLC0415 - start-up time: few files are archival

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_DATE] = _NO_DATE
    stream = PDFStream(PDFDictionary({"N": 3, "Filter": PDFName("FlateDecode")}), zlib.compress(bytes(profile), 9))
    name = PDFString("sRGB IEC61966-2.1")
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]       # reportlab writes what is named there
    catalog.OutputIntents = PDFArray([PDFDictionary({
        "Type": PDFName("OutputIntent"), "S": PDFName("GTS_PDFA1"), "OutputConditionIdentifier": name, "Info": name,
        "DestOutputProfile": document.Reference(stream)})])
