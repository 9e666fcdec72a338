"""Books made by hand, and what is in the e-books made from them."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from dlexport.book.bank import Bank, Question, Topic
from dlexport.book.book import Book, compose
from dlexport.exporters.epub import EpubExporter
from dlexport.exporters.epub.options import EpubOptions
from dlexport.lock.lock import DatedBook
from dlexport.plugin.contract import ExportContext
from dlexport.problems import Span
from dlexport.reader import read
from dlexport.richtext.markdown.parse import parse_blocks, parse_inline, parse_title
from dlexport.source.yaml_tree import Located
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dlexport.plugin.contract import Artifact
    from dlexport.richtext.nodes import Line, RichText

ROOT = Path(__file__).resolve().parents[2]
MOMENT = 1_764_000_000      # 2025-11-24T16:00:00Z
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
EXPORTER = EpubExporter()


def located(value: str) -> Located:
    """A text as if it stood in a file."""
    return Located(value, "bank.yaml", 1, 1, "|", value.splitlines())


def title(value: str) -> Line:
    """A title without problems."""
    line, problems = parse_title(located(value))
    assert problems == ()
    return line


def sentence(value: str) -> Line:
    """A key point without problems."""
    line, problems = parse_inline(located(value))
    assert problems == ()
    return line


def rich(value: str) -> RichText:
    """A field without problems."""
    text, problems = parse_blocks(located(value))
    assert problems == ()
    return text


def question(ident: str = "one", topic: str = "topic", **changes: Any) -> Question:  # noqa: ANN401 - any field
    """A question with only what is required, and what is given."""
    plain = Question(ident, topic, title(f"问题 {ident}"), rich("题目"), rich("答案"), rich("解析"),
                     title(f"摘要 {ident}"), Span("bank.yaml", 1, 1))
    return replace(plain, **changes)


def book(*questions: Question, **changes: Any) -> Book:  # noqa: ANN401 - any field of the bank
    """A book of these questions, in one topic each names."""
    topics = tuple(Topic(ident, title(f"主题 {ident}")) for ident in dict.fromkeys(q.topic for q in questions))
    bank = Bank("demo", title("题库"), "zh-CN", "1.0", topics, questions, {})
    return compose(replace(bank, **changes))


@cache
def kitchen_sink() -> Book:
    """A bank with every construct."""
    return compose(read(ROOT / "tests/cases/valid/kitchen-sink/questions.yaml"))


@cache
def real() -> Book:
    """The bank that the project is for."""
    return compose(read(ROOT / "source/questions.yaml"))


def artifact(
    source: Book, options: EpubOptions | None = None, *, moment: int = MOMENT, allow_missing_glyphs: bool = False,
) -> Artifact:
    """What the exporter makes of a book."""
    context = ExportContext(moment, theme(None), Fonts(), allow_missing_glyphs=allow_missing_glyphs)
    return EXPORTER.export(DatedBook(source, {}, {}, {}), options or EpubOptions(), context)


def epub(source: Book, options: EpubOptions | None = None) -> Mapping[str, bytes]:
    """The files of a book's EPUB."""
    return unpacked(artifact(source, options).data)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a zip, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def parsed(markup: bytes) -> ET.Element:
    """The tree of a file that we made."""
    return ET.fromstring(markup)  # noqa: S314 - our own


def pages(files: Mapping[str, bytes]) -> dict[str, ET.Element]:
    """The pages by name."""
    return {posixpath.basename(name): parsed(data) for name, data in files.items() if name.endswith(".xhtml")}


def shown(element: ET.Element | None) -> str:
    """The text of an element, its white space made single spaces."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def find(root: ET.Element, ident: str) -> ET.Element:
    """The one element of that id."""
    (found,) = [element for element in root.iter() if element.get("id") == ident]
    return found


def with_class(root: ET.Element, name: str) -> Iterator[ET.Element]:
    """The elements of that class."""
    return (element for element in root.iter() if name in element.get("class", "").split())
