"""The importer's contract: a reader of some kinds of files, registered as entry point in `dlexport.importers`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dlexport.importers.draft import Draft

GROUP: Final = "dlexport.importers"

Dialect: TypeAlias = Literal["", "headings", "cards", "folded", "paper"]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The user's options for an import.

    Attributes:
        labels: field -> label that stands before it in the files.
        mapping: field -> column, or field of a note, that holds it; `type.field` for one note type only.
        level: level of the headings that are questions; 0 to detect it.
        dialect: the way in which questions are written; empty to detect it.
        encoding: encoding of text files; empty to detect it.
        sheet: name of a workbook's sheet; empty for every sheet with questions.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    level: int = 0
    dialect: Dialect = ""
    encoding: str = ""
    sheet: str = ""


class Importer(Protocol):
    """A reader of files.

    Attributes:
        suffixes: endings of the names of its files, in lower case.
        about: a description in one line.
    """

    suffixes: tuple[str, ...]
    about: str

    def read(self, path: Path, options: ImportOptions) -> Draft:
        """The draft of a file.

        Raises:
            SourceError: the file cannot be used; with one problem that gives the reason.
        """
        ...
