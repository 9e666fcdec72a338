"""The section `faces` of the theme: where fonts come from, and what is said of those that cannot be used."""

from __future__ import annotations

import shutil
import struct
from typing import TYPE_CHECKING

import pytest

from dlexport.problems import SourceError
from dlexport.theme import machine_fonts
from dlexport.theme.fonts import PACKAGED, Fonts, packaged
from dlexport.theme.named_fonts import fingerprint, named
from dlexport.theme.styles import default_folder, theme

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.theme.styles import Styles

pytestmark = pytest.mark.usefixtures("within_bounds")
DEFAULT = (default_folder() / "print" / "handout.yaml").read_text(encoding="utf-8")
LINE = DEFAULT.count("\n") + 2
FAMILY = "DejaVu Sans"
needs_fontconfig = pytest.mark.skipif(not machine_fonts.installed() or not machine_fonts.find(FAMILY, italic=False),
                                      reason="no fontconfig, or not the font")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A theme's folder of prints with some files that a face could name."""
    prints = tmp_path / "theme" / "print"
    (prints / "fonts").mkdir(parents=True)
    whole = packaged(*PACKAGED["mono"]).read_bytes()
    (prints / "fonts" / "own.ttf").write_bytes(whole)
    for table in ("head", "maxp"):
        (prints / "fonts" / f"{table}.ttf").write_bytes(smashed(whole, table))
    (prints / "fonts" / "cut.ttf").write_bytes(whole[:5000])
    (prints / "fonts" / "headless.ttf").write_bytes(b"\0\1\0\0\0\0\0\0\0\0\0\0")
    (prints / "fonts" / "two.ttc").write_bytes(b"ttcf\0\1\0\0\0\0\0\2")
    (prints / "fonts" / "text.ttf").write_text("no font", encoding="utf-8")
    (prints / "fonts" / "link.ttf").symlink_to(packaged(*PACKAGED["mono"]))
    return prints


def smashed(font: bytes, table: str) -> bytes:
    """The font with nonsense in a table."""
    entry = font.index(table.encode(), 12)
    start, length = struct.unpack_from(">2L", font, entry + 8)
    return font[:start] + b"\x7f" * length + font[start + length:]


def styles(folder: Path, face: str) -> Styles:
    """The theme with one line under `faces`."""
    (folder / "handout.yaml").write_text(f"{DEFAULT}faces:\n  {face}\n", encoding="utf-8")
    return theme(folder.parent)


def test_without_the_section() -> None:
    """The packaged fonts, and the theme is known by its files alone."""
    assert dict(named(theme(None)).files) == {}
    assert fingerprint(theme(None)) == theme(None).fingerprint()


@pytest.mark.parametrize("face", ["sans: {file: fonts/own.ttf}",
                                  "sans: {package: fontpkg-jetbrains-mono, file: 'files/JetBrainsMono[wght].ttf'}"])
def test_a_font_that_is_named(folder: Path, face: str) -> None:
    """It takes the place of the packaged one, other roles keep theirs; what was used is remembered."""
    chosen = styles(folder, face)
    fonts = Fonts(lambda: named(chosen))
    assert fonts.file("sans").sha256() == Fonts().file("mono").sha256()
    assert fonts.file("serif") == Fonts().file("serif")
    assert sorted(fonts.used) == ["sans", "serif"]
    assert fonts.warnings == ()
    assert fingerprint(chosen) != chosen.fingerprint()


ROLES = f"the roles are {', '.join(PACKAGED)}"


