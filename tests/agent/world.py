"""A person with a real database, and stand-ins for what other parts bring along."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.agent.agent import Agent
from bot.agent.calls import AnyCall
from bot.agent.interpreter.interpreter import Interpreter
from bot.agent.interpreter.understanding import Nothing, Understanding
from bot.agent.memory import meaning_of
from bot.agent.outcomes import Outcome
from bot.agent.scene import Scene
from bot.agent.tools import Tools
from core.clock import StandingClock
from core.items.actions import add_items, known_things
from core.items.results import NewThing, Thing
from core.turns.desk import Arrival, Turn, TurnDesk, TurnPolicy
from storage.transactions import Database
from storage.vocabulary import Cause, ItemStatus, ItemType

CHAT = "chat"


@dataclass(frozen=True, slots=True)
class KnownCategory:
    item_type: ItemType
    picture: str


class Lamps:
    """A classifier that knows lamps."""

    def classify(self, name: str) -> KnownCategory:
        if "lamp" in name.casefold():
            return KnownCategory(ItemType.DECOR, "💡")
        return KnownCategory(ItemType.OTHER, "📦")


class Prepared(Interpreter):
    """Understands what it was told to; everything else is not understood."""

    def __init__(self, understandings: Mapping[str, Understanding] | None = None) -> None:
        self.understandings = dict(understandings or {})
        self.scenes: list[Scene] = []

    def interpret(self, text: str, scene: Scene) -> Understanding:
        self.scenes.append(scene)
        return self.understandings.get(text, Nothing("not_understood"))


class World:
    def __init__(self, database: Database, clock: StandingClock) -> None:
        self.database = database
        self.clock = clock
        self.desk = TurnDesk(database, clock, TurnPolicy())
        self.tools = Tools(Lamps())

    @asynccontextmanager
    async def turn(self, who: str = "anna") -> AsyncIterator[Turn]:
        arrival = Arrival(
            platform="terminal",
            platform_user_id=who,
            display_name=who,
            chat_id=CHAT,
            private=True,
            cause=Cause.SENTENCE,
        )
        async with self.desk.turn(arrival) as turn:
            yield turn

    async def has(self, *names: str, who: str = "anna") -> tuple[Thing, ...]:
        """Puts things on the list and tells the whole list."""
        async with self.turn(who) as turn:
            work = await turn.work()
            await add_items(work, [NewThing(name) for name in names])
            return await known_things(work)

    async def things(self, who: str = "anna") -> dict[str, ItemStatus]:
        async with self.turn(who) as turn:
            return {thing.name: thing.status for thing in await known_things(await turn.work())}

    async def run(self, *calls: AnyCall, confirmed: bool = False) -> tuple[Outcome, ...]:
        """In a turn of their own, remembered."""
        async with self.turn() as turn:
            outcomes = await self.tools.run_all(await turn.work(), CHAT, calls, confirmed)
            turn.answer("…", [], meaning_of(outcomes))
        return outcomes

    async def hear(self, agent: Agent, text: str) -> tuple[Outcome, ...]:
        async with self.turn() as turn:
            outcomes = await agent.hear(turn, CHAT, text)
            turn.answer(text, [], meaning_of(outcomes))
        return outcomes


def kinds(outcomes: Sequence[Outcome]) -> list[str]:
    return [type(outcome).__name__ for outcome in outcomes]
