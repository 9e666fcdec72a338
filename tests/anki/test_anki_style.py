"""The look of the cards: legible by day and night, whole on a phone, nothing from outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from banks import bank, keypoint, question
from releases import JANUARY, Learner, Publisher

from dlexport.exporters.anki.schema import SCHEMAS
from dlexport.problems import SourceError
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from collections.abc import Callable

SHEET = theme(None).text("anki/card.css")
TEMPLATES = [file for schema in SCHEMAS.values() for t in schema.templates for file in (t.front, t.back)]
TOKENS = ("ink", "quiet", "keyword", "string", "comment", "name", "number", "builtin", "operator")


def palette(selector: str) -> dict[str, str]:
    """The colours a rule names."""
    (rule,) = re.findall(rf"^{re.escape(selector)} \{{\n((?:  --.*\n)+)\}}", SHEET, re.MULTILINE)
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", rule))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb` (WCAG 2.2)."""
    channels = [int(colour[n:n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("mode", [".card", ".nightMode .card"], ids=["light", "night"])
def test_every_text_stands_out_from_every_ground_it_stands_on(mode: str) -> None:
    """At least 4.5 : 1; code also where it stands in a prompt."""
    colours = palette(mode)
    pairs = [(text, ground) for text in ("ink", "quiet", "accent") for ground in ("paper", "tint", "code")]
    pairs += [*((text, "code") for text in TOKENS), ("ink", "marked")]
    too_weak = {pair: contrast(*(colours[name] for name in pair)) for pair in pairs
                if contrast(*(colours[name] for name in pair)) < 4.5}
    assert too_weak == {}


def test_day_and_night_name_the_same_colours() -> None:
    """And no colour is fixed outside of them."""
    assert palette(".card").keys() == palette(".nightMode .card").keys()
    named = "".join(line for line in SHEET.splitlines() if not re.match(r"  --\w+: #", line))
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgb|hsl", named) == []


@pytest.mark.parametrize("file", [*TEMPLATES, "anki/card.css", "anki/choice.js"])
def test_nothing_is_loaded_run_or_coloured_by_hand(file: str) -> None:
    """No network, no inline style, and no script but the one that shuffles options."""
    text = theme(None).text(file).replace("<script>\n${script}\n</script>", "" if "choice" in file else "?")
    assert re.findall(r"<script|javascript:|\bon\w+=|https?:|url\(|@import|style=", text) == []


def test_a_theme_with_a_wrong_placeholder_is_told_which_there_are(publisher: Publisher) -> None:
    """The file and the placeholder are named."""
    publisher.restyle("anki/qa-back.html", "${analysis}", "${analyses}")
    with pytest.raises(SourceError, match=r"qa-back\.html names a placeholder \$\{analyses\}; there are language"):
        publisher.release(bank(question("a")), JANUARY)


def test_a_stray_dollar_in_a_theme_is_explained(publisher: Publisher) -> None:
    """It is written twice."""
    publisher.restyle("anki/qa-back.html", "${analysis}", "$ 5")
    with pytest.raises(SourceError, match=r"qa-back\.html: a \$ that begins no placeholder is written \$\$"):
        publisher.release(bank(question("a")), JANUARY)


@pytest.mark.parametrize(("text", "written"), [
    ("$x$，而", r'<span class="keep">\(x\)，</span>而'),
    ("（$x$）", r'<span class="keep">（\(x\)）</span>'),
    ("是$x$的", r"是\(x\)的"),
    ("**$x$**。", r'<span class="keep">{{c1::\(x\)}}。</span>'),
    ("$a+b+c+d+e+f+g+h=0$。", r'<span class="keep"><span class="long">\(a+b+c+d+e+f+g+h=0\)</span>。</span>'),
    ("**甲$x$**。", r"{{c1::甲\(x\)}}。"),
    ("**$x$，乙**。", r'{{c1::<span class="keep">\(x\)，</span>乙}}。'),
])
def test_punctuation_stays_with_the_formula_beside_it(
    text: str, written: str, publisher: Publisher, learners: Callable[..., Learner],
) -> None:
    """Else a comma would begin a line; a blank and what keeps together never overlap."""
    learner = learners()
    sentence = text if "**" in text else f"**空** {text}"
    learner.take(publisher.release(bank(question("a", extra=keypoint(sentence))), JANUARY))
    assert learner.note("a/k")["Text"].removeprefix("{{c1::空}} ") == written
