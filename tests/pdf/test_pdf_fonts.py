"""Books set in other fonts than the packaged ones."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pdf_books import EXPORTER, OPTIONS, book, everything, lacks, question

from by_hand import MOMENT, rich, without_warnings
from dlexport import Request, build
from dlexport.exporters.pdf.cards.exporter import CardExporter
from dlexport.exporters.pdf.quiz.exporter import QuizExporter
from dlexport.plugin.contract import ExportContext
from dlexport.problems import SourceError
from dlexport.run.reproducible import check
from dlexport.theme import machine_fonts
from dlexport.theme.fonts import PACKAGED, Fonts, packaged
from dlexport.theme.named_fonts import named
from dlexport.theme.styles import default_folder, theme

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT = (default_folder() / "print" / "handout.yaml").read_text(encoding="utf-8")
SERIF, SANS, MONO = (packaged(*PACKAGED[role]) for role in ("serif", "sans", "mono"))
STATIC_LATIN = packaged("ziafont", "fonts/DejaVuSans.ttf")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A theme's folder with fonts in it: CFF and TrueType, of one weight and variable."""
    fonts = tmp_path / "styles" / "print" / "fonts"
    fonts.mkdir(parents=True)
    for name, path in {"song.otf": SERIF, "hei.ttf": SANS, "mono.ttf": MONO, "dejavu.ttf": STATIC_LATIN}.items():
        shutil.copyfile(path, fonts / name)
    return tmp_path / "styles"


def says(own: Path, faces: str) -> ExportContext:
    """A context whose theme names these faces."""
    (own / "print" / "handout.yaml").write_text(f"{DEFAULT}faces:\n{faces}", encoding="utf-8")
    styles = theme(own)
    return ExportContext(MOMENT, styles, Fonts(lambda: named(styles)))


def embedded(data: bytes) -> list[tuple[str, str]]:
    """Name without its tag, and kind, of each font of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {(str(font.BaseFont)[8:], str(font.DescendantFonts[0].Subtype)[8:])
                 for page in pdf.pages for font in page.Resources.Font.values()}
    return sorted(found)


def test_other_fonts(own: Path) -> None:
    """CFF for headings, a variable TrueType font for Song, another of one weight for Latin: embedded, text whole."""
    dated = everything()
    context = says(own, "  sans: {file: fonts/song.otf}\n  serif: {file: fonts/hei.ttf}\n"
                        "  latin: {file: fonts/dejavu.ttf}\n  latin-italic: {file: fonts/dejavu.ttf}\n")
    artifact = EXPORTER.export(dated, OPTIONS, context)
    assert lacks(dated, artifact.data) == ()
    fonts = embedded(artifact.data)
    assert {("song", "Type0"), ("hei-wght400", "Type2"), ("dejavu", "Type2")} <= set(fonts)
    assert [name for name, _ in fonts if name.startswith(("song", "dejavu"))] == ["dejavu", "song"]
    assert context.fonts.used["sans"].path.name == "song.otf"


@pytest.mark.parametrize("exporter", [QuizExporter(), CardExporter()], ids=["quiz", "cards"])
def test_other_prints(own: Path, exporter: QuizExporter | CardExporter) -> None:
    """Quiz and cards have the faces of the handout."""
    dated = book(question(answer=rich("答案 and `code`。")))
    artifact = exporter.export(dated, exporter.Options(), says(own, "  serif: {file: fonts/hei.ttf}\n"))
    assert ("hei-wght400", "Type2") in embedded(artifact.data)


def test_the_same_fonts_by_another_way(own: Path) -> None:
    """Naming the packaged fonts gives the bytes of the default theme."""
    package, name = PACKAGED["serif"]
    context = says(own, f"  serif: {{package: {package}, file: '{name}'}}\n")
    first = EXPORTER.export(everything(), OPTIONS, context)
    assert first.data == EXPORTER.export(everything(), OPTIONS, ExportContext(MOMENT, theme(None), Fonts())).data


@pytest.fixture
def project(tmp_path: Path, own: Path) -> Request:
    """A bank that is made as a handout and an EPUB."""
    return Request(without_warnings(tmp_path / "source"), tmp_path / "build", own, exporters=("pdf", "epub", "apkg"),
                   cache=False)


@pytest.mark.unmeasured
def test_the_hash_is_in_the_manifest(project: Request, own: Path) -> None:
    """Of the font that was used, for its role; another font under the same name makes everything again."""
    says(own, "  sans: {file: fonts/hei.ttf}\n")
    assert build(project).problems == ()
    fonts = json.loads((project.out / "manifest.json").read_text(encoding="utf-8"))["fonts"]
    assert fonts["sans"] == {"file": "hei.ttf", "sha256": hashlib.sha256(SANS.read_bytes()).hexdigest()}
    assert fonts["serif"]["file"] == SERIF.name
    assert build(project).unchanged
    shutil.copyfile(SERIF, own / "print" / "fonts" / "hei.ttf")
    assert not build(project).unchanged


def test_only_who_draws_asks(project: Request, own: Path) -> None:
    """A face that cannot be used stops what draws with it, and nothing else."""
    says(own, "  sans: {file: fonts/none.ttf}\n")
    with pytest.raises(SourceError, match="there is no file fonts/none"):
        build(project)
    assert build(replace(project, exporters=("apkg",))).problems == ()


@pytest.mark.long
@pytest.mark.unmeasured
@pytest.mark.starts(1)      # it is made twice: the second time by another process
@pytest.mark.skipif(not machine_fonts.find("DejaVu Sans", italic=False), reason="fontconfig or the font is absent")
def test_a_font_of_the_machine(project: Request, own: Path) -> None:
    """A warning, said once however many files use it; an error under `--locked`; made twice, it is the same."""
    says(own, "  latin: {system: DejaVu Sans}\n")
    report = build(project)
    warning, = report.problems
    assert (warning.code, warning.severity) == ("font-on-machine", "warning")
    assert warning.span
    assert "DejaVu" in report.sources[warning.span.file][warning.span.line - 1]
    check(project, report)
    before = (project.out / "manifest.json").read_bytes()
    with pytest.raises(SourceError) as caught:
        build(replace(project, locked=True, again=True))
    assert {(problem.code, problem.severity) for problem in caught.value.problems} == {("font-on-machine", "error")}
    assert (project.out / "manifest.json").read_bytes() == before
