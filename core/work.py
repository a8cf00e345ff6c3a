"""What every use case is given: who acts, when, from where, in which transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from core.turns.arrival import TurnPolicy
from storage.transactions import Transaction
from storage.vocabulary import Cause, HouseholdKind, MemberRole, PersonRole


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. Comes from the turn, never from what was said."""

    person_id: UUID
    household_id: UUID
    display_name: str
    locale: str
    zone: ZoneInfo
    role: PersonRole
    member_role: MemberRole
    item_limit: int | None
    """How many things this person may keep; None: as many as they like."""
    onboarding_step: int | None
    household_kind: HouseholdKind = HouseholdKind.PRIVATE
    is_open: bool = True
    """False in a group that has not asked for a shared list (yet): its household is empty."""

    @property
    def is_shared(self) -> bool:
        return self.household_kind is HouseholdKind.SHARED


@dataclass(frozen=True, slots=True)
class Work:
    """The unit of work of one turn. Use cases take it first; only core looks into `transaction`."""

    transaction: Transaction
    actor: Actor
    now: datetime
    turn_id: UUID
    platform: str
    cause: Cause
    policy: TurnPolicy

    @property
    def today(self) -> date:
        """The calendar day where the person is."""
        return self.now.astimezone(self.actor.zone).date()

    @asynccontextmanager
    async def all_or_nothing(self) -> AsyncIterator[None]:
        """Several use cases as one: if the body raises, none of them has changed anything, and
        the transaction goes on."""
        async with self.transaction.savepoint():
            yield
