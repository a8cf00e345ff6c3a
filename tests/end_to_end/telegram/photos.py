"""Photos of one colour, to be sent and to be known again."""

import io

from PIL import Image

from tests.emulators.telegram import Message


def jpeg(colour: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(written, "JPEG")
    return written.getvalue()


def colour_of(message: Message) -> str:
    """The strongest of red, green and blue in its photo."""
    assert message.photo is not None
    with Image.open(io.BytesIO(message.photo)) as image:
        pixel = image.convert("RGB").getpixel((5, 5))
    assert isinstance(pixel, tuple)
    return ("red", "green", "blue")[pixel.index(max(pixel))]
