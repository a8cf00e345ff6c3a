"""Files that people send, fetched from the emulated Telegram."""

import pytest

from bot.conversation.messages import AttachmentUnreachable
from bot.frontends.telegram.attachments import attachment_of
from tests.emulators.telegram import TelegramServer
from tests.frontends.telegram.lines import Ear, LibraryBot, Pauses


async def read_voice(bot: LibraryBot, pauses: Pauses) -> bytes:
    message = (await Ear(bot).update()).message
    assert message is not None
    assert message.voice is not None
    return await attachment_of(message.voice, "audio/ogg", pauses).read()


async def test_a_file_is_fetched(server: TelegramServer, bot: LibraryBot, pauses: Pauses) -> None:
    await server.person("Ann").send_voice(b"OggS")
    assert await read_voice(bot, pauses) == b"OggS"


@pytest.mark.parametrize("method", ["getFile", "file"])
async def test_a_bad_line_is_tried_again(
    server: TelegramServer, bot: LibraryBot, pauses: Pauses, method: str
) -> None:
    await server.person("Ann").send_voice(b"OggS")
    server.fail(method, 502, times=2)
    assert await read_voice(bot, pauses) == b"OggS"


@pytest.mark.parametrize("method", ["getFile", "file"])
async def test_a_file_that_telegram_does_not_hand_over_is_unreachable(
    server: TelegramServer, bot: LibraryBot, pauses: Pauses, method: str
) -> None:
    await server.person("Ann").send_voice(b"OggS")
    server.fail(method, 500, times=99)
    with pytest.raises(AttachmentUnreachable) as told:
        await read_voice(bot, pauses)
    assert told.value.reason == "NetworkError"


async def test_a_file_too_large_for_bots_is_not_asked_for(
    server: TelegramServer, bot: LibraryBot, pauses: Pauses
) -> None:
    await server.person("Ann").send_voice(b"OggS", size=20_000_001)
    with pytest.raises(AttachmentUnreachable):
        await read_voice(bot, pauses)
    assert server.called("getFile") == []
