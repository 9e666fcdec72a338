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


class Drawn:
    """What a seed gives. Hypothesis draws it as a whole: node by node took longer than to export it."""

    def __init__(self, ident: str, seed: int) -> None:
        # with the id, since Hypothesis likes to give the same seed again
        self._chance = random.Random(f"{ident} {seed}")     # noqa: S311 - follows from what Hypothesis draws

    def inlines(self) -> tuple[Inline, ...]:
        """One to four inlines, nested up to three deep."""
        return tuple(self._inline() for _ in range(self._chance.randint(1, 4)))

    def field(self) -> RichText:
        """A field, sometimes with notes that are mentioned up to twice."""
        blocks, notes = self._blocks(), self._chance.randint(0, 2)
        if notes:
            marks = tuple(FootnoteReference(n) for n in range(1, notes + 1) for _ in range(self._chance.randint(1, 2)))
            held = tuple(Footnote(n, self._blocks()) for n in range(1, notes + 1))
            blocks = (Paragraph((Text("注"), *marks)), *blocks, Footnotes(held))
        return RichText(blocks, located(""))

    def _words(self) -> str:
        return self._chance.choice(word_pool())

    def _formula(self) -> tuple[str, Element]:
        latex = self._chance.choice(FORMULAS)
        return latex, tree(latex)

    def _inline(self) -> Inline:
        match self._chance.randrange(3):
            case 0:
                return Link(self._chance.choice(ADDRESSES), (Text(self._words()),),
                            self._chance.choice(("", self._words())))
            case 1:
                middle = "".join(self._chance.choices("abcxyz0189-", k=self._chance.randint(0, 8)))
                first, last = self._chance.choices("az09", k=2)
                return QuestionLink(f"{first}{middle}{last}", (Text(self._words()),))
            case _:
                return self._marked(3)

    def _marked(self, depth: int) -> Inline:
        if depth and self._chance.random() < 0.5:
            children = tuple(self._marked(depth - 1) for _ in range(self._chance.randint(1, 3)))
            return self._chance.choice((Strong, Emphasis, Strikethrough))(children)
        return self._chance.choice((Text(self._words()), Code(self._words()), LineBreak(), Math(*self._formula())))

    def _blocks(self) -> tuple[Block, ...]:
        return tuple(self._block(3) for _ in range(self._chance.randint(1, 3)))

    def _block(self, depth: int) -> Block:
        if depth and self._chance.random() < 0.4:
            match self._chance.randrange(3):
                case 0:
                    return Quote(tuple(self._block(depth - 1) for _ in range(self._chance.randint(1, 2))))
                case 1:
                    return BulletList(self._items(depth - 1), self._chance.random() < 0.5)
                case _:
                    return OrderedList(self._items(depth - 1), self._chance.randint(0, 999),
                                       self._chance.random() < 0.5)
        match self._chance.randrange(6):
            case 0:
                return Paragraph(self.inlines())
            case 1:
                return Heading(self._chance.randint(1, 6), self.inlines())
            case 2:
                return Rule()
            case 3:
                return self._table()
            case 4:
                listing = self._chance.choice(("", self._chance.choice(pool(30, "\n"))))
                return CodeBlock(listing, self._chance.choice(("", "python", "html", 'no"such', self._words())))
            case _:
                return MathBlock(*self._formula())

    def _items(self, depth: int) -> tuple[ListItem, ...]:
        return tuple(ListItem(tuple(self._block(depth) for _ in range(self._chance.randint(0, 2))))
                     for _ in range(self._chance.randint(1, 2)))

    def _table(self) -> Table:
        width = self._chance.randint(1, 3)
        head, *body = (tuple(Cell(self.inlines() if self._chance.random() < 0.5 else ()) for _ in range(width))
                       for _ in range(self._chance.randint(1, 3)))
        return Table(tuple(self._chance.choices(("", "left", "center", "right"), k=width)), head, tuple(body))


TITLE = st.tuples(WORDS, LATEX).map(
    lambda pair: Line((Text(pair[0]), Math(pair[1], tree(pair[1]))), located("")))
PLAIN = TITLE | WORDS.map(lambda words: Line((Text(words),), located("")))


@st.composite
def questions(draw: st.DrawFn, ident: str) -> Question:
    """A question with any of its parts."""
    drawn = Drawn(ident, draw(st.integers(0, 2 ** 32 - 1)))
    points = draw(st.lists(IDENT, max_size=2, unique=True))
    return replace(
        question(ident, draw(st.sampled_from(["a", "b-2", "2"]))),
        title=draw(PLAIN), summary=draw(PLAIN), prompt=drawn.field(), answer=drawn.field(),
        analysis=drawn.field(),
        sections=tuple(Section(draw(PLAIN), drawn.field()) for _ in range(draw(st.integers(0, 2)))),
        keypoints=tuple(KeyPoint(point, Line(drawn.inlines(), located(""))) for point in points),
        tags=tuple(draw(st.lists(WORDS, max_size=2, unique=True))),
        difficulty=draw(st.sampled_from([None, 1, 2, 3])),
        references=tuple(draw(st.lists(st.builds(
            Reference, WORDS, st.lists(WORDS, max_size=2).map(tuple), st.none() | st.integers(1900, 2030),
            st.just("") | WORDS, st.just("") | WORDS, st.just("") | WORDS, st.just("") | ADDRESS), max_size=2))),
    )


@st.composite
def books(draw: st.DrawFn, size: int) -> Book:
    """A book of so many questions."""
    idents = draw(st.lists(IDENT, min_size=size, max_size=size, unique=True))
    return book(
        *(draw(questions(ident)) for ident in idents), id=draw(IDENT), title=draw(PLAIN),
        subtitle=draw(st.none() | PLAIN), language=draw(st.sampled_from(["zh-CN", "en", "de-AT"])),
        authors=tuple(draw(st.lists(WORDS, max_size=2))), license=draw(st.sampled_from(["", "CC-BY-4.0", "MIT & <x>"])),
        description=draw(st.just("") | WORDS), url=draw(st.just("") | ADDRESS), version=draw(WORDS),
    )
