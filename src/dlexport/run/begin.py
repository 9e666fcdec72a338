"""`dlexport init`: writes the files of a new project, and never over an existing file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dlexport.importers.slugs import slug
from dlexport.problems import Problem, SourceError
from dlexport.publish import publish
from dlexport.reader.shapes import BANK_ID, LANGUAGE
from dlexport.starter import BANK, Project, files
from dlexport.writer.formatted import formatted

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.reader.shapes import Shape


def language_tag(value: str) -> str:
    """The value, if it is a BCP 47 tag.

    Raises:
        SourceError: `option-value`; it is none.
    """
    return _proper(LANGUAGE, value)


def bank_id(value: str) -> str:
    """The value, if it can be a bank's id.

    Raises:
        SourceError: `option-value`; it cannot.
    """
    return _proper(BANK_ID, value)


def usual_id(title: str) -> str:
    """The bank's id that follows from its title, of ASCII letters, digits and hyphens."""
    return slug(title, "bank")


def begin(folder: Path, title: str, language: str, ident: str, *, minimal: bool) -> tuple[list[Path], list[Path]]:
    """Write a new project; the paths written, and those that existed and stay as they are.

    Args:
        folder: the project's; made if absent. It may hold other files: a `.gitignore` or a workflow of the same name is
            kept.
        title: the bank's title.
        language: a BCP 47 tag.
        ident: the bank's id; if empty, it is derived from the title.
        minimal: write a bank of three questions and no other file.

    Raises:
        SourceError: there is a bank already, the id or language is not valid, or a file cannot be written: then no bank
            was, and the same can be done again.
    """
    project = Project(bank_id(ident or usual_id(title)), title, language_tag(language), minimal)
    wanted = {folder / name: formatted(text) if name.endswith(BANK) else text
              for name, text in files(project).items()}
    kept = [path for path in wanted if os.path.lexists(path)]
    if banks := [path for path in kept if path.name == BANK]:
        raise SourceError([Problem("init-exists", f"there is a project already: {banks[0]}",
                                   hint="begin in an empty folder: dlexport init DIR")])
    made = [path for path in wanted if path not in kept]
    publish.see_places(folder, made)
    for path in sorted(made, key=lambda path: path.name == BANK):       # the bank last: with it, there is a project
        with publish.folder_for(path):
            publish.replace_file(path, wanted[path].encode())
    return made, kept


def _proper(shape: Shape, value: str) -> str:
    if not shape.fits(value):
        raise SourceError([Problem("option-value", f"{value!r} cannot be used", hint=shape.hint(value))])
    return value
