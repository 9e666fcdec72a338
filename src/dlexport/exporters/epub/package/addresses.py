"""File names and anchors of everything in the book.

The ASCII forms of ids are made of `a-z0-9_-`: an anchor with a full stop in it is never one
of a question, and a file name begins with a word of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dlexport.book.ascii_ids import ascii_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.book.book import Book, Chapter
    from dlexport.exporters.epub.options import Answers

PACKAGE: Final = "EPUB/package.opf"
FOLDER: Final = "EPUB/"
NAV: Final = "nav.xhtml"
NCX: Final = "toc.ncx"
STYLE: Final = "styles/book.css"
SANS_FONT: Final = "fonts/sans.woff2"
MATH_FONT: Final = "fonts/math.woff2"
FORMULAS: Final = "formulas/"
COVER: Final = "cover.xhtml"
COVER_SVG: Final = "images/cover.svg"
COVER_PNG: Final = "images/cover.png"
TITLE: Final = "title.xhtml"
APPENDIX: Final = "appendix.xhtml"
TAGS: Final = "tags.xhtml"
COLOPHON: Final = "colophon.xhtml"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Relative addresses, seen from the folder of the pages.

    Attributes:
        questions: question id -> the file its question stands in.
        answers: question id -> the file its answer stands in.
    """

    questions: Mapping[str, str]
    answers: Mapping[str, str]

    def question(self, ident: str) -> str | None:
        """The address of a question; None when the book leaves it out."""
        file = self.questions.get(ident)
        return None if file is None else f"{file}#{question_anchor(ident)}"

    def answer(self, ident: str) -> str:
        """The address of a question's answer."""
        return f"{self.answers[ident]}#{answer_anchor(ident)}"

    def keypoint(self, ident: str, point: str) -> str:
        """The address of a key point."""
        return f"{self.answers[ident]}#{keypoint_anchor(ident, point)}"

    def hint(self, ident: str, point: str) -> str:
        """The address of the mark beside the question that leads to a key point."""
        return f"{self.questions[ident]}#{hint_anchor(ident, point)}"


def addresses(book: Book, answers: Answers) -> Addresses:
    """The addresses of a book whose answers stand where the option says."""
    answer_file = answers_file if answers == "end" else chapter_file
    return Addresses(
        {entry.question.id: chapter_file(chapter) for chapter in book.chapters for entry in chapter.entries},
        {entry.question.id: answer_file(chapter) for chapter in book.chapters for entry in chapter.entries},
    )


def chapter_file(chapter: Chapter) -> str:
    """The file of a topic."""
    return f"topic-{ascii_form(chapter.topic.id)}.xhtml"


def answers_file(chapter: Chapter) -> str:
    """The file of a topic's answers, when they stand at the end of the book."""
    return f"answers-{ascii_form(chapter.topic.id)}.xhtml"


def question_anchor(ident: str) -> str:
    """The anchor of a question."""
    return ascii_form(ident)


def answer_anchor(ident: str) -> str:
    """The anchor of a question's answer."""
    return f"{ascii_form(ident)}.answer"


def keypoint_anchor(ident: str, point: str) -> str:
    """The anchor of a key point, among the answers."""
    return f"{ascii_form(ident)}.keypoint.{ascii_form(point)}"


def hint_anchor(ident: str, point: str) -> str:
    """The anchor of the mark that leads to a key point, beside the question."""
    return f"{ascii_form(ident)}.hint.{ascii_form(point)}"
