"""What a slash command is; the table of them is in commands.py."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bot.conversation.answer import Answer
from bot.conversation.option_values import Values
from bot.conversation.options import Option
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.language import N_

Handler: TypeAlias = Callable[[TurnContext, str], Awaitable[Answer]]
"""Given what follows the command's name."""
Invocation: TypeAlias = Callable[[TurnContext, Values], Awaitable[Answer]]
"""Given what was put into the command's options; those that are required are there."""


class Group(StrEnum):
    """The headings of /help, in order."""

    THINGS = N_("Your things")
    REVIEW = N_("Keeping track")
    YOU = N_("You and me")


class Place(StrEnum):
    """Where a command works; rights are checked when it runs, whatever a menu shows."""

    ANYWHERE = "anywhere"
    LISTS = "lists"
    """Where there is a list: in private, and in a group that has opened a shared one."""
    PRIVATE = "private"
    """It is about the person alone: in a group it is not carried out, and nothing is shown."""


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
    place: Place = Place.LISTS
    example: str = ""
    needs_words: bool = False
    options: tuple[Option, ...] = ()
    """The same, option by option; the required ones first."""
    invocation: Invocation | None = None
    """What the options are handed to; None where there are none."""
    is_answered_alone: bool = False
    """Whether, in a group, the answer is for the eyes of who asked alone."""
