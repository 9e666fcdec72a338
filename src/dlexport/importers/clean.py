"""Markdown as people write it -> the bank's Markdown: spaces in formulas, HTML tags, pictures and links are adapted.

Code and formulas are set aside first, so that nothing in them is read as a tag or link.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from dlexport.importers.pictures import PictureError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dlexport.importers.pictures import Pictures

_KEPT_LEFT, _KEPT_RIGHT = "\ue0f0", "\ue0f1"  # private use characters, which occur in no text
_FENCE: Final = r"^[ \t]*+(?P<fence>`{3,}+|~{3,}+)[^\n]*\n(?:[^\n]*\n)*?[ \t]*+(?P=fence)[`~]*[ \t]*+$"
_ASIDE: Final = re.compile(
    _FENCE
    + r"|(?P<code>(?<!`)(?P<ticks>`++).+?(?<!`)(?P=ticks)(?!`))"
    + r"|(?P<display>(?<!\\)\$\$(?P<shown>.+?)\$\$|\\\[(?P<square>(?:(?!\\\[).)+?)\\\])"
    + r"|(?P<inline>(?<![\\$])\$(?!\$)(?P<inner>[^$\n]+?)(?<!\\)\$(?!\$)|\\\((?P<round>(?:(?!\\\()[^\n])+?)\\\))",
    re.MULTILINE | re.DOTALL,
)
_MARKS: Final = "`$\\\\<[!*&"
_MOST_MARKS: Final = 3_000  # of one text; what begins and does not end takes the square of their number
_BACK: Final = re.compile(f"{_KEPT_LEFT}(\\d+){_KEPT_RIGHT}")
_LATEX: Final = re.compile(r"[\\^_={}<>+*/|]|^[\sA-Za-z0-9,.()'\-]{1,12}$")
_SPACED: Final = re.compile(r"[ \t]+\S.*[ \t]+|(?=.*[\\^_={}]).*", re.DOTALL)
_COMMENT: Final = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_IMAGE_TAG: Final = re.compile(r"<img\b((?:[^>\"'<]|\"[^\"<]*\"|'[^'<]*')*)>", re.IGNORECASE)
_LINK_TAG: Final = re.compile(r"<a\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_UNWRAPPED: Final = re.compile(
    r"</?(?:div|center|p|span|font|section|article|details|summary|small|big|figure|figcaption|tt|nobr|main|picture|source|a|"
    r"samp|var|label|dl|dd|dt|button|h[1-6]|header|footer)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.IGNORECASE,
)
_SAME: Final = {"strong": "**", "em": "*", "del": "~~", "s": "~~", "strike": "~~", "mark": "=="}
_MARKED: Final = re.compile(r"<(strong|em|del|s|strike|mark)>\s*([^\n]*?)\s*</\1>", re.IGNORECASE)
_CODED: Final = re.compile(r"<(code|kbd)>(.*?)</\1>", re.IGNORECASE)
_RULE: Final = re.compile(r"^[ \t]*<hr\b[^>]*>[ \t]*$", re.IGNORECASE | re.MULTILINE)
_BREAKS: Final = re.compile(r"(?<![ \t])(?:[ \t]*+<br\s*+/?>[ \t]*+\n?){2,}", re.IGNORECASE)
_LONE_BREAK: Final = re.compile(
    r"^[ \t]*+<br\s*+/?>[ \t]*+$|(?<![ \t])[ \t]*+<br\s*+/?>[ \t]*+(?=\n\s*\n|\s*\Z)", re.IGNORECASE | re.MULTILINE
)
_OTHER_BREAK: Final = re.compile(r"<br\s*/?>|</br>", re.IGNORECASE)
_INDENT: Final = re.compile(r"^(?:&emsp;|&ensp;|&nbsp;|\u3000|\u2003)+[ \t]*", re.MULTILINE)
_OBSIDIAN_PICTURE: Final = re.compile(r"!\[\[([^\]\n|]+)(?:\|[^\]\n]*)?\]\]")
_OBSIDIAN_LINK: Final = re.compile(r"(?<!!)\[\[([^\]\[\n|#]*)(?:#[^\]\[\n|]*)?(?:\|([^\]\[\n]+))?\]\](?!\()")
# An address has its parentheses in pairs, or at worst ends at the first that closes. Nothing in these patterns is tried
# twice, and no address is longer than browsers take.
_PICTURE: Final = re.compile(
    r"!\[([^\]\n]*+)\]\((?:((?:[^()\n]++|\n(?!\s*\n)|\([^()\n]*+\))*+)|([^)\n]{0,3000}+))\)"
)
_SIZE: Final = re.compile(r"\s=\d{0,9}x\d{0,9}\Z")
_TITLE: Final = re.compile(r"\s+([\"'])[^\n]*[\"']\Z")
_LINK: Final = re.compile(
    r"(?<!!)\[((?:[^\[\]\n]++|\[[^\[\]\n]*+\])*+)\]\(\s{0,9}+"
    r"(?:<?((?:[^\s()<>]++|\([^\s()]*+\))*+)>?|([^\s)>]{0,3000}+))(?:\s{1,9}+[\"'][^)\n]{0,3000}[\"'])?+\s{0,9}+\)"
)
_ADDRESS: Final = re.compile(r"(?:https?://[^\s/?#]+|mailto:)", re.IGNORECASE)
_REMOTE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]+:)?//|data:", re.IGNORECASE)
_SCHEDULE: Final = re.compile(r"<!--SR:(?:(?!<!--).)*?-->", re.DOTALL)
_LABELLED: Final = re.compile(r"\*\*[ \t]+([^*\n]+?)[ \t]*\*\*|\*\*([^*\n]+?)[ \t]+\*\*(?=\s|$)")


def cleaned(
    text: str,
    folder: Path | None,
    pictures: Pictures,
    remark: Callable[[str, str], None],
    *,
    gaps: bool = False,
) -> str:
    """The text in the bank's Markdown.

    Args:
        text: Markdown, perhaps mixed with HTML.
        folder: the folder to which paths of pictures are relative; None if they are `media/…` already.
        pictures: collects the pictures of the text.
        remark: called with a description of each part that was lost, and advice.
        gaps: whether `[[…]]` is a blank; otherwise it is a link of Obsidian.
    """
    kept: list[str] = []

    def aside(typed: str) -> str:
        kept.append(typed)
        return f"{_KEPT_LEFT}{len(kept) - 1}{_KEPT_RIGHT}"

    if sum(map(text.count, _MARKS)) > _MOST_MARKS:
        remark("a text with thousands of marks is no Markdown, and is kept as typed", "")
        return _strip(text)
    text = text.replace(_KEPT_LEFT, "").replace(_KEPT_RIGHT, "")
    text = _SCHEDULE.sub("", text)
    text = _ASIDE.sub(lambda match: aside(_put_aside(match)), text)
    text = _COMMENT.sub("", text)
    text = _CODED.sub(lambda match: aside(f"`{_tagless(match[2])}`"), text)
    text = _IMAGE_TAG.sub(_image_of_tag, text)
    text = _LINK_TAG.sub(_link_of_tag, text)
    text = _MARKED.sub(lambda match: _SAME[match[1].lower()] + match[2] + _SAME[match[1].lower()], text)
    text = _RULE.sub("\n---\n", text)
    text = _BREAKS.sub("\n\n", text)
    text = _LONE_BREAK.sub("", text)
    text = _OTHER_BREAK.sub("<br>", text)
    text = _UNWRAPPED.sub("", text)
    text = _INDENT.sub("", text)
    text = _LABELLED.sub(lambda match: f"**{match[1] or match[2]}**", text)
    text = _OBSIDIAN_PICTURE.sub(lambda match: f"![]({match[1].strip().replace(' ', '%20')})", text)
    if not gaps:
        text = _OBSIDIAN_LINK.sub(lambda match: (match[2] or match[1]).strip(), text)
    text = _PICTURE.sub(lambda match: _picture(match, folder, pictures, remark, aside), text)
    text = _LINK.sub(lambda match: _link(match, remark), text)
    while _BACK.search(text):
        text = _BACK.sub(lambda match: kept[int(match[1])], text)
    text = "\n".join(row.rstrip() if not row.endswith("  ") else row.rstrip() + "  " for row in text.split("\n"))
    return _hard_breaks(re.sub(r"\n{3,}", "\n\n", _strip(text)))


def _strip(text: str) -> str:
    """The text without empty lines at both ends; the first line keeps its indentation only if it is code."""
    return text.strip("\n").rstrip().strip("\n") if text.startswith("    ") else text.strip()


def _hard_breaks(text: str) -> str:
    """The text with two spaces at a line's end (invisible, and not possible in YAML) replaced by a backslash."""
    return re.sub(r"(?<=\S)  +\n(?=[^\n])", "\\\\\n", text)


