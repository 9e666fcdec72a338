"""Inline tokens to inline nodes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from dlexport.math.errors import MathError, OverlongError
from dlexport.math.tree import Element
from dlexport.richtext.markdown.east_asian import joins
from dlexport.richtext.markdown.formula import formula
from dlexport.richtext.markdown.limits import NESTING, WRITTEN_OUT
from dlexport.richtext.markdown.links import question_of, web_address
from dlexport.richtext.markdown.rules.gaps import ALSO, TOLERANCE
from dlexport.richtext.markdown.rules.hints import HINT
from dlexport.richtext.markdown.rules.math import DISPLAY, INLINE
from dlexport.richtext.markdown.rules.pictures import SIZE
from dlexport.richtext.markdown.trace import place
from dlexport.richtext.nodes import (
    Blank,
    Code,
    Emphasis,
    FootnoteReference,
    Gap,
    Image,
    LineBreak,
    Link,
    Math,
    QuestionLink,
    Strikethrough,
    Strong,
    Styled,
    Text,
)
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown_it.token import Token

    from dlexport.richtext.markdown.trace import Trace
    from dlexport.richtext.nodes import Inline, StyleName

    Number = Callable[[Token], int]

_ITEM: Final = re.compile(      # the beginning of a list item in a form that Markdown does not know
    r"[A-Za-z][.．、)）:：](?![A-Za-z]\.)|[(（](?:[A-Za-z]|\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|\d{1,2}[.．、)）](?!\d)"
    r"|[①-⑳]|[一二三四五六七八九十]{1,3}、|[•●○◆◇▪■□·‣▸▶►→⇒↓:](?=\s|\Z)|\u3000\u3000"
    r"|[Ａ-Ｚａ-ｚ０-９][．、）：]|[▎▌◎※❖\uf020-\uf0ff]|#{1,6}[^\s#]"
    r"|第[一二三四五六七八九十\d]{1,3}[步点條条题題](?=[\s:：、，,.])"
    r"|(?:Step|步骤|步驟) ?[一二三四五六七八九十\d]{1,2}(?!\w)"
    # bullets of chat assistants: emoji, keycaps
    r"|[\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]|\d\ufe0f?\u20e3")
_SPACE: Final = re.compile(r"[\t\n\r]+")      # only an entity can put these into text
_STYLES: Final[Mapping[str, StyleName]] = {
    "u_open": "underline", "sub_open": "subscript", "sup_open": "superscript", "mark_open": "highlight"}
_ROOM: Final = re.compile(r"(?<=[（(【]) +(?=[)）】])|(?<=\[)  +(?=\])")      # room to write in; outputs keep it
BROKEN: Final = Element("merror")
"""The tree of a formula with an error; no output shows it, since a bank with errors is not exported."""


@dataclass(slots=True)
class _Open:
    """An element whose closing token has not been reached yet."""

    token: Token | None
    children: list[Inline] = field(default_factory=list)
    flat: bool = False

    def add(self, node: Inline, *, also: bool = False) -> None:
        last = self.children[-1] if self.children else None
        if isinstance(node, Text) and isinstance(last, Text):
            self.children[-1] = Text(last.text + node.text)
        elif also and isinstance(node, Gap) and isinstance(last, Gap):
            self.children[-1] = Gap((*last.answers, *node.answers), last.tolerance)
        else:
            self.children.append(node)


def inlines(tokens: Sequence[Token], trace: Trace, number: Number) -> tuple[Inline, ...]:
    """The nodes of a run of inline tokens.

    Args:
        tokens: with a closing token for each opening one.
        trace: collects the problems; its `token` must be the block that contains these tokens.
        number: function from a token that refers to a footnote to the footnote's number.
    """
    stack = [_Open(None)]
    for index, token in enumerate(tokens):
        if token.nesting > 0:
            stack.append(_Open(token, flat=_too_deep(stack, token, trace)))
        elif token.nesting < 0:
            done = stack.pop()
            for child in done.children if done.flat else (_element(done, trace),):
                stack[-1].add(child, also=done.token is not None and ALSO in done.token.meta)
        elif token.type == "softbreak":
            if not trace.one_line and (
                    _ITEM.match(_beginning(tokens, index)) or (not trace.recalls and _is_title(tokens, index))):
                stack[-1].add(LineBreak())
            elif tokens[index - 1].type != "softbreak" and not joins(_last(tokens, index), _first(tokens, index)):
                stack[-1].add(Text(" "))
        elif (node := _leaf(token, trace, number)) is not None:
            stack[-1].add(node)
    return tuple(stack[0].children)


def _too_deep(stack: Sequence[_Open], token: Token, trace: Trace) -> bool:
    """Whether an element must be left out: it is nested past the limit, or a link within a link."""
    if len(stack) == NESTING + 1:
        trace.note("nesting-limit", f"emphasis and links are nested more than {NESTING} deep here",
                   "close some of them", place(token))
    return len(stack) > NESTING or (
        token.type == "link_open" and any(o.token and o.token.type == "link_open" for o in stack))


def _element(done: _Open, trace: Trace) -> Inline:
    token, children = done.token, tuple(done.children)
    match token.type if token else "":
        case "strong_open":
            return Strong(children, token.meta.get(HINT, "") if token else "")
        case "em_open":
            return Emphasis(children)
        case "s_open":
            return Strikethrough(children)
        case "u_open" | "sub_open" | "sup_open" | "mark_open" as opening:
            return Styled(_STYLES[opening], children)
        case "gap_open" if token:
            return Gap((children,), token.meta.get(TOLERANCE, ""))
        case "link_open" if token:
            typed = str(token.attrs["href"])
            title = str(token.attrs.get("title", ""))
            question = question_of(typed)
            if question is not None:
                return QuestionLink(question, children or (Text(typed),), title)
            address = web_address(typed, trace, place(token))
            return Link(address, children or (Text(address or typed),), title)       # else it would not be seen
        case other:
            raise AssertionError(other)


def _leaf(token: Token, trace: Trace, number: Number) -> Inline | None:
    match token.type:
        case "text" | "text_special":   # an escape or entity in an image's description stays by itself
            text = _SPACE.sub(" ", token.content)
            return Text(_ROOM.sub(_held, text) if " " in text else text) if text else None
        case "code_inline":
            return Code(token.content)
        case "blank":
            return Blank(len(token.content))
        case "hardbreak":
            return Text(" ") if trace.one_line else LineBreak()
        case "image":
            alt = plain(inlines(token.children or (), trace, number))
            width, height = token.meta.get(SIZE, (None, None))
            path = unquote(str(token.attrs["src"]))
            return Image(path, _SPACE.sub(" ", alt), str(token.attrs.get("title", "")), width, height)
        case "footnote_ref":
            return FootnoteReference(number(token))
        case kind if kind in (INLINE, DISPLAY):
            if kind == DISPLAY:
                trace.note("formula", "a displayed formula cannot stand here",
                           "put `$$…$$` on lines of its own, or use single dollar signs", place(token) - 2, length=2)
            return Math(*formula_at(token.content, trace, place(token)))
        case other:
            raise AssertionError(other)


def _held(match: re.Match[str]) -> str:
    return "\u00a0" * len(match[0])


def formula_at(latex: str, trace: Trace, index: int) -> tuple[str, Element]:
    """The LaTeX that every output takes (macros expanded) and the tree of a formula.

    Args:
        latex: the source between the delimiters.
        trace: collects the problems of the formula.
        index: start of the source in the block's text.
    """
    if trace.written > WRITTEN_OUT:     # said once
        return latex, BROKEN
    found = formula(latex, trace.macros)
    if isinstance(found, MathError):
        trace.note("formula", found.message, found.hint, index + found.offset)
        trace.written += WRITTEN_OUT // 10 if isinstance(found, OverlongError) else 0
        return latex, BROKEN
    for remark in found.remarks:
        trace.note("formula-part", remark.message, remark.hint, index + remark.offset, length=remark.length,
                   severity="warning")
    trace.written += len(found.latex) - len(latex)
    if trace.written > WRITTEN_OUT:
        trace.note("output-limit", f"the macros of this text stand for more than {WRITTEN_OUT:,} signs",
                   "use fewer of them in one text, or let each stand for less", index)
    return found.latex, found.tree


def _beginning(tokens: Sequence[Token], index: int) -> str:
    """The first text of the line after a soft break, also inside emphasis; empty if it begins with no text."""
    for after in range(index + 1, len(tokens)):
        token = tokens[after]
        if token.nesting <= 0 and (token.content or token.type != "text"):
            return token.content if token.type == "text" else ""
    return ""


def _is_title(tokens: Sequence[Token], index: int) -> bool:
    """Whether the line before a soft break is strong as a whole, perhaps with a colon: a title of what follows."""
    first = next((before + 1 for before in range(index - 1, -1, -1)
                  if tokens[before].type in {"softbreak", "hardbreak"}), 0)
    line = [token for token in tokens[first:index] if token.type != "text" or token.content.strip(" :：")]
    depths = list(accumulate(token.nesting for token in line))
    return 0 in depths and line[0].type == "strong_open" and depths.index(0) == len(line) - 1


def _last(tokens: Sequence[Token], index: int) -> str:
    """The last character shown before a token; a space if that is no text."""
    for before in range(index - 1, -1, -1):
        token = tokens[before]
        if token.type == "text" and token.content:
            return token.content[-1]
        if token.nesting == 0 and token.type != "text":
            return " "
    return ""


def _first(tokens: Sequence[Token], index: int) -> str:
    """The first character shown after a token; a space if that is no text."""
    for after in range(index + 1, len(tokens)):
        token = tokens[after]
        if token.type == "text" and token.content:
            return token.content[0]
        if token.nesting == 0 and token.type != "text":
            return " "
    return ""
