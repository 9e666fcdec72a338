"""A markdown-it rule for `**term**{hint}` in a key point: the hint is shown in the term's place on a cloze card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.richtext.markdown.trace import place, trace_of

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

HINT: Final = "hint"    # key in the meta of the token that opens the strong text
_TEXT = frozenset({"text", "text_special"})
_PASSED = _TEXT | {"em_close"}     # `***term***{hint}`
_STARS = 2


def hints(state: StateInline) -> None:
    """After pairing: move a text in braces right behind a strong text of a key point into that token's meta."""
    trace = trace_of(state.env)
    if not trace.recalls:
        return
    opened: list[Token] = []
    for index, token in enumerate(state.tokens):
        if token.type == "strong_open":
            opened.append(token)
        elif token.type == "strong_close":
            opening = opened.pop()
            found = _between_braces(state.tokens, index + 1)
            if found is None:
                continue
            if found.strip():
                opening.meta[HINT] = found.strip()
            else:
                trace.note("hint", "these braces hold no hint that can be read", (
                    "a hint is plain text between `{` and `}`, without markup, formulas and line breaks;\n"
                    "write `\\{` to show a brace"), place(token) + _STARS - trace.base, severity="warning")


def _between_braces(tokens: list[Token], start: int) -> str | None:
    """The text of the braces that begin at `tokens[start]`, removed from the tokens.

    None if no brace begins there; empty if the next brace does not close it, or it encloses no text.
    """
    run = start
    while run < len(tokens) and tokens[run].type in _PASSED and not tokens[run].content:
        run += 1
    if run == len(tokens) or tokens[run].type != "text" or not tokens[run].content.startswith("{"):
        return None
    end = run
    while end < len(tokens) and tokens[end].type in _TEXT:
        if tokens[end].type == "text" and "}" in tokens[end].content:
            break
        end += 1
    else:
        return ""
    before, _, after = tokens[end].content.partition("}")
    said = "".join([token.content for token in tokens[run:end]]) + before
    typed = "".join([token.content for token in tokens[run:end] if token.type == "text"]) + before
    if "{" in typed[1:] or not said[1:].strip():
        return ""
    for token in tokens[run:end]:
        token.content = ""
    tokens[end].content = after
    return said[1:]
