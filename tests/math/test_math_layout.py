"""What a set formula looks like, told by the places of its glyphs and rules."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from formula_cases import FORMULAS

from dlexport.math.latex.parse import parse
from dlexport.math.layout import GlyphAt, MathBox, MathFont, TextAt, face, typeset, typeset_lines
from dlexport.math.layout.face import stix_path
from dlexport.math.layout.font import VERTICAL
from dlexport.math.layout.stretch import stretched

SIZE = 10.0
FONT = MathFont(stix_path())
CONSTANTS = FONT.constants[0]


def width(text: str, size: float) -> float:
    """A full-width font."""
    return size * len(text)


def laid(formula: str, *, display: bool = True) -> MathBox:
    return typeset(parse(formula), font=FONT, size=SIZE, display=display, text=width)


def lines(formula: str, measure: float) -> tuple[MathBox, ...]:
    return typeset_lines(parse(formula), font=FONT, size=SIZE, text=width, width=measure)


def glyph(box: MathBox, text: str) -> GlyphAt:
    """The first glyph that stands for a text."""
    return next(glyph for glyph in box.glyphs if glyph.text == text)


def top(glyph: GlyphAt) -> float:
    return glyph.y + FONT.glyph(glyph.gid, glyph.size, "").height


def bottom(glyph: GlyphAt) -> float:
    return glyph.y - FONT.glyph(glyph.gid, glyph.size, "").depth


def right(glyph: GlyphAt) -> float:
    return glyph.x + FONT.glyph(glyph.gid, glyph.size, "").width


def written(box: MathBox) -> str:
    return "".join(glyph.text for glyph in box.glyphs)


@pytest.mark.parametrize("display", [True, False])
@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_of_real_texts_are_set(formula: str, display: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    """No glyph is missing, all ink is within the height and depth, nothing is far outside the width."""
    box = laid(formula, display=display)
    assert box.glyphs
    assert all(glyph.gid for glyph in box.glyphs)
    assert box.height >= max(map(top, box.glyphs)) - 1e-6 or "smash" in formula
    assert -box.depth <= min(map(bottom, box.glyphs)) + 1e-6
    for item in box.glyphs:
        extents = FONT.hb_font.get_glyph_extents(item.gid)
        left = item.x + extents.x_bearing * item.size / FONT.units
        end = left + extents.width * item.size / FONT.units
        assert -0.1 * SIZE <= left <= end <= box.width + 0.1 * SIZE


def test_lengths_are_in_points_of_the_size_asked_for() -> None:
    """Twice the size, twice everything."""
    tree = parse(r"\frac{a}{b}+\text{中}")
    small = typeset(tree, font=FONT, size=10.0, display=True, text=width)
    large = typeset(tree, font=FONT, size=20.0, display=True, text=width)
    assert large.width == pytest.approx(2 * small.width)
    assert large.height == pytest.approx(2 * small.height)
    assert [glyph.size for glyph in large.glyphs] == [2 * glyph.size for glyph in small.glyphs]
    assert (large.size, small.size) == (20.0, 10.0)


def test_single_letters_are_italic_and_words_upright() -> None:
    """As are capital Greek letters and functions."""
    assert written(laid(r"x\Gamma\alpha\varGamma")) == "𝑥Γ𝛼𝛤"
    assert written(laid(r"\log\mathrm{ab}\mathrm c\textbf{b}\textit{i}\text{t}")) == "logabc𝐛𝑖t"


@pytest.mark.parametrize(
    ("formula", "left", "between"),
    [
        ("a+b", "𝑎", 4), ("a=b", "𝑎", 5), ("a,b", ",", 3), ("ab", "𝑎", 0), ("a|b", "𝑎", 0), (r"x\log y", "𝑥", 3),
        (r"a\,b", "𝑎", 3), (r"a\mid b", "𝑎", 5), (r"a\textcolor{red}{+}b", "𝑎", 4), (r"a{+}b", "𝑎", 0),
    ],
)  # fmt: skip
def test_neighbours_are_spaced_by_their_classes(formula: str, left: str, between: int) -> None:
    """In eighteenths of an em, beside the italic correction."""
    box = laid(formula)
    first = glyph(box, left)
    following = box.glyphs[box.glyphs.index(first) + 1]
    lean = FONT.glyph(first.gid, first.size, "").italic
    expected = right(first) + between * SIZE / 18
    assert following.x == pytest.approx(expected, abs=lean + 0.001)


def test_scripts_have_no_space_around_relations() -> None:
    """Though text has."""
    box = laid("x_{i=1}")
    equals, one = glyph(box, "="), glyph(box, "1")
    assert one.x == pytest.approx(right(equals))


def test_a_fraction_bar_lies_on_the_axis() -> None:
    """And numerator and denominator keep the distance the font asks for."""
    for display, gap in (
        (True, CONSTANTS.fraction_num_display_style_gap_min),
        (False, CONSTANTS.fraction_numerator_gap_min),
    ):
        box = laid(r"\frac{a}{b}", display=display)
        (bar,) = box.rules
        assert bar.y + bar.height / 2 == pytest.approx(CONSTANTS.axis_height * SIZE)
        assert bottom(glyph(box, "𝑎")) - (bar.y + bar.height) >= gap * SIZE - 1e-6
        assert bar.y - top(glyph(box, "𝑏")) >= gap * SIZE - 1e-6


def test_a_binomial_has_no_bar_but_parentheses() -> None:
    """The parts keep apart all the same."""
    for display in (True, False):
        box = laid(r"\binom{n}{k}", display=display)
        assert box.rules == ()
        assert bottom(glyph(box, "𝑛")) > top(glyph(box, "𝑘"))
        assert top(glyph(box, "(")) > top(glyph(box, "𝑛")) - 0.1 * SIZE


def test_the_numerator_of_a_continued_fraction_can_stand_left_or_right() -> None:
    """Else it is centred."""
    places = [glyph(laid(rf"\cfrac{side}{{1}}{{abcdef}}"), "1").x for side in ("[l]", "", "[r]")]
    assert places == sorted(places)
    assert places[0] == pytest.approx(glyph(laid(r"\cfrac[l]{1}{abcdef}"), "𝑎").x)


def test_scripts_are_small_and_off_the_baseline() -> None:
    """Scripts of scripts smaller still, and cramped superscripts lower."""
    box = laid("x^a_b")
    assert glyph(box, "𝑎").y > 0 > glyph(box, "𝑏").y
    assert glyph(box, "𝑎").size == pytest.approx(7.0)
    assert glyph(laid("x^{a^b}"), "𝑏").size == pytest.approx(5.5)
    assert glyph(laid(r"\sqrt{x^2}"), "2").y < glyph(laid("x^2"), "2").y


def test_subscript_and_superscript_keep_apart() -> None:
    """However deep the one and high the other."""
    box = laid(r"x^{\frac{a}{b}}_{\frac{c}{d}}")
    assert bottom(glyph(box, "𝑏")) - top(glyph(box, "𝑐")) >= CONSTANTS.sub_superscript_gap_min * SIZE - 1e-6


def test_a_subscript_is_tucked_in_and_a_superscript_is_not() -> None:
    """Under letters that lean over it, and under integrals."""
    box = laid("V^a_b")
    assert glyph(box, "𝑏").x < glyph(box, "𝑎").x
    box = laid(r"\int_0^1")
    assert glyph(box, "0").x < glyph(box, "1").x - 0.2 * SIZE


def test_a_prime_is_of_text_size_and_the_next_superscript_beside_it() -> None:
    """The primes of the font are raised already."""
    box = laid("f'^2")
    assert glyph(box, "′").size == pytest.approx(SIZE)
    assert glyph(box, "2").x >= right(glyph(box, "′")) - 1e-6
    assert top(glyph(laid("f'"), "′")) == pytest.approx(top(glyph(laid("f'"), "𝑓")), abs=0.1 * SIZE)
    assert written(laid(r"\frac ab'")) == "𝑎𝑏′"


def test_an_accented_letter_takes_its_scripts_as_if_it_were_bare() -> None:
    """TeX's rule 12."""
    assert glyph(laid(r"\hat x^2"), "2").y == pytest.approx(glyph(laid("x^2"), "2").y)


