r"""Misspelt names: the known name that was meant, if only one can have been."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORTEST: Final = 4        # letters; shorter commands differ by one letter from too many others


def meant(name: str, known: Iterable[str], shortest: int = _SHORTEST) -> str:
    r"""The known name that this is a misspelling of; empty if there is none, or more than one.

    A slip is two letters in the wrong order, one letter too many or too few, or a capital. A letter in place of
    another is none: `\argmin` is not `\argmax`.
    """
    if len(name.lstrip("\\")) < shortest:
        return ""
    found = {one for one in known if len(one.lstrip("\\")) >= shortest and _slip(name, one)}
    return found.pop() if len(found) == 1 else ""


def _slip(name: str, known: str) -> bool:
    if name.lower() == known.lower():
        return True
    if abs(len(name) - len(known)) > 1:
        return False
    start = 0
    while start < min(len(name), len(known)) and name[start] == known[start]:
        start += 1
    if len(name) == len(known):
        return name[start:start + 2] == known[start:start + 2][::-1] and name[start + 2:] == known[start + 2:]
    longer, shorter = (name, known) if len(name) > len(known) else (known, name)
    return longer[start + 1:] == shorter[start:]
