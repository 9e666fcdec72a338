"""The term that a question asks for, taken out of its answer: a reverse card must not give itself away."""

from __future__ import annotations

import html as markup
import re

_TAGS = re.compile(r"(<[^>]*>)")
_SIGN = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][0-9A-Za-z]*);")
_MATH = re.compile(r"(\\\(.*?\\\)|\\\[.*?\\\])", re.DOTALL)
_ASKING = re.compile(r"^(?:什么是|何谓|简述|谈谈|请?解释(?:一下)?|介绍一下|"
                     r"(?:what (?:is|are)(?: an?| the)?|explain|describe|define)\b)\s*", re.IGNORECASE)
_END = re.compile(r"[？?。.！!：:]+$")
_BRACKETS = re.compile(r"^(.*?)\s*[（(]([^（()）]+)[)）](.*)$")
_LETTERS = re.compile("[0-9A-Za-z]")
_LEAST = 2      # characters; one alone would mask too much


def terms(title: str) -> list[str]:
    """The terms that a title asks about, longest first: 什么是残差网络（ResNet）？ gives 残差网络 and ResNet."""
    asked = _END.sub("", _ASKING.sub("", _END.sub("", title.strip())))
    found = [asked]
    match = _BRACKETS.match(asked)
    if match:
        found = [f"{match[1]}{match[3]}".strip(), match[1].strip(), match[2].strip()]
    parts = [part.strip() for one in found for part in re.split(r"[、和与]|\band\b", one)]
    return sorted({one for one in (*found, *parts) if len(one) >= _LEAST}, key=lambda one: (-len(one), one))


def masked(html: str, title: str, mask: str) -> str:
    """A field's HTML with each term of a title replaced; markup and formulas stay as they are."""
    wanted = terms(title)
    if not wanted:
        return html
    # a sign such as `&amp;` is found first, and stays whole, unless a term has it
    pattern = re.compile(f"({'|'.join(map(_whole, wanted))})|{_SIGN.pattern}")
    pieces = _TAGS.split(html)
    for place in range(0, len(pieces), 2):
        texts = _MATH.split(pieces[place])
        texts[::2] = [pattern.sub(lambda match: mask if match[1] else match[0], text) for text in texts[::2]]
        pieces[place] = "".join(texts)
    return "".join(pieces)


def _whole(term: str) -> str:
    """A pattern for the term; where it begins or ends with a Latin letter, only as a whole word.

    Case is ignored in the term alone: each class of letters that ignores it takes 0.2 ms to compile, for each question.
    """
    before = r"(?<![0-9A-Za-z])" if _LETTERS.match(term[0]) else ""
    after = r"(?![0-9A-Za-z])" if _LETTERS.match(term[-1]) else ""
    written = re.escape(markup.escape(term, quote=False))
    written = written.replace("'", "(?:'|&#x27;)").replace('"', '(?:"|&quot;)')
    return f"{before}(?i:{written}){after}"
