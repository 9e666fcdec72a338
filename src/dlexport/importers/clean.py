"""Markdown as people write it -> the bank's Markdown: spaces in formulas, HTML tags, pictures and links are adapted.

Code and formulas are set aside first, so that nothing in them is read as a tag or link.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from dlexport.importers.pictures import PictureError
from dlexport.patterns import many

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dlexport.importers.pictures import Pictures

_KEPT_LEFT, _KEPT_RIGHT = "\ue0f0", "\ue0f1"  # private use characters, which occur in no text
_FENCE: Final = re.compile(r"[ \t]*+(`{3,}+|~{3,}+)([^\n]*+)")
_ASIDE: Final = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`++).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<display>(?<!\\)\$\$(?P<shown>.+?)\$\$|\\\[(?P<square>(?!\\\[).(?>.*?(?=\\[\[\]])))\\\])"
    r"|(?P<inline>(?<![\\$])\$(?!\$)(?P<inner>[^$\n]+?)(?<!\\)\$(?!\$)|\\\((?P<round>(?!\\\()[^\n](?>[^\n]*?(?=\\[()])))\\\))",
    re.MULTILINE | re.DOTALL,
)
_MARKS: Final = "`$\\\\<[!*&"
_MOST_MARKS: Final = 3_000  # of one text; what begins and does not end takes the square of their number
_BACK: Final = re.compile(f"{_KEPT_LEFT}(\\d+){_KEPT_RIGHT}")
_LATEX: Final = re.compile(r"[\\^_={}<>+*/|]|^[\sA-Za-z0-9,.()'\-]{1,12}$")
_SPACED: Final = re.compile(r"[ \t]++\S.*[ \t]|(?=.*[\\^_={}]).*", re.DOTALL)
_COMMENT: Final = re.compile(r"<!--(?>.*?(?=<!--|-->))-->", re.DOTALL)
_INSIDE: Final = many(r"[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'")    # of a tag: at the next `<` it has ended
_IMAGE_TAG: Final = re.compile(rf"<img\b({_INSIDE})>", re.IGNORECASE)
_LINK_TAG: Final = re.compile(rf"<a\b({_INSIDE})>((?>.*?(?=</?a\b)))</a>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"(?<![\w-])([\w-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]++))")
_UNWRAPPED: Final = re.compile(
    r"</?(?:div|center|p|span|font|section|article|details|summary|small|big|figure|figcaption|tt|nobr|main|picture|source|a|"
    rf"samp|var|label|dl|dd|dt|button|h[1-6]|header|footer)\b{_INSIDE}>",
    re.IGNORECASE,
)
_SAME: Final = {"strong": "**", "em": "*", "del": "~~", "s": "~~", "strike": "~~", "mark": "=="}
_MARKED: Final = re.compile(r"<(strong|em|del|s|strike|mark)>\s*+((?>[^\n]*?(?=</?\1>|\n)))\s*+</\1>", re.IGNORECASE)
_CODED: Final = re.compile(r"<(code|kbd)>((?>[^\n]*?(?=</?\1>)))</\1>", re.IGNORECASE)
_RULE: Final = re.compile(r"^[ \t]*+<hr\b[^<>]*+>[ \t]*+$", re.IGNORECASE | re.MULTILINE)
_BREAK: Final = r"(?<![ \t])[ \t]*+<br\s*+/?>[ \t]*+"
_FURTHER: Final = r"[ \t]*+<br\s*+/?>[ \t]*+\n?+"
_BREAKS: Final = re.compile(rf"{_BREAK}\n?{_FURTHER}{many(_FURTHER)}", re.IGNORECASE)
_LONE_BREAK: Final = re.compile(
    rf"^[ \t]*+<br\s*+/?>[ \t]*+$|{_BREAK}(?=\n\s*\n|\s*\Z)", re.IGNORECASE | re.MULTILINE
)
_OTHER_BREAK: Final = re.compile(r"<br\s*/?>|</br>", re.IGNORECASE)
_SPACE: Final = r"(?:&e[mn]sp;|&nbsp;|[\u3000\u2003]++)"
_INDENT: Final = re.compile(rf"^{_SPACE}{many(_SPACE)}[ \t]*", re.MULTILINE)
_OBSIDIAN_PICTURE: Final = re.compile(r"!\[\[([^\[\]\n|]++)(?:\|[^\[\]\n]*+)?\]\]")
_OBSIDIAN_LINK: Final = re.compile(r"(?<!!)\[\[([^\]\[\n|#]*+)(?:#[^\]\[\n|]*+)?(?:\|([^\]\[\n]++))?\]\](?!\()")
# No part of these takes back what it took, and each stops at what begins another link, or has a limit: for without
# that a row of brackets takes their cube.
_WORDS: Final = many(r"[^\[\]\n]++|\[[^\[\]\n]*+\]")
_PATH: Final = many(r"[^()\n]++|\([^()\n]*+\)|\n[ \t]{0,9}+(?=[\"')])")
_PICTURE: Final = re.compile(
    rf"!\[({_WORDS}|[^\]\n]{{0,300}}+)\]"      # the description of an interval has one bracket
    rf"\(\s{{0,9}}+({_PATH}(?:\([^()\n]*+)?)\)"
)
_TITLE: Final = r"(?:\"[^\"\n]*+\"|'[^'\n]*+'|[\"'](?>[^()\n]*?(?=[\"']\s{0,9}+\)))[\"'])"
_TARGET: Final = many(r"[^\s()>]++|\([^\s()]*+\)")
_LINK: Final = re.compile(
    rf"(?<!!)\[({_WORDS})\]\(\s{{0,9}}+<?+({_TARGET}(?:\([^\s()>]*+)?)>?+"
    rf"(?:\s{{1,9}}+{_TITLE})?\s{{0,9}}+\)"
)
_SIZE: Final = re.compile(r"=\d*+x\d*+")
_ADDRESS: Final = re.compile(r"(?:https?://[^\s/?#]+|mailto:)", re.IGNORECASE)
_REMOTE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]+:)?//|data:", re.IGNORECASE)
_SCHEDULE: Final = re.compile(r"<!--SR:(?>.*?(?=<!--|-->))-->", re.DOTALL)
_LABELLED: Final = re.compile(r"\*\*[ \t]++([^*\n]++)\*\*|\*\*([^*\s][^*\n]*+)(?<=[ \t])\*\*(?=\s|$)")


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
    text = _fences_aside(text, aside)
    text = _ASIDE.sub(lambda match: aside(_put_aside(match)), text)
    text = _COMMENT.sub("", text)
    text = _CODED.sub(lambda match: aside(f"`{_tagless(match[2])}`"), text)
    text = _IMAGE_TAG.sub(_image_of_tag, text)
    text = _LINK_TAG.sub(_link_of_tag, text)
    text = _MARKED.sub(lambda match: _SAME[match[1].lower()] + match[2].strip() + _SAME[match[1].lower()], text)
    text = _RULE.sub("\n---\n", text)
    text = _BREAKS.sub("\n\n", text)
    text = _LONE_BREAK.sub("", text)
    text = _OTHER_BREAK.sub("<br>", text)
    text = _UNWRAPPED.sub("", text)
    text = _INDENT.sub("", text)
    text = _LABELLED.sub(lambda match: f"**{(match[1] or match[2]).strip()}**", text)
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


def _fences_aside(text: str, aside: Callable[[str], str]) -> str:
    """The text with each block of code that has an end set aside; its first row keeps the language alone."""
    if "```" not in text and "~~~" not in text:
        return text
    rows = text.split("\n")
    fences = [_FENCE.fullmatch(row) for row in rows]
    longest = {"`": 0, "~": 0}      # of the fences below a row that can end a block: what has no end is not looked for
    endless = [0] * len(rows)
    for place in reversed(range(len(rows))):
        if match := fences[place]:
            endless[place] = longest[match[1][0]]
            if not match[2].strip("`~ \t"):
                longest[match[1][0]] = max(longest[match[1][0]], len(match[1]))
    made, place = [], 0
    while place < len(rows):
        match = fences[place]
        if not match or len(match[1]) > endless[place]:
            made.append(rows[place])
            place += 1
            continue
        end = place + 1
        while not ((last := fences[end]) and last[1].startswith(match[1]) and not last[2].strip("`~ \t")):
            end += 1
        head = re.match(r"([ \t]*+(?:`{3,}+|~{3,}+))[ \t]*+([\w+#.-]*+)", rows[place])
        first = f"{head[1]}{head[2]}" if head else rows[place]
        made.append(aside("\n".join([first, *rows[place + 1 : end + 1]])))
        place = end + 1
    return "\n".join(made)


def _put_aside(match: re.Match[str]) -> str:
    typed = match[0]
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
    return unescape(re.sub(r"<[^<>]*+>", "", text))


def _image_of_tag(match: re.Match[str]) -> str:
    found = _attributes(match[1])
    path = found.get("src", "").strip().replace(" ", "%20").replace("(", "%28").replace(")", "%29")
    return f"![{' '.join(found.get('alt', '').split()).replace('[', '').replace(']', '')}]({path})" if path else ""


def _link_of_tag(match: re.Match[str]) -> str:
    address, words = _attributes(match[1]).get("href", ""), match[2].strip()
    if not address or not words or "\n" in words:
        return words
    return words if words.startswith("![") else f"[{words}]({address.replace(' ', '%20')})"


def _destination(inside: str) -> tuple[str, str]:
    """The path and the title (with its quotes and the space before it) between the parentheses of a picture."""
    path, title = inside.strip(), ""
    head, _, size = path.rpartition(" ")
    if _SIZE.fullmatch(size):
        path = head.rstrip()
    if path.endswith(('"', "'")) and (found := re.search(rf"\s{path[-1]}", path[:-1])):
        path, title = path[: found.start()].rstrip(), path[found.start() :]
    return path.removeprefix("<").removesuffix(">").strip(), title


def _picture(
    match: re.Match[str],
    folder: Path | None,
    pictures: Pictures,
    remark: Callable[[str, str], None],
    aside: Callable[[str], str],
) -> str:
    described, (path, title) = " ".join(match[1].split("|")[0].split()), _destination(match[2])
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


def _link(match: re.Match[str], remark: Callable[[str, str], None]) -> str:
    words, address = match[1], match[2]
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
