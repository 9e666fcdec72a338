"""The cover as its two files, drawn anew only when something on it has changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from dlexport.book.fingerprints import packed
from dlexport.exporters.epub.cover.layout import lay_out
from dlexport.exporters.epub.cover.png import cover_png
from dlexport.exporters.epub.cover.svg import cover_svg
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from dlexport.cache import Cache
    from dlexport.exporters.epub.cover.typesetter import Typesetter
    from dlexport.exporters.epub.manuscript import Manuscript
    from dlexport.exporters.epub.package.edition import Edition
    from dlexport.theme.fonts import Fonts


class CoverPictures(NamedTuple):
    """The bytes of both."""

    svg: bytes
    png: bytes


def cover_pictures(
    manuscript: Manuscript, edition: Edition, setter: Typesetter, fonts: Fonts, cache: Cache,
) -> CoverPictures:
    """Both pictures; `setter` knows afterwards which characters it lacks, and which lines it left out."""
    bank = manuscript.bank
    words = [bank.id, bank.title.source.value, plain(bank.second_title) if bank.second_title else "",
             bank.authors, bank.version, bank.language, bank.labels, bank.macros.entries, edition.modified[:10]]
    keys = [cache.key("epub cover", part, fonts.fingerprint(), packed(words))
            for part in ("svg", "png", "missing", "unset", "roles")]
    found = cache.get_all(keys)
    if len(found) < len(keys):
        layout = lay_out(manuscript, edition, setter)
        drawn = cover_svg(layout, setter), cover_png(layout, fonts)
        made = *drawn, packed(list(setter.missing)), packed(list(setter.left_out)), packed(sorted(fonts.used))
        found = dict(zip(keys, made, strict=True))
        for key, value in found.items():
            cache.put(key, value)
    svg, png, missing, left_out, roles = map(found.__getitem__, keys)
    for role in json.loads(roles):      # the manifest names them, whether they were drawn now or before
        fonts.file(role)
    setter.missing.update(dict.fromkeys(json.loads(missing)))
    setter.left_out.update(dict.fromkeys(json.loads(left_out)))
    return CoverPictures(svg, png)
