"""All that an exporter of another package may use: the names in `__all__`, and `dlexport.plugin.testing` for its tests.

Every other module of dlexport is private, and may change with any release. `API` is the version of what is public; it
is raised when an exporter that was written for the former one would no longer work.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dlexport.book.bank import Bank, KeyPoint, Question, Reference, Section, Topic
    from dlexport.book.book import Book, Chapter, Entry
    from dlexport.book.fingerprints import keys as question_keys
    from dlexport.cache import Cache
    from dlexport.labels import Labels, chapter_label
    from dlexport.lock.lock import DatedBook
    from dlexport.math.mathml.write import to_mathml
    from dlexport.pictures.media import Media
    from dlexport.plugin.contract import API, Artifact, ExportContext, Exporter, Note, Part, Passage, Picture, View
    from dlexport.plugin.marked_html import marked_passages
    from dlexport.plugin.pictures import found_picture
    from dlexport.problems import Problem, Span
    from dlexport.publish.zip import ZipEntry, deterministic_zip
    from dlexport.richtext import nodes
    from dlexport.richtext.escape import attribute, escape
    from dlexport.richtext.plain import leaves, plain
    from dlexport.richtext.walk import walk
    from dlexport.richtext.xhtml import Dialect, write_blocks, write_inlines
    from dlexport.theme.fonts import Fonts
    from dlexport.theme.styles import Styles

__all__ = [
    "API", "Artifact", "Bank", "Book", "Cache", "Chapter", "DatedBook", "Dialect", "Entry", "ExportContext", "Exporter",
    "Fonts", "KeyPoint", "Labels", "Media", "Note", "Part", "Passage", "Picture", "Problem", "Question", "Reference",
    "Section", "Span", "Styles", "Topic", "View", "ZipEntry", "attribute", "chapter_label", "deterministic_zip",
    "escape", "found_picture", "leaves", "marked_passages", "nodes", "plain", "question_keys", "to_mathml", "walk",
    "write_blocks", "write_inlines",
]

_HOMES: Final = {
    "book.bank": ("Bank", "KeyPoint", "Question", "Reference", "Section", "Topic"),
    "book.book": ("Book", "Chapter", "Entry"),
    "book.fingerprints": ("question_keys",),
    "cache": ("Cache",),
    "labels": ("Labels", "chapter_label"),
    "lock.lock": ("DatedBook",),
    "math.mathml.write": ("to_mathml",),
    "pictures.media": ("Media",),
    "plugin.contract": ("API", "Artifact", "ExportContext", "Exporter", "Note", "Part", "Passage", "Picture", "View"),
    "plugin.marked_html": ("marked_passages",),
    "plugin.pictures": ("found_picture",),
    "problems": ("Problem", "Span"),
    "publish.zip": ("ZipEntry", "deterministic_zip"),
    "richtext": ("nodes",),
    "richtext.escape": ("attribute", "escape"),
    "richtext.plain": ("leaves", "plain"),
    "richtext.walk": ("walk",),
    "richtext.xhtml": ("Dialect", "write_blocks", "write_inlines"),
    "theme.fonts": ("Fonts",),
    "theme.styles": ("Styles",),
}
_MODULES: Final = {name: module for module, names in _HOMES.items() for name in names}
_CALLED: Final = {"question_keys": "keys"}      # at home


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attributes
    """Import what is asked for when it is: who runs `dlexport --help` needs none of it."""
    if name not in _MODULES:
        raise AttributeError(f"module 'dlexport.plugin' has no attribute {name!r}")
    if name == "nodes":
        return import_module("dlexport.richtext.nodes")
    return getattr(import_module(f"dlexport.{_MODULES[name]}"), _CALLED.get(name, name))
