"""Typefaces: chains of faces for Han, for Latin and for what neither has; they turn tokens into atoms."""

from __future__ import annotations

from itertools import groupby, repeat
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.text.atoms import Atom, Mixed, Word, WordPiece, shown
from dlexport.exporters.pdf.text.classes import (
    DASHES,
    DOTS,
    QUOTES_AND_DASHES,
    east_class,
    is_east,
    is_hangul,
    is_wide,
    west_classes,
)
from dlexport.exporters.pdf.text.marks import is_marked, parts, with_marks
from dlexport.exporters.pdf.text.tokens import (
    CLUSTER,
    CODE,
    DRAWN,
    FIRST,
    HYPHENED,
    LAST,
    LETTER,
    MIDDLE,
    NARROW,
    PIECES,
    SYLLABLE,
    TYPED,
    WORSE,
    WORST,
)
from dlexport.exporters.pdf.text.writing.clusters import clusters, is_picture, is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.exporters.pdf.fonts.face import Face

_HALF, _QUARTER = 0.5, 0.25
_MONEY = {"￥": "¥", "￡": "£", "￠": "¢", "￦": "₩"}
_STOPS = frozenset("、。，．：；！？")
# spaces that have a width of their own, in ems
_HELD = {"\u3000": 1.0, "\u2000": 0.5, "\u2001": 1.0, "\u2002": 0.5, "\u2003": 1.0, "\u2004": 1 / 3, "\u2005": 0.25,
         "\u2006": 1 / 6, "\u2007": 0.5, "\u2008": 0.25, "\u2009": 0.2, "\u200a": 0.1, "\u205f": 4 / 18}
_AS_DRAWN, _AS_TYPED = str.maketrans(DRAWN), str.maketrans(TYPED)
_FULL_WIDTH = 1.0
_LEFT_TO_RIGHT = "\u200e"      # keeps readers of the file from turning the order round: boxes stand as typed
_KEY = "\u20e3"      # makes a digit a key: with it one picture
_WHERE_PARTED = {WORSE: "q", LETTER: "u", WORST: "r"}   # the class of the left end of what follows such a sign
_BOX_WIDTH = 0.9        # of the box drawn for a character that no face has, in ems
_HAN_FEATURES = {"kern": False, "liga": True}
_LATIN_FEATURES = {"kern": True, "liga": True, "pwid": True}
_CODE_FEATURES = {"kern": False, "liga": False, "calt": False}     # code is shown as it was typed


class AtomTable(dict[str, Atom]):
    """Token -> atom, shaped when first asked for."""

    def __init__(self, shape: Callable[[str], Atom]) -> None:
        super().__init__()
        self._shape = shape
        self._scaled: dict[float, AtomTable] = {}

    def __missing__(self, token: str) -> Atom:
        atom = self[token] = self._shape(token)
        return atom

    def scaled(self, k: float) -> AtomTable:
        """The atoms with lengths in em of a paragraph whose size is `1 / k` of their own."""
        if k not in self._scaled:
            self._scaled[k] = AtomTable(lambda token: _scale(self[token], k))
        return self._scaled[k]


def _scale(atom: Atom, k: float) -> Atom:
    return atom._replace(width=atom.width * k, lead=atom.lead * k, tail=atom.tail * k)


