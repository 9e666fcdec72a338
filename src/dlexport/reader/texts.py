"""Fields of rich text. A field that is absent or wrong becomes an empty text; its problem is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.problems import errors
from dlexport.richtext.markdown.parse import parse_blocks, parse_inline, parse_title
from dlexport.richtext.nodes import Line, RichText, Strong
from dlexport.richtext.plain import plain
from dlexport.richtext.walk import walk
from dlexport.source.yaml_tree import Located

if TYPE_CHECKING:
    from dlexport.reader.fields import Reading
    from dlexport.reader.keys import Fields

_NOTHING: Final = Located("", "", 1, 1, "", ())


def title(fields: Fields, name: str, reading: Reading) -> Line:
    """A line of plain text with formulas."""
    return title_if_any(fields, name, reading) or Line((), _NOTHING)


def title_if_any(fields: Fields, name: str, reading: Reading) -> Line | None:
    """As `title`; None if it is absent."""
    source = reading.text(fields, name)
    if source is None:
        return None
    line, problems = parse_title(source, reading.macros)
    reading.problems += problems
    return line


def blocks(fields: Fields, name: str, reading: Reading) -> RichText:
    """A field of block Markdown."""
    source = reading.text(fields, name)
    if source is None:
        return RichText((), _NOTHING)
    known = reading.known_texts.blocks(source.value)
    if known is not None:
        return RichText(known, source)
    text, problems = parse_blocks(source, reading.macros)
    reading.problems += problems
    if not text.blocks and not errors(problems):
        reading.note("empty", f"`{name}` shows nothing", source.span(), "write something that readers will see")
    elif not problems:
        reading.known_texts.keep("blocks", source.value, text.blocks)
    return text


def recalled(fields: Fields, name: str, reading: Reading) -> Line:
    """A key point's sentence: one paragraph with at least one strong term, which the reader must recall."""
    source = reading.text(fields, name)
    if source is None:
        return Line((), _NOTHING)
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
