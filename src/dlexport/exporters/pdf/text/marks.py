"""Letters with combining marks: each mark where the font puts it, or else in the middle over or under its letter."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from dlexport.exporters.pdf.fonts.face import NOTHING
from dlexport.exporters.pdf.text.atoms import Word, WordPiece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dlexport.exporters.pdf.fonts.face import Face

_MARKS: Final = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PARTS: Final = re.compile(f"[^{_MARKS}][{_MARKS}]+|(?:[^{_MARKS}](?![{_MARKS}]))+|[{_MARKS}]+")
_BELOW: Final = 220     # canonical combining classes of marks
_GAP: Final = 0.04      # ems between a letter and a mark that its font does not place

is_marked: Final = re.compile(f"[{_MARKS}]").search


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in letters with their marks, and in what has none; each with whether it has."""
    for part in _PARTS.findall(text):
        yield part, bool(is_marked(part)) and len(part) > 1


def with_marks(
    cluster: str, faces: Sequence[Face], features: Mapping[str, bool], missing: Callable[[str], WordPiece],
) -> list[WordPiece]:
    """A letter and its marks, copied as they were typed; `missing` stands for a character that no face has."""
    composed = unicodedata.normalize("NFC", cluster)
    letter = next((face for face in faces if face.has(composed)), None)
    if letter is not None:
        (glyph, _, _), *marks = placed = letter.placed(composed, features)
        width = letter.advance(glyph) / 1000
        heights = {y for _, _, y in marks}      # where the font does not place them all, we do
        if len(heights) == len(marks) and all((x, y) != (width, 0.0) for _, x, y in marks):
            texts = [*cluster] if len(placed) == len(cluster) else [cluster, *[NOTHING] * len(marks)]
            return [_piece(letter, glyph, texts[0], width),
                    *(_piece(letter, mark, text, 0.0, x - width, y)
                      for (mark, x, y), text in zip(marks, texts[1:], strict=True))]
    letter = letter or next((face for face in faces if face.has(cluster[0])), None)
    if letter is None:
        return [missing(char) for char in cluster]
    glyph = letter.glyph(cluster[0])
    width = letter.advance(glyph) / 1000
    found = [_piece(letter, glyph, cluster[0], width)]
    left, right, bottom, top = letter.extent(glyph)
    for char in cluster[1:]:
        face = next((face for face in (letter, *faces) if face.has(char)), None)
        if face is None:
            found.append(missing(char))
            continue
        mark = face.glyph(char)
        its_left, its_right, its_bottom, its_top = face.extent(mark)
        shift = (left + right) / 2 - (its_left + its_right) / 2 - width
        if unicodedata.combining(char) == _BELOW:
            rise = min(0.0, bottom - _GAP - its_top)
            bottom += rise
        else:
            rise = max(0.0, top + _GAP - its_bottom)
            top = its_top + rise
        found.append(_piece(face, mark, char, 0.0, shift, rise))
    return found


def _piece(face: Face, glyph: int, text: str, width: float, shift: float = 0.0, rise: float = 0.0) -> WordPiece:  # noqa: PLR0913, PLR0917 - a glyph, what it says, where it stands
    return WordPiece(face, Word((face.code(glyph, text),), (0.0,)), width, shift=shift, rise=rise)
