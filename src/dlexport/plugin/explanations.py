"""Every problem code that this installation explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.codes import CODES
from dlexport.plugin.brought import own_codes
from dlexport.plugin.registry import ExporterError, installed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.codes import Explanation


def explanations() -> Mapping[str, Explanation]:
    """Code -> explanation: dlexport's own, and those of the other exporters that are installed and load.

    Raises:
        SourceError: two packages bring an exporter of the same name.
    """
    found: dict[str, Explanation] = {}
    for one in installed().values():
        if one.package != "dlexport":
            try:
                found |= own_codes(one.exporter)
            except ExporterError:
                continue        # to explain the others is what was asked for
    return dict(sorted({**found, **CODES}.items()))
