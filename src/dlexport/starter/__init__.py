"""A new project: a small bank that shows every construct once, what git leaves alone, a workflow for releases."""

from dlexport.starter.starter import BANK, LANGUAGES, Project, files

__all__ = ["BANK", "LANGUAGES", "Project", "files"]
