"""/reminders: when and where reminders come."""

import re

from bot.agent.calls import ChangeSettings
from bot.agent.interpreter.hours import HOUR, whole_hour
from bot.conversation.answer import Answer
from bot.conversation.button_payloads import RemindAt, RemindOn
from bot.conversation.errors import OptionUnreadable
from bot.conversation.option_values import Values
from bot.conversation.options import Option, OptionChoice, OptionKind
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.language import N_
from bot.conversation.wording.reminder_settings import reminders_reply
from bot.conversation.wording.rhythm import CHANNEL_LABELS
from core.people.actions import show_reminder_settings

AUTOMATIC = "automatic"
OFF = "off"
REMINDER_OPTIONS = (
    Option("hour", OptionKind.HOUR, N_("the hour at which they come, as in “18:00”")),
    Option("quiet", OptionKind.HOURS, N_("the hours without any, as in “22-7”; “off” for none")),
    Option(
        "channel",
        OptionKind.CHOICE,
        N_("where they come"),
        choices=(
            *(OptionChoice(name, label) for name, label in CHANNEL_LABELS.items()),
            OptionChoice(AUTOMATIC, N_("Automatic")),
        ),
    ),
)

_QUIET = re.compile(rf"(?:from |between )?({HOUR}) ?(?:-|–|to|until|till|and) ?({HOUR})", re.I)
_Fields = dict[str, int | str]
"""Of ChangeSettings."""


async def reminders_in_words(context: TurnContext, words: str) -> Answer:
    """HOUR, "quiet HOUR-HOUR", "quiet off" or "on PLATFORM"; without a value, how things stand,
    which tells what can be written. Raises OptionUnreadable."""
    first, _, rest = words.partition(" ")
    match first.casefold():
        case "" | "quiet" | "on" | "at" if not rest.strip():
            return await _show(context)
        case "quiet":
            return await _change(context, _quiet_hours(rest.strip()))
        case "on":
            return await _change(context, _channel(rest.strip()))
        case "at":
            return await _change(context, _hour(rest.strip()))
        case _:
            return await _change(context, _hour(words))


async def reminders(context: TurnContext, values: Values) -> Answer:
    """All that is given at once. Raises OptionUnreadable."""
    fields: _Fields = {}
    for option, read in (("hour", _hour), ("quiet", _quiet_hours), ("channel", _channel)):
        text = values.text(option)
        if text is not None:
            fields |= read(text)
    return await (_change(context, fields) if fields else _show(context))


async def choose(context: TurnContext, pressed: RemindAt | RemindOn) -> Answer:
    match pressed:
        case RemindAt():
            return await _change(context, {"reminder_hour": pressed.hour})
        case RemindOn():
            return await _change(context, {"reminder_channel": pressed.platform})


async def _change(context: TurnContext, fields: _Fields) -> Answer:
    return await context.run(ChangeSettings.model_validate(fields))


async def _show(context: TurnContext) -> Answer:
    shown = await show_reminder_settings(context.work)
    return Answer((reminders_reply(context.reader, shown),))


def _hour(text: str) -> _Fields:
    hour = whole_hour(text)
    if hour is None:
        raise OptionUnreadable("hour", OptionKind.HOUR, text)
    return {"reminder_hour": hour}


def _quiet_hours(text: str) -> _Fields:
    if text.casefold() == OFF:
        return {"quiet_from": 0, "quiet_until": 0}
    found = _QUIET.fullmatch(text)
    begin, end = (whole_hour(found[1]), whole_hour(found[2])) if found else (None, None)
    if begin is None or end is None:
        raise OptionUnreadable("quiet", OptionKind.HOURS, text)
    return {"quiet_from": begin, "quiet_until": end}


def _channel(text: str) -> _Fields:
    """What is no platform of theirs, core refuses."""
    return {"reminder_channel": "" if text.casefold() == AUTOMATIC else text}