class Typeface:
    """The faces for text of one kind: `han` for Han, `latin` for Western words, `others` for what these lack.

    Attributes:
        patterns: of hyphenation, for its Western words.
        korean: whether Han are letters of words, as in a Korean book.
        chinese, western: atoms of tokens in a paragraph that has Han, in one that has none (only quotation
            marks, dashes and ellipses differ).
        is_code: whether it is that of code.
    """

    def __init__(self, han: Face, latin: Face, others: Sequence[Face],
                 fallback: Callable[[str], Face | None] = lambda _text: None, *, code: bool = False) -> None:
        self.patterns = "en_US"
        self.korean = False
        self._han = han
        # in code the columns count: what the face of code has, it draws
        self._east = tuple(dict.fromkeys((latin, han, *others) if code else (han, *others, latin)))
        self._fallback = fallback
        self._west = tuple(dict.fromkeys((latin, *others, han)))
        self.is_code = code
        self._features = _CODE_FEATURES if code else _LATIN_FEATURES
        self.chinese = AtomTable(self._in_chinese)
        self.western = AtomTable(self._in_western)

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every face it may draw with, in the order a Western word asks them."""
        return self._west

    def face_for(self, text: str, *, east: bool) -> Face | None:
        """The first face that has all of `text`: of these, or else of those that are there for what they lack."""
        if is_picture(text) and (face := self._fallback(text)):
            return face
        return next((face for face in (self._east if east else self._west) if face.has(text)), None) or (
            self._fallback(text))

    def _in_chinese(self, token: str) -> Atom:
        char = token[0]
        if token == char and "\u4e00" <= char <= "\u9fff":      # by far the most: no shaping needed
            face = self._han
            glyph = face.glyph(char)
            if glyph:
                return Atom(face.advance(glyph) / 1000, face.code(glyph, char), "H", "H", 0.0, 0.0, face, None,
                            False)                              # noqa: FBT003 - a column
        if is_east(char) and (len(token) == 1 or char in DASHES + DOTS or not is_east(token[1])):
            return self._full(token)
        return self._in_western(token)

    def _in_western(self, token: str) -> Atom:
        char = token[0]
        if char.isspace() and char != "\xa0":
            return self._space(token)
        if is_east(char) and len(token) == 1 and char not in QUOTES_AND_DASHES and not is_hangul(char):
            atom = self._full(token)
            return atom._replace(left="w", right="w") if self.korean and atom.left == "H" else atom
        if char in PIECES:
            left, right = {FIRST: ("w", "P"), MIDDLE: ("p", "P"), LAST: ("p", "w")}[char]
            return self._word(token[1:], left, right)
        if char in _WHERE_PARTED:
            return self._in_western(token[1:])._replace(left=_WHERE_PARTED[char])
        if char == CODE:
            return self._word(token[1:], "w", "w")
        if char == CLUSTER:
            return self._full(token[1:])
        if char == NARROW:
            return self._word(token[1:], *west_classes(token[1:]))
        if char == SYLLABLE:
            return self._word(token[1:], "w", "h")
        if char == HYPHENED:
            return self._hyphened(token[1:])
        return self._word(token, *west_classes(token.translate(_AS_DRAWN)))

    def _hyphened(self, text: str) -> Atom:
        """A part of a hyphenated word, which adds a hyphen if a line ends with it."""
        atom = self._word(text, west_classes(text)[0], "k")
        face = atom.face
        return atom if face is None else atom._replace(tail=-face.advance(face.glyph("-")) / 1000)

    def _space(self, token: str) -> Atom:
        """A run of spaces: plain ones count once, as everywhere; those that have a width of their own hold it open."""
        face = self._west[0]
        code, advance = face.blank(" ")
        held = sum(map(_HELD.get, token, repeat(0.0)))
        width = held or advance / 1000
        text = f"{code}>{advance - 1000 * held:g}<" if held else code
        return Atom(width, text, "S", "S", 0.0, width, face, None, False)      # noqa: FBT003 - a column

    def _full(self, token: str) -> Atom:
        """One full-width character with its combining marks, or a rule of dashes."""
        face = self.face_for(token, east=True)
        if face is None:
            return self._word(token, "H", "H", east=True)
        kind = east_class(token[0])
        codes, kerns, width = face.shape(token, chinese=True, features=_HAN_FEATURES)
        full = width == _FULL_WIDTH
        blank = _QUARTER if full and kind == "C" and token in _STOPS and self._is_centred(face, token) else _HALF
        if kind == "M" and not full:
            kind = "N"                                          # a narrow interpunct is as it should be
        return Atom(width, shown(codes, kerns), kind, kind, _HALF * (kind == "O" and full),
                    full * {"C": blank, "M": _QUARTER}.get(kind, 0.0), face,
                    Word(codes, kerns) if len(codes) > 1 else None, len(codes) > 1)

    @staticmethod
    def _is_centred(face: Face, mark: str) -> bool:
        """Whether a stop stands in the middle of its square, as in Taiwan and Hong Kong, and not at its left."""
        return face.extent(face.glyph(mark))[0] > _QUARTER

    def _word(self, text: str, left: str, right: str, *, east: bool = False) -> Atom:
        face = (self._east if east else self._west)[0]
        drawn = text.translate(_AS_DRAWN)
        if drawn != text:
            if face.has(drawn):
                return self._as_typed(face, text, drawn, left, right)
            text = text.translate(_AS_TYPED)
        if is_marked(text) and _KEY not in text:
            return self._marked(text, left, right)
        if not is_picture(text) and _KEY not in text and face.has(text):
            codes, kerns, width = face.shape(text, chinese=east, features=self._features)
            end = text[-1]
            tail = face.advance(face.glyph(end)) / 1000 if end == " " else 0.0
            return Atom(width, shown(codes, kerns), left, right, 0.0, tail, face,
                        Word(codes, kerns) if len(codes) > 1 else None, len(codes) > 1)
        return _mixed(self._pieces(text, east=east), left, right)

    def _as_typed(self, face: Face, text: str, drawn: str, left: str, right: str) -> Atom:
        """A word with marks that are drawn otherwise than they were typed, and are copied so."""
        codes, kerns, width = face.shape(drawn, chinese=False, features=self._features)
        typed: dict[str, str] = {}
        for mark in TYPED.keys() & text:
            (code, *_), _, _ = face.shape(DRAWN[mark], chinese=False, features=self._features)
            typed[code] = face.retold(code, TYPED[mark])
        codes = tuple(typed.get(code, code) for code in codes)
        return Atom(width, shown(codes, kerns), left, right, 0.0, 0.0, face,
                    Word(codes, kerns) if len(codes) > 1 else None, len(codes) > 1)

    def _marked(self, text: str, left: str, right: str) -> Atom:
        """A word with combining marks, in pieces."""
        pieces: list[WordPiece] = []
        for part, has_marks in parts(text):
            if has_marks:
                pieces += with_marks(part, self._west, self._features, self._missing)
            else:
                pieces += self._pieces(part, east=False)
        return _mixed(pieces, left, right)

    def _pieces(self, text: str, *, east: bool) -> list[WordPiece]:
        """A word in pieces of several faces; full-width characters stay full-width."""
        def kind(cluster: str) -> tuple[Face | None, bool]:
            return self.face_for(cluster, east=east), is_wide(cluster) is not None

        pieces: list[WordPiece] = []
        while text[:1] in _MONEY and len(text) > 1 and (narrow := self.face_for(_MONEY[text[0]], east=False)):
            glyph = narrow.glyph(_MONEY[text[0]])
            pieces.append(WordPiece(narrow, Word((narrow.code(glyph, text[0]),), (0.0,)), narrow.advance(glyph) / 1000))
            text = text[1:]
        for (face, wide), group in groupby(clusters(text), key=kind):
            if face is None:
                pieces += map(self._missing, "".join(group))
            else:
                codes, kerns, width = face.shape("".join(group), chinese=east,
                                                 features=_HAN_FEATURES if wide else self._features)
                pieces.append(WordPiece(face, Word(codes, kerns), width))
        return pieces

    def _missing(self, char: str) -> WordPiece:
        """A visible box in place of a character that no face has; copied as that character."""
        face = self._west[0]
        text = f"{_LEFT_TO_RIGHT}{char}{_LEFT_TO_RIGHT}" if is_right_to_left(char) else char
        return WordPiece(face, Word((face.dot(text),), (0.0,)), _BOX_WIDTH, char)


def _mixed(pieces: Sequence[WordPiece], left: str, right: str) -> Atom:
    """A word of pieces as an atom."""
    width = sum(piece.width for piece in pieces)
    return Atom(width, "", left, right, 0.0, 0.0, None, Mixed(tuple(pieces)), True)    # noqa: FBT003 - a column
