"""The fonts that a book can carry."""

from __future__ import annotations

import io
from functools import cache

from epub_books import OPF, artifact, epub, parsed, unpacked
from fontTools.ttLib import TTFont

from by_hand import book, question, rich
from dlexport.exporters.epub.options import EpubOptions
from dlexport.exporters.epub.package.addresses import MATH_FONT, SANS_FONT

CARRIED = EpubOptions(embed_fonts=True)


@cache
def files() -> dict[str, bytes]:
    """A book that carries its font, with a character the font lacks."""
    return unpacked(artifact(book(question(answer=rich("深度 & 学习 \U0001f600 $(x)$"))), CARRIED).data)


def test_a_book_without_formulas_carries_no_fonts_unless_asked() -> None:
    """Neither files nor style nor metadata of them."""
    plain = epub(book(question()))
    assert [name for name in plain if name.startswith("EPUB/fonts/")] == []
    assert b"@font-face" not in plain["EPUB/styles/book.css"]
    assert b"ibooks" not in plain["EPUB/package.opf"]


def test_formulas_bring_their_font() -> None:
    """A part of it: of a reader without one, fractions and sums would be set like text."""
    made = epub(book(question(answer=rich("$\\frac{1}{2}\\sum_i x_i$"))))
    assert [name for name in made if name.startswith("EPUB/fonts/")] == [f"EPUB/{MATH_FONT}"]
    assert len(made[f"EPUB/{MATH_FONT}"]) < 30_000
    assert b'"Book Math"' in made["EPUB/styles/book.css"]
    assert b"Book Sans" not in made["EPUB/styles/book.css"]


def test_the_font_has_the_characters_of_the_book_and_few_others() -> None:
    """In every weight, as WOFF2, with the notices of copyright and licence that must stay with it."""
    with TTFont(io.BytesIO(files()[f"EPUB/{SANS_FONT}"])) as font:
        known = set(map(chr, font.getBestCmap()))
        assert set("深度学习&答案解析第一章") <= known
        assert "猫" not in known
        assert (font.flavor, [axis.axisTag for axis in font["fvar"].axes]) == ("woff2", ["wght"])
        assert {0, 13} <= {record.nameID for record in font["name"].names}
    assert len(files()[f"EPUB/{SANS_FONT}"]) < 100_000


def test_the_math_font_can_grow_what_grows_and_slant_what_slants() -> None:
    """The italics that readers make of letters are in it, and the parts of large brackets; drawings need no font."""
    with TTFont(io.BytesIO(files()[f"EPUB/{MATH_FONT}"])) as font:
        assert {"x", "\U0001d465", "\u210e", "("} <= set(map(chr, font.getBestCmap()))
        variants = font["MATH"].table.MathVariants
        assert "parenleft" in variants.VertGlyphCoverage.glyphs
        assert "√" in set(map(chr, font.getBestCmap()))     # no text says it: readers draw roots with it
        assert "radical" in variants.VertGlyphCoverage.glyphs
    made = epub(book(question(answer=rich(r"$\sqrt{\phi\varphi\epsilon}$"))))
    with TTFont(io.BytesIO(made[f"EPUB/{MATH_FONT}"])) as font:
        assert {"√", "\U0001d719", "\U0001d711", "\U0001d716"} <= set(map(chr, font.getBestCmap()))
    drawn = epub(book(question()), EpubOptions(math="svg", embed_fonts=True))
    assert [name for name in drawn if name.startswith("EPUB/fonts/")] == [f"EPUB/{SANS_FONT}"]
    assert MATH_FONT.encode() not in drawn["EPUB/styles/book.css"]


def test_the_same_book_carries_the_same_fonts() -> None:
    """The files hold no time of their making."""
    assert artifact(book(question()), CARRIED).data == artifact(book(question()), CARRIED).data


def test_readers_are_told_of_the_fonts() -> None:
    """The manifest lists them, the sheet names them, and Apple Books is told to use them."""
    package = parsed(files()["EPUB/package.opf"])
    listed = {item.get("href"): item.get("media-type") for item in package.iter(f"{OPF}item")}
    for name in (SANS_FONT, MATH_FONT):
        assert listed[name] == "font/woff2"
        assert f'url("../{name}")'.encode() in files()["EPUB/styles/book.css"]
    said = {meta.get("property"): meta.text for meta in package.iter(f"{OPF}meta")}
    assert said["ibooks:specified-fonts"] == "true"
