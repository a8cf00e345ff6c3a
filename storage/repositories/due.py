"""The due sweep: what is due, of everybody. One of the three unscoped places (DESIGN, section 2);
for the program's own sweeps, never for a turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Uuid, bindparam, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, defer
from sqlalchemy.sql.dml import ReturningUpdate

from storage.base import UtcDateTime
from storage.repositories.reminders import NewReminder, is_in_nobodys_hand, put_reminders
from storage.tables import AccountRow, CheckupRow, PersonRow, ReminderRow
from storage.vocabulary import ReminderState


@dataclass(frozen=True, slots=True)
class ClaimedRow:
    id: UUID
    person_id: UUID
    channel: str
    attempts: int


class DueSweep:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def has_people(self, now: datetime) -> bool:
        """Whether any checkup is due to be reminded of."""
        return (await self._session.execute(_ANY_CHECKUP, {"now": now})).first() is not None

    async def has_messages(self, channels: Sequence[str], now: datetime) -> bool:
        """Whether anything is due to be sent on these channels, in hand or not."""
        values = {"channels": channels, "now": now}
        return (await self._session.execute(_ANY_REMINDER, values)).first() is not None

    async def people(self, now: datetime, limit: int) -> list[UUID]:
        """Whose checkups are due to be reminded of, the longest due first. A person may be there
        twice. Locked; those that others have locked are left out."""
        values = {"now": now, "limit": limit}
        return list(await self._session.scalars(_PEOPLE_LOCKED, values))

    async def people_in_sight(self, now: datetime, limit: int) -> list[UUID]:
        """The same, nobody locked and nobody left out."""
        return list(await self._session.scalars(_PEOPLE, {"now": now, "limit": limit}))

    async def checkups(
        self, person_ids: Sequence[UUID], now: datetime
    ) -> list[tuple[CheckupRow, PersonRow]]:
        """All checkups of these people that are due to be reminded of, keep before give. What the
        people have encrypted is not loaded."""
        statement = (
            select(CheckupRow, PersonRow)
            .join(PersonRow, PersonRow.id == CheckupRow.person_id)
            .where(CheckupRow.person_id.in_(person_ids), CheckupRow.remind_at <= now)
            .order_by(CheckupRow.remind_at, CheckupRow.checkup_type.desc())
            .options(
                defer(PersonRow.display_name, raiseload=True),
                defer(PersonRow.email, raiseload=True),
            )
        )
        return [(checkup, person) for checkup, person in await self._session.execute(statement)]

    async def accounts(self, person_ids: Sequence[UUID]) -> list[AccountRow]:
        statement = (
            select(AccountRow).where(AccountRow.person_id.in_(person_ids)).order_by(AccountRow.id)
        )
        return list(await self._session.scalars(statement))

    async def reminders(self, person_ids: Sequence[UUID], now: datetime) -> list[ReminderRow]:
        """Those that there are of the present cycles of the due checkups of these people."""
        statement = (
            select(ReminderRow)
            .join(CheckupRow, CheckupRow.id == ReminderRow.checkup_id)
            .where(
                CheckupRow.person_id.in_(person_ids),
                CheckupRow.remind_at <= now,
                ReminderRow.cycle >= CheckupRow.last_checkup_date,
            )
        )
        return list(await self._session.scalars(statement))

    async def pending(self, now: datetime, limit: int) -> list[tuple[ReminderRow, CheckupRow]]:
        """What is due to be sent on any channel and in nobody's hand, the longest due first."""
        statement = (
            select(ReminderRow, CheckupRow)
            .join(CheckupRow, CheckupRow.id == ReminderRow.checkup_id)
            .where(ReminderRow.next_attempt_at <= now, is_in_nobodys_hand(now))
            .order_by(ReminderRow.next_attempt_at, ReminderRow.id)
            .limit(limit)
        )
        return [(row, checkup) for row, checkup in await self._session.execute(statement)]

    async def count(self, channels: Sequence[str], now: datetime) -> int:
        """How many people have something due on these channels that is in nobody's hand, each
        counted once a channel."""
        due = (
            select(ReminderRow.person_id, ReminderRow.channel)
            .where(
                ReminderRow.channel.in_(channels),
                ReminderRow.next_attempt_at <= now,
                is_in_nobodys_hand(now),
            )
            .distinct()
            .subquery()
        )
        return (await self._session.scalars(select(func.count()).select_from(due))).one()

    async def people_named(self, person_ids: Sequence[UUID]) -> list[PersonRow]:
        """All of them, with their names and addresses."""
        statement = (
            select(PersonRow)
            .where(PersonRow.id.in_(person_ids))
            .execution_options(populate_existing=True)
        )
        return list(await self._session.scalars(statement))

    async def put(self, rows: Sequence[NewReminder]) -> int:
        """How many of the rows were put into the outbox; see put_reminders."""
        return await put_reminders(self._session, rows)

    async def schedule(self, checkups: Sequence[tuple[UUID, int, datetime | None]]) -> None:
        """Which nudge of which checkup is to be planned next, and when. All in one statement."""
        if checkups:
            await self._session.execute(
                update(CheckupRow),
                [
                    {"id": id_, "next_nudge": nudge, "remind_at": remind_at}
                    for id_, nudge, remind_at in checkups
                ],
            )

    async def claim(
        self,
        channel: str,
        limit: int,
        lease: UUID,
        *,
        now: datetime,
        until: datetime,
        person_id: UUID | None = None,
    ) -> list[ClaimedRow]:
        """Take up to `limit` rows that are due on the channel, the longest due first. Only the
        oldest pending row of a person there can be claimed, so while somebody has it in hand
        nobody gets the others either."""
        if self._session.get_bind().dialect.name == "postgresql":
            await self._session.execute(_PLAN_ANEW)
        values = {
            "on_channel": channel,
            "now": now,
            "limit": limit,
            "by_lease": lease,
            "until": until,
        }
        statement = _CLAIM
        if person_id is not None:
            statement, values = _CLAIM_OF_PERSON, values | {"of_person": person_id}
        return [ClaimedRow(*row) for row in await self._session.execute(statement, values)]


