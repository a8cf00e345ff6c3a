"""Who runs a shared household. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storage.vocabulary import MemberRole

_RANKS = (MemberRole.OWNER, MemberRole.ADMIN, MemberRole.MEMBER)


@dataclass(frozen=True, slots=True)
class Member:
    person_id: UUID
    role: MemberRole
    joined_at: datetime


def successor(members: Iterable[Member]) -> Member | None:
    """Who becomes the owner when the owner has gone: the longest-standing admin, else the
    longest-standing member; nobody where nobody is left."""
    return min(
        members,
        key=lambda one: (_RANKS.index(one.role), one.joined_at, one.person_id),
        default=None,
    )


def role_in_both(older: MemberRole | None, newer: MemberRole, has_owner: bool) -> MemberRole:
    """The role of a member of the newer of two households that become one: the higher of both.
    Where the older has an owner, that of the newer is an admin from then on."""
    if newer is MemberRole.OWNER and has_owner:
        newer = MemberRole.ADMIN
    return newer if older is None else min(older, newer, key=_RANKS.index)


def role_by_platform(role: MemberRole, runs_it: bool | None) -> MemberRole:
    """The role of a member after the platform has told whether it lets them run the place (None:
    it does not tell). An owner stays the owner."""
    if role is MemberRole.OWNER or runs_it is None:
        return role
    return MemberRole.ADMIN if runs_it else MemberRole.MEMBER


def may_remove(role: MemberRole, person_id: UUID, owner_id: UUID) -> bool:
    """Every member removes their own things; owner and admins those of anybody."""
    return person_id == owner_id or role is not MemberRole.MEMBER
