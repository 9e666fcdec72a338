"""The names of a bank's tags: what outputs show in place of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.reader import shapes
from dlexport.source.yaml_tree import MappingNode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dlexport.book.bank import Question
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


def note_unused(file: Fields, names: Mapping[str, str], questions: Sequence[Question], reading: Reading) -> None:
    """A warning for each of the tags that `bank.tags` has `names` for and no question has: misspelt, as a rule."""
    bank = file.get("bank")
    named = [value for key, value in bank.entries if key.value == "tags"] if isinstance(bank, MappingNode) else []
    tags = dict.fromkeys(tag for question in questions for tag in question.tags)
    for key in (key for node in named if isinstance(node, MappingNode) for key, _ in node.entries):
        if key.value in names and key.value not in tags:
            hint = reading.suggestion(key.value, tags) or "delete the line, or give the tag to a question"
            reading.note("unused-definition", f"no question has the tag `{key.value}`, so its name is shown nowhere",
                         key, hint, "warning")
