r"""Markdown-it rules for pictures in CommonMark's form and in the forms of other programs.

The other forms: a space in the path; `![[a.png]]` as in Obsidian; sizes as `![…](a.png =100x20)`, as `![…|200](…)`
and, like pandoc, as `![…](…){width=50%}`. A text that only resembles a picture is a warning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.rules_inline import image
from markdown_it.token import Token

from dlexport.richtext.markdown.trace import trace_of
from dlexport.richtext.nodes import Length

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it.rules_inline import StateInline

SIZE: Final = "size"        # key in a picture's meta: (width, height), each a Length or None

_ENDING: Final = r"\.(?:png|jpe?g|svg|webp|bmp|gif|avif)"
_OBSIDIAN: Final = re.compile(rf"!\[\[([^\[\]|#\n]{{1,300}}{_ENDING})((?:\|[^\[\]|\n]*)*)\]\]", re.IGNORECASE)
_PIXELS_OF: Final = r"(?:[ \t]+=([0-9]{0,5})x([0-9]{0,5}))?"
_LOOSE: Final = re.compile(
    rf"!\[((?:\\.|[^\[\]\\\n]){{0,1000}})\]\([ \t]*([^()<>\n]{{1,300}}?{_ENDING}){_PIXELS_OF}"
    rf"(?:[ \t]+(?:\"([^\"\n]*)\"|'([^'\n]*)'))?{_PIXELS_OF}[ \t]*\)", re.IGNORECASE)
_PIPED: Final = re.compile(r"\|[ \t]*([0-9]{2,5})(?:x([0-9]{1,5}))?[ \t]*\Z")
_ITEM: Final = r"(?:[.#][\w:-]+|[\w-]+=(?:\"[^\"{}\n]*\"|'[^'{}\n]*'|[^\s\"'{}]+))"
_ATTRIBUTES: Final = re.compile(rf"\{{[ \t]*{_ITEM}(?:[ \t]+{_ITEM})*[ \t]*\}}")
_ATTRIBUTE: Final = re.compile(
    r"(width|height)=[\"']?([0-9]{1,5}(?:\.[0-9]{1,3})?)[ \t]*(%|[a-z]{0,2})[\"']?", re.IGNORECASE)
_STRAY: Final = re.compile(r"!\[(?:\[[^\[\]\n]{1,300}\]\]|[^\[\]\n]{0,1000}\]\([^\n]{0,300})")
_PIXELS: Final[Mapping[str, float]] = {
    "": 1.0, "px": 1.0, "pt": 4 / 3, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "em": 16.0}


def picture(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """Inline rule: read a picture in one of the forms, and the attributes behind it."""
    start, first = state.pos, len(state.tokens) + bool(state.pending)
    if image(state, silent):
        token = None if silent else state.tokens[first]
    elif match := _OBSIDIAN.match(state.src, start, state.posMax):
        token = None if silent else _obsidian(state, match)
        state.pos = match.end()
    elif match := _LOOSE.match(state.src, start, state.posMax):
        token = None if silent else _loose(state, match)
        state.pos = match.end()
    else:
        if not silent:
            _note(state)
        return False
    attributes = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if attributes:
        state.pos = attributes.end()
    if token is not None:
        _size(token, attributes[0] if attributes else "")
    return True


def _obsidian(state: StateInline, match: re.Match[str]) -> Token:
    path = match[1].strip()
    words, size = match[2].removeprefix("|"), _PIPED.search(match[2])
    if size:
        words = match[2][:size.start()].removeprefix("|")
    token = _push(state, path if "/" in path else f"media/{path}", words.strip())
    if size:
        token.meta[SIZE] = _pair(size[1], size[2])
    return token


def _loose(state: StateInline, match: re.Match[str]) -> Token:
    token = _push(state, match[2].strip(), match[1])
    title = match[5] or match[6]
    if title:
        token.attrs["title"] = title
    if any(match.group(3, 4, 7, 8)):
        token.meta[SIZE] = _pair(match[3] or match[7], match[4] or match[8])
    return token


def _push(state: StateInline, path: str, words: str) -> Token:
    token = state.push("image", "img", 0)
    token.attrs, token.content = {"src": path, "alt": ""}, words
    token.children = [Token("text", "", 0, content=re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", words))]
    return token


def _size(token: Token, attributes: str) -> None:
    """Store the size that the attributes or the end of the description give in the token's meta."""
    for name, value, unit in _ATTRIBUTE.findall(attributes):
        width, height = token.meta.get(SIZE, (None, None))
        length = Length(float(value), "%") if unit == "%" else Length(float(value) * _PIXELS.get(unit.lower(), 1.0))
        token.meta[SIZE] = (length, height) if name.lower() == "width" else (width, length)
    last = token.children[-1] if token.children else None
    piped = _PIPED.search(last.content) if last and last.type == "text" else None
    if last and piped:
        last.content = last.content[:piped.start()]
        token.meta.setdefault(SIZE, _pair(piped[1], piped[2]))


def _pair(width: str | None, height: str | None) -> tuple[Length | None, Length | None]:
    return (Length(float(width)) if width else None, Length(float(height)) if height else None)


def _note(state: StateInline) -> None:
    match = _STRAY.match(state.src, state.pos, state.posMax)
    if match:
        trace = trace_of(state.env)         # its base is already the start of the description
        trace.note("stray-picture", "this looks like a picture and is none, so it is shown as it was typed",
                   "write `![what there is to see](media/name.png)`; write `\\![` to show the signs",
                   trace.base - 2, length=2, severity="warning")
