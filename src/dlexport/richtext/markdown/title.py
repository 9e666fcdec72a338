"""A title: one line of text with formulas, code and emphasis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dlexport.richtext.markdown.dialect import title_reader
from dlexport.richtext.markdown.limits import too_many
from dlexport.richtext.markdown.rules.markup_of_others import of_others
from dlexport.richtext.markdown.to_inlines import inlines
from dlexport.richtext.nodes import Text

if TYPE_CHECKING:
    from markdown_it.token import Token

    from dlexport.richtext.markdown.trace import Trace
    from dlexport.richtext.nodes import Inline

_BLANKS = " \t\r\n"


def title(text: str, env: dict[str, Any], trace: Trace) -> tuple[Inline, ...]:
    """The nodes of a title; a line end in it is a space, or nothing between Han, as in Markdown."""
    trace.one_line = True
    excess = too_many(text, trace)
    if excess:
        trace.note("delimiter-limit", f"{excess} may begin or end something", "use fewer", 0)
        return (Text(text.strip(_BLANKS)),)
    reader, tokens = title_reader(), list[Any]()
    of_others(text.strip(_BLANKS), trace)
    reader.inline.parse(text.strip(_BLANKS), reader, env, tokens)
    return inlines(tokens, trace, _no_note)


def _no_note(_: Token) -> int:
    raise AssertionError        # pragma: no cover - titles have no notes
