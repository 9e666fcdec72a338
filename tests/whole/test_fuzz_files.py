"""Artifacts, pictures, themes and fonts that nobody would make: a problem, never a traceback.

`make fuzz` runs this at length; what it found is kept in the folder `found`.
"""

from __future__ import annotations

import io
import random
import re
import resource
import struct
import time
import zipfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from projects import MINIMAL, dlexport
from test_fuzz import CPU_LIMIT, FOUND, NEVER, SECONDS, SEED, TooSlow, cpu_limit

from by_hand import KITCHEN_SINK, ROOT
from dlexport import Request, SourceError, build
from dlexport.pictures.media import Flaw, Media, take
from dlexport.plugin.registry import ExporterError
from dlexport.theme.fonts import PACKAGED, packaged
from dlexport.verify import read_back

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

pytestmark = pytest.mark.unmeasured
FILES = 120         # of each kind, the same ones each time
MEMORY = 500_000    # kB that the process may ever take more than it did before
NUMBERS = [struct.pack(form, number) for form in ("<B", "<H", ">H", "<I", ">I")
           for number in (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
           if number < 256 ** struct.calcsize(form)]
PIECES = [b"", b"<img ", b"{{c1::", b"[" * 2_000, b"<div>" * 2_000, b"\\(", b"::", b"</p>", b"]]>", b"<!--",
          b"&#0;", b"/Length 0",
          b"stream\n", b"endobj", b"0 0 R", b"<<" * 500, b"[" * 500, b"\0" * 64,
          b"PK\1\2", b"SQLite format 3\0", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b'"', b",", b"\n## ", b"**",
          b"$$", b"<table>", b"\r", b"\x1f", "\u202e".encode(), b"\xff\xfe", b"media/../../x.png",
          b"1e999", b"=HYPERLINK(1)"]
PACKED = (".apkg", ".epub", ".zip", ".xlsx")


def mutated(dice: random.Random, data: bytes) -> bytes:
    """A few bytes changed, numbers put in, pieces cut, doubled or moved."""
    out = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5))):
        here = dice.randrange(len(out) + 1)
        there = min(len(out), here + dice.choice((1, 2, 4, 30, 4_000)))
        match dice.randrange(5):
            case 0:
                del out[here:there]
            case 1:
                out[here:here] = out[here:there] * dice.choice((1, 2, 30))
            case 2:
                put = dice.choice(NUMBERS)
                out[here:here + len(put)] = put
            case 3:
                out[here:here] = dice.choice(PIECES) * dice.choice((1, 1, 50))
            case _:
                out[here:there] = dice.randbytes(there - here)
    return bytes(out)


def repacked(dice: random.Random, data: bytes) -> bytes:
    """An archive with a member or two mutated, so that its checksums are right."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name in dice.sample(sorted(members), min(len(members), dice.choice((1, 1, 2)))):
        members[name] = mutated(dice, members[name])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def artifacts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One file of every format that a bank makes."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "questions.yaml").write_text(MINIMAL, encoding="utf-8")
    done = dlexport("export", "apkg", "epub", "html", "pdf", "quiz-pdf", "key-pdf", "cards-pdf", "moodle", "qti",
                    "sheet-json", "--source", "questions.yaml", cwd=folder)
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in (folder / "build").iterdir() if path.name.startswith("demo")}


def pictures() -> dict[str, bytes]:
    """A small one of every kind."""
    found = {path.name: path.read_bytes() for path in (KITCHEN_SINK / "media").iterdir()
             if path.is_file() and path.stat().st_size < 60_000}
    for suffix in ("png", "jpg", "webp", "gif", "bmp", "avif"):
        for mode in ("RGB", "L", "P"):
            buffer = io.BytesIO()
            name = "jpeg" if suffix == "jpg" else suffix
            Image.linear_gradient("L").resize((24, 16)).convert(mode if suffix != "jpg" or mode != "P" else "CMYK") \
                .convert("RGB" if suffix in {"webp", "avif"} else None).save(buffer, name)
            found[f"{mode}.{suffix}"] = buffer.getvalue()
    return found


def peak() -> int:
    """Most memory ever used, in kB."""
    status = Path("/proc/self/status")
    match = re.search("VmHWM:[^0-9]*([0-9]+)", status.read_text()) if status.exists() else None
    return int(match[1]) if match else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def fuzz(
    folder: Path, seeds: Mapping[str, bytes], examine: Callable[[Path], None], share: float, files: int = FILES,
) -> None:
    """Examine mutants of the seeds, each in a file of the seed's name: so many, or for a share of the time there is."""
    end, before = time.monotonic() + SECONDS * share, peak()
    for number in count(1):
        if number > files and time.monotonic() >= end:
            break
        dice = random.Random(SEED + number)  # noqa: S311 - no secret
        name = dice.choice(sorted(seeds))
        data = seeds[name]
        packed = name.endswith(PACKED) and dice.random() < 0.8
        data = repacked(dice, data) if packed else mutated(dice, data)
        (folder / name).write_bytes(data)
        try:
            with cpu_limit(5 * CPU_LIMIT):
                examine(folder / name)
            assert peak() - before < MEMORY
        except (Exception, TooSlow):
            (FOUND / f"{SEED + number}-{name}").write_bytes(data)
            raise


