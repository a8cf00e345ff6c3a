"""How fast requests leave, and how they wait."""

from datetime import timedelta
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.frontends.telegram.pacing import MOST_CHATS, MOST_WAITS, Pacing, Patience
from tests.frontends.telegram.lines import Pauses

ANN, BEN, GROUP = 5, 6, -1001


class Telegram:
    """Asks to wait as often as it is told to, by chat."""

    def __init__(self, pauses: Pauses) -> None:
        self.limiter = Pacing(pauses, pauses.monotonic)
        self.floods: dict[int | None, list[int]] = {}
        self.taken: list[tuple[str, int | None]] = []

    async def ask(
        self,
        chat_id: int | None,
        method: str = "sendMessage",
        patience: Patience | None = None,
    ) -> object:
        async def answer(_method: str, _data: object) -> bool:
            if floods := self.floods.get(chat_id):
                raise RetryAfter(floods.pop(0))
            self.taken.append((method, chat_id))
            return True

        data: dict[str, Any] = {} if chat_id is None else {"chat_id": chat_id}
        return await self.limiter.process_request(
            answer, (method, data), {}, method, data, patience
        )


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def telegram(pauses: Pauses) -> Telegram:
    return Telegram(pauses)


async def test_a_chat_waits_as_long_as_telegram_asks(telegram: Telegram, pauses: Pauses) -> None:
    telegram.floods[ANN] = [7, 2]
    await telegram.ask(ANN)
    assert pauses == [7, 2]
    assert telegram.taken == [("sendMessage", ANN)]


async def test_other_chats_do_not_wait(telegram: Telegram, pauses: Pauses) -> None:
    telegram.floods[ANN] = [30] * 99
    with pytest.raises(RetryAfter):
        await telegram.ask(ANN)
    waited = len(pauses)
    await telegram.ask(BEN)
    assert len(pauses) == waited == MOST_WAITS


async def test_while_a_chat_waits_nobody_types_in_it(telegram: Telegram) -> None:
    telegram.floods[ANN] = [30] * 99
    with pytest.raises(RetryAfter):
        await telegram.ask(ANN)
    await telegram.ask(ANN, "sendChatAction")
    assert telegram.taken == []


async def test_typing_takes_no_place_in_the_queue_of_a_group(telegram: Telegram) -> None:
    for _ in range(50):
        await telegram.ask(GROUP, "sendChatAction")
    await telegram.ask(GROUP)
    assert len(telegram.taken) == 51


async def test_a_burst_is_let_through_and_then_paced(telegram: Telegram) -> None:
    for _ in range(20):
        await telegram.ask(ANN)
    pace = telegram.limiter._pace(ANN).limiter
    assert pace is not None
    assert not pace.has_capacity()
    assert pace.max_rate / pace.time_period == 1


async def test_a_wait_of_hours_for_no_chat_is_not_taken(telegram: Telegram, pauses: Pauses) -> None:
    telegram.floods[None] = [40_000]
    with pytest.raises(RetryAfter):
        await telegram.ask(None, "setMyName")
    await telegram.ask(None, "answerCallbackQuery")
    assert pauses == []


async def test_what_has_no_patience_is_told_how_long_to_wait(
    telegram: Telegram, pauses: Pauses
) -> None:
    telegram.floods[ANN] = [30]
    for expected in (30, 18):
        with pytest.raises(RetryAfter) as told:
            await telegram.ask(ANN, patience=Patience.NONE)
        assert told.value.retry_after == timedelta(seconds=expected)
        pauses.append(12)
    assert telegram.taken == []
    assert telegram.floods[ANN] == []


async def test_the_pause_of_a_chat_is_not_forgotten_over_many_others(
    telegram: Telegram, pauses: Pauses
) -> None:
    telegram.floods[ANN] = [30]
    with pytest.raises(RetryAfter):
        await telegram.ask(ANN, patience=Patience.NONE)
    for other in range(1_000, 1_000 + MOST_CHATS + 1):
        telegram.limiter._pace(other)
    await telegram.ask(ANN)
    assert pauses == [30]
