"""The patterns of ids, tags, DOIs and other short texts for machines, with the hint for one that does not match."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dlexport.richtext.addresses import WEB

if TYPE_CHECKING:
    from collections.abc import Callable

ID_LENGTH: Final = 64


@dataclass(frozen=True, slots=True)
class Shape:
    """The form a short text must have.

    Attributes:
        code: the problem's, if it has another form.
        pattern: what the whole text must match; compiled when it is first asked for, as that of ids takes long.
        words: the form in words, for the hint.
        mend: wrong text -> a similar one that may fit, or an empty string.
        limit: the most characters it may have.
    """

    code: str
    pattern: str
    words: str
    mend: Callable[[str], str] = lambda _: ""
    limit: int = 2000
    further: Callable[[str], bool] = lambda _: True     # what the pattern cannot tell

    def fits(self, text: str) -> bool:
        """Whether the text has the shape."""
        return len(text) <= self.limit and re.fullmatch(self.pattern, text) is not None and self.further(text)

    def hint(self, text: str) -> str:
        """The hint for a text that does not fit: the form in words, and an example if `mend` finds one."""
        near = self.mend(text[:self.limit])
        return f"{self.words}; for example `{near}`" if near and self.fits(near) else self.words


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).lower()
    return re.sub(r"-+", "-", "".join(char if _is_word(char) else "-" for char in plain))[:ID_LENGTH].strip("-")


def _is_word(text: str) -> bool:
    """Whether there are only letters, digits and what is written above and below them, composed; and hyphens."""
    return unicodedata.is_normalized("NFC", text) and all(
        char == "-" or unicodedata.category(char)[0] in "LM" or unicodedata.category(char) == "Nd" for char in text)


def _after(marker: str) -> Callable[[str], str]:
    return lambda text: text.partition(marker)[2].strip().removesuffix(".pdf")


BANK_ID: Final = Shape(     # it names files
    "bad-id", "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?",
    f"the bank's id has small letters a-z, digits and hyphens within, at most {ID_LENGTH}", _slug, ID_LENGTH,
)
_SIGNS: Final = "a-zA-Z0-9\u00aa-\u1fff\u2c00-\u2fff\u3005-\u3007\u3040-\ufeff\uff10-\uff19\uff21-\uffef"
_ID: Final = f"(?!-)[{_SIGNS}-]+(?<!-)"
ID: Final = Shape(
    "bad-id", _ID, f"an id has letters and digits of any script, and hyphens within, at most {ID_LENGTH}",
    _slug, ID_LENGTH, _is_word,
)
FORMER_KEYPOINT: Final = Shape(
    "bad-id", f"(?:{_ID}/)?{_ID}",
    "a key point's former id is `keypoint`, or `question/keypoint` if it stood in another question",
    limit=2 * ID_LENGTH + 1, further=lambda text: all(map(_is_word, text.split("/"))),
)
KIND: Final = Shape("bad-kind", "open|choice|true_false|blanks|parts",
                    "a kind is `open`, `choice`, `true_false`, `blanks` or `parts`", limit=20)
FIXED: Final = Shape("bad-fixed", "last", "`fixed` is `last`: the last choice stays where it is", limit=20)
# Anki ends a tag at any space, and splits one at `::` into a tree
TAG: Final = Shape(
    "bad-tag", r"(?!::)(?:(?!:::|::\Z)[^\s,，、])+",
    "a tag has no spaces or commas, and `::` only between the levels of a tree",
    lambda text: re.sub(r"[\s,，、]+", "-", text).strip(":-"), 100,
)
# RFC 5646, section 2.1: the tags in use, without private use and grandfathered ones
LANGUAGE: Final = Shape(
    "bad-language",
    r"(?i:[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
    "a language is a BCP 47 tag, such as zh-CN, zh-Hant or en", lambda text: text.replace("_", "-"), 35,
)
NUMBERING: Final = Shape("bad-numbering", "topics|source", "`numbering` is `topics` or `source`", limit=20)
CARD: Final = Shape("bad-card", "question|reverse|keypoints",
                    "`cards` are `question`, `reverse` (both directions) and `keypoints`", limit=20)
VERSION: Final = Shape("bad-version", r"\S(?:.*\S)?", "a version is one line", limit=100)
# DOI Handbook, section 2.2: a prefix of 10. and a registrant, a slash, any printable suffix
DOI: Final = Shape(
    "bad-doi", r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+", "a DOI begins with 10. and has a slash, without address",
    _after("doi.org/"), 300,
)
# arxiv.org/help/arxiv_identifier: since 2007 and before
ARXIV: Final = Shape(
    "bad-arxiv", r"(?:[0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})(?:v[0-9]+)?",
    "an arXiv id looks like 1706.03762 or cs/0112017, without address", _after("/abs/"), 40,
)
URL: Final = Shape(
    "bad-url", WEB,
    "an address begins with https:// or http:// and a host, has no spaces, and its port is at most 65535",
    lambda text: "" if "://" in text or "." not in text else f"https://{text}",
)
