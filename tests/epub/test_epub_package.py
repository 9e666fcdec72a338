"""The container, the package document and the two tables of contents."""

from __future__ import annotations

import io
import zipfile
from uuid import NAMESPACE_URL, uuid5

import pytest
from epub_books import DC, EXPORTER, OPF, XHTML, artifact, epub, kitchen_sink, pages, parsed, shown

from by_hand import MOMENT, book, question, title
from dlexport.exporters.epub.options import EpubOptions
from dlexport.exporters.epub.package.edition import edition
from dlexport.labels import labels_for
from dlexport.richtext.nodes import Figure, Image
from dlexport.richtext.walk import walk
from dlexport.theme.styles import theme


def metadata(**changes: object) -> list[tuple[str, str]]:
    """Property or element, and value, of each line of metadata."""
    root = parsed(epub(book(question(), **changes))["EPUB/package.opf"])
    return [
        (element.get("property") or element.get("rel") or element.get("name") or element.tag.removeprefix(DC),
         element.text or element.get("href") or element.get("content") or "")
        for element in root.find(f"{OPF}metadata") or ()
    ]


def test_the_first_bytes_tell_the_type() -> None:
    """OCF 4.2: `mimetype` first, stored, without extra field; every other file carries no time of its making."""
    data = artifact(kitchen_sink()).data
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_book_gives_the_same_bytes_and_a_later_date_another_edition() -> None:
    """Nothing but book, options and moment is in the file."""
    source = kitchen_sink()
    assert artifact(source).data == artifact(source).data
    earlier, later = artifact(source).data, artifact(source, moment=MOMENT + 1).data
    assert earlier != later


