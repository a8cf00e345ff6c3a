"""The slash commands: one table, from which /help and the platforms' menus are made."""

import re
from collections.abc import Sequence

from rapidfuzz import process

from bot.agent.calls import ShowCheckups, ShowHistory, ShowSettings, ShowStatistics, Undo
from bot.agent.errors import PrivateMatter
from bot.conversation import command_handlers as handlers
from bot.conversation.answer import Answer
from bot.conversation.command import Command, Group, Place
from bot.conversation.erasing import ask_to_erase
from bot.conversation.groups import offer
from bot.conversation.starting import start
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.help import help_reply, unknown_command_reply, usage_reply
from bot.conversation.wording.language import N_

LEAST_LIKENESS = 60
"""Of 100; what is less like an unknown command is not suggested."""
_WRITTEN = re.compile(r"/([^\s@/]*)(?:@\S*)?\s*(.*)", re.DOTALL)
"""Some platforms append the bot's name: /help@bot."""


async def run_command(context: TurnContext, text: str) -> Answer:
    """Does what a text with a leading slash asks for.

    In a group without a list only what works anywhere is done; all else is answered by the offer
    of a list. Raises PrivateMatter for what is not done in groups.
    """
    match = _WRITTEN.fullmatch(text)
    name, words = (match[1].casefold(), match[2].strip()) if match else ("", "")
    command = next((command for command in COMMANDS if command.name == name), None)
    actor = context.work.actor
    if not actor.is_open and (command is None or command.place is not Place.ANYWHERE):
        return offer(context)
    if command is None:
        return Answer((unknown_command_reply(context.reader, name, _near(name)),))
    if actor.is_shared and command.place is Place.PRIVATE:
        raise PrivateMatter(command.name)
    if command.needs_words and not words:
        return Answer((usage_reply(context.reader, command),))
    return await command.handler(context, words)


def commands_in(*, group: bool) -> tuple[Command, ...]:
    """What works in private, or in a group; in the order of /help."""
    return tuple(c for c in COMMANDS if not group or c.place is not Place.PRIVATE)


async def show_help(context: TurnContext, _words: str) -> Answer:
    in_group = context.work.actor.is_shared
    commands = commands_in(group=in_group)
    return Answer((help_reply(context.reader, commands, in_group=in_group),))


def _near(name: str) -> Sequence[str]:
    names = [command.name for command in COMMANDS]
    found = process.extract(name, names, limit=3, score_cutoff=LEAST_LIKENESS)
    return [near for near, _score, _index in found]


COMMANDS = (
    Command(
        "add",
        Group.THINGS,
        N_("put something on your list"),
        handlers.add,
        usage=N_("THING"),
        example="grey hoodie, got it yesterday",
        needs_words=True,
    ),
    Command(
        "items",
        Group.THINGS,
        N_("what you own"),
        handlers.items,
        usage=N_("[WHICH]"),
        example="donated",
    ),
    Command(
        "item",
        Group.THINGS,
        N_("one thing at large"),
        handlers.item,
        usage=N_("NAME"),
        example="grey hoodie",
        needs_words=True,
    ),
    Command(
        "give",
        Group.THINGS,
        N_("a thing went to somebody"),
        handlers.give,
        usage=N_("NAME to WHOM"),
        example="Switch to my brother",
        needs_words=True,
    ),
    Command(
        "donate",
        Group.THINGS,
        N_("a thing went to an organisation"),
        handlers.donate,
        usage=N_("NAME to WHERE"),
        example="desk chair to the Red Cross",
        needs_words=True,
    ),
    Command(
        "remove",
        Group.THINGS,
        N_("delete a thing from your list"),
        handlers.remove,
        usage=N_("NAME"),
        example="grey hoodie",
        needs_words=True,
    ),
    Command("undo", Group.THINGS, N_("take the last change back"), handlers.runs(Undo())),
    Command("history", Group.REVIEW, N_("what changed lately"), handlers.runs(ShowHistory())),
    Command(
        "checkups",
        Group.REVIEW,
        N_("your reviews and when they are due"),
        handlers.runs(ShowCheckups()),
        place=Place.PRIVATE,
    ),
    Command(
        "stats", Group.REVIEW, N_("how much you own and may own"), handlers.runs(ShowStatistics())
    ),
    Command(
        "badges",
        Group.REVIEW,
        N_("what you earned by keeping and giving"),
        handlers.runs(ShowStatistics(about="badges")),
    ),
    Command("start", Group.YOU, N_("the tour, and what this is"), start, place=Place.ANYWHERE),
    Command("help", Group.YOU, N_("this list"), show_help, place=Place.ANYWHERE),
    Command(
        "settings",
        Group.YOU,
        N_("your settings"),
        handlers.runs(ShowSettings()),
        place=Place.PRIVATE,
    ),
    Command(
        "timezone",
        Group.YOU,
        N_("where your days begin and end"),
        handlers.timezone,
        place=Place.PRIVATE,
        usage=N_("ZONE"),
        example="Berlin",
        needs_words=True,
    ),
    Command(
        "privacy",
        Group.YOU,
        N_("what I keep about you, and who sees it"),
        handlers.privacy,
        place=Place.ANYWHERE,
    ),
    Command(
        "export",
        Group.YOU,
        N_("everything I keep about you, as a file"),
        handlers.export,
        place=Place.PRIVATE,
    ),
    Command(
        "deletemydata",
        Group.YOU,
        N_("delete everything I keep about you"),
        ask_to_erase,
        place=Place.PRIVATE,
    ),
)
