"""Data files of an exporter's package: theme files, and explanations of its own problem codes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dlexport import codes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.codes import Explanation
    from dlexport.plugin.contract import Exporter
    from dlexport.theme.styles import Styles

_CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def styles(exporter: Exporter[Any], base: Styles) -> Styles:
    """The theme for one exporter: the project's own files, then those it brings, then the default ones."""
    folder = getattr(exporter, "styles", None)
    return base if folder is None else base.with_brought(Path(folder))


def own_codes(exporter: Exporter[Any]) -> Mapping[str, Explanation]:
    """The codes that an exporter explains itself.

    Raises:
        Exception: whatever the reading of its file raises.
    """
    path = getattr(exporter, "codes", None)
    return {} if path is None else codes.read(Path(path))


def flaw(exporter: Any, name: str) -> str:   # noqa: ANN401 - whatever a plug-in made
    """The fault of an exporter's data files, in words; empty if there is none.

    Raises:
        Exception: whatever the reading of its file raises.
    """
    folder = getattr(exporter, "styles", None)
    if folder is not None and not Path(folder).is_dir():
        return f"its theme folder {folder} is not there"
    for code in own_codes(exporter):
        if not (_CODE.fullmatch(code) and code.startswith(f"{name}-")) or code in codes.CODES:
            return f"its problem code {code!r} does not begin with `{name}-`, or is not of small letters and digits"
    return ""
