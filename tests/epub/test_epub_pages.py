"""The pages: what stands where, how it is linked, and what those hear who do not see it."""

from __future__ import annotations

import posixpath
from itertools import pairwise
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import unquote

import pytest
from epub_books import EPUB_TYPE, XHTML, epub, find, kitchen_sink, pages, parsed, real, shown, with_class

from by_hand import book, question, rich, sentence
from dlexport.book.bank import KeyPoint, Reference
from dlexport.exporters.epub.options import Answers, EpubOptions
from dlexport.exporters.epub.pages.page import page

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from dlexport.book.book import Book

pytestmark = pytest.mark.unmeasured
ANSWERS = get_args(Answers)
BOOKS = {"sink": kitchen_sink, "real": real}
# DPUB-ARIA 1.1 and "EPUB Type to ARIA Role Authoring Guide 1.1"; a title page and landmarks have no role
ROLES = {
    "appendix": "doc-appendix", "chapter": "doc-chapter", "colophon": "doc-colophon", "cover": "doc-cover",
    "footnote": "doc-footnote", "footnotes": "doc-endnotes", "glossary": "doc-glossary", "noteref": "doc-noteref",
    "subtitle": "doc-subtitle", "toc": "doc-toc",
}
NO_ROLE = {"titlepage", "landmarks"}


@pytest.fixture(scope="module", params=[(name, answers) for name in BOOKS for answers in ANSWERS], ids=str)
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """A whole book with its answers in each of the places."""
    name, answers = request.param
    return dict(epub(BOOKS[name](), EpubOptions(answers)))


def test_every_link_inside_the_book_leads_somewhere(files: dict[str, bytes]) -> None:
    """To a file that is there, and in it to an element of that id."""
    ids = {name: {element.get("id") for element in root.iter()} for name, root in pages(files).items()}
    for name, root in pages(files).items():
        for element in root.iter():
            for attribute in ("href", "src", "srcset"):
                address = element.get(attribute)
                if address is None or address.startswith(("http", "mailto")):
                    continue
                file, _, anchor = unquote(address).partition("#")
                assert posixpath.normpath(f"EPUB/{file or name}") in files
                assert not anchor or anchor in ids[file or name]


def test_ids_are_unique_in_each_page(files: dict[str, bytes]) -> None:
    """Also those of the notes of different fields."""
    for root in pages(files).values():
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))


def test_every_type_has_its_role_beside_it(files: dict[str, bytes]) -> None:
    """What `epub:type` tells a reading system, `role` tells assistive technology."""
    for root in pages(files).values():
        for element in root.iter():
            kind = element.get(EPUB_TYPE)
            in_landmarks = element.tag == f"{XHTML}a" and kind != "noteref"     # names another place's type
            if kind and kind not in NO_ROLE and not in_landmarks:
                assert element.get("role") == ROLES[kind]


def test_no_level_of_heading_is_left_out(files: dict[str, bytes]) -> None:
    """Each page but the cover begins with its one h1; no heading is more than one deeper than that before it."""
    for name, root in pages(files).items():
        levels = [int(e.tag[-1]) for e in root.iter() if e.tag.removeprefix(XHTML) in {f"h{n}" for n in range(1, 7)}]
        if name == "cover.xhtml":
            assert levels == []
            continue
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_page_says_its_language_and_its_title(files: dict[str, bytes]) -> None:
    """`lang` for browsers, `xml:lang` for XML, and a title that is not empty."""
    for root in pages(files).values():
        assert root.get("lang") == root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-CN"
        assert shown(root.find(f"{XHTML}head/{XHTML}title"))


def test_pictures_and_formulas_can_be_heard(files: dict[str, bytes]) -> None:
    """Each picture has its description, each formula its LaTeX."""
    for root in pages(files).values():
        assert all(image.get("alt") for image in root.iter(f"{XHTML}img"))
        assert all(math.get("alttext") for math in root.iter("{http://www.w3.org/1998/Math/MathML}math"))


def test_nothing_runs_and_nothing_hides(files: dict[str, bytes]) -> None:
    """No script, no handler, no frame, no form; nothing depends on being opened."""
    allowed = {"style"}     # MathML's own
    for root in pages(files).values():
        tags = {element.tag.removeprefix(XHTML) for element in root.iter()}
        assert not tags & {"script", "iframe", "object", "embed", "form", "details", "style", "base"}
        assert not {name for element in root.iter() for name in element.attrib if name.startswith("on")}
        assert {"style"} & {n for e in root.iter() if e.tag.startswith(XHTML) for n in e.attrib} <= allowed


def chapter(answers: str, **changes: Any) -> ET.Element:  # noqa: ANN401 - any field of a question
    """The page of a book's one topic."""
    source = book(question("resnet", **changes))
    return pages(epub(source, EpubOptions(answers)))["topic-topic.xhtml"]  # type: ignore[arg-type] # all are options


