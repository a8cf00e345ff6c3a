"""Files that came with a message."""

import aiohttp
import discord
import pytest

from bot.conversation.messages import AttachmentUnreachable, OtherKind
from bot.frontends.discord.attachments import LARGEST, attachment, is_image, kind_of


async def _content() -> bytes:
    return b"a picture"


async def test_a_file_is_fetched_when_it_is_wanted() -> None:
    file = attachment("image/png; charset=x", 9, _content)

    assert (file.media_type, file.size) == ("image/png", 9)
    assert await file.read() == b"a picture"


async def test_a_file_that_is_too_large_is_not_fetched() -> None:
    with pytest.raises(AttachmentUnreachable, match="larger"):
        await attachment("image/png", LARGEST + 1, _content).read()


@pytest.mark.parametrize(
    "error", [discord.DiscordException("gone"), aiohttp.ClientError(), OSError()]
)
async def test_a_file_that_is_not_handed_over_is_told_by_its_kind_of_failure(
    error: Exception,
) -> None:
    async def fetch() -> bytes:
        raise error

    with pytest.raises(AttachmentUnreachable, match=type(error).__name__):
        await attachment("image/png", 9, fetch).read()


def test_what_a_file_is_goes_by_its_media_type() -> None:
    assert is_image("image/webp")
    assert not is_image(None)
    assert kind_of("video/mp4; codecs=x") is OtherKind.VIDEO
    assert kind_of(None) is OtherKind.DOCUMENT
