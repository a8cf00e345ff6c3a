"""`minnow`, `minnow chat`: the terminal chat, opened while the person types."""

import asyncio
import importlib
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from bot.cli.running import own_settings
from bot.frontends.terminal.chat import Chat
from bot.frontends.terminal.lines import Lines, PipedLines, PromptedLines
from bot.frontends.terminal.person import Person, local_timezone, person_at
from bot.frontends.terminal.screens import ColourScreen, PlainScreen, Screen, at_terminal
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.agent.agent import LateAgent
    from bot.composition import Program
    from bot.posting import Post

BEFORE_REMINDING_SECONDS = 2.0
"""The first moments belong to what was come for: the alarm clock loads a library."""


def start() -> None:
    """Every front end that has a token; with none, the terminal chat. Raises Stop."""
    settings = own_settings()
    if settings.telegram_token or settings.discord_token:
        from bot.cli.serving import serve
        from bot.logging import log_to_stderr

        log_to_stderr()
        serve(settings)
    else:
        chat(settings, person_at(None))


def chat(settings: Settings, person: Person) -> None:
    """Talk until the person leaves. Raises Stop."""
    asyncio.run(_chat(settings, person))


async def _chat(settings: Settings, person: Person) -> None:
    interactive = at_terminal()
    lines: Lines
    screen: Screen
    if interactive:
        lines, screen = PromptedLines(settings.data_dir / "history"), ColourScreen()
    else:
        lines, screen = PipedLines(), PlainScreen()
    async with AsyncExitStack() as opened:

        async def enter() -> "Program":
            # Loading takes longer than a person needs to begin to type.
            composition = await asyncio.to_thread(importlib.import_module, "bot.composition")
            program: Program = await opened.enter_async_context(
                composition.open_program(settings, local_timezone())
            )
            if interactive:
                _load_while_the_person_types(program.agent)
                await opened.enter_async_context(_reminding(settings, program, person, talk.post))
            return program

        talk = Chat(person, lines, screen, enter, interactive=interactive)
        await talk.run()


@asynccontextmanager
async def _reminding(
    settings: Settings, program: "Program", person: Person, post: "Post"
) -> AsyncIterator[None]:
    """While the body runs, but for its beginning, that one person is reminded here; mails go to
    whoever gets them."""
    from bot.composition import alarm_clock

    account, leaving = person.account, asyncio.Event()
    clock = alarm_clock(
        settings,
        program,
        [post],
        whose=partial(program.person_at, account.platform, account.user_id),
    )

    async def remind() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(leaving.wait(), BEFORE_REMINDING_SECONDS)
            return
        async with clock:
            await leaving.wait()

    reminding = asyncio.create_task(remind())
    try:
        yield
    finally:
        leaving.set()
        await asyncio.wait([reminding])


def _load_while_the_person_types(agent: "LateAgent") -> None:
    """In a thread that nobody waits for: who leaves at once, leaves at once."""

    def load() -> None:
        try:
            agent.warm_up()
        except Exception:  # the first sentence meets it again, and answers for it
            logging.getLogger(__name__).exception("The agent could not be loaded ahead")

    threading.Thread(target=load, daemon=True).start()