def test_questions_come_before_their_answers() -> None:
    """By default a chapter opens with all its questions; each is linked to its answer and back."""
    root = pages(epub(book(question("a"), question("b"))))["topic-topic.xhtml"]
    order = [e.get("id") for e in root.iter() if e.get("data-question")]
    assert order == ["a", "b", "a.answer", "b.answer"]
    (forth,) = with_class(find(root, "a"), "to-answer")
    (back,) = with_class(find(root, "a.answer"), "back")
    assert (forth.get("href"), back.get("href")) == ("topic-topic.xhtml#a.answer", "topic-topic.xhtml#a")
    assert back.get("role") == "doc-backlink"


def test_answers_may_stand_below_each_question() -> None:
    """Then nothing need be linked."""
    root = chapter("inline", keypoints=(KeyPoint("p", sentence("**要**点")),))
    assert find(find(root, "resnet"), "resnet.answer") is not None
    assert list(with_class(root, "to-answer")) == list(with_class(root, "back")) == []
    assert shown(find(root, "resnet.keypoint.p")) == "要点"


def test_answers_may_stand_at_the_end_of_the_book() -> None:
    """In files of their own after the last chapter, in the contents too."""
    found = pages(epub(book(question("a"), question("b", "two")), EpubOptions("end")))
    assert list(found)[3:7] == ["topic-topic.xhtml", "topic-two.xhtml", "answers-topic.xhtml", "answers-two.xhtml"]
    assert shown(find(found["answers-two.xhtml"], "b.answer")).startswith("2 问题 b")
    assert [a.get("href") for a in found["nav.xhtml"].iter(f"{XHTML}a")][5:8] == [
        "answers-topic.xhtml", "answers-topic.xhtml", "answers-two.xhtml"]


def test_key_points_pop_up_beside_the_question_and_stand_in_the_answer() -> None:
    """A mark per key point leads to a note that leads back; the note is part of the page, not only of a popup."""
    root = chapter("after-each", keypoints=(KeyPoint("p", sentence("一 **二**")), KeyPoint("q", sentence("三"))))
    mark, note = find(root, "resnet.hint.q"), find(root, "resnet.keypoint.q")
    assert mark.get(EPUB_TYPE) == "noteref"
    assert mark.get("href") == "topic-topic.xhtml#resnet.keypoint.q"
    assert note.tag == f"{XHTML}div"
    (back,) = with_class(note, "back")
    assert back.get("href") == "topic-topic.xhtml#resnet.hint.q"
    (jump,) = with_class(root, "jump")
    assert shown(jump) == "看答案 提示1 提示2"       # words: numbers alone would say nothing of where they lead


def test_difficulty_is_drawn_and_said() -> None:
    """Dots for the eye, words for the ear."""
    (dots,) = [e for e in chapter("inline", difficulty=2).iter() if e.get("role") == "img"]
    assert (dots.text, dots.get("aria-label")) == ("●●○", "2 级，共 3 级")


def test_a_question_without_extras_has_no_empty_places() -> None:
    """No line of facts, no key points, no references where there are none."""
    root = chapter("after-each")
    assert [list(with_class(root, name)) for name in ("facts", "hints", "keypoints", "references")] == [[]] * 4


@pytest.mark.parametrize(("reference", "text", "links"), [
    (Reference("题名"), "题名", []),
    (Reference("T", ("甲", "乙"), 2016, "CVPR", "10.1/<x>"), "甲, 乙. T. CVPR, 2016. doi:10.1/<x>",
     ["https://doi.org/10.1/%3Cx%3E", "https://doi.org/10.1/%3Cx%3E"]),
    (Reference("T", arxiv="1706.03762", url="https://e.org/"), "T[EB/OL]. arXiv:1706.03762 https://e.org/",
     ["https://arxiv.org/abs/1706.03762", "https://arxiv.org/abs/1706.03762", "https://e.org/"]),
    (Reference("T", url="javascript:alert(1)"), "T[EB/OL]. javascript:alert(1)", []),
])
def test_references_are_linked_to_the_web_only(reference: Reference, text: str, links: list[str]) -> None:
    """Authors, title, venue, year and every address; an address that is none of the web stays text."""
    (part,) = with_class(chapter("inline", references=(reference,)), "references")
    (item,) = part.iter(f"{XHTML}li")
    assert (shown(item), [a.get("href") for a in item.iter(f"{XHTML}a")]) == (text, links)


def test_the_appendix_lists_every_question_in_one_line() -> None:
    """Number, summary and the links to question and answer."""
    root = pages(epub(book(question("a"), question("b", "two"))))["appendix.xhtml"]
    assert [shown(item) for item in root.iter(f"{XHTML}li")] == ["1 摘要 a 答案", "2 摘要 b 答案"]
    assert [a.get("href") for a in root.iter(f"{XHTML}a")] == [
        "topic-topic.xhtml#a", "topic-topic.xhtml#a.answer", "topic-two.xhtml#b", "topic-two.xhtml#b.answer"]


