"""What holds of any text at all: no exception, nothing lost, well-formed XHTML, problems within the text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from xml.parsers import expat

from hypothesis import example, given
from hypothesis import strategies as st
from richtext_cases import DIALECT, located

from dlexport.richtext.markdown.parse import parse_blocks, parse_inline, parse_title
from dlexport.richtext.nodes import Blank, Code, CodeBlock, Figure, Image, Link, Math, MathBlock, QuestionLink, Text
from dlexport.richtext.plain import leaves, plain
from dlexport.richtext.walk import walk
from dlexport.richtext.xhtml import write_blocks, write_inlines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.problems import Problem
    from dlexport.richtext.nodes import RichText

# Signs of every construct, and characters that must not be mistaken for signs or get lost
PIECES = (
    "*", "**", "_", "__", "~~", "`", "``", "$", "$$", "[", "]", "(", ")", "![", "](", "[^1]", "[^1]: ", "^[", "<", ">",
    "&", "&amp;", "&#x41;", "\\", "\\*", "\\$", "\n", "\n\n", "  \n", "\\\n", "- ", "1. ", "> ", "#", "# ", "    ",
    "\t", "|", "|-|-|\n", "|a|b|\n", "\n```\n", "```py\n", "~~~", "---", "===", "<http://a.b>", "[x]: http://a.b 'c'\n",
    "\\frac{a}{b}", "x^2", "{", "}", '"', "'", "!", ":", "]]>", "<!--", "-->", "</p>", "a", "b", "1", "汉", "字", "，",
    "。", "“", "”", " ", "é", "e\u0301", "\u00a0", "\u3000", "👍", "が",
)
LETTERS = frozenset("汉字éが👍，。“”")      # of PIECES, what is no sign in any dialect of Markdown, LaTeX or an address
MARKDOWN = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60) | MARKDOWN


def within(text: str, problems: Iterable[Problem]) -> bool:
    """Whether each problem stands at a character of the text, or just behind a line of it.

    A lone carriage return ends no line here: it gets into a text only as the escape of double quotes, within a line.
    """
    lines = text.split("\n")
    return all(p.span and 1 <= p.span.line <= len(lines) and 1 <= p.span.column <= len(lines[p.span.line - 1]) + 1
               for p in problems)


def kept(rich: RichText) -> str:
    """Everything that the nodes hold: words, code, formulas, descriptions, captions, addresses and titles."""
    parts: list[str] = []
    for node in walk(rich.blocks):
        match node:
            case Text() | Code():
                parts.append(node.text)
            case CodeBlock():
                parts += [node.text, node.language]
            case Math() | MathBlock():
                parts.append(node.latex)
            case Image():
                parts += [node.path, node.alt, node.title]
            case Figure():
                parts.append(node.caption)
            case Link():
                parts += [node.href, node.title]
            case QuestionLink():
                parts += [node.question, node.title]
            case _:
                pass
    return "".join(parts)


@given(TEXT)
@example("a\r> b")
@example("a\r\n> b\r")
def test_any_text_is_read_and_written(text: str) -> None:
    """As a field, a key point and a title: problems within the text, and XHTML that is well-formed."""
    rich, problems = parse_blocks(located(text))
    point, more = parse_inline(located(text))
    title, others = parse_title(located(text))
    xhtml = f"{write_blocks(rich.blocks, DIALECT)}{write_inlines((*point.children, *title.children), DIALECT)}"
    assert expat.ParserCreate().Parse(f"<body>{xhtml}</body>", True) == 1  # noqa: FBT003 – expat's signature
    assert within(text, (*problems, *more, *others))


@given(MARKDOWN)
def test_no_letter_is_lost(text: str) -> None:
    """Where no problem is found, each letter of the source is held by a node, as often as it was typed."""
    rich, problems = parse_blocks(located(text))
    if not problems:
        typed = Counter(letter for letter in text if letter in LETTERS)
        assert typed <= Counter(kept(rich))


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs", "So"))))
def test_an_escaped_text_is_shown_as_it_is(text: str) -> None:
    """With a backslash before each ASCII sign, nothing is Markdown: what comes out is what was meant."""
    meant = f"a{text}a"
    escaped = "".join(f"\\{c}" if c.isascii() and not c.isalnum() and c != " " else c for c in meant)
    rich, problems = parse_blocks(located(escaped))
    assert (plain(rich), problems) == (meant, ())


@given(MARKDOWN)
def test_leaves_stand_in_the_order_of_the_document(text: str) -> None:
    """The leaves, one after the other, are the words that `walk` meets on its way."""
    rich, _ = parse_blocks(located(text))
    met: list[str] = []
    for node in walk(rich.blocks):
        match node:
            case Text() | Code() | CodeBlock():
                met.append(node.text)
            case Math() | MathBlock():
                met.append(node.latex)
            case Blank():
                met.append("_" * node.length)
            case Figure():
                met += [node.caption]
            case Image():
                met.append(node.alt)
            case _:
                pass
    in_order = "".join("".join(leaves(rich.blocks)).split())
    figures = any(isinstance(node, Figure) for node in walk(rich.blocks))     # its picture comes before its caption
    found = "".join("".join(met).split())
    assert sorted(in_order) == sorted(found) if figures else in_order == found


@given(MARKDOWN)
def test_a_title_loses_no_letter(text: str) -> None:
    """Letters and digits of a title are those that were typed."""
    def bare(words: str) -> str:
        return "".join(c for c in words if c.isalnum())
    assert bare(text) == bare(plain(parse_title(located(text))[0]))
