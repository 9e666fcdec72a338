"""The promise of the text engine, over more than ten thousand lines: W3C clreq 3.1.4 to 3.1.6, at many widths.

The real text is that of the bank, as its nodes are set: with strong words, code and formulas in it. What may not
begin or end a line is typed here from the standard, not taken from the engine.
"""

from __future__ import annotations

import random
import re
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import pytest
from pdf_books import press
from print_kinds import real

from by_hand import rich
from dlexport.exporters.pdf.blocks.formulas import PlacedFormula
from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.fonts.face import NOTHING
from dlexport.exporters.pdf.text.hyphenation import COPIED
from dlexport.exporters.pdf.text.line import Placed, Shown
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.richtext.nodes import Cell, Code, Heading, Line, Paragraph
from dlexport.richtext.plain import plain
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dlexport.book.bank import Question
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.exporters.pdf.text.paragraph import TextParagraph as Setting
    from dlexport.richtext.nodes import Inline

SIZE = 10.5
EMS = (8, 9.5, 11, 12.7, 14, 16, 18.3, 21, 24, 28, 32.4, 36, 40)

# clreq 3.1.4, table of the basic treatment: stops, closing brackets and quotes, connectors, interpuncts, solidus
NEVER_FIRST = frozenset("、。，．：；！？）］｝〉》」』】〕〗〙〞’”…—～·‧・／％‰℃々")
# and opening brackets and quotes
NEVER_LAST = frozenset("（［｛〈《「『【〔〖〘〝‘“")

LONG = 24       # characters: a longer word may be cut
LONG_CODE = 16  # and so may a longer code span
WHOLE = re.compile(
    r"——|……"                                                           # clreq 3.1.5
    r"|\d+(?:[.,]\d+)* ?(?:GB|MB|ms|kHz|GHz|km|nm|fps|%|℃)(?![A-Za-z0-9])"   # a number with its unit
    r"|[A-Za-zÀ-ɏ0-9]+(?:[.,'’_+][A-Za-zÀ-ɏ0-9]+)*"                       # a word, a number
)
OBJECT, CODE_SPACE = "\ufffc", "\xa0"
# A line of a single word or Han character, or of pieces of one formula or code span, has nothing that could give.
RIGID = re.compile(f".|[!-\u024f‐-–’{OBJECT}{CODE_SPACE}]+")


class Text(NamedTuple):
    """A paragraph to be set, and what it says."""

    children: tuple[Inline, ...]
    says: str


class Seen(NamedTuple):
    """A set line: what is copied from it; what is seen, the same with a sign for each formula and space in code."""

    copied: str
    shown: str
    line: SetLine


@cache
def real_texts() -> tuple[Text, ...]:
    """All that the real bank sets as paragraphs, of every field."""
    return tuple(Text(children, plain(children)) for chapter in real().book.chapters for entry in chapter.entries
                 for children in inlines(entry.question) if len(plain(children)) > 8)


def inlines(question: Question) -> Iterator[tuple[Inline, ...]]:
    """The inline contents of every part of a question."""
    fields = (question.prompt, question.answer, question.analysis, *(section.body for section in question.sections))
    lines: list[Line] = [question.title, question.summary, *(section.title for section in question.sections),
                         *(point.text for point in question.keypoints)]
    yield from (line.children for line in lines)
    for field in fields:
        yield from (node.children for node in walk(field.blocks) if isinstance(node, Paragraph | Heading | Cell))


PIECES = (
    *"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经",
    *"。，、：；！？（）《》“”「」·" * 2, "——", "……", "），", "”。", "。”", "（《", "》）", "！？", "……”", "‘", "’",
    " GPU ", "batch size", "warm-up", "dropout", "3.14", "约80 GB", "用3.5 ms", "1,024", "50%", "25℃", "don’t ",
    " and/or ", "A100", "C++", "e.g. ", "①", "→", "ResNet-50", "Kullback–Leibler", "naïve ", "backpropagation",
    "，`x = 1`。", "用`model.eval()`时", "（`for k, v in items.items(): print(k)`）", "的**粗体**，",
    "与*强调*的", " https://example.org/a/b?c=1 ",
    "$x$是", "（$\\eta$）", "，$y = f(x) + b$。", "把$\\sum_{i=1}^n w_i x_i$与", "$\\frac{1}{2}$，",
)


def generated_texts() -> Iterator[Text]:
    """Texts that nobody would write, the same in each run."""
    for seed in range(150):
        dice = random.Random(seed)  # noqa: S311 - no secret
        pieces = "".join(dice.choice(PIECES) for _ in range(dice.randint(20, 160)))
        for block in rich(f"字{re.sub(' +', ' ', pieces)}字").blocks:
            assert isinstance(block, Paragraph)
            yield Text(block.children, plain(block.children))


ENGLISH = (
    "a", "the", "of", "is", "and", "with", "model", "gradient", "layers", "training", "(normalization)",
    "international", "considerations,", "hypothesis.", "over\u00adfitting", "**regularization**", "`model.eval()`",
    "$x$",
    "BatchNorm", "well-known", "don’t", "3.14", "80 GB", "A100", "representation;", "e.g.", "Kullback–Leibler", "naïve",
)


