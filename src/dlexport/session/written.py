"""The source of a question as plain values, for a cheap test whether it has changed.

The lock's fingerprints are exact, but need the nodes of every text: half a second for a thousand questions.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from dlexport.problems import Span
from dlexport.richtext.nodes import Line, RichText
from dlexport.source.located import Located

if TYPE_CHECKING:
    from collections.abc import Hashable

_TEXT: Final = (RichText, Line)


def written(thing: Any) -> Any:  # noqa: ANN401 - any value of the bank's data
    """A hashable copy of a value: texts become their source strings, positions are left out, the rest stays."""
    if isinstance(thing, _TEXT):
        return thing.source.value
    if isinstance(thing, Located):
        return thing.value
    if isinstance(thing, Span):
        return None
    if isinstance(thing, tuple):
        return tuple([written(one) for one in thing])
    if is_dataclass(thing) and not isinstance(thing, type):
        return tuple([written(getattr(thing, name)) for name in _names(type(thing))])
    return thing


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cast("type[Any]", kind)))
