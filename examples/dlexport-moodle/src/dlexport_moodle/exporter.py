"""The exporter `essays`: a dated book -> a Moodle XML file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from dlexport.plugin import Artifact, Part, chapter_label, escape, plain
from dlexport_moodle.options import MoodleOptions
from dlexport_moodle.question import essay, problems
from dlexport_moodle.read_back import passages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.plugin import Book, Cache, Chapter, DatedBook, ExportContext, Passage

_HERE = Path(__file__).parent
_PARTS = frozenset({
    Part.TITLE, Part.SUMMARY, Part.PROMPT, Part.ANSWER, Part.SECTIONS, Part.ANALYSIS, Part.KEYPOINTS, Part.REFERENCES,
    Part.TAGS, Part.DIFFICULTY, Part.PICTURES,
})


class MoodleExporter:
    """A category per chapter, an essay question per question."""

    api: ClassVar[int] = 1
    suffix: ClassVar[str] = "-essays.xml"
    revision: ClassVar[int] = 1
    Options: ClassVar[type[MoodleOptions]] = MoodleOptions
    styles: ClassVar[Path] = _HERE / "styles"
    codes: ClassVar[Path] = _HERE / "codes.toml"

    def promises(self, options: MoodleOptions) -> frozenset[Part]:
        """All of a question that is answered in words, whoever sees it."""
        del options
        return _PARTS

    def export(self, book: DatedBook, options: MoodleOptions, context: ExportContext) -> Artifact:
        """The file, as UTF-8."""
        style, done = context.styles.text("essays/question.css"), 0
        lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>",
                 f"<!-- dlexport {context.version}, exporter {context.exporter} -->"]
        for chapter in book.book.chapters:
            lines.append(_category(book.book, chapter))
            for entry in chapter.entries:
                lines.append(essay(entry.question, book.book, options, style))
                done += 1
                context.progress(done)
        found = tuple(problem for entry in book.book.entries() for problem in problems(entry.question))
        return Artifact("\n".join([*lines, "</quiz>", ""]).encode(), {"questions": done}, found)

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """What Moodle would import, question by question."""
        return list(passages(data, cache))


def _category(book: Book, chapter: Chapter) -> str:
    """Where the questions that follow belong. Moodle wants a slash in a name doubled."""
    title = f"{chapter_label(book.labels, chapter.number)} {plain(chapter.topic.title.children)}"
    path = "/".join(name.replace("/", "//") for name in (plain(book.bank.title.children), title))
    return f'<question type="category"><category><text>$course$/top/{escape(path)}</text></category></question>'