_NOW = bindparam("now", type_=UtcDateTime)
# Built once: the empty sweep, of which there are many, costs little else.
_ANY_CHECKUP = select(CheckupRow.id).where(CheckupRow.remind_at <= _NOW).limit(1)
_ANY_REMINDER = (
    select(ReminderRow.id)
    .where(
        ReminderRow.channel.in_(bindparam("channels", expanding=True)),
        ReminderRow.next_attempt_at <= _NOW,
    )
    .limit(1)
)
_PEOPLE = (
    select(PersonRow.id)
    .join(CheckupRow, CheckupRow.person_id == PersonRow.id)
    .where(CheckupRow.remind_at <= _NOW)
    .order_by(CheckupRow.remind_at)
    .limit(bindparam("limit", type_=Integer))
)
# "no key": rows that only refer to the person may be written meanwhile
_PEOPLE_LOCKED = _PEOPLE.with_for_update(of=PersonRow, key_share=True, skip_locked=True)

_older = aliased(ReminderRow)
# A plan that was kept from when the outbox was nearly empty reads all of it for each row: on the
# morning on which it fills up, 10,000 rows took 7 s until the server had counted them.
_PLAN_ANEW = text("SET LOCAL plan_cache_mode = force_custom_plan")

# coalesce() changes nothing but the index: a database that has not counted its rows yet would look
# for the person in that of channels, through the whole outbox.
_IS_OLDEST = ReminderRow.id == (
    select(_older.id)
    .where(
        _older.person_id == ReminderRow.person_id,
        _older.state == ReminderState.PENDING,
        func.coalesce(_older.channel, "") == ReminderRow.channel,
    )
    .order_by(_older.id)
    .limit(1)
    .correlate(ReminderRow)
    .scalar_subquery()
)


def _claiming(*of_whom: ColumnElement[bool]) -> ReturningUpdate[UUID, UUID, str, int]:
    """Nothing in it waits for a lock, so it is in nobody's way."""
    oldest = (
        select(ReminderRow.id)
        .where(
            ReminderRow.channel == bindparam("on_channel"),
            ReminderRow.next_attempt_at <= _NOW,
            is_in_nobodys_hand(_NOW),
            _IS_OLDEST,
            *of_whom,
        )
        .order_by(ReminderRow.next_attempt_at)
        .limit(bindparam("limit", type_=Integer))
        .with_for_update(skip_locked=True)
        .cte("oldest")
    )
    return (
        update(ReminderRow)
        .where(ReminderRow.id.in_(select(oldest.c.id)))
        .values(
            lease=bindparam("by_lease", type_=Uuid),
            leased_until=bindparam("until", type_=UtcDateTime),
            attempts=ReminderRow.attempts + 1,
        )
        .returning(
            ReminderRow.id,
            ReminderRow.person_id,
            ReminderRow.channel,
            ReminderRow.attempts,
        )
        .execution_options(synchronize_session=False)
    )


_CLAIM = _claiming()
_CLAIM_OF_PERSON = _claiming(ReminderRow.person_id == bindparam("of_person", type_=Uuid))
