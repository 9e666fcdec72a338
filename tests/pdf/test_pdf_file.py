"""The file: clean, whole, the same each time, with all fonts in it."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pdf_books import EXPORTER, OPTIONS, book, everything, export, lacks, page_texts, part, question, whole

from by_hand import MOMENT, rich, title
from dlexport.cache import Cache
from dlexport.plugin.contract import Part, own_stamps
from dlexport.theme.styles import theme


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_clean(paper: str) -> None:
    """QPDF finds nothing to complain of, on either paper."""
    pdf = opened(whole(paper).data)
    assert pdf.check_pdf_syntax() == []
    assert pdf.pdf_version == "1.7"
    sizes = {"a4": (595.28, 841.89), "letter": (612, 792)}
    assert {tuple(map(float, page.mediabox[2:])) for page in pdf.pages} == {sizes[paper]}


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_part_of_every_question(paper: str) -> None:
    """What was put in is read back, part by part, on either paper."""
    assert lacks(everything(), whole(paper).data) == ()
    assert whole(paper).problems == ()


def test_fonts() -> None:
    """Every font is embedded as a subset, tells the text of its codes, and none is Helvetica."""
    pdf = opened(whole().data)
    fonts = pdf.pages[0].Resources.Font
    assert len(fonts) > 6
    for font in fonts.values():
        descendant = font.DescendantFonts[0]
        assert re.fullmatch(r"/[A-Z]{6}\+.+", str(font.BaseFont))
        assert {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())
        assert "/ToUnicode" in font
        assert "Helvetica" not in str(font.BaseFont)
    kinds = {str(font.DescendantFonts[0].Subtype) for font in fonts.values()}
    assert kinds == {"/CIDFontType0", "/CIDFontType2"}


def test_same_glyph_other_character() -> None:
    """Characters that share a glyph are copied as themselves."""
    text = "⼀一 ·・ 〇 - \u2011 … ⋯ 人⼈"
    data = export(book(question(answer=rich(text)))).data
    assert "".join(text.split()) in "".join(part(data, "one", Part.ANSWER).split())


def test_same_bytes() -> None:
    """The same book gives the same bytes, whatever was made in between."""
    first = export(everything()).data
    export(book(question(answer=rich("别的字 abc $x$"))))
    assert first == export(everything()).data
    assert first != export(everything(), paper="letter").data


def test_metadata() -> None:
    """The file says what it is; its date is the book's."""
    pdf = opened(whole().data)
    info = {key: str(value) for key, value in pdf.docinfo.items()}
    assert info["/Title"] == "题库"
    assert info["/Author"] == "甲, 乙"
    assert info["/Subject"] == "说明"
    assert info["/Keywords"] == "cnn, 中文标签"
    assert info["/CreationDate"] == "D:20251124160000+00'00'"
    assert MOMENT == 1_764_000_000
    assert str(pdf.Root.Lang) == "zh-CN"
    assert str(pdf.Root.PageMode) == "/UseOutlines"


def test_bookmarks() -> None:
    """The outline leads to the chapters and, below them, to the questions."""
    document = pypdfium2.PdfDocument(whole().data)
    found = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    assert found == [(0, "目录"), (0, "第一章 主题 topic"), (1, "1. 全角（括号）与 a < b？"), (0, "第二章 主题 other"),
                     (1, "2. 问题 second"), (0, "附录：全部题目一览"), (0, "版本说明")]
    assert all(mark.get_dest() is not None for mark in document.get_toc())


def test_places() -> None:
    """Each question, each of its parts and its line in the appendix has a name that leads to its page."""
    names = named_pages(whole().data)
    parts = ("prompt", "answer", "sections", "analysis", "keypoints", "references")
    assert names.keys() >= {"contents", "appendix", "cover", "t.topic", "q.first", "a.first", "a.second",
                            *(f"q.first.{one}" for one in parts)}
    texts = page_texts(whole().data)
    assert "问题 second" in texts[names["q.second"]]
    assert "第二章" in texts[names["t.other"]]


def named_pages(data: bytes) -> dict[str, int]:
    pdf = opened(data)
    order = {page.objgen: k for k, page in enumerate(pdf.pages)}
    listed: Any = list(pdf.Root.Names.Dests.Names)
    return {str(name): order[place[0].objgen] for name, place in zip(listed[::2], listed[1::2], strict=True)}


def test_links() -> None:
    """Links to the web and to questions are live; contents and appendix are linked."""
    pdf = opened(whole().data)
    links = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
    addresses = {str(link.A.URI) for link in links if "/A" in link}
    places = [str(link.Dest) for link in links if "/Dest" in link]
    assert addresses == {"https://example.org/a", "https://arxiv.org/abs/1706.03762"}
    assert set(places) <= named_pages(whole().data).keys()
    assert places.count("q.second") >= 4    # in the text; text and page, in contents and in appendix


