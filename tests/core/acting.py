"""People who act: each use case in a turn of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from core.clock import Clock
from core.items.actions import add_items, find_items
from core.items.results import ItemFilter, NewThing, Thing
from core.receipts import ItemChange, Receipt
from core.transfer.actions import export_person
from core.turns.desk import Arrival, Turn, TurnDesk, TurnPolicy
from core.work import Work
from storage.transactions import Database
from storage.vocabulary import Cause

Result = TypeVar("Result")


def arrival_of(name: str, platform: str = "terminal", update_id: str | None = None) -> Arrival:
    return Arrival(
        platform=platform,
        platform_user_id=name,
        display_name=name.title(),
        chat_id=name,
        private=True,
        cause=Cause.SENTENCE,
        update_id=update_id,
    )


class Person:
    def __init__(
        self, database: Database, clock: Clock, name: str, policy: TurnPolicy | None = None
    ) -> None:
        self.desk = TurnDesk(database, clock, policy or TurnPolicy())
        self.arrival = arrival_of(name)

    def delivered(self, update_id: str) -> Arrival:
        return replace(self.arrival, update_id=update_id)

    async def does(self, use_case: Callable[[Work], Awaitable[Result]]) -> Result:
        """One turn with one use case."""
        async with self.desk.turn(self.arrival) as turn:
            return await use_case(await turn.work())

    async def in_turn(self, body: Callable[[Turn], Awaitable[Result]]) -> Result:
        async with self.desk.turn(self.arrival) as turn:
            return await body(turn)

    async def adds(self, *things: NewThing | str) -> list[Thing]:
        """What was added, as it stands."""
        new = [NewThing(thing) if isinstance(thing, str) else thing for thing in things]
        return things_of(await self.does(lambda work: add_items(work, new)))

    async def things(self) -> tuple[Thing, ...]:
        """Everything, in the order it was added."""
        page = await self.does(lambda work: find_items(work, ItemFilter(), limit=500))
        return page.things

    async def names(self) -> list[str]:
        return [thing.name for thing in await self.things()]

    async def export(self) -> dict[str, Any]:
        return await self.does(export_person)

    async def state(self) -> dict[str, Any]:
        """The export without its history: how things are, not how they came to be."""
        document = await self.export()
        return {key: value for key, value in document.items() if key != "history"}


def things_of(receipt: Receipt) -> list[Thing]:
    """The items of a receipt as they are after it."""
    return [
        change.after
        for change in receipt.changes
        if isinstance(change, ItemChange) and change.after is not None
    ]


def ids_of(*things: Thing) -> list[UUID]:
    return [thing.id for thing in things]
