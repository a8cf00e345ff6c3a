"""Carries what is due on one channel: claim, notice, send, mark.

What happens to each reminder is logged under its id, in this order: claimed, sending, accepted,
marked. If the process dies, the lease ends and another claims it: it comes a second time only
where the process died after the platform had accepted it and before that was marked.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from uuid import UUID

from bot.logging import places_of
from bot.metrics import ReminderResult
from bot.posting import Blocked, Outcome, Postponed, Refused, Sent, Unknown
from bot.reminders.channels import Channel
from core.reminders.outbox import Outbox
from core.reminders.results import Claimed
from storage.vocabulary import EMAIL

logger = logging.getLogger(__name__)

HANDS = 8
"""How many messages are sent at once: a chat that is slow holds up no other. Nothing is claimed
that no hand is free for, so what is told is what holds now."""
MOST_FAILURES = 8
"""In a row, after which the channel is let be until the next time: it is down, and attempts at all
the others would only make them wait longer."""
LOOK_AGAIN_SECONDS = 5.0
"""Meanwhile, while slow chats are waited for, something new may be due."""
MARKING_PAUSES = (0.1, 1.0, 5.0, 15.0)
"""Seconds after each failed attempt to mark what has been sent: all within the lease."""

Attempt = asyncio.Task[Outcome | None]
Report = Callable[[str, ReminderResult, str], None]
"""Told of each message that was claimed: the channel, what became of it, and the reason, which is
"" of what was sent."""
Whose = Callable[[], Awaitable[UUID | None]]
"""Whose reminders alone are carried; None: nobody's yet."""

_RESULTS: dict[type[Outcome], ReminderResult] = {
    Sent: ReminderResult.SENT,
    Postponed: ReminderResult.POSTPONED,
    Unknown: ReminderResult.UNKNOWN,
    Blocked: ReminderResult.UNREACHABLE,
    Refused: ReminderResult.REFUSED,
}


class Courier:
    def __init__(
        self, outbox: Outbox, channel: Channel, report: Report, whose: Whose | None = None
    ) -> None:
        self._outbox = outbox
        self._channel = channel
        self._report = report
        self._whose = whose

    @property
    def channel(self) -> str:
        return self._channel.name

    async def deliver(self, stopping: asyncio.Event) -> None:
        """All that is due on the channel. Told to stop, it claims no more and finishes what is in
        hand; cancelled, it leaves that to the end of the leases."""
        in_hand: set[Attempt] = set()
        try:
            await self._deliver(stopping, in_hand)
        except asyncio.CancelledError:
            for task in in_hand:
                task.cancel()
            raise
        finally:
            if in_hand:
                await asyncio.wait(in_hand)

    async def _deliver(self, stopping: asyncio.Event, in_hand: set[Attempt]) -> None:
        failures = 0
        is_more_due = True
        while True:
            free = HANDS - len(in_hand)
            if is_more_due and free and failures < MOST_FAILURES and not stopping.is_set():
                claims = await self._claim(free)
                is_more_due = len(claims) == free
                in_hand.update(asyncio.create_task(self._carry(claimed)) for claimed in claims)
            if not in_hand:
                return
            done, _ = await asyncio.wait(
                in_hand, timeout=LOOK_AGAIN_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            is_more_due = is_more_due or not done
            for task in done:
                in_hand.remove(task)
                match task.result():
                    case Postponed() | Unknown():
                        failures += 1
                    case Sent() | Blocked() | Refused():
                        failures = 0

    async def _claim(self, limit: int) -> tuple[Claimed, ...]:
        if self._whose is None:
            return await self._outbox.claim([self.channel], limit)
        person_id = await self._whose()
        if person_id is None:
            return ()
        return await self._outbox.claim([self.channel], limit, person_id)

    async def _carry(self, claimed: Claimed) -> Outcome | None:
        """None where it never came to the channel."""
        self._log(claimed, "claimed")
        try:
            notice = await self._outbox.notice(claimed)
            send = None if notice is None else self._channel.prepare(notice)
        except Exception as failure:
            logger.error("A reminder could not be made: %s", places_of(failure))
            await self._conclude(claimed, Postponed(type(failure).__name__))
            return None
        if notice is None or send is None:
            self._log(claimed, "nothing to send")
            self._report(self.channel, ReminderResult.NOTHING, "nothing to send")
            return None
        claimed = notice.claimed  # what the message tells of
        self._log(claimed, "sending")
        try:
            outcome = await send()
        except Exception as failure:
            logger.error("A reminder could not be sent: %s", places_of(failure))
            outcome = Unknown(type(failure).__name__)
        await self._conclude(claimed, outcome, None if self.channel == EMAIL else notice.address)
        return outcome

    async def _conclude(
        self, claimed: Claimed, outcome: Outcome, chat_id: str | None = None
    ) -> None:
        reason = "" if isinstance(outcome, Sent) else outcome.reason
        result = _RESULTS[type(outcome)]
        self._log(claimed, "accepted" if isinstance(outcome, Sent) else f"{result}, {reason}")
        was_held = await self._marked(claimed, outcome, chat_id)
        self._log(claimed, "marked" if was_held else "not marked")
        self._report(self.channel, result, reason)

    async def _marked(self, claimed: Claimed, outcome: Outcome, chat_id: str | None) -> bool:
        """Whether the lease was still held. Tried again where the database does not let us: what
        was sent and is not marked would be sent again."""
        for pause in MARKING_PAUSES:
            try:
                return await self._mark(claimed, outcome, chat_id)
            except Exception as failure:
                logger.error("A reminder could not be marked: %s", places_of(failure))
                await asyncio.sleep(pause)
        return False

    async def _mark(self, claimed: Claimed, outcome: Outcome, chat_id: str | None) -> bool:
        outbox = self._outbox
        match outcome:
            case Sent(message_id):
                return await outbox.sent(claimed, chat_id, message_id)
            case Postponed(reason, wait):
                return await outbox.postponed(claimed, reason, wait)
            case Unknown(reason):
                return await outbox.unknown(claimed, reason)
            case Blocked(reason):
                return await outbox.blocked(claimed, reason)
            case Refused(reason):
                return await outbox.refused(claimed, reason)

    def _log(self, claimed: Claimed, what: str) -> None:
        ids = ",".join(str(id_) for id_ in claimed.reminder_ids)
        logger.info("Reminder %s, %s: %s", ids, claimed.channel, what)
