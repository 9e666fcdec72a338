"""The edition of the book: identifier, date, licence, tool."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from dlexport.book.bank import Bank

_CREATIVE_COMMONS: Final = re.compile(
    r"CC(?:(?P<zero>0)|[ -](?P<kind>BY(?:[ -](?:NC|ND|SA))*))[ -](?P<version>\d\.\d)", re.IGNORECASE
)
_LAST_MOMENT: Final = 253402300799      # 9999-12-31T23:59:59Z: `dcterms:modified` has four digits for a year


@dataclass(frozen=True, slots=True)
class Edition:
    """The identification of this file among all others.

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
    """The address of a Creative Commons licence, named as `CC-BY-SA-4.0` or `CC BY-SA 4.0`; empty for others."""
    match = _CREATIVE_COMMONS.fullmatch(licence)
    if not match:
        return ""
    if match["zero"]:
        return f"https://creativecommons.org/publicdomain/zero/{match['version']}/"
    kind = match["kind"].lower().replace(" ", "-")
    return f"https://creativecommons.org/licenses/{kind}/{match['version']}/"
