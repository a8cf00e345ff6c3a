"""Methods about what the bot tells of itself (Bot API, setMyCommands and its neighbours)."""

import json
import re
from typing import Any

from tests.emulators.telegram.errors import bad_request
from tests.emulators.telegram.requests import Request
from tests.emulators.telegram.world import World

Json = dict[str, Any]

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")
MOST_COMMANDS = 100
LONGEST_COMMAND_DESCRIPTION = 256
LONGEST_NAME, LONGEST_DESCRIPTION, LONGEST_SHORT_DESCRIPTION = 64, 512, 120
DEFAULT_SCOPE = {"type": "default"}


def get_me(world: World, request: Request) -> Json:
    return {**world.bot, "can_read_all_group_messages": not world.privacy_mode}


def set_my_commands(world: World, request: Request) -> bool:
    commands = request.parameters["commands"]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        if not COMMAND.fullmatch(each["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(each["description"]) <= LONGEST_COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.profile.commands[_place(world, request)] = commands
    return True


def get_my_commands(world: World, request: Request) -> list[Json]:
    return world.profile.commands.get(_place(world, request), [])


def delete_my_commands(world: World, request: Request) -> bool:
    world.profile.commands.pop(_place(world, request), None)
    return True


def set_my_name(world: World, request: Request) -> bool:
    return _set(request, "name", world.profile.names, LONGEST_NAME)


def get_my_name(world: World, request: Request) -> Json:
    names = world.profile.names
    return {"name": names.get(_language(request)) or names.get("") or world.bot["first_name"]}


def set_my_description(world: World, request: Request) -> bool:
    return _set(request, "description", world.profile.descriptions, LONGEST_DESCRIPTION)


def get_my_description(world: World, request: Request) -> Json:
    told = world.profile.descriptions
    return {"description": told.get(_language(request)) or told.get("", "")}


def set_my_short_description(world: World, request: Request) -> bool:
    told = world.profile.short_descriptions
    return _set(request, "short_description", told, LONGEST_SHORT_DESCRIPTION)


def get_my_short_description(world: World, request: Request) -> Json:
    told = world.profile.short_descriptions
    return {"short_description": told.get(_language(request)) or told.get("", "")}


def set_chat_menu_button(world: World, request: Request) -> bool:
    button = request.parameters.get("menu_button", {"type": "default"})
    world.profile.menu_buttons[_menu_chat(world, request)] = button
    return True


def get_chat_menu_button(world: World, request: Request) -> Json:
    buttons = world.profile.menu_buttons
    default = buttons.get(None, {"type": "commands"})
    return buttons.get(_menu_chat(world, request), default)


def _set(request: Request, name: str, told: dict[str, str], longest: int) -> bool:
    """An empty text removes it."""
    text = request.parameters.get(name, "")
    if len(text) > longest:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    told[_language(request)] = text
    return True


def _language(request: Request) -> str:
    language = str(request.parameters.get("language_code", ""))
    if language and not LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _place(world: World, request: Request) -> tuple[str, str]:
    scope = request.parameters.get("scope", DEFAULT_SCOPE)
    if "chat_id" in scope:
        world.chat(scope["chat_id"])
    return json.dumps(scope, sort_keys=True), _language(request)


def _menu_chat(world: World, request: Request) -> int | None:
    chat_id = request.parameters.get("chat_id")
    if chat_id is not None and world.chat(chat_id).kind != "private":
        raise bad_request("chat must be private")
    return chat_id
