"""The floor that turns are timed against (DESIGN, section 8): what cannot be avoided.

A chat library's dispatch of an echo, plus one ORM transaction with the same writes as the turn.
Measured in the same run and process as the turn itself, so that the machine's mood cancels out.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest, RequestData

from storage.base import new_id
from storage.tables import ChangeRow, HandledUpdateRow, ItemRow, TurnRow

ECHO = {
    "update_id": 1,
    "message": {
        "message_id": 1,
        "date": 1_700_000_000,
        "chat": {"id": 1, "type": "private"},
        "from": {"id": 1, "is_bot": False, "first_name": "Ann"},
        "text": "used my bike today",
    },
}


class _NoNetwork(BaseRequest):
    """Answers every call at once, so that only the library's own work is timed."""

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_timeouts: object,
        **_more_timeouts: object,
    ) -> tuple[int, bytes]:
        if url.endswith("/getMe"):
            me = {"id": 2, "is_bot": True, "first_name": "b", "username": "b"}
            return 200, json.dumps({"ok": True, "result": me}).encode()
        return 200, (
            b'{"ok":true,"result":{"message_id":2,"date":1700000000,'
            b'"chat":{"id":1,"type":"private"},"text":"x"}}'
        )


async def _echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


async def echo_dispatch() -> Callable[[], Awaitable[None]]:
    """One echo through python-telegram-bot, without a network."""
    application = (
        Application.builder()
        .token("1:floor")
        .request(_NoNetwork())
        .get_updates_request(_NoNetwork())
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    await application.initialize()

    async def dispatch() -> None:
        await application.process_update(Update.de_json(ECHO, application.bot))

    return dispatch


class OrmFloor:
    """One ORM transaction: load and update an item; insert a change, a turn, a handled update."""

    def __init__(
        self, engine: AsyncEngine, household_id: UUID, person_id: UUID, item_id: UUID
    ) -> None:
        self._engine = engine
        self._household_id = household_id
        self._person_id = person_id
        self._item_id = item_id
        self._count = 0

    async def __call__(self) -> None:
        self._count += 1
        now = datetime.now(UTC)
        turn_id = new_id()
        async with AsyncSession(self._engine, expire_on_commit=False) as session, session.begin():
            item = await session.get_one(ItemRow, self._item_id)
            item.last_used = date(2020, 1, 1 + self._count % 28)
            session.add(
                ChangeRow(
                    household_id=self._household_id,
                    person_id=self._person_id,
                    turn_id=turn_id,
                    happened_at=now,
                    platform="telegram",
                    cause="button",
                    subject="item",
                    subject_id=self._item_id,
                    before={"last_used": "2020-01-01"},
                    after={"last_used": "2020-01-02"},
                )
            )
            session.add(
                TurnRow(
                    id=turn_id,
                    person_id=self._person_id,
                    platform="telegram",
                    chat_id="1",
                    said="used my bike today",
                    replies=[{"text": "Bike: last used today"}],
                    meaning={"focus": [str(self._item_id)]},
                    started_at=now,
                )
            )
            session.add(
                HandledUpdateRow(
                    platform="telegram",
                    update_id=f"floor-{self._count}",
                    turn_id=turn_id,
                    handled_at=now,
                )
            )
