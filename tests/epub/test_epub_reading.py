"""Reading a book back: every passage in its place, and damage told from a whole book."""

from __future__ import annotations

from typing import get_args

import pytest
from epub_books import EXPORTER, artifact, kitchen_sink, real, repacked, unpacked

from by_hand import book, question, rich, sentence, title
from dlexport.book.bank import KeyPoint, Reference, Section
from dlexport.cache import Cache
from dlexport.exporters.epub.options import Answers, EpubOptions
from dlexport.exporters.epub.read_back import spine
from dlexport.plugin.contract import Exporter, Part
from dlexport.plugin.marked_html import marked_passages
from dlexport.verify.verify import verify


def read(data: bytes) -> list[tuple[str, str | None, str]]:
    """The passages of a book, white space squeezed out."""
    return [(p.question, p.part, "".join(p.text.split())) for p in EXPORTER.read_back(data, Cache())]


def test_the_exporter_keeps_its_contract() -> None:
    """It is an exporter, and promises every part of a question."""
    assert isinstance(EXPORTER, Exporter)
    assert EXPORTER.promises(EpubOptions()) == frozenset(Part)


@pytest.mark.parametrize("answers", get_args(Answers))
@pytest.mark.parametrize("math", ["mathml", "svg"])
def test_every_construct_is_read_back_with_every_option(answers: Answers, math: str) -> None:
    """Every block of every part, in order, in its own question."""
    options = EpubOptions(answers, math)    # type: ignore[arg-type] # both are options
    passages = list(EXPORTER.read_back(artifact(kitchen_sink(), options).data, Cache()))
    assert verify(kitchen_sink(), EXPORTER.promises(options), passages, "book") == ()
    assert all(passage.part for passage in passages)


def test_the_reader_of_marked_html_finds_the_same() -> None:
    """What exporters of other packages read back with agrees with our own XML reader, on every page of this book."""
    for source in (kitchen_sink(), real()):
        data = artifact(source).data
        files = unpacked(data)
        markups = [files[name].decode() for name in spine(files)]
        ours = [(p.question, p.part, p.text, tuple(link for link in p.links if link[0] != "#"))
                for p in EXPORTER.read_back(data, Cache())]     # links within the page are of no interest to it
        assert ours == [(p.question, p.part, p.text, p.links) for one in markups for p in marked_passages(one)]


def test_each_part_is_told_from_the_others() -> None:
    """A passage knows its question and part; marks that the book adds - numbers, arrows, labels - are not in it."""
    full = question(
        "q", title=title("甲 $x^2$"), prompt=rich("乙[^1]\n\n[^1]: 丙"), sections=(Section(title("丁"), rich("戊")),),
        keypoints=(KeyPoint("k", sentence("己**庚**")),), tags=("辛", "壬"), difficulty=1,
        references=(Reference("癸", ("作者",), 2000),),
    )
    assert read(artifact(book(full)).data) == [
        ("q", Part.TITLE, "甲x^2"), ("q", Part.DIFFICULTY, "1"), ("q", Part.TAGS, "辛"), ("q", Part.TAGS, "壬"),
        ("q", Part.PROMPT, "乙丙"),
        ("q", Part.ANSWER, "答案"), ("q", Part.SECTIONS, "丁戊"), ("q", Part.ANALYSIS, "解析"),
        ("q", Part.KEYPOINTS, "己庚"), ("q", Part.REFERENCES, "作者.癸.2000."), ("q", Part.SUMMARY, "摘要q"),
    ]


def test_what_is_not_text_is_read_as_what_stands_for_it() -> None:
    """A formula as its LaTeX, a picture as its description, a hard break as the end of a line."""
    answer = rich("$$\\frac{a}{b}$$\n\n一\\\n二")
    for math in ("mathml", "svg"):
        data = artifact(book(question(answer=answer)), EpubOptions("inline", math)).data  # type: ignore[arg-type]
        (found,) = [p.text for p in EXPORTER.read_back(data, Cache()) if p.part is Part.ANSWER]
        assert found.split() == ["\\frac{a}{b}", "一", "二"]


def test_a_block_that_is_lost_is_missed() -> None:
    """Text that stands elsewhere in the book does not stand in for it."""
    files = unpacked(artifact(book(question("a"), question("b"))).data)
    name = "EPUB/topic-topic.xhtml"
    lost = files[name].replace("<p>解析</p>".encode(), b"", 1)
    assert lost != files[name]
    passages = list(EXPORTER.read_back(repacked({**files, name: lost}), Cache()))
    source = book(question("a"), question("b"))
    (problem,) = verify(source, frozenset(Part), passages, "book")
    assert "question a, analysis, block 1 is missing" in problem.message


GOOD = unpacked(artifact(book(question())).data)


@pytest.mark.parametrize("data", [
    b"", b"no zip at all", artifact(book(question())).data[:-40],
    repacked({}),
    repacked({**GOOD, "mimetype": b"application/zip"}),
    repacked({"first": b"", **GOOD}),
    repacked({name: data for name, data in GOOD.items() if name != "META-INF/container.xml"}),
    repacked({**GOOD, "META-INF/container.xml": b"<container/>"}),
    repacked({name: data for name, data in GOOD.items() if name != "EPUB/package.opf"}),
    repacked({**GOOD, "EPUB/package.opf": b"<package"}),
    repacked({name: data for name, data in GOOD.items() if name != "EPUB/images/cover.png"}),
    repacked({name: data for name, data in GOOD.items() if name != "EPUB/topic-topic.xhtml"}),
    repacked({**GOOD, "EPUB/topic-topic.xhtml": GOOD["EPUB/topic-topic.xhtml"][:-20]}),
    repacked({**GOOD, "EPUB/topic-topic.xhtml": b"\xff\xfe\x00"}),
    repacked({**GOOD, "EPUB/topic-topic.xhtml": GOOD["EPUB/topic-topic.xhtml"].replace(b'"prompt"', b'"other"')}),
    repacked({**GOOD, "EPUB/package.opf": GOOD["EPUB/package.opf"].replace(b'idref="page-1"', b'idref="page-99"')}),
])
def test_damage_is_a_value_error(data: bytes) -> None:
    """Cut short, a file gone, no XML, an unknown mark: never another exception."""
    with pytest.raises(ValueError, match=r"."):
        list(EXPORTER.read_back(data, Cache()))


def test_a_flipped_bit_is_found() -> None:
    """In any file, also in a picture that no passage needs."""
    data = bytearray(artifact(book(question())).data)
    at = data.index(b"\x89PNG") + 5000
    data[at] ^= 1
    with pytest.raises(ValueError, match=r"cover\.png is damaged"):
        list(EXPORTER.read_back(bytes(data), Cache()))


def test_entities_that_multiply_are_refused() -> None:
    """A page of a billion laughs is damage, not a full memory."""
    bomb = b"<!DOCTYPE html [" + b'<!ENTITY a0 "ha">' + b"".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">'.encode() for n in range(1, 12)) + b"]><html>&a11;</html>"
    with pytest.raises(ValueError, match="no whole XML file: limit on input amplification"):
        list(EXPORTER.read_back(repacked({**GOOD, "EPUB/topic-topic.xhtml": bomb}), Cache()))
