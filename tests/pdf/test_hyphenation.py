"""English words broken with a hyphen: where, how often, and what is copied."""

from __future__ import annotations

import re
import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_books import book, export, lacks, press, question, words_of
from pyphen import LANGUAGES, HyphDict

from by_hand import rich
from dlexport.exporters.pdf.text.hyphen_patterns import HyphenPatterns
from dlexport.exporters.pdf.text.hyphenation import COPIED, points
from dlexport.exporters.pdf.text.paragraph import TextParagraph
from dlexport.exporters.pdf.text.runs import Run
from dlexport.exporters.pdf.text.typefaces import Look

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.unmeasured
SIZE = 10.5
PRESS = press()
STYLE = PRESS.style(Look(), SIZE)
TEXT = (
    "A model that has seen too few examples remembers their noise: the training error falls while the error on new "
    "data rises. Regularization (weight decay, dropout, data augmentation) makes it harder to remember, and a "
    "well-known remedy is to stop early. How much of each is needed depends on the data, so it is measured with "
    "examples that were kept apart from the beginning. "
) * 3
LONG_WORDS = "Regularization techniques discourage overfitting by constraining hypothesis spaces considerably. " * 6


def set_lines(text: str, width: float, *, ragged: bool = False) -> list[str]:
    """The lines as they are copied; each that can give way fills the measure."""
    lines = TextParagraph([Run(text, STYLE)], SIZE).lines(width, ragged=ragged)
    shown = [words_of(line, PRESS) for line in lines]
    for line, words in zip(lines, shown, strict=True):
        if line.justified and " " in words.strip():
            assert line.width == pytest.approx(width, abs=0.1)
    return shown


@pytest.mark.parametrize("language", ["en_US", "fr", "es", "ru_RU"])
def test_the_patterns_are_those_that_pyphen_reads(language: str) -> None:
    """All of them, each with its levels."""
    ours, theirs = HyphenPatterns(language), HyphDict(LANGUAGES[language])
    assert {key: ours.levels(key)[start:start + len(values)] for key, (start, values) in theirs.patterns.items()} == {
        key: list(values) for key, (_, values) in theirs.patterns.items()}
    assert {key for key in ours.letters if any(ours.levels(key))} == theirs.patterns.keys()
    assert all(sum(ours.levels(key)) == sum(values) for key, (_, values) in theirs.patterns.items())


@pytest.mark.parametrize(("token", "expected"), [
    ("international", "in-ter-na-tional"),
    ("(hypothesis,", "(hy-poth-e-sis,"),
    ("Regularization", "Reg-u-lar-iza-tion"),
    ("over\u00adfitting", "over\u00ad-fitting"),
    ("o\u00adverfit\u00adti", "o\u00adverfit\u00adti"),
    *((whole, whole) for whole in (
        "about", "layer", "word", "BatchNorm", "TRAINING", "layer2normalization", "don’t", "normalization_layer",
        "example.org", "someone@example.org", "well-", "--normalization", "$normalization", "naïveté", "过拟合",
        "\x04normalization", "\x01normalization", "\x02normalization", "\x03normalization")),
])
def test_where_a_word_may_be_broken(token: str, expected: str) -> None:
    """Whole words of small letters only, two letters before and three after; where typed, there only."""
    at = [0, *points(token), len(token)]
    assert "-".join(token[start:end] for start, end in pairwise(at)) == expected


@pytest.mark.parametrize("text", [
    "see https://example.org/international/normalization/considerations for it",
    "a well-considerations/normalization pair",
])
def test_addresses_names_and_compounds_stay_without(text: str) -> None:
    """Nothing in them ever takes a hyphen, however bad the lines."""
    assert not any(COPIED in line for width in (40.0, 60.0, 90.0) for line in set_lines(text, width))


@pytest.mark.parametrize("width", [40.0, 60.0, 120.0, 150.0])
def test_a_name_takes_none_where_a_line_holds_it(width: float) -> None:
    """Capitals and digits within make it a name; where none holds it, the cut is shown."""
    lines = set_lines("BatchNormalization LayerNormalization GroupNormalization InstanceNormalization", width)
    assert any(COPIED in line for line in lines) == (width < 100)


