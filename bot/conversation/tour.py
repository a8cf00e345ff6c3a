"""The tour: where a person is in it, kept with the person."""

from dataclasses import replace

from bot.conversation.answer import Answer
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.tour import STEPS, tour_end, tour_step
from core.people.actions import set_onboarding_step


async def begin(context: TurnContext) -> Answer:
    """From where the person left it; from the start if it is done, skipped or new."""
    step = context.work.actor.onboarding_step
    step = step if step is not None and 1 <= step <= STEPS else 1
    await set_onboarding_step(context.work, step)
    return Answer((tour_step(context.reader, step),))


async def go_to_step(context: TurnContext, step: int) -> Answer:
    """The step in place of the one before; any that there is not ends the tour."""
    if not 1 <= step <= STEPS:
        await set_onboarding_step(context.work, None)
        return Answer((replace(tour_end(context.reader), edits=True),))
    await set_onboarding_step(context.work, step)
    return Answer((replace(tour_step(context.reader, step), edits=True),))
