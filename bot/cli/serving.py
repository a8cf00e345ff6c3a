"""`minnow` with a token: every front end that has one, until the process is told to stop."""

import asyncio
import logging
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from bot.cli.stopping import told_by_signals
from bot.logging import places_of
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.composition import Program
    from bot.frontends.front_end import FrontEnd
    from bot.reminders.alarm_clock import AlarmClock

logger = logging.getLogger(__name__)


def serve(settings: Settings) -> None:
    """Until SIGINT or SIGTERM: turns in hand are finished then; the platforms keep what comes
    after. A second signal ends the process at once. Raises Stop."""
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    from bot.composition import alarm_clock, open_front_ends, open_program, open_service

    stopping = asyncio.Event()
    with told_by_signals(stopping):
        async with AsyncExitStack() as opened:
            program = await opened.enter_async_context(open_program(settings))
            front_ends = open_front_ends(settings, program)
            await opened.enter_async_context(open_service(settings, program, front_ends))
            _tell(f"MinNow serves {_list(front_ends)}. Ctrl-C stops it.")
            beginning = asyncio.create_task(_begin(program))
            waking = alarm_clock(settings, program, [one.post for one in front_ends])
            await _run(front_ends, waking, stopping)
            await asyncio.wait([beginning])
    _tell("Stopped.")


async def _begin(program: "Program") -> None:
    """What nobody has to wait for. Failures are met again, and told, by whoever needs it."""
    try:
        await asyncio.to_thread(program.agent.warm_up)
    except Exception as failure:
        logger.warning("Not everything could be begun: %s", places_of(failure))


async def _run(
    front_ends: "Sequence[FrontEnd]", alarm_clock: "AlarmClock", stopping: asyncio.Event
) -> None:
    """All of them; where one can not go on, the others are stopped as well. The alarm clock stops
    first: what it has in hand leaves by the front ends."""
    leaving = asyncio.Event()
    running = [asyncio.create_task(front_end.run(leaving)) for front_end in front_ends]
    told = asyncio.create_task(stopping.wait())
    async with alarm_clock:
        await asyncio.wait([told, *running], return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    leaving.set()
    await asyncio.wait(running)
    for ended in running:
        ended.result()


def _tell(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def _list(front_ends: "Sequence[FrontEnd]") -> str:
    return " and ".join(front_end.name.title() for front_end in front_ends)
