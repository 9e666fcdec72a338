"""Bitmaps of any kind -> a PNG or JPEG that every output shows alike: upright, 8 bits per channel, one frame.

A file that is already of this form keeps its bytes; it is unpacked nevertheless, to find damage. The size is known and
checked before, and Pillow may use only the decoder for the format that the file's first bytes name.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PIL import Image, ImageChops, ImageCms
from PIL.JpegImagePlugin import get_sampling

from dlexport.pictures.bitmaps import DamagedError, Size
from dlexport.pictures.losses import Loss

if TYPE_CHECKING:
    from collections.abc import Mapping

Coding = Literal["png", "jpeg", "webp", "gif", "bmp", "avif"]

_FORMATS: Final[Mapping[Coding, str]] = {
    "png": "PNG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF", "bmp": "BMP", "avif": "AVIF",
}
_ORIENTATION: Final = 0x0112    # Exif 2.32, table 4
_UPRIGHT: Final = 1
_QUALITY: Final = 95
_HALVED: Final = 2              # Pillow's number for colours at half the resolution, 4:2:0
_WAYS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A PNG or JPEG. `data` are the file's own bytes if nothing had to be changed; `losses` lists what was lost."""

    kind: Literal["png", "jpeg"]
    data: bytes
    size: Size
    losses: tuple[Loss, ...] = ()


def decode(data: bytes, coding: Coding, size: Size) -> Decoded:
    """The picture in a form that every output shows.

    Args:
        data: the file's bytes.
        coding: its format, from its first bytes.
        size: its size, from its header; a file with another number of pixels is damaged.

    Raises:
        DamagedError: it cannot be unpacked; the message gives the reason.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")     # files that Pillow only warns about are read
        try:
            with Image.open(io.BytesIO(data), formats=[_FORMATS[coding]]) as image:
                _check_size(image, size)
                image.load()
                return _decoded(image, data, coding)
        except DamagedError:
            raise
        except Exception as error:   # strangers' bytes: Pillow's decoders raise a dozen kinds
            raise DamagedError("its pixels cannot be unpacked") from error


def _decoded(image: Image.Image, data: bytes, coding: Coding) -> Decoded:
    _check_palette(image)
    losses = () if getattr(image, "n_frames", 1) == 1 or image.format == "MPO" else (
        Loss("only the first frame of the animation is shown", "save that frame as a PNG to be rid of this warning"),)
    turn = _turn(image)
    converted = _in_srgb(image)
    native = coding in {"png", "jpeg"} and image.mode not in {"CMYK", "I;16"} and converted is None
    if native and turn == _UPRIGHT and not losses:
        return Decoded("png" if coding == "png" else "jpeg", data, Size(*image.size))
    image = converted or image
    made = _eight_bits(image)
    if turn != _UPRIGHT:
        made = made.transpose(_WAYS[turn])
    if not image.has_transparency_data and (coding in {"jpeg", "avif"} or (coding == "webp" and _is_lossy(data))):
        return Decoded("jpeg", _jpeg(made, image), Size(*made.size), losses)
    return Decoded("png", _png(made, image), Size(*made.size), losses)


def _check_size(image: Image.Image, size: Size) -> None:
    """Check width and height before memory is allocated for the pixels.

    Raises:
        DamagedError: they differ from the header's.
    """
    if image.width > size.width or image.height > size.height:
        raise DamagedError("its frame is larger than its header says")


def _check_palette(image: Image.Image) -> None:
    """Check that no pixel has an index beyond the palette, for which readers show different colours.

    Raises:
        DamagedError: a pixel has one.
    """
    if image.mode == "P" and image.palette is not None:
        colours = len(image.palette.palette) // len(image.palette.mode)
        if int(image.getextrema()[1]) >= colours:   # type: ignore[arg-type]  # one band: a pair of numbers
            raise DamagedError(f"its pixels use more colours than the {colours} of its palette")


def _turn(image: Image.Image) -> int:
    """Exif's orientation, 1 to 8; 1 (upright) if there is none or it is not valid."""
    try:
        value = image.getexif().get(_ORIENTATION, _UPRIGHT)
    except Exception:   # noqa: BLE001 - damaged Exif data, of which a reader thinks nothing
        return _UPRIGHT
    return value if isinstance(value, int) and value in _WAYS else _UPRIGHT


