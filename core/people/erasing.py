"""Erasing a person: everything of theirs, everywhere (DESIGN, section 3; the platforms' terms)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from core.history.snapshots import without_picture
from core.households.members import take_leave
from core.items.results import DEFAULT_PICTURE
from core.pictures.references import reference_to
from core.work import Work
from storage.repositories.erasure import Erasure
from storage.vocabulary import HouseholdKind


@dataclass(frozen=True, slots=True)
class Holdings:
    """What would go with a person."""

    things: int
    """How many things they own, on their own list and on shared ones."""
    shared_lists: int
    """How many open lists of groups they are a member of."""


@dataclass(frozen=True, slots=True)
class Erased:
    things: int
    """How many things they owned, on their own list and on shared ones."""
    households: int
    """How many shared households they were in."""


async def holdings(work: Work) -> Holdings:
    """For the question before erase_person; nothing is changed."""
    erasure = work.transaction.erasure(work.actor.person_id)
    return Holdings(await erasure.count_items(), await erasure.count_shared_lists())


async def erase_person(work: Work) -> Erased:
    """Remove whoever acts, with their accounts, their private household, checkups, reminders,
    questions and turns. There is no way back. The caller then calls turn.leave_no_trace() and does
    nothing more in this turn.

    From shared households go their membership, the things they own, what they changed, the
    history of things that are or were theirs, and all that was said and asked in that chat: it
    may name them. Where they were the owner, the longest-standing admin, else member, becomes it;
    where they were the last member, the household goes. The pictures they sent, and those of
    households that go, are discarded; things of others that show one get the default picture.
    """
    erasure = work.transaction.erasure(work.actor.person_id)
    households = await erasure.households()
    things = await erasure.count_items()
    pictures = [reference_to(id_) for id_ in await erasure.pictures_sent()]
    going = [one.id for one in households if one.kind == HouseholdKind.PRIVATE]
    shared = [one for one in households if one.kind == HouseholdKind.SHARED]
    left = 0
    for household in shared:
        await erasure.forget_talk(household)
        repository = work.transaction.household(household.id)
        was_member = await take_leave(repository, work.actor.person_id)
        left += was_member
        if was_member and not await repository.count_members():
            going.append(household.id)
        else:
            await _leave_no_mention(erasure, household.id, pictures)
    await erasure.discard_pictures(going, work.now)
    await erasure.remove_households(going)
    await erasure.remove_person()
    return Erased(things=things, households=left)


async def _leave_no_mention(erasure: Erasure, household_id: UUID, pictures: Sequence[str]) -> None:
    """Of the person on the list and in the history of a household that stays."""
    await erasure.forget_history(household_id)
    for picture in pictures:
        await erasure.replace_picture(household_id, picture, DEFAULT_PICTURE)
    for change in await erasure.changes_showing(household_id, pictures):
        for picture in pictures:
            change.before = without_picture(change.before, picture)
            change.after = without_picture(change.after, picture)
