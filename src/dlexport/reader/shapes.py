"""The patterns of ids, tags, DOIs and other short texts for machines, with the hint for one that does not match."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

ID_LENGTH: Final = 64


@dataclass(frozen=True, slots=True)
class Shape:
    """The form a short text must have.

    Attributes:
        code: the problem's, if it has another form.
        pattern: what the whole text must match.
        words: the form in words, for the hint.
        mend: wrong text -> a similar one that may fit, or an empty string.
        limit: the most characters it may have.
    """

    code: str
    pattern: re.Pattern[str]
    words: str
    mend: Callable[[str], str] = lambda _: ""
    limit: int = 2000

    def fits(self, text: str) -> bool:
        """Whether the text has this form."""
        return len(text) <= self.limit and self.pattern.fullmatch(text) is not None

    def hint(self, text: str) -> str:
        """The hint for a text that does not fit: the form in words, and an example if `mend` finds one."""
        near = self.mend(text[:self.limit])
        return f"{self.words}; for example `{near}`" if near and self.fits(near) else self.words


def _slug(text: str) -> str:
    return re.sub("[^a-z0-9]+", "-", text.lower())[:ID_LENGTH].strip("-")


def _after(marker: str) -> Callable[[str], str]:
    return lambda text: text.partition(marker)[2].strip().removesuffix(".pdf")


ID: Final = Shape(
    "bad-id", re.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"),
    f"an id has small letters a-z, digits and hyphens within, at most {ID_LENGTH}", _slug, ID_LENGTH,
)
FORMER_KEYPOINT: Final = Shape(
    "bad-id", re.compile("(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?/)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"),
    "a key point's former id is `keypoint`, or `question/keypoint` if it stood in another question",
    limit=2 * ID_LENGTH + 1,
)
# Anki ends a tag at any space, and splits one at `::` into a tree
TAG: Final = Shape(
    "bad-tag", re.compile(r"(?!::)(?:(?!:::|::\Z)[^\s,，、])+"),
    "a tag has no spaces or commas, and `::` only between the levels of a tree",
    lambda text: re.sub(r"[\s,，、]+", "-", text).strip(":-"), 100,
)
# RFC 5646, section 2.1: the tags in use, without private use and grandfathered ones
LANGUAGE: Final = Shape(
    "bad-language",
    re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*",
               re.IGNORECASE),
    "a language is a BCP 47 tag, such as zh-CN, zh-Hant or en", lambda text: text.replace("_", "-"), 35,
)
NUMBERING: Final = Shape("bad-numbering", re.compile("topics|source"), "`numbering` is `topics` or `source`", limit=20)
CARD: Final = Shape("bad-card", re.compile("question|reverse|keypoints"),
                    "`cards` are `question`, `reverse` (both directions) and `keypoints`", limit=20)
VERSION: Final = Shape("bad-version", re.compile(r"\S(?:.*\S)?"), "a version is one line", limit=100)
# DOI Handbook, section 2.2: a prefix of 10. and a registrant, a slash, any printable suffix
DOI: Final = Shape(
    "bad-doi", re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+"), "a DOI begins with 10. and has a slash, without address",
    _after("doi.org/"), 300,
)
# arxiv.org/help/arxiv_identifier: since 2007 and before
ARXIV: Final = Shape(
    "bad-arxiv", re.compile(r"(?:[0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})(?:v[0-9]+)?"),
    "an arXiv id looks like 1706.03762 or cs/0112017, without address", _after("/abs/"), 40,
)
URL: Final = Shape(
    "bad-url", re.compile(r"https?://[^\s/?#]+(?:[/?#]\S*)?"),
    "an address begins with https:// or http:// and has no spaces",
    lambda text: "" if "://" in text or "." not in text else f"https://{text}",
)
