"""The exporter `epub`: writes the e-book and reads it back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, ClassVar

from dlexport.exporters.epub.cached import written
from dlexport.exporters.epub.cover.files import cover_pictures
from dlexport.exporters.epub.cover.typesetter import Typesetter
from dlexport.exporters.epub.formulas import Formulas
from dlexport.exporters.epub.manuscript import Manuscript, title_of
from dlexport.exporters.epub.options import EpubOptions
from dlexport.exporters.epub.package.addresses import MATH_FONT, SANS_FONT, addresses
from dlexport.exporters.epub.package.container import Publication, pack
from dlexport.exporters.epub.package.contents import nav, ncx, stops
from dlexport.exporters.epub.package.edition import edition
from dlexport.exporters.epub.package.fonts import embedded
from dlexport.exporters.epub.package.opf import opf
from dlexport.exporters.epub.pages.back import appendix, colophon, tags
from dlexport.exporters.epub.pages.chapters import chapters
from dlexport.exporters.epub.pages.front import cover, title_page
from dlexport.exporters.epub.read_back import passages
from dlexport.plugin.contract import Artifact, Part, Passage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from dlexport.book.book import Book
    from dlexport.cache import Cache
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext, View
    from dlexport.theme.styles import Styles


class EpubExporter:
    """Makes the book for e-readers: see `Exporter` for the contract."""

    suffix: ClassVar[str] = ".epub"
    revision: ClassVar[int] = 19
    imports_at_first: ClassVar[tuple[str, ...]] = ("fontTools.ttLib.woff2",)
    Options: ClassVar[type[EpubOptions]] = EpubOptions

    def promises(self, options: EpubOptions) -> frozenset[Part]:   # noqa: ARG002 - every option carries everything
        """All parts."""
        return frozenset(Part)

    def stamps(self, book: Book, options: EpubOptions, styles: Styles) -> Mapping[str, str]:
        """One fingerprint of what belongs to no question: order, labels, style, options."""
        bank = book.bank
        shared = [
            title_of(bank.title), title_of(bank.subtitle) if bank.subtitle else "", bank.language, bank.labels,
            bank.version, bank.authors, bank.license, bank.description, bank.url, asdict(options),
            [(chapter.topic.id, [entry.question.id for entry in chapter.entries]) for chapter in book.chapters],
            [styles.text(name) for name in _styles((SANS_FONT, MATH_FONT))],
        ]
        return {"book": hashlib.sha256(json.dumps(shared).encode()).hexdigest()[:32]}

    def export(self, book: DatedBook, options: EpubOptions, context: ExportContext) -> Artifact:
        """The `.epub` of a dated book."""
        cache, fonts = context.cache, context.fonts
        formulas = Formulas(fonts, Typesetter(fonts, book.book.bank.language), cache, drawn=options.math == "svg")
        manuscript = Manuscript(book.book, options, addresses(book.book, options.answers),
                                formulas)
        this = edition(book.book.bank, context.moment)
        questions = written(manuscript, fonts.fingerprint(), cache, context.progress)
        body = list(chapters(questions))
        back = [appendix(questions), *([index] if (index := tags(questions)) else []), colophon(manuscript, this)]
        front = [cover(manuscript), title_page(manuscript)]
        others = [*front, *body, *back]
        contents = stops(manuscript, others)
        pages = [*front, nav(manuscript, contents, others), *body, *back]
        media = map(book.book.bank.media.__getitem__, manuscript.pictures)
        pictures = list({one.name: one for one in media}.values())      # two paths may lead to one picture
        carried = embedded(fonts, pages, options, cache)
        setter = Typesetter(fonts, manuscript.bank.language)    # its own: what it lacks is missing from the cover
        drawn = cover_pictures(manuscript, this, setter, fonts, cache)
        data = pack(Publication(
            opf=opf(manuscript, this, pages, pictures, carried),
            ncx=ncx(manuscript, contents, this),
            style="".join(map(context.styles.text, _styles(carried))).encode(),
            cover_svg=drawn.svg,
            cover_png=drawn.png,
            pages=pages,
            pictures=pictures,
            drawings={name: formulas.drawings[name] for name in manuscript.drawings},
            fonts=carried,
        ), cache)
        counts = {"questions": sum(1 for _ in book.book.entries()), "chapters": len(book.book.chapters),
                  "pictures": len(pictures)}
        return Artifact(data, counts, tuple(setter.problems()))

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """The text of each part, found by its `data-question` and `data-part` attributes."""
        return passages(data, cache)

    def preview(self, data: bytes, question: str) -> Iterable[View]:
        """The pages on which it stands."""
        from dlexport.exporters.epub.preview import page_views  # noqa: PLC0415 - for previews only

        return page_views(data, question)


def _styles(carried: Collection[str]) -> tuple[str, ...]:
    """The files of the theme that become the book's style sheet, by the fonts that it carries."""
    sans = ("epub/sans-font.css",) if SANS_FONT in carried else ()
    math = ("epub/math-font.css",) if MATH_FONT in carried else ()
    return ("epub/book.css", *sans, *math)
