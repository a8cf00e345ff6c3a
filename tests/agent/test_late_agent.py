"""The agent that is built when it is needed."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from bot.agent.agent import LateAgent
from bot.agent.outcomes import NothingDone, Outcome
from core.turns.desk import Turn
from tests.agent.world import World


class Echo:
    closed = False

    async def hear(self, turn: Turn, chat_id: str, text: str) -> tuple[Outcome, ...]:
        return (NothingDone("greeting", text),)

    async def close(self) -> None:
        self.closed = True


class Builder:
    def __init__(self) -> None:
        self.built: list[Echo] = []

    def __call__(self) -> Echo:
        time.sleep(0.02)
        self.built.append(Echo())
        return self.built[-1]


async def test_it_is_built_at_the_first_sentence_and_once(world: World) -> None:
    builder = Builder()
    agent = LateAgent(builder)
    assert builder.built == []

    assert await world.hear(agent, "hello") == (NothingDone("greeting", "hello"),)
    await world.hear(agent, "again")

    assert len(builder.built) == 1


def test_threads_that_warm_it_up_together_build_it_once() -> None:
    builder = Builder()
    agent = LateAgent(builder)

    with ThreadPoolExecutor(4) as pool:
        warmed = list(pool.map(lambda _: agent.warm_up(), range(8)))

    assert len(builder.built) == 1
    assert all(one is builder.built[0] for one in warmed)


async def test_others_may_write_while_it_is_built(world: World) -> None:
    begun, may_end = Event(), Event()

    def build() -> Echo:
        begun.set()
        assert may_end.wait(10)
        return Echo()

    hearing = asyncio.create_task(world.hear(LateAgent(build), "hello"))
    try:
        await asyncio.to_thread(begun.wait, 10)
        async with asyncio.timeout(2):
            await world.has("Kettle", who="bob")
    finally:
        may_end.set()
    assert await hearing == (NothingDone("greeting", "hello"),)


async def test_closing_closes_what_was_built_and_builds_nothing() -> None:
    builder = Builder()
    agent = LateAgent(builder)
    await agent.close()
    assert builder.built == []

    agent.warm_up()
    await agent.close()
    assert builder.built[0].closed
