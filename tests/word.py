"""Word documents for tests, written as XML: what Word, LibreOffice and pandoc write, and what nobody should."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text: str, looks: str = "") -> str:
    """A run; a tab and a line feed become Word's."""
    inner = re.sub(r"[^\t\n]+", lambda match: f'<w:t xml:space="preserve">{match[0]}</w:t>', text)
    inner = inner.replace("\t", "<w:tab/>").replace("\n", "<w:br/>")
    return f"<w:r><w:rPr>{looks}</w:rPr>{inner}</w:r>"


def p(*parts: str, style: str = "", number: tuple[int, int] | None = None) -> str:
    """A paragraph of runs; a part without a tag is text."""
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        about += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    inner = "".join(part if part.startswith("<") else run(part) for part in parts)
    return f"<w:p><w:pPr>{about}</w:pPr>{inner}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of texts."""
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{cells}</w:tbl>"


def levels(*formats: tuple[str, str]) -> str:
    """The levels of a list: format and text of each."""
    return "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text) in enumerate(formats))


def numbering(*lists: str, more: str = "") -> str:
    """The part of lists, numbered from 1."""
    abstract = "".join(f'<w:abstractNum w:abstractNumId="{place}">{one}</w:abstractNum>'
                       for place, one in enumerate(lists, 1))
    numbers = "".join(f'<w:num w:numId="{place}"><w:abstractNumId w:val="{place}"/></w:num>'
                      for place in range(1, len(lists) + 1))
    return f"<w:numbering {W}>{abstract}{numbers}{more}</w:numbering>"


def document(body: str, parts: dict[str, str | bytes] | None = None, links: str = "") -> bytes:
    """A document of this body, with parts such as `numbering.xml` beside it."""
    parts = parts or {}
    own = "".join(f'<Relationship Id="p{place}" Type="{TYPES}/{name.partition(".")[0]}" Target="{name}"/>'
                  for place, name in enumerate(parts) if name.endswith(".xml"))
    with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}"><Relationship Id="d" '
                                        f'Type="{TYPES}/officeDocument" Target="word/document.xml"/></Relationships>')
        archive.writestr("word/document.xml", f"<w:document {W} {M} {R}><w:body>{body}</w:body></w:document>")
        relations = f'<Relationships xmlns="{PACKAGE}">{own}{links}</Relationships>'
        archive.writestr("word/_rels/document.xml.rels", relations)
        for name, part in parts.items():
            archive.writestr(f"word/{name}", part)
    return made.getvalue()


def saved(made: docx.document.Document) -> bytes:
    """A document of python-docx."""
    made.save(file := io.BytesIO())
    return file.getvalue()
