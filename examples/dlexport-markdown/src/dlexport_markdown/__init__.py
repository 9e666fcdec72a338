"""The bank as one Markdown file, with the answers or without."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from dlexport.plugin import Artifact, ExportContext, Part, Passage, leaves, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dlexport.plugin import Cache, DatedBook, Entry, nodes


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose: `-O markdown.answers=false`."""

    answers: bool = field(default=True, metadata={"help": "Print the answers."})


class MarkdownExporter:
    """One file; a heading per chapter and question, a marked paragraph per block."""

    suffix: ClassVar[str] = ".md"
    revision: ClassVar[int] = 1
    Options: ClassVar[type[Options]] = Options

    def promises(self, options: Options) -> frozenset[Part]:
        """Title and prompt, and the answer unless it is left out."""
        return frozenset({Part.TITLE, Part.PROMPT} | ({Part.ANSWER} if options.answers else set()))

    def export(self, book: DatedBook, options: Options, context: ExportContext) -> Artifact:
        """The file, as UTF-8."""
        del context
        lines = [f"# {plain(book.book.bank.title.children)}"]
        for chapter in book.book.chapters:
            lines.append(f"## {plain(chapter.topic.title.children)}")
            for entry in chapter.entries:
                lines += _question(entry, options)
        return Artifact("\n\n".join([*lines, ""]).encode(), {"questions": sum(1 for _ in book.book.entries())})

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """What follows each mark, up to the next one."""
        del cache
        marks = re.split(r"<!-- (\S+) ([a-z]+) -->\n", data.decode())
        if len(marks) == 1:
            raise ValueError("there is no question in it")
        for question, part, text in zip(marks[1::3], marks[2::3], marks[3::3], strict=True):
            yield Passage(question, Part(part), text)


def _question(entry: Entry, options: Options) -> Iterator[str]:
    question = entry.question
    yield f"<!-- {question.id} title -->\n### {entry.number}. {plain(question.title.children)}"
    yield from _part(question.id, Part.PROMPT, question.prompt.blocks)
    if options.answers:
        yield from _part(question.id, Part.ANSWER, question.answer.blocks)


def _part(question: str, part: Part, blocks: tuple[nodes.Block, ...]) -> Iterator[str]:
    yield from (f"<!-- {question} {part} -->\n{text}" for text in leaves(blocks))
