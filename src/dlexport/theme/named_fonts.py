"""Fonts that the theme names in its section `faces`, by role, in place of the packaged ones."""

from __future__ import annotations

import hashlib
import re
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from dlexport.problems import Problem, SourceError
from dlexport.theme import sfnt
from dlexport.theme.fonts import OTHERS, PACKAGED, Faces, FontFile

if TYPE_CHECKING:
    from dlexport.source.located import Document, Node, ScalarNode, SequenceNode
    from dlexport.theme.styles import Styles

FILE: Final = "print/handout.yaml"
_KEYS: Final = ({"file"}, {"package", "file"}, {"system"})
_PACKAGE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")       # no dot: finding a subpackage would import its parent
_OUTSIDE: Final = re.compile(r"/|\\|[A-Za-z]:|(.*/)?\.\.(/|$)")
_ROLES: Final = (*PACKAGED, OTHERS)
_SHAPE: Final = "write `{file: fonts/x.otf}`, `{package: name, file: path/in/package.ttf}` or `{system: Family Name}`"


def named(styles: Styles) -> Faces:
    """The faces that the theme in effect names; a font of the machine comes with a warning.

    Raises:
        SourceError: the file is no YAML, or a font cannot be used.
    """
    text = styles.text(FILE)
    if "faces" not in text:     # the default: nothing is read twice
        return Faces()
    from dlexport.source.yaml_tree import MappingNode, parse  # noqa: PLC0415 - yaml: 15 ms

    document = parse(text, f"styles/{FILE}")
    if document.problems:
        raise SourceError(document.problems, {document.file: document.lines})
    section = _Section(document, styles.path(FILE).parent)
    for key, value in document.root.entries if isinstance(document.root, MappingNode) else ():
        if key.value == "faces":
            section.read(value)
    if section.problems:
        raise SourceError(section.problems, {document.file: document.lines})
    return Faces(section.files, section.warnings, {document.file: document.lines})


def fingerprint(styles: Styles) -> str:
    """SHA-256 over the theme in effect, the fonts it names outside its folders included.

    Fonts that cannot be used do not count: whoever wants to use them says so.
    """
    digest = styles.fingerprint()
    try:
        faces = named(styles)
    except SourceError:
        return digest
    if not faces.files:
        return digest
    lines = [digest, *(f"{role} {font.sha256()}" for role, font in sorted(faces.files.items()))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


class _Section:
    """Gathers files, warnings and problems, role by role."""

    def __init__(self, document: Document, folder: Path) -> None:
        self._document = document
        self._folder = folder
        self.files: dict[str, FontFile] = {}
        self.warnings: dict[str, Problem] = {}
        self.problems: list[Problem] = []

    def read(self, section: Node) -> None:
        """All roles."""
        from dlexport.source.yaml_tree import MappingNode, SequenceNode  # noqa: PLC0415 - yaml: 15 ms

        if not isinstance(section, MappingNode):
            self._complain(section, "`faces` wants a font for each role", f"the roles are {', '.join(_ROLES)}")
            return
        for key, value in section.entries:
            if key.value not in _ROLES:
                self._complain(key, f"`faces` knows no role {key.value!r}", f"the roles are {', '.join(_ROLES)}")
            elif isinstance(value, SequenceNode):
                self._several(key.value, value)
            else:
                self._face(key.value, value)

    def _several(self, role: str, section: SequenceNode) -> None:
        """Fonts that are tried in order: the first has the role, the others what it lacks."""
        if not section.items:
            self._complain(section, f"`faces.{role}` is an empty list", _SHAPE)
        for place, item in enumerate(section.items, 1):
            self._face(role if place == 1 else f"{role}.{place}", item)

    def _face(self, role: str, node: Node) -> None:
        from dlexport.source.yaml_tree import MappingNode, ScalarNode  # noqa: PLC0415 - yaml: 15 ms

        texts = {key.value: value for key, value in node.entries
                 if isinstance(value, ScalarNode) and value.value} if isinstance(node, MappingNode) else {}
        if not isinstance(node, MappingNode) or texts.keys() not in _KEYS or len(texts) != len(node.entries):
            self._complain(node, f"`faces.{role}` does not say where its font is", _SHAPE)
            return
        value = texts["system" if "system" in texts else "file"]
        if "system" in texts:
            path = self._machine(role, value)
        elif _OUTSIDE.match(value.value):
            self._complain(value, f"`faces.{role}` leads out of its folder",
                           "a font is named by its path below the folder of the theme's file, or of the package")
            return
        elif "package" in texts:
            path = self._packaged(role, texts["package"], value)
        else:
            path = self._own(role, value)
        if path is None:
            return
        wrong = sfnt.flaw(path, math=role == "math")
        if wrong:
            self._complain(value, f"`faces.{role}`: {path.name} {wrong}",
                           "name a single .ttf or .otf file with TrueType or CFF outlines")
            self.warnings.pop(role, None)
            return
        self.files[role] = FontFile(role, path)

    def _own(self, role: str, value: ScalarNode) -> Path | None:
        path = self._folder / PurePosixPath(value.value)
        if not path.is_file():
            self._complain(value, f"`faces.{role}`: there is no file {value.value}",
                           "the path starts at the folder of the theme's file")
            return None
        if not path.resolve().is_relative_to(self._folder.resolve()):
            self._complain(value, f"`faces.{role}` leads out of its folder", "copy the font, a link is not followed")
            return None
        return path

    def _packaged(self, role: str, package: ScalarNode, value: ScalarNode) -> Path | None:
        name = package.value.replace("-", "_")
        spec = find_spec(name) if _PACKAGE.fullmatch(package.value) else None
        places = (spec.submodule_search_locations or ()) if spec else ()
        if not places:
            self._complain(package, f"`faces.{role}`: no package {package.value!r} is installed",
                           "name the folder that Python imports, and install the package beside dlexport")
            return None
        paths = [Path(place) / PurePosixPath(value.value) for place in places]
        path = next((path for path in paths if path.is_file()), None)
        if path is None:
            self._complain(value, f"`faces.{role}`: the package {package.value!r} has no file {value.value}",
                           "the path starts at the folder of the package")
        return path

    def _machine(self, role: str, value: ScalarNode) -> Path | None:
        from dlexport.theme import machine_fonts  # noqa: PLC0415 - it starts a process, and few themes name such a font

        if not machine_fonts.installed():
            self._complain(value, f"`faces.{role}` names a font of the machine, and nothing here can find it",
                           "install fontconfig, or copy the font beside the theme's file and name the file")
            return None
        path = machine_fonts.find(value.value, italic=role.endswith("italic"))
        if path is None:
            self._complain(value, f"`faces.{role}`: this machine has no font of the family {value.value!r}",
                           "`fc-list : family` lists those it has")
            return None
        self.warnings[role] = Problem(
            "font-on-machine", f"`faces.{role}` is {path.name} of this machine, which another may not have",
            self._document.span(value, len(value.value)),
            "copy the font beside the theme's file and name the file; `--locked` makes this an error", "warning")
        return path

    def _complain(self, node: Node, message: str, hint: str) -> None:
        self.problems.append(Problem("theme-face", message, self._document.span(node), hint))
