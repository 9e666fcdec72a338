"""Card templates of a theme, checked as Anki would read them (Anki manual, "Card Templates")."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_TAG = re.compile(r"\{\{([^{}]*)\}\}")
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_SPECIAL = frozenset({"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag"})


def check(file: str, template: str, fields: Collection[str], *, cloze: bool) -> None:
    """See that a template can be used with these fields.

    Raises:
        ValueError: it names an unknown field, leaves a section open, closes another, or lacks the cloze.
    """
    template = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), template)     # Anki reads no tag in them
    known = {*fields, *_SPECIAL}
    opened: list[str] = []
    asks = False
    for match in _TAG.finditer(template):
        tag = match[1].strip()
        line = template.count("\n", 0, match.start()) + 1
        name = tag.lstrip("#^/").strip() if tag[:1] in set("#^/") else tag.rpartition(":")[2].strip()
        asks |= "cloze:" in tag
        if name not in known and not re.fullmatch(r"c\d+", name):
            near = get_close_matches(name, known, 1)
            more = f"; did you mean {{{{{near[0]}}}}}?" if near else f"; there are {', '.join(sorted(fields))}"
            raise ValueError(f"{file}, line {line}: there is no field {name!r}{more}")
        if tag[:1] in {"#", "^"}:
            opened.append(name)
        elif tag[:1] == "/" and (not opened or opened.pop() != name):
            raise ValueError(f"{file}, line {line}: {{{{/{name}}}}} closes a section that is not the last one opened")
    if opened:
        raise ValueError(f"{file}: the section {{{{#{opened[-1]}}}}} is never closed: write {{{{/{opened[-1]}}}}}")
    if cloze and not asks:
        raise ValueError(f"{file}: a template of key points needs {{{{cloze:Text}}}}")
