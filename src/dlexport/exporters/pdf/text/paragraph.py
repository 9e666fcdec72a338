"""A paragraph: runs and inline boxes as columns of atoms and gaps, to be cut to any measure.

All that is done for each atom is done by C iterators over columns; loops of Python run for each line and each
unusual gap only. Lengths inside are in ems of the paragraph's size; only what leaves it is in points.
"""

from __future__ import annotations

from bisect import bisect_left
from copy import copy
from itertools import accumulate, compress, groupby
from operator import add, itemgetter, or_, sub
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.text import word_ends
from dlexport.exporters.pdf.text.atoms import Atom, InlineBox, Mixed
from dlexport.exporters.pdf.text.classes import is_chinese
from dlexport.exporters.pdf.text.columns import Columns, Covered, Stretch
from dlexport.exporters.pdf.text.hyphenation import Cuts, has_word
from dlexport.exporters.pdf.text.justify import set_line, set_whole
from dlexport.exporters.pdf.text.line_breaks import best_breaks, best_hyphened_breaks, wants_hyphens
from dlexport.exporters.pdf.text.runs import Run
from dlexport.exporters.pdf.text.spacing import GLUE, PARAGRAPH_END, Glue, typed_space
from dlexport.exporters.pdf.text.tokens import code_tokens, tokens
from dlexport.exporters.pdf.text.writing.quotes import western_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.exporters.pdf.text.runs import Decoration, Item
    from dlexport.exporters.pdf.text.word_ends import WordEnds

_left, _face, _parts, _complex = map(itemgetter, map(Atom._fields.index, ("left", "face", "parts", "complex")))
_natural = itemgetter(Glue._fields.index("natural"))
_is_space = "S".__eq__
_INSIDE = {"p": 0.6, "q": 2.5, "r": 4.0, "u": 8.0}     # badness of a break inside a formula, an address, code, a word
_MARKS = frozenset("OCMDNxv")
_ROW = 4.0                  # ems: no shorter row of marks is parted
_OPENING = frozenset(("O", "y"))
_IDEOGRAPHIC = 0.6          # ems: wider spaces hold room open
_NO_MEASURE = 2.0           # ems: for so little no word is broken
_CODE_KEPT_WHOLE = 16       # signs; a longer code span may break after its signs


