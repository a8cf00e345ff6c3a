"""Where the bytes of pictures are: a real folder, and a bucket over HTTP."""

import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import aiohttp
import pytest

from storage.pictures import PictureGone, PictureProblem, PictureStore, PictureStoreUnusable
from tests.emulators.s3 import S3Server

ID = UUID("01a1f9cb-882b-7698-b342-f18661343fe1")
NAME = f"{ID}.jpg"


def files_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()] if folder.exists() else []


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def make_file(path: Path) -> None:
    path.write_bytes(b"")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "my pictures" / "kept"


@pytest.fixture
async def s3(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[S3Server]:
    for name in list(os.environ):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    async with S3Server() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture(params=["folder", "bucket"])
async def store(request: pytest.FixtureRequest, folder: Path, s3: S3Server) -> PictureStore:
    urls = {"folder": folder.as_uri(), "bucket": f"s3://{s3.bucket}/the/prefix"}
    return PictureStore(urls[request.param])


async def test_a_picture_comes_back_as_it_was(store: PictureStore) -> None:
    await store.put(ID, b"\xff\xd8 first")
    await store.put(ID, b"\xff\xd8 second")
    assert await store.get(ID) == b"\xff\xd8 second"


async def test_a_picture_that_is_not_there_is_gone(store: PictureStore) -> None:
    with pytest.raises(PictureGone):
        await store.get(ID)


async def test_removed_pictures_are_gone_and_the_others_stay(store: PictureStore) -> None:
    others = [uuid4() for _ in range(3)]
    for picture_id in (ID, *others):
        await store.put(picture_id, b"content")
    await store.remove(others)
    assert await store.get(ID) == b"content"
    for picture_id in others:
        with pytest.raises(PictureGone):
            await store.get(picture_id)


async def test_removing_twice_is_no_fault(store: PictureStore) -> None:
    await store.put(ID, b"content")
    for _ in range(2):
        await store.remove([uuid4(), ID])
    with pytest.raises(PictureGone):
        await store.get(ID)


async def test_a_look_at_a_sound_store_leaves_nothing_behind(
    store: PictureStore, folder: Path, s3: S3Server
) -> None:
    await store.check()
    assert not s3.objects
    assert not files_in(folder)


async def test_a_store_opens_nothing_before_it_is_used(folder: Path) -> None:
    store = PictureStore(folder.as_uri())
    await store.remove([])
    assert await store.where(ID)
    assert not files_in(folder.parent)


async def test_a_folder_is_for_its_owner_only(folder: Path) -> None:
    store = PictureStore(folder.as_uri())
    await store.put(ID, b"content")
    assert files_in(folder) == [NAME]
    assert mode_of(folder) == 0o700


async def test_a_picture_in_a_folder_is_at_its_path(folder: Path) -> None:
    store = PictureStore(folder.as_uri())
    await store.put(ID, b"content")
    assert await store.where(ID) == str(folder / NAME)
    assert files_in(folder) == [NAME]


async def test_a_picture_in_a_bucket_is_under_its_prefix_and_a_jpeg(s3: S3Server) -> None:
    await PictureStore(f"s3://{s3.bucket}/the/prefix").put(ID, b"content")
    await PictureStore(f"s3://{s3.bucket}").put(ID, b"content")
    assert s3.objects == {f"the/prefix/{NAME}": b"content", NAME: b"content"}
    assert set(s3.media_types.values()) == {"image/jpeg"}


async def test_a_picture_in_a_bucket_has_a_link_that_opens_it_alone(s3: S3Server) -> None:
    store = PictureStore(f"s3://{s3.bucket}/the/prefix")
    other = uuid4()
    for picture_id in (ID, other):
        await store.put(picture_id, str(picture_id).encode())
    link = await store.where(ID)
    assert link is not None
    async with aiohttp.ClientSession() as session:
        async with session.get(link) as found:
            assert (found.status, await found.read()) == (200, str(ID).encode())
        async with session.get(link.replace(str(ID), str(other))) as refused:
            assert refused.status == 403
        async with session.get(link.partition("?")[0]) as unsigned:
            assert unsigned.status == 403


async def test_every_request_is_signed(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    await PictureStore(f"s3://{s3.bucket}").check()
    assert {status for _, status in s3.requests} == {200}
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    with pytest.raises(PictureStoreUnusable) as refused:
        await PictureStore(f"s3://{s3.bucket}").check()
    assert refused.value.problem is PictureProblem.REFUSED


async def test_a_bucket_that_is_not_there_is_told(s3: S3Server) -> None:
    with pytest.raises(PictureStoreUnusable) as unusable:
        await PictureStore("s3://elsewhere").put(ID, b"content")
    assert unusable.value.problem is PictureProblem.NO_PLACE


async def test_a_service_that_fails_is_told_without_what_it_said(s3: S3Server) -> None:
    s3.fails_with = 501
    store = PictureStore(f"s3://somebody:secret@{s3.bucket}")
    with pytest.raises(PictureStoreUnusable) as unusable:
        await store.get(ID)
    assert str(unusable.value) == f"unreachable: s3://{s3.bucket}"


async def test_a_service_that_does_not_answer_is_told(
    s3: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(PictureStoreUnusable) as unusable:
        await PictureStore(f"s3://{s3.bucket}").put(ID, b"content")
    assert unusable.value.problem is PictureProblem.UNREACHABLE


@pytest.mark.parametrize("url", ["", "pictures", "ftp://host/x", "s3://", "s3:bucket", "http://h"])
async def test_an_address_of_nothing_is_told(url: str) -> None:
    with pytest.raises(PictureStoreUnusable) as unusable:
        await PictureStore(url).check()
    assert unusable.value.problem is PictureProblem.BAD_ADDRESS


async def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    make_file(tmp_path / "file")
    store = PictureStore((tmp_path / "file" / "pictures").as_uri())
    for attempt in (store.check(), store.put(ID, b"content"), store.get(ID), store.remove([ID])):
        with pytest.raises(PictureStoreUnusable) as unusable:
            await attempt
        assert unusable.value.problem is PictureProblem.NO_PLACE
