"""The use cases on the shared list of a group."""

from dataclasses import dataclass

from core.errors import NotInAGroup
from core.items.results import ItemFilter
from core.work import Work
from storage.vocabulary import ItemStatus, MemberRole


@dataclass(frozen=True, slots=True)
class SharedList:
    title: str
    """What the group is called."""
    kept: int
    """How many things are kept in it, whoever owns them."""
    members: int
    """Of the people in the group, those who have used the bot there."""
    opened_now: bool
    """Whether it was opened by this very call."""


async def open_household(work: Work) -> SharedList:
    """The group has a shared list from now on, and whoever opens it runs it as its owner. Again:
    no change. There is nothing to undo. Ask the turn for its work again: the actor is the owner.

    Raises NotInAGroup.
    """
    _require_group(work)
    repository = work.transaction.household(work.actor.household_id)
    household = await repository.locked()
    opened_now = household.opened_at is None
    if opened_now:
        household.opened_at = work.now
        for membership in await repository.members():
            if membership.person_id == work.actor.person_id:
                membership.role = MemberRole.OWNER
    return await _shared_list(work, opened_now)


async def show_household(work: Work) -> SharedList:
    """Raises NotInAGroup."""
    _require_group(work)
    return await _shared_list(work, opened_now=False)


def _require_group(work: Work) -> None:
    if not work.actor.is_shared:
        raise NotInAGroup


async def _shared_list(work: Work, opened_now: bool) -> SharedList:
    repository = work.transaction.household(work.actor.household_id)
    items = work.transaction.items(work.actor.household_id)
    household = await repository.get()
    return SharedList(
        title=household.title or "",
        kept=await items.count(ItemFilter(statuses=(ItemStatus.KEEP,))),
        members=await repository.count_members(),
        opened_now=opened_now,
    )
