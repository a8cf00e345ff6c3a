"""The bytes of pictures, in a local folder or an S3-compatible bucket."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from storage.cipher import Cipher, WrongKey, open_bytes, seal_bytes

if TYPE_CHECKING:
    from obstore import Attributes
    from obstore.store import LocalStore, S3Store

LINK_LIFETIME = timedelta(hours=1)
PATIENCE = timedelta(seconds=10)
"""Somebody waits: the library's own three minutes are too long for them."""


class PictureProblem(StrEnum):
    BAD_ADDRESS = "bad_address"
    """Neither file:///folder nor s3://bucket/prefix."""
    REFUSED = "refused"
    """The folder's permissions or the bucket's credentials do not allow it."""
    NO_PLACE = "no_place"
    """There is no such bucket, or the folder cannot be made."""
    UNREACHABLE = "unreachable"
    """The service does not answer or answers with a failure, or the disk does."""
    ANOTHER_KEY = "another_key"
    """What is there was encrypted with a key that this program does not have."""


class PictureStoreUnusable(Exception):
    """The store cannot do what was asked, whoever asks. `where` is its address; neither that nor
    the problem tells a secret, a name of an object or what a service answered."""

    def __init__(self, problem: PictureProblem, where: str) -> None:
        super().__init__(f"{problem.value}: {where}")
        self.problem = problem
        self.where = where


class PictureGone(Exception):
    """There is no picture of this id in the store."""


class PictureStore:
    """Pictures by their ids. A name in the store tells nothing of a person: `<id>.jpg`.

    Every method but the first raises PictureStoreUnusable.
    """

    def __init__(self, url: str, cipher: Cipher | None = None) -> None:
        """`file:///folder`, made for its owner only at the first use; or `s3://bucket/prefix`,
        with credentials and endpoint from the AWS_* environment as object_store reads it
        (AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, AWS_ALLOW_HTTP, …). With a cipher, what is put is
        encrypted. Opens nothing."""
        self.url = url
        self._cipher = cipher
        self._folder = _folder(url)
        self._opened_bucket: S3Store | None = None

    async def put(self, picture_id: UUID, content: bytes) -> None:
        """Keep a JPEG, in place of what was there under its id."""
        async with self._told():
            await self._write(_name(picture_id), seal_bytes(self._cipher, content))

    async def get(self, picture_id: UUID) -> bytes:
        """Raises PictureGone."""
        async with self._told():
            store = self._opened()
            try:
                found = await store.get_async(_name(picture_id))
            except FileNotFoundError as error:
                raise PictureGone from error
            kept = bytes(await found.bytes_async())
        try:
            return open_bytes(self._cipher, kept)
        except WrongKey as error:
            raise PictureStoreUnusable(PictureProblem.ANOTHER_KEY, self._where) from error

    async def remove(self, picture_ids: Iterable[UUID]) -> None:
        """Those that are gone already are no fault."""
        names = [_name(picture_id) for picture_id in picture_ids]
        if not names:
            return
        async with self._told():
            if self._folder is None:
                await self._opened().delete_async(names)  # a bucket takes a thousand at once
                return
            for name in names:
                with suppress(FileNotFoundError):
                    await self._opened().delete_async(name)

    async def where(self, picture_id: UUID) -> str | None:
        """The path of the picture's file, or a link to it that whoever has it can open for an
        hour; None where pictures are encrypted: nobody could look at what is there. Does not look
        whether it is there."""
        if self._cipher is not None:
            return None
        name = _name(picture_id)
        if self._folder is not None:
            return str(self._folder / name)
        async with self._told():
            from obstore import sign_async

            return await sign_async(self._bucket(), "GET", name, LINK_LIFETIME)

    async def check(self) -> None:
        """See that something can be written, read and removed."""
        name = f"{uuid4()}.check"
        async with self._told():
            await self._write(name, b"check")
            await self._opened().get_async(name)
            await self._opened().delete_async(name)

    async def _write(self, name: str, content: bytes) -> None:
        kind = "image/jpeg" if self._cipher is None else "application/octet-stream"
        # A folder has no place for attributes.
        attributes: Attributes = {"Content-Type": kind} if self._folder is None else {}
        await self._opened().put_async(name, content, attributes=attributes, use_multipart=False)

    def _opened(self) -> "LocalStore | S3Store":
        return self._bucket() if self._folder is None else _local_store(self._folder)

    def _bucket(self) -> "S3Store":
        from obstore.store import S3Store

        if not re.match("s3://[^/?#]", self.url):
            raise PictureStoreUnusable(PictureProblem.BAD_ADDRESS, self._where)
        if self._opened_bucket is None:
            self._opened_bucket = S3Store.from_url(
                self.url, retry_config={"max_retries": 2, "retry_timeout": PATIENCE}
            )
        return self._opened_bucket

    @property
    def _where(self) -> str:
        """The address without what somebody may have put into it as a password."""
        return re.sub("//[^/]*@", "//", self.url.partition("?")[0])

    @asynccontextmanager
    async def _told(self) -> AsyncIterator[None]:
        """Whatever the library raises becomes a PictureStoreUnusable without its message, which
        quotes names of objects and answers of the service."""
        from obstore.exceptions import BaseError

        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                yield
        except (BaseError, OSError, ValueError) as error:
            raise PictureStoreUnusable(_problem_of(error), self._where) from error


def _name(picture_id: UUID) -> str:
    return f"{picture_id}.jpg"


def _folder(url: str) -> Path | None:
    """The folder of a file:// address; None for any other."""
    parts = urlsplit(url)
    if parts.scheme != "file":
        return None
    from urllib.request import url2pathname  # loads a client of HTTP

    return Path(url2pathname(parts.path))


def _local_store(folder: Path) -> "LocalStore":
    from obstore.store import LocalStore

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return LocalStore(folder)


def _problem_of(error: Exception) -> PictureProblem:
    from obstore.exceptions import PermissionDeniedError, UnauthenticatedError

    if isinstance(error, PermissionDeniedError | UnauthenticatedError | PermissionError):
        return PictureProblem.REFUSED
    if isinstance(error, FileNotFoundError | FileExistsError | NotADirectoryError):
        return PictureProblem.NO_PLACE
    return PictureProblem.UNREACHABLE
