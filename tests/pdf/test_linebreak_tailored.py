"""What W3C clreq wants otherwise than Unicode: every difference between the two is one of this list."""

from __future__ import annotations

from itertools import accumulate, product
from typing import TYPE_CHECKING

import pytest
from pdf_books import press

from dlexport.exporters.pdf.text.paragraph import TextParagraph
from dlexport.exporters.pdf.text.runs import Run
from dlexport.exporters.pdf.text.tokens import tokens
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.unicode_breaks import line_class, opportunities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SIZE = 10.5
STYLE = press().style(Look(), SIZE)
PIECES = (
    *"中々ーッ한aéα3。，、（）“”《》·…～％／%℃①→-/–.,()[]!?:;'\"+=|*#$€ ×°👍\xa0", "——", "B2", "🇨🇳",
    "👩\u200d💻", "e\u0301",
)
_NEVER_FIRST = "—…～·％%℃%々ーッ，。、）”》"
_AS_HAN = "→①·℃％"         # AI and PO that Chinese print sets as Han


def western(char: str) -> bool:
    """Whether it is part of a Western word: neither set as Han nor a space."""
    return char != " " and not line_class(char).endswith("w") and char not in "“”—…→①·℃" and line_class(char) != "RI"


# may a line end there? -> (why, whether this is about the characters before and after)
NO_LONGER: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("clreq 3.1.4, 3.1.5: dashes, ellipses, interpuncts, units and closing marks start no line, after a space neither",
     lambda _, after: after in _NEVER_FIRST),
    ("a Western word with its signs is whole, but for what follows a hyphen, dash or slash between letters",
     lambda before, after: western(before[0]) and before[-1] != " " and western(after)),
    ("LB14: “ is an opening mark, which keeps a line together over a space",
     lambda before, _: before == "“ "),
    ("a dash between spaces hangs on the word before it",
     lambda before, after: before.endswith(" ") and after == "–"),
    ("LB12: a space without break keeps that with it which is typed beside it",
     lambda before, after: before == "\xa0 " or (before.endswith(" ") and after == "\xa0")),
)
NOW: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("LB1, LB24: arrows, circled numbers, interpuncts and full-width units are set as Han: lines break around them",
     lambda before, after: before in _AS_HAN or after in _AS_HAN),
    ("LB19: quotation marks are full-width brackets: a line may break before “ and after ”",
     lambda before, after: after == "“" or before == "”"),
    ("LB13, LB19, LB21: a Western word that begins with a sign is not held to the Han before it",
     lambda before, after: not western(before[-1]) and after in "-–|'\".:%°"),
    ("LB19, LB23a: nor is Han held to the straight quotation mark or currency sign before it",
     lambda before, after: before in "'\"$€+" and not western(after)),
)


def engine(text: str) -> set[int]:
    """Where the paragraph engine lets a line end inside a text."""
    ends = list(accumulate(len(token.lstrip("\x01\x02\x03\x04\x05\x06")) for token in tokens(text, chinese=True)))
    assert ends[-1] == len(text)
    paragraph = TextParagraph([Run(text, STYLE)], SIZE)
    paragraph.break_up()
    return {ends[k] for k in paragraph.break_last[1:-1]}


def _says(rules: Iterable[tuple[str, Callable[[str, str], bool]]], text: str, at: int) -> bool:
    before = text[at - 1] if text[at - 1] != " " else text[at - 2:at]
    return any(rule(before, text[at]) for _, rule in rules)


@pytest.mark.parametrize("before", PIECES)
def test_differences_are_listed(before: str) -> None:
    """Where the engine and Unicode disagree, between any two of these among Han, the list says why."""
    unlisted = []
    for after in PIECES:
        text = f"中{before}{after}中"
        ours, theirs = engine(text), set(opportunities(text)[:-1])
        unlisted += [(text, at, rules is NOW) for rules, places in ((NOW, ours - theirs), (NO_LONGER, theirs - ours))
                     for at in sorted(places) if not _says(rules, text, at)]
    assert unlisted == []


@pytest.mark.parametrize("rules", [NOW, NO_LONGER])
def test_no_rule_is_idle(rules: tuple[tuple[str, Callable[[str, str], bool]], ...]) -> None:
    """Each difference of the list is there."""
    texts = [f"中{before}{after}中" for before, after in product(PIECES, PIECES)]
    found = [(text, at) for text in texts for ours, theirs in ((engine(text), set(opportunities(text)[:-1])),)
             for at in (ours - theirs if rules is NOW else theirs - ours)]
    idle = [why for why, rule in rules if not any(_says([(why, rule)], text, at) for text, at in found)]
    assert idle == []