def _put_aside(match: re.Match[str]) -> str:
    typed = match[0]
    if match["fence"]:
        first, _, rest = typed.partition("\n")
        head = re.match(r"([ \t]*(?:`{3,}|~{3,}))[ \t]*([\w+#.-]*)", first)
        return f"{head[1]}{head[2]}\n{rest}" if head else typed
    if match["code"]:
        return typed
    if match["display"]:
        inner = match["shown"] if match["shown"] is not None else match["square"]
        if match["shown"] is None and not re.search(r"[\\^_={}]", inner):
            return typed  # an escaped bracket
        return _displayed(inner, typed)
    if match["round"] is not None:
        inner = match["round"]
        return _inlined(inner, match) if _LATEX.search(inner.strip()) else typed
    inner = match["inner"]
    if inner != inner.strip() and (
        not _SPACED.fullmatch(inner) or match.string[match.end() : match.end() + 1].isdigit()
    ):
        return typed  # from $5 to $10
    return _inlined(inner, match)


def _inlined(inner: str, match: re.Match[str]) -> str:
    after = match.string[match.end() : match.end() + 1]
    return f"${inner.strip()}$" + (" " if after.isdigit() else "")


def _displayed(inner: str, typed: str) -> str:
    """A displayed formula without empty lines, which would end it."""
    rows = [row.rstrip() for row in inner.strip("\n").split("\n") if row.strip()]
    if "\n" in typed:
        return "$$\n" + "\n".join(rows) + "\n$$"
    return f"$${inner.strip()}$$"


