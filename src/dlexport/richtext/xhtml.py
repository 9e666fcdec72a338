"""Rich text as XHTML, well-formed, with hooks for what each format does its own way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, assert_never

from dlexport.labels import labels_for
from dlexport.richtext.addresses import outward
from dlexport.richtext.escape import attribute, escape
from dlexport.richtext.highlight import coloured, comment_sign
from dlexport.richtext.nodes import (
    Blank,
    BulletList,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Footnote,
    FootnoteReference,
    Footnotes,
    Gap,
    Heading,
    Image,
    LineBreak,
    Link,
    ListItem,
    Math,
    MathBlock,
    OrderedList,
    Paragraph,
    QuestionLink,
    Quote,
    Rule,
    Strikethrough,
    Strong,
    Styled,
    Table,
    Text,
)
from dlexport.richtext.plain import GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dlexport.labels import Labels
    from dlexport.math.tree import Element
    from dlexport.richtext.nodes import Block, Inline, StyleName

_STYLES: Final[Mapping[StyleName, str]] = {
    "underline": "u", "subscript": "sub", "superscript": "sup", "highlight": "mark"}

_WIDE: Final = 6        # columns: a table of these does not fit a small page at the size of the text
BACK: Final = "↑"
"""Sign of a link back: in nearly every font, and no emoji, as which U+21A9 is shown in colours by some programs. With a
variation selector against that it has a box behind it in others."""

_FRENCH_SPACE: Final = re.compile(r"(?<=«) | (?=[?!:;»])").sub


def _gap(_node: Gap, _answers: Sequence[str]) -> str:
    return f'<span class="blank">{"_" * GAP}</span>'


def _own_width(_path: str) -> str:
    return ""


def _strong(_node: Strong, inner: str) -> str:
    return f"<strong>{inner}</strong>"


@dataclass(frozen=True, slots=True)
class Dialect:
    """The decisions that a format makes itself when its XHTML is written.

    Attributes:
        math: LaTeX, tree, whether displayed -> the markup of a formula.
        image_src: a path as written in the bank -> the `src` of its picture, not yet escaped.
        image_width: a path as written in the bank -> the CSS width of its picture where the text asks for none;
            empty leaves it to the picture.
        question_href: the id of a question -> the `href` of a link to it; None leaves the link's words only.
        web_href: the address of any other link -> its `href`; None leaves the link's words only.
        strong: a strong node and the markup of what it holds -> its markup.
        gap: a gap and the markup of each of its answers -> its markup; by default a blank of the same length for all.
        text: plain text, also that of code -> its markup. It must escape `&`, `<` and `>`.
        footnote_prefix: the beginning of the ids of footnotes; must differ between the fields of one file.
        heading_shift: added to the level of each heading; the deepest element is h6.
        labels: the words that are added: labels of callouts, the spoken text of a task's box.
        epub: whether to write `epub:type` beside the roles of notes; the file must bind that prefix.
        code_lines: whether each line of code gets its own element, so that a style can mark a line that wraps.
    """

    math: Callable[[str, Element, bool], str]
    image_src: Callable[[str], str]
    question_href: Callable[[str], str | None]
    web_href: Callable[[str], str | None] = outward
    image_width: Callable[[str], str] = _own_width
    strong: Callable[[Strong, str], str] = _strong
    gap: Callable[[Gap, Sequence[str]], str] = _gap
    text: Callable[[str], str] = escape
    footnote_prefix: str = "note-"
    heading_shift: int = 0
    labels: Labels = field(default_factory=lambda: labels_for("en"))
    epub: bool = False
    code_lines: bool = False


def write_blocks(blocks: Iterable[Block], dialect: Dialect) -> str:
    """The blocks of one field, each on lines of its own."""
    return _Writer(dialect).blocks(blocks)


def write_inlines(children: Iterable[Inline], dialect: Dialect) -> str:
    """Inline nodes as phrasing content (HTML's term), without an element around it."""
    return _Writer(dialect).inlines(children)


@dataclass(slots=True)
class _Writer:
    """Writes one field. It counts the mentions of each footnote (`mentions`), as each mark needs its own id."""

    dialect: Dialect
    mentions: dict[int, int] = field(default_factory=dict)

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "\n".join(map(self.block, blocks))

    def block(self, node: Block) -> str:
        match node:
            case Paragraph():
                return f"<p>{self.inlines(node.children)}</p>"
            case Heading():
                name = f"h{min(6, node.level + self.dialect.heading_shift)}"
                return f"<{name}>{self.inlines(node.children)}</{name}>"
            case BulletList():
                return f"<ul>\n{self.items(node.items, tight=node.tight)}\n</ul>"
            case OrderedList():
                start = "" if node.start == 1 else f' start="{node.start}"'
                return f"<ol{start}>\n{self.items(node.items, tight=node.tight)}\n</ol>"
            case Quote():
                return f"<blockquote>\n{self.blocks(node.blocks)}\n</blockquote>"
            case Callout():
                return self.callout(node)
            case CodeBlock():
                return self.code(node)
            case MathBlock():
                return self.dialect.math(node.latex, node.tree, True)  # noqa: FBT003 – the hook's signature
            case Table():
                return self.table(node)
            case Figure():
                caption = f"<figcaption>{self.dialect.text(node.caption)}</figcaption>" if node.caption else ""
                return f"<figure>{self.image(node.image)}{caption}</figure>"
            case Rule():
                return "<hr/>"
            case Footnotes():
                return self.footnotes(node)
            case _:
                assert_never(node)

    def items(self, items: Iterable[ListItem], *, tight: bool) -> str:
        return "\n".join(self.task(item, tight=tight) if item.done is not None else
                         f"<li>{self.item(item, tight=tight)}</li>" for item in items)

    def task(self, item: ListItem, *, tight: bool) -> str:
        """An item with a box before it, within its first paragraph where it has one."""
        words = self.dialect.labels
        label, sign = (words.done, "☑") if item.done else (words.to_do, "☐")
        box = f'<span class="box" role="img" aria-label="{attribute(label)}">{sign}</span> '
        inner = self.item(item, tight=tight)
        return f'<li class="task">{"<p>" + box + inner[3:] if inner.startswith("<p>") else box + inner}</li>'

    def callout(self, node: Callout) -> str:
        label = self.inlines(node.title) or self.dialect.text(self.dialect.labels.callouts[node.kind])
        blocks = f"\n{self.blocks(node.blocks)}" if node.blocks else ""
        return f'<div class="callout is-{node.kind}" role="note">\n<p class="kind">{label}</p>{blocks}\n</div>'

    def item(self, item: ListItem, *, tight: bool) -> str:
        """The blocks of an item; the paragraphs of a tight list have no element of their own."""
        return "\n".join(
            self.inlines(block.children) if tight and isinstance(block, Paragraph) else self.block(block)
            for block in item.blocks)

    def code(self, node: CodeBlock) -> str:
        kind = f' class="language-{attribute(node.language)}"' if node.language else ""
        opened, closed = ('<span class="line">', "</span>") if self.dialect.code_lines else ("", "")
        lines = "".join(
            opened + "".join(f'<span class="{name}">{self.token(name, text)}</span>' if name
                             else self.dialect.text(text) for name, text in line) + "\n" + closed
            for line in coloured(node)) if node.text else ""
        return f'<pre class="code"><code{kind}>{lines}</code></pre>'

    def token(self, name: str, text: str) -> str:
        """The text of a token; where lines wrap, the sign of a comment keeps the first word with it."""
        sign = comment_sign(text) if name == "comment" and self.dialect.code_lines else ""
        begins = f'<span class="begins">{self.dialect.text(sign)}</span>' if sign else ""
        return begins + self.dialect.text(text[len(sign):])

    def table(self, node: Table) -> str:
        caption = f"<caption>{self.inlines(node.caption)}</caption>\n" if node.caption else ""
        columns = "".join(f'<col style="width:{width:.4g}%"/>' for width in node.widths)
        columns = f"<colgroup>{columns}</colgroup>\n" if columns else ""
        head = self.row(node.head, node, of_head=True)
        rows = "\n".join(self.row(row, node) for row in node.rows)
        body = f"\n<tbody>\n{rows}\n</tbody>" if rows else ""
        wide = ' class="wide"' if self.dialect.epub and len(node.alignments) >= _WIDE else ""
        return f'<div class="table"><table{wide}>\n{caption}{columns}<thead>\n{head}\n</thead>{body}\n</table></div>'

    def row(self, cells: tuple[Cell, ...], table: Table, *, of_head: bool = False) -> str:
        inner = ""
        for column, (cell, alignment) in enumerate(zip(cells, table.alignments, strict=True)):
            scope = "col" if of_head else "row" if table.header_column and column == 0 else ""
            name, scope = ("th", f' scope="{scope}"') if scope else ("td", "")
            inner += f"<{name}{scope}{_class(alignment)}>{self.inlines(cell.children)}</{name}>"
        return f"<tr>{inner}</tr>"

    def footnotes(self, node: Footnotes) -> str:
        notes = "\n".join(map(self.footnote, node.notes))
        kind = self._kind("footnotes", "doc-endnotes")
        return f'<section class="footnotes"{kind}>\n<ol>\n{notes}\n</ol>\n</section>'

    def footnote(self, note: Footnote) -> str:
        name = attribute(f"{self.dialect.footnote_prefix}{note.number}")
        back = f'<a class="back" href="#{name}-ref" role="doc-backlink">{BACK}</a>'
        match note.blocks:
            case (*others, Paragraph(children)):
                last = f"<p>{self.inlines(children)} {back}</p>"
                inner = "\n".join([*map(self.block, others), last])
            case blocks:
                inner = "\n".join([*map(self.block, blocks), f"<p>{back}</p>"])
        if self.dialect.epub:       # an item of a list must stay one: the role that the type asks for goes inside
            return f'<li><div id="{name}"{self._kind("footnote", "doc-footnote")}>{inner}</div></li>'
        return f'<li id="{name}">{inner}</li>'

    def _kind(self, epub_type: str, role: str) -> str:
        return (f' epub:type="{epub_type}"' if self.dialect.epub else "") + f' role="{role}"'

    def held(self, text: str) -> str:
        """A text in which no line breaks where its language forbids it and browsers, which go by UAX 14, do not."""
        return _FRENCH_SPACE("\N{NO-BREAK SPACE}", text) if self.dialect.labels.page.language == "fr" else text

    def inlines(self, nodes: Iterable[Inline]) -> str:
        return "".join(map(self.inline, nodes))

    def inline(self, node: Inline) -> str:
        match node:
            case Text():
                return self.dialect.text(self.held(node.text))
            case Strong():
                return self.dialect.strong(node, self.inlines(node.children))
            case Emphasis():
                return f"<em>{self.inlines(node.children)}</em>"
            case Strikethrough():
                return f"<del>{self.inlines(node.children)}</del>"
            case Styled():
                name = _STYLES[node.style]
                return f"<{name}>{self.inlines(node.children)}</{name}>"
            case Blank():
                return f'<span class="blank">{"_" * node.length}</span>'
            case Gap():
                return self.dialect.gap(node, [self.inlines(answer) for answer in node.answers])
            case Code():
                return f"<code>{self.dialect.text(node.text)}</code>"
            case Math():
                return self.dialect.math(node.latex, node.tree, False)  # noqa: FBT003 – the hook's signature
            case Link():
                return self.link(node, self.dialect.web_href(node.href), "")
            case QuestionLink():
                return self.link(node, self.dialect.question_href(node.question), ' class="question"')
            case Image():
                return self.image(node)
            case LineBreak():
                return "<br/>\n"
            case FootnoteReference():
                return self.mark(node.number)
            case _:
                assert_never(node)

    def link(self, node: Link | QuestionLink, href: str | None, kind: str) -> str:
        inner = self.inlines(node.children)
        return inner if href is None else f'<a{kind} href="{attribute(href)}"{_title(node.title)}>{inner}</a>'

    def image(self, node: Image) -> str:
        src = attribute(self.dialect.image_src(node.path))
        size = _size(node) if node.width or node.height else _style("width", self.dialect.image_width(node.path))
        return f'<img src="{src}" alt="{attribute(node.alt)}"{_title(node.title)}{size}/>'

    def mark(self, number: int) -> str:
        count = self.mentions[number] = self.mentions.get(number, 0) + 1
        name = attribute(f"{self.dialect.footnote_prefix}{number}")
        again = f"-{count}" if count > 1 else ""
        kind = self._kind("noteref", "doc-noteref")
        return f'<sup class="note"><a id="{name}-ref{again}" href="#{name}"{kind}>{number}</a></sup>'


def _size(node: Image) -> str:
    """The attributes for the size asked for. Style sheets keep a picture within the page, with its proportions."""
    width, height = (f"{length.value:g}{length.unit}" if length else "" for length in (node.width, node.height))
    if node.width and node.height and node.width.unit == node.height.unit == "px" and node.height.value:
        return f' style="width:{width};aspect-ratio:{node.width.value:g}/{node.height.value:g}"'
    if width:
        return f' style="width:{width}"'
    return f' style="height:{height};width:auto"' if height and not height.endswith("%") else ""


def _style(name: str, value: str) -> str:
    return f' style="{name}:{value}"' if value else ""


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _title(text: str) -> str:
    return f' title="{attribute(text)}"' if text else ""
