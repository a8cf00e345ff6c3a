"""The item limit (DESIGN, section 4): what somebody keeps in all households together.

A thing counts for its owner. Where a member of a shared household brings back a thing of another
member, it is that other one's limit that must have room: the thing is theirs again, and otherwise
a list could be filled in somebody else's name.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from core.errors import ItemLimitReached
from core.people.rules import is_admin, item_limit
from core.work import Work


async def require_room(work: Work, wanted: int) -> None:
    """Raise ItemLimitReached where whoever acts may not keep this many more things.

    The turn holds the person's row locked: nobody adds between this count and the commit.
    """
    await require_owners_room(work, {work.actor.person_id: wanted})


async def require_owners_room(work: Work, wanted: Mapping[UUID, int]) -> None:
    """Raise ItemLimitReached where one of these owners may not keep this many more things. Call
    hold_owners first, before a thing is locked."""
    for owner_id, number in wanted.items():
        if number <= 0:
            continue
        is_own = owner_id == work.actor.person_id
        limit = work.actor.item_limit if is_own else await _limit_of(work, owner_id)
        if limit is None:
            continue
        person = work.transaction.person(owner_id)
        kept = await person.count_kept()
        if kept + number > limit:
            owner = None if is_own else (await person.get()).display_name
            raise ItemLimitReached(limit=limit, kept=kept, wanted=number, owner=owner)


async def hold_owners(work: Work, owner_ids: Iterable[UUID]) -> None:
    """Nobody adds a thing for these owners between now and the commit. Costs nothing where all
    is one's own."""
    others = set(owner_ids) - {work.actor.person_id}
    if others:
        await work.transaction.household(work.actor.household_id).lock_owners(others)


async def _limit_of(work: Work, owner_id: UUID) -> int | None:
    person = work.transaction.person(owner_id)
    row = await person.get()
    unlimited = is_admin(row.role, await person.accounts(), work.policy)
    return None if unlimited else item_limit(row.item_limit, work.policy)
