"""The program as it serves, but that it does not load the graph before somebody needs it."""

import asyncio
import signal

from bot.cli.running import own_settings
from bot.composition import open_front_ends, open_program


async def serve() -> None:
    """Until SIGTERM."""
    settings = own_settings()
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    async with open_program(settings) as program:
        front_ends = open_front_ends(settings, program)
        await asyncio.gather(*(front_end.run(stopping) for front_end in front_ends))


if __name__ == "__main__":
    asyncio.run(serve())
