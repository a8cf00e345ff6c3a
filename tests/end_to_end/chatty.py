"""A front end in a process of its own: delivers numbered updates of one person, as a platform
does, and tells after each what was answered. Waits for a line of input before the first."""

import asyncio
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

from sqlalchemy.engine import URL

PROJECT = Path(__file__).parents[2]
READY = "ready"


@contextmanager
def chatty(url: URL, name: str, count: int, **settings: str) -> Iterator["Popen[str]"]:
    """A process that says `/add thing-NAME-0`, 1, 2… as updates NAME-0, NAME-1, NAME-2…; killed
    at the end, if it still runs."""
    environment: Mapping[str, str] = {
        "MINNOW_DATABASE_URL": url.render_as_string(hide_password=False),
        "MINNOW_ITEM_LIMIT": "1000",
        "MINNOW_RATE_LIMIT": "100000/1s",
        "XDG_DATA_HOME": "/nowhere",
        **settings,
    }
    command = [sys.executable, "-m", "tests.end_to_end.chatty", name, str(count)]
    with Popen(
        command, env=environment, cwd=PROJECT, stdin=PIPE, stdout=PIPE, text=True, bufsize=1
    ) as process:
        try:
            yield process
        finally:
            process.kill()


async def main(name: str, count: int) -> None:
    from bot.cli.running import own_settings
    from bot.composition import open_program
    from bot.conversation.messages import Account, Address, Incoming, Text

    account = Account("test", "ann", "Ann")
    address = Address("test", name)
    async with open_program(own_settings()) as program:
        sys.stdout.write(f"{READY}\n")
        sys.stdout.flush()
        sys.stdin.readline()
        for number in range(count):
            text = Text(f"/add thing-{name}-{number}")
            update = Incoming(address, account, text, update_id=f"{name}-{number}")
            replies = await program.handle(update)
            sys.stdout.write(" ".join(replies[0].plain().split()) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
