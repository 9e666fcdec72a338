"""Heads and feet of the pages: they show what the theme's file says, where it says."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import pypdfium2
import pytest
from pdf_books import EXPORTER, book, question
from pdf_books import title as line
from print_kinds import context
from structure_walk import marks

from by_hand import rich
from dlexport.book.bank import Topic
from dlexport.exporters.pdf.style.theme import read_theme
from dlexport.theme.styles import default_folder, theme

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.exporters.pdf.handout.exporter import PdfExporter
    from dlexport.exporters.pdf.style.paper import Paper
    from dlexport.plugin.contract import Artifact

DEFAULT = (default_folder() / "print" / "handout.yaml").read_text(encoding="utf-8")
EDGES = DEFAULT[DEFAULT.index("heads:"):DEFAULT.index("colours:")]
OPENING, LEFT, RIGHT = 3, 4, 5      # pages of the only chapter, after cover and contents


class Bit(NamedTuple):
    """A text in a head or foot, and from where to where across the text block: 0 to 1."""

    text: str
    left: float
    right: float


class Printed(NamedTuple):
    """A print and its paper."""

    artifact: Artifact
    paper: Paper

    def head(self, page: int) -> list[Bit]:
        """The texts in the head of a page (from 1), from the left."""
        return self._bits(page, self.paper.height - self.paper.head)

    def foot(self, page: int) -> list[Bit]:
        """The texts in its foot."""
        return self._bits(page, self.paper.foot)

    def _bits(self, page: int, base: float) -> list[Bit]:
        text = pypdfium2.PdfDocument(self.artifact.data)[page - 1].get_textpage()
        boxes = [(text.get_charbox(k, loose=True), text.get_text_range(k, 1)) for k in range(text.count_chars())]
        found: list[Bit] = []
        for (left, low, right, high), char in sorted(boxes):
            if char.strip() and low < base + 2 < high:
                begin, end = ((x - self.paper.left(page)) / self.paper.measure for x in (left, right))
                if found and begin - found[-1].right < 0.02:
                    found[-1] = Bit(found[-1].text + char, found[-1].left, end)
                else:
                    found.append(Bit(char, begin, end))
        return found


def printed(folder: Path, exporter: PdfExporter = EXPORTER, *, sides: str = "two", title: str = "书名",
            chapter: str = "章名", **slots: str) -> Printed:
    """A print whose heads and feet show nothing but what is given, as `heads_inside="..."`."""
    edges = "".join(f"{edge}: {{size: 8, rule: {slots.get(f'{edge}_rule', 'false')}, " + ", ".join(
        f"{slot}: \"{slots.get(f'{edge}_{slot}', '')}\"" for slot in ("inside", "middle", "outside")) + "}\n"
        for edge in ("heads", "feet"))
    (folder / "print").mkdir()
    (folder / "print" / "handout.yaml").write_text(
        DEFAULT.replace(EDGES, edges).replace("sides: two", f"sides: {sides}"), encoding="utf-8")
    long = "\n\n".join(f"第{k}段的文字。" for k in range(90))
    dated = book(question(analysis=rich(long), prompt=rich(long)), title=line(title),
                 topics=(Topic("topic", line(chapter)),))
    return Printed(exporter.export(dated, exporter.Options(), context(folder)),
                   read_theme(theme(folder)).paper("a4"))


def texts(bits: list[Bit]) -> list[str]:
    """Their words alone."""
    return [bit.text for bit in bits]


def test_inside_and_outside(tmp_path: Path) -> None:
    """The inside is the edge that is bound: left on a right page, right on a left one."""
    made = printed(tmp_path, heads_inside="{chapter}", heads_outside="{page}", feet_inside="{book}")
    assert texts(made.head(RIGHT)) == ["章名", "5"]
    assert texts(made.head(LEFT)) == ["4", "章名"]
    for page in (LEFT, RIGHT):
        first, last = made.head(page)
        assert (first.left, last.right) == pytest.approx((0, 1), abs=0.01)
    assert made.foot(RIGHT)[0].left == pytest.approx(0, abs=0.01)
    assert made.foot(LEFT)[0].right == pytest.approx(1, abs=0.01)


def test_the_middle(tmp_path: Path) -> None:
    """It is the middle of the text block, whatever stands beside it."""
    made = printed(tmp_path, feet_inside="{book}", feet_middle="{page}", heads_middle="{chapter}")
    for page in (LEFT, RIGHT):
        middle = next(bit for bit in made.foot(page) if bit.text == str(page))
        assert middle.left + middle.right == pytest.approx(1, abs=0.01)
        (alone,) = made.head(page)
        assert alone.left + alone.right == pytest.approx(1, abs=0.01)


def test_words_of_ones_own(tmp_path: Path) -> None:
    """Own words stand with names and without; a title comes with its formula."""
    made = printed(tmp_path, heads_inside="内部资料", feet_outside="第 {page} 页 · {book}", title="书名$x^2$")
    assert texts(made.head(RIGHT)) == ["内部资料"]
    (foot,) = made.foot(RIGHT)
    assert foot.text == "第5页·书名"
    assert 0.95 < foot.right < 0.98     # the formula, which is no text, has the rest


def test_nothing_at_all(tmp_path: Path) -> None:
    """Heads and feet may be empty."""
    made = printed(tmp_path)
    assert [made.head(page) + made.foot(page) for page in (2, OPENING, LEFT, RIGHT)] == [[], [], [], []]


def test_one_side(tmp_path: Path) -> None:
    """Printed on one side, all pages are bound at the left and have their heads the same way round."""
    made = printed(tmp_path, sides="one", heads_inside="{book}", heads_outside="{chapter}", feet_outside="{page}")
    assert made.paper.left(LEFT) == made.paper.left(RIGHT) == 113.4
    for page in (LEFT, RIGHT):
        assert texts(made.head(page)) == ["书名", "章名"]
        assert made.foot(page)[0].right == pytest.approx(1, abs=0.01)
        assert min(bit.left for bit in made.head(page)) == pytest.approx(0, abs=0.01)
    pages = (pypdfium2.PdfDocument(made.artifact.data)[page - 1].get_textpage() for page in (LEFT, RIGHT))
    left, right = (min(text.get_charbox(k, loose=True)[0] for k in range(text.count_chars())) for text in pages)
    assert left == right


def test_where_no_head_is(tmp_path: Path) -> None:
    """The first page of a chapter has none, nor have the contents; feet are on all pages but the cover."""
    made = printed(tmp_path, heads_inside="{book}", feet_inside="{chapter}")
    assert [bool(made.head(page)) for page in (1, 2, OPENING, LEFT)] == [False, False, False, True]
    assert [texts(made.foot(page)) for page in (1, 2, OPENING, LEFT)] == [[], ["目录"], ["章名"], ["章名"]]


@pytest.mark.parametrize(("slots", "room"), [
    ({"heads_outside": "{chapter}"}, 1.0),
    ({"heads_outside": "{chapter}", "heads_inside": "{book}"}, 0.92),
    ({"heads_outside": "{chapter}", "heads_inside": "{book}{chapter}"}, 0.48),
    ({"heads_outside": "{chapter}", "heads_middle": "{page}"}, 0.445),
    ({"heads_outside": "{chapter}", "heads_middle": "{chapter}"}, 0.307),
    ({"heads_outside": "{chapter}", "heads_middle": "{book}", "heads_inside": "{page}"}, 0.44),
])
def test_too_long(tmp_path: Path, slots: dict[str, str], room: float) -> None:
    """A text is cut to what the others leave it, which is all that they do not need."""
    made = printed(tmp_path, chapter="很长的章名" * 20, **slots)
    cut = made.head(RIGHT)[-1]
    assert cut.text.endswith("…")
    assert room - 0.04 < cut.right - cut.left <= room


def test_a_long_middle(tmp_path: Path) -> None:
    """What stands in the middle stays there, and has what the wider of its neighbours leaves on both sides."""
    made = printed(tmp_path, chapter="很长的章名" * 20, heads_middle="{chapter}", heads_outside="{book}")
    middle, outside = made.head(RIGHT)
    assert (middle.text[-1], outside.text) == ("…", "书名")
    assert (middle.left + middle.right) / 2 == pytest.approx(0.5, abs=0.01)
    assert 0.78 < middle.right - middle.left < 0.84
    assert outside.left - middle.right > 0.03


def test_they_are_artifacts(tmp_path: Path) -> None:
    """Nothing in them is read aloud: a page holds nothing else outside the elements, whatever they show."""
    full = printed(tmp_path, heads_inside="{book}", heads_middle="x", heads_outside="{chapter}", heads_rule="true",
                   feet_inside="y", feet_middle="{page}", feet_outside="z", feet_rule="true")
    with pikepdf.open(BytesIO(full.artifact.data)) as pdf:
        shown = list(marks(pdf.pages[RIGHT - 1]))
    assert sum(artifact for _, artifact, _ in shown) == 8 + 1      # the tint
    assert all(depth == 1 for depth, artifact, _ in shown if not artifact)


@pytest.mark.parametrize(("edge", "lines"), [("heads", 1), ("feet", 1), ("", 0)])
def test_the_rule(tmp_path: Path, edge: str, lines: int) -> None:
    """It stands between head or foot and the text."""
    made = printed(tmp_path, heads_inside="{book}", feet_inside="{page}", **{f"{edge}_rule": "true"})
    with pikepdf.open(BytesIO(made.artifact.data)) as pdf:
        ops = [(str(operator), operands) for operands, operator in pikepdf.parse_content_stream(pdf.pages[RIGHT - 1])]
    heights = [float(operands[1]) for operator, operands in ops if operator == "m"]
    assert len(heights) == lines
    area = made.paper
    low, high = {"heads": (area.high, area.height - area.head), "feet": (area.foot, area.low), "": (0, 0)}[edge]
    assert all(low < height < high for height in heights)


def test_a_character_that_no_font_has(tmp_path: Path) -> None:
    """It is told with its place in the theme's file."""
    (problem,) = printed(tmp_path, feet_inside="页\U000f0000").artifact.problems
    assert problem.code == "missing-glyph"
    assert problem.span is not None
    where = (tmp_path / "print" / "handout.yaml").read_text(encoding="utf-8").splitlines()[problem.span.line - 1]
    assert (problem.span.file, where[problem.span.column - 1]) == ("styles/print/handout.yaml", "\U000f0000")
