"""The application commands, made from the table of the slash commands. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import discord

from bot.conversation.command import Command
from bot.conversation.wording.command_names import ADD_FROM_MESSAGE, LOCALES, WORDS
from bot.conversation.wording.language import language

Definition = dict[str, Any]
"""One command as Discord takes and gives it (Application Commands, Create)."""

LONGEST_NAME = 32
LONGEST_DESCRIPTION = 100
LONGEST_WORDS = 6000
"""Characters of an option of text."""
MOST_COMMANDS = 100
CONTEXTS = [0, 1, 2]
"""In servers, in direct messages with the bot, among people."""
INTEGRATION_TYPES = [0, 1]
"""Installed for a server, installed for a person."""


def definitions(commands: Iterable[Command]) -> list[Definition]:
    """All of them, and one for the menu of a message."""
    return [*map(_slash_command, commands), _message_command()]


def differ(wanted: Sequence[Definition], registered: Sequence[Mapping[str, Any]]) -> bool:
    """Whether Discord is to be told: it takes 200 new commands a day, so it is asked first."""
    return _by_name(wanted) != _by_name(registered)


def _slash_command(command: Command) -> Definition:
    return {
        "type": discord.AppCommandType.chat_input.value,
        "name": command.name,
        "name_localizations": _localised_names(command.name),
        "description": _description(command.summary),
        "description_localizations": _localised_descriptions(command.summary),
        "options": [_words_option(command)] if command.usage else [],
        **_everywhere(),
    }


def _words_option(command: Command) -> Definition:
    return {
        "type": discord.AppCommandOptionType.string.value,
        "name": WORDS,
        "name_localizations": _localised_names(WORDS),
        "description": _description(command.usage, command.example),
        "description_localizations": _localised_descriptions(command.usage, command.example),
        "required": command.needs_words,
        "max_length": LONGEST_WORDS,
    }


def _message_command() -> Definition:
    return {
        "type": discord.AppCommandType.message.value,
        "name": ADD_FROM_MESSAGE,
        "name_localizations": _localised_names(ADD_FROM_MESSAGE),
        "description": "",
        "description_localizations": {},
        "options": [],
        **_everywhere(),
    }


def _everywhere() -> Definition:
    """Who may do what is asked when a command runs, whatever a menu shows."""
    return {
        "contexts": CONTEXTS,
        "integration_types": INTEGRATION_TYPES,
        "default_member_permissions": None,
        "nsfw": False,
    }


def _description(text: str, example: str = "") -> str:
    described = f"{text} ({example})" if example else text
    return described if len(described) <= LONGEST_DESCRIPTION else text[:LONGEST_DESCRIPTION]


def _localised_names(name: str) -> dict[str, str]:
    """Where there is none in a language, Discord shows the name itself."""
    names = {locale: language(locale).gettext(name) for locale in LOCALES}
    return {
        locale: word for locale, word in names.items() if word != name and len(word) <= LONGEST_NAME
    }


def _localised_descriptions(text: str, example: str = "") -> dict[str, str]:
    return {locale: _description(language(locale).gettext(text), example) for locale in LOCALES}


def _by_name(commands: Sequence[Mapping[str, Any]]) -> dict[tuple[int, str], object]:
    return {(each["type"], each["name"]): _comparable(each) for each in commands}


def _comparable(given: Mapping[str, Any]) -> object:
    """What Discord leaves out or adds by itself does not count."""
    return {
        **{field: given.get(field) or {} for field in ("name_localizations",)},
        "description_localizations": given.get("description_localizations") or {},
        "description": given.get("description", ""),
        "options": [_comparable_option(option) for option in given.get("options") or []],
        "contexts": sorted(given.get("contexts") or []),
        "integration_types": sorted(given.get("integration_types") or []),
        "default_member_permissions": given.get("default_member_permissions"),
        "nsfw": bool(given.get("nsfw")),
    }


def _comparable_option(option: Mapping[str, Any]) -> object:
    names = ("name", "type", "description", "max_length", "min_value", "max_value")
    return {
        **{name: option.get(name) for name in names},
        "name_localizations": option.get("name_localizations") or {},
        "description_localizations": option.get("description_localizations") or {},
        "required": bool(option.get("required")),
        "autocomplete": bool(option.get("autocomplete")),
        "choices": list(option.get("choices") or []),
    }