def test_tags_list_their_questions() -> None:
    """Sorted, each with all its questions."""
    root = pages(epub(book(question("a", tags=("乙", "b")), question("c", tags=("b",)))))["tags.xhtml"]
    assert [shown(e) for e in root.iter() if e.tag in {f"{XHTML}dt", f"{XHTML}dd"}] == [
        "b", "1 问题 a、2 问题 c", "乙", "1 问题 a"]


def test_the_colophon_says_which_edition_this_is() -> None:
    """Version, date, licence with its address, identifier and program."""
    source = book(question(), version="3.1", license="CC-BY-4.0", authors=("甲",), url="https://e.org/")
    root = pages(epub(source))["colophon.xhtml"]
    names, values = ([shown(e) for e in root.iter(f"{XHTML}{tag}")] for tag in ("dt", "dd"))
    facts = dict(zip(names, values, strict=True))
    assert facts["版本"] == "3.1"
    assert facts["修订时间"] == "2025年11月24日"
    assert (facts["许可"], facts["作者"], facts["主页"]) == ("CC-BY-4.0", "甲", "https://e.org/")
    assert facts["语言"] == "zh-CN"
    assert facts["标识符"].startswith("urn:uuid:")
    assert facts["制作工具"].startswith("dlexport ")


def test_an_english_bank_speaks_english() -> None:
    """The words that the book adds are those of the bank's language."""
    found: Book = book(question(difficulty=1), language="en-GB")
    root = pages(epub(found))["topic-topic.xhtml"]
    assert "Questions" in shown(root)
    assert "题目" not in {shown(e) for e in root.iter(f"{XHTML}h2")}


def test_a_link_to_a_question_that_is_left_out_stays_text() -> None:
    """As when only one topic is exported."""
    root = chapter("inline", answer=rich("见[那一题](#elsewhere)和[本题](#resnet)"))
    assert [a.get("href") for a in root.iter(f"{XHTML}a")] == ["topic-topic.xhtml#resnet"]


def test_drawn_formulas_take_the_colour_of_the_text() -> None:
    """With `math=svg` there is no MathML; each drawing has its LaTeX as title, and Han stays text."""
    svg = "{http://www.w3.org/2000/svg}"
    source = book(question(answer=rich("$\\frac{a}{b}$ 与 $\\text{中文}$\n\n$$x^2$$\n")))
    root = parsed(epub(source, EpubOptions(math="svg"))["EPUB/topic-topic.xhtml"])
    drawings = list(root.iter(f"{svg}svg"))
    assert [shown(one.find(f"{svg}title")) for one in drawings] == [r"\frac{a}{b}", r"\text{中文}", "x^2"]
    assert {one.get("fill") for one in drawings} == {"currentColor"}
    assert list(root.iter("{http://www.w3.org/1998/Math/MathML}math")) == []


def test_code_runs_from_the_left_in_a_book_from_the_right() -> None:
    """By an attribute, as a book's style may not say so; other books have none."""
    body = '<p><code>a(1)</code></p>\n<pre class="code"><code class="language-c">x;</code></pre>'
    arabic = page("x.xhtml", "x", "ar", body).markup
    assert '<p><code dir="ltr">a(1)</code></p>' in arabic
    assert '<pre class="code" dir="ltr"><code dir="ltr" class="language-c">x;</code></pre>' in arabic
    assert body in page("x.xhtml", "x", "de", body).markup


def test_no_answer_stands_alone_on_the_second_line_of_the_appendix() -> None:
    """It is tied to the last word before it, whether a chapter stands between or not."""
    for files in (epub(real()), epub(kitchen_sink())):
        text = files["EPUB/appendix.xhtml"].decode()
        assert text.count('\N{NO-BREAK SPACE}<a href="') == text.count('class="to-answer"') > 0
        assert ' <span class="in-chapter">' not in text


def test_a_term_is_in_one_box_with_what_is_said_of_it() -> None:
    """One that keeps whole if it is short: a long one would leave half a page empty before it."""
    many = [question(f"q{number}", tags=("many", "one") if number == 1 else ("many",)) for number in range(1, 8)]
    root = pages(epub(book(*many)))["tags.xhtml"]
    assert [(one.get("class"), one[0].text) for one in with_class(root, "pair")] == [
        ("pair", "many"), ("pair whole", "one")]


def test_links_back_are_signs_that_every_font_has() -> None:
    """No variation selector, which MuPDF shows as a box; no arrow that is an emoji elsewhere."""
    for name, data in epub(kitchen_sink()).items():
        if name.endswith(".xhtml"):
            assert not set("↩\ufe0e\ufe0f") & set(data.decode()), name


def test_the_widest_tables_have_a_class() -> None:
    """From six columns on, for engines that cannot tell how long a line is."""
    text = "\n\n".join(f"|{'a|' * columns}\n|{'-|' * columns}" for columns in (5, 6))
    root = pages(epub(book(question(answer=rich(text)))))["topic-topic.xhtml"]
    tables = list(root.iter(f"{XHTML}table"))
    assert [(one.get("class"), len(list(one.iter(f"{XHTML}th")))) for one in tables] == [(None, 5), ("wide", 6)]
