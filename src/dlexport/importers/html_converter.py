"""HTML elements -> the bank's Markdown, by markdownify; also the elements of dlexport's own decks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from markdownify import MarkdownConverter

if TYPE_CHECKING:
    from collections.abc import Callable

_ESCAPED: Final = re.compile(
    r"\\|[*`~^$]|(?<![A-Za-z0-9_])_(?!_)|(?<!_)_(?![A-Za-z0-9_])|==|\[(?=[\[^!])|(?<=\])\(|<(?=[A-Za-z/!])"
    r"|&(?=#?\w+;)|!(?=\[)")
_BEGINS: Final = re.compile(
    r"^([ \t]*\d{1,9}|[ \t]*)((?<=\d)[.)](?=\s|$)|(?<!\d)(?:[>|~=]|#(?=#*(?:\s|$))|[+-](?=[\s+-]|$)))", re.MULTILINE)
_ENTITIES: Final = {"[": "&#91;", "(": "&#40;", "==": "\\=="}     # `\\[` and `\\(` begin formulas
_CALLOUT: Final = re.compile(r"is-(note|tip|important|warning|caution)")


def converter(picture: Callable[[str], str | None] | None, remark: Callable[[str], None]) -> MarkdownConverter:
    """A converter for one field; its arguments are those of `markdown_of`."""
    return _Converter(picture, remark)


class _Converter(MarkdownConverter):
    """markdownify, with output in the bank's Markdown."""

    def __init__(self, picture: Callable[[str], str | None] | None, remark: Callable[[str], None]) -> None:
        super().__init__(
            heading_style="ATX", bullets="-", sub_symbol="<sub>", sup_symbol="<sup>", newline_style="BACKSLASH",
            code_language_callback=_language, table_infer_header=True, autolinks=False)
        self._picture, self._told = picture, remark

    def escape(self, text: str, parent_tags: object) -> str:   # noqa: ARG002 - the library's
        """The text, with characters escaped that the bank would read as Markdown."""
        return _ESCAPED.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), text)

    def convert_img(self, el: Any, text: str, parent_tags: object) -> str:   # noqa: ANN401, ARG002 - the library's
        """A picture with its path in the bank; its name as code if it is missing."""
        name, about = el.get("src", "") or "", " ".join((el.get("alt", "") or "").split())
        path = self._picture(name) if self._picture else None
        if path:
            title = el.parent.find("figcaption") if el.parent is not None and el.parent.name == "figure" else None
            words = f' "{title.get_text()}"' if title is not None and '"' not in title.get_text() else ""
            return f"![{about.replace('[', '').replace(']', '')}]({path}{words})"
        if re.match(r"https?://", name):
            self._told(f"the picture {name[:80]} is on another computer: a link is in its place")
            return f"[{about or 'picture'}]({quote(name, safe=':/?&=%#+,;@~')})"
        self._told(f"the picture {name[:80]} is not there: its name is shown instead")
        return "`" + (name.replace("`", "")[:80] or "picture") + "`"

    def convert_figcaption(self, el: Any, text: str, parent_tags: object) -> str:   # noqa: ANN401, ARG002 - the library's
        """Nothing: the caption is written as the picture's title."""
        return ""

    def convert_figure(self, el: Any, text: str, parent_tags: object) -> str:   # noqa: ANN401, ARG002 - the library's
        """A picture alone."""
        return f"\n\n{text.strip()}\n\n"

    def convert_p(self, el: Any, text: str, parent_tags: object) -> str:   # noqa: ANN401, ARG002 - the library's
        """A paragraph, escaped so that no line begins a list, heading or quotation."""
        if el.find(["img", "br", "pre", "ul", "ol", "table"]) is None:
            text = _BEGINS.sub(lambda match: f"{match[1]}\\{match[2]}", text.strip())
        return f"\n\n{text.strip()}\n\n" if text.strip() else ""

    def convert_u(self, el: Any, text: str, parent_tags: object) -> str:   # noqa: ANN401, ARG002 - the library's
        """Underlined text as `<u>…</u>`."""
        return f"<u>{text}</u>" if text.strip() and "\n" not in text else text

    def convert_mark(self, el: Any, text: str, parent_tags: object) -> str:   # noqa: ANN401, ARG002 - the library's
        """Highlighted text as `==…==`."""
        return f"=={text}==" if text.strip() and "\n" not in text else text

    def convert_sup(self, el: Any, text: str, parent_tags: object) -> str:   # noqa: ANN401, ARG002 - the library's
        """A superscript, or the mark of a footnote."""
        if "note" in (el.get("class") or ()):
            return f"[^{el.get_text().strip()}]"
        return f"<sup>{text}</sup>" if text.strip() else text

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:   # noqa: ANN401 - the library's
        """A link; of one to a place on the same card, the words only."""
        if "back" in (el.get("class") or ()):
            return ""
        if not re.match(r"https?://[^/]|mailto:", el.get("href", "") or ""):
            return text
        made: str = super().convert_a(el, text, parent_tags)    # type: ignore[misc]
        return made

    def convert_span(self, el: Any, text: str, parent_tags: object) -> str:   # noqa: ANN401, ARG002 - the library's
        """The box of a task; of any other span, the words only."""
        if "box" in (el.get("class") or ()):
            return "[x]" if "☑" in el.get_text() else "[ ]"
        return text

    def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:   # noqa: ANN401 - the library's
        """An item; with a blank line behind it if paragraphs are in its list, and no task unless it is one."""
        if re.match(r"\s*\[[ xX]\]\s", text) and el.find(class_="box") is None:
            text = text.replace("[", "\\[", 1)
        made: str = super().convert_li(el, text, parent_tags)    # type: ignore[misc]
        beside = el.find_next_sibling("li")
        loose = any(one.find("p", recursive=False) for one in el.parent.find_all("li", recursive=False)) if (
            el.parent is not None and beside is not None) else False
        return made.rstrip("\n") + "\n\n" if loose else made

    def convert_table(self, el: Any, text: str, parent_tags: set[str]) -> str:   # noqa: ANN401 - the library's
        """A table, its columns aligned as the cells of its first row are."""
        made: str = super().convert_table(el, text, parent_tags)    # type: ignore[misc]
        first = el.find("tr")
        marks = [_ALIGNED.get(_alignment(cell), "---") for cell in first.find_all(["th", "td"])] if first else []
        return _RULES.sub(f"| {' | '.join(marks)} |", made, count=1) if set(marks) - {"---"} else made

    def convert_section(self, el: Any, text: str, parent_tags: object) -> str:   # noqa: ANN401, ARG002 - the library's
        """The footnotes below a text."""
        if "footnotes" not in (el.get("class") or ()):
            return f"\n\n{text.strip()}\n\n"
        notes = re.split(r"^\d+\. +", text.strip(), flags=re.MULTILINE)[1:]
        return "\n\n" + "\n\n".join(f"[^{number}]: {note.strip()}" for number, note in enumerate(notes, 1)) + "\n\n"

    def convert_div(self, el: Any, text: str, parent_tags: object) -> str:   # noqa: ANN401, ARG002 - the library's
        """A line, or a callout as dlexport writes it."""
        kind = _CALLOUT.search(" ".join(el.get("class") or ()))
        if kind and (head := el.find(class_="kind")) is not None:
            words = head.get_text().strip()
            body = text.strip().removeprefix(words).strip()
            title = "" if words.casefold() in _USUAL else f" {words}"
            rows = (f"[!{kind[1].upper()}]{title}", *body.split("\n"))
            return "\n\n" + "\n".join(f"> {row}".rstrip() for row in rows) + "\n\n"
        return f"\n\n{text.strip()}\n\n" if text.strip() else "\n"


_ALIGNED: Final = {"left": ":--", "center": ":-:", "right": "--:"}
_RULES: Final = re.compile(r"^\|(?: --- \|)+$", re.MULTILINE)
_USUAL: Final = {
    "note", "tip", "important", "warning", "caution", "注意", "提示", "重要", "警告", "注", "说明", "小心", "当心",
}


def _alignment(cell: Any) -> str:   # noqa: ANN401 - a node of the library's tree
    """The alignment of a cell, from dlexport's own class, its style or its attribute."""
    style = re.search(r"text-align:\s*(\w+)", cell.get("style", "") or "")
    named = [name for name in cell.get("class") or () if name in _ALIGNED]
    return named[0] if named else (style[1] if style else cell.get("align", "") or "").lower()


def _language(element: Any) -> str:   # noqa: ANN401 - a node of the library's tree
    """The language in the class of a block of code; empty if there is none."""
    inner = element.find("code") if element.name == "pre" else None
    for one in (element, inner):
        for name in (one.get("class") or ()) if one is not None else ():
            match = re.fullmatch(r"(?:language-|lang-)?([A-Za-z0-9+#-]{1,20})", name)
            if match and match[1].lower() not in {"highlight", "code", "hljs"}:
                return match[1]
    return ""
