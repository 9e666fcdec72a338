"""The font that a book can carry."""

from __future__ import annotations

import io
from functools import cache

from epub_books import OPF, artifact, book, epub, parsed, question, rich, unpacked
from fontTools.ttLib import TTFont

from dlexport.exporters.epub.addresses import FONT
from dlexport.exporters.epub.options import EpubOptions

CARRIED = EpubOptions(embed_fonts=True)


@cache
def files() -> dict[str, bytes]:
    """A book that carries its font, with a character the font lacks."""
    return unpacked(artifact(book(question(answer=rich("深度 & 学习 \U0001f600"))), CARRIED).data)


def test_a_book_carries_no_font_unless_asked() -> None:
    """Neither file nor style nor metadata of one."""
    plain = epub(book(question()))
    assert f"EPUB/{FONT}" not in plain
    assert b"@font-face" not in plain["EPUB/styles/book.css"]
    assert b"ibooks" not in plain["EPUB/package.opf"]


def test_the_font_has_the_characters_of_the_book_and_few_others() -> None:
    """In every weight, as WOFF2, with the notices of copyright and licence that must stay with it."""
    with TTFont(io.BytesIO(files()[f"EPUB/{FONT}"])) as font:
        known = set(map(chr, font.getBestCmap()))
        assert set("深度学习&答案解析第一章") <= known
        assert "猫" not in known
        assert (font.flavor, [axis.axisTag for axis in font["fvar"].axes]) == ("woff2", ["wght"])
        assert {0, 13} <= {record.nameID for record in font["name"].names}
    assert len(files()[f"EPUB/{FONT}"]) < 100_000


def test_the_same_book_carries_the_same_font() -> None:
    """The file holds no time of its making."""
    assert artifact(book(question()), CARRIED).data == artifact(book(question()), CARRIED).data


def test_readers_are_told_of_the_font() -> None:
    """The manifest lists it, the sheet names it, and Apple Books is told to use it."""
    package = parsed(files()["EPUB/package.opf"])
    assert {item.get("href"): item.get("media-type") for item in package.iter(f"{OPF}item")}[FONT] == "font/woff2"
    said = {meta.get("property"): meta.text for meta in package.iter(f"{OPF}meta")}
    assert said["ibooks:specified-fonts"] == "true"
    assert f'url("../{FONT}")'.encode() in files()["EPUB/styles/book.css"]
