"""No reminder is lost, and none comes twice but where a kill fell between its acceptance and our
mark: real processes, killed again and again, against a loopback Telegram and MailerSend."""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.engine import URL

from core.reminders.outbox import LEASE
from storage.engine import make_engine
from storage.tables import ReminderRow
from storage.transactions import Database
from storage.vocabulary import EMAIL, ReminderState
from tests.emulators.mailersend.server import MailerSendServer
from tests.emulators.telegram import TelegramServer
from tests.end_to_end.forks import forked
from tests.end_to_end.processes import environment_with
from tests.proof.due_people import DuePerson, due_people, keep
from tests.proof.kills import KillsAll, KillsItself, Step

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BETWEEN_ROUNDS = LEASE + timedelta(minutes=1)
"""On the workers' clock: what a killed one had in hand is free again."""
NEW_PEOPLE = 4
"""Whose checkups come due before each round, for each worker."""
WANT_MAIL = 2
LONGEST_ROUND = 30.0
LAST_ROUNDS = 5
"""At most, until nothing is left to be sent."""

Message = tuple[UUID, str]
"""Of a person, on a channel: all that is due for them there."""


@dataclass(slots=True)
class Proof:
    """What was counted."""

    kills: Counter[Step] = field(default_factory=Counter)
    people: int = 0
    messages: int = 0
    """That the chat platform accepted, repeated ones included."""
    mails: int = 0
    repeated: list[Message] = field(default_factory=list)
    """Came once more than they should have."""
    windows: list[Message] = field(default_factory=list)
    """A kill fell between their acceptance and our mark."""
    unlogged: list[Message] = field(default_factory=list)
    """Windows that the log of the killed process does not show: it said that it was sending, and
    never that it had marked."""
    lost: list[Message] = field(default_factory=list)

    @property
    def unexplained(self) -> Counter[Message]:
        """Repeated more often than kills fell into their window."""
        return Counter(self.repeated) - Counter(self.windows)

    @property
    def holds(self) -> bool:
        return not (self.lost or self.unexplained or self.unlogged)


