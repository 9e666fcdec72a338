"""All examples of the CommonMark specification: what becomes of them, and which our dialect reads otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from richtext_cases import DIALECT, located

from commonmark_spec import comparable, examples
from dlexport.richtext.markdown.parse import parse_blocks
from dlexport.richtext.xhtml import write_blocks

SPEC = Path(__file__).parents[1] / "npm/node_modules/commonmark-spec/spec.txt"

DIFFERENT = {
    "HTML is text and is shown as it was typed": {
        21, 31, 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536, 642, 643,
        *range(148, 192), 613, 614, 615, 616, 617, 623, *range(625, 632)},
    "a line that begins like an item of a list begins a line": {14, 285, 304},
    "three low lines or more are a blank to write in": {426, 456, 457, 458, 459, 465, 468},
    "a link without words shows its address": {484},
    "the title of a picture alone is the caption of a figure": {572, 573, 576, 577, 584, 585, 586, 588, 589, 591},
    "a link by a scheme that may not be linked points nowhere, and is a problem": {596, 598, 599, 601},
}
"""The examples, by number, of which something else comes on purpose, and why."""


@pytest.mark.skipif(not SPEC.exists(), reason="commonmark-spec is not installed: npm ci in tests/npm")
def test_every_example_of_the_specification() -> None:
    """Each of the 652 gives the specification's HTML; those listed above, and no others, do not."""
    outcomes = {
        example.number: comparable(write_blocks(parse_blocks(located(example.text))[0].blocks, DIALECT))
        for example in examples(SPEC)}
    differing = {e.number for e in examples(SPEC) if comparable(e.html) != outcomes[e.number]}

    assert len(outcomes) == 652
    assert set.union(*DIFFERENT.values()) == differing
