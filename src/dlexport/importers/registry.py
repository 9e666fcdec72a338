"""Installed importers, from entry points; the one for a file is chosen by the end of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.importers.contract import GROUP
from dlexport.importers.draft import unusable
from dlexport.plugin.installed import EntryPoint, entries
from dlexport.problems import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dlexport.importers.contract import Importer


_BEGINNING: Final = 20
_EXPORTED: Final = (b"#separator:", b"#html:")
_OWN: Final = {
    "markdown": "dlexport.importers.markdown.reader:MarkdownImporter",
    "table": "dlexport.importers.tables.reader:TableImporter",
    "docx": "dlexport.importers.docx.reader:WordImporter",
    "anki": "dlexport.importers.anki.reader:AnkiImporter",
}
"""Built-in importers, in the order in which they are tried."""

_SAVED_AS: Final = {
    ".docx": {".doc", ".wps", ".rtf", ".odt", ".pdf", ".html", ".htm", ".pages"},
    ".xlsx": {".xls", ".et", ".ods", ".numbers"},
}
"""Kinds that are read -> kinds of the same content that are not."""


def installed() -> Mapping[str, Importer]:
    """Name -> importer, for every installed importer.

    Raises:
        SourceError: an importer cannot be loaded.
    """
    found: dict[str, Importer] = {}
    own = [EntryPoint(name, value) for name, value in _OWN.items()]
    for entry in (*own, *entries(GROUP)):
        try:
            found[entry.name] = entry.load()()
        except Exception as error:  # a plug-in's import may raise anything
            raise SourceError(
                [
                    unusable(
                        f"the importer {entry.name}",
                        f"cannot be loaded: {error}",
                        "install its package again, or remove it",
                    )
                ]
            ) from error
    return found


def importer_for(path: Path, name: str = "") -> Importer:
    """The importer of a name, or, without a name, the one for files like this.

    Raises:
        SourceError: there is no such importer.
    """
    available = installed()
    if name:
        if name not in available:
            raise SourceError(
                [unusable(f"the importer {name!r}", "is not installed", f"installed are: {', '.join(available)}")]
            )
        return available[name]
    ending = path.name.lower()
    if ending.endswith(".txt") and "table" in available and _is_export(path):
        return available["table"]
    for importer in available.values():
        if ending.endswith(importer.suffixes):
            return importer
    better = next((new for new, old in _SAVED_AS.items() if path.suffix.lower() in old), "")
    kinds = sorted({suffix for importer in available.values() for suffix in importer.suffixes})
    raise SourceError(
        [
            unusable(
                str(path),
                "is of no kind that can be imported",
                f"open it where it comes from, and save it as {better}" if better
                else f"kinds are {', '.join(kinds)}; --from names one for files called otherwise",
            )
        ]
    )


def _is_export(path: Path) -> bool:
    """Whether a text file is an export of notes from Anki: its first line names the separator of columns."""
    try:
        with path.open("rb") as file:
            return file.read(_BEGINNING).removeprefix(b"\xef\xbb\xbf").startswith(_EXPORTED)
    except (OSError, ValueError):
        return False
