"""Fields of rich text. A field that is absent or wrong becomes an empty text; its problem is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.problems import errors
from dlexport.richtext.markdown.east_asian import sets_no_space
from dlexport.richtext.markdown.parse import parse_blocks, parse_inline, parse_title
from dlexport.richtext.nodes import (
    EMPTY,
    Blank,
    Code,
    Emphasis,
    FootnoteReference,
    Gap,
    Image,
    Line,
    LineBreak,
    Link,
    Math,
    Paragraph,
    QuestionLink,
    RichText,
    Strikethrough,
    Strong,
    Styled,
    Text,
)
from dlexport.richtext.plain import GAP, plain
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dlexport.reader.fields import Reading
    from dlexport.reader.incremental.known_texts import Grammar
    from dlexport.reader.keys import Fields
    from dlexport.richtext.nodes import Inline
    from dlexport.source.located import Located

NO_LINE: Final = Line((), EMPTY.source)
_TITLE: Final = 120
_OF_TITLES: Final = (Text, Math, Code, Strong, Emphasis, Styled, Strikethrough)
_OPENING: Final = 40     # characters of a prompt that stand for a title


def title(fields: Fields, name: str, reading: Reading) -> Line:
    """A line of plain text with formulas."""
    return title_if_any(fields, name, reading) or NO_LINE


def title_if_any(fields: Fields, name: str, reading: Reading) -> Line | None:
    """A title, read as by `title`; None if it is absent."""
    source = reading.text(fields, name)
    if source is None or reading.weight.too_much:
        return None
    line, problems = parse_title(source, reading.macros)
    reading.problems += problems
    reading.weight.add(line)
    return line


def blocks(fields: Fields, name: str, reading: Reading, *, gaps: bool = False) -> RichText:
    """A field of block Markdown; in a prompt there may be `gaps`."""
    source = reading.text(fields, name)
    if source is None or reading.weight.too_much:
        return EMPTY
    text = _blocks(source, name, reading, gaps=gaps)
    reading.weight.add(text)
    return text


def _blocks(source: Located, name: str, reading: Reading, *, gaps: bool) -> RichText:
    grammar: Grammar = "asked" if gaps else "blocks"
    known = reading.known_texts.blocks(source.value, grammar)
    if known is not None:
        return RichText(known, source)
    again = reading.read_before.get((grammar, source.value))
    if again is not None:
        return RichText(again, source)
    text, problems = parse_blocks(source, reading.macros, gaps=gaps)
    reading.problems += problems
    if not problems and text.blocks and reading.document.anchors:
        reading.read_before[grammar, source.value] = text.blocks
    if not text.blocks and not errors(problems):
        reading.note("empty", f"`{name}` shows nothing", source.span(), "write something that readers will see")
    elif not problems:
        reading.known_texts.keep(grammar, source.value, text.blocks)
    return text


def as_title(prompt: RichText) -> Line | None:
    """A prompt that can be a title: one short paragraph of words and formulas without a gap."""
    match prompt.blocks:
        case (Paragraph(children),) if all(isinstance(node, _OF_TITLES) for node in walk(children)):
            return Line(children, prompt.source) if len(plain(children)) <= _TITLE else None
        case _:
            return None


def other_grammar(said: Line | None, summary: Line | None, told: Line, reading: Reading) -> tuple[str, ...]:
    """Which of `title` and `summary` the same text gives in two grammars, with other nodes: HTML is none in a title.

    Args:
        said: the prompt that is the title; it might be typed as `title`.
        summary: the question's own.
        told: what stands for a summary where there is none.
        reading: the document.
    """
    found = []
    if said and parse_title(said.source, reading.macros)[0].children != said.children:
        found.append("title")
    if summary and summary.source.value.strip() == told.source.value.strip() and summary.children != told.children:
        found.append("summary")
    return tuple(found)


def opening(prompt: RichText) -> Line:
    """The beginning of a prompt, which stands for its title where one is needed: words and formulas of one line."""
    first = next((block for block in prompt.blocks if isinstance(block, Paragraph)), None)
    if first is None:
        words = " ".join(plain(prompt).split())
        return Line((Text(_cut(words, _OPENING)),) if words else (), prompt.source)
    found: list[Inline] = []
    room = _OPENING
    for node in _simple(first.children):
        if isinstance(node, Text) and len(node.text) > room:
            found.append(Text(_cut(node.text, room)))
            break
        found.append(node)
        room -= len(plain((node,)))
        if room <= 0:
            break
    return Line(tuple(found), prompt.source)


def _simple(nodes: Iterable[Inline]) -> Iterator[Inline]:
    for node in nodes:
        match node:
            case Gap():
                yield Blank(GAP)
            case LineBreak():
                yield Text(" ")
            case Link() | QuestionLink() | Strong() | Emphasis():
                yield from _simple(node.children)
            case Image() | FootnoteReference():
                pass
            case _:
                yield node


def _cut(text: str, room: int) -> str:
    """The text, or what of it there is room for: whole words, but of a single one that is longer than all the room."""
    if len(text) <= room:
        return text
    end = max(0, room)
    while end and all(char.isalnum() and not sets_no_space(char) for char in text[end - 1:end + 1]):
        end -= 1
    return text[:end or (room if room == _OPENING else 0)].rstrip() + "…"


def recalled(fields: Fields, name: str, reading: Reading) -> Line:
    """A key point's sentence: one paragraph with at least one strong term, which the reader must recall."""
    source = reading.text(fields, name)
    if source is None or reading.weight.too_much:
        return NO_LINE
    line = _recalled(source, reading)
    reading.weight.add(line)
    return line


def _recalled(source: Located, reading: Reading) -> Line:
    known = reading.known_texts.inlines(source.value)
    if known is not None:
        return Line(known, source)
    before = len(reading.problems)
    line, problems = parse_inline(source, reading.macros)
    reading.problems += problems
    terms = [plain(node.children).strip() for node in walk(line.children) if isinstance(node, Strong)]
    if not errors(problems) and not any(terms):
        reading.note("no-blank", "a key point without a term to recall", source.span(),
                     "put what the reader must recall between `**` and `**`")
    for node in walk(line.children):
        if isinstance(node, Strong) and node.hint and _tells(node):
            reading.note("hint", f"the hint `{node.hint}` says what is to be recalled", source.span(),
                         "let it help without giving the term away", "warning")
    if len(reading.problems) == before:
        reading.known_texts.keep("inline", source.value, line.children)
    return line


def _tells(node: Strong) -> bool:
    term = plain(node.children).strip().casefold()
    return len(term) > 1 and term in node.hint.casefold()