def _attributes(typed: str) -> dict[str, str]:
    return {name.lower(): unescape(one or two or three) for name, one, two, three in _ATTRIBUTE.findall(typed)}


def _tagless(text: str) -> str:
    return unescape(re.sub(r"<[^<>]*>", "", text))


def _image_of_tag(match: re.Match[str]) -> str:
    found = _attributes(match[1])
    path = found.get("src", "").strip().replace(" ", "%20").replace("(", "%28").replace(")", "%29")
    return f"![{' '.join(found.get('alt', '').split()).replace('[', '').replace(']', '')}]({path})" if path else ""


def _link_of_tag(match: re.Match[str]) -> str:
    address, words = _attributes(match[1]).get("href", ""), match[2].strip()
    if not address or not words or "\n" in words:
        return words
    return words if words.startswith("![") else f"[{words}]({address.replace(' ', '%20')})"


def _picture(
    match: re.Match[str],
    folder: Path | None,
    pictures: Pictures,
    remark: Callable[[str, str], None],
    aside: Callable[[str], str],
) -> str:
    described = " ".join(match[1].split("|")[0].split())
    path, title = _path_and_title(match[2] if match[2] is not None else match[3])
    if not path or folder is None:
        return match[0]
    if _REMOTE.match(path):
        if path.startswith(("data:",)):
            remark("a picture inside its address is left out", "save it as a file beside the source")
            return described
        remark(
            f"the picture `{path[:100]}` is on another computer: a link is in its place",
            "download it, name the file in the source, and import again",
        )
        address = path if ":" in path[:8] else f"https:{path}"
        return aside(f"[{described or 'picture'}]({address})")
    try:
        return aside(f"![{described}]({pictures.add_file(path, folder)}{title})")
    except PictureError as error:
        remark(f"the picture `{path[:100]}` {error}: its name is shown instead", "put it there, and import again")
        return aside(f"`![{described.replace('`', '')}]({path.replace('`', '')})`")


def _path_and_title(typed: str) -> tuple[str, str]:
    """What stands between the parentheses of a picture: its path, and its title with the space before it.

    A path may have spaces in it, and a size behind the title is left out.
    """
    typed = _SIZE.sub("", typed.strip())
    title = _TITLE.search(typed)
    path = typed[:title.start()] if title else typed
    return path.strip().removeprefix("<").removesuffix(">").strip(), title[0] if title else ""


def _link(match: re.Match[str], remark: Callable[[str, str], None]) -> str:
    words, address = match[1], match[2] if match[2] is not None else match[3]
    if _ADDRESS.match(address) or words.startswith("!["):
        return match[0] if _ADDRESS.match(address) else words
    if not address.startswith("#") and address:
        remark(f"the link to `{address[:100]}` leads nowhere outside its folder: its words are kept", "")
    elif address:
        remark(
            f"the link to `{address[:100]}` leads to a place that the bank has not: its words are kept",
            "link to a question by its id: `[…](#id)`",
        )
    return words
