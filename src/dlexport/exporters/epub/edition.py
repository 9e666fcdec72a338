"""Which edition of which book this is: identifier, date, licence, tool."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from dlexport.bank import Bank

_CREATIVE_COMMONS: Final = "CC-"
_LAST_MOMENT: Final = 253402300799      # 9999-12-31T23:59:59Z: `dcterms:modified` has four digits for a year


@dataclass(frozen=True, slots=True)
class Edition:
    """What tells this file from every other.

    Attributes:
        identifier: `urn:uuid:…`, the same for every edition of a bank.
        modified: ISO 8601 in UTC, to the second.
        licence_address: where the licence can be read; empty when it is not known.
        tool: name and version of the program.
    """

    identifier: str
    modified: str
    licence_address: str
    tool: str


def edition(bank: Bank, moment: int) -> Edition:
    """The edition of a bank whose newest part is of that Unix time."""
    stamp = datetime.fromtimestamp(min(max(moment, 0), _LAST_MOMENT), UTC)
    return Edition(
        identifier=f"urn:uuid:{uuid5(NAMESPACE_URL, f'dlexport:{bank.id}')}",
        modified=stamp.strftime("%Y-%m-%dT%H:%M:%SZ"),
        licence_address=_licence_address(bank.license),
        tool=f"dlexport {version('dlexport')}",
    )


def _licence_address(licence: str) -> str:
    """Where a licence named by its SPDX identifier can be read: `CC-BY-4.0`, `MIT`; empty for other words."""
    if not licence or not all(c.isascii() and (c.isalnum() or c in "-.+") for c in licence):
        return ""
    parts = licence.removeprefix(_CREATIVE_COMMONS).lower().rsplit("-", 1)
    if licence.startswith("CC-BY") and len(parts) > 1:
        return f"https://creativecommons.org/licenses/{parts[0]}/{parts[1]}/"
    return f"https://spdx.org/licenses/{licence}.html"
