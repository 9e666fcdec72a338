"""A stable ASCII form of an id, for file names and anchors: `残差` is `_6b8b__5dee_`, and `resnet` stays what it is."""

from __future__ import annotations

import re
from typing import Final

FORM: Final = "[a-z0-9_-]+"
"""A regular expression that every such form matches."""

_OTHER: Final = re.compile("[^a-z0-9-]")
_WRITTEN: Final = re.compile("_([0-9a-f]+)_")


def ascii_form(ident: str) -> str:
    """Small letters, digits and hyphens as they are, any other character by its number; no two ids have the same."""
    return _OTHER.sub(lambda match: f"_{ord(match[0]):x}_", ident)


def id_of(form: str) -> str:
    """The id of a form.

    Raises:
        ValueError: there is no such character.
    """
    return _WRITTEN.sub(lambda match: chr(int(match[1], 16)), form)
