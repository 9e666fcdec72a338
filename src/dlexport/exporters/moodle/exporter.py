"""The exporter `moodle`: a dated book -> a Moodle XML file, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from dlexport.exporters.moodle.options import MoodleXmlOptions
from dlexport.plugin.contract import Artifact, Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.cache import Cache
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext, Passage


class MoodleXmlExporter:
    """A category per topic, and in it its questions: see `Exporter` for the contract."""

    suffix: ClassVar[str] = "-moodle.xml"
    revision: ClassVar[int] = 2
    on_request: ClassVar[bool] = True
    Options: ClassVar[type[MoodleXmlOptions]] = MoodleXmlOptions
    imports: ClassVar[tuple[str, ...]] = (
        "dlexport.exporters.moodle.questions", "dlexport.exporters.moodle.read_back",
    )

    def promises(self, options: MoodleXmlOptions) -> frozenset[Part]:   # noqa: ARG002 - the contract's signature
        """Every part, no matter whether learners or graders see it."""
        return frozenset(Part)

    def export(self, book: DatedBook, options: MoodleXmlOptions, context: ExportContext) -> Artifact:
        """The XML file in UTF-8."""
        from dlexport.exporters.moodle.questions import MoodleWriter  # noqa: PLC0415 - not for `--help`

        writer, done, made = MoodleWriter(book.book, options), 0, 0
        lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
        for chapter in book.book.chapters:
            lines.append(writer.category(chapter))
            for entry in chapter.entries:
                found = list(writer.question(entry.question))
                lines += found
                made += len(found)
                done += 1
                context.progress(done)
        return Artifact("\n".join([*lines, "</quiz>", ""]).encode(), {"questions": made})

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """The passages that Moodle would import, question by question."""
        from dlexport.exporters.moodle.read_back import passages  # noqa: PLC0415 - not for `--help`

        return list(passages(data, cache))
