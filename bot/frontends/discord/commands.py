"""The application commands, made from the table of the slash commands. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import discord

from bot.conversation.command import Command, Place
from bot.conversation.forms import may_open_form
from bot.conversation.messages import Invoked
from bot.conversation.options import Option, OptionChoice
from bot.conversation.wording.command_names import ADD_FROM_MESSAGE, LOCALES
from bot.conversation.wording.language import language

Definition = dict[str, Any]
"""One command as Discord takes and gives it (Application Commands, Create)."""

_NAME = re.compile(r"[-_\w]{1,32}")
LONGEST_DESCRIPTION = 100
LONGEST_WORDS = 6000
"""Characters of an option of text."""
IN_SERVERS, WITH_THE_BOT, AMONG_PEOPLE = 0, 1, 2
"""Where a command is offered (Application Commands, Interaction Context Types)."""
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
        "options": [_option(command, option) for option in command.options],
        **_offered(command.place),
    }


def _option(command: Command, option: Option) -> Definition:
    """Nothing is required of a command that opens a form where nothing is given."""
    definition = {
        "type": discord.AppCommandOptionType.string.value,
        "name": option.name,
        "name_localizations": _localised_names(option.name),
        "description": _description(option.summary),
        "description_localizations": _localised_descriptions(option.summary),
        "required": option.required and not may_open_form(Invoked(command.name)),
    }
    if option.kind.is_suggested:
        return definition | {"autocomplete": True}
    if option.choices:
        return definition | {"choices": [_choice(choice) for choice in option.choices]}
    return definition | {"max_length": LONGEST_WORDS}


def _choice(choice: OptionChoice) -> Definition:
    return {
        "name": choice.label,
        "name_localizations": _localised_labels(choice.label),
        "value": choice.value,
    }


def _message_command() -> Definition:
    return {
        "type": discord.AppCommandType.message.value,
        "name": ADD_FROM_MESSAGE,
        "name_localizations": _localised_labels(ADD_FROM_MESSAGE),
        **_offered(Place.LISTS),
    }


def _offered(place: Place) -> Definition:
    """Who may do what is asked when a command runs, whatever a menu shows; no command is for those
    alone who run a server."""
    contexts = [WITH_THE_BOT]
    if place is not Place.PRIVATE:
        contexts = [IN_SERVERS, WITH_THE_BOT, AMONG_PEOPLE]
    return {
        "contexts": contexts,
        "integration_types": INTEGRATION_TYPES,
        "default_member_permissions": None,
        "nsfw": False,
    }


def _description(text: str) -> str:
    return text[:LONGEST_DESCRIPTION]


def _localised_names(name: str) -> dict[str, str]:
    """Where there is none in a language, Discord shows the name itself."""
    names = {locale: language(locale).gettext(name).lower() for locale in LOCALES}
    return {
        locale: word for locale, word in names.items() if word != name and _NAME.fullmatch(word)
    }


def _localised_labels(label: str) -> dict[str, str]:
    labels = {locale: language(locale).gettext(label) for locale in LOCALES}
    return {locale: words for locale, words in labels.items() if words != label}


def _localised_descriptions(text: str) -> dict[str, str]:
    return {locale: _description(language(locale).gettext(text)) for locale in LOCALES}


def _by_name(commands: Sequence[Mapping[str, Any]]) -> dict[tuple[int, str], object]:
    return {(each["type"], each["name"]): _comparable(each) for each in commands}


def _comparable(given: Mapping[str, Any]) -> object:
    """What Discord leaves out or adds by itself does not count."""
    return {
        "name_localizations": given.get("name_localizations") or {},
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
        "choices": [_comparable_choice(choice) for choice in option.get("choices") or []],
    }


def _comparable_choice(choice: Mapping[str, Any]) -> object:
    return (choice["name"], choice["value"], choice.get("name_localizations") or {})
