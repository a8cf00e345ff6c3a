"""What a picture must be to be kept, and what is left of it then."""

import struct
import zlib
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from PIL import ExifTags, Image

from core.errors import UnusablePicture
from core.items.emoji import EMOJI, emoji_of
from core.pictures.preparation import LARGEST_BYTES, prepare, prepared
from core.pictures.references import reference_to, stored_id
from storage.vocabulary import ItemType

RED, BLUE = (255, 0, 0), (0, 0, 255)


def encoded(image: Image.Image, format_: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def decoded(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def two_halves(width: int = 40, height: int = 20) -> Image.Image:
    """Red at the left, blue at the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def is_like(pixel: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(is_ - should) < 30 for is_, should in zip(pixel, wanted, strict=True))


def exif_of_a_camera(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "SpyCam"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (52.0, 31.0, 12.0)})
    return exif.tobytes()


@pytest.mark.parametrize(
    ("format_", "mode"),
    [
        *(("JPEG", mode) for mode in ("1", "L", "RGB", "CMYK")),
        *(("PNG", mode) for mode in ("1", "L", "I;16", "P", "RGB")),
        *(("WEBP", mode) for mode in ("L", "RGB")),
        *(("GIF", mode) for mode in ("1", "L", "P", "RGB")),
    ],
)
def test_pictures_of_every_kind_become_progressive_jpegs(format_: str, mode: str) -> None:
    picture = prepared(encoded(Image.new("RGB", (30, 20), "white").convert(mode), format_))
    found = decoded(picture.content)
    assert (found.format, found.size, found.mode) == ("JPEG", (30, 20), "RGB")
    assert (picture.width, picture.height) == (30, 20)
    assert found.info["progressive"]
    assert is_like(found.getpixel((5, 5)), (255, 255, 255))


@pytest.mark.parametrize(
    ("size", "kept"),
    [((4000, 1000), (1280, 320)), ((1000, 4000), (320, 1280)), ((9000, 1), (1280, 1))],
)
def test_the_longer_side_is_at_most_1280_pixels(
    size: tuple[int, int], kept: tuple[int, int]
) -> None:
    for format_ in ("PNG", "JPEG"):
        picture = prepared(encoded(Image.new("RGB", size), format_))
        assert (picture.width, picture.height) == kept
        assert decoded(picture.content).size == kept


def test_a_small_picture_keeps_its_size() -> None:
    picture = prepared(encoded(Image.new("RGB", (1, 1))))
    assert (picture.width, picture.height) == (1, 1)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_a_camera_noted_is_left(format_: str) -> None:
    content = encoded(
        two_halves(), format_, exif=exif_of_a_camera(), icc_profile=b"ICC-SpyCam", xmp=b"<x>SpyCam"
    )
    assert b"SpyCam" in content
    picture = prepared(content)
    found = decoded(picture.content)
    assert not found.getexif()
    assert not {"exif", "icc_profile", "xmp", "comment", "dpi"} & set(found.info)
    assert b"SpyCam" not in picture.content


def test_a_comment_in_a_picture_is_not_kept() -> None:
    picture = prepared(encoded(two_halves(), "JPEG", comment=b"my house"))
    assert b"my house" not in picture.content


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "red", "blue"),
    [
        (1, (5, 10), (35, 10)),
        (2, (35, 10), (5, 10)),
        (3, (35, 10), (5, 10)),
        (6, (10, 5), (10, 35)),
        (8, (10, 35), (10, 5)),
    ],
)
def test_a_picture_that_was_taken_askew_is_upright(
    format_: str, orientation: int, red: tuple[int, int], blue: tuple[int, int]
) -> None:
    picture = prepared(encoded(two_halves(), format_, exif=exif_of_a_camera(orientation)))
    found = decoded(picture.content)
    assert (picture.width, picture.height) == found.size
    assert is_like(found.getpixel(red), RED)
    assert is_like(found.getpixel(blue), BLUE)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_damaged_notes_of_a_camera_do_not_spoil_the_picture() -> None:
    content = encoded(two_halves(), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff")
    assert prepared(content).width == 40


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_becomes_white(mode: str) -> None:
    found = decoded(prepared(encoded(Image.new(mode, (3000, 20)))).content)
    assert is_like(found.getpixel((5, 5)), (255, 255, 255))


def test_a_transparent_colour_becomes_white() -> None:
    content = encoded(Image.new("RGB", (30, 20), RED), transparency=RED)
    assert is_like(decoded(prepared(content).content).getpixel((5, 5)), (255, 255, 255))


def test_of_a_moving_picture_the_first_frame_is_kept() -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in (RED, BLUE)]
    content = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert is_like(decoded(prepared(content).content).getpixel((5, 5)), RED)


def test_nothing_is_no_picture() -> None:
    assert refusal_of(b"") == "empty"


def test_more_than_20_megabytes_are_too_much() -> None:
    content = encoded(two_halves())
    assert prepared(content + bytes(LARGEST_BYTES - len(content))).width == 40
    assert refusal_of(content + bytes(LARGEST_BYTES - len(content) + 1)) == "too_large"


@pytest.mark.parametrize("size", [(10_000, 5_001), (12_000, 12_000), (40_000, 40_000)])
def test_a_small_file_that_unfolds_to_a_huge_picture_is_too_large(size: tuple[int, int]) -> None:
    assert refusal_of(claiming(encoded(Image.new("1", (8, 8))), size)) == "too_large"


def claiming(png: bytes, size: tuple[int, int]) -> bytes:
    """The same file, said to be of this size."""
    header = struct.pack(">II", *size) + png[24:29]
    check = struct.pack(">I", zlib.crc32(b"IHDR" + header))
    return png[:16] + header + check + png[33:]


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_file_that_ends_too_early_is_no_picture(format_: str) -> None:
    content = encoded(Image.effect_noise((64, 64), 50).convert("RGB"), format_)
    for length in (1, 8, len(content) // 2, len(content) - 100):
        assert refusal_of(content[:length]) == "not_a_picture"


@pytest.mark.parametrize("format_", ["TIFF", "BMP", "PPM", "ICO"])
def test_other_formats_are_no_pictures_here(format_: str) -> None:
    assert refusal_of(encoded(two_halves(), format_)) == "not_a_picture"


@pytest.mark.parametrize(
    "content", [b"\x00" * 100, b"hello", b"%PDF-1.7", b"<svg/>", b"\x00\x00\x00\x18ftypheic"]
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    assert refusal_of(content) == "not_a_picture"


BEGINNINGS = [encoded(two_halves(), format_) for format_ in ("JPEG", "PNG", "WEBP", "GIF")]


@given(some.binary(max_size=2000))
def test_whatever_the_bytes_are_they_are_a_picture_or_refused(content: bytes) -> None:
    refusal_of(content)


@given(some.sampled_from(BEGINNINGS), some.data())
def test_a_damaged_picture_is_a_picture_or_refused(content: bytes, data: some.DataObject) -> None:
    start = data.draw(some.integers(0, len(content) - 1))
    instead = data.draw(some.binary(max_size=40))
    refusal_of(content[:start] + instead + content[start + len(instead) :])


def refusal_of(content: bytes) -> str | None:
    """Why it is refused; None if it is a picture. Fails for every other error."""
    try:
        picture = prepared(content)
    except UnusablePicture as refusal:
        return refusal.reason
    assert decoded(picture.content).size == (picture.width, picture.height)
    return None


async def test_preparing_in_a_thread_is_the_same() -> None:
    content = encoded(two_halves())
    assert await prepare(content) == prepared(content)


@given(some.uuids())
def test_a_reference_leads_back_to_its_picture(picture_id: UUID) -> None:
    assert stored_id(reference_to(picture_id)) == picture_id


@given(some.text(max_size=50))
@example("picture:")
@example("picture:hello")
@example("Picture:01a1f9cb-882b-7698-b342-f18661343fe1")
@example("picture:01A1F9CB-882B-7698-B342-F18661343FE1")
@example("picture:{01a1f9cb-882b-7698-b342-f18661343fe1}")
@example("https://example.org/hat.jpg")
def test_anything_else_is_no_reference(picture: str) -> None:
    assert stored_id(picture) is None


def test_an_emoji_fits_into_a_line_and_nothing_else_does() -> None:
    assert emoji_of("🎩", ItemType.CLOTHING) == "🎩"
    for picture in ("https://example.org/hat.jpg", reference_to(uuid4()), "picture:hello", ""):
        assert emoji_of(picture, ItemType.CLOTHING) == "👕"


def test_every_kind_of_thing_has_an_emoji() -> None:
    assert set(EMOJI) == set(ItemType)