def test_page_numbers() -> None:
    """Contents and appendix say the page each question is really on, and that page bears that number."""
    texts, names = page_texts(whole().data), named_pages(whole().data)
    contents = texts[names["contents"]]
    for ident, words in (("first", "a<b？"), ("second", "问题second")):
        number = names[f"q.{ident}"] + 1
        row = next(line for line in contents.splitlines() if words in line.replace(" ", ""))
        assert row.endswith(str(number))
        assert str(number) in texts[number - 1].splitlines()


def test_formulas_and_pictures_are_copied() -> None:
    """A formula is copied as its LaTeX, a picture as its description, a footnote's mark as nothing."""
    text = "".join(part(whole().data, "first", Part.ANALYSIS).split())
    for wanted in (r"\int_0^1x\,dx=\frac{1}{2}", "a=b\\tag{1}", "点在行内。", "渐变题注", "照片", "矢量图*二*",
                   "带注与。"):
        assert wanted in text, wanted


@pytest.mark.parametrize("data", [b"", b"not a PDF", b"%PDF-1.7\n%%EOF\n"])
def test_damage(data: bytes) -> None:
    """What is no PDF is refused."""
    with pytest.raises(ValueError, match="PDF"):
        list(EXPORTER.read_back(data, Cache()))


def test_half_a_file() -> None:
    """Half a file is no handout, or verification finds it short."""
    data = whole().data[:len(whole().data) // 2]
    try:
        found = lacks(everything(), data)
    except ValueError:
        return
    assert found != ()


def test_another_pdf() -> None:
    """A PDF of somebody else is no handout."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    buffer = io.BytesIO()
    pdf.save(buffer)
    with pytest.raises(ValueError, match="no question"):
        list(EXPORTER.read_back(buffer.getvalue(), Cache()))


def test_a_place_that_leads_nowhere() -> None:
    """A named place without a page or without a height is damage."""
    pdf = opened(whole().data)
    first = pdf.pages[0].obj
    for broken in ([None, pikepdf.Name.XYZ, 0, 0, 0], [first, pikepdf.Name.Fit]):
        names = pdf.Root.Names.Dests.Names
        names[1] = pikepdf.Array(broken)
        buffer = io.BytesIO()
        pdf.save(buffer)
        with pytest.raises(ValueError, match="nowhere"):
            list(EXPORTER.read_back(buffer.getvalue(), Cache()))


def test_counts() -> None:
    """Pages and questions are counted."""
    assert whole().counts == {"pages": len(page_texts(whole().data)), "questions": 2}


def test_missing_glyph() -> None:
    """What no font has is one error for each script, at the first place; if boxes are allowed, a warning."""
    dated = book(question(answer=rich("甲 𓀀 乙\n\n`code 𓀁`\n\n```\nx 𓀀\n```\n"), title=title("题 \U000f0000x")))
    problems = export(dated).problems
    assert [(problem.code, problem.severity) for problem in problems] == [("missing-glyph", "error")] * 2
    egyptian = next(problem for problem in problems if "Egyptian" in problem.message)
    assert (egyptian.message, str(egyptian.span)) == (
        "no font has 2 characters of Egyptian: 𓀀 𓀁, at 3 places", "bank.yaml:1:3")
    assert "NotoSerifSC-Regular" in egyptian.hint
    allowed = export(dated, allow=True)
    assert {problem.severity for problem in allowed.problems} == {"warning"}
    assert lacks(dated, allowed.data) == ()


def test_missing_glyphs_in_a_row() -> None:
    """One character is named in full, several in a row are one place."""
    (problem,) = export(book(question(answer=rich("甲𓀀𓀀𓀀乙𓀀")))).problems
    assert (problem.message, str(problem.span)) == (
        "no font has the character '𓀀' (U+13000 EGYPTIAN HIEROGLYPH A001), at 2 places", "bank.yaml:1:2")


def test_missing_glyph_that_was_written_otherwise() -> None:
    """An entity's character stands nowhere in the source: the field's start is told; tags have the question's place."""
    dated = book(question(answer=rich("甲&#x13000;乙"), tags=("𓀀",)))
    assert {str(problem.span) for problem in export(dated).problems} == {"bank.yaml:1:1"}


@pytest.mark.parametrize(("text", "said"), [
    ("甲שלום乙", "right to left"), ("甲 سلام", "right to left"), ("甲ไทย", "do not join"),
    ("甲𠀀𠀁", "`faces: {others: …}`"),
])
def test_what_is_said_of_a_script_helps(text: str, said: str) -> None:
    """And it is true: with boxes allowed the file is made and verified, whatever the direction of the script."""
    dated = book(question(answer=rich(text)))
    (problem,) = export(dated).problems
    assert said in problem.hint
    allowed = export(dated, allow=True)
    assert lacks(dated, allowed.data) == ()


def test_options_and_stamps() -> None:
    """The handout promises every part, and dates nothing on its own."""
    assert EXPORTER.promises(OPTIONS) == frozenset(Part)
    assert own_stamps(EXPORTER, everything().book, OPTIONS, theme(None)) == {"revision": str(EXPORTER.revision)}
