"""The slash commands: one table, from which /help and the platforms' menus are made."""

from bot.agent.calls import ShowCheckups, ShowHistory, ShowSettings, ShowStatistics, Undo
from bot.conversation import command_handlers as handlers
from bot.conversation import invocations, reviewing
from bot.conversation.answer import Answer
from bot.conversation.command import Command, Group, Place
from bot.conversation.emails import email, email_invoked
from bot.conversation.erasing import ask_to_erase
from bot.conversation.options import (
    CHECKUPS,
    ENTRY,
    Option,
    OptionKind,
)
from bot.conversation.reminding import REMINDER_OPTIONS, reminders, reminders_in_words
from bot.conversation.snoozing import snooze, snooze_in_words
from bot.conversation.starting import start
from bot.conversation.thing_commands import THING_COMMANDS
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.help import help_reply
from bot.conversation.wording.language import N_


def commands_in(*, group: bool) -> tuple[Command, ...]:
    """What works in private, or in a group; in the order of /help."""
    return tuple(c for c in COMMANDS if not group or c.place is not Place.PRIVATE)


async def show_help(context: TurnContext, _words: str) -> Answer:
    in_group = context.work.actor.is_shared
    commands = commands_in(group=in_group)
    return Answer((help_reply(context.reader, commands, in_group=in_group),))


COMMANDS = (
    *THING_COMMANDS,
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
        reviewing.COMMAND,
        Group.REVIEW,
        N_("go through your things, one by one"),
        reviewing.review_in_words,
        place=Place.PRIVATE,
        usage=N_("[keep or give]"),
        example="keep",
        options=(
            Option(
                "checkup",
                OptionKind.CHOICE,
                N_("which checkup; what suggests itself if you leave it out"),
                choices=CHECKUPS,
            ),
        ),
        invocation=reviewing.review,
    ),
    Command(
        "snooze",
        Group.REVIEW,
        N_("no reminders of checkups until a day"),
        snooze_in_words,
        place=Place.PRIVATE,
        usage=N_("DAY"),
        example="next Friday",
        needs_words=True,
        options=(
            Option("until", OptionKind.DAY, N_("the day, as in “next Friday”"), required=True),
            Option(
                "checkup",
                OptionKind.CHOICE,
                N_("which checkup; both if you leave it out"),
                choices=CHECKUPS,
            ),
        ),
        invocation=snooze,
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
    Command(
        "help",
        Group.YOU,
        N_("this list"),
        show_help,
        place=Place.ANYWHERE,
        is_answered_alone=True,
    ),
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
        options=(
            Option(
                "zone", OptionKind.ZONE, N_("a city or time zone, as in “Berlin”"), required=True
            ),
        ),
        invocation=invocations.timezone,
    ),
    Command(
        "reminders",
        Group.YOU,
        N_("when and where I remind you"),
        reminders_in_words,
        place=Place.PRIVATE,
        usage=N_("[HOUR]"),
        example="18:00",
        options=REMINDER_OPTIONS,
        invocation=reminders,
    ),
    Command(
        "email",
        Group.YOU,
        N_("reminders by mail"),
        email,
        place=Place.PRIVATE,
        usage=N_("[ADDRESS, CODE, on, off, test or remove]"),
        example="ann@example.org",
        options=(ENTRY,),
        invocation=email_invoked,
    ),
    Command(
        "privacy",
        Group.YOU,
        N_("what I keep about you, and who sees it"),
        handlers.privacy,
        place=Place.ANYWHERE,
        is_answered_alone=True,
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
