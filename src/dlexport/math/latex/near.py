r"""Suggestions for misspelt names: the one known name that is a slip away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORTEST: Final = 4        # letters; shorter commands differ by one letter from too many others


def meant(name: str, known: Iterable[str], shortest: int = _SHORTEST) -> str:
    r"""The only known name of which this is a misspelling; empty if there is none, or more than one.

    A misspelling is two letters exchanged, one letter too many or too few, or a wrong capital. One letter replaced by
    another does not count: `\argmin` is not `\argmax`. Names shorter than `shortest` letters are not compared.
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
