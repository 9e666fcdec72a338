"""`dlexport init`: writes the files of a new project, and never over an existing file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dlexport.importers.slugs import slug
from dlexport.problems import Problem, SourceError
from dlexport.publish import publish
from dlexport.reader.shapes import BANK_ID, LANGUAGE
from dlexport.starter import Project, files

if TYPE_CHECKING:
    from pathlib import Path


def begin(folder: Path, title: str, language: str, ident: str, *, minimal: bool) -> list[Path]:
    """Write a new project; the paths of its files.

    Args:
        folder: the project's; made if absent.
        title: the bank's title.
        language: a BCP 47 tag.
        ident: the bank's id; if empty, it is derived from the title.
        minimal: write a bank of three questions and no other file.

    Raises:
        SourceError: a file exists already, or the id or language is not valid; nothing was written.
    """
    project = Project(ident or slug(title, "bank"), title, language, minimal)
    for shape, value in ((BANK_ID, project.id), (LANGUAGE, project.language)):
        if not shape.fits(value):
            raise SourceError([Problem("option-value", f"{value!r} cannot be used", hint=shape.hint(value))])
    made = {folder / name: text for name, text in files(project).items()}
    there = [str(path) for path in made if os.path.lexists(path)]
    if there:
        raise SourceError([Problem("init-exists", f"there is a project already: {', '.join(there)}",
                                   hint="begin in an empty folder: dlexport init DIR")])
    for path, text in made.items():
        with publish.folder_for(path):
            publish.replace_file(path, text.encode())
    return list(made)
