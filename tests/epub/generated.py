"""Banks that nobody would write: every node of rich text, nested at random, with the characters that hurt."""

from __future__ import annotations

import random
import sys
import unicodedata
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from by_hand import book, located, question
from dlexport.book.bank import KeyPoint, Reference, Section
from dlexport.math.latex.parse import parse
from dlexport.math.tree import Element
from dlexport.richtext.nodes import (
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Emphasis,
    Footnote,
    FootnoteReference,
    Footnotes,
    Heading,
    Line,
    LineBreak,
    Link,
    ListItem,
    Math,
    MathBlock,
    OrderedList,
    Paragraph,
    QuestionLink,
    Quote,
    RichText,
    Rule,
    Strikethrough,
    Strong,
    Table,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.book.bank import Question
    from dlexport.book.book import Book
    from dlexport.richtext.nodes import Block, Inline

IDENT = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
# no control characters, no surrogates, none of Unicode's non-characters: the reader refuses them
HURTFUL = "<>&\"'/]-; \\$#{}%" + "，。！“”《》——……、（）学习深度" + "\u00a0\u3000\u200b\ufeff\U0001f600é́"


@cache
def proper() -> list[str]:
    """Every character that a bank may hold."""
    return [chr(code) for code in range(sys.maxunicode + 1)
            if unicodedata.category(chr(code)) not in {"Cc", "Cs", "Cn"}]


@cache
def pool(longest: int, more: str = "") -> list[str]:
    """A thousand texts, half of what hurts and half of anything: to draw them sign by sign took most of the test.

    They are made when the first is drawn: to look at a million characters takes half a second, and every process of a
    run imports this module.
    """
    chance = random.Random(longest)     # noqa: S311 - the same in each run
    return ["".join(chance.choice(HURTFUL + more if chance.random() < 0.5 else proper())
                    for _ in range(chance.randint(1, longest))) for _ in range(1_000)]


@cache
def word_pool() -> list[str]:
    """Those of up to twelve characters that show something."""
    return [words for words in pool(12) if words.strip()]


WORDS = st.deferred(lambda: st.sampled_from(word_pool()))
LISTING = st.just("") | st.deferred(lambda: st.sampled_from(pool(30, "\n")))
ADDRESSES = [
    "https://example.org/", "https://example.org/a%20b?q=%3Cx%3E&r=1#top", "mailto:a@example.org", "http://a.example:80/x",
]
ADDRESS = st.sampled_from(ADDRESSES)
FORMULAS = [
    r"x", r"\frac{a}{b}", r"a<b", r"\text{中文 }\&\quad", r"\sqrt[3]{x}", r"\hat y",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}",
]
LATEX = st.sampled_from(FORMULAS)


@cache
def tree(latex: str) -> Element:
    """The tree of a formula of our list."""
    found = parse(latex)
    assert isinstance(found, Element)
    return found


def _inlines(seed: int) -> tuple[Inline, ...]:
    """One to four inlines, nested up to three deep. Hypothesis draws them as a whole: node by node took ten seconds."""
    chance = random.Random(seed)    # noqa: S311 - follows from what Hypothesis draws

    def some(of: Callable[[int], Inline], most: int, depth: int) -> tuple[Inline, ...]:
        return tuple(of(depth) for _ in range(chance.randint(1, most)))

    def words() -> str:
        return chance.choice(word_pool())

    def marked(depth: int) -> Inline:
        if depth and chance.random() < 0.5:
            return chance.choice((Strong, Emphasis, Strikethrough))(some(marked, 3, depth - 1))
        latex = chance.choice(FORMULAS)
        return chance.choice((Text(words()), Code(words()), LineBreak(), Math(latex, tree(latex))))

    def any_(depth: int) -> Inline:
        match chance.randrange(3):
            case 0:
                return Link(chance.choice(ADDRESSES), (Text(words()),), chance.choice(("", words())))
            case 1:
                middle = "".join(chance.choices("abcxyz0189-", k=chance.randint(0, 8)))
                return QuestionLink(f"{chance.choice('az09')}{middle}{chance.choice('az09')}", (Text(words()),))
            case _:
                return marked(depth)

    return some(any_, 4, 3)


