"""Bitmaps as every output shows them: upright, eight bits deep, of one frame, in a format that readers know."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image, ImageCms, features

from dlexport.cli.commands import cli
from dlexport.pictures.bitmaps import DamagedError, Size
from dlexport.pictures.decode import decode
from dlexport.pictures.media import Media, take
from dlexport.problems import SourceError
from dlexport.run.inspect import check

RED, GREEN, BLUE, GREY = (255, 0, 0), (0, 255, 0), (0, 0, 255), (128, 128, 128)


def quarters(mode: str = "RGB") -> Image.Image:
    """Red, green, blue and grey in the corners of a picture twice as wide as tall."""
    image = Image.new("RGB", (64, 32), GREY)
    for box, colour in (((0, 0, 32, 16), RED), ((32, 0, 64, 16), GREEN), ((0, 16, 32, 32), BLUE)):
        image.paste(colour, box)
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def taken(folder: Path, name: str, data: bytes) -> Media:
    (folder / "media").mkdir(exist_ok=True)
    (folder / "media" / name).write_bytes(data)
    found = take(folder, f"media/{name}")
    assert isinstance(found, Media), found
    return found


def shown(media: Media) -> Image.Image:
    """What a reader that knows nothing of Exif data draws."""
    image = Image.open(io.BytesIO(media.data))
    assert image.format == {"png": "PNG", "jpeg": "JPEG"}[media.kind]
    return image.convert("RGBA")


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    """The colours amid the quarters, rounded to the nearest of those that were painted."""
    points = [(image.width * x // 4, image.height * y // 4) for y in (1, 3) for x in (1, 3)]
    pixels = [image.convert("RGB").getpixel(point) for point in points]
    return [min((RED, GREEN, BLUE, GREY), key=lambda known: sum(abs(a - b) for a, b in zip(known, pixel, strict=True)))
            for pixel in pixels]   # type: ignore[arg-type]


TURNED = {
    1: [RED, GREEN, BLUE, GREY], 2: [GREEN, RED, GREY, BLUE], 3: [GREY, BLUE, GREEN, RED], 4: [BLUE, GREY, RED, GREEN],
    5: [RED, BLUE, GREEN, GREY], 6: [BLUE, RED, GREY, GREEN], 7: [GREY, GREEN, BLUE, RED], 8: [GREEN, GREY, RED, BLUE],
}


@pytest.mark.parametrize("turn", TURNED)
@pytest.mark.parametrize(("kind", "name"), [("JPEG", "x.jpg"), ("PNG", "x.png"), ("WEBP", "x.webp")])
def test_a_picture_is_upright_without_its_exif_data(tmp_path: Path, kind: str, name: str, turn: int) -> None:
    """All eight ways to hold a camera; the size is that of the picture as it is seen."""
    exif = Image.Exif()
    exif[0x0112] = turn
    media = taken(tmp_path, name, saved(quarters(), kind, exif=exif))
    assert corners(shown(media)) == TURNED[turn]
    assert (media.width, media.height) == ((64, 32) if turn < 5 else (32, 64))
    assert Image.open(io.BytesIO(media.data)).getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize("turn", [0, 9, 65_535])
def test_an_orientation_that_is_none_changes_nothing(tmp_path: Path, turn: int) -> None:
    """The file keeps its bytes; so does one whose Exif data are damaged."""
    exif = Image.Exif()
    exif[0x0112] = turn
    data = saved(quarters(), "JPEG", exif=exif)
    assert taken(tmp_path, "x.jpg", data).data == data
    broken = saved(quarters(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\x7f" + b"\xff" * 60)
    assert taken(tmp_path, "y.jpg", broken).data == broken


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_what_every_reader_shows_keeps_its_bytes(tmp_path: Path, mode: str) -> None:
    """Palettes and transparency too."""
    data = saved(quarters(mode), "PNG")
    media = taken(tmp_path, "x.png", data)
    assert (media.data, media.origin, media.losses) == (data, media.sha256, ())


def test_sixteen_bit_grey_is_scaled(tmp_path: Path) -> None:
    """Pillow alone would clip it: everything above 255 of 65,535 was white. The transparent level stays so."""
    image = Image.new("I;16", (3, 1))
    for x, value in enumerate((0, 32_896, 65_535)):
        image.putpixel((x, 0), value)
    media = taken(tmp_path, "x.png", saved(image, "PNG"))
    assert list(Image.open(io.BytesIO(media.data)).convert("L").tobytes()) == [0, 128, 255]
    clear = taken(tmp_path, "y.png", saved(image, "PNG", transparency=32_896))
    assert list(Image.open(io.BytesIO(clear.data)).getchannel("A").tobytes()) == [255, 0, 255]


def test_inks_become_colours(tmp_path: Path) -> None:
    """A JPEG of four inks, with and without a profile, is a JPEG of three colours: prints are no place for others."""
    for number, profile in enumerate((b"", b"no profile", ImageCms.ImageCmsProfile(
            ImageCms.createProfile("sRGB")).tobytes())):
        media = taken(tmp_path, f"{number}.jpg", saved(quarters("CMYK"), "JPEG", quality=95, icc_profile=profile))
        assert (media.kind, Image.open(io.BytesIO(media.data)).mode) == ("jpeg", "RGB")
        assert corners(shown(media)) == [RED, GREEN, BLUE, GREY]


def wide_profile() -> bytes:
    """The colours of Adobe RGB (1998) as an ICC profile of version 2, by matrix and gamma (ICC.1:2001-04)."""
    def fixed(*numbers: float) -> bytes:
        return b"".join(struct.pack(">i", round(number * 65_536)) for number in numbers)

    curve = b"curv" + bytes(4) + struct.pack(">IHH", 1, round(2.2 * 256), 0)
    tags = {b"desc": b"desc" + bytes(4) + struct.pack(">I", 5) + b"Wide\0" + bytes(78), b"wtpt": (0.9642, 1, 0.8249),
            b"rXYZ": (0.60974, 0.31111, 0.01947), b"gXYZ": (0.20528, 0.62567, 0.06087),
            b"bXYZ": (0.14919, 0.06322, 0.74457), b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    table, data, start = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, value in tags.items():
        packed = value if isinstance(value, bytes) else b"XYZ " + bytes(4) + fixed(*value)
        packed += bytes(-len(packed) % 4)
        table += name + struct.pack(">II", start + len(data), len(packed))
        data += packed
    head = struct.pack(">I4sI4s4s4s12s4s", 128 + len(table + data), bytes(4), 0x02400000, b"mntr", b"RGB ", b"XYZ ",
                       bytes(12), b"acsp") + bytes(28) + fixed(0.9642, 1, 0.8249)
    return head.ljust(128, b"\0") + table + data


def test_wide_colours_become_those_that_all_know(tmp_path: Path) -> None:
    """Prints and many readers heed no profile: the same numbers would be paler there. sRGB and damage stay."""
    image = Image.new("RGB", (8, 8), (100, 200, 100))
    for name, kind in (("a.png", "PNG"), ("b.jpg", "JPEG")):
        media = taken(tmp_path, name, saved(image, kind, icc_profile=wide_profile()))
        with Image.open(io.BytesIO(media.data)) as made:
            assert "icc_profile" not in made.info
            assert made.convert("RGB").getpixel((4, 4)) == pytest.approx((0, 201, 92), abs=6)
    clear = image.convert("RGBA")
    clear.putpixel((0, 0), (100, 200, 100, 7))
    media = taken(tmp_path, "c.png", saved(clear, "PNG", icc_profile=wide_profile()))
    assert Image.open(io.BytesIO(media.data)).convert("RGBA").getpixel((0, 0))[3] == 7
    for number, profile in enumerate((ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), b"damaged")):
        data = saved(image, "PNG", icc_profile=profile)
        assert taken(tmp_path, f"same{number}.png", data).data == data


@pytest.mark.parametrize(("kind", "mode", "options", "made"), [
    ("WEBP", "RGB", {"quality": 90}, "jpeg"), ("WEBP", "RGB", {"lossless": True}, "png"),
    ("WEBP", "RGBA", {"quality": 90}, "png"), ("GIF", "P", {}, "png"), ("BMP", "RGB", {}, "png"),
    ("BMP", "1", {}, "png"), ("AVIF", "RGB", {"quality": 90}, "jpeg"), ("AVIF", "RGBA", {"quality": 90}, "png")])
def test_kinds_that_not_every_reader_knows(
    tmp_path: Path, kind: str, mode: str, options: dict[str, object], made: str,
) -> None:
    """They become JPEG where they have lost details already and nothing is transparent, else PNG."""
    image = quarters(mode)
    if mode == "RGBA":      # what is wholly opaque is written without transparency
        image.putpixel((63, 31), (0, 0, 0, 0))
    media = taken(tmp_path, f"x.{kind.lower()}", saved(image, kind, **options))
    assert (media.kind, media.width, media.height, media.losses) == (made, 64, 32, ())
    assert media.origin != media.sha256
    if mode != "1":
        assert corners(shown(media)) == [RED, GREEN, BLUE, GREY]


def test_pillow_reads_avif() -> None:
    """It does where it was built with libavif, as the wheels of the registry are."""
    assert features.check("avif")


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_an_animation_the_first_frame_is_shown(tmp_path: Path, kind: str) -> None:
    """And it is said that the others are not."""
    frames = [quarters(), Image.new("RGB", (64, 32)), Image.new("RGB", (64, 32), RED)]
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:])
    media = taken(tmp_path, f"x.{kind.lower()}", data)
    assert [loss.message for loss in media.losses] == ["only the first frame of the animation is shown"]
    assert corners(shown(media)) == [RED, GREEN, BLUE, GREY]
    assert getattr(Image.open(io.BytesIO(media.data)), "n_frames", 1) == 1


@pytest.mark.parametrize(("kind", "coding"), [("JPEG", "jpeg"), ("PNG", "png"), ("GIF", "gif"), ("WEBP", "webp"),
                                              ("BMP", "bmp"), ("AVIF", "avif")])
def test_a_file_cut_in_its_midst_is_damaged(kind: str, coding: str) -> None:
    """Whatever kind of error Pillow raises."""
    data = saved(quarters(), kind)
    with pytest.raises(DamagedError, match="its pixels cannot be unpacked"):
        decode(data[:len(data) // 2], coding, Size(64, 32))    # type: ignore[arg-type] # parametrised


def test_what_is_lost_is_a_warning_at_the_picture_s_name(tmp_path: Path) -> None:
    """`check` tells it and is content; with `--strict` it is not."""
    frames = [quarters(), Image.new("RGB", (64, 32))]
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "x.gif").write_bytes(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    file = tmp_path / "questions.yaml"
    minimal = (Path(__file__).parents[1] / "cases" / "minimal.yaml").read_text(encoding="utf-8")
    file.write_text(minimal.replace("答案", "'![图](media/x.gif)'"), encoding="utf-8")
    (warning,) = check(file).bank.warnings
    assert (warning.code, warning.severity, str(warning.span)) == ("media-reduced", "warning", f"{file}:10:19")
    with pytest.raises(SourceError) as caught:
        check(file, strict=True)
    assert caught.value.problems == (warning,)
    done = CliRunner().invoke(cli, ["check", "--source", str(file)])
    assert (done.exit_code, "no errors" in done.stderr, "warning[media-reduced]" in done.stderr) == (0, True, True)
