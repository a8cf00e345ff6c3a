"""The bot's introduction, as long as Telegram takes it."""

from bot.frontends.telegram.introductions import introductions
from bot.frontends.telegram.menu import Audience, introduce
from tests.emulators.telegram import TelegramServer
from tests.frontends.telegram.lines import Pauses, bot_on


async def test_every_language_is_told_and_nothing_is_refused(server: TelegramServer) -> None:
    async with bot_on(server, Pauses()) as bot:
        await introduce(bot, introductions())
    assert [call.method for call in server.calls if call.status != 200] == []
    assert set(server.profile.descriptions) == {"", "de"}
    assert len(server.profile.commands) == 2 * len(Audience)


def test_groups_are_shown_what_works_in_groups() -> None:
    english, *_ = introductions()
    private = {name for name, _ in english.commands[Audience.PRIVATE_CHATS]}
    group = {name for name, _ in english.commands[Audience.GROUPS]}
    assert {"items", "privacy", "deletemydata"} <= private
    assert "items" in group
    assert group < private
