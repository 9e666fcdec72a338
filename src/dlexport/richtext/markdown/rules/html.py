"""A markdown-it rule for the supported HTML tags: `<br>`, and pairs of `<b>`, `<i>`, `<u>`, `<sub>`, `<sup>`.

They may have no attributes. All other HTML is shown as it was typed, with a warning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.richtext.markdown.trace import trace_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it.rules_inline import StateInline

_PAIRS: Final[Mapping[str, str]] = {"b": "strong", "i": "em", "u": "u", "sub": "sub", "sup": "sup"}
_TAG: Final = re.compile(r"<(?:br\s*/?>[ \t]*\n?[ \t]*|(b|i|u|sub|sup)>)", re.IGNORECASE)
_ANY: Final = re.compile(      # attributes need a value: without one it is more often text, as `a<b and b>c`
    r"""<(?:/?([A-Za-z][A-Za-z0-9]*)(?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))*\s*/?>|!--)""",
    re.ASCII)
_KNOWN: Final = frozenset((
    "a", "abbr", "article", "aside", "audio", "b", "big", "blockquote", "body", "br", "button", "caption", "center",
    "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "embed",
    "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
    "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "li", "link", "main", "mark", "math", "meta",
    "nav", "object", "ol", "option", "p", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp", "script",
    "section", "select", "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg",
    "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var",
    "video", "wbr",
))


def html(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """Inline rule: read a supported tag up to its closing tag; warn of any other tag."""
    tag = _TAG.match(state.src, state.pos, state.posMax)
    if tag and not tag[1]:
        if not silent:
            state.push("hardbreak", "br", 0)
        state.pos = tag.end()
        return True
    end = _end(tag[1].lower(), state, tag.end()) if tag and tag[1] else None
    if tag is None or end is None:
        if not silent:
            _note(state, "write it in Markdown, or between backticks if it is to be read; `<br>`, `<sub>`, `<sup>`, "
                  "`<b>`, `<i>` and `<u>` alone are read")
        return False
    if not silent:
        name, most = _PAIRS[tag[1].lower()], state.posMax
        trace_of(state.env).mark(state.push(f"{name}_open", name, 1), state.pos)
        state.pos, state.posMax = tag.end(), end.start()
        state.md.inline.tokenize(state)
        state.posMax = most
        state.push(f"{name}_close", name, -1)
    state.pos = end.end()
    return True


def html_in_title(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """Inline rule for titles: warn of every tag, since a title supports none."""
    if not silent:
        _note(state, "a title takes inline code, emphasis and formulas: write it so, or leave it out")
    return False


def _end(name: str, state: StateInline, start: int) -> re.Match[str] | None:
    """The closing tag of the opening tag that ends at `start`; None if there is none."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}>", re.IGNORECASE).finditer(state.src, start, state.posMax):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag
    return None


def _note(state: StateInline, advice: str) -> None:
    found = _ANY.match(state.src, state.pos, state.posMax)
    if found is None or (found[1] and found[1].lower() not in _KNOWN):
        return
    trace = trace_of(state.env)
    if trace.html:
        return
    trace.html = True
    trace.note("html", f"`{found[0][:40]}` is HTML, which is shown as it was typed",
               advice, trace.base + state.pos, length=len(found[0]), severity="warning")
