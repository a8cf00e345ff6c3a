"""The updates that wait for the bot (Bot API, Getting updates)."""

import asyncio
from collections.abc import Collection, Sequence
from typing import Any

from tests.emulators.telegram.changes import Changes
from tests.emulators.telegram.errors import OTHER_GET_UPDATES, WEBHOOK_ACTIVE, Refusal, conflict

Json = dict[str, Any]

FIRST_ID = 710_000_001
MOST_AT_ONCE = 100
LONGEST_WAIT = 50
ONLY_WHEN_ASKED_FOR = {"chat_member", "message_reaction", "message_reaction_count"}


class Updates:
    """Ordered; kept until confirmed."""

    def __init__(self, changes: Changes) -> None:
        self.webhook_active = False
        self.history: dict[int, Json] = {}
        """Every update there ever was, by its id."""
        self.allowed: Sequence[str] = ()
        """As asked for; none: all but ONLY_WHEN_ASKED_FOR."""
        self._changes = changes
        self._pending: dict[int, Json] = {}
        self._forced: list[Json] = []
        self._poll: object = None
        self._interrupted: Refusal | None = None
        self._next_id = FIRST_ID

    @property
    def pending_count(self) -> int:
        return len(self._pending) + len(self._forced)

    def put(self, kind: str, payload: Json) -> int | None:
        """The id of the new update; None if the bot did not ask for such."""
        if not self._wanted(kind):
            return None
        update_id = self.next_id()
        self._pending[update_id] = self.history[update_id] = {"update_id": update_id, kind: payload}
        self._changes.tell()
        return update_id

    def next_id(self) -> int:
        """A new one."""
        self._next_id += 1
        return self._next_id - 1

    def interrupt(self, refusal: Refusal | None) -> None:
        """End the getUpdates that waits with this, and those to come; None: no longer."""
        self._interrupted = refusal
        self._changes.tell()

    def force(self, update: Json) -> None:
        """Deliver it as it stands, once, whatever was confirmed."""
        self._forced.append(update)
        self._changes.tell()

    def allow(self, kinds: Sequence[str] | None) -> None:
        """None: as before."""
        if kinds is not None:
            self.allowed = list(kinds)

    def drop(self) -> None:
        self._pending.clear()
        self._forced.clear()

    def take(self, busy: Collection[object]) -> Json | None:
        """The oldest of a place that is not busy; it is the webhook's from now on."""
        for update in [*self._forced, *self._pending.values()]:
            if place_of(update) not in busy:
                if update in self._forced:
                    self._forced.remove(update)
                else:
                    del self._pending[update["update_id"]]
                return update
        return None

    def put_back(self, update: Json) -> None:
        """The webhook could not deliver it."""
        self._pending = {update["update_id"]: update, **self._pending}

    async def get(self, offset: int, limit: int, wait: float) -> list[Json]:
        """getUpdates. Raises Refusal: a webhook is set, or a later getUpdates came."""
        if self.webhook_active:
            raise conflict(WEBHOOK_ACTIVE)
        self._confirm(offset)
        self._poll = poll = object()
        self._changes.tell()
        await asyncio.sleep(0)  # lets the poll that this one ends see that first
        await self._changes.until(lambda: self._ready(poll), min(wait, LONGEST_WAIT))
        if self._interrupted is not None:
            raise self._interrupted
        if self._poll is not poll:
            raise conflict(OTHER_GET_UPDATES)
        self._poll = None
        if self.webhook_active:
            raise conflict(WEBHOOK_ACTIVE)
        forced, self._forced = self._forced, []
        count = limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE
        return [*forced, *self._pending.values()][:count]

    def _ready(self, poll: object) -> bool | None:
        over = self._poll is not poll or self.webhook_active or self._interrupted is not None
        return True if over or self.pending_count else None

    def _confirm(self, offset: int) -> None:
        ids = list(self._pending)
        confirmed = ids[:offset] if offset < 0 else [each for each in ids if each < offset]
        for each in confirmed:
            del self._pending[each]

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ONLY_WHEN_ASKED_FOR


def place_of(update: Json) -> object:
    """The chat, whose updates are delivered in order; of an update without one, itself."""
    for payload in update.values():
        if isinstance(payload, dict):
            chat = payload.get("chat") or payload.get("message", {}).get("chat")
            return chat["id"] if chat else update["update_id"]
    return update["update_id"]
