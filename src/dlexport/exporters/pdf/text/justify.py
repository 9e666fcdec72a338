"""A line set to its measure: marks squeezed, else gaps and spaces widened, else all characters (clreq 3.5.3, 3.5.4)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.text.atoms import InlineBox, Mixed, Word, shown
from dlexport.exporters.pdf.text.hyphenation import COPIED
from dlexport.exporters.pdf.text.line import Cover, MissingBox, Placed, SetLine, Shown
from dlexport.exporters.pdf.text.runs import Dotted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.exporters.pdf.fonts.face import Face
    from dlexport.exporters.pdf.text.columns import Columns
    from dlexport.exporters.pdf.text.runs import TextStyle

_TORN, _FEW = 0.25, 0.1     # ems between all characters; of a line: one that wants more than both is left as it is
_LONG, _LOOSE = 3.0, 0.08   # ems: before so long a piece of code or formula a line is left that wants more than that

_end_of_stretch = itemgetter(0)


def set_line(text: Columns, first: int, last: int, measure: float, *, ragged: bool) -> SetLine:
    """Set the atoms `first` to `last` of a paragraph to a measure in points."""
    size, at, spreads = text.size, text.at, text.spreads
    origin = at[first] + text.lead[first]
    natural = at[last] + text.width[last] - text.tail[last] - origin
    slack = measure / size - natural
    gaps = spreads[last] - spreads[first]
    torn = slack > max(_TORN * gaps + text.stretches_by[last] - text.stretches_by[first], _FEW * (natural + slack))
    if not torn and slack - (text.stretches_by[last] - text.stretches_by[first]) > _LOOSE * gaps:
        torn = last + 1 < text.count and text.width[last + 1] > _LONG and _is_stiff(text, last + 1)
    justified = not (ragged or torn or last + 1 == text.count)
    if not justified:
        slack = min(slack, 0.0)
    loose = slack > 0.0
    sums = text.stretches_by if loose else text.shrinks
    room = sums[last] - sums[first]
    ratio = max(-1.0, min(1.0, slack / room)) if room else 0.0
    tracking = (slack - room) / gaps if slack > room and gaps else 0.0

    def position(k: int) -> float:
        """The position of the start of atom k, in points."""
        moved = ratio * (sums[k] - sums[first]) + tracking * (spreads[k] - spreads[first])
        return (at[k] - origin + moved) * size

    line = SetLine(position(last) + (text.width[last] - text.tail[last]) * size, tracking * size, justified)
    _fill(line, text, range(first, last + 1), _Fit(text.flex[loose], text.odd[loose], ratio, tracking), position)
    return line


def _is_stiff(text: Columns, k: int) -> bool:
    """Whether an atom is code or a box, such as a formula."""
    style = text.stretches[bisect_right(text.stretches, k, key=_end_of_stretch)].style
    return style is None or style.typeface.is_code


def set_whole(text: Columns) -> SetLine:
    """Set all of a paragraph on one line at its natural width."""
    size, at, origin, last = text.size, text.at, text.lead[0], text.count - 1

    def position(k: int) -> float:
        return (at[k] - origin) * size

    line = SetLine(position(last) + (text.width[last] - text.tail[last]) * size, 0.0, justified=False)
    odd = list(compress(range(text.count), text.natural))
    _fill(line, text, range(text.count), _Fit(text.natural, odd, 0.0, 0.0), position)
    return line


def _fill(line: SetLine, text: Columns, atoms: range, fit: _Fit, position: Callable[[int], float]) -> None:
    """Put atoms of a paragraph into a line; `position` gives where an atom begins, in points."""
    size, first, last = text.size, atoms.start, atoms.stop - 1
    start, stretches = first, text.stretches
    for number in range(bisect_right(stretches, first, key=_end_of_stretch), len(stretches)):
        end, face, style = stretches[number]
        stop = min(end, last + 1)
        if face is not None and style is not None:
            unit = 1000 * size / style.size
            strings = _strings(text, range(start, stop), fit, unit)
            if stop > last and text.tail[last] < 0.0:
                strings += _hyphen(face, fit.tracking * unit)
            line.contents.append(Shown(position(start), face, style, strings))
        else:
            _place(text, start, line, position(start), style, fit.tracking)
        start = stop
        if stop > last:
            break
    for covered in text.covered:
        begin, finish = max(first, covered.first), min(last, covered.end - 1)
        if begin <= finish:
            right = position(finish) + (text.width[finish] - text.tail[finish] * (finish == last)) * size
            middles = tuple(position(k) + text.width[k] * size / 2 for k in range(begin, finish + 1)
                            if text.left[k] == "H") if isinstance(covered.decoration, Dotted) else ()
            line.covers.append(Cover(position(begin), right, covered.decoration, middles))


def _hyphen(face: Face, tracking: float) -> str:
    """The hyphen that ends a line inside a word; it is copied as `hyphenation.COPIED`."""
    code = face.code(face.glyph("-"), COPIED)
    return f">{tracking:.1f}<{code}" if tracking else code


class _Fit(NamedTuple):
    """The fitting of a line: the gaps that shrink or stretch, and the amount."""

    flex: Sequence[float]
    odd: list[int]
    ratio: float
    tracking: float


def _strings(text: Columns, atoms: range, fit: _Fit, unit: float) -> str:
    """Atoms for a TJ array; `unit` turns ems of the paragraph into its numbers."""
    pieces: list[str] = []
    done, stop = atoms.start, atoms.stop
    odd, tracking = fit.odd, fit.tracking
    for place in range(bisect_left(odd, done), len(odd)):
        k = odd[place]
        if k >= stop:
            break
        pieces += text.shown[done:k]
        done, part = k + 1, text.parts[k]
        pieces.append(shown(part.codes, part.kerns, tracking * unit) if tracking and isinstance(part, Word)
                      else text.shown[k])
        if done < stop:             # what follows the last atom is told by where the next stretch begins
            gap = text.natural[k] + fit.flex[k] * fit.ratio
            if tracking and not text.spread[k]:
                gap -= tracking     # Tc follows every glyph: taken back
            number = round(-gap * unit, 1)
            if number:
                pieces.append(f">{number:g}<")
    pieces += text.shown[done:stop]
    return "".join(pieces)


def _place(  # noqa: PLR0913, PLR0917 - an atom, where it comes and in what
    text: Columns, k: int, line: SetLine, x: float, style: TextStyle | None, tracking: float,
) -> None:
    part = text.parts[k]
    if isinstance(part, InlineBox):
        line.contents.append(Placed(x, part))
        line.ascent, line.descent = max(line.ascent, part.ascent), max(line.descent, part.descent)
    elif isinstance(part, Mixed) and style is not None:
        unit = 1000 * text.size / style.size
        for piece in part.pieces:
            strings = shown(*piece.word, tracking * unit)       # Tc follows every glyph: taken back inside a word
            if piece.missing:
                line.contents.append(MissingBox(x, piece.width * style.size, piece.face, style, strings))
            else:
                line.contents.append(
                    Shown(x + piece.shift * style.size, piece.face, style, strings, piece.rise * style.size))
            x += piece.width * style.size
