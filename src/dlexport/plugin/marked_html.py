"""The text of marked HTML, read with Python's parser: for every format that has HTML in it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

from dlexport.plugin.contract import Part, Passage

_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})
_SILENT_ROLES: Final = frozenset({"doc-noteref", "doc-backlink"})    # marks that the program adds
_DELIMITERS: Final = ((r"\(", r"\)"), (r"\[", r"\]"))


def marked_passages(markup: str, question: str = "") -> list[Passage]:
    r"""The passages in a piece of HTML, in order.

    An element with `data-question="id"` holds a question; one in it with `data-part="answer"` holds a passage of that
    part. What a reader would copy is the text of a passage, but: a picture is its `alt`, a `<br>` a line feed, MathML
    its `alttext`, and an element with `data-math` the LaTeX between `\(` and `\)` or `\[` and `\]`. Marks of footnotes
    (`doc-noteref`, `doc-backlink`) are left out.

    Args:
        markup: whole elements.
        question: whose they are, where the place tells and no element does.

    Raises:
        ValueError: an element does not end, what ends is not open, or a part has a name that there is not.
    """
    reader = _Reader(question)
    reader.feed(markup)
    reader.close()
    if reader.open:
        raise ValueError(f"an element <{reader.open[-1]}> does not end in it")
    return reader.found


class _Reader(HTMLParser):
    """Remembers which elements are open, and collects the text inside those that are marked.

    Attributes:
        open: names of the open elements.
        found: the passages that have ended.
    """

    def __init__(self, question: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.found: list[Passage] = []
        self._questions = [(-1, question)]              # the depth at which each began
        self._part: tuple[int, Part] | None = None      # the same
        self._silent: int | None = None                 # the same, of what is not read
        self._math: tuple[int, int] | None = None       # the same, and how many texts were read before the formula's
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            self.handle_data("\n" if tag == "br" else values.get("alt", ""))
            return
        depth = len(self.open)
        if "data-question" in values:
            self._questions.append((depth, values["data-question"]))
        if tag == "math":
            self.handle_data(values.get("alttext", ""))
        if self._silent is None and (tag == "math" or values.get("role") in _SILENT_ROLES):
            self._silent = depth
        if self._math is None and "data-math" in values:
            self._math = depth, len(self._text)
        if self._part is None and "data-part" in values and self._questions[-1][1]:
            self._part = depth, Part(values["data-part"])
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ValueError(f"</{tag}> ends what is not open in it")
        depth = len(self.open)
        if self._silent == depth:
            self._silent = None
        if self._math is not None and self._math[0] == depth:
            self._text[self._math[1]:] = [_formula("".join(self._text[self._math[1]:]))]
            self._math = None
        if self._part is not None and self._part[0] == depth:
            self.found.append(Passage(self._questions[-1][1], self._part[1], "".join(self._text)))
            self._part = None
            self._text.clear()
        if self._questions[-1][0] == depth:
            self._questions.pop()

    def handle_data(self, data: str) -> None:
        if self._part is not None and self._silent is None:
            self._text.append(data)


def _formula(text: str) -> str:
    """What stands between the marks of a formula; all of it where there are none."""
    for start, end in _DELIMITERS:
        if text.startswith(start) and text.endswith(end):
            return text[len(start):-len(end)]
    return text
