"""What may be offered to go at the limit, where a list holds the things of several people."""

from bot.agent.calls import AddItems, ChangeItems
from bot.agent.outcomes import Asked, Outcome, Refused
from core.clock import StandingClock
from core.errors import ItemLimitReached
from core.items.results import NewThing
from storage.transactions import Database
from storage.vocabulary import ItemStatus
from tests.agent.test_tools import add, labels
from tests.agent.world import World
from tests.core.acting import Person
from tests.core.grouping import in_group, opened


async def runs(world: World, person: Person, *calls: AddItems | ChangeItems) -> Outcome:
    async with person.desk.turn(person.arrival) as turn:
        (outcome,) = await world.tools.run_all(await turn.work(), person.arrival.chat_id, calls)
        return outcome


async def test_only_ones_own_things_are_offered(
    world: World, database: Database, clock: StandingClock
) -> None:
    ann, bob = (in_group(database, clock, name) for name in ("ann", "bob"))
    await opened(ann, bob)
    await bob.adds("bob's lamp")
    await Person(database, clock, "ann").adds(*(f"Mug {number}" for number in range(9)))
    await ann.adds("ann's rug")
    question = await runs(world, ann, add("Pot"))
    assert isinstance(question, Asked)
    assert labels(question) == ["Give ann's rug", "Donate ann's rug", "No"]


async def test_no_swap_makes_room_with_somebody_else(
    world: World, database: Database, clock: StandingClock
) -> None:
    ann, bob = (in_group(database, clock, name) for name in ("ann", "bob"))
    await opened(ann, bob)
    (lamp,) = await bob.adds(NewThing("lamp", status=ItemStatus.GIVE))
    await bob.adds(*(f"bob's {number}" for number in range(10)))
    await ann.adds("rug")
    back = ChangeItems(items=(str(lamp.id),), status=ItemStatus.KEEP)
    outcome = await runs(world, ann, back, add("Pot"))
    assert isinstance(outcome, Refused)
    assert isinstance(outcome.error, ItemLimitReached)
    assert outcome.error.owner == "Bob"
    assert await ann.names() == ["lamp", *(f"bob's {number}" for number in range(10)), "rug"]
