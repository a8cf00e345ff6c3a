"""The memory of the program that serves Telegram and Discord at once, without a model.

A process of its own, on loopback servers in this one. Commands and presses need no graph; the
first sentence loads it, LangGraph and all. (`minnow` loads it at its start, so that nobody waits.)
"""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import discord, telegram
from tests.emulators.child import running
from tests.emulators.discord import DiscordServer
from tests.emulators.telegram import TelegramServer

PROGRAM = "tests.bench.without_graph"
SENTENCE = "got a lamp yesterday"
BREATH = 0.05


async def resident(rounds: int) -> tuple[float, float]:
    """MiB in use after so many commands and presses on each platform, before the graph is loaded,
    and then after as many sentences and presses."""
    async with AsyncExitStack() as opened:
        folder = Path(opened.enter_context(TemporaryDirectory()))
        telegrams = await opened.enter_async_context(TelegramServer())
        discords = await opened.enter_async_context(DiscordServer())
        settings = telegrams.settings | discords.settings
        child = await opened.enter_async_context(running(PROGRAM, settings, folder))
        await discords.connected(within=discord.START_SECONDS)
        await discords.until(lambda: bool(discords.commands.registered()), discord.START_SECONDS)
        await _command(telegrams, discords, rounds)
        before = await _resident(child.pid)
        await _say(telegrams, discords, rounds)
        return before, await _resident(child.pid)


async def _command(telegrams: TelegramServer, discords: DiscordServer, rounds: int) -> None:
    """Adds a thing and takes it back, each time for somebody new."""
    for _ in range(rounds):
        ann, bob = telegrams.person("Ann"), discords.person("Bob")
        await ann.write("/add a lamp")
        receipt = await ann.answer()
        await (await ann.press(receipt, receipt.buttons[0].label)).answer
        answered = await bob.command("add", thing="a lamp")
        await bob.press(answered.messages[0], answered.messages[0].buttons[0])
        await asyncio.sleep(BREATH)


async def _say(telegrams: TelegramServer, discords: DiscordServer, rounds: int) -> None:
    talks = telegram.Talk(telegrams, SENTENCE), discord.Talk(discords, SENTENCE)
    for number in range(rounds):
        for talk in talks:
            if number % telegram.ROUNDS_OF_A_PERSON == 0:
                await talk.with_somebody_new()
            await talk.round()
            await asyncio.sleep(BREATH)


async def _resident(pid: int) -> float:
    """In MiB, as `ps` tells it."""
    asked = await asyncio.create_subprocess_exec(
        "ps", "-o", "rss=", "-p", str(pid), stdout=asyncio.subprocess.PIPE
    )
    told, _ = await asked.communicate()
    return int(told) / 1024
