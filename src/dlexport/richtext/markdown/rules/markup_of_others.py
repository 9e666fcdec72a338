r"""Markup of other programs in a text, such as Obsidian's `[[note]]` and Anki's `{{c1::…}}`: shown as typed, a warning.

Looked for in the source of a block or title, past escapes, formulas and code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from markdown_it.common.utils import normalizeReference

if TYPE_CHECKING:
    from collections.abc import Container

    from dlexport.richtext.markdown.trace import Trace


class _Markup(NamedTuple):
    """A kind of markup: its form, what it is, what to do instead, and whether it is shown as typed."""

    form: str
    what: str
    hint: str
    shown: bool = True


_LINK: Final = "link"
_BACKSLASH: Final = "backslash"
_KINDS: Final = {
    # a list such as `[[1, 2]]` and a shell's `[[ -f x ]]` are text; so is what Markdown reads as the text of a link
    _LINK: _Markup(r"(?<!!)\[\[(?=[^\[\],\n]*[^\W\d_])[^\[\],\s][^\[\],\n]{0,199}\]\](?![(\[])",
                   "a link between Obsidian's notes",
                   "write its words alone, or `[words](#id)` for another question; write `\\[[` to show the signs"),
    "comment": _Markup(r"(?<![%\d])%%(?!%)[^%]{1,2000}%%|^[ \t]*%%[ \t]*$", "a comment of Obsidian",
                       "delete it, or make it a comment of YAML; write `\\%%` to show the signs"),
    "anchor": _Markup(r"(?<=[ \t\n])\^(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9-]{2,64}[ \t]*\Z",
                      "the name that Obsidian gave to this paragraph",
                      "delete it; write `\\^` to show the sign"),
    "block": _Markup(r"\(\([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\)\)", "a reference between Logseq's blocks",
                     "write the words themselves; write `\\((` to show the signs"),
    "cloze": _Markup(r"\{\{c[0-9]{1,3}::", "a cloze of Anki",
                     "write `**words to recall**` in a key point, or `[[answer]]` in a prompt; write a backslash "
                     "before the signs to show them"),
    "tag": _Markup(r"\[(?:latex|\${1,2}|sound:[^\[\]\n]{1,200})\]", "a tag of Anki",
                   "write a formula as `$…$`, and leave out a sound; write `\\[` to show the sign"),
    "box": _Markup(r"^[ \t]*(?::::+[ \t]*[a-z]*|(?:!!!|\?\?\?\+?)[ \t]+[a-z]+\b)", "a box of another Markdown",
                   "write `> [!NOTE]`, and `> ` before each line of it; write a backslash before the signs to "
                   "show them"),
    "source": _Markup(r":contentReference\[oaicite:[^\]\n]{0,40}\](?:\{index=[0-9]+\})?|【[0-9:]{1,9}†[^】\n]{0,200}】"
                      r"|[\ue200-\ue2ff]*(?:cite|turn[0-9]+(?:search|view|news)[0-9]+)[\ue200-\ue2ff][^\n]{0,80}",
                      "what a chat assistant leaves in place of a source",
                      "delete it, and name the source under `references`"),
    "placeholder": _Markup(r"\[(?:公式|图片|圖片|表情)\](?![(\[:])",
                           "what a web page leaves in place of something that was not copied",
                           "put the formula or picture itself there; write `\\[` to show the signs"),
    "symbol": _Markup(r"[\uf020-\uf0ff]+", "a sign that only Word's fonts Symbol and Wingdings have",
                      "type the sign itself, such as `•` or `✓`"),
    "lost": _Markup("\ufffd+", "what a program puts in place of a character that it could not read",
                    "type the character again; write the sign in code to show it"),
    "dunder": _Markup(r"(?<![\w*`])__[a-z]{3,}(?:_[a-z0-9]+)*__(?![\w*`])",
                      "strong text to Markdown, without its low lines",
                      "write a name in code: `` `__init__` ``; write `**…**` for strong text", shown=False),
    _BACKSLASH: _Markup(r"(?<![:\\\w])\\n(?![A-Za-z])|(?<=[^\x00-\x7f])\\n(?![a-z])", "no line break here",
                        "begin a new line in a text after `|`; write the sign in code: `` `\\n` ``"),
}
_WHOLE: Final = r"`{2,}[^\n]*?`{2,}|\\(?!n)[^\n]|\$[^$\n]*+\$|`[^`\n]*+`"       # what is in code or a formula is text
_FIND: Final = re.compile(
    "|".join((*(f"(?P<{name}>{kind.form})" for name, kind in _KINDS.items()), _WHOLE)), re.MULTILINE)
_MAYBE: Final = re.compile(r"\[\[|%%|\^[\w-]+\s*\Z|\(\(|\{\{c|^[ \t]*(?::::|!!!|\?\?\?)|oaicite|†|[\ue200-\ue2ff]|"
                           r"\[(?:[公图圖表]|latex|sound:|\$)|[\uf020-\uf0ff\ufffd]|__[a-z]|\\n", re.MULTILINE)


def of_others(text: str, trace: Trace, labels: Container[str] = ()) -> None:
    """Warn of each piece of such markup in the source of a block or title, which `trace` is at.

    Args:
        text: the source.
        trace: collects the problems; in a field with gaps, `[[…]]` is one.
        labels: those of the field's link definitions; `[[label]]` is a link in brackets.
    """
    if not _MAYBE.search(text):
        return
    for found in _FIND.finditer(text):
        name = found.lastgroup
        if name is None or (name == _LINK and (trace.gaps or _is_defined(found[0], labels))):
            continue
        kind, typed = _KINDS[name], found[0].strip()
        message = f"`{typed[:40]}` is {kind.what}"
        if kind.shown:
            message = f"`{typed[:40]}` is {kind.what}; it is shown as it was typed"
        trace.note("stray-markup", message, kind.hint, found.start() + found[0].index(typed), length=len(typed),
                   severity="warning")


def _is_defined(typed: str, labels: Container[str]) -> bool:
    return normalizeReference(typed[2:-2]) in labels
