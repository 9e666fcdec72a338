"""The language of messages: what was asked for, else that of the locale.

The order of the variables is that of GNU gettext (its manual, "Locale Environment Variables").
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: Final = ("en", "zh")
_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_asked: list[str] = []


def use(language: str) -> None:
    """Say everything in one of `LANGUAGES` from now on; an empty string leaves it to the locale again."""
    _asked[:] = [language] if language else []


def chosen() -> str:
    """The one of `LANGUAGES` that messages are in."""
    return _asked[0] if _asked else of_locale(os.environ)


def of_locale(environment: Mapping[str, str]) -> str:
    """The language that a locale means: the first of `LANGUAGE` that we speak, unless the locale is C; else English."""
    locale = next(filter(None, map(environment.get, _VARIABLES)), "")
    if not locale or _bare(locale) in {"c", "posix"}:
        return "en"
    wanted = [*environment.get("LANGUAGE", "").split(":"), locale]
    return next((_bare(one) for one in wanted if _bare(one) in LANGUAGES), "en")


def _bare(locale: str) -> str:
    return locale.replace("-", "_").partition("_")[0].partition(".")[0].lower()