INLINES = st.integers(0, 2 ** 32 - 1).map(_inlines)
TITLE = st.tuples(WORDS, LATEX).map(
    lambda pair: Line((Text(pair[0]), Math(pair[1], tree(pair[1]))), located("")))
PLAIN = TITLE | WORDS.map(lambda words: Line((Text(words),), located("")))
SENTENCE = INLINES.map(lambda children: Line(children, located("")))


@st.composite
def _table(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 3))
    row = st.lists(st.builds(Cell, INLINES | st.just(())), min_size=width, max_size=width).map(tuple)
    alignments = draw(st.lists(st.sampled_from(["", "left", "center", "right"]), min_size=width, max_size=width))
    return Table(tuple(alignments), draw(row), tuple(draw(st.lists(row, max_size=2))))


def _blocks() -> st.SearchStrategy[list[Block]]:
    leaf: st.SearchStrategy[Block] = st.one_of(
        st.builds(Paragraph, INLINES), st.builds(Heading, st.integers(1, 6), INLINES), st.just(Rule()), _table(),
        st.builds(CodeBlock, LISTING,
                  st.sampled_from(["", "python", "html", 'no"such']) | WORDS),
        LATEX.map(lambda latex: MathBlock(latex, tree(latex))),
    )
    return st.lists(st.recursive(leaf, lambda inner: st.one_of(
        st.builds(Quote, st.lists(inner, min_size=1, max_size=2).map(tuple)),
        st.builds(BulletList, _items(inner), st.booleans()),
        st.builds(OrderedList, _items(inner), st.integers(0, 999), st.booleans()),
    ), max_leaves=4), min_size=1, max_size=3)


def _items(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[tuple[ListItem, ...]]:
    return st.lists(st.lists(inner, max_size=2).map(lambda b: ListItem(tuple(b))), min_size=1, max_size=2).map(tuple)


BLOCKS = _blocks()


@st.composite
def fields(draw: st.DrawFn) -> RichText:
    """A field, sometimes with notes that are mentioned up to twice."""
    blocks = draw(BLOCKS)
    notes = draw(st.integers(0, 2))
    if notes:
        marks = tuple(FootnoteReference(n) for n in range(1, notes + 1) for _ in range(draw(st.integers(1, 2))))
        held = (Footnote(n, tuple(draw(BLOCKS))) for n in range(1, notes + 1))
        blocks = [Paragraph((Text("注"), *marks)), *blocks, Footnotes(tuple(held))]
    return RichText(tuple(blocks), located(""))


@st.composite
def questions(draw: st.DrawFn, ident: str) -> Question:
    """A question with any of its parts."""
    points = draw(st.lists(IDENT, max_size=2, unique=True))
    return replace(
        question(ident, draw(st.sampled_from(["a", "b-2", "2"]))),
        title=draw(PLAIN), summary=draw(PLAIN), prompt=draw(fields()), answer=draw(fields()),
        analysis=draw(fields()),
        sections=tuple(Section(draw(PLAIN), draw(fields())) for _ in range(draw(st.integers(0, 2)))),
        keypoints=tuple(KeyPoint(point, draw(SENTENCE)) for point in points),
        tags=tuple(draw(st.lists(WORDS, max_size=2, unique=True))),
        difficulty=draw(st.sampled_from([None, 1, 2, 3])),
        references=tuple(draw(st.lists(st.builds(
            Reference, WORDS, st.lists(WORDS, max_size=2).map(tuple), st.none() | st.integers(1900, 2030),
            st.just("") | WORDS, st.just("") | WORDS, st.just("") | WORDS, st.just("") | ADDRESS), max_size=2))),
    )


@st.composite
def books(draw: st.DrawFn) -> Book:
    """A small book."""
    idents = draw(st.lists(IDENT, min_size=1, max_size=3, unique=True))
    return book(
        *(draw(questions(ident)) for ident in idents), id=draw(IDENT), title=draw(PLAIN),
        subtitle=draw(st.none() | PLAIN), language=draw(st.sampled_from(["zh-CN", "en", "de-AT"])),
        authors=tuple(draw(st.lists(WORDS, max_size=2))), license=draw(st.sampled_from(["", "CC-BY-4.0", "MIT & <x>"])),
        description=draw(st.just("") | WORDS), url=draw(st.just("") | ADDRESS), version=draw(WORDS),
    )
