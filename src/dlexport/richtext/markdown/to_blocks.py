"""Block tokens to block nodes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast

from markdown_it.common.utils import unescapeAll

from dlexport.richtext.highlight import highlight
from dlexport.richtext.markdown.callouts import callout, task
from dlexport.richtext.markdown.rules.math import BLOCK, DISPLAY, WIDTH
from dlexport.richtext.markdown.rules.table_caption import HEADER_COLUMN, OPENED, WIDTHS
from dlexport.richtext.markdown.to_inlines import formula_at, inlines
from dlexport.richtext.markdown.trace import place
from dlexport.richtext.nodes import (
    BulletList,
    Callout,
    Cell,
    CodeBlock,
    Figure,
    Heading,
    Image,
    ListItem,
    MathBlock,
    OrderedList,
    Paragraph,
    Quote,
    Rule,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from dlexport.richtext.markdown.trace import Trace
    from dlexport.richtext.nodes import Alignment, Block, Inline

    Number = Callable[[Token], int]

_LANGUAGE: Final = re.compile(r"[A-Za-z0-9][\w+#.-]*", re.ASCII)
_ALIGN: Final = "text-align:"
_BREAKS: Final = ("softbreak", "hardbreak")


@dataclass(slots=True)
class _Numbers:
    """The numbers of a list so far, as written."""

    first: int | None = None
    items: int = 0
    alike: bool = True
    told: bool = False


class Blocks:
    """Builds the blocks of one field."""

    def __init__(self, trace: Trace, number: Number) -> None:
        """Take the state of the reading and the numbering of footnotes, both as for `to_inlines.inlines`."""
        self._trace = trace
        self._number = number

    def build(self, tokens: Iterator[Token]) -> tuple[Block, ...]:
        """The blocks of an element whose opening token was taken, up to its closing token or the last token."""
        return tuple(self._until_closed(tokens))

    def _until_closed(self, tokens: Iterator[Token]) -> Iterator[Block]:
        for token in tokens:
            if token.nesting < 0:
                return
            yield from self._block(token, tokens)

    def _block(self, token: Token, tokens: Iterator[Token]) -> Iterator[Block]:
        match token.type:
            case "paragraph_open":
                yield from self._paragraph(_only(tokens))
            case "heading_open":
                yield Heading(int(token.tag[1:]), self._inlines(_only(tokens)))
            case "bullet_list_open":
                items, tight = self._items(tokens)
                yield BulletList(items, tight)
            case "ordered_list_open":
                items, tight = self._items(tokens)
                yield OrderedList(items, int(token.attrs.get("start", 1)), tight)
            case "blockquote_open":
                yield self._quote(list(_inside(tokens)))
            case "fence" if token.info.strip() == "math" and token.content.strip():
                first, last = token.map or (0, 0)
                token.map = [first + 1, last]       # the formula begins below the fence
                self._trace.token = token
                yield self._display(token.content, 0)
            case "fence" | "code_block":
                text, language = token.content.removesuffix("\n"), self._language(token)
                yield CodeBlock(text, language, highlight(text, language), language)
            case "table_open":
                yield self._table(tokens)
            case "hr":
                yield Rule()
            case kind if kind == BLOCK:
                self._trace.token = token
                width = int(token.meta[WIDTH])
                yield self._display(token.content[width:len(token.content) - width], width)
            case other:
                raise AssertionError(other)

    def _language(self, token: Token) -> str:
        """The language named after the fence; other words there, which no output shows, are a warning."""
        words = unescapeAll(token.info).strip()
        if words and not _LANGUAGE.fullmatch(words):
            self._trace.note_line("code-language", f"`{words}` is no name of a language, and is shown nowhere",
                                  "write its name alone behind the fence, and the code from the next line on",
                                  (token.map or [0])[0], severity="warning")
        return words.partition(" ")[0]

    def _inlines(self, token: Token) -> tuple[Inline, ...]:
        self._trace.token = token
        return inlines(token.children or (), self._trace, self._number)

    def _display(self, latex: str, index: int) -> MathBlock:
        """A displayed formula; `index` is the start of its untrimmed source in the block's text."""
        trimmed = latex.lstrip()
        index += len(latex) - len(trimmed)
        return MathBlock(*formula_at(trimmed.rstrip(), self._trace, index))

    def _paragraph(self, token: Token) -> Iterator[Block]:
        """The blocks of one source paragraph: a paragraph or figure; displayed formulas among its words split it."""
        self._trace.token = token
        part: list[Token] = []
        level = 0
        for child in token.children or ():
            level += child.nesting
            if child.type == DISPLAY and level == 0:
                yield from self._part(part)
                part = []
                yield self._display(child.content, place(child))
            else:
                part.append(child)
        yield from self._part(part)

    def _part(self, tokens: list[Token]) -> Iterator[Block]:
        while tokens and _is_blank(tokens[0]):
            del tokens[0]
        while tokens and _is_blank(tokens[-1]):
            del tokens[-1]
        if not tokens:
            return
        if tokens[0].type == "text":
            tokens[0].content = tokens[0].content.lstrip(" ")
        if tokens[-1].type == "text":
            tokens[-1].content = tokens[-1].content.rstrip(" ")
        children = inlines(tokens, self._trace, self._number)
        match children:
            case (Image() as image,):
                yield Figure(replace(image, title=""), image.title)
            case _:
                yield Paragraph(children)

    def _quote(self, inner: list[Token]) -> Quote | Callout:
        first = inner[1] if len(inner) > 1 else None
        found = callout(inner)
        if found is None:
            return Quote(self.build(iter(inner)))
        self._trace.token = first
        kind, title = found
        return Callout(kind, inlines(title, self._trace, self._number), self.build(iter(inner)))

    def _items(self, tokens: Iterator[Token]) -> tuple[tuple[ListItem, ...], bool]:
        """The items of a list, and whether it is tight (markdown-it marks paragraphs of a tight list as hidden)."""
        items: list[ListItem] = []
        shown, numbers = False, _Numbers()
        for token in tokens:
            if token.nesting < 0:
                break
            self._count(token, numbers)
            inner = list(_inside(tokens))
            shown = shown or any(
                t.type == "paragraph_open" and not t.hidden and t.level == token.level + 1 for t in inner)
            done = task(inner)
            items.append(ListItem(self.build(iter(inner)), done))
        return tuple(items), not shown

    def _count(self, item: Token, numbers: _Numbers) -> None:
        """Report the first item of a numbered list that has another number than is written, unless all are alike."""
        if not item.info:
            return
        written = int(item.info)
        numbers.first = written if numbers.first is None else numbers.first
        numbers.alike = numbers.alike and written == numbers.first
        shown = numbers.first + numbers.items
        numbers.items += 1
        if written == shown or numbers.alike or numbers.told:
            return
        numbers.told = True
        self._trace.note_line(
            "list-number",
            f"this item is written `{written}` and shown as {shown}: a list counts on from its first number",
            "number the items one after another; or write a backslash before the dot to keep the number as text",
            (item.map or [0])[0], severity="warning")

    def _table(self, tokens: Iterator[Token]) -> Table:
        rows: list[tuple[Cell, ...]] = []
        row: list[Cell] = []
        alignments: list[Alignment] = []
        caption: tuple[Inline, ...] = ()
        said: Mapping[str, Any] = {}
        for token in tokens:
            match token.type:
                case kind if kind == OPENED:
                    said, caption = token.meta, self._inlines(_only(tokens))
                case "table_close":
                    break
                case "th_open":
                    style = str(token.attrs.get("style", ""))
                    alignments.append(cast("Alignment", style.removeprefix(_ALIGN)))
                case "inline":
                    row.append(Cell(self._inlines(token)))
                case "tr_close":
                    rows.append(tuple(row))
                    row = []
        return Table(tuple(alignments), rows[0], tuple(rows[1:]), caption, said.get(WIDTHS, ()),
                     said.get(HEADER_COLUMN, False))


def _is_blank(token: Token) -> bool:
    return token.type in _BREAKS or (token.type == "text" and not token.content.strip(" "))


def _only(tokens: Iterator[Token]) -> Token:
    """The only inline token of an element; its closing token is consumed too."""
    inline = next(tokens)
    next(tokens)
    return inline


def _inside(tokens: Iterator[Token]) -> Iterator[Token]:
    """The tokens of an element whose opening token was consumed; its closing token is consumed, not yielded."""
    depth = 1
    for token in tokens:
        depth += token.nesting
        if depth == 0:
            return
        yield token


def without(tokens: Sequence[Token], opening: str) -> tuple[list[Token], list[list[Token]]]:
    """The tokens outside the elements that `opening` begins; and each such element, without its closing token."""
    outside: list[Token] = []
    stack = [outside]
    found: list[list[Token]] = []
    closing = opening.replace("_open", "_close")
    for token in tokens:
        if token.type == opening:
            stack.append([token])
            found.append(stack[-1])
        elif token.type == closing:
            stack.pop()
        else:
            stack[-1].append(token)
    return outside, found
