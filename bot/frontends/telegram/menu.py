"""What Telegram shows of the bot before anybody writes: its name, what it does, its commands."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
    MenuButton,
    MenuButtonCommands,
)
from telegram.error import TelegramError

from bot.frontends.telegram.attempts import persistently

logger = logging.getLogger(__name__)


class Audience(Enum):
    """Who is shown a list of commands, after the narrowest that fits (Bot API, setMyCommands)."""

    ALL = "default"
    PRIVATE_CHATS = "all_private_chats"
    GROUPS = "all_group_chats"
    GROUP_ADMINISTRATORS = "all_chat_administrators"


@dataclass(frozen=True, slots=True)
class Introduction:
    """All of it in one language."""

    language: str | None
    """Two letters (ISO 639-1); None for those whose language has no introduction."""
    name: str
    """At most 64 characters."""
    description: str
    """What an empty chat shows; at most 512 characters."""
    short_description: str
    """What the bot's profile shows; at most 120 characters."""
    commands: Mapping[Audience, Sequence[tuple[str, str]]]
    """Names, without the slash, and what they do."""


_SCOPES: Mapping[Audience, Callable[[], BotCommandScope]] = {
    Audience.ALL: BotCommandScopeDefault,
    Audience.PRIVATE_CHATS: BotCommandScopeAllPrivateChats,
    Audience.GROUPS: BotCommandScopeAllGroupChats,
    Audience.GROUP_ADMINISTRATORS: BotCommandScopeAllChatAdministrators,
}


async def introduce(bot: Bot, introductions: Sequence[Introduction]) -> None:
    """Tell Telegram what it does not show already: it takes such changes only now and then. To be
    run in the background; what fails is logged, and tried at the next start. Raises nothing."""
    for introduction in introductions:
        await _introduce(bot, introduction)
    await _changed("menu button", partial(_menu_button, bot))


async def _introduce(bot: Bot, words: Introduction) -> None:
    for audience, commands in words.commands.items():
        menu = tuple(BotCommand(name, summary) for name, summary in commands)
        scope = _SCOPES[audience]()
        await _changed("commands", partial(_commands, bot, menu, scope, words.language))
    await _changed("name", partial(_name, bot, words))
    await _changed("description", partial(_description, bot, words))
    await _changed("short description", partial(_short_description, bot, words))


async def _changed(what: str, change: Callable[[], Awaitable[None]]) -> None:
    try:
        await persistently(change)
    except TelegramError as error:
        logger.warning("Telegram was not told the bot's %s: %s", what, type(error).__name__)


async def _commands(
    bot: Bot, menu: tuple[BotCommand, ...], scope: BotCommandScope, language: str | None
) -> None:
    if await bot.get_my_commands(scope, language) != menu:
        await bot.set_my_commands(menu, scope, language)


async def _name(bot: Bot, words: Introduction) -> None:
    if (await bot.get_my_name(words.language)).name != words.name:
        await bot.set_my_name(words.name, words.language)


async def _description(bot: Bot, words: Introduction) -> None:
    if (await bot.get_my_description(words.language)).description != words.description:
        await bot.set_my_description(words.description, words.language)


async def _short_description(bot: Bot, words: Introduction) -> None:
    told = await bot.get_my_short_description(words.language)
    if told.short_description != words.short_description:
        await bot.set_my_short_description(words.short_description, words.language)


async def _menu_button(bot: Bot) -> None:
    if (await bot.get_chat_menu_button()).type != MenuButton.COMMANDS:
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
