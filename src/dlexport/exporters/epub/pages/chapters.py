"""The chapters: one page per topic, and where the option asks for it one more with its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from dlexport.exporters.epub.manuscript import title_of
from dlexport.exporters.epub.package.addresses import answers_file, chapter_file
from dlexport.exporters.epub.pages.page import lines, page, text
from dlexport.labels import chapter_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.book import Chapter
    from dlexport.exporters.epub.cached import WrittenBook
    from dlexport.exporters.epub.manuscript import Manuscript
    from dlexport.exporters.epub.pages.page import Page


def chapters(written: WrittenBook) -> Iterator[Page]:
    """Every page of questions and answers, in reading order."""
    manuscript = written.manuscript
    for chapter in manuscript.book.chapters:
        yield _page(chapter, manuscript, chapter_file(chapter), _body(chapter, written))
    if manuscript.options.answers == "end":
        for chapter in manuscript.book.chapters:
            answers = lines(written.show(entry, "answer") for entry in chapter.entries)
            yield _page(chapter, manuscript, answers_file(chapter), answers, manuscript.words.answers)


def _page(chapter: Chapter, manuscript: Manuscript, name: str, content: str, kind: str = "") -> Page:
    number = chapter_label(manuscript.labels, chapter.number)
    title = f"{number} {title_of(chapter.topic.title)}"
    above = f"{number} {kind}".rstrip()
    topic = manuscript.line(chapter.topic.title)
    heading = f'<h1 id="chapter.title"><span class="above">{text(above)}</span> {topic}</h1>'
    return page(name, f"{title} {kind}".rstrip(), manuscript.bank.language, (
        '<section epub:type="chapter" role="doc-chapter" aria-labelledby="chapter.title">\n'
        f"{heading}\n{content}\n</section>"
    ))


def _body(chapter: Chapter, written: WrittenBook) -> str:
    manuscript = written.manuscript
    match manuscript.options.answers:
        case "inline":
            return lines(written.show(entry, "whole") for entry in chapter.entries)
        case "end":
            return lines(written.show(entry, "question") for entry in chapter.entries)
        case "after-each":
            return lines([
                '<section class="questions">',
                f"<h2>{text(manuscript.words.questions)}</h2>",
                *(written.show(entry, "question") for entry in chapter.entries),
                '</section>\n<section class="answers">',
                f"<h2>{text(manuscript.words.answers)}</h2>",
                *(written.show(entry, "answer") for entry in chapter.entries),
                "</section>",
            ])
        case _:
            assert_never(manuscript.options.answers)
