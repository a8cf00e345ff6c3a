"""Making a picture fit to be kept: a small JPEG that tells nothing but what it shows."""

import asyncio
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from core.errors import UnusablePicture

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_BYTES = 20 * 1024 * 1024
LARGEST_PIXELS = 50_000_000
LONGEST_SIDE = 1280
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
UNSHRINKABLE = ("1", "P", "PA")
"""Modes without colours to be mixed."""


@dataclass(frozen=True, slots=True)
class PreparedPicture:
    content: bytes
    """A JPEG without metadata."""
    width: int
    """Pixels, as is height."""
    height: int


async def prepare(content: bytes) -> PreparedPicture:
    """As prepared(), in a thread: a large photo takes a good part of a second."""
    return await asyncio.to_thread(prepared, content)


def prepared(content: bytes) -> PreparedPicture:
    """A JPEG, PNG, WebP or GIF (its first frame) as it is kept: upright, on white where it was
    transparent, at most 1,280 pixels on the longer side, without any metadata: a camera notes
    where somebody lives.

    Raises UnusablePicture: "empty"; "too_large" for more than 20 MB or 50 million pixels;
    "not_a_picture" for every other format, and for files that are damaged or end too early.
    """
    if not content:
        raise UnusablePicture("empty")
    if len(content) > LARGEST_BYTES:
        raise UnusablePicture("too_large")
    from PIL import Image

    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > LARGEST_PIXELS:
                raise UnusablePicture("too_large")
            return _encoded(_plain(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnusablePicture("too_large") from error
    except (UnusablePicture, MemoryError):
        raise
    except Exception as error:  # on damaged files the decoders raise almost anything
        raise UnusablePicture("not_a_picture") from error


def _plain(image: "Image") -> "Image":
    """A fresh image, to which nothing of the old one clings but its pixels."""
    from PIL import ExifTags, Image, ImageOps

    orientation = _orientation(image)
    if image.mode in UNSHRINKABLE or "transparency" in image.info:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    plain = Image.new("RGB", image.size, "white")
    plain.paste(image, mask=image if image.mode == "RGBA" else None)
    plain.getexif()[ExifTags.Base.Orientation] = orientation
    return ImageOps.exif_transpose(plain)


def _orientation(image: "Image") -> int:
    """As EXIF numbers it; upright where the notes of the camera are damaged."""
    from PIL import ExifTags

    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # a picture is no worse for what is wrong beside it
        return 1


def _encoded(image: "Image") -> PreparedPicture:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    return PreparedPicture(out.getvalue(), image.width, image.height)
