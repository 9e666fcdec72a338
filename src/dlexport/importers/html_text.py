"""HTML of a field as Anki stores it -> the bank's Markdown, with formulas in all of Anki's delimiters."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from dlexport.patterns import many

if TYPE_CHECKING:
    from collections.abc import Callable

BLANK_OPENS, BLANK_CLOSES = "\ue0f2", "\ue0f3"      # private use: mark the hidden text of a cloze during conversion
_DECLARED: Final = re.compile(r"<!(?!--|doctype)", re.IGNORECASE)     # `<![`, at which the parser gives up
_UNCLOSED: Final = re.compile(r"<(?=[a-zA-Z/][^<>]*(?:<|\Z))")
_FEW_UNCLOSED: Final = 200      # of which the parser looks at the whole rest of the text for each
_HELD, _HELD_END = "\ue0f4", "\ue0f5"
_BACK: Final = re.compile(f"{_HELD}(\\d+){_HELD_END}")
_NEVER: Final = re.compile("[\ue0f0-\ue0f7]")
_MATHJAX: Final = re.compile(
    r"<anki-mathjax([^<>]*)>((?:(?!<anki-mathjax).)*?)</anki-mathjax>", re.DOTALL | re.IGNORECASE)
_DELIMITED: Final = re.compile(
    r"\\\((?P<inline>(?:(?!\\\().)*?)\\\)|\\\[(?P<shown>(?:(?!\\\[).)*?)\\\]"
    r"|\[latex\](?P<latex>(?:(?!\[latex\]).)*?)\[/latex\]"
    r"|\[\$\](?P<dollar>(?:(?!\[\$\]).)*?)\[/\$\]|\[\$\$\](?P<dollars>(?:(?!\[\$\$\]).)*?)\[/\$\$\]", re.DOTALL)
_BREAK: Final = re.compile(r"<br\s*/?>|</?(?:div|p)\b[^<>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
_SOUND: Final = re.compile(
    r"\[sound:(" + many(r"[^\[\]]++|\[[^\[\]]*+\]") + r")\]|\[anki:play:[^\[\]]*+\]")
_MEDIA: Final = re.compile(r"<(audio|video|iframe|object|embed|script|style|svg|canvas)\b.*?(?:</\1>|/>|\Z)",
                           re.DOTALL | re.IGNORECASE)
_RUBY: Final = re.compile(
    r"<rt\b[^<>]*>((?:(?!<rt\b).)*?)</rt>|</?(?:ruby|rb|rp)\b[^<>]*>", re.DOTALL | re.IGNORECASE)
_PLAIN: Final = re.compile(r"[<&]")
_LIMIT: Final = 400_000     # characters; longer fields are not converted but refused
_DEPTH: Final = 150
_OPENING: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]*?(/?)>", re.IGNORECASE)
_VOID: Final = {"br", "img", "hr", "input", "wbr", "col", "meta", "link"}


def markdown_of(
    html: str, picture: Callable[[str], str | None] | None, remark: Callable[[str], None],
) -> str:
    """Markdown of a field.

    Args:
        html: the field's HTML.
        picture: function from a picture's name to its path in the bank, or None if it is missing; None: no pictures.
        remark: called with a description of each part that was lost.
    """
    text = html.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if len(text) > _LIMIT or _too_deep(text):
        remark("the field is too large or nested too deep: its words are kept without their form")
        return " ".join(unescape(_TAG.sub(" ", text[:_LIMIT])).split())
    kept: list[str] = []

    def hold(typed: str) -> str:
        kept.append(typed)
        return f"{_HELD}{len(kept) - 1}{_HELD_END}"

    text = _MATHJAX.sub(lambda match: hold(_formula(match[2], shown="block" in match[1].lower())), text)
    text = _DELIMITED.sub(lambda match: hold(_delimited(match)), text)
    text = _SOUND.sub(lambda match: _dropped(f"the sound {match[1] or ''}".strip(), remark), text)
    text = _MEDIA.sub(lambda match: _dropped(f"a {match[1].lower()}", remark) if match[1].lower() not in
                      {"style", "script"} else "", text)
    text = _RUBY.sub(lambda match: f"（{_TAG.sub('', match[1])}）" if match[1] else "", text)
    if _PLAIN.search(text) or re.search(r"[*_`#~\[\]\\>|+-]", text):
        text = _converted(text, picture, remark)
    while _BACK.search(text):
        text = _BACK.sub(lambda match: kept[int(match[1])], text)
    return re.sub(r"\n{3,}", "\n\n", _hard(text)).strip()


def held_out(text: str) -> str:
    """The text without the private characters that this module uses as marks."""
    return _NEVER.sub("", text)


def _too_deep(text: str) -> bool:
    depth = 0
    for closing, name, alone in _OPENING.findall(text):
        if name.lower() in _VOID or alone:
            continue
        depth += -1 if closing else 1
        if depth > _DEPTH:
            return True
    return False


def _converted(text: str, picture: Callable[[str], str | None] | None, remark: Callable[[str], None]) -> str:
    from bs4.builder import ParserRejectedMarkup  # noqa: PLC0415 - only where there is HTML

    from dlexport.importers.html_converter import converter  # noqa: PLC0415 - the same

    if text.count("<") - text.count(">") > _FEW_UNCLOSED:
        text = _UNCLOSED.sub("&lt;", text)
    try:
        made: str = converter(picture, remark).convert(_DECLARED.sub("&lt;!", text))
    except (RecursionError, ParserRejectedMarkup):
        remark("the field is nested too deep: its words are kept without their form")
        return " ".join(unescape(_TAG.sub(" ", text)).split())
    return made.replace("\xa0", " ")


def _delimited(match: re.Match[str]) -> str:
    kind = match.lastgroup
    inner = match[kind] if kind else ""
    if kind != "latex":
        return _formula(inner, shown=kind in {"shown", "dollars"})
    bare = _bare(inner)
    for left, right, shown in (("$$", "$$", True), ("\\[", "\\]", True), ("$", "$", False), ("\\(", "\\)", False)):
        if bare.startswith(left) and bare.endswith(right) and len(bare) > len(left) + len(right):
            inside = bare[len(left):-len(right)]
            if left not in inside:
                return _formula(inside, shown=shown)
    return _formula(bare, shown=True) if "\\begin" in bare or not re.search(r"\$", bare) else bare


def _bare(inner: str) -> str:
    """LaTeX from HTML: line breaks kept, tags removed, entities as characters."""
    text = unescape(_TAG.sub("", _BREAK.sub("\n", inner))).replace("\xa0", " ")
    return "\n".join(row.strip() for row in text.split("\n") if row.strip())


def _formula(inner: str, *, shown: bool) -> str:
    """A formula in the bank's delimiters. A cloze inside hides the whole formula; Anki's space between `}}` goes."""
    hides = BLANK_OPENS in inner
    text = _bare(inner).replace(BLANK_OPENS, "").replace(BLANK_CLOSES, "")
    while "} }" in text:
        text = text.replace("} }", "}}")
    if not text:
        return ""
    if shown:
        return f"\n\n$$\n{text}\n$$\n\n"
    text = f"${' '.join(text.split())}$"
    return f"{BLANK_OPENS}{text}{BLANK_CLOSES}" if hides else text


def _dropped(what: str, remark: Callable[[str], None]) -> str:
    remark(f"{what} is left out: a bank holds text and pictures")
    return ""


def _hard(text: str) -> str:
    """The text with a backslash at a line's end only if a line of the same paragraph follows."""
    text = re.sub(r"\\\n(?=\s*(?:\Z|[-*+>|#] |\d+[.)] |```|\$\$))", "\n", text)
    text = re.sub(r"(?<!\\)((?:\\\\)*)\\\s*\Z", r"\1", text)
    rows = [row.rstrip() for row in text.split("\n")]
    return "\n".join("" if row == "\\" else row for row in rows)