@pytest.mark.parametrize(("face", "message", "column", "hint"), [
    ("title: {file: a.ttf}", "`faces` knows no role 'title'", 3, ROLES),
    ("sans: own.ttf", "`faces.sans` does not say where its font is", 9, "write"),
    ("sans: {}", "`faces.sans` does not say where its font is", 9, "write"),
    ("sans: {package: ziamath}", "`faces.sans` does not say where its font is", 9, "write"),
    ("sans: {file: a.ttf, index: 1}", "`faces.sans` does not say where its font is", 9, "write"),
    ("sans: {file: [a.ttf]}", "`faces.sans` does not say where its font is", 9, "write"),
    ("sans: {file: fonts/none.ttf}", "`faces.sans`: there is no file fonts/none.ttf", 16, "the path starts at"),
    ("sans: {file: ../a.ttf}", "`faces.sans` leads out of its folder", 16, "a font is named"),
    ("sans: {file: fonts/../../a.ttf}", "`faces.sans` leads out of its folder", 16, "a font is named"),
    ("sans: {file: /a.ttf}", "`faces.sans` leads out of its folder", 16, "a font is named"),
    ("sans: {file: 'C:a.ttf'}", "`faces.sans` leads out of its folder", 16, "a font is named"),
    ("sans: {file: fonts/link.ttf}", "`faces.sans` leads out of its folder", 16, "copy the font"),
    ("sans: {package: ziamath, file: ../a.ttf}", "`faces.sans` leads out of its folder", 34, "a font is named"),
    ("sans: {package: no-such, file: a.ttf}", "`faces.sans`: no package 'no-such' is installed", 19, "name the folder"),
    ("sans: {package: os.path, file: a.ttf}", "`faces.sans`: no package 'os.path' is installed", 19, "name the folder"),
    ("sans: {package: ziamath, file: a.ttf}", "`faces.sans`: the package 'ziamath' has no file a.ttf", 34, "the path"),
    ("sans: {file: fonts/text.ttf}", "`faces.sans`: text.ttf is no TrueType or OpenType font", 16, "name a single"),
    ("sans: {file: fonts/two.ttc}",
     "`faces.sans`: two.ttc is a collection of fonts, and nothing says which of them is meant", 16, "name a single"),
    ("sans: {file: fonts/cut.ttf}", "`faces.sans`: cut.ttf is damaged: it is cut short", 16, "name a single"),
    ("sans: {file: fonts/headless.ttf}",
     "`faces.sans`: headless.ttf is damaged: it lacks OS/2, cmap, head, hhea, hmtx, maxp, post", 16, "name a single"),
    ("sans: {file: fonts/head.ttf}", "`faces.sans`: head.ttf is damaged: no part of it can be cut out", 16, "name a"),
    ("sans: {file: fonts/maxp.ttf}", "`faces.sans`: maxp.ttf is damaged: its outlines cannot be read", 16, "name a"),
    ("math: {file: fonts/own.ttf}",
     "`faces.math`: own.ttf has no MATH table, so formulas cannot be set with it", 16, "name a single"),
])
def test_a_font_that_cannot_be_used(folder: Path, face: str, message: str, column: int, hint: str) -> None:
    """Each is told at its place, with what to do; the theme is still known by its files."""
    chosen = styles(folder, face)
    with pytest.raises(SourceError) as caught:
        named(chosen)
    problem, = caught.value.problems
    assert (problem.code, problem.message) == ("theme-face", message)
    assert str(problem.span) == f"styles/print/handout.yaml:{LINE}:{column}"
    assert problem.hint.startswith(hint)
    assert fingerprint(chosen) == chosen.fingerprint()


def test_no_roles(folder: Path) -> None:
    """A section that is no mapping, and a file that is no YAML."""
    for text, code in ((f"{DEFAULT}faces: sans\n", "theme-face"), ("faces: [", "yaml-syntax")):
        (folder / "handout.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(SourceError) as caught:
            named(theme(folder.parent))
        assert [problem.code for problem in caught.value.problems] == [code]


def test_all_at_once(folder: Path) -> None:
    """Every role's problem is told, not the first one only."""
    chosen = styles(folder, "sans: {file: a.ttf}\n  serif: {file: b.ttf}")
    with pytest.raises(SourceError) as caught:
        named(chosen)
    assert [problem.span.line for problem in caught.value.problems if problem.span] == [LINE, LINE + 1]


@needs_fontconfig
def test_a_font_of_the_machine(folder: Path) -> None:
    """It is used, with a warning for whoever uses it; an italic role asks for the italic."""
    chosen = styles(folder, f"sans: {{system: {FAMILY}}}\n  latin-italic: {{system: {FAMILY}}}")
    fonts = Fonts(lambda: named(chosen))
    fonts.file("serif")
    assert fonts.warnings == ()
    assert fonts.file("sans").path.name == "DejaVuSans.ttf"
    warning, = fonts.warnings
    assert (warning.code, warning.severity, str(warning.span)) == (
        "font-on-machine", "warning", f"styles/print/handout.yaml:{LINE}:18")
    assert "Oblique" in fonts.file("latin-italic").path.name
    assert "copy the font beside the theme's file and name the file" in warning.hint
    shutil.copy(fonts.file("sans").path, folder / "sans.ttf")
    copied = styles(folder, "sans: {file: sans.ttf}")
    fonts = Fonts(lambda: named(copied))
    assert fonts.file("sans").path.name == "sans.ttf"
    assert fonts.warnings == ()


@needs_fontconfig
def test_a_family_the_machine_lacks(folder: Path) -> None:
    """Fontconfig answers with another font, which is not what was asked for; its signs mean nothing in a name."""
    for family in ("No Such Family", f"{FAMILY}:bold", "'x,DejaVu Sans'"):
        with pytest.raises(SourceError, match="this machine has no font of the family"):
            named(styles(folder, f"sans: {{system: {family}}}"))


def test_a_machine_without_fontconfig(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be found there, and that is said."""
    monkeypatch.setenv("PATH", "")
    assert shutil.which("fc-match") is None
    assert machine_fonts.find(FAMILY, italic=False) is None
    with pytest.raises(SourceError, match="nothing here can find it"):
        named(styles(folder, f"sans: {{system: {FAMILY}}}"))