def _eight_bits(image: Image.Image) -> Image.Image:
    """The picture in one of the 8-bit modes in which this program writes PNG and JPEG files."""
    if image.mode == "I;16":
        return _grey(image)
    if image.mode == "CMYK":
        return _from_inks(image)
    if image.mode in {"1", "L", "LA", "P", "RGB", "RGBA"}:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _grey(image: Image.Image) -> Image.Image:
    """A 16-bit grey picture in 8 bits (the upper byte of each pixel); a transparent level stays transparent."""
    pixels = image.tobytes("raw", "I;16B")
    high = Image.frombytes("L", image.size, pixels[::2])
    clear = image.info.get("transparency")
    if not isinstance(clear, int):
        return high
    low = Image.frombytes("L", image.size, pixels[1::2])
    opaque = ImageChops.lighter(high.point([255 * (value != clear >> 8) for value in range(256)]),
                                low.point([255 * (value != clear & 255) for value in range(256)]))
    return Image.merge("LA", (high, opaque))


def _in_srgb(image: Image.Image) -> Image.Image | None:
    """The picture converted to sRGB by its colour profile, as prints and many readers ignore profiles.

    None if there is nothing to convert. The result has no profile.
    """
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA"}:
        return None
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(own).lower():
            return None
        made = ImageCms.profileToProfile(image.convert("RGB"), own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):   # a damaged profile, which readers ignore
        return None
    if made is None:
        return None
    if image.mode == "RGBA":
        made.putalpha(image.getchannel("A"))
    made.info = {name: value for name, value in image.info.items() if name != "icc_profile"}
    return made


def _from_inks(image: Image.Image) -> Image.Image:
    """A CMYK picture converted to RGB by its profile, as browsers do; without a profile, by Pillow's simple rule."""
    profile = image.info.get("icc_profile")
    if profile:
        try:
            made = ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                                             ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):      # damaged, or no CMYK profile
            made = None
        if made is not None:
            return made
    return image.convert("RGB")


def _is_lossy(webp: bytes) -> bool:
    """Whether a WebP, or its first frame, has lossy coding (RFC 9649, section 2.3)."""
    at = 12
    while at + 8 <= len(webp):
        name, length = webp[at:at + 4], int.from_bytes(webp[at + 4:at + 8], "little")
        if name in {b"VP8 ", b"VP8L"}:
            return name == b"VP8 "
        at += 8 + (16 if name == b"ANMF" else length + length % 2)      # into the frame, or past the chunk
    return False


def _jpeg(made: Image.Image, image: Image.Image) -> bytes:
    """A JPEG of the quality of its source: with the source's tables, if that was a JPEG of the same components."""
    options: dict[str, object] = {"quality": _QUALITY, "subsampling": 0}
    tables = getattr(image, "quantization", {})
    if tables and image.mode == made.mode and all(max(table) < 256 for table in tables.values()):  # noqa: PLR2004
        options = {"qtables": tables, "subsampling": _HALVED if get_sampling(image) == _HALVED else 0}
    buffer = io.BytesIO()
    profile = image.info.get("icc_profile") if image.mode == made.mode else None
    (made if made.mode in {"L", "RGB"} else made.convert("RGB")).save(buffer, "JPEG", icc_profile=profile, **options)
    return buffer.getvalue()


def _png(made: Image.Image, image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    profile = image.info.get("icc_profile") if image.mode == made.mode else None
    made.save(buffer, "PNG", icc_profile=profile)
    return buffer.getvalue()
