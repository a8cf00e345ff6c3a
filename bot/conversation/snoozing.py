"""/snooze: holds the reminders of checkups back until a day."""

from bot.agent.calls import SnoozeCheckup
from bot.agent.interpreter.understanding import Understood
from bot.conversation.answer import Answer
from bot.conversation.command_handlers import read
from bot.conversation.errors import OptionUnreadable
from bot.conversation.option_values import Values
from bot.conversation.options import OptionKind
from bot.conversation.turn_context import TurnContext
from storage.vocabulary import CheckupType


async def snooze_in_words(context: TurnContext, words: str) -> Answer:
    """Both, or, where the words say so, one of them. Raises OptionUnreadable."""
    return await context.run(await _read_snooze(context, words))


async def snooze(context: TurnContext, values: Values) -> Answer:
    """Raises OptionUnreadable."""
    call = await _read_snooze(context, values.texts["until"])
    chosen = values.text("checkup")
    if chosen is not None:
        call = call.model_copy(update={"types": (_checkup_type(chosen),)})
    return await context.run(call)


async def _read_snooze(context: TurnContext, until: str) -> SnoozeCheckup:
    """The day is one to come: what a sentence about reminders makes of it."""
    understood = await read(context, f"snooze my checkups until {until}")
    if isinstance(understood, Understood) and len(understood.calls) == 1:
        call = understood.calls[0]
        if isinstance(call, SnoozeCheckup):
            return call
    raise OptionUnreadable("until", OptionKind.DAY, until)


def _checkup_type(text: str) -> CheckupType:
    try:
        return CheckupType(text)
    except ValueError:
        raise OptionUnreadable("checkup", OptionKind.CHOICE, text) from None
