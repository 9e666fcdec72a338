"""Paragraphs and tables of a Word document -> lines of Markdown, as people type question papers and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dlexport.importers import answers
from dlexport.importers.docx import lists
from dlexport.importers.docx.document import WordParagraph, WordTable
from dlexport.importers.docx.inline import markdown_of, part_of, plain_of, without_bullet
from dlexport.importers.docx.parts import blanked, joined, lines_of, options_of, unbolded
from dlexport.importers.docx.told import WordLine, with_answers
from dlexport.importers.markdown.titles import CHAPTER, NUMBERED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dlexport.importers.docx.document import WordBlock
    from dlexport.importers.docx.stretch import WordStretch
    from dlexport.importers.labels import FieldName

_MARKUP: Final = re.compile(r"^(?:#{1,6} \S|\*\*[^*\n]+\*\*|```|- \[[ x]\] )")
_TYPED: Final = 3  # paragraphs of Markdown that make a document Markdown
_HEADING: Final = 120
_BOX: Final = re.compile(r"^[\s\u3000]*([☐☑□■])[ \t\u3000]*(?=\S)")


@dataclass(slots=True)
class PaperWriter:
    """Writes a document.

    Attributes:
        table: called with a table's cells as text; whether it took it as a table of questions.
        own: labels of the user's.
        coloured: stretches of text whose colour was no mark and is not kept.
    """

    table: Callable[[list[list[str]]], bool]
    own: Mapping[str, FieldName]
    coloured: int = 0
    _raw: bool = False
    _shift: int = 0
    _asked: set[int] = field(default_factory=set)
    _headed: set[int] = field(default_factory=set)
    _kind: str = ""
    _option: int = 0

    def write(self, blocks: Sequence[WordBlock]) -> list[WordLine]:
        """The lines of a document."""
        words = [block for block in blocks if isinstance(block, WordParagraph)]
        self._raw = sum(bool(_MARKUP.match(word.plain)) for word in words) >= _TYPED
        self._shift = any(word.style.heading == -1 for word in words)
        self._asked, self._headed = lists.questions(blocks)
        paper = bool(self._asked) or any(lists.ANSWER.search(word.plain) for word in words)
        if not paper and not any(word.style.heading > 0 for word in words):
            self._headed |= _bold_questions(blocks)
        elif paper or any(word.style.heading > 0 for word in words):
            self._headed = set()
        made: list[WordLine] = []
        for block in blocks:
            made += self._table(block) if isinstance(block, WordTable) else self._paragraph(block)
        return with_answers(made)

    def _paragraph(self, block: WordParagraph) -> list[WordLine]:
        number, label = block.number, block.label
        pieces = unbolded(block.pieces, self.own) if not block.style.code else block.pieces
        prefix = label.text if label else ""
        if block.style.heading or number in self._headed:
            level = 1 if block.style.heading == -1 else min((block.style.heading or 2) + self._shift, 6)
            text = " ".join(markdown_of([replace(piece, bold=False, underline=False) for piece in pieces],
                                        raw=self._raw).split())
            self._kind, self._option = answers.kind_of(text), 0
            return [WordLine(number, "heading", f"{'#' * level} {prefix}{' ' if prefix else ''}{text}")]
        if block.style.code:
            return [WordLine(number, "code", "\n".join(piece for piece in plain_of(block.pieces).split("\n")))]
        if label and label.kind == "letter":
            letter = re.search("[A-Za-z]", prefix)
            if letter and ord(letter[0].upper()) - ord("A") in {0, self._option}:
                self._option = ord(letter[0].upper()) - ord("A") + 1
                return [_option(number, letter[0].upper(), pieces, raw=self._raw)]
        if label and number not in self._asked and (label.kind == "bullet" or prefix.strip()):    # some show nothing
            text = joined(markdown_of(pieces, raw=self._raw))
            indent = "    " * label.level
            digits = re.findall(r"\d+", prefix)
            mark = "-" if label.kind == "bullet" else f"{digits[-1]}." if digits else prefix
            self._option = 0
            return [WordLine(number, "item", f"{indent}{' ' if mark[0].isdigit() else ''}{mark} {_hung(text, indent)}")]
        made: list[WordLine] = []
        for index, line in enumerate(lines_of(pieces)):
            made += self._line(number, line, prefix if index == 0 else "")
        return made

    def _line(self, number: int, pieces: list[WordStretch], prefix: str) -> list[WordLine]:
        plain = plain_of(pieces)
        parts = options_of(plain, self._option)
        if parts and not prefix:
            made = []
            if plain[: parts[0][1]].strip():
                made = self._line(number, part_of(pieces, 0, parts[0][1]), prefix)
            for letter, start, end in parts:
                body = lists.OPTION.match(plain[start:end])
                made.append(_option(number, letter, part_of(pieces, start + (body.end() if body else 0), end),
                                    raw=self._raw))
            self._option = ord(parts[-1][0]) - ord("A") + 1
            return made
        kind = "text"
        if prefix or NUMBERED.match(plain) or CHAPTER.match(plain):
            kind = "question" if prefix or NUMBERED.match(plain) else "heading"
            self._option = 0
            if kind == "heading":
                self._kind = answers.kind_of(plain)
        elif lists.ANSWER.search(plain):
            kind, self._option = "answer", 0
        blanks: tuple[str, ...] = ()
        if self._kind == "blank" and kind in {"question", "text"}:
            pieces, blanks = blanked(pieces)
        self.coloured += sum(bool(piece.colour) and not piece.made for piece in pieces)
        text = joined(markdown_of(pieces, raw=self._raw)).strip("\n\u3000 ")
        if (match := _BOX.match(text)) and kind == "text":
            return [WordLine(number, "item", f"- [{'x' if match[1] in '☑■' else ' '}] {text[match.end():]}")]
        if kind == "text" and (item := without_bullet(text)) is not None:
            return [WordLine(number, "item", f"- {item}")]
        space = " " if prefix and prefix[-1] in ".)" else ""
        return [WordLine(number, kind, prefix + space + text, slot=bool(lists.SLOT.search(plain)), blanks=blanks)]

    def _table(self, block: WordTable) -> list[WordLine]:
        cells = [cell for row in block.rows for cell in row if cell]
        if len(cells) <= 1:
            return [line for cell in cells for inner in cell
                    for line in (self._table(inner) if isinstance(inner, WordTable) else self._paragraph(inner))]
        words = [" ".join(one.plain for one in cell if isinstance(one, WordParagraph)) for cell in cells]
        if all(lists.OPTION.match(text) for text in words) and lists.OPTION.match(words[0])[1] == "A":  # type: ignore[index]
            self._option = 0
            return [line for cell in cells for one in cell if isinstance(one, WordParagraph)
                    for line in self._paragraph(one)]
        rows = [[self._cell(cell) for cell in row] for row in block.rows]
        if self.table(rows):
            return []
        wide = max(map(len, rows))
        shown = [[re.sub(r"\\?\n+", "<br>", cell).replace("|", r"\|") for cell in row] + [""] * (wide - len(row))
                 for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in shown]
        return [WordLine(block.number, "table", "\n".join([lines[0], "|" + " --- |" * wide, *lines[1:]]))]

    def _cell(self, cell: list[WordBlock]) -> str:
        """The text of a cell, a line for each paragraph."""
        found = []
        for one in cell:
            if isinstance(one, WordTable):
                found += [" ".join(self._cell(inner) for inner in row) for row in one.rows]
            else:
                text = markdown_of(unbolded(one.pieces, self.own), raw=self._raw)
                found.append((f"{one.label.text or '•'} " if one.label else "") + text.replace("\n$$\n", "$").strip())
        return "\n".join(found)


def text_of(lines: Sequence[WordLine]) -> tuple[str, list[int]]:
    """The lines as one text, and for each of its lines the number of the paragraph it is of."""
    made: list[str] = []
    numbers: list[int] = []
    for place, line in enumerate(lines):
        before = lines[place - 1].kind if place else ""
        code = line.kind == "code"
        rows = line.text.split("\n")
        if place and not (line.kind == before and line.kind in {"option", "item", "code"}):
            rows = ["", *rows]
        if code and before != "code":
            rows.insert(1 if place else 0, "```")
        if code and (place + 1 == len(lines) or lines[place + 1].kind != "code"):
            rows.append("```")
        made += rows
        numbers += [line.number] * len(rows)
    return "\n".join(made) + "\n", numbers


def _option(number: int, letter: str, pieces: Sequence[WordStretch], *, raw: bool) -> WordLine:
    """An option without the looks that all of it has."""
    words = [piece for piece in pieces if piece.text.strip() and not piece.made]
    looks = {
        "lit": all(piece.lit for piece in words), "colour": all(piece.colour for piece in words),
        "underline": all(piece.underline for piece in words), "bold": all(piece.bold for piece in words)}
    marked = frozenset(name for name, on in looks.items() if on and words)
    plain = [
        replace(piece, lit=piece.lit and "lit" not in marked, bold=piece.bold and "bold" not in marked,
                underline=piece.underline and "underline" not in marked) for piece in pieces]
    return WordLine(number, "option", f"{letter}. {joined(markdown_of(plain, raw=raw)).strip()}", marked)


def _hung(text: str, indent: str) -> str:
    return text.replace("\n", f"\n{indent}    ")


def _bold_questions(blocks: Sequence[WordBlock]) -> set[int]:
    """Paragraphs that are bold as a whole, with others below that are not: headings without a style."""
    found = set()
    for block, below in pairwise(blocks):
        if not isinstance(block, WordParagraph) or len(block.plain) > _HEADING or block.label:
            continue
        if _is_bold(block) and not (isinstance(below, WordParagraph) and _is_bold(below)):
            found.add(block.number)
    return found


def _is_bold(block: WordParagraph) -> bool:
    words = [piece for piece in block.pieces if piece.text.strip()]
    return bool(words) and all(piece.bold for piece in words)
