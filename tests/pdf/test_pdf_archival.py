"""The option `pdfa`: ISO 19005-2 (PDF/A-2a), clause by clause, as far as the file's own objects show it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pdf_books import EXPORTER, everything, lacks, whole

from by_hand import MOMENT
from dlexport.exporters.pdf.handout.exporter import PdfExporter
from dlexport.plugin.contract import ExportContext
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from collections.abc import Iterator


def archived() -> bytes:
    """The handout with everything in it."""
    context = ExportContext(MOMENT, theme(None), Fonts())
    return EXPORTER.export(everything(), PdfExporter.Options(pdfa=True), context).data


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    """The same, opened."""
    with pikepdf.open(io.BytesIO(archived())) as opened:
        yield opened


def test_nothing_is_lost_and_the_bytes_are_the_same_each_time() -> None:
    """It is the same handout, and the profile's date does not follow the clock."""
    assert archived() == archived()
    assert lacks(everything(), archived()) == ()
    assert whole().data != archived()


def test_clause_6_1_3_identifier(pdf: pikepdf.Pdf) -> None:
    """The trailer has an identifier, and the file is not encrypted."""
    assert len(pdf.trailer.ID) == 2
    assert not pdf.is_encrypted


def test_clause_6_2_3_output_intent(pdf: pikepdf.Pdf) -> None:
    """Red, green and blue are sRGB, by an ICC profile in the file."""
    intent, = pdf.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFA1"
    assert int(intent.DestOutputProfile.N) == 3
    profile = intent.DestOutputProfile.read_bytes()
    assert profile[36:40] == b"acsp"
    assert profile[16:20] == b"RGB "
    assert len(profile) == int.from_bytes(profile[:4], "big")


def test_clause_6_2_11_fonts_are_embedded_with_unicode(pdf: pikepdf.Pdf) -> None:
    """Every font is in the file, and says which characters its codes are."""
    for font in pdf.pages[0].Resources.Font.values():
        assert {"/FontFile2", "/FontFile3"} & set(font.DescendantFonts[0].FontDescriptor.keys())
        assert "/ToUnicode" in font


def test_clause_6_3_2_annotations_are_printed(pdf: pikepdf.Pdf) -> None:
    """The only flag of a link is Print."""
    assert {4} == {int(link.F) for page in pdf.pages for link in page.get("/Annots", [])}


def test_clause_6_6_2_3_what_is_foreign_is_described(pdf: pikepdf.Pdf) -> None:
    """The property of PDF/UA is described in the metadata."""
    text = pdf.Root.Metadata.read_bytes().decode()
    assert "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>" in text
    assert "/Filter" not in pdf.Root.Metadata


def test_clause_6_6_3_metadata_agree_with_the_document_information(pdf: pikepdf.Pdf) -> None:
    """What both say is the same."""
    with pdf.open_metadata() as found:
        assert found["dc:title"] == str(pdf.docinfo.Title)
        assert found["dc:creator"] == [str(pdf.docinfo.Author)]
        assert found["dc:description"] == str(pdf.docinfo.Subject)
        assert found["pdf:Keywords"] == str(pdf.docinfo.Keywords)
        assert found["pdf:Producer"] == str(pdf.docinfo.Producer)
        assert found["xmp:CreatorTool"] == str(pdf.docinfo.Creator)
        assert found["xmp:CreateDate"] == "2025-11-24T16:00:00Z"
        assert str(pdf.docinfo.CreationDate) == "D:20251124160000+00'00'"


def test_clause_6_6_4_version(pdf: pikepdf.Pdf) -> None:
    """The metadata say PDF/A-2a; without the option they do not."""
    with pdf.open_metadata() as found:
        assert found.pdfa_status == "2A"
    with pikepdf.open(io.BytesIO(whole().data)) as plain, plain.open_metadata() as found:
        assert found.pdfa_status == ""


def test_clause_6_7_it_is_tagged(pdf: pikepdf.Pdf) -> None:
    """Level A asks for the structure that every handout has."""
    assert pdf.Root.MarkInfo.Marked
    assert "/StructTreeRoot" in pdf.Root
    assert str(pdf.Root.Lang) == "zh-CN"