def english_texts() -> Iterator[Text]:
    """The same in English."""
    for seed in range(60):
        dice = random.Random(seed)  # noqa: S311 - no secret
        for block in rich(" ".join(dice.choice(ENGLISH) for _ in range(dice.randint(20, 80)))).blocks:
            assert isinstance(block, Paragraph)
            yield Text(block.children, plain(block.children))


def read(line: SetLine, texts: Mapping[str, Mapping[str, str]]) -> Seen:
    """What can be read in a line; `texts` is resource -> code -> characters."""
    copied = seen = ""
    for content in line.contents:
        match content:
            case Shown(_, face, _, strings):
                codes = "".join(re.split("[<>]", strings)[::2])
                words = "".join(texts[face.resource][codes[n:n + 4]] for n in range(0, len(codes), 4))
                copied += words
                seen += words.replace(" ", CODE_SPACE) if "Mono" in face.path.name else words
            case Placed(_, box):
                assert isinstance(box.ink, PlacedFormula)
                copied += box.ink.latex.replace(NOTHING, "")
                seen += OBJECT
            case _:
                pytest.fail(f"{content} in a text whose characters are all in the fonts")
    return Seen(copied.replace(COPIED, ""), seen, line)


def faults(lines: Sequence[str], codes: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """What is wrong between each line and the next; `codes` are the code spans."""
    text = "".join(lines)
    whole = {k for found in WHOLE.finditer(text) for k in range(found.start() + 1, found.end())}
    long = [f"[!-~]{{{LONG},}}", *(re.escape(code.replace(" ", CODE_SPACE)) for code in codes if len(code) > LONG_CODE)]
    whole -= {k for pattern in long for found in re.finditer(pattern, text) for k in range(*found.span())}
    for (before, after), end in zip(pairwise(lines), accumulate(map(len, lines)), strict=False):
        if after.lstrip()[:1] in NEVER_FIRST:
            yield "start", before, after
        if before.rstrip()[-1:] in NEVER_LAST:
            yield "end", before, after
        if end in whole:
            yield "cut", before, after


def off_measure(paragraph: Setting, seen: Iterable[Seen], measure: float) -> Iterator[tuple[str, str, float]]:
    """Lines more than a tenth of a point off their measure though something in them could give."""
    for found in seen:
        over = found.line.indent + found.line.width - measure
        if over > 0.1 and paragraph.narrowest() <= measure + 0.1:
            yield "over", found.shown, over
        if over < -0.1 and found.line.justified and not RIGID.fullmatch(found.shown.strip(" ").replace(COPIED, "")):
            yield "under", found.shown, over


@pytest.mark.long
@pytest.mark.unmeasured
@pytest.mark.parametrize(("texts", "least", "share"), [
    (real_texts, 15_000, 20), (generated_texts, 20_000, 20), (english_texts, 9_000, 15)])
def test_ten_thousand_lines(texts: Callable[[], Iterable[Text]], least: int, share: int) -> None:
    """0 forbidden starts and ends, 0 words cut without a hyphen, every line on its measure, the source copied."""
    made = press()
    wrong: list[tuple[float, tuple[str, str, str | float]]] = []
    count = rigid = 0
    for text in texts():
        setter = InlineSetter(made, None, min(EMS) * SIZE)
        paragraphs = setter.paragraphs(text.children, Voice(SIZE))
        codes = [node.text for node in walk(text.children) if isinstance(node, Code)]
        for em in EMS:
            drawn = [paragraph.lines(em * SIZE) for paragraph in paragraphs]
            glyphs = {face.resource: {code: chars for (_, chars), code in face.codes.items()}
                      for face in made.cast.faces}
            lines = [[read(line, glyphs) for line in part] for part in drawn]
            assert text.says == "\n".join("".join(seen.copied for seen in part) for part in lines)
            for paragraph, part in zip(paragraphs, lines, strict=True):
                wrong += ((em, fault) for fault in faults([seen.shown for seen in part], codes))
                wrong += ((em, fault) for fault in off_measure(paragraph, part, em * SIZE))
                count += len(part)
                rigid += sum(abs(seen.line.width - em * SIZE) > 0.1 for seen in part if seen.line.justified)
    assert wrong == []
    assert made.missing == []
    assert count >= least
    assert rigid < count / share       # of one word, formula or code span too wide or too narrow for its line


@pytest.mark.parametrize(("lines", "expected"), [
    (["中文", "，中"], ["start"]), (["中（", "文"], ["end"]), (["中 of", "ten"], ["cut"]), (["80 ", "GB"], ["cut"]),
    (["中—", "—文"], ["start", "cut"]), (["3.", "14"], ["cut"]), (["well-", "known"], []), (["中文", "中文"], []),
])
def test_faults_are_seen(lines: list[str], expected: list[str]) -> None:
    """What the test above looks for it also finds."""
    assert expected == [kind for kind, _, _ in faults(lines, ())]
