"""Switching mails off by the key in one of them: no turn, no account, nothing but the key."""

import hmac
from dataclasses import replace
from uuid import UUID

from core.clock import Clock
from core.people.writing import put_settings
from core.turns.arrival import TurnPolicy
from core.work import Actor, Work
from core.zones import zone_or_utc
from storage.base import new_id
from storage.tables import PersonRow
from storage.transactions import Database, Transaction
from storage.vocabulary import Cause, MemberRole, PersonRole

PLATFORM = "mail"
"""Where the history says it came from."""


class Unsubscriber:
    """For whoever has the link of a mail open."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def locale(self, person_id: UUID, key: str) -> str | None:
        """The language of the person whose key it is; None where it is not."""
        async with self._database.reading() as transaction:
            person = await transaction.person(person_id).find()
        return person.locale if person is not None and _has_key(person, key) else None

    async def unsubscribe(self, person_id: UUID, key: str) -> bool:
        """Mails are off from now on, by a change of settings that can be undone in any chat;
        whether the key was right. Twice is as good as once."""
        async with self._database.writing() as transaction:
            person = await transaction.person(person_id).locked()
            if person is None or not _has_key(person, key):
                return False
            work = await _work(transaction, person, self._clock)
            await put_settings(work, lambda state: replace(state, email_notifications=False))
            return True


def _has_key(person: PersonRow, key: str) -> bool:
    """In constant time."""
    own = person.unsubscribe_key
    return own is not None and hmac.compare_digest(own.encode(), key.encode(errors="replace"))


async def _work(transaction: Transaction, person: PersonRow, clock: Clock) -> Work:
    """The person acts, without a chat."""
    actor = Actor(
        person_id=person.id,
        household_id=await transaction.person(person.id).private_household_id(),
        display_name=person.display_name,
        locale=person.locale,
        zone=zone_or_utc(person.timezone),
        role=PersonRole(person.role),
        member_role=MemberRole.OWNER,
        item_limit=person.item_limit,
        onboarding_step=person.onboarding_step,
    )
    return Work(
        transaction=transaction,
        actor=actor,
        now=clock.now(),
        turn_id=new_id(),
        platform=PLATFORM,
        cause=Cause.BUTTON,
        policy=TurnPolicy(),
    )