class TextParagraph(Columns):
    """Columns of atoms.

    Args:
        items: what it is made of.
        size: in points.
        cuts: where words are to be cut for hyphens.

    Attributes:
        size: in points; the em of all its columns.
        missing: characters that no face has.
    """

    def __init__(self, items: Sequence[Item], size: float, cuts: Cuts | None = None) -> None:
        self.size, self._cuts = size, cuts
        runs = [item for item in items if isinstance(item, Run)]
        self.chinese = is_chinese("".join(run.text for run in runs))
        if self.chinese:
            items = _with_western_marks(items, runs)
        self._items = items
        atoms: list[Atom] = []
        self.stretches = []
        self.covered = []
        spans: dict[Decoration, list[int]] = {}
        for item in items:
            start = len(atoms)
            if isinstance(item, InlineBox):
                atoms.append(Atom(item.width / size, "", item.left, item.right, item.lead / size, 0.0,
                                  None, item, True))            # noqa: FBT003 - a column
                self.stretches.append(Stretch(start + 1, None, None))
                continue
            atoms += self._cast(item)
            for face, group in groupby(atoms[start:], key=_face):
                end = self.stretches[-1].end if self.stretches else 0
                count = len(list(group))
                steps = range(1, count + 1) if face is None else (count,)
                self.stretches += (Stretch(end + step, face, item.style) for step in steps)
            for decoration in item.decorations:
                spans.setdefault(decoration, [start, 0])[1] = len(atoms)
        self.covered = [Covered(first, end, decoration) for decoration, (first, end) in spans.items()]
        self.missing = "".join([piece.missing for part in map(_parts, compress(atoms, map(_complex, atoms)))
                                if isinstance(part, Mixed) for piece in part.pieces])
        _settle_spaces(atoms)
        self.count = len(atoms)
        self._broken = False
        if atoms:
            self._columns(atoms)

    def _cast(self, run: Run) -> list[Atom]:
        face = run.style.typeface
        table = face.chinese if self.chinese else face.western
        if run.code:
            found = code_tokens(run.text, may_break=len(run.text) > _CODE_KEPT_WHOLE)
        else:
            found = tokens(run.text, chinese=self.chinese)
        if run.style.size != self.size:
            table = table.scaled(run.style.size / self.size)
        if self._cuts is not None:
            if not run.code:
                found = self._cuts.cut(found, lambda token: table[token].face is not None, face.patterns)
            found = self._cuts.fitted(found, lambda token: table[token].width)
        return list(map(table.__getitem__, found))

    def _columns(self, atoms: list[Atom]) -> None:
        """Compute what a paragraph on one line needs."""
        (self.width, self.shown, self.left, self._right, self.lead, self.tail, _, self.parts,
         self._complex) = zip(*atoms, strict=True)
        self._gaps = [*map(GLUE.__getitem__, map(add, self._right, self.left[1:])), PARAGRAPH_END]
        self.natural = list(map(_natural, self._gaps))
        self.at = _running(map(add, self.width, self.natural))

    def break_up(self) -> None:
        """Compute what only a paragraph of several lines needs, once."""
        if self._broken:
            return
        self._broken = True
        breaks, _, shrink, stretch, self.spread, tight, loose = zip(*self._gaps, strict=True)
        self.flex = shrink, stretch
        every = range(self.count)
        self.odd = tuple(list(compress(every, map(or_, column, self._complex))) for column in (tight, loose))
        self.shrinks, self.stretches_by, self.spreads = _running(shrink), _running(stretch), _running(self.spread)
        # Break number b, 0 being the start of the paragraph: its last atom, the right edge of the line it ends
        # and the left edge of the line that it begins.
        self.break_last = [-1, *compress(every, breaks)]
        self.break_end = [0.0, *compress(map(sub, map(add, self.at, self.width), self.tail), breaks)]
        self.break_cost = [0.0, *(_INSIDE.get(self.left[k + 1], 0.0) for k in self.break_last[1:-1]), 0.0]
        self.break_start = [self.lead[0], *compress(map(add, self.at[1:], (*self.lead[1:], 0.0)), breaks)]

    def _natural(self) -> float:
        """The width of the paragraph on one line, in em."""
        return self.at[-1] - self.tail[-1] - self.lead[0]

    def natural_width(self) -> float:
        """The width of the paragraph on one line, in points."""
        return self._natural() * self.size if self.count else 0.0

    def narrowest(self) -> float:
        """The narrowest measure that holds its widest unbreakable part, in points."""
        if not self.count:
            return 0.0
        self.break_up()
        widths: Iterable[float] = map(sub, self.break_end[1:], self.break_start)
        return max(widths) * self.size

    def lines(self, measure: float, *, indent: float = 0.0, ragged: bool = False) -> list[SetLine]:
        """Cut to a measure in points; the first line starts `indent` points in.

        Args:
            measure: in points.
            indent: in points.
            ragged: leave the lines at their natural width, flush left.
        """
        if not self.count:
            return []
        first_measure, full_measure = (measure - indent) / self.size, measure / self.size
        if self._natural() <= first_measure:
            line = set_whole(self)
            line.indent = indent
            return [line]
        self.break_up()
        text, best = self, best_breaks
        ends = best(self, first_measure, full_measure)
        if wants_hyphens(self, ends, first_measure, full_measure, ragged=ragged):
            hyphened = self._hyphened(first_measure, full_measure)
            if hyphened is not None:
                text, best = hyphened, best_hyphened_breaks
            if text.narrowest() > measure > _NO_MEASURE * self.size:
                text, best = text._letter_by_letter(full_measure), best_hyphened_breaks  # noqa: SLF001 - its own kind
            if text.narrowest() > measure:
                text = text._apart(full_measure)  # noqa: SLF001 - as above
            if text is not self:
                ends = best(text, first_measure, full_measure)
        return _set_lines(text, ends, measure, indent, ragged=ragged)

    def sense(self, words: WordEnds | None = None) -> list[float]:
        """The cost, by the sense of the text, of each line break; `words` tells words apart (see `word_ends.costs`)."""
        self.break_up()
        found: list[str] = []
        for item in self._items:
            if isinstance(item, InlineBox):
                found.append("￼")
            elif item.code:
                found += code_tokens(item.text, may_break=len(item.text) > _CODE_KEPT_WHOLE)
            else:
                found += tokens(item.text, chinese=self.chinese)
        after = word_ends.costs(found, words)
        return [0.0, *(after[last] for last in self.break_last[1:-1]), 0.0]

    def lines_to(self, ends: Sequence[int]) -> list[SetLine]:
        """The lines that end at these breaks, at their natural width, flush left."""
        return _set_lines(self, ends, self.natural_width(), 0.0, ragged=True)

    def _hyphened(self, first_measure: float, measure: float) -> TextParagraph | None:
        """The paragraph with those words hyphenated that gain from it, the others kept whole; None if none gain."""
        if not any(has_word(item.text) for item in self._items if isinstance(item, Run)):
            return None
        cuts = Cuts()
        every = TextParagraph(self._items, self.size, cuts)
        if not cuts.made:
            return None
        every.break_up()
        last = [every.break_last[end] for end in best_hyphened_breaks(every, first_measure, measure)]
        cut = [k for k, tail in enumerate(every.tail) if tail < 0.0]
        only = set(compress(cuts.made, map(set(last).__contains__, cut)))
        if not only:
            return None
        found = TextParagraph(self._items, self.size, Cuts(only))
        found.break_up()
        return found

    def _letter_by_letter(self, measure: float) -> TextParagraph:
        """The paragraph with words broken that are wider than a line of `measure` em."""
        found = TextParagraph(self._items, self.size, Cuts(self._cuts.only if self._cuts else (), measure))
        found.break_up()
        return found

    def _apart(self, measure: float) -> TextParagraph:
        """The paragraph with breaks allowed inside a row of one mark that is wider than a line of `measure` em."""
        gaps, start = list(self._gaps), 0
        for (kind, _), group in groupby(_rows(zip(self.left, self.shown, strict=True))):
            end = start + len(list(group))
            number = bisect_left(self.break_last, start)
            if kind and self.at[end - 1] - self.at[start] > _ROW and (
                    self.break_end[number] - self.break_start[number - 1] > measure):
                gaps[start:end - 1] = [gap._replace(breaks=True) for gap in gaps[start:end - 1]]
            start = end
        found = copy(self)
        found._gaps, found._broken = gaps, False        # noqa: SLF001 - a copy of itself
        found.break_up()
        return found


