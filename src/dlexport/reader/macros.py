r"""The bank's macros: LaTeX commands that `bank.macros` defines for all its formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.math.errors import MathError
from dlexport.math.rewriting.macros import Macros, is_name, loop, macros, mistake
from dlexport.source.yaml_tree import MappingNode

if TYPE_CHECKING:
    from dlexport.reader.fields import Reading
    from dlexport.reader.keys import Fields
    from dlexport.source.yaml_tree import ScalarNode

_EXAMPLE: Final = r"for example `macros: {'\R': '\mathbb{R}', '\norm': '\lVert #1 \rVert'}`"
_MOST: Final = 500
_LONGEST: Final = 2_000     # characters of a definition


def read_macros(bank: Fields, reading: Reading) -> Macros:
    """The macros of `bank.macros`. Those with a problem are left out, and the problem is noted."""
    node = bank.get("macros")
    if node is None:
        return macros(())
    if not isinstance(node, MappingNode) or not node.entries:
        reading.note("wrong-type", "`macros` must be a mapping of commands to what they stand for", node, _EXAMPLE)
        return macros(())
    if len(node.entries) > _MOST:
        reading.note("macro", f"a bank may have {_MOST} macros; this one has {len(node.entries):,}",
                     node.entries[_MOST][0], "delete those that no formula uses")
        return macros(())
    found: dict[str, str] = {}
    keys: dict[str, ScalarNode] = {}
    for key, value in node.entries:
        text = reading.scalar_text(key.value, value)
        if text is None:
            continue
        wrong = _wrong(key.value, text.value.strip())
        if wrong:
            reading.note("macro", wrong[0], key, wrong[1])
        else:
            found[key.value], keys[key.value] = text.value.strip(), key
    read = macros(found.items())
    inner = loop(read.table)
    if inner is None:
        return read
    reading.note("macro", f"`{inner}` leads back to itself", keys[inner],
                 "let it stand for commands that do not use it; give it a name of its own")
    return macros(())


def _wrong(name: str, body: str) -> tuple[str, str] | None:
    """The fault of a macro and its remedy, in words; None if there is none."""
    if not is_name(name):
        return f"`{name}` is no command", _EXAMPLE
    if len(body) > _LONGEST:
        return (f"`{name}` stands for {len(body):,} characters; the limit is {_LONGEST:,}",
                "define its parts as macros too")
    try:
        found = mistake(body)
    except MathError as error:
        return f"`{name}`: {error.message}", error.hint
    return (f"`{name}`: {found[0]}", found[1]) if found else None
