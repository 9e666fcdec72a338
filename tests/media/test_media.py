"""Pictures as texts name them: where they may be, what they must be, and the names that outputs give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dlexport.pictures.media import SIZE_LIMIT, Flaw, Media, take

if TYPE_CHECKING:
    from pathlib import Path

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4"/></svg>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bank's folder with one drawing, and secrets around it."""
    (tmp_path / "bank" / "media" / "sub").mkdir(parents=True)
    (tmp_path / "bank" / "media" / "a b.svg").write_bytes(SVG)
    (tmp_path / "bank" / "media" / "sub" / "x.svg").write_bytes(SVG)
    (tmp_path / "secret.svg").write_bytes(SVG)
    return tmp_path / "bank"


def flaw(folder: Path, path: str) -> tuple[str, str]:
    found = take(folder, path)
    assert isinstance(found, Flaw)
    return found.code, found.message


def test_a_picture_is_measured_and_named_by_its_content(folder: Path) -> None:
    """Two files with one name and other contents get other names; the name is plain ASCII."""
    one, two = take(folder, "media/a b.svg"), take(folder, "media/sub/x.svg")
    assert isinstance(one, Media)
    assert isinstance(two, Media)
    assert (one.kind, one.width, one.height, one.name) == ("svg", 4, 3, f"a-b-{one.sha256[:10]}.svg")
    assert one.sha256 == two.sha256
    assert Media("media/图.png", "png", b"", "0" * 64, 1, 1).name == "figure-0000000000.png"
    assert Media("media/x.jpeg", "jpeg", b"", "0" * 64, 1, 1).name == "x-0000000000.jpg"


@pytest.mark.parametrize("path", [
    "../secret.svg", "media/../../secret.svg", "/etc/passwd", "media//x.svg", "media/./sub/x.svg", "..\\secret.svg",
    "media\\sub\\x.svg", "C:/x.svg", "file:///etc/passwd", "https://example.org/x.svg", "//example.org/x.svg",
    "data:image/svg+xml,<svg/>", "sub/x.svg", "x.svg", "media/\0.svg", "~/x.svg"])
def test_only_files_of_the_folder(folder: Path, path: str) -> None:
    """Refused by the path alone: nothing outside is even looked for."""
    assert flaw(folder, path)[0] == "media-path"


def test_a_link_may_not_lead_out(folder: Path) -> None:
    """Neither of a file nor of a folder; one that stays inside is fine; one that turns in circles is missing."""
    (folder / "media" / "out.svg").symlink_to(folder.parent / "secret.svg")
    (folder / "media" / "up").symlink_to(folder.parent)
    (folder / "media" / "in.svg").symlink_to(folder / "media" / "sub" / "x.svg")
    (folder / "media" / "loop.svg").symlink_to("loop.svg")
    assert flaw(folder, "media/out.svg") == ("media-path", "`media/out.svg` leads out of the folder `media`")
    assert flaw(folder, "media/up/secret.svg")[0] == "media-path"
    assert isinstance(take(folder, "media/in.svg"), Media)
    assert flaw(folder, "media/loop.svg")[0] == "media-missing"


def test_what_is_no_picture(folder: Path) -> None:
    """A missing file, a folder, an empty one, one too large, one of another kind than its name says."""
    media = folder / "media"
    (media / "dir.png").mkdir()
    (media / "empty.png").touch()
    (media / "svg.png").write_bytes(SVG)
    (media / "text.jpg").write_bytes(b"hello")
    (media / "x.tif").write_bytes(b"II*\0")
    with (media / "large.png").open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    assert [flaw(folder, f"media/{name}")[0] for name in (
        "none.png", "dir.png", "empty.png", "large.png", "svg.png", "text.jpg", "x.tif")] == [
        "media-missing", "media-missing", "media-damaged", "media-limit", "media-type", "media-type", "media-type"]


def test_a_file_that_may_not_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's reason is told."""
    def refuse(_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    refused = f"{folder}/media/sub/x.svg cannot be read: Permission denied"
    assert flaw(folder, "media/sub/x.svg") == ("media-missing", refused)


def test_problems_inside_a_drawing_have_their_own_places(folder: Path) -> None:
    """The file, the line, the column of the drawing; and its lines for the excerpt."""
    (folder / "media" / "bad.svg").write_bytes(SVG.replace(b"/>", b">\n  <script/>\n</svg>"))
    found = take(folder, "media/bad.svg")
    assert isinstance(found, Flaw)
    assert [str(problem.span) for problem in found.inside] == [f"{folder}/media/bad.svg:2:3"]
    assert found.sources[f"{folder}/media/bad.svg"][1] == "  <script/>"
