"""Gaps as Moodle writes them into the text of a cloze question: `{1:SHORTANSWER:%100%Paris~%100%Lutetia}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.richtext.escape import attribute, escape
from dlexport.richtext.plain import plain, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.richtext.nodes import Gap

GAP: Final = re.compile(r"\{1:(SHORTANSWER|NUMERICAL):((?:\\.|[^}\\])*)\}")
"""A gap in the text of a cloze question; its second group holds the answers."""

_SPECIAL: Final = re.compile(r'[}#~/"*\\]')
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def moodle_gap(gap: Gap, _answers: Sequence[str]) -> str:
    """A gap in Moodle's notation; each answer earns all points. With a tolerance it accepts numbers only."""
    numbers = [plain(answer).replace("−", "-") for answer in gap.answers]
    if gap.tolerance and all(map(_NUMBER.fullmatch, numbers)):
        answers = "~".join(f"%100%{text}:{_far(text, gap.tolerance)}" for text in numbers)
        return f'<span data-near="{attribute(gap.tolerance)}">{{1:NUMERICAL:{answers}}}</span>'
    texts = dict.fromkeys(text for answer in gap.answers for text in (unmarked(answer), plain(answer)))
    said = "~".join(f"%100%{_SPECIAL.sub(_escaped, text)}" for text in texts)      # a formula, and its LaTeX
    return escape(f"{{1:SHORTANSWER:{said}}}")


def answers_in(inner: str, kind: str) -> Iterator[str]:
    """The answers of a gap in Moodle's notation, without tolerances."""
    for answer in re.findall(r"%100%((?:\\.|[^~\\])*)", inner):
        text = re.sub(r"\\(.)", r"\1", answer)
        yield text.rpartition(":")[0] if kind == "NUMERICAL" else text


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _far(text: str, tolerance: str) -> str:
    """The absolute tolerance of a number, as Moodle has no tolerance in percent."""
    return f"{abs(float(text)) * float(tolerance[:-1]) / 100:g}" if tolerance.endswith("%") else tolerance
