"""How long a text is and how long it takes to read.

Han are read silently at some 300 a minute, words of an alphabet at 238 (M. Brysbaert, Journal of Memory and Language
109, 2019).
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
    """The size of a text: `han` characters, `words` of alphabets (numbers count), and the time to read it."""

    han: int
    words: int

    @property
    def minutes(self) -> float:
        """The time to read it once, in minutes."""
        return self.han / _HAN_A_MINUTE + self.words / _WORDS_A_MINUTE

    @property
    def total(self) -> int:
        """Han and words."""
        return self.han + self.words


def size(question: Question) -> TextSize:
    """The size of all that is written of a question, marks of Markdown left out."""
    han = words = 0
    for field in fields(question):
        text = field.value.replace(PAINT, " ")
        han += len(_HAN.findall(text))
        words += len(_WORD.findall(_HAN.sub(" ", text)))
    return TextSize(han, words)
