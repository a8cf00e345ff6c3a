"""Leaving a household."""

from uuid import UUID

from core.households.rules import Member, successor
from storage.repositories.households import HouseholdRepository
from storage.vocabulary import MemberRole


async def take_leave(household: HouseholdRepository, person_id: UUID) -> bool:
    """End the membership, and where it was the owner's, give the household another owner. Whether
    the person was a member. The caller holds the household's lock."""
    role = await household.remove_member(person_id)
    if role is MemberRole.OWNER:
        rows = {row.person_id: row for row in await household.members()}
        heir = successor(
            Member(row.person_id, MemberRole(row.role), row.joined_at) for row in rows.values()
        )
        if heir is not None:
            rows[heir.person_id].role = MemberRole.OWNER
    return role is not None
