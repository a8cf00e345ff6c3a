"""What a slash command is; the table of them is in commands.py."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bot.conversation.answer import Answer
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.language import N_

Handler: TypeAlias = Callable[[TurnContext, str], Awaitable[Answer]]
"""Given what follows the command's name."""


class Group(StrEnum):
    """The headings of /help, in order."""

    THINGS = N_("Your things")
    REVIEW = N_("Keeping track")
    YOU = N_("You and me")


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    """Without the slash."""
    group: Group
    summary: str
    """Marked for translation, as is usage."""
    handler: Handler
    usage: str = ""
    """What follows the name, in capitals what the person puts in."""
    example: str = ""
    needs_words: bool = False
