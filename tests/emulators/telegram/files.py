"""Files that were sent, by bots and by people."""

import io
import itertools
import mimetypes
from dataclasses import dataclass, field
from typing import Any

from PIL import Image, UnidentifiedImageError

from tests.emulators.telegram.errors import bad_request

Json = dict[str, Any]

LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024
LONGEST_SIDES, STEEPEST = 10_000, 20
THUMBNAIL = 90


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart request."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class StoredFile:
    file_id: str
    path: str
    name: str
    data: bytes = field(repr=False)
    size: int
    """In bytes; what Telegram says about the file, whatever the data."""

    @property
    def json(self) -> Json:
        unique = f"AQAD{self.file_id[-8:]}"
        return {"file_id": self.file_id, "file_unique_id": unique, "file_size": self.size}


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._sizes: dict[str, list[Json]] = {}
        self._numbers = itertools.count(1)

    def add(self, folder: str, name: str, data: bytes, size: int | None = None) -> StoredFile:
        number = next(self._numbers)
        file = StoredFile(
            file_id=f"AgACAgIAAxkBAAIB{number:08d}",
            path=f"{folder}/file_{number}{name[name.rfind('.') :] if '.' in name else ''}",
            name=name,
            data=data,
            size=len(data) if size is None else size,
        )
        self._by_id[file.file_id] = file
        return file

    def find(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """What is served under a file_path; nothing over 20 MB is."""
        found = (file for file in self._by_id.values() if file.path == path)
        return next((file for file in found if file.size <= LARGEST_DOWNLOAD), None)

    def sizes_of(self, file_id: str) -> list[Json] | None:
        """The photo that the file is a size of; None if it is another kind of file."""
        return self._sizes.get(file_id)

    def photo_sizes(self, data: bytes, size: int | None = None) -> list[Json]:
        """A new photo: a thumbnail and itself, the largest last as in Telegram."""
        sizes = self._photo_sizes(data, size)
        self._sizes |= {each["file_id"]: sizes for each in sizes}
        return sizes

    def _photo_sizes(self, data: bytes, size: int | None) -> list[Json]:
        try:
            with Image.open(io.BytesIO(data)) as image:
                width, height = image.size
                small = image.convert("RGB")
                small.thumbnail((THUMBNAIL, THUMBNAIL))
        except (UnidentifiedImageError, OSError):
            return [{**self.add("photos", "photo.jpg", data, size).json, "width": 1, "height": 1}]
        encoded = io.BytesIO()
        small.save(encoded, "JPEG")
        thumbnail = self.add("photos", "photo.jpg", encoded.getvalue())
        return [
            {**thumbnail.json, "width": small.width, "height": small.height},
            {**self.add("photos", "photo.jpg", data, size).json, "width": width, "height": height},
        ]


def check_photo(data: bytes) -> None:
    """Raises Refusal, as Telegram does for what a bot sends (Bot API, sendPhoto)."""
    check_upload(data)
    if len(data) > LARGEST_PHOTO:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; the maximum size is "
            f"{LARGEST_PHOTO} bytes"
        )
    try:
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
    except (UnidentifiedImageError, OSError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if width + height > LONGEST_SIDES or max(width, height) > STEEPEST * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def check_upload(data: bytes) -> None:
    """Raises Refusal."""
    if not data:
        raise bad_request("file must be non-empty")
    if len(data) > LARGEST_UPLOAD:
        raise bad_request("file is too big")


def mime_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
