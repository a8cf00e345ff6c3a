"""What nobody asked for leaves while the program serves."""

import asyncio
from pathlib import Path

from sqlalchemy.engine import URL

from bot.composition import open_front_ends, open_program
from bot.conversation.messages import Reply
from bot.posting import Outcome, Postponed, Sent
from tests.emulators.telegram import Person, TelegramServer
from tests.end_to_end.telegram.serving import settings_for

NOT_CONNECTED = Postponed("not connected")


async def test_it_leaves_from_the_connection_until_the_stop(
    telegram: TelegramServer, ann: Person, sqlite_url: URL, tmp_path: Path
) -> None:
    settings = settings_for(telegram, sqlite_url, tmp_path)
    stopping = asyncio.Event()
    async with open_program(settings) as program:
        (front_end,) = open_front_ends(settings, program)

        async def send() -> Outcome:
            return await front_end.post.send(str(ann.id), [Reply("A checkup is due.")], key="1")

        assert await send() == NOT_CONNECTED
        serving = asyncio.create_task(front_end.run(stopping))
        await telegram.until(lambda: bool(telegram.called("deleteWebhook")))
        assert isinstance(await send(), Sent)
        stopping.set()
        await serving
        assert await send() == NOT_CONNECTED
    assert [message.text for message in ann.private.from_bot] == ["A checkup is due."]
