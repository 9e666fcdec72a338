"""The package document: what the book is, which files it has, in which order they are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from dlexport.exporters.epub.manuscript import title_of
from dlexport.exporters.epub.package.addresses import COVER, COVER_PNG, COVER_SVG, NAV, NCX, STYLE
from dlexport.exporters.epub.pages.page import lines, text
from dlexport.labels import direction

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dlexport.exporters.epub.manuscript import Manuscript
    from dlexport.exporters.epub.package.edition import Edition
    from dlexport.exporters.epub.pages.page import Page
    from dlexport.pictures.media import Media

_TYPES: Final = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}
_IBOOKS: Final = "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
_APART: Final = ' linear="no"'
_UNDESCRIBED: Final = re.compile(r'<img [^>]*\balt=""')


@dataclass(frozen=True, slots=True)
class _Senses:
    """The access modes by which the book can be perceived (EPUB Accessibility 1.1, 2.2)."""

    pictures: bool
    described: bool
    mathml: bool
    drawn_math: bool


def _senses(pages: Sequence[Page]) -> _Senses:
    """The senses that the pages need. A picture with an empty `alt` has no description."""
    markup = [one.markup for one in pages]
    return _Senses(
        pictures=any("<img " in one for one in markup),
        described=not any(_UNDESCRIBED.search(one) for one in markup),
        mathml=any("<math " in one for one in markup),
        drawn_math=any('<svg class="math' in one for one in markup),
    )


def opf(
    manuscript: Manuscript, edition: Edition, pages: Sequence[Page], pictures: Sequence[Media],
    fonts: Collection[str],
) -> str:
    """The package document (EPUB 3.3, 5); `fonts` are the names of those the book carries."""
    language, way = escape(manuscript.bank.language), direction(manuscript.bank.language)
    progression = ' page-progression-direction="rtl"' if way == "rtl" else ""
    prefix = f' prefix="ibooks: {_IBOOKS}"' if fonts else ""
    ids = {one.name: f"page-{number}" for number, one in enumerate(pages, 1)}
    # out of the flow, yet in the landmarks: Kindle would show the cover twice, once by itself
    spine = lines(f'<itemref idref="{ids[one.name]}"{_APART * (one.name == COVER)}/>' for one in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id"'
        f' xml:lang="{language}" dir="{way}"{prefix}>\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"{lines([*_identity(manuscript, edition), *_accessibility(manuscript, edition, _senses(pages))])}\n"
        # without this Apple Books sets a book in fonts of its own
        + ('<meta property="ibooks:specified-fonts">true</meta>\n' if fonts else "")
        + f"</metadata>\n<manifest>\n{lines(_manifest(manuscript, pages, ids, pictures, fonts))}\n</manifest>\n"
        f'<spine toc="ncx"{progression}>\n{spine}\n</spine>\n'
        # calibre's conversions know the cover's page by this, or else set it, without its picture, after the last page
        f'<guide>\n<reference type="cover" title="{text(manuscript.labels.cover)}" href="{COVER}"/>\n</guide>\n'
        "</package>\n"
    )


def _identity(manuscript: Manuscript, edition: Edition) -> Iterator[str]:
    bank = manuscript.bank
    yield f'<dc:identifier id="book-id">{edition.identifier}</dc:identifier>'
    yield f'<dc:title id="title">{text(title_of(bank.title))}</dc:title>'
    yield '<meta refines="#title" property="title-type">main</meta>'
    if bank.subtitle:
        yield f'<dc:title id="subtitle">{text(title_of(bank.subtitle))}</dc:title>'
        yield '<meta refines="#subtitle" property="title-type">subtitle</meta>'
    yield f"<dc:language>{text(bank.language)}</dc:language>"
    for number, author in enumerate(bank.authors, 1):
        yield f'<dc:creator id="author-{number}">{text(author)}</dc:creator>'
        yield f'<meta refines="#author-{number}" property="role" scheme="marc:relators">aut</meta>'
    if bank.description:
        yield f"<dc:description>{text(bank.description)}</dc:description>"
    for chapter in manuscript.book.chapters:
        yield f"<dc:subject>{text(title_of(chapter.topic.title))}</dc:subject>"
    if bank.license:
        yield f"<dc:rights>{text(bank.license)}</dc:rights>"
    if edition.licence_address:
        yield f'<link rel="dcterms:license" href="{edition.licence_address}"/>'
    if bank.url:
        yield f"<dc:source>{text(bank.url)}</dc:source>"
    yield f"<dc:date>{edition.modified[:10]}</dc:date>"
    yield f'<meta property="dcterms:modified">{edition.modified}</meta>'
    yield f'<meta property="schema:version">{text(bank.version)}</meta>'
    yield '<meta property="schema:learningResourceType">self assessment</meta>'
    yield '<meta property="schema:educationalUse">self study</meta>'
    yield '<meta name="cover" content="cover-image"/>'      # EPUB 2 readers and Kindle find the cover by this


def _accessibility(manuscript: Manuscript, edition: Edition, senses: _Senses) -> Iterator[str]:
    """Discovery metadata and the claim of conformance, which is left out where a picture lacks its description."""
    modes = ["textual", *(["visual"] if senses.pictures or senses.drawn_math else [])]
    yield from (f'<meta property="schema:accessMode">{mode}</meta>' for mode in modes)
    sufficient = [*(["textual"] if senses.described else []), *([",".join(modes)] if len(modes) > 1 else [])]
    yield from (f'<meta property="schema:accessModeSufficient">{mode}</meta>' for mode in sufficient)
    features = [
        "ARIA", "displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents", "unlocked",
        *(["alternativeText"] if senses.described else []),
        *(["MathML"] if senses.mathml else []),
        *(["describedMath", "latex"] if senses.mathml or senses.drawn_math else []),
    ]
    yield from (f'<meta property="schema:accessibilityFeature">{feature}</meta>' for feature in features)
    for hazard in ("noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard"):
        yield f'<meta property="schema:accessibilityHazard">{hazard}</meta>'
    yield f'<meta property="schema:accessibilitySummary">{text(manuscript.words.accessibility)}</meta>'
    if senses.described:
        yield ('<meta id="conformance" property="dcterms:conformsTo">'
               "EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>")
        yield f'<meta refines="#conformance" property="a11y:certifiedBy">{text(edition.tool)}</meta>'


def _manifest(
    manuscript: Manuscript, pages: Sequence[Page], ids: dict[str, str], pictures: Sequence[Media],
    fonts: Collection[str],
) -> Iterator[str]:
    for one in pages:
        properties = [*(["nav"] if one.name == NAV else []), *one.properties]
        said = f' properties="{" ".join(properties)}"' if properties else ""
        yield f'<item id="{ids[one.name]}" href="{escape(one.name)}" media-type="application/xhtml+xml"{said}/>'
    yield f'<item id="ncx" href="{NCX}" media-type="application/x-dtbncx+xml"/>'
    yield f'<item id="style" href="{STYLE}" media-type="text/css"/>'
    yield f'<item id="cover-image" href="{COVER_PNG}" media-type="image/png" properties="cover-image"/>'
    yield f'<item id="cover-drawing" href="{COVER_SVG}" media-type="image/svg+xml"/>'
    for number, media in enumerate(pictures, 1):
        yield f'<item id="picture-{number}" href="images/{media.name}" media-type="{_TYPES[media.kind]}"/>'
    for number, name in enumerate(manuscript.drawings, 1):
        yield f'<item id="formula-{number}" href="{name}" media-type="image/svg+xml"/>'
    for number, name in enumerate(fonts, 1):
        yield f'<item id="font-{number}" href="{name}" media-type="font/woff2"/>'