class Proving:
    """Rounds of workers that are killed, and one in which they are not."""

    def __init__(
        self,
        telegram: TelegramServer,
        mailersend: MailerSendServer,
        database: URL,
        folder: Path,
        *,
        workers: int,
        seed: int,
    ) -> None:
        self._telegram = telegram
        self._mailersend = mailersend
        self._url = database
        self._database = Database(make_engine(database))
        self._folder = folder
        self._workers = workers
        self._random = random.Random(seed)  # noqa: S311
        self._people: list[DuePerson] = []
        self._now = MORNING
        self._proof = Proof()

    async def prove(self, rounds: int) -> Proof:
        """So many rounds, the steps in turn; then all that is left is delivered."""
        try:
            for step in islice(cycle(Step), rounds):
                await self._add_people()
                await self._round(step)
                self._now += BETWEEN_ROUNDS
            for _ in range(LAST_ROUNDS):
                await self._last_round()
                self._now += BETWEEN_ROUNDS
                if not await self._in_state(ReminderState.PENDING):
                    break
            await self._reckon()
        finally:
            await self._database.close()
        return self._proof

    async def _add_people(self) -> None:
        new = due_people(self._telegram, NEW_PEOPLE * self._workers, WANT_MAIL * self._workers)
        await keep(self._database, new, self._now)
        self._people += new

    async def _round(self, step: Step) -> None:
        before = self._accepted()
        logged = {log: log.stat().st_size for log in self._logs()}
        self._mailersend.watch = self._telegram.watch = None
        with ExitStack() as running:
            processes = [
                running.enter_context(
                    forked(
                        self._environment(number),
                        self._folder / f"output-{number}.txt",
                        ("remind", "--now", self._now.isoformat()),
                        KillsItself(step, self._random.randint(1, 3)),
                    )
                )
                for number in range(self._workers)
            ]
            pids = [process.pid for process in processes if process.pid is not None]
            killer = KillsAll(pids)
            if step is Step.ANY_MOMENT:
                delay = self._random.uniform(0, 1.5)
                asyncio.get_running_loop().call_later(delay, killer.kill)
            elif step in (Step.NOT_ARRIVED, Step.ACCEPTED):
                self._watch(killer, step)
            for process in processes:
                await asyncio.to_thread(process.join, LONGEST_ROUND)
            for process in processes:
                assert process.exitcode in (0, 1, -signal.SIGKILL), self._output()
                self._proof.kills[step] += process.exitcode == -signal.SIGKILL
            killer.is_over = True
        self._telegram.forget_faults()
        await self._telegram.settled()
        await self._note_windows(self._accepted() - before, logged)

    def _watch(self, killer: KillsAll, step: Step) -> None:
        """One platform or the other, since a process ends at the first."""
        if self._random.random() < 0.5:
            self._telegram.watch = lambda method, done: (
                killer.seen(step, done) if method == "sendMessage" else None
            )
            if step is Step.NOT_ARRIVED:
                self._telegram.fail("sendMessage", drop=True)
        else:
            self._mailersend.watch = lambda done: killer.seen(step, done)

    async def _note_windows(self, accepted: Counter[Message], logged: dict[Path, int]) -> None:
        """What was accepted in this round, by a process that did not live to mark it."""
        marked = await self._in_state(ReminderState.SENT)
        log = "".join(
            path.read_text(encoding="utf-8")[logged.get(path, 0) :] for path in self._logs()
        )
        for message in accepted:
            if message in marked:
                continue
            self._proof.windows.append(message)
            ids = await self._ids(message)
            if f"{ids}, {message[1]}: sending" not in log or f"{ids}, {message[1]}: marked" in log:
                self._proof.unlogged.append(message)

    async def _last_round(self) -> None:
        arguments = ("remind", "--now", self._now.isoformat())
        output = self._folder / "output-0.txt"
        with forked(self._environment(0), output, arguments) as process:
            await asyncio.to_thread(process.join, LONGEST_ROUND * 10)
            assert process.exitcode == 0, self._output()

    async def _reckon(self) -> None:
        accepted = self._accepted()
        marked = await self._in_state(ReminderState.SENT)
        expected = [
            (person.person_id, channel)
            for person in self._people
            for channel in ("telegram", *([EMAIL] if person.email else []))
        ]
        self._proof.people = len(self._people)
        self._proof.messages = sum(n for (_, on), n in accepted.items() if on != EMAIL)
        self._proof.mails = sum(n for (_, on), n in accepted.items() if on == EMAIL)
        self._proof.lost = [each for each in expected if not accepted[each] or each not in marked]
        self._proof.repeated = list((accepted - Counter(expected)).elements())

    def _accepted(self) -> Counter[Message]:
        """By the platforms' own account."""
        mails = Counter(mail["to"][0]["email"] for mail in self._mailersend.accepted)
        found: Counter[Message] = Counter()
        for person in self._people:
            found[person.person_id, "telegram"] = len(person.telegram.private.from_bot)
            if person.email is not None:
                found[person.person_id, EMAIL] = mails[person.email]
        return +found

    async def _in_state(self, state: ReminderState) -> set[Message]:
        query = select(ReminderRow.person_id, ReminderRow.channel).where(ReminderRow.state == state)
        async with self._database.engine.connect() as connection:
            return {(row[0], row[1]) for row in await connection.execute(query)}

    async def _ids(self, message: Message) -> str:
        """Of its reminders, as the log has them."""
        query = (
            select(ReminderRow.id)
            .where(ReminderRow.person_id == message[0], ReminderRow.channel == message[1])
            .order_by(ReminderRow.planned_for, ReminderRow.id)
        )
        async with self._database.engine.connect() as connection:
            return ",".join(map(str, await connection.scalars(query)))

    def _environment(self, number: int) -> dict[str, str]:
        folder = self._folder / f"worker-{number}"
        folder.mkdir(exist_ok=True)
        return environment_with(
            self._url,
            folder,
            MINNOW_TELEGRAM_TOKEN=self._telegram.token,
            MINNOW_TELEGRAM_API_URL=self._telegram.base_url,
            MAILERSEND_API_KEY=self._mailersend.api_key,
            MINNOW_MAILERSEND_API_URL=self._mailersend.url,
            MINNOW_MAIL_FROM="MinNow <minnow@example.org>",
            MINNOW_LOG_LEVEL="INFO",
        )

    def _logs(self) -> Sequence[Path]:
        return sorted(self._folder.glob("worker-*/minnow/minnow.log"))

    def _output(self) -> str:
        outputs = sorted(self._folder.glob("output-*.txt"))
        return "\n".join(path.read_text(encoding="utf-8") for path in outputs)
