"""The press: theme, faces and pictures of one document, and the list of characters that no face has."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from dlexport.exporters.pdf.drawing.bitmap import bitmap, embedded_bitmap
from dlexport.exporters.pdf.drawing.grey import grey_bitmap
from dlexport.exporters.pdf.text.runs import TextStyle
from dlexport.exporters.pdf.text.typefaces import PLAIN
from dlexport.exporters.pdf.text.word_ends import WordEnds
from dlexport.labels import labels_for
from dlexport.plugin.contract import unwatched

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.exporters.pdf.blocks.set_formula import SetFormula
    from dlexport.exporters.pdf.drawing.bitmap import Bitmap
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.style.theme import Theme
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.exporters.pdf.text.paragraph import TextParagraph
    from dlexport.exporters.pdf.text.typefaces import Cast, Look
    from dlexport.labels import Labels
    from dlexport.math.layout import MathFont
    from dlexport.pictures.media import Media
    from dlexport.problems import Span
    from dlexport.source.yaml_tree import Located

T = TypeVar("T")

_MATH_SCALE = 1.2           # the most
_NARROW, _NARROW_HAN = 27.0, 12.0       # ems: a narrower text is not stretched to its measure


@dataclass(frozen=True, slots=True)
class Missing:
    """Characters that no face has, in text of a field, or of something at `where`."""

    chars: str
    where: Located | Span | None


_Stacked: TypeAlias = "tuple[int, str, Located | Span | None]"
Lacks: TypeAlias = "tuple[list[Missing], list[_Stacked]]"
"""What something lacks: characters that no face has, and room for tables."""


@dataclass
class Press:
    """One document's theme, faces and pictures.

    Attributes:
        language: of the book.
        labels: its words in that language.
        tag_names: names that tags are shown by.
        progress: told after each question how many are done.
        least_gap: how wide the blanks of prompts are at least, in points.
        words: where words end in its texts.
        missing: what could not be drawn, in the order met.
        figures_move: whether figures may stand further down in their part to fill a page.
        numbers: whether figures and tables with captions are numbered, within the chapter of this number.
        stacked: tables that are wider than the page: how many columns, the text of the first head, the field.
        drawings: the vector pictures set so far, by their path, with the characters that no face has.
        label_lines: short texts set so far, by text and style, with the characters that no face has.
        formulas: those set so far, by LaTeX, whether displayed, size, colour, width and height to be had: pieces, each
            with the space before it and the class of its left end.
    """

    theme: Theme
    cast: Cast
    media: Mapping[str, Media]
    language: str = "zh-CN"
    labels: Labels = field(default_factory=lambda: labels_for("zh-CN"))
    progress: Callable[[int], None] = unwatched
    least_gap: float = 0.0
    words: WordEnds = field(default_factory=WordEnds)
    missing: list[Missing] = field(default_factory=list)
    figures_move: bool = False
    numbers: bool = False
    chapter: int = 0
    tag_names: Mapping[str, str] = field(default_factory=dict)
    stacked: list[_Stacked] = field(default_factory=list)
    drawings: dict[str, tuple[Sheet, str]] = field(default_factory=dict)
    formulas: dict[tuple[str, bool, float, str, float, float], tuple[tuple[float, str, SetFormula], ...]] = field(
        default_factory=dict)
    label_lines: dict[tuple[str, TextStyle], tuple[SetLine, str]] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _styles: dict[tuple[Look, float, str, float], TextStyle] = field(default_factory=dict)

    def begin(self, chapter: int) -> None:
        """Count figures and tables anew, for a chapter."""
        self.chapter = chapter
        self._counts.clear()

    def aside(self, make: Callable[[], T]) -> tuple[T, Lacks]:
        """What is made, and what it lacks, which is not told: `tell` does so where it is used."""
        missing, stacked = len(self.missing), len(self.stacked)
        made = make()
        lacks = self.missing[missing:], self.stacked[stacked:]
        del self.missing[missing:], self.stacked[stacked:]
        return made, lacks

    def tell(self, lacks: Lacks) -> None:
        """Tell what something lacks that was made aside."""
        missing, stacked = lacks
        self.missing += missing
        self.stacked += stacked

    def numbered(self, label: str, kind: str) -> str:
        """A label with the number of the next figure or table of the chapter; nothing where none is asked for."""
        if not self.numbers:
            return ""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return label.format(number=f"{self.chapter}-{self._counts[kind]}")

    def ragged(self, text: TextParagraph, measure: float) -> bool:
        """Whether text keeps its natural gaps: in a narrow box, and beside blanks, which no line can share out."""
        if text.chinese:
            return measure < _NARROW_HAN * text.size
        return measure < _NARROW * text.size or self.least_gap > 0

    def style(self, look: Look, size: float, colour: str = "ink", rise: float = 0.0) -> TextStyle:
        """The text style for a look; `colour` is a name of the theme or `#rrggbb`."""
        key = (look, size, colour, rise)
        found = self._styles.get(key)
        if found is None:
            value = self.theme.colours.get(colour, colour)
            found = self._styles[key] = TextStyle(self.cast.typeface(look), size, value, rise)
        return found

    def bitmap(self, name: str) -> Bitmap:
        """A picture by the name that it has on sheets."""
        found = next((bitmap(media) for media in self.media.values() if media.sha256.startswith(name)), None)
        found = found or self._inside_drawings[name]
        return found if self.theme.inks == "colour" else grey_bitmap(found)

    @cached_property
    def _inside_drawings(self) -> Mapping[str, Bitmap]:
        """The bitmaps that drawings have in them, by the names they have on sheets; looked up where one is wanted."""
        from dlexport.pictures.svg.reading import parse  # noqa: PLC0415 - only where there are vector drawings
        from dlexport.pictures.svg.shapes import Pixels  # noqa: PLC0415 - the same

        drawings = [parse(media.data, media.path) for media in self.media.values()
                    if media.kind == "svg" and b"<image" in media.data]
        made = [embedded_bitmap(shape) for drawing in drawings for shape in drawing.shapes if isinstance(shape, Pixels)]
        return {one.name: one for one in made}

    @cached_property
    def math_scale(self) -> float:
        """The ratio of a formula's size to that of the text around it, at which small letters are equally high."""
        latin, math = self.cast.typeface(PLAIN).faces[0], self.cast.math
        heights = [face.extent(face.glyph("x"))[3] if face.has("x") else 0.0 for face in (latin, math)]
        return max(1.0, min(_MATH_SCALE, heights[0] / heights[1])) if heights[1] else 1.0

    @cached_property
    def math_font(self) -> MathFont:
        """The measures of the math font, opened when the first formula comes."""
        from dlexport.math.layout import MathFont  # noqa: PLC0415 - only where there are formulas

        return MathFont(self.cast.math.path)
