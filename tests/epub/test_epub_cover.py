"""The cover: the same plan as SVG and as PNG, and no word lost from it in silence."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from epub_books import artifact, epub, parsed
from PIL import Image

from by_hand import book, question, rich, title
from dlexport.cache import Cache
from dlexport.exporters.epub.cover.layout import HEIGHT, WIDTH, Layout, lay_out
from dlexport.exporters.epub.cover.typesetter import Typesetter
from dlexport.exporters.epub.formulas import Formulas
from dlexport.exporters.epub.manuscript import Manuscript
from dlexport.exporters.epub.options import EpubOptions
from dlexport.exporters.epub.package.addresses import addresses
from dlexport.exporters.epub.package.edition import edition
from dlexport.theme.fonts import Fonts

if TYPE_CHECKING:
    from dlexport.book.book import Book

LONG = "一个很长很长的书名，长到一行放不下，" * 3


def layout(source: Book) -> Layout:
    """The plan of a book's cover."""
    setter = Typesetter(Fonts())
    manuscript = Manuscript(source, EpubOptions(), addresses(source, "inline"),
                            Formulas(Fonts(), setter, Cache(), drawn=False))
    return lay_out(manuscript, edition(source.bank, 0), setter)


def lines(plan: Layout) -> list[str]:
    """The words of a cover, line by line."""
    found: dict[float, str] = {}
    for run, _ in plan.words:
        found[run.y] = found.get(run.y, "") + run.text
    return list(found.values())


def test_a_short_title_stands_in_one_line() -> None:
    """Title, subtitle, and at the foot authors, version and date."""
    plan = layout(book(question(), title=title("深度学习面试题及解析"), subtitle=title("副题"), authors=("甲", "乙")))
    assert lines(plan) == ["深度学习面试题及解析", "副题", "甲、乙", "版本 1.0　1970年1月1日"]


@pytest.mark.parametrize("words", [
    "短", "深度学习面试题及解析", LONG, LONG * 3, "Supercalifragilisticexpialidocious" * 3, "（" * 40, "a " * 90,
])
def test_words_stay_on_the_cover(words: str) -> None:
    """Whatever the title: it ends above the drawing, which ends above the foot; what is cut has a sign of it."""
    plan = layout(book(question(), title=title(words), subtitle=title(words), authors=(words,)))
    above = [run for run, _ in plan.words if run.y < plan.top]
    assert above
    assert plan.top + plan.drawing.height < min(run.y - run.size for run, _ in plan.words if run.y > plan.top)
    assert plan.drawing.height > HEIGHT / 8
    assert len(lines(plan)) <= 4 + 4 + 2
    cut = "".join(lines(plan)[:-2]).replace(" ", "")
    assert "…" in cut or cut == (words * 2).replace(" ", "")


def test_no_line_begins_with_a_mark_that_may_not() -> None:
    """clreq: 、，。）… stay with what they follow, （《… with what they precede, and words are not cut."""
    setter = Typesetter(Fonts())
    for width in range(4, 14):
        found = setter.wrap("深度学习（Deep Learning）：《原理》、方法。以及 PyTorch 实践", 400, 1, width)
        assert not [line for line in found if line[0] in "：）》、。" or line[-1] in "（《"]
        assert {"Learning", "PyTorch"} <= set(" ".join(found).replace("）", " ").replace("（", " ").split())


def test_both_files_are_of_the_same_size() -> None:
    """A picture that stores take, and a drawing that holds its words as outlines, with the title beside."""
    files = epub(book(question(), title=title("深度 <学习>⌊")))     # the last one from another face
    with Image.open(io.BytesIO(files["EPUB/images/cover.png"])) as picture:
        assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
        assert len(picture.convert("RGB").resize((70, 112)).getcolors(70 * 112) or []) > 20
    root = parsed(files["EPUB/images/cover.svg"])
    svg = "{http://www.w3.org/2000/svg}"
    assert root.get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"
    assert [e.text for e in root.iter(f"{svg}title")] == ["深度 <学习>⌊"]
    assert list(root.iter(f"{svg}text")) == []


def test_each_bank_has_its_own_drawing() -> None:
    """Two banks of one title can be told apart on a shelf."""
    one, other = (epub(book(question(), id=ident))["EPUB/images/cover.png"] for ident in ("one", "other"))
    assert one != other


def test_a_letter_that_the_first_face_lacks_is_set_by_another() -> None:
    """Each face takes its own: Han by the sans, a floor bracket by the math font."""
    setter = Typesetter(Fonts())
    assert [(run.role, run.text) for run in setter.set("深⌊a⌋", 400, 10, 0, 0)] == [
        ("sans", "深"), ("math", "⌊"), ("sans", "a"), ("math", "⌋")]
    assert setter.problems() == []


def test_words_in_formulas_are_none_of_the_cover_s() -> None:
    """A reader sets them in fonts of its own: nothing is missing from the book."""
    answer = rich("$\\text{\U0001f600}$")
    assert artifact(book(question(answer=answer)), EpubOptions(math="svg")).problems == ()


def test_a_letter_that_no_face_has_is_told() -> None:
    """A warning, as the book itself shows it; emoji and Korean have faces of their own."""
    (problem,) = artifact(book(question(), title=title("深\U00013000한\U0001f600"))).problems
    assert (problem.code, problem.severity) == ("missing-glyph", "warning")
    assert "no font has what stands on the cover: \U00013000" in problem.message


@pytest.mark.parametrize("words", ["بنك أسئلة", "שאלות", "प्रश्न"])
def test_a_line_whose_letters_must_be_shaped_is_left_out_and_told(words: str) -> None:
    """Letters one by one from left to right would be no words; the title page shows them."""
    made = artifact(book(question(), title=title(words), authors=("Ann",)))
    (problem,) = made.problems
    assert (problem.code, problem.severity) == ("missing-glyph", "warning")
    assert problem.message == f"the cover leaves out what it cannot set: {words}"
    assert lines(layout(book(question(), title=title(words), authors=("Ann",))))[0] == "Ann"


def test_the_cover_s_page_names_its_picture_where_every_reader_looks() -> None:
    """In `src`: foliate-js replaces no `srcset`, and a source that is not found hides the picture.

    Only screens without colours are offered one, so that the PNG, which shops and shelves take, is in a page too
    (EPUBCheck's OPF-097).
    """
    root = parsed(epub(book(question()))["EPUB/cover.xhtml"])
    assert [e.get("src") for e in root.iter("{http://www.w3.org/1999/xhtml}img")] == ["images/cover.svg"]
    assert [(e.get("srcset"), e.get("media")) for e in root.iter() if e.get("srcset")] == [
        ("images/cover.png", "(monochrome)")]
