"""Targets of links: which addresses are allowed, and which point to a question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it.common.normalize_url import normalizeLink

from dlexport.richtext.addresses import one_fragment, outward

if TYPE_CHECKING:
    from dlexport.richtext.markdown.trace import Trace

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ALLOWED = ("http", "https", "mailto")


def web_address(typed: str, trace: Trace, index: int) -> str:
    """A link's address, percent-encoded; empty if its scheme is not allowed.

    Only http, https and mailto may be linked: other schemes run something or work on one machine only. An address
    that is not allowed, has no scheme or names no host is a warning at `index` of the block.
    """
    scheme = _SCHEME.match(typed)
    if not scheme:
        trace.note("link-scheme", f"the link to `{typed}` leads nowhere once the bank is exported",
                   "write the whole address (https://…), or `#id` for another question", index, severity="warning")
    elif scheme[1].lower() not in _ALLOWED:
        trace.note("link-scheme", f"a link may not use `{scheme[0]}`, so its words are shown without one",
                   "only http, https and mailto addresses may be linked, and questions by `#id`", index,
                   severity="warning")
        return ""       # whatever the link would run, no writer gets hold of it
    elif scheme[1].lower() != "mailto" and outward(typed) is None:
        trace.note("link-scheme", f"the address `{typed}` names no possible host and port, so the link leads nowhere",
                   "write it as https://host/…", index, severity="warning")
    return one_fragment(normalizeLink(typed))


def question_of(typed: str) -> str | None:
    """The id of the question that an address (`#id`) points to; None for every other address."""
    return unquote(typed[1:]) if typed.startswith("#") else None
