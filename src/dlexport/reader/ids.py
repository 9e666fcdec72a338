"""Ids: of the right shape, and each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.reader import shapes

if TYPE_CHECKING:
    from dlexport.reader.fields import Reading
    from dlexport.reader.keys import Fields


def new_id(fields: Fields, seen: dict[str, int], what: str, reading: Reading) -> str:
    """The `id` of a new thing, or an empty string; `seen` holds the lines of the ids before and takes this one."""
    ident = reading.shaped(fields, "id", shapes.ID)
    if not ident:
        return ""
    node = fields["id"]
    if ident in seen:
        reading.note("duplicate-id", f"a second {what} `{ident}`; the first is in line {seen[ident]}", node,
                     "ids are permanent: give the newer one another")
    seen.setdefault(ident, node.line)
    return ident
