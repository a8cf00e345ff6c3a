"""People who are reminded, and whoever sweeps for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from core.checkups.actions import complete_checkups, snooze_checkups
from core.clock import StandingClock
from core.history.actions import undo
from core.reminders.outbox import Outbox
from core.reminders.planning import plan_due
from core.reminders.results import Claimed, Notice, Planned
from core.turns.arrival import TurnPolicy
from core.work import Work
from storage.base import new_id
from storage.tables import AccountRow, PersonRow, ReminderRow
from storage.transactions import Database
from storage.vocabulary import EMAIL, CheckupType
from tests.core.acting import Person, arrival_of

BOTH = (CheckupType.KEEP, CheckupType.GIVE)
CHANNELS = ("telegram", "discord", "terminal", EMAIL)
POLICY = TurnPolicy()
FIRST_MORNING = datetime(2026, 4, 11, 9, 0, tzinfo=UTC)
"""The first reminder hour once what began at NOON of 10 March is due."""

Marking = Callable[[Outbox, Notice], object]


@dataclass
class Reminding:
    database: Database
    clock: StandingClock
    sent: list[Notice] = field(default_factory=list)

    @property
    def outbox(self) -> Outbox:
        return Outbox(self.database, self.clock, POLICY)

    async def settles(self, name: str, *platforms: str) -> "Reminded":
        """Somebody who writes on the first platform, and is reached on the others since later."""
        first, *others = platforms or ("telegram",)
        person = Person(self.database, self.clock, name)
        person.arrival = arrival_of(name, first)
        await person.does(_nothing)
        reminded = Reminded(self, person, await person.does(_who))
        for number, platform in enumerate(others, 1):
            await self.add(
                AccountRow(
                    id=new_id(),
                    platform=platform,
                    platform_user_id=name,
                    person_id=reminded.id,
                    chat_id=name,
                    reachable_since=self.clock.now() + timedelta(minutes=number),
                )
            )
        return reminded

    async def add(self, account: AccountRow) -> None:
        async with self.database.writing() as transaction:
            person = await transaction.person(account.person_id).get()
            transaction.identities.add(person, account)

    async def plan(self, limit: int = 500) -> Planned:
        return await plan_due(self.database, self.clock, POLICY, limit)

    async def claim(self, *channels: str, limit: int = 100) -> tuple[Claimed, ...]:
        return await self.outbox.claim(channels or CHANNELS, limit)

    async def sweep(self, *channels: str) -> list[Notice]:
        """Plan, and send all that is due. What was sent."""
        await self.plan()
        sent = await self.deliver(*channels)
        self.sent += sent
        return sent

    async def deliver(self, *channels: str) -> list[Notice]:
        sent: list[Notice] = []
        for claimed in await self.claim(*channels):
            notice = await self.outbox.notice(claimed)
            if notice is not None:
                assert await self.outbox.sent(notice.claimed, notice.address, "1")
                sent.append(notice)
        return sent

    async def in_hand(self, *channels: str) -> Notice:
        """The one message that is due, claimed and about to be sent."""
        await self.plan()
        [claimed] = await self.claim(*channels)
        notice = await self.outbox.notice(claimed)
        assert notice is not None
        return notice


@dataclass
class Reminded:
    world: Reminding
    person: Person
    id: UUID

    async def writes(self, platform: str | None = None) -> None:
        if platform is not None:
            self.person.arrival = arrival_of(self.person.arrival.platform_user_id, platform)
        await self.person.does(_nothing)

    async def completes(self, *types: CheckupType) -> UUID:
        receipt = await self.person.does(lambda work: complete_checkups(work, types or BOTH))
        return receipt.turn_id

    async def undoes(self, turn_id: UUID | None = None) -> None:
        await self.person.does(lambda work: undo(work, turn_id))

    async def snoozes(self, until: datetime, *types: CheckupType) -> None:
        await self.person.does(lambda work: snooze_checkups(work, types or BOTH, until))

    async def wants_mail(self) -> None:
        async with self.world.database.writing() as transaction:
            person = await transaction.person(self.id).get()
            person.email = "ann@example.org"
            person.email_verified_at = self.world.clock.now()
            person.email_notifications = True

    async def set(self, **columns: object) -> None:
        async with self.world.database.writing() as transaction:
            person = await transaction.person(self.id).get()
            for column, value in columns.items():
                setattr(person, column, value)

    async def row(self) -> PersonRow:
        async with self.world.database.reading() as transaction:
            return await transaction.person(self.id).get()

    async def reminders(self) -> list[ReminderRow]:
        async with self.world.database.reading() as transaction:
            return [row for row, _ in await transaction.reminders(self.id).all()]

    async def states(self) -> list[tuple[str, str]]:
        """Channel and state of each reminder, as a set would have them."""
        return sorted({(row.channel, row.state) for row in await self.reminders()})

    async def accounts(self) -> list[AccountRow]:
        async with self.world.database.engine.connect() as connection:
            statement = select(AccountRow).where(AccountRow.person_id == self.id)
            return list(await connection.execute(statement))  # type: ignore[arg-type]


async def _nothing(work: Work) -> None:
    pass


async def _who(work: Work) -> UUID:
    return work.actor.person_id


def types_of(notices: Sequence[Notice]) -> list[list[CheckupType]]:
    """What each message tells of."""
    return [[due.checkup_type for due in notice.checkups] for notice in notices]
