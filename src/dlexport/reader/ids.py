"""Ids: each has the right shape and occurs once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.reader import shapes

if TYPE_CHECKING:
    from dlexport.reader.fields import Reading
    from dlexport.reader.keys import Fields


def new_id(fields: Fields, seen: dict[str, int], what: str, reading: Reading) -> str:
    """The `id` of a topic, question or key point; an empty string if it is absent or wrong.

    Args:
        fields: of the mapping.
        seen: id -> line, of those before; takes this one too.
        what: the kind of thing, for messages.
        reading: takes the problems.
    """
    ident = reading.shaped(fields, "id", shapes.ID)
    if not ident:
        return ""
    node = fields["id"]
    if ident in seen:
        reading.note("duplicate-id", f"a second {what} `{ident}`; the first is in line {seen[ident]}", node,
                     "ids are permanent: give the newer one another")
    seen.setdefault(ident, node.line)
    return ident