def test_operators_grow_in_displays() -> None:
    """And their limits stand above and below, elsewhere beside."""
    shown, run_in = laid(r"\sum_{i}^{n}"), laid(r"\sum_{i}^{n}", display=False)
    assert top(glyph(shown, "∑")) > top(glyph(run_in, "∑"))
    assert bottom(glyph(shown, "𝑛")) > top(glyph(shown, "∑"))
    assert top(glyph(shown, "𝑖")) < bottom(glyph(shown, "∑"))
    assert glyph(run_in, "𝑛").x >= right(glyph(run_in, "∑"))
    middle = (glyph(shown, "∑").x + right(glyph(shown, "∑"))) / 2
    assert (glyph(shown, "𝑖").x + right(glyph(shown, "𝑖"))) / 2 == pytest.approx(middle, abs=0.1)


@pytest.mark.parametrize(
    ("formula", "above"),
    [(r"\int\limits^1", True), (r"\int^1", False), (r"\sum\nolimits^1", False), (r"\max^1", True),
     (r"\operatorname*{x}^1", True), (r"\log^1", False), (r"\overset{1}{x}", True)],
)  # fmt: skip
def test_limits_stand_where_they_are_asked_for(formula: str, *, above: bool) -> None:
    """In displays, above or at the side."""
    box = laid(formula)
    one = glyph(box, "1")
    others = [item for item in box.glyphs if item.text != "1"]
    assert above == (one.x < max(map(right, others)) - 1e-6)