def test_identity_of_the_book() -> None:
    """Everything the bank says of itself is in the metadata, in Dublin Core."""
    found = metadata(
        id="demo", title=title("题库 <1> $x$"), subtitle=title("副题 & 更多"), authors=("甲", "B <b@example.org>"),
        license="CC-BY-SA-4.0", description="说明 <b>", url="https://example.org/?a=1&b=2", version="2.0",
    )
    assert found[:19] == [
        ("identifier", f"urn:uuid:{uuid5(NAMESPACE_URL, 'dlexport:demo')}"),
        ("title", "题库 <1> x"), ("title-type", "main"), ("title", "副题 & 更多"), ("title-type", "subtitle"),
        ("language", "zh-CN"),
        ("creator", "甲"), ("role", "aut"), ("creator", "B <b@example.org>"), ("role", "aut"),
        ("description", "说明 <b>"), ("subject", "主题 topic"), ("rights", "CC-BY-SA-4.0"),
        ("dcterms:license", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("source", "https://example.org/?a=1&b=2"), ("date", "2025-11-24"),
        ("dcterms:modified", "2025-11-24T16:00:00Z"), ("schema:version", "2.0"),
        ("schema:learningResourceType", "self assessment"),
    ]


def test_a_bank_without_optional_words_leaves_no_empty_metadata() -> None:
    """EPUB 3.3, 5.5.3: an element of Dublin Core must not be empty."""
    found = metadata()
    assert [value for _, value in found if not value] == []
    assert {"creator", "description", "rights", "source"} & {name for name, _ in found} == set()


@pytest.mark.parametrize(("licence", "address"), [
    ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("CC BY-NC-SA 3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
    ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("All rights reserved", ""), ("MIT", ""), ("", ""),
])
def test_a_creative_commons_licence_is_linked(licence: str, address: str) -> None:
    """By either of its spellings; of any other licence only the words are given."""
    assert edition(book(question(), license=licence).bank, 0).licence_address == address


@pytest.mark.parametrize(("moment", "modified"), [
    (0, "1970-01-01T00:00:00Z"), (-5, "1970-01-01T00:00:00Z"), (10**15, "9999-12-31T23:59:59Z"),
])
def test_a_date_out_of_range_is_brought_into_it(moment: int, modified: str) -> None:
    """`dcterms:modified` has four digits for a year."""
    assert edition(book(question()).bank, moment).modified == modified


def accessibility(files: dict[str, bytes] | object) -> dict[str, list[str]]:
    """The accessibility metadata of an EPUB."""
    root = parsed(files["EPUB/package.opf"])    # type: ignore[index] # a mapping
    found: dict[str, list[str]] = {}
    for element in root.iter(f"{OPF}meta"):
        name = element.get("property", "")
        if name.startswith(("schema:access", "a11y:")) or name == "dcterms:conformsTo":
            found.setdefault(name.split(":")[1], []).append(element.text or "")
    return found


def test_what_readers_with_disabilities_are_told() -> None:
    """EPUB Accessibility 1.1: the metadata fits what is in the book, and the claim names who makes it."""
    found = accessibility(epub(kitchen_sink()))
    assert found["accessMode"] == ["textual", "visual"]
    assert found["accessModeSufficient"] == ["textual", "textual,visual"]
    assert {"alternativeText", "MathML", "describedMath", "tableOfContents"} <= set(found["accessibilityFeature"])
    assert found["accessibilitySummary"] == [labels_for("zh").book.accessibility]
    assert found["conformsTo"] == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert found["certifiedBy"][0].startswith("dlexport ")


def test_drawn_formulas_are_said_to_be_pictures() -> None:
    """A book with drawings in place of MathML does not promise MathML."""
    found = accessibility(epub(kitchen_sink(), EpubOptions(math="svg")))
    assert "MathML" not in found["accessibilityFeature"]
    assert "describedMath" in found["accessibilityFeature"]


def test_a_picture_without_description_withdraws_the_claim() -> None:
    """WCAG 2.2, 1.1.1 cannot be met by a book that holds a picture nobody described."""
    source = kitchen_sink()
    (image, *_) = [n for e in source.entries() for n in walk(e.question.analysis.blocks) if isinstance(n, Image)]
    answer = question().answer
    bare = question(answer=type(answer)((Figure(Image(image.path, "")),), answer.source))
    found = accessibility(epub(book(bare, media=source.bank.media)))
    assert "conformsTo" not in found
    assert "alternativeText" not in found["accessibilityFeature"]
    assert found["accessModeSufficient"] == ["textual,visual"]


def test_every_file_is_listed_once_and_every_page_is_in_the_spine() -> None:
    """The manifest is the zip without its frame, and the order of reading is that of the book."""
    files = epub(kitchen_sink())
    root = parsed(files["EPUB/package.opf"])
    items = {item.get("id"): item.get("href") for item in root.iter(f"{OPF}item")}
    frame = ["mimetype", "META-INF/container.xml", "EPUB/package.opf"]
    assert len(items) == len(list(root.iter(f"{OPF}item")))
    assert sorted(f"EPUB/{href}" for href in items.values()) == sorted(set(files) - set(frame))
    assert [items[item.get("idref")] for item in root.iter(f"{OPF}itemref")] == [
        "cover.xhtml", "title.xhtml", "nav.xhtml", "topic-writing.xhtml", "topic-figures.xhtml", "appendix.xhtml",
        "tags.xhtml", "colophon.xhtml",
    ]
    apart = [items[item.get("idref")] for item in root.iter(f"{OPF}itemref") if item.get("linear") == "no"]
    assert apart == ["cover.xhtml"]
    # calibre 6.13 takes the first page for the cover by this alone; else a PDF ends with a broken picture
    assert [(one.get("type"), one.get("href")) for one in root.iter(f"{OPF}reference")] == [("cover", "cover.xhtml")]


def test_pages_say_what_is_in_them() -> None:
    """EPUB 3.3, 5.5.2.1: `mathml` and `svg` where there is such, and nowhere else."""
    for math in ("mathml", "svg"):
        files = epub(kitchen_sink(), EpubOptions(math=math))    # type: ignore[arg-type] # both are options
        for item in parsed(files["EPUB/package.opf"]).iter(f"{OPF}item"):
            if item.get("media-type") == "application/xhtml+xml":
                said = set((item.get("properties") or "").split()) - {"nav"}
                inside = {name for name, tag in (("mathml", b"<math "), ("svg", b"<svg "))
                          if tag in files[f"EPUB/{item.get('href')}"]}
                assert said == inside


def test_pictures_are_named_by_their_content() -> None:
    """A changed picture never meets an old one in a reader's cache; a picture used twice is there once."""
    names = [name for name in epub(kitchen_sink()) if name.startswith("EPUB/images/") and "/cover." not in name]
    expected = {media.name for media in kitchen_sink().bank.media.values()}
    assert sorted(names) == sorted(f"EPUB/images/{name}" for name in expected)


def test_a_book_without_tags_has_no_page_of_them() -> None:
    """Neither in the spine nor among the landmarks."""
    files = epub(book(question()))
    assert "EPUB/tags.xhtml" not in files
    assert b"tags.xhtml" not in files["EPUB/nav.xhtml"]


def test_contents_lead_to_chapters_and_questions() -> None:
    """The nested list has a line per chapter and below it one per question; the landmarks name the rest."""
    nav = pages(epub(book(question("a"), question("b"), question("c", "two"))))["nav.xhtml"]
    toc, landmarks = nav.iter(f"{XHTML}nav")
    assert [(link.get("href"), shown(link)) for link in toc.iter(f"{XHTML}a")] == [
        ("title.xhtml", "题库"),
        ("topic-topic.xhtml", "第一章 主题 topic"),
        ("topic-topic.xhtml#a", "1 问题 a"), ("topic-topic.xhtml#b", "2 问题 b"),
        ("topic-two.xhtml", "第二章 主题 two"), ("topic-two.xhtml#c", "3 问题 c"),
        ("appendix.xhtml", "附录：全部题目一览"), ("colophon.xhtml", "版本说明"),
    ]
    assert [link.get("href") for link in landmarks.iter(f"{XHTML}a")] == [
        "cover.xhtml", "title.xhtml", "nav.xhtml", "topic-topic.xhtml", "appendix.xhtml", "colophon.xhtml",
    ]


@pytest.mark.parametrize("answers", ["inline", "after-each", "end"])
def test_old_readers_get_the_same_contents(answers: str) -> None:
    """The NCX lists the places of the navigation document in the same order and with the same words."""
    files = epub(kitchen_sink(), EpubOptions(answers))      # type: ignore[arg-type] # all are options
    toc = next(pages(files)["nav.xhtml"].iter(f"{XHTML}nav"))
    ncx = "{http://www.daisy.org/z3986/2005/ncx/}"
    points = [(point.find(f"{ncx}content"), point.find(f"{ncx}navLabel"))
              for point in parsed(files["EPUB/toc.ncx"]).iter(f"{ncx}navPoint")]
    assert [(content is not None and content.get("src"), shown(label)) for content, label in points] == [
        (link.get("href"), shown(link)) for link in toc.iter(f"{XHTML}a")]


def test_a_book_without_questions_is_still_a_book() -> None:
    """A bank may be empty; the landmarks then begin at the title page."""
    files = epub(book(), EpubOptions("end"))
    assert [name for name in files if name.startswith("EPUB/topic-")] == []
    assert b'epub:type="bodymatter"' in files["EPUB/nav.xhtml"]


def test_stamps_change_with_what_no_question_holds() -> None:
    """Order, the bank's own words, options and style date the book; a question's text has a date of its own."""
    styles = theme(None)
    first = EXPORTER.stamps(book(question("a"), question("b")), EpubOptions(), styles)
    changed = book(question("a", answer=question().analysis), question("b"))
    assert first == EXPORTER.stamps(changed, EpubOptions(), styles)
    for other, options in (
        (book(question("b"), question("a")), EpubOptions()),
        (book(question("a"), question("b"), subtitle=title("新")), EpubOptions()),
        (book(question("a"), question("b")), EpubOptions("end")),
    ):
        assert first != EXPORTER.stamps(other, options, styles)
