"""The files of a new project as text, before anything is written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files as resources
from typing import Final

LANGUAGES: Final = ("zh-CN", "en")
"""The languages that the examples are in; a bank of another one begins with the English ones."""

BANK: Final = "questions.yaml"
"""The name of the bank's file; a folder that has one is a project already."""

_MARK: Final = "@{}@"


@dataclass(frozen=True, slots=True)
class Project:
    """The description of a new project.

    Attributes:
        id, title, language: of its bank.
        minimal: three questions and nothing else.
    """

    id: str
    title: str
    language: str
    minimal: bool = False


def files(project: Project) -> dict[str, str]:
    """Path in the project -> text."""
    kind = "zh" if project.language.lower().startswith("zh") else "en"
    name = f"{kind}-minimal.yaml" if project.minimal else f"{kind}.yaml"
    values = {"ID": project.id, "TITLE": json.dumps(project.title, ensure_ascii=False), "LANGUAGE": project.language}
    found = {f"source/{BANK}": _filled(name, values)}
    if not project.minimal:
        found |= {"source/media/example.svg": _filled("example.svg", values), ".gitignore": "build/\n",
                  ".github/workflows/release.yml": _filled("release.yml", values)}
    return found


def _filled(name: str, values: dict[str, str]) -> str:
    text = (resources("dlexport.starter") / "files" / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(_MARK.format(key), value)
    return text
