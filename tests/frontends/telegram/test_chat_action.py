"""What a person sees while the bot works."""

import asyncio

from telegram.constants import ChatAction

from bot.frontends.telegram.chat_action import Activity
from tests.emulators.telegram import TelegramServer
from tests.frontends.telegram.lines import LibraryBot


def shown(server: TelegramServer) -> list[str]:
    return [action.action for action in server.actions]


async def test_long_work_is_shown_again_and_again(server: TelegramServer, bot: LibraryBot) -> None:
    ann = server.person("Ann")
    async with Activity(bot, ann.id, None, delay=0.01, interval=0.02) as activity:
        await server.until(lambda: len(server.actions) >= 2)
        activity.action = ChatAction.UPLOAD_DOCUMENT
        await server.until(lambda: shown(server)[-1] == "upload_document")
    assert shown(server)[:2] == ["typing", "typing"]
    count = len(server.called("sendChatAction"))
    await asyncio.sleep(0.05)
    assert len(server.called("sendChatAction")) <= count + 1  # one may have been on its way


async def test_quick_work_shows_nothing(server: TelegramServer, bot: LibraryBot) -> None:
    async with Activity(bot, server.person("Ann").id, None):
        await asyncio.sleep(0.01)
    assert server.actions == []


async def test_it_is_shown_in_the_topic(server: TelegramServer, bot: LibraryBot) -> None:
    ann = server.person("Ann")
    group = server.group("Flat", forum=True)
    await group.add_bot(by=ann)
    topic = group.topic("Things")
    async with Activity(bot, group.id, topic.id, delay=0):
        await server.until(lambda: bool(server.actions))
    assert server.actions[0].thread == topic.id


async def test_that_it_can_not_be_shown_never_matters(
    server: TelegramServer, bot: LibraryBot
) -> None:
    server.fail("sendChatAction", 500, times=9)
    async with Activity(bot, server.person("Ann").id, None, delay=0, interval=0.01):
        await server.until(lambda: bool(server.called("sendChatAction")))
        await asyncio.sleep(0.03)
    assert server.actions == []
