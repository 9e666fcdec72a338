"""Books made by hand, handouts made from them, and what is in those."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pypdfium2

import by_hand
from by_hand import KITCHEN_SINK, MOMENT, keypoint, rich, title
from dlexport.book.bank import Question, Reference, Section
from dlexport.cache import Cache
from dlexport.exporters.pdf.blocks.press import Press
from dlexport.exporters.pdf.handout.exporter import PdfExporter
from dlexport.exporters.pdf.style.theme import read_theme
from dlexport.exporters.pdf.text.typefaces import Cast
from dlexport.lock.lock import DatedBook
from dlexport.pictures.media import take
from dlexport.plugin.contract import ExportContext, Part
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme
from dlexport.verify.verify import verify

if TYPE_CHECKING:

    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.plugin.contract import Artifact
    from dlexport.problems import Problem

EXPORTER = PdfExporter()
OPTIONS = PdfExporter.Options()


def question(ident: str = "one", **changes: Any) -> Question:  # noqa: ANN401 - any field
    """A question with only what is required, as sentences, and what is given."""
    plain = by_hand.question(ident, prompt=rich("题目。"), answer=rich("答案。"), analysis=rich("解析。"),
                             summary=title(f"问题 {ident} 的提要"))
    return replace(plain, **changes)


def book(*questions: Question, **changes: Any) -> DatedBook:  # noqa: ANN401 - any field of the bank
    """A book of these questions, as it comes to the exporter."""
    return DatedBook(by_hand.book(*questions, **{"id": "bank", "version": "1", **changes}), {}, {}, {})


def everything() -> DatedBook:
    """A book with every part and every construct."""
    names = ("media/gradient.png", "media/photo.jpg", "media/sub/shapes.svg", "media/dot.png")
    media = {name: take(KITCHEN_SINK, name) for name in names}
    first = question(
        "first", title=title("全角（括号）与 $a<b$？"), difficulty=2, tags=("cnn", "中文标签"),
        prompt=rich("请说出**行内**写法，*强调*一个词，~~删去~~两个字。\\\n第二行 `x < y`。"),
        answer=rich("价格$5到$10。\n\n1. 一\n2. 二\n   - 深\n     - 更深\n\n> 引文 [链接](https://example.org/a)\n\n"
                    "| 左 | 右 |\n| :-- | --: |\n| $O(n)$ | `a \\| b` |\n| 空 | |\n\n***\n\n见[另一题](#second)。"),
        analysis=rich("# 标题\n\n带注[^a]与[^b]。\n\n$$\n\\int_0^1 x\\,dx = \\frac{1}{2}\n$$\n\n"
                      "$$\na = b \\tag{1}\n$$\n\n"
                      '![点](media/dot.png)在行内。\n\n![渐变](media/gradient.png "题注")\n\n'
                      '![照片](media/photo.jpg)\n\n![矢量](media/sub/shapes.svg "图 *二*")\n\n'
                      "```python\nx = 1  # 注释\n\tif x: pass\n```\n\n[^a]: 第一注 $x$。\n[^b]: 第二注。"),
        sections=(Section(title("作用 $x$"), rich("段落。\n\n- 列表")), Section(title("表"), rich("- 只有列表"))),
        keypoints=(keypoint("k", "要点 **填空** 与 $\\eta$。"), keypoint("l", "又一点。")),
        references=(Reference("Attention Is All You Need", ("A. Vaswani", "N. Shazeer"), 2017, "NeurIPS 2017",
                              arxiv="1706.03762"), Reference("只有标题？")),
    )
    return book(first, question("second", topic="other"), media=media, subtitle=title("副题 $\\alpha$"),
                authors=("甲", "乙"), license="CC BY 4.0", description="说明")


def export(dated: DatedBook, *, paper: str = "a4", allow: bool = False) -> Artifact:
    """The handout of a book."""
    context = ExportContext(MOMENT, theme(None), Fonts(), allow)
    return EXPORTER.export(dated, PdfExporter.Options(paper), context)


@cache
def whole(paper: str = "a4") -> Artifact:
    """The handout of the book with everything."""
    return export(everything(), paper=paper)


def lacks(dated: DatedBook, data: bytes) -> tuple[Problem, ...]:
    """What a full verification finds missing."""
    return verify(dated.book, EXPORTER.promises(OPTIONS), EXPORTER.read_back(data, Cache()), "x.pdf")


def part(data: bytes, ident: str, wanted: Part) -> str:
    """The text of a part of a question, as read back."""
    return "".join(p.text for p in EXPORTER.read_back(data, Cache()) if (p.question, p.part) == (ident, wanted))


def page_texts(data: bytes) -> list[str]:
    """The text of every page."""
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def press() -> Press:
    """A press with the default theme, fresh faces and no pictures."""
    return Press(read_theme(theme(None)), Cast(Fonts()), {})


def words_of(line: SetLine, made: Press) -> str:
    """The characters a set line draws, in order, those of trimmed spaces too."""
    found = []
    for content in line.contents:
        if hasattr(content, "strings"):
            texts = {code: text for (_, text), code in content.face.codes.items()}
            codes = "".join(part for k, part in enumerate(content.strings.replace("<", ">").split(">")) if k % 2 == 0)
            found.append("".join(texts[codes[n:n + 4]] for n in range(0, len(codes), 4)))
    assert made.missing == []
    return "".join(found)