def test_delimiters_grow_about_the_axis() -> None:
    """To nine tenths of what they hold at least, by variants and then by parts."""
    box = laid(r"\left(\frac{a}{b}\right)")
    fence = glyph(box, "(")
    assert (top(fence) + bottom(fence)) / 2 == pytest.approx(CONSTANTS.axis_height * SIZE, abs=0.01)
    assert top(fence) - bottom(fence) >= 0.9 * (top(glyph(box, "𝑎")) - bottom(glyph(box, "𝑏")))
    rows = r"\\".join("a" * 30)
    tall = laid(rf"\left(\begin{{matrix}}{rows}\end{{matrix}}\right)")
    parts = [item for item in tall.glyphs if item.text in {"(", ""} and item.x < SIZE]
    assert len(parts) > 3
    assert max(map(top, parts)) - min(map(bottom, parts)) >= 0.9 * (tall.height + tall.depth)


def test_bare_brackets_do_not_grow() -> None:
    """Sized ones are as large as asked for."""
    assert glyph(laid(r"(\frac ab"), "(").gid == FONT.glyph_id("(")
    sizes = [glyph(laid(rf"\{name}("), "(") for name in ("big", "Big", "bigg", "Bigg")]
    lengths = [top(item) - bottom(item) for item in sizes]
    assert lengths == sorted(lengths)
    assert lengths[0] >= 1.1 * SIZE
    assert glyph(laid(r"\overset{x}{\big(}"), "(").gid == sizes[0].gid


def test_a_glyph_that_cannot_grow_stays_as_it_is() -> None:
    """Whatever length is asked for."""
    assert stretched("a", 5.0, 0, VERTICAL, FONT) is FONT.glyph(FONT.glyph_id("a"), 1.0, "a")


def test_an_invisible_delimiter_is_a_small_space() -> None:
    """A little more than a tenth of an em."""
    assert laid(r"\left.x\right.").width - laid("x").width == pytest.approx(2 * 0.12 * SIZE)


