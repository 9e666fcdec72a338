"""A formula as SVG."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from dlexport.math.latex.parse import parse
from dlexport.math.layout import MathFont, typeset
from dlexport.math.layout.face import stix_path
from dlexport.math.layout.outlines import outline, segments
from dlexport.math.layout.svg import to_svg

FONT = MathFont(stix_path())
SVG = "{http://www.w3.org/2000/svg}"


def drawn(formula: str, size: float = 10.0) -> str:
    box = typeset(parse(formula), font=FONT, size=size, display=True, text=lambda text, size: size * len(text))
    return to_svg(box, FONT, title=formula)


def test_a_formula_is_one_path_in_the_colour_of_the_text() -> None:
    """With the source as title, measured in em, set on the baseline."""
    root = ET.fromstring(drawn(r"a<\frac{b}{c}"))  # noqa: S314 - our own text
    assert root.attrib["fill"] == "currentColor"
    assert [child.tag for child in root] == [f"{SVG}title", f"{SVG}path"]
    assert root[0].text == r"a<\frac{b}{c}"
    assert re.fullmatch(r"vertical-align:-0\.\d{3}em", root.attrib["style"])
    height = float(root.attrib["height"].removesuffix("em"))
    assert height == int(root.attrib["viewBox"].split()[3]) / 1000


def test_colours_words_and_strokes_are_elements_of_their_own() -> None:
    """Words stay text, for a font of the page."""
    root = ET.fromstring(drawn(r"a\textcolor{red}{b\textbf{粗}\text{<中}}\cancel{x}\textit{斜}"))  # noqa: S314
    paths = root.findall(f"{SVG}path")
    assert [path.get("fill") for path in paths] == [None, "#ff0000"]
    words = root.findall(f"{SVG}text")
    assert [(word.text, word.get("font-weight"), word.get("font-style"), word.get("fill")) for word in words] == [
        ("粗", "bold", None, "#ff0000"), ("中", None, None, "#ff0000"), ("斜", None, "italic", None),
    ]  # fmt: skip
    (line,) = root.findall(f"{SVG}line")
    assert line.get("stroke") == "currentColor"


def test_the_same_formula_gives_the_same_bytes_at_any_size() -> None:
    """Sizes are in em, so the size it was set at does not matter."""
    source = r"\sum_{i=1}^{n}\sqrt{x_i}"
    assert drawn(source) == drawn(source)
    assert drawn(source, 10.0) == drawn(source, 20.0)


def test_the_outline_of_a_space_is_empty() -> None:
    """And that of a letter is closed."""
    assert segments(FONT, FONT.glyph_id(" ")) == ()
    assert outline(FONT, FONT.glyph_id(" "), 0, 0, 1000) == ""
    assert outline(FONT, FONT.glyph_id("x"), 0, 0, 1000).endswith("z")


def test_an_outline_is_where_its_glyph_stands() -> None:
    """Steps lead from the origin through all points of the font's outline, y turned downwards."""
    units = FONT.units
    path = outline(FONT, FONT.glyph_id("i"), 300, 200, units)       # two closed parts: stem and dot
    at, begun, found = (0.0, 0.0), (0.0, 0.0), []
    for command, numbers in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        values = [float(number) for number in re.findall(r"-?\d+", numbers)]
        start = (0.0, 0.0) if command == "M" else at
        points = [(start[0] + a, start[1] + b) for a, b in zip(values[::2], values[1::2], strict=True)]
        at = points[-1] if points else begun
        begun = at if command in "Mm" else begun
        found += [] if command == "M" else points
    expected = [(300 + round(a), 200 + round(-b)) for _, values in segments(FONT, FONT.glyph_id("i"))
                for a, b in zip(values[::2], values[1::2], strict=True)]
    assert found == expected
