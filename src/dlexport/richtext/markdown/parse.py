"""Markdown to nodes. Three entry points: a field of blocks, a key point of one paragraph, a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.math.rewriting.macros import NONE
from dlexport.richtext.markdown.dialect import markdown
from dlexport.richtext.markdown.footnotes import Notes
from dlexport.richtext.markdown.limits import TEXT, LimitError
from dlexport.richtext.markdown.title import title
from dlexport.richtext.markdown.trace import Definitions, Trace, environment
from dlexport.richtext.nodes import (
    BulletList,
    CodeBlock,
    Figure,
    Footnotes,
    Heading,
    Line,
    MathBlock,
    OrderedList,
    Paragraph,
    Quote,
    RichText,
    Rule,
    Table,
)

if TYPE_CHECKING:
    from typing import Any

    from markdown_it.token import Token

    from dlexport.math.rewriting.macros import Macros
    from dlexport.problems import Problem
    from dlexport.richtext.nodes import Block
    from dlexport.source.yaml_tree import Located


def parse_blocks(
    source: Located, macros: Macros = NONE, *, gaps: bool = False,
) -> tuple[RichText, tuple[Problem, ...]]:
    """The nodes of a field of block Markdown, and its problems.

    Args:
        source: the text with its position.
        macros: the bank's own LaTeX commands.
        gaps: whether `[[…]]` is a gap, as in prompts.

    Returns:
        The field and its problems; with errors among them, nodes may be missing.
    """
    env, trace = environment(source, macros)
    trace.gaps = gaps
    return RichText(_blocks(_tokens(source, env, trace), env, trace), source), tuple(trace.problems)


def parse_inline(source: Located, macros: Macros = NONE) -> tuple[Line, tuple[Problem, ...]]:
    """The nodes of a key point, one paragraph of inline Markdown, and its problems; other blocks are `not-inline`."""
    env, trace = environment(source, macros)
    trace.recalls = True
    tokens = _tokens(source, env, trace)
    blocks = _blocks(tokens, env, trace)
    children = blocks[0].children if blocks and isinstance(blocks[0], Paragraph) else ()
    extra = blocks[bool(children):]
    if extra:
        lines = [token.map[0] for token in tokens or () if token.map and token.level == 0]
        trace.note_line(
            "not-inline", f"this must be one paragraph of running text, but it holds {_NAMES[type(extra[0])]}",
            "move the rest elsewhere; write a backslash before a sign that should not begin anything",
            lines[:2][-1] if children else lines[0])
    return Line(children, source), tuple(trace.problems)


def parse_title(source: Located, macros: Macros = NONE) -> tuple[Line, tuple[Problem, ...]]:
    r"""The nodes of a title, and its problems. Only formulas, code, emphasis and the backslash are special in it."""
    env, trace = environment(source, macros)
    if _too_long(source, trace):
        return Line((), source), tuple(trace.problems)
    return Line(title(source.value, env, trace), source), tuple(trace.problems)


_NAMES = {
    Paragraph: "a second paragraph", Heading: "a heading", BulletList: "a list", OrderedList: "a numbered list",
    Quote: "a quotation", CodeBlock: "a block of code", MathBlock: "a displayed formula", Table: "a table",
    Figure: "a picture alone", Rule: "a rule", Footnotes: "a footnote",
}


def _tokens(source: Located, env: dict[str, Any], trace: Trace) -> list[Token] | None:
    """The parser's tokens; None if a limit ended the reading."""
    if _too_long(source, trace):
        return None
    try:
        return markdown().parse(source.value, env)
    except LimitError as error:
        trace.note_line(error.code, error.message, error.hint, error.line)
        return None


def _blocks(tokens: list[Token] | None, env: dict[str, Any], trace: Trace) -> tuple[Block, ...]:
    if tokens is None:
        return ()
    blocks = Notes(env.get("footnotes", {}).get("list", {}), trace).field(tokens)
    _lost_definitions(env, trace)
    return blocks


def _too_long(source: Located, trace: Trace) -> bool:
    if len(source.value) <= TEXT:
        return False
    trace.note_offset("text-limit", f"this text has {len(source.value):,} characters; a field may have {TEXT:,}",
                      "split the question", 0)
    return True


def _lost_definitions(env: dict[str, Any], trace: Trace) -> None:
    """Warn of link definitions that no link uses: outputs show none, and one may be a sentence that looks like one."""
    hint = "write `\\[` where it is meant to be read"
    definitions: Definitions = env["references"]
    for label, entry in definitions.unused():
        trace.note_line("unused-definition", f"no link uses the definition `[{label.lower()}]`, so it is shown nowhere",
                        hint, entry["map"][0], severity="warning")
    for entry in env.get("duplicate_refs", ()):
        trace.note_line("unused-definition", f"the link `[{entry['label'].lower()}]` is defined before", hint,
                        entry["map"][0], severity="warning")
