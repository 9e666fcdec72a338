"""The Markdown dialect of a bank: markdown-it set up once, with our rules in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_block import blockquote, list_block
from markdown_it.rules_inline import autolink, entity, link
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def, footnote_inline, footnote_ref

from dlexport.richtext.markdown.fast_dispatch import BlockParser, InlineParser
from dlexport.richtext.markdown.limits import NESTING, bracketed, container, guard, too_many
from dlexport.richtext.markdown.rules.commands import command
from dlexport.richtext.markdown.rules.emphasis import delimiters, highlight, stray
from dlexport.richtext.markdown.rules.fragments import fragments
from dlexport.richtext.markdown.rules.gaps import gap
from dlexport.richtext.markdown.rules.hints import hints
from dlexport.richtext.markdown.rules.html import html, html_in_title
from dlexport.richtext.markdown.rules.markup_of_others import of_others
from dlexport.richtext.markdown.rules.math import bracket, display, dollar
from dlexport.richtext.markdown.rules.paragraph import paragraph
from dlexport.richtext.markdown.rules.pictures import picture
from dlexport.richtext.markdown.rules.scripts import script
from dlexport.richtext.markdown.rules.table import table
from dlexport.richtext.markdown.rules.words import words
from dlexport.richtext.markdown.trace import trace_of

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

    from dlexport.richtext.markdown.limits import InlineRule

_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_REPLACEMENT = "\ufffd"
_EVERY_BLOCK = ["paragraph", "reference", "blockquote", "list"]


class _Reader(MarkdownIt):
    """markdown-it that keeps addresses as typed; `links.web_address` decides later which may be linked."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 – markdown-it's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 – markdown-it's name
        return link

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 – markdown-it's signature
        return True


@lru_cache(maxsize=1)
def markdown() -> MarkdownIt:
    """The parser. Its environment must come from `trace.environment`; it raises `limits.LimitError`."""
    reader = dialect()
    reader.block, reader.inline = BlockParser(reader.block), InlineParser(reader.inline)
    return reader


def dialect() -> MarkdownIt:
    """The parser before `fast_dispatch`: it tries each rule at each position. Slower, with the same result."""
    reader = _Reader("commonmark", {"html": False, "maxNesting": 4 * NESTING})
    reader.enable(["table", "strikethrough"])
    footnote_plugin(reader, move_to_end=False)
    block, inline, pairs = reader.block.ruler, reader.inline.ruler, reader.inline.ruler2
    block.at("table", table, {"alt": ["paragraph", "reference"]})
    block.at("blockquote", container(blockquote), {"alt": _EVERY_BLOCK})
    block.at("list", container(list_block), {"alt": ["paragraph", "reference", "blockquote"]})
    block.at("footnote_def", container(footnote_def), {"alt": ["paragraph", "reference"]})
    block.at("paragraph", paragraph)
    block.before("fence", "display", display, {"alt": _EVERY_BLOCK})
    block.before("table", "guard", guard, {"alt": _EVERY_BLOCK})
    inline.at("text", words)
    inline.before("escape", "dollar", dollar)
    inline.before("escape", "bracket", bracket)
    inline.before("escape", "command", command)
    inline.at("emphasis", delimiters)
    inline.before("emphasis", "script", script)
    inline.before("autolink", "html", bracketed(html))
    inline.before("link", "gap", gap)
    inline.disable("strikethrough")     # `delimiters` reads it; its pairing rule stays
    inline.at("link", _marked(bracketed(link)))
    inline.at("image", _marked(bracketed(picture, 2)))
    inline.at("autolink", _marked(autolink))
    inline.at("entity", _entity)
    inline.at("footnote_inline", bracketed(footnote_inline, 2))
    inline.at("footnote_ref", _reference)
    pairs.before("fragments_join", "hints", hints)
    pairs.before("fragments_join", "stray", stray)
    pairs.before("fragments_join", "highlight", highlight)
    pairs.at("fragments_join", fragments)
    reader.core.ruler.at("inline", _inline)
    return reader


@lru_cache(maxsize=1)
def title_reader() -> MarkdownIt:
    """The parser of titles, used for inline text only. Links, pictures, notes, tags and entities are off."""
    reader = dialect()
    reader.inline.ruler.disable(["link", "image", "autolink", "entity", "footnote_inline", "footnote_ref"])
    reader.inline.ruler.at("html", html_in_title)
    return reader


def _inline(state: StateCore) -> None:
    """Core rule: parses the inline text of each block; a text beyond the limits stays unparsed, with a problem."""
    trace = trace_of(state.env)
    noted: set[str] = set()
    for token in state.tokens:
        if token.type != "inline":
            continue
        trace.token, token.children = token, []
        excess = too_many(token.content, trace)
        if not excess:
            of_others(token.content, trace, state.env["references"])
            state.md.inline.parse(token.content, state.md, state.env, token.children)
            continue
        token.children = [Token("text", "", 0, content=token.content)]      # kept as it was typed
        if excess not in noted:
            noted.add(excess)
            trace.note("delimiter-limit", f"{excess} may begin or end something",
                       "split it, or put what is no Markdown into a block of code", 0)


def _marked(rule: InlineRule) -> InlineRule:
    """The rule, extended: it records the position of the first token that it pushes."""
    def marked(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
        start, first = state.pos, len(state.tokens) + bool(state.pending)
        if not rule(state, silent):
            return False
        if not silent:
            trace_of(state.env).mark(state.tokens[first], start)
        return True
    return marked


def _entity(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """Inline rule for `&…;`; an entity for a control character or for no character is a problem."""
    start = state.pos
    if not entity(state, silent):
        return False
    if not silent:
        token, typed = state.tokens[-1], state.src[start:state.pos]
        forbidden = token.content == _REPLACEMENT and typed.lower().strip("&#x0;") not in ("fffd", "65533")
        if forbidden or token.content in "\b\v\f":
            trace = trace_of(state.env)
            trace.note("control-character", f"`{typed}` stands for a control character or for none at all",
                       "leave it out; write `\\&` to show the sign itself", trace.base + start, length=len(typed))
    return True


def _reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """Inline rule for `[^label]`; one without a footnote is a warning."""
    start = state.pos
    if footnote_ref(state, silent):
        return True
    match = None if silent else _NOTE.match(state.src, start, state.posMax)
    if match:
        trace = trace_of(state.env)
        trace.note("missing-footnote", f"there is no note for `{match.group()}` in this field",
                   f"add a line `{match.group()}: …` to the field; write `\\[^` to show the signs",
                   trace.base + start, length=len(match.group()), severity="warning")
    return False