def test_a_root_covers_what_is_under_it() -> None:
    """Its bar begins where the sign ends and is as long as the content; a degree stands in the hook."""
    box = laid(r"\sqrt[3]{x+y}")
    (bar,) = box.rules
    sign = glyph(box, "√")
    assert bar.x == pytest.approx(right(sign))
    assert bar.y + bar.height == pytest.approx(top(sign))
    assert bar.x + bar.width == pytest.approx(box.width)
    assert glyph(box, "3").x < sign.x + 0.6 * SIZE
    assert bottom(glyph(box, "3")) > bottom(sign)


def test_accents_stand_over_their_letter_and_dots_give_way() -> None:
    """Wide ones are as wide as fits."""
    assert written(laid(r"\hat\imath\hat i\vec j\hat{\mathbf i}")) == "𝚤̂𝚤̂𝚥⃗𝐢̂"
    box = laid(r"\hat x")
    accent, letter = box.glyphs[1], box.glyphs[0]
    assert bottom(accent) > top(letter) - 0.05 * SIZE
    wide = laid(r"\widehat{abc}").glyphs[-1]
    assert wide.gid != FONT.glyph_id("\u0302")


def test_bars_braces_and_arrows_span_what_they_belong_to() -> None:
    """Over it and under it."""
    (over,) = laid(r"\overline{abc}").rules
    (under,) = laid(r"\underline{abc}").rules
    assert over.y > 0 > under.y
    assert over.width == pytest.approx(laid("abc").width, abs=0.05 * SIZE)
    brace = laid(r"\underbrace{a+b+c+d+e+f+g+h+i}_{n}")
    assert top(glyph(brace, "𝑛")) < bottom(glyph(brace, "⏟")) < 0
    arrow = laid(r"\overrightarrow{abcdef}")
    assert max(map(right, arrow.glyphs)) >= laid("abcdef").width - 0.2 * SIZE
    below = laid(r"\underrightarrow{ab}")
    assert top(glyph(below, "→")) < 0


def test_a_labelled_arrow_is_as_long_as_its_longer_label() -> None:
    """One label above, one below."""
    short, long = laid(r"\xrightarrow{f}"), laid(r"\xrightarrow[x]{abcdefgh}")
    assert long.width > short.width
    assert glyph(long, "𝑥").y < 0 < glyph(long, "𝑎").y
    assert laid(r"\xleftarrow[abcdefgh]{x}").width == pytest.approx(long.width, abs=0.2 * SIZE)


def test_columns_of_a_matrix_are_centred_and_the_matrix_is_on_the_axis() -> None:
    """Each row has a strut, so that rows are even."""
    box = laid(r"\begin{matrix}aaa&b\\c&d\end{matrix}")
    first = [item for item in box.glyphs if item.text == "𝑎"]
    middle = (first[0].x + right(first[-1])) / 2
    assert (glyph(box, "𝑐").x + right(glyph(box, "𝑐"))) / 2 == pytest.approx(middle, abs=0.05 * SIZE)
    assert (box.height - box.depth) / 2 == pytest.approx(CONSTANTS.axis_height * SIZE)
    assert glyph(box, "𝑎").y - glyph(box, "𝑐").y == pytest.approx(1.2 * SIZE)


def test_relations_of_an_alignment_stand_under_each_other() -> None:
    """Whatever is left of them."""
    box = laid(r"\begin{aligned}abc&=d\\e&=f\end{aligned}")
    first, second = (item for item in box.glyphs if item.text == "=")
    assert first.x == pytest.approx(second.x)
    assert first.y > second.y


@pytest.mark.parametrize(("rows", "above", "below"), [
    (r"a&=\frac{b}{c}\\d&=\frac{e}{f}", "𝑐", "𝑒"), (r"a&=\sum_{i=1}^n b\\d&=\sum_{j=1}^m e", "𝑖", "𝑚")])
