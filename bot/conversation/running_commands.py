"""Doing what a command asks for, be it written or put together from options."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import process

from bot.agent.errors import PrivateMatter
from bot.conversation.answer import Answer
from bot.conversation.command import Command, Place
from bot.conversation.commands import COMMANDS
from bot.conversation.errors import WordsMissing
from bot.conversation.groups import offer
from bot.conversation.messages import Invoked
from bot.conversation.option_values import Values
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.forms import add_form
from bot.conversation.wording.help import unknown_command_reply, usage_reply

LEAST_LIKENESS = 60
"""Of 100; what is less like an unknown command is not suggested."""
_WRITTEN = re.compile(r"/([^\s@/]*)(?:@\S*)?\s*(.*)", re.DOTALL)
"""Some platforms append the bot's name: /help@bot."""


async def run_command(context: TurnContext, text: str) -> Answer:
    """Does what a text with a leading slash asks for.

    In a group without a list only what works anywhere is done; all else is answered by the offer
    of a list. Raises PrivateMatter for what is not done in groups, and what the command raises.
    """
    match = _WRITTEN.fullmatch(text)
    name, words = (match[1].casefold(), match[2].strip()) if match else ("", "")
    command = _named(name)
    if not _is_open_for(context, command):
        return offer(context)
    if command is None:
        return _unknown(context, name)
    _require_place(context, command)
    if command.needs_words and not words:
        return _usage(context, command)
    try:
        answer = await command.handler(context, words)
    except WordsMissing:
        return _usage(context, command)
    return _as_told(command, answer)


async def run_invoked(context: TurnContext, invoked: Invoked) -> Answer:
    """Does what a command with its options asks for, by the same rules. Raises OptionUnreadable
    besides."""
    command = _named(invoked.name)
    if not _is_open_for(context, command):
        return offer(context)
    if command is None:
        return _unknown(context, invoked.name)
    _require_place(context, command)
    values = Values.of(invoked, command.options)
    if not values.are_complete:
        return _usage(context, command)
    if command.invocation is None:
        answer = await command.handler(context, "")
    else:
        answer = await command.invocation(context, values)
    return _as_told(command, answer)


def _named(name: str) -> Command | None:
    return next((command for command in COMMANDS if command.name == name), None)


def _is_open_for(context: TurnContext, command: Command | None) -> bool:
    anywhere = command is not None and command.place is Place.ANYWHERE
    return context.work.actor.is_open or anywhere


def _require_place(context: TurnContext, command: Command) -> None:
    """Raises PrivateMatter."""
    if context.work.actor.is_shared and command.place is Place.PRIVATE:
        raise PrivateMatter(command.name)


def _as_told(command: Command, answer: Answer) -> Answer:
    return replace(answer, is_for_one=True) if command.is_answered_alone else answer


def _usage(context: TurnContext, command: Command) -> Answer:
    """How it is written; with the form, where it has one that needs nothing to begin with."""
    reply = usage_reply(context.reader, command)
    if command.name == "add":
        reply = replace(reply, form=add_form(context.reader))
    return Answer((reply,), is_for_one=True)


def _unknown(context: TurnContext, name: str) -> Answer:
    return Answer((unknown_command_reply(context.reader, name, _near(name)),), is_for_one=True)


def _near(name: str) -> Sequence[str]:
    names = [command.name for command in COMMANDS]
    found = process.extract(name, names, limit=3, score_cutoff=LEAST_LIKENESS)
    return [near for near, _score, _index in found]
