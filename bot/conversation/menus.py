"""The menus of commands that platforms show, made from the table of commands."""

from enum import StrEnum

from bot.conversation.commands import commands_in
from bot.conversation.wording.language import Language


class Scope(StrEnum):
    """Where a menu is shown (Bot API, BotCommandScope)."""

    PRIVATE = "private"
    GROUP = "group"
    GROUP_ADMINS = "group_admins"


def menu(language: Language, scope: Scope) -> tuple[tuple[str, str], ...]:
    """(name, summary) of each command: 1 to 32 characters of a-z 0-9 _, and 1 to 256 (Bot API,
    BotCommand). No command asks for more than being a member, so administrators of a group see
    what everybody there sees."""
    commands = commands_in(group=scope is not Scope.PRIVATE)
    return tuple((command.name, language.gettext(command.summary)) for command in commands)