def _set_lines(text: TextParagraph, ends: Sequence[int], measure: float, indent: float,
               *, ragged: bool) -> list[SetLine]:
    """The lines that end at these breaks."""
    found: list[SetLine] = []
    first = 0
    for number in ends:
        last = text.break_last[number]
        shift = 0.0 if first else indent
        line = set_line(text, first, last, measure - shift, ragged=ragged)
        line.indent = shift
        found.append(line)
        first = last + 1
    return found


def _mark(atom: tuple[str, str]) -> tuple[str, str]:
    """The class and the codes of a mark, from those of an atom; rules of dashes and dots are alike, however long."""
    kind, shown = atom
    return (kind, "" if kind in "Dv" else shown) if kind in _MARKS else ("", "")


def _rows(atoms: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The mark of each atom; a space after one belongs to its row, as no line may begin with the mark behind it."""
    before = ("", "")
    for atom in atoms:
        found = _mark(atom)
        if not found[0] and before[0] and _is_space(atom[0]):
            found = before
        before = found
        yield found


def _running(column: Iterable[float]) -> list[float]:
    """The sums of all before each."""
    return list(accumulate(column, initial=0.0))


def _with_western_marks(items: Sequence[Item], runs: Sequence[Run]) -> Sequence[Item]:
    """The items with stand-ins for marks of Western text in a Chinese paragraph."""
    texts = western_marks(["" if run.code else run.text for run in runs])
    if all(run.code or run.text == text for run, text in zip(runs, texts, strict=True)):
        return items
    new = {id(run): run if run.code else run._replace(text=text) for run, text in zip(runs, texts, strict=True)}
    return [new.get(id(item), item) for item in items]


def _settle_spaces(atoms: list[Atom]) -> None:
    """Typed spaces beside Han are as wide as the gap that would be there without them, and still copied.

    Those that hold room open do so, also where a paragraph begins.
    """
    for k in list(compress(range(len(atoms)), map(_is_space, map(_left, atoms)))):
        atom = atoms[k]
        before = atoms[k - 1].right if k else ""
        kind = typed_space(before, atoms[k + 1].left) if 0 < k < len(atoms) - 1 else "Z"
        if atom.width > _IDEOGRAPHIC:
            kind = "S"                                      # it is there for its width: room to write in, an indent
        right = before if before in _OPENING else kind      # LB14: no break after an opening mark and spaces
        if kind == "S":
            if right != "S":
                atoms[k] = atom._replace(right=right)
        else:
            back = f"{atom.shown}>{atom.width * 1000:g}<"
            atoms[k] = Atom(0.0, back, kind, right, atom.lead, 0.0, atom.face, atom.parts, atom.complex)
