"""Length and reading time of texts.

Rates of silent reading: some 300 Han characters or 238 words of an alphabet per minute (M. Brysbaert, Journal of
Memory and Language 109, 2019).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from dlexport.lint.fields import fields
from dlexport.lint.prose import PAINT

if TYPE_CHECKING:
    from dlexport.book.bank import Question

_HAN: Final = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]")
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_HAN_A_MINUTE, _WORDS_A_MINUTE = 300, 238


class TextSize(NamedTuple):
    """The size of a text: number of Han characters (`han`) and of words in alphabets (`words`, numbers included)."""

    han: int
    words: int

    @property
    def minutes(self) -> float:
        """The time to read it once, in minutes."""
        return self.han / _HAN_A_MINUTE + self.words / _WORDS_A_MINUTE

    @property
    def total(self) -> int:
        """The sum of Han characters and words."""
        return self.han + self.words


def size(question: Question) -> TextSize:
    """The size of all texts of a question, without Markdown's marks."""
    han = words = 0
    for field in fields(question):
        text = field.value.replace(PAINT, " ")
        han += len(_HAN.findall(text))
        words += len(_WORD.findall(_HAN.sub(" ", text)))
    return TextSize(han, words)
