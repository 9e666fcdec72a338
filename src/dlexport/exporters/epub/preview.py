"""The pages of a book on which a question stands, each whole in itself: style sheet, fonts and pictures inside."""

from __future__ import annotations

import base64
import posixpath
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from dlexport.exporters.epub.read_back import DAMAGE, spine
from dlexport.foreign.archive import Archive
from dlexport.plugin.contract import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SHEET: Final = re.compile(r'<link\b[^>]*\brel="stylesheet"[^>]*\bhref="([^"]*)"[^>]*/>')
_PICTURE: Final = re.compile(r'(<(?:img|image)\b[^>]*\b(?:src|xlink:href|href)=")([^"]*)(")')
_MARGINS: Final = "html { padding: 1em 5% }"      # as readers set; the book has none of its own
_ADDRESS: Final = re.compile(r"""url\((['"]?)(?!data:)([^'")]+)\1\)""")
_TYPES: Final = {"svg": "image/svg+xml", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png",
                 "gif": "image/gif", "webp": "image/webp", "woff2": "font/woff2", "otf": "font/otf", "ttf": "font/ttf"}


def page_views(data: bytes, question: str) -> Iterator[View]:
    """Each page that holds a part of the question, as XHTML.

    Raises:
        ValueError: it is no EPUB of ours, or damaged.
    """
    try:
        with Archive(data) as archive:
            files = archive.all()
        for name in spine(files):
            text = files[name].decode()
            if f'data-question="{question}"' in text:
                yield View(posixpath.basename(name).partition(".")[0], "application/xhtml+xml",
                           _whole(name, text, files).encode())
    except DAMAGE as error:
        raise ValueError(f"it is damaged: {error}") from error


def _whole(name: str, text: str, files: Mapping[str, bytes]) -> str:
    def sheet(match: re.Match[str]) -> str:
        at = _beside(name, match[1])
        rules = _ADDRESS.sub(lambda one: f"url({_inside(_beside(at, one[2]), files)})", files[at].decode())
        return f"<style>{rules}\n{_MARGINS}</style>"

    text = _SHEET.sub(sheet, text)
    return _PICTURE.sub(lambda match: f"{match[1]}{_inside(_beside(name, match[2]), files)}{match[3]}", text)


def _beside(name: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address)))


def _inside(name: str, files: Mapping[str, bytes]) -> str:
    kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    return f"data:{kind};base64,{base64.b64encode(files[name]).decode()}" if name in files else ""
