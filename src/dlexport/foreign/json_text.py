"""JSON that strangers wrote: values or one error, whatever stands in it."""

from __future__ import annotations

import json

from dlexport.foreign.budget import ForeignError


def parsed(text: str | bytes) -> object:
    """The value; its size is bounded by that of the text.

    Raises:
        ForeignError: it is no JSON, or nested deeper than Python follows.
    """
    try:
        value: object = json.loads(text)
    except RecursionError as error:
        raise ForeignError("its JSON is nested too deep") from error
    except ValueError as error:     # also bytes that are not UTF-8, and numbers of thousands of digits
        raise ForeignError(f"its JSON is damaged ({error})") from error
    return value
