"""People whose checkups are due at the same instant, in a database and on the loopback Telegram."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta
from sqlalchemy.ext.asyncio import AsyncSession

from core.checkups.rules import DEFAULT_INTERVAL_MONTHS
from storage.base import Base, new_id
from storage.tables import AccountRow, CheckupRow, HouseholdRow, MembershipRow, PersonRow
from storage.transactions import Database
from storage.vocabulary import CheckupType, HouseholdKind, MemberRole
from tests.emulators.telegram import Person, TelegramServer

OVERDUE = timedelta(days=1)
"""So that their reminder hour has been, whatever the time is."""


@dataclass(frozen=True, slots=True)
class DuePerson:
    person_id: UUID
    telegram: Person
    email: str | None
    """Verified and asked for; None: no mail is wanted."""


def due_people(server: TelegramServer, count: int, with_mail: int) -> tuple[DuePerson, ...]:
    """So many, the first `with_mail` of them want mail as well."""
    return tuple(
        DuePerson(
            new_id(),
            person,
            f"person-{person.id}@example.org" if number < with_mail else None,
        )
        for number, person in enumerate(server.person(f"Person {n}") for n in range(count))
    )


async def keep(database: Database, people: Sequence[DuePerson], now: datetime) -> None:
    """Write them down, both checkups of each due since OVERDUE. No hour is quiet for them, so that
    the clock of a proof may run through nights."""
    async with AsyncSession(database.engine) as session, session.begin():
        for person in people:
            session.add_all(_rows(person, now))


def _rows(person: DuePerson, now: datetime) -> Sequence[Base]:
    due = now - OVERDUE
    household_id = new_id()
    telegram_id = str(person.telegram.id)
    return (
        PersonRow(
            id=person.person_id,
            display_name=person.telegram.name,
            timezone="UTC",
            quiet_from=0,
            quiet_until=0,
            email=person.email,
            email_verified_at=None if person.email is None else now - timedelta(days=30),
            email_notifications=person.email is not None,
            unsubscribe_key=None if person.email is None else "k" * 43,
            created_at=now - timedelta(days=60),
        ),
        AccountRow(
            platform="telegram",
            platform_user_id=telegram_id,
            person_id=person.person_id,
            chat_id=telegram_id,
            reachable_since=now - timedelta(days=60),
        ),
        HouseholdRow(id=household_id, kind=HouseholdKind.PRIVATE, created_at=now),
        MembershipRow(
            household_id=household_id,
            person_id=person.person_id,
            role=MemberRole.OWNER,
            joined_at=now,
        ),
        *(
            CheckupRow(
                person_id=person.person_id,
                checkup_type=checkup_type,
                last_checkup_date=due - relativedelta(months=DEFAULT_INTERVAL_MONTHS),
                checkup_interval_months=DEFAULT_INTERVAL_MONTHS,
                next_due_at=due,
                remind_at=due,
                next_nudge=0,
            )
            for checkup_type in CheckupType
        ),
    )