def test_code_stays_without() -> None:
    """Code is shown as it was typed."""
    lines = TextParagraph([Run("international normalization considerations", STYLE, code=True)], SIZE).lines(60.0)
    assert COPIED not in "".join(words_of(line, PRESS) for line in lines)


@pytest.mark.parametrize("width", [100.0, 120.0, 150.0, 187.3])
def test_english_fills_a_narrow_measure(width: float) -> None:
    """Fewer than half of the lines end in a hyphen, never three in a row; copied, the text is whole."""
    lines = set_lines(TEXT, width)
    ends = "".join("-" if line.endswith(COPIED) else "." for line in lines)
    assert 0 < ends.count("-") < 0.5 * len(ends)
    assert "---" not in ends
    assert "".join(lines).replace(COPIED, "") == TEXT


def test_a_wide_measure_needs_none() -> None:
    """English of words of usual length fills the handout's measure without a hyphen."""
    assert "".join(set_lines(TEXT, 378.0)) == TEXT


def test_a_hyphen_is_better_than_a_line_that_sticks_out() -> None:
    """Also where lines are not justified, and only there."""
    assert set_lines("international considerations", 50.0, ragged=True)[0] == "interna" + COPIED
    assert set_lines("international considerations", 75.0, ragged=True) == ["international ", "considerations"]


def test_a_typed_soft_hyphen() -> None:
    """It is the place for a hyphen where one is wanted, and nothing to be seen where none is."""
    text = "An over\u00adparametrized model remembers. "
    assert set_lines(text, 70.0)[0] == "An over\u00ad" + COPIED
    assert set_lines(text, 400.0) == [text]
    plain = text.replace("\u00ad", "")
    assert TextParagraph([Run(text, STYLE)], SIZE).natural_width() == pytest.approx(
        TextParagraph([Run(plain, STYLE)], SIZE).natural_width(), abs=0.05)


_WORDS = st.sampled_from((
    "a", "the", "of", "gradient", "international", "considerations", "(normalization)", "over\u00adfitting", "GPU",
    "BatchNorm", "well-known", "don’t", "3.14", "hypothesis,", "requirements.", "《归一化》", "过拟合", "e.g.",
    "and/or",
))


@settings(max_examples=150)
@given(st.lists(_WORDS, min_size=10, max_size=90), st.sampled_from((70.0, 120.0, 187.3, 251.0, 378.0)))
def test_generated_english(words: list[str], width: float) -> None:
    """Whatever the words, nothing is lost, no third hyphen follows two, and each line that can fills the measure."""
    text = " ".join(words)
    lines = set_lines(text, width)
    assert "".join(lines).replace(COPIED, "") == text
    assert "---" not in "".join("-" if line.endswith(COPIED) else "." for line in lines)
    for before, after in pairwise(lines):
        if before.endswith(COPIED):
            head = re.split(r"\W", before.removesuffix(COPIED).replace("\u00ad", ""))[-1]
            tail = re.split(r"\W", after)[0]
            assert len(head) >= 2
            assert len(tail) >= 3
            assert (head[1:] + tail).islower()


def test_what_is_copied(tmp_path: Path) -> None:
    """Two readers of PDF find the text without a hyphen that was not typed, and verification finds it whole."""
    dated = book(question(answer=rich(LONG_WORDS)))
    data = export(dated).data
    assert lacks(dated, data) == ()
    (tmp_path / "x.pdf").write_bytes(data)
    poppler = subprocess.run(["pdftotext", "-f", "3", "-l", "3", tmp_path / "x.pdf", "-"],
                             capture_output=True, check=True).stdout.decode()
    for copied in (pypdfium2.PdfDocument(data)[2].get_textpage().get_text_range(), poppler):
        assert COPIED in copied
        plain = re.sub(r"\s+", " ", re.sub(rf"{COPIED}\s+", "", copied))
        assert LONG_WORDS.strip() in plain
