"""The slash commands about single things."""

from dataclasses import replace

from bot.conversation import changing, invocations
from bot.conversation import command_handlers as handlers
from bot.conversation.command import Command, Group
from bot.conversation.options import (
    A_THING,
    GOAL,
    LAST_USED,
    RECEIVED,
    THING,
    TYPE,
    Option,
    OptionKind,
)
from bot.conversation.wording.language import N_

THING_COMMANDS = (
    Command(
        "add",
        Group.THINGS,
        N_("put something on your list"),
        handlers.add,
        usage=N_("THING"),
        example="grey hoodie, got it yesterday",
        needs_words=True,
        options=(
            Option(THING, OptionKind.TEXT, N_("what it is"), required=True),
            RECEIVED,
            LAST_USED,
            GOAL,
            TYPE,
        ),
        invocation=invocations.add,
    ),
    Command(
        "items",
        Group.THINGS,
        N_("what you own"),
        handlers.items,
        usage=N_("[WHICH]"),
        example="donated",
        options=(
            Option(
                "which", OptionKind.TEXT, N_("which ones, as in “donated”; all if you leave it out")
            ),
        ),
        invocation=invocations.items,
    ),
    Command(
        "item",
        Group.THINGS,
        N_("one thing at large"),
        handlers.item,
        usage=N_("NAME"),
        example="grey hoodie",
        needs_words=True,
        options=(A_THING,),
        invocation=invocations.item,
    ),
    Command(
        "give",
        Group.THINGS,
        N_("a thing went to somebody"),
        handlers.give,
        usage=N_("NAME to WHOM"),
        example="Switch to my brother",
        needs_words=True,
        options=(
            A_THING,
            Option("to", OptionKind.TEXT, N_("who got it")),
            Option(
                "on", OptionKind.DAY, N_("the day, as in “yesterday”; today if you leave it out")
            ),
        ),
        invocation=invocations.give,
    ),
    Command(
        "donate",
        Group.THINGS,
        N_("a thing went to an organisation"),
        handlers.donate,
        usage=N_("NAME to WHERE"),
        example="desk chair to the Red Cross",
        needs_words=True,
        options=(
            A_THING,
            Option("to", OptionKind.TEXT, N_("which organisation got it")),
            Option(
                "on", OptionKind.DAY, N_("the day, as in “yesterday”; today if you leave it out")
            ),
        ),
        invocation=invocations.donate,
    ),
    Command(
        "used",
        Group.THINGS,
        N_("you used a thing"),
        changing.used_in_words,
        usage=N_("NAME [DAY]"),
        example="grey hoodie yesterday",
        needs_words=True,
        options=(
            A_THING,
            Option(
                "on", OptionKind.DAY, N_("the day, as in “yesterday”; today if you leave it out")
            ),
        ),
        invocation=changing.used,
    ),
    Command(
        "goal",
        Group.THINGS,
        N_("how long you want to keep a thing"),
        changing.goal_in_words,
        usage=N_("NAME LENGTH"),
        example="grey hoodie 2 years",
        needs_words=True,
        options=(
            A_THING,
            replace(GOAL, required=True),
        ),
        invocation=changing.goal,
    ),
    Command(
        "rename",
        Group.THINGS,
        N_("call a thing something else"),
        changing.rename_in_words,
        usage=N_("NAME to NEW NAME"),
        example="grey hoodie to old hoodie",
        needs_words=True,
        options=(
            A_THING,
            Option("name", OptionKind.TEXT, N_("its new name"), required=True),
        ),
        invocation=changing.rename,
    ),
    Command(
        "edit",
        Group.THINGS,
        N_("change a thing"),
        changing.edit_in_words,
        usage=N_("NAME"),
        example="grey hoodie",
        needs_words=True,
        options=(
            A_THING,
            Option("name", OptionKind.TEXT, N_("its new name")),
            RECEIVED,
            LAST_USED,
            GOAL,
            TYPE,
        ),
        invocation=changing.edit,
    ),
    Command(
        "remove",
        Group.THINGS,
        N_("delete a thing from your list"),
        handlers.remove,
        usage=N_("NAME"),
        example="grey hoodie",
        needs_words=True,
        options=(A_THING,),
        invocation=invocations.remove,
    ),
)