def test_rows_of_an_alignment_do_not_touch(rows: str, above: str, below: str) -> None:
    """Half an em is between the lowest of one and the highest of the next."""
    box = laid(rf"\begin{{aligned}}{rows}\end{{aligned}}")
    assert bottom(glyph(box, above)) - top(glyph(box, below)) >= SIZE / 2


def test_the_lines_of_an_array() -> None:
    """Between columns, between rows, and around."""
    inner = laid(r"\begin{array}{c|c}a&b\\\hline c&d\end{array}").rules
    assert sorted(rule.width > rule.height for rule in inner) == [False, True]
    around = laid(r"\begin{array}{|c|}\hline a\\\hline\end{array}").rules
    assert len(around) == 4
    assert len(laid(r"\begin{array}{cc}a\\b&c\end{array}").glyphs) == 3


def test_small_tables_are_small() -> None:
    """Matrices within a line, and the lines of a condition."""
    assert glyph(laid(r"\begin{smallmatrix}a\end{smallmatrix}"), "𝑎").size == pytest.approx(7.0)
    assert glyph(laid(r"\sum_{\substack{a\\b}}"), "𝑎").size == pytest.approx(7.0)


def test_colours_reach_glyphs_rules_words_and_strokes() -> None:
    """The innermost counts; without one the text's own is meant."""
    box = laid(r"a\textcolor{red}{\cancel{\frac{b}{c}}\text{中}}\color{#0f5c6e}d")
    assert glyph(box, "𝑎").colour == ""
    assert glyph(box, "𝑏").colour == "#ff0000"
    assert [rule.colour for rule in box.rules] == ["#ff0000"]
    assert [stroke.colour for stroke in box.strokes] == ["#ff0000"]
    assert [text.colour for text in box.texts] == ["#ff0000"]
    assert glyph(box, "𝑑").colour == "#0f5c6e"
    assert glyph(laid(r"\frac{\textcolor{red}{x}}{y}"), "𝑥").colour == "#ff0000"


def test_strokes_cross_what_is_struck_out() -> None:
    """Rising, falling or both, with ends that stand out by 0.1 em; what is struck out takes no more width."""
    (rising,) = laid(r"\cancel{abc}").strokes
    (falling,) = laid(r"\bcancel{abc}").strokes
    assert rising.y1 < rising.y2
    assert falling.y1 > falling.y2
    size = laid("abc").size
    assert rising.x1 == pytest.approx(-0.1 * size)
    assert rising.x2 == pytest.approx(laid("abc").width + 0.1 * size)
    assert laid(r"\cancel{abc}").width == pytest.approx(laid("abc").width)
    assert len(laid(r"\xcancel a").strokes) == 2


def test_a_box_is_drawn_around() -> None:
    """Four rules, with air inside."""
    box = laid(r"\boxed{x}")
    assert len(box.rules) == 4
    assert box.width > laid("x").width + 0.6 * SIZE


def test_phantoms_and_smashed_parts_keep_what_they_should() -> None:
    """Room without ink, ink without room."""
    real = laid("x+y")
    phantom = laid(r"\phantom{x+y}")
    assert (phantom.width, phantom.height, phantom.glyphs) == (real.width, real.height, ())
    assert laid(r"\hphantom{x}").height == 0
    assert laid(r"\vphantom{x}").width == 0
    assert laid(r"\smash{x}").height == 0
    assert laid(r"\smash[b]{y}").depth == 0
    assert glyph(laid(r"a\mathllap{b}"), "𝑏").x < glyph(laid("ab"), "𝑏").x
    assert laid(r"\mathrlap{b}").width == 0


