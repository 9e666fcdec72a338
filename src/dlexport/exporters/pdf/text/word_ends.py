"""Ends of words in Chinese, and the cost of a line break at each: titles and prompts end their lines there."""

from __future__ import annotations

import json
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from dlexport.exporters.pdf.text.tokens import PIECES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dlexport.cache import Cache

STOP, BRACKET, PHRASE, WORD, TERM, CLOSE, INSIDE = 0.0, 0.15, 0.3, 0.5, 0.7, 2.5, 8.0
"""Costs of a break: after a stop, before a bracket, between phrases, beside a Latin word, between words that may be one
term, between words that go together, inside a word."""
_STOPS = "，。；：！？、,;:!?"
_OPENING = "（《“‘【「『(["
_LEANS_BACK = frozenset("的地得了着过吗呢吧们时后前中里上下内")     # a word of its own belongs to the one before it
_LEADS_ON = frozenset("在把被和与或从对向为以及请是不最更很各每这那哪")     # the same, to the one after it

_OVER = "过"     # after a verb belongs to it; after 了 or 的 to the next word, as in 过拟合; else to one of the two


class WordEnds:
    """The ends of words in the texts of one document.

    Args:
        cache: words found are kept there, and taken from there until the dictionary is loaded. With and without it the
            same are found, but sooner.
    """

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache

    def of(self, text: str) -> Collection[int]:
        """The numbers of characters after which a word ends, in order."""
        kept = self._cache
        if kept is None or not kept.keeps:
            return _told_apart(text)
        key = kept.key("words", text)
        found = None if _segmenter.cache_info().currsize else kept.peek(key)
        if found is not None:
            known: list[int] = json.loads(found)
            return known
        made = _told_apart(text)
        kept.put(key, json.dumps(made).encode("ascii"))
        return made


def costs(tokens: Sequence[str], words: WordEnds | None) -> list[float]:
    """The cost of ending a line after each token of a text; the tokens are in order and complete.

    Without `words`, which take a moment to tell apart, a line ends well after stops and before brackets only.
    """
    bare = ["".join(char for char in token if char >= " " and char not in PIECES) for token in tokens]
    text = "".join(bare)
    known = words.of(text) if words and text else ()
    return [_cost(text, end, known) for end in accumulate(map(len, bare))]


def _cost(text: str, end: int, words: Collection[int]) -> float:
    """The cost of a line that ends after `end` characters of the text."""
    if not 0 < end < len(text):
        return 0.0
    before, after = text[end - 1], text[end]
    if before in _STOPS:
        return STOP
    if after in _OPENING:
        return BRACKET
    if before.isascii() or after.isascii():
        return WORD
    if end not in words:
        return INSIDE
    alone = end == 1 or end - 1 in words
    if before == _OVER and alone:
        return INSIDE if end > 1 and text[end - 2] in _LEANS_BACK else CLOSE
    if after == _OVER and before in _LEANS_BACK:
        return PHRASE
    if (after in _LEANS_BACK and end + 1 in words) or (before in _LEADS_ON and alone):
        return CLOSE
    return PHRASE if before in _LEANS_BACK or after in _LEADS_ON else TERM


def _told_apart(text: str) -> list[int]:
    return [*accumulate(map(len, _segmenter().cut(text)))]


@cache
def _segmenter() -> Any:    # noqa: ANN401 - a module without types
    import rjieba  # noqa: PLC0415 - its dictionary takes 0.3 s and 33 MB: only where words must be told apart

    return rjieba
