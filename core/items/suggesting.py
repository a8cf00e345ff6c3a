"""The things that somebody may mean who is still typing: a look, outside of any turn."""

from core.clock import Clock
from core.items.actions import MAX_KNOWN
from core.items.results import Thing
from core.items.rows import item_state
from core.items.rules import thing_of
from core.zones import zone_or_utc
from storage.transactions import Database

MAX_PARTED = 200


class ThingsInSight:
    """Reads only: nobody is made a person or a member by it, and no turn waits for it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def of(
        self, platform: str, platform_user_id: str, group_chat_id: str | None = None
    ) -> tuple[Thing, ...]:
        """What is kept on the list that the account's next turn is about (at most 500) and what
        went from it last, in the order it was added: the private list, or that of the group,
        where there is one and the person is a member. Empty for who is unknown."""
        async with self._database.reading() as transaction:
            sight = await transaction.identities.in_sight(platform, platform_user_id, group_chat_id)
            if sight is None:
                return ()
            rows = await transaction.items(sight.household_id).known(MAX_KNOWN, MAX_PARTED)
            today = self._clock.now().astimezone(zone_or_utc(sight.timezone)).date()
            return tuple(thing_of(item_state(row), today) for row in rows)