def test_what_the_font_lacks_is_text_for_another_font() -> None:
    """Measured by the caller at the size it will have; what the font has stays in it."""
    box = laid(r"x_{\text{当 a}}\textbf{粗}\textit{斜}召回")
    assert box.texts[0] == TextAt("当", box.texts[0].x, box.texts[0].y, 7.0)
    assert [(text.text, text.bold, text.italic) for text in box.texts[1:]] == [
        ("粗", True, False), ("斜", False, True), ("召回", False, False),
    ]  # fmt: skip
    assert "a" in written(box)
    assert laid("召回").width == pytest.approx(2 * SIZE)


def test_a_negation_strikes_its_symbol_in_the_middle() -> None:
    """Where Unicode has no character for the negated one."""
    box = laid(r"\not\propto")
    symbol, stroke = box.glyphs
    extents = FONT.hb_font.get_glyph_extents(stroke.gid)
    middle = stroke.x + (extents.x_bearing + extents.width / 2) / FONT.units * SIZE
    assert middle == pytest.approx((symbol.x + right(symbol)) / 2)
    assert written(laid(r"\not=")) == "≠"


def test_named_styles_set_the_size() -> None:
    """Display in text, and scripts without being one."""
    assert laid(r"\displaystyle\sum", display=False).height == laid(r"\sum").height
    assert glyph(laid(r"\scriptstyle x"), "𝑥").size == pytest.approx(7.0)
    assert glyph(laid(r"{\scriptscriptstyle x}"), "𝑥").size == pytest.approx(5.5)
    assert glyph(laid(r"\tfrac ab"), "𝑎").size < glyph(laid(r"\dfrac ab"), "𝑎").size


def test_a_tag_stands_two_em_away_or_at_the_edge_of_the_measure() -> None:
    """The formula is centred in what is left."""
    assert glyph(laid(r"x\tag{1}"), "(").x == pytest.approx(laid("x").width + 2 * SIZE)
    (line,) = lines(r"x=y\tag{1}", 200.0)
    assert line.width == pytest.approx(200.0)
    assert glyph(line, "𝑥").x == pytest.approx((200.0 - laid("x=y").width) / 2, abs=0.5)
    (table,) = lines(r"\begin{aligned}a&=b\tag{1}\\c&=d\end{aligned}", 200.0)
    assert right(glyph(table, ")")) == pytest.approx(200.0)
    assert glyph(table, "1").y == pytest.approx(glyph(table, "𝑎").y)
    assert glyph(laid(r"\begin{aligned}a&=b\tag{1}\end{aligned}"), "1").x > 2 * SIZE


def test_a_formula_that_fits_is_one_line() -> None:
    """The same as without a measure."""
    assert lines("a=b+c", 200.0) == (laid("a=b+c"),)
    table = r"\begin{aligned}a&=b\end{aligned}"
    assert lines(table, 200.0)[0].glyphs == laid(table).glyphs


def test_a_long_formula_breaks_before_relations_first() -> None:
    """Then before operators; the rest is set in; nothing is lost and nothing is wider than the measure."""
    source = "y=" + "+".join(f"a_{{{index}}}x^{index}" for index in range(30)) + "=z"
    broken = lines(source, 150.0)
    assert len(broken) > 3
    assert "".join(map(written, broken)) == written(laid(source))
    assert all(line.width <= 150.0 + 1e-6 for line in broken)
    assert all(line.glyphs[0].text in "+=" for line in broken[1:])
    assert all(line.glyphs[0].x == pytest.approx(2 * SIZE) for line in broken[1:])
    first = lines("abcdefgh+ijklmnop=qrstuvw+xyz", 140.0)
    assert first[1].glyphs[0].text == "="


def test_lists_break_after_commas() -> None:
    """Where there is nothing better."""
    broken = lines(",".join("abcdefghij" * 3), 60.0)
    assert len(broken) > 2
    assert all(line.glyphs[-1].text == "," for line in broken[:-1])


