"""What Telegram is told to show of the bot."""

from bot.frontends.telegram.menu import Audience, Introduction, introduce
from tests.emulators.telegram import TelegramServer
from tests.frontends.telegram.lines import LibraryBot

ENGLISH = Introduction(
    None,
    "MinNow",
    "Own less, on purpose.",
    "Own less.",
    dict.fromkeys(Audience, (("items", "what you own"), ("help", "this list"))),
)
GERMAN = Introduction(
    "de",
    "MinNow",
    "Weniger besitzen.",
    "Weniger.",
    dict.fromkeys(Audience, (("items", "was du besitzt"),)),
)


def changes(server: TelegramServer) -> list[str]:
    return [call.method for call in server.calls if call.method.startswith("set")]


async def test_commands_and_words_are_told_per_audience_and_language(
    server: TelegramServer, bot: LibraryBot
) -> None:
    await introduce(bot, [ENGLISH, GERMAN])

    profile = server.profile
    assert profile.descriptions == {"": "Own less, on purpose.", "de": "Weniger besitzen."}
    assert profile.short_descriptions == {"": "Own less.", "de": "Weniger."}
    assert {place for place, language in profile.commands if language == "de"} == {
        f'{{"type": "{audience.value}"}}' for audience in Audience
    }
    told = [command["description"] for command in profile.commands['{"type": "default"}', ""]]
    assert told == ["what you own", "this list"]
    assert (await bot.get_chat_menu_button()).type == "commands"


async def test_what_telegram_shows_already_is_not_told_again(
    server: TelegramServer, bot: LibraryBot
) -> None:
    await introduce(bot, [ENGLISH, GERMAN])
    told = len(changes(server))
    await introduce(bot, [ENGLISH, GERMAN])
    assert told > 0
    assert len(changes(server)) == told


async def test_what_telegram_refuses_does_not_keep_the_rest_back(
    server: TelegramServer, bot: LibraryBot
) -> None:
    server.fail("setMyDescription", 429, retry_after=40_000)
    server.fail("getMyCommands", 400, description="Bad Request: no")
    await introduce(bot, [ENGLISH])
    assert server.profile.descriptions == {}
    assert server.profile.short_descriptions == {"": "Own less."}
    assert len(server.profile.commands) == len(Audience) - 1
