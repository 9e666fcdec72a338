"""The markup of each question on the study page, from the cache unless the question changed."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from dlexport.book.fingerprints import keys, packed
from dlexport.exporters.html.question import NUMBER, article, line_of_contents

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.book.bank import Question
    from dlexport.cache import Cache
    from dlexport.exporters.html.question import QuestionMarkup

_TAG: Final = re.compile(r"<[a-z][^<>]*>")
# of those that a question has most; before a `/` it would be part of the value
_QUOTED: Final = re.compile(r' (class|data-part|display|form|lspace|rspace|scope|stretchy)="([A-Za-z0-9.-]+)"(?=[ >])')
_STYLE_ATTRIBUTE: Final = re.compile(r'<[^<>]* style="([^"]*)"')


class Written(NamedTuple):
    """A question's line in the contents, its article, and the styles of the elements in both."""

    line: str
    article: str
    styles: Sequence[str]


def written(sheet: QuestionMarkup, cache: Cache, progress: Callable[[int], None]) -> dict[str, Written]:
    """All questions by their ids; `progress` is told after each how many are done."""
    entries = list(sheet.book.entries())
    questions = [entry.question for entry in entries]

    def linked(_question: Question, targets: Sequence[str]) -> list[bool]:
        return [target in sheet.ids for target in targets]

    def make(number: int) -> bytes:
        line, whole = terse(line_of_contents(questions[number], sheet)), terse(article(questions[number], sheet))
        progress(number + 1)
        return packed([line, whole, styles(line + whole)])

    found = {}
    recalled = cache.recall_all(keys(cache, sheet.book, ["html"], linked), make)
    for entry, kept in zip(entries, recalled, strict=True):
        line, whole, shown = json.loads(kept)
        number = str(entry.number)
        found[entry.question.id] = Written(line.replace(NUMBER, number), whole.replace(NUMBER, number), shown)
    return found


def styles(markup: str) -> list[str]:
    """The values of the `style` attributes in a piece of markup."""
    return sorted({unescape(found) for found in _STYLE_ATTRIBUTE.findall(markup)})


def terse(markup: str) -> str:
    """The markup with the attributes that are written most often without quotes (HTML, 13.1.2.3)."""
    return _TAG.sub(lambda tag: _QUOTED.sub(r" \1=\2", tag[0]), markup)
