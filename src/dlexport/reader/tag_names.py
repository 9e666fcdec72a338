"""The names of a bank's tags: what outputs show in place of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.reader import shapes
from dlexport.source.yaml_tree import MappingNode

if TYPE_CHECKING:
    from dlexport.reader.fields import Reading
    from dlexport.reader.keys import Fields

_EXAMPLE: Final = "for example `tags: {llm: 大语言模型}`"


def read_tag_names(bank: Fields, reading: Reading) -> tuple[tuple[str, str], ...]:
    """Tags and their names, from `bank.tags`. Those with a problem are left out, and the problem is noted."""
    node = bank.get("tags")
    if node is None:
        return ()
    if not isinstance(node, MappingNode) or not node.entries:
        reading.note("wrong-type", "`tags` must be a mapping of tags to the names they are shown by", node, _EXAMPLE)
        return ()
    found = []
    for key, value in node.entries:
        tag = reading.shaped_node("tag", key, shapes.TAG)
        name = reading.scalar_text(key.value, value)
        if tag and name is not None:
            found.append((tag, " ".join(name.value.split())))
    return tuple(found)
