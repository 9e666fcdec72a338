"""What an importer is: a reader of files of some kinds. Its entry point in the group `dlexport.importers` names it."""

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
    """What the user says of the files.

    Attributes:
        labels: field -> the label that heads it in the files.
        mapping: field -> the column or field of a note that holds it.
        level: of headings that are questions; 0: found out.
        dialect: the way in which questions are written; empty: found out.
        encoding: of text files; empty: found out.
        sheet: of a workbook; empty: every one with questions.
        kinds: a note type's name -> how to read it is in `mapping` as `type.field`.
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
        suffixes: what the names of its files end in, in small letters.
        about: it in one line.
    """

    suffixes: tuple[str, ...]
    about: str

    def read(self, path: Path, options: ImportOptions) -> Draft:
        """The draft of a file.

        Raises:
            SourceError: nothing can be made of it; with one problem that says why.
        """
        ...
