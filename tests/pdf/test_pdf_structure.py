"""Tagged PDF: ISO 14289-1 (PDF/UA-1), clause by clause, as far as the file's own objects show it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pdf_books import whole
from structure_walk import inner, kids, marks, parent_tree, role, tree

from dlexport.exporters.pdf.file.metadata import Metadata
from dlexport.exporters.pdf.file.xmp import xmp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    """The handout with everything in it."""
    with pikepdf.open(io.BytesIO(whole().data)) as opened:
        yield opened


def test_clause_5_identification(pdf: pikepdf.Pdf) -> None:
    """The metadata say that the file is PDF/UA-1."""
    with pdf.open_metadata() as found:
        assert found["pdfuaid:part"] == "1"


def test_clause_7_1_everything_shown_is_content_or_artifact_and_never_both(pdf: pikepdf.Pdf) -> None:
    """All that is drawn is in exactly one element, or in an artifact."""
    shown = Counter(mark for page in pdf.pages for mark in marks(page))
    assert {(1, False, True), (0, True, True)} == set(shown)


def test_clause_7_1_marked_and_title_shown(pdf: pikepdf.Pdf) -> None:
    """The catalog says that the file is tagged, and that its title is to be shown; the metadata have it."""
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as found:
        assert found["dc:title"] == str(pdf.docinfo.Title)


def test_clause_7_1_only_standard_roles(pdf: pikepdf.Pdf) -> None:
    """No role map is needed: every role is one of ISO 32000-1, 14.8.4."""
    assert {"Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure",
            "Caption", "Formula", "Code", "Link", "TOC", "TOCI", "Reference", "Note", "BlockQuote"} == {
                role(element) for element in tree(pdf)}


def test_clause_7_2_language(pdf: pikepdf.Pdf) -> None:
    """The document has a language, and an English reference has its own."""
    assert str(pdf.Root.Lang) == "zh-CN"
    assert [str(element.Lang) for element in tree(pdf) if "/Lang" in element] == ["en"]


def test_clause_7_3_figures_have_alternatives(pdf: pikepdf.Pdf) -> None:
    """Every picture says what it shows."""
    figures = [str(element.Alt) for element in tree(pdf) if role(element) == "Figure"]
    legend = ["难度：1/3", "难度：2/3", "难度：3/3"]
    assert figures == [*legend, "难度：2/3", "点", "渐变", "照片", "矢量"]


def test_clause_7_4_headings_skip_no_level(pdf: pikepdf.Pdf) -> None:
    """Headings go down one level at a time, from the first one."""
    level = 0
    for element in tree(pdf):
        if re.fullmatch("H[1-6]", role(element)):
            assert int(role(element)[1]) <= level + 1
            level = int(role(element)[1])


def test_clause_7_5_tables(pdf: pikepdf.Pdf) -> None:
    """Rows hold cells only, as many in each, empty ones too; head cells say of what they are the head."""
    tables = [[inner(row) for row in kids(element)] for element in tree(pdf) if role(element) == "Table"]
    assert tables == [[["TH", "TH"], ["TD", "TD"], ["TD", "TD"]]]
    assert [str(element.A.Scope) for element in tree(pdf) if role(element) == "TH"] == ["/Column", "/Column"]


def test_clause_7_6_lists(pdf: pikepdf.Pdf) -> None:
    """Lists hold items, items hold a label and a body."""
    for element in tree(pdf):
        match role(element):
            case "L":
                assert {"LI"} == set(inner(element))
            case "LI":
                assert inner(element) in (["LBody"], ["Lbl", "LBody"])
            case "TOC":
                assert {"TOCI"} == set(inner(element))
            case _:
                assert not {"LI", "LBody", "TOCI"} & set(inner(element))


def test_clause_7_7_formulas_have_alternatives(pdf: pikepdf.Pdf) -> None:
    """Every formula is read as its LaTeX."""
    formulas = [str(element.Alt) for element in tree(pdf) if role(element) == "Formula"]
    assert "\\int_0^1 x\\,dx = \\frac{1}{2}" in formulas
    assert "O(n)" in formulas


def test_clause_7_9_notes_have_identifiers(pdf: pikepdf.Pdf) -> None:
    """Each note has an identifier of its own."""
    notes = [str(element.ID) for element in tree(pdf) if role(element) == "Note"]
    assert 3 == len(set(notes)) == len(notes)     # two footnotes, one address


def test_clause_7_18_1_links_are_in_the_tree(pdf: pikepdf.Pdf) -> None:
    """Each link is held by a Link, to which its key in the parent tree leads; it says where it goes."""
    parents = parent_tree(pdf)
    links = [link for page in pdf.pages for link in page.get("/Annots", [])]
    assert links
    for link in links:
        owner = parents[link.StructParent]
        assert role(owner) == "Link"
        assert link.objgen in [kid.Obj.objgen for kid in kids(owner) if isinstance(kid, pikepdf.Dictionary)
                               and "/Obj" in kid]
    told = [str(link.Contents) for link in links]
    assert {"1. 全角（括号）与 a < b？", "第二章 主题 other", "https://example.org/a"} <= set(told)
    assert "" not in told


def test_clause_7_18_3_tab_order(pdf: pikepdf.Pdf) -> None:
    """Links are visited in the order of the structure."""
    assert {"/S"} == {str(page.Tabs) for page in pdf.pages}


def test_parent_tree_agrees_with_the_elements(pdf: pikepdf.Pdf) -> None:
    """ISO 32000-1, 14.7.4.4: from each marked sequence the tree leads to the element that holds it."""
    parents = parent_tree(pdf)
    for page in pdf.pages:
        for number, owner in enumerate(parents[page.StructParents]):
            held = [(kid, owner.Pg) if isinstance(kid, int) else (kid.MCID, kid.Pg) for kid in kids(owner)
                    if isinstance(kid, int) or "/MCID" in kid]
            assert (number, page.objgen) in [(mcid, at.objgen) for mcid, at in held]


def test_pages_are_labelled_as_they_are_numbered(pdf: pikepdf.Pdf) -> None:
    """ISO 32000-1, 12.4.2: from 1, the cover."""
    assert str(pdf.Root.PageLabels.Nums[1].S) == "/D"


def test_metadata_are_well_formed_with_every_sign() -> None:
    """A title may hold what XML must escape."""
    assert b"A &lt; B &amp; C" in xmp(Metadata("A < B & C", "", "zh-CN", "", "", 0))


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler's pdfinfo is not on this machine")
def test_poppler_reads_the_structure(tmp_path: Path) -> None:
    """Another program finds the text in its elements, in the order of the source."""
    path = tmp_path / "x.pdf"
    path.write_bytes(whole().data)
    shown = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True)
    assert shown.stderr == ""
    assert shown.stdout.index("请说出") < shown.stdout.index("价格$5到$10") < shown.stdout.index("带注")


def test_clause_7_21_3_1_fonts_and_their_code_maps_are_of_one_collection(pdf: pikepdf.Pdf) -> None:
    """An embedded CMap names the same registry and ordering as its font, in its dictionary and in its program."""
    maps = [font for font in pdf.pages[0].Resources.Font.values() if isinstance(font.Encoding, pikepdf.Stream)]
    assert maps
    for font in maps:
        collection = font.DescendantFonts[0].CIDSystemInfo
        assert (font.Encoding.CIDSystemInfo.Registry, font.Encoding.CIDSystemInfo.Ordering) == (
            collection.Registry, collection.Ordering)
        assert f"/Ordering ({collection.Ordering})".encode() in font.Encoding.read_bytes()
