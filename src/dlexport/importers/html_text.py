"""The HTML of a field, as Anki keeps it -> the bank's Markdown; formulas by all their delimiters."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable

BLANK_OPENS, BLANK_CLOSES = "\ue0f2", "\ue0f3"      # private use: around what a cloze hides, on its way through
_HELD, _HELD_END = "\ue0f4", "\ue0f5"
_BACK: Final = re.compile(f"{_HELD}(\\d+){_HELD_END}")
_NEVER: Final = re.compile("[\ue0f0-\ue0f5]")
_MATHJAX: Final = re.compile(r"<anki-mathjax([^>]*)>(.*?)</anki-mathjax>", re.DOTALL | re.IGNORECASE)
_DELIMITED: Final = re.compile(
    r"\\\((?P<inline>.*?)\\\)|\\\[(?P<shown>.*?)\\\]|\[latex\](?P<latex>.*?)\[/latex\]"
    r"|\[\$\](?P<dollar>.*?)\[/\$\]|\[\$\$\](?P<dollars>.*?)\[/\$\$\]", re.DOTALL)
_BREAK: Final = re.compile(r"<br\s*/?>|</?(?:div|p)\b[^>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z][^>]*>")
_SOUND: Final = re.compile(r"\[sound:([^\]]*)\]|\[anki:play:[^\]]*\]")
_MEDIA: Final = re.compile(r"<(audio|video|iframe|object|embed|script|style|svg|canvas)\b.*?(?:</\1>|/>|\Z)",
                           re.DOTALL | re.IGNORECASE)
_RUBY: Final = re.compile(r"<rt\b[^>]*>(.*?)</rt>|</?(?:ruby|rb|rp)\b[^>]*>", re.DOTALL | re.IGNORECASE)
_PLAIN: Final = re.compile(r"[<&]")
_LIMIT: Final = 400_000     # characters; deeper and longer ones are no field that anybody wrote
_DEPTH: Final = 150
_OPENING: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*?(/?)>", re.IGNORECASE)
_VOID: Final = {"br", "img", "hr", "input", "wbr", "col", "meta", "link"}


def markdown_of(
    html: str, picture: Callable[[str], str | None] | None, remark: Callable[[str], None],
) -> str:
    """Markdown of a field.

    Args:
        html: of the field.
        picture: gives the bank's path of a picture by its name; None where it is not there. None: there are none.
        remark: called with what could not be carried.
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
    """A text without the signs that this module uses."""
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
    from markdownify import MarkdownConverter  # noqa: PLC0415 - only where there is HTML

    class Converter(MarkdownConverter):
        """Markdown as the bank has it."""

        def convert_img(self, el: Any, text: str, parent_tags: object) -> str:   # noqa: ANN401, ARG002 - the library's
            """A picture by the bank's path; its name as code where it is not there."""
            name, about = el.get("src", "") or "", " ".join((el.get("alt", "") or "").split())
            path = picture(name) if picture else None
            if path:
                return f"![{about.replace('[', '').replace(']', '')}]({path})"
            if re.match(r"https?://", name):
                remark(f"the picture {name[:80]} is on another computer: a link is in its place")
                return f"[{about or 'picture'}]({quote(name, safe=':/?&=%#+,;@~')})"
            remark(f"the picture {name[:80]} is not there: its name is shown instead")
            return "`" + (name.replace("`", "")[:80] or "picture") + "`"

        def convert_u(self, el: Any, text: str, parent_tags: object) -> str:   # noqa: ANN401, ARG002 - the library's
            """Underlined, which the bank can say."""
            return f"<u>{text}</u>" if text.strip() and "\n" not in text else text

        def convert_mark(self, el: Any, text: str, parent_tags: object) -> str:   # noqa: ANN401, ARG002 - the library's
            """Highlighted."""
            return f"=={text}==" if text.strip() and "\n" not in text else text

    try:
        made: str = Converter(
            heading_style="ATX", bullets="-", sub_symbol="<sub>", sup_symbol="<sup>", newline_style="BACKSLASH",
            code_language_callback=_language, escape_underscores=True, escape_asterisks=True, escape_misc=False,
            table_infer_header=True, autolinks=False,
        ).convert(text)
    except RecursionError:
        remark("the field is nested too deep: its words are kept without their form")
        return " ".join(unescape(_TAG.sub(" ", text)).split())
    return made.replace("\xa0", " ")


def _language(element: Any) -> str:   # noqa: ANN401 - a node of the library's tree
    """The language that a block of code names by its class."""
    inner = element.find("code") if element.name == "pre" else None
    for one in (element, inner):
        for name in (one.get("class") or ()) if one is not None else ():
            match = re.fullmatch(r"(?:language-|lang-)?([A-Za-z0-9+#-]{1,20})", name)
            if match and match[1].lower() not in {"highlight", "code", "hljs"}:
                return match[1]
    return ""


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
    """LaTeX out of HTML: breaks are lines, tags are nothing, entities are characters."""
    text = unescape(_TAG.sub("", _BREAK.sub("\n", inner))).replace("\xa0", " ")
    return "\n".join(row.strip() for row in text.split("\n") if row.strip())


def _formula(inner: str, *, shown: bool) -> str:
    text = _bare(inner).replace(BLANK_OPENS, "").replace(BLANK_CLOSES, "")
    if not text:
        return ""
    if shown:
        return f"\n\n$$\n{text}\n$$\n\n"
    return f"${' '.join(text.split())}$"


def _dropped(what: str, remark: Callable[[str], None]) -> str:
    remark(f"{what} is left out: a bank holds text and pictures")
    return ""


def _hard(text: str) -> str:
    """A backslash at a line's end only where a line of text follows in the same paragraph."""
    text = re.sub(r"\\\n(?=\s*(?:\n|\Z|[-*+>|#] |\d+[.)] |```|\$\$))", "\n", text)
    rows = [row.rstrip() for row in text.split("\n")]
    return "\n".join(rows)
