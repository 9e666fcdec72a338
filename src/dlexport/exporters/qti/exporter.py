"""The exporter `qti`: a dated book -> a QTI 2.1 package, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from dlexport.exporters.qti.options import QtiOptions
from dlexport.plugin.contract import Artifact, Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.cache import Cache
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext, Passage


class QtiExporter:
    """An item per question, a test with a section per topic: see `Exporter` for the contract."""

    suffix: ClassVar[str] = "-qti.zip"
    revision: ClassVar[int] = 4
    on_request: ClassVar[bool] = True
    Options: ClassVar[type[QtiOptions]] = QtiOptions
    imports: ClassVar[tuple[str, ...]] = (
        "dlexport.exporters.qti.body",
        "dlexport.exporters.qti.items",
        "dlexport.exporters.qti.package",
        "dlexport.exporters.qti.read_back",
        "dlexport.publish.zip",
    )

    def promises(self, options: QtiOptions) -> frozenset[Part]:   # noqa: ARG002 - the contract's signature
        """Every part; those beyond question and options are in the feedback."""
        return frozenset(Part)

    def export(self, book: DatedBook, options: QtiOptions, context: ExportContext) -> Artifact:
        """The package, a zip file."""
        from dlexport.exporters.qti.body import MEDIA  # noqa: PLC0415 - not for `--help`
        from dlexport.exporters.qti.items import item  # noqa: PLC0415 - not for `--help`
        from dlexport.exporters.qti.package import MANIFEST, TEST, item_file, manifest, test  # noqa: PLC0415 - the same
        from dlexport.publish.zip import ZipEntry, deterministic_zip  # noqa: PLC0415 - the same

        files: dict[str, bytes] = {}
        media: dict[str, list[str]] = {}
        for done, entry in enumerate(book.book.entries(), 1):
            text, pictures = item(entry.question, book.book, options)
            files[item_file(entry.question.id)] = text.encode()
            files |= {f"{MEDIA}{name}": data for name, data in pictures.items()}
            media[entry.question.id] = list(pictures)
            context.progress(done)
        files = {MANIFEST: manifest(book.book, media).encode(), TEST: test(book.book).encode(), **files}
        entries = [ZipEntry(name, data) for name, data in files.items()]
        return Artifact(deterministic_zip(entries, context.cache), {"questions": len(media)})

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """The passages that a platform would show, item by item."""
        from dlexport.exporters.qti.read_back import passages  # noqa: PLC0415 - not for `--help`

        return list(passages(data, cache))