def told(error: SourceError) -> None:
    """What is wrong is said, and is no fault of ours."""
    assert error.problems
    for problem in error.problems:
        assert problem.message
        assert problem.code not in {*NEVER} - {"not-verified"}, problem


def read(path: Path) -> None:
    """Read an artifact back, as `verify` and `diff` do."""
    try:
        read_back.passages(path, read_back.owner(path))
    except ExporterError as error:
        raise AssertionError(error.problem) from error
    except SourceError as error:
        told(error)


def take_picture(path: Path) -> None:
    """Take a picture as the reader does."""
    found = take(path.parent.parent, f"media/{path.name}")
    assert isinstance(found, Media | Flaw)


def set_in(theme: Path, *, whole: bool = False) -> None:
    """Make prints and a page with a theme, one of whose files is mutated."""
    styles = theme.parent.parent if theme.parent.name in {"print", "html", "epub", "anki"} else theme.parent
    kind = {"print": ("pdf",), "html": ("html",), "epub": ("epub",), "anki": ("apkg",)}.get(theme.parent.name, ("pdf",))
    try:
        build(Request(styles.parent / "questions.yaml", styles.parent / "build", styles, exporters=kind, again=True))
    except SourceError as error:
        told(error)
        assert not whole
    finally:
        theme.unlink()


@pytest.mark.long
def test_mutated_artifacts(tmp_path: Path, artifacts: dict[str, bytes]) -> None:
    """Of every format: passages, or a problem."""
    fuzz(tmp_path, artifacts, read, 0.25)


def test_mutated_pictures(tmp_path: Path) -> None:
    """Of every kind: a picture, or what is wrong with it."""
    (tmp_path / "media").mkdir()
    fuzz(tmp_path / "media", pictures(), take_picture, 0.15, files=400)


def test_mutated_themes(tmp_path: Path) -> None:
    """Style files of prints and cards: an output, or a problem of the theme."""
    (tmp_path / "questions.yaml").write_text(MINIMAL, encoding="utf-8")
    for folder in ("print", "anki"):
        (tmp_path / "styles" / folder).mkdir(parents=True)
        seeds = {path.name: path.read_bytes() for path in (ROOT / "styles" / folder).iterdir()}
        fuzz(tmp_path / "styles" / folder, seeds, set_in, 0.05, files=6)


def test_mutated_fonts(tmp_path: Path) -> None:
    """Damaged anywhere: prints, or a problem that names the font."""
    (tmp_path / "styles" / "print").mkdir(parents=True)
    (tmp_path / "questions.yaml").write_text(MINIMAL, encoding="utf-8")
    theme = (ROOT / "styles/print/handout.yaml").read_text(encoding="utf-8")
    theme += "\nfaces: {latin: {file: x.ttf}}\n"
    (tmp_path / "styles/print/handout.yaml").write_text(theme, encoding="utf-8")
    font = packaged(*PACKAGED["latin"]).read_bytes()
    (tmp_path / "styles/print/x.ttf").write_bytes(font)
    set_in(tmp_path / "styles/print/x.ttf", whole=True)
    fuzz(tmp_path / "styles" / "print", {"x.ttf": font}, set_in, 0.05, files=6)


@pytest.mark.parametrize("path", [
    path for path in sorted(FOUND.iterdir()) if path.is_file() and path.suffix != ".yaml"], ids=lambda path: path.name)
def test_what_was_found_once(tmp_path: Path, path: Path) -> None:
    """Each file that ever broke the program."""
    (tmp_path / "media").mkdir()
    copy = tmp_path / "media" / path.name.partition("-")[2]
    copy.write_bytes(path.read_bytes())
    with cpu_limit(5 * CPU_LIMIT):
        (read if copy.name.startswith("demo") else take_picture)(copy)