def test_a_line_ends_between_formulas_and_outside_brackets_if_it_can() -> None:
    """A comma with a wide space parts formulas; inside brackets a line ends only where nothing else fits."""
    apart = lines(r"a=b+c+d,\quad e=f+g", 80.0)
    assert [written(line) for line in apart] == ["𝑎=𝑏+𝑐+𝑑,", "𝑒=𝑓+𝑔"]
    assert apart[0].width == pytest.approx(laid("a=b+c+d,").width)
    bracketed = lines("abcdefghi+f(d+e)", 80.0)
    assert [written(line) for line in bracketed] == ["𝑎𝑏𝑐𝑑𝑒𝑓𝑔ℎ𝑖", "+𝑓(𝑑+𝑒)"]
    assert len(lines("f(aaaaaaa+bbbbbbb+ccccccc)", 80.0)) > 1


def test_what_cannot_be_broken_is_made_smaller() -> None:
    """Until it fits."""
    for source in ("abcdefghijklmnopqrstuvwxyz", r"\begin{matrix}" + "&".join("abcdefghij") + r"\end{matrix}",
                   r"a+\left(bcdefghijklmnopqrs\right)", "abcdefghijklmno=p"):  # fmt: skip
        broken = lines(source, 50.0)
        assert max(line.width for line in broken) == pytest.approx(50.0)
        assert min(line.size for line in broken) < SIZE
    (line,) = lines(r"\phantom{}", 50.0)
    assert line.width == 0


def test_a_tag_of_a_broken_formula_stands_on_its_last_line() -> None:
    """At the edge of the measure."""
    broken = lines("+".join("abcdefghijklmnopqrs") + r"\tag{7}", 100.0)
    assert len(broken) > 1
    assert right(glyph(broken[-1], ")")) == pytest.approx(100.0, abs=0.1)


def test_the_font_is_found_without_importing_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """And its absence is said in words."""
    assert stix_path().name == "STIXTwoMath-Regular.ttf"
    elsewhere = importlib.util.find_spec("pytest")
    for found in (None, elsewhere):
        monkeypatch.setattr(face, "find_spec", lambda _name, found=found: found)
        with pytest.raises(FileNotFoundError, match="install the package ziamath"):
            stix_path()


def test_a_font_without_a_math_table_is_refused() -> None:
    """Its path is named."""
    spec = importlib.util.find_spec("reportlab")
    assert spec is not None
    assert spec.submodule_search_locations
    path = Path(spec.submodule_search_locations[0]) / "fonts" / "Vera.ttf"
    with pytest.raises(ValueError, match=r"Vera\.ttf is no math font"):
        MathFont(path)


def test_a_cell_over_several_columns() -> None:
    """It makes them as wide as it is, in equal shares, stands in the midst of them, and no line cuts it."""
    box = laid(r"\begin{array}{c|c}\multicolumn{2}{c}{xxxxxxxxxxxxxxxx}\\a&b\end{array}")
    xs = [one for one in box.glyphs if one.text == "𝑥"]
    a, b = glyph(box, "𝑎"), glyph(box, "𝑏")
    middle = (xs[0].x + right(xs[-1])) / 2
    assert middle == pytest.approx((a.x + right(b)) / 2, abs=0.3)
    assert right(b) - a.x > (right(xs[-1]) - xs[0].x) / 2
    line, = (rule for rule in box.rules if rule.height > rule.width)
    assert line.y + line.height < bottom(xs[0])


def test_the_lines_of_multline_stand_out_at_both_sides() -> None:
    """The first at the left, the last at the right, by more than a sign; those between in the middle."""
    box = laid(r"\begin{multline}aaaa\\b\\cccc\end{multline}")
    first, last = glyph(box, "𝑎"), [one for one in box.glyphs if one.text == "𝑐"][-1]
    assert first.x == pytest.approx(0, abs=0.5)
    assert right(last) == pytest.approx(box.width, abs=0.5)
    assert glyph(box, "𝑐").x - first.x > 2 * SIZE - 0.5
    assert glyph(box, "𝑏").x + right(glyph(box, "𝑏")) == pytest.approx(box.width, abs=0.5)
