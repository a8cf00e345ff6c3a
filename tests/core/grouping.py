"""Groups: people who act in a chat of several."""

from dataclasses import replace

from core.clock import Clock
from core.households.actions import open_household
from core.turns.desk import Group, TurnPolicy
from storage.transactions import Database
from tests.core.acting import Person

FLAT = Group("flat", "Flat 7")


def in_group(
    database: Database,
    clock: Clock,
    name: str,
    group: Group = FLAT,
    policy: TurnPolicy | None = None,
) -> Person:
    """The person of that name, in a topic of the group."""
    person = Person(database, clock, name, policy)
    person.arrival = replace(
        person.arrival, private=False, chat_id=f"{group.chat_id}/3", group=group
    )
    return person


async def opened(*people: Person) -> None:
    """The first opens the shared list of their group; all become members, in this order."""
    for number, person in enumerate(people):
        if number == 0:
            await person.does(open_household)
        await person.things()
