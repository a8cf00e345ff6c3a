"""Updates are taken to their end once, in the order of their chat."""

import asyncio
import gc
import weakref
from collections.abc import Awaitable, Callable, Sequence

from telegram import Chat, Message, Update, User

from bot.frontends.reception import NotDone, Reception, Turn
from bot.frontends.telegram.chats import chat_of, update_id_of
from tests.conftest import NOON

Answered = Callable[[Sequence[str]], Awaitable[None]]


def update(number: int, chat_id: int = 1) -> Update:
    user = User(chat_id, "Ann", is_bot=False)
    message = Message(number, NOON, Chat(chat_id, Chat.PRIVATE), from_user=user, text="hello")
    return Update(number, message=message)


class Handler:
    """Remembers what began and what ended; updates of `slow` wait until let go."""

    def __init__(self, *slow: int) -> None:
        self.came: list[int] = []
        self.began: list[int] = []
        self.ended: list[int] = []
        self.told: list[str] = []
        self.failing: dict[int, list[Exception]] = {}
        self._slow = {number: asyncio.Event() for number in slow}

    def let_go(self, number: int) -> None:
        self._slow[number].set()

    async def handle(self, update: Update, turn: Turn) -> None:
        self.came.append(update.update_id)
        async with turn:
            await self._take(update)

    async def _take(self, update: Update) -> None:
        self.began.append(update.update_id)
        if update.update_id in self._slow:
            await self._slow[update.update_id].wait()
        if failures := self.failing.get(update.update_id):
            raise failures.pop(0)
        self.ended.append(update.update_id)

    async def answered(self, update_ids: Sequence[str]) -> None:
        self.told += update_ids

    def reception(
        self, answered: Answered | None = None, waits: Sequence[float] = (0.01, 0.01)
    ) -> Reception[Update]:
        return Reception(
            self.handle,
            answered or self.answered,
            id_of=update_id_of,
            chat_of=chat_of,
            waits=waits,
        )


async def test_updates_of_one_chat_are_handled_in_their_order() -> None:
    handler = Handler(1)
    reception = handler.reception()
    for number in (1, 2, 3):
        reception.take(update(number))
    await asyncio.sleep(0.01)
    assert handler.came == [1, 2, 3]
    assert handler.began == [1]

    handler.let_go(1)
    assert await reception.settled(1)
    assert handler.ended == [1, 2, 3]


async def test_a_slow_turn_holds_up_nobody_else() -> None:
    handler = Handler(1)
    reception = handler.reception()
    reception.take(update(1))
    other = reception.take(update(2, chat_id=2))
    assert other is not None
    await other
    assert handler.ended == [2]
    assert list(reception.undone) == [1]

    handler.let_go(1)
    assert await reception.settled(1)


async def test_an_update_that_is_in_hand_or_done_is_not_begun_again() -> None:
    handler = Handler(1)
    reception = handler.reception()
    assert reception.take(update(1)) is reception.take(update(1))
    handler.let_go(1)
    assert await reception.settled(1)

    assert reception.take(update(1)) is None
    assert handler.began == [1]


async def test_what_is_done_is_told_once() -> None:
    handler = Handler()
    reception = handler.reception()
    for number in (1, 2):
        reception.take(update(number))
    await reception.settled(1)
    await reception.tell_answered()
    await reception.tell_answered()

    assert handler.told == ["1", "2"]


async def test_what_could_not_be_told_is_told_later() -> None:
    handler = Handler()
    broken = [True]

    async def answered(update_ids: Sequence[str]) -> None:
        if broken:
            broken.clear()
            raise OSError
        await handler.answered(update_ids)

    reception = handler.reception(answered)
    reception.take(update(1))
    await reception.settled(1)
    await reception.tell_answered()
    assert handler.told == []
    await reception.tell_answered()
    assert handler.told == ["1"]


async def test_what_is_not_done_is_tried_again_and_stays_in_hand() -> None:
    handler = Handler()
    handler.failing[1] = [NotDone("away")]
    reception = handler.reception()
    reception.take(update(1))
    await asyncio.sleep(0)
    assert list(reception.undone) == [1]

    assert await reception.settled(1)
    assert handler.began == [1, 1]
    assert handler.ended == [1]


async def test_what_is_never_done_is_given_up() -> None:
    handler = Handler()
    handler.failing[1] = [NotDone("away")] * 9
    reception = handler.reception()
    reception.take(update(1))

    assert await reception.settled(1)
    assert handler.began == [1, 1, 1]
    reception.take(update(2))
    await reception.settled(1)
    assert handler.ended == [2]


async def test_an_update_that_makes_the_program_fail_does_not_stop_the_others() -> None:
    handler = Handler()
    handler.failing[1] = [ZeroDivisionError()]
    reception = handler.reception()
    reception.take(update(1))
    reception.take(update(2))

    assert await reception.settled(1)
    assert handler.ended == [2]


async def test_at_a_stop_what_is_at_work_is_finished_and_the_rest_is_left() -> None:
    handler = Handler(1)
    handler.failing[3] = [NotDone("away")]
    reception = handler.reception(waits=(60,))
    for number, chat_id in ((1, 1), (2, 1), (3, 3)):
        reception.take(update(number, chat_id))
    await asyncio.sleep(0.01)
    handler.let_go(1)
    await reception.finish(1)

    assert (handler.began, handler.ended, handler.told) == ([1, 3], [1], ["1"])
    assert sorted(reception.undone) == [2, 3]


async def test_what_does_not_end_before_a_stop_may_come_again() -> None:
    handler = Handler(1)
    reception = handler.reception()
    reception.take(update(1))
    reception.take(update(2, chat_id=2))
    await asyncio.sleep(0.01)
    await reception.finish(0.01)
    assert handler.told == ["2"]
    assert list(reception.undone) == [1]

    handler.let_go(1)
    reception.take(update(1))
    await reception.settled(1)
    assert handler.ended == [2, 1]
    assert list(reception.undone) == []


async def test_nothing_is_kept_of_what_was_done() -> None:
    class Told:
        """An update that can be watched."""

        def __init__(self, number: int) -> None:
            self.number = number

    async def handle(told: Told, turn: Turn) -> None:
        async with turn:
            if told.number % 7 == 0:
                raise ZeroDivisionError

    async def answered(update_ids: Sequence[str]) -> None:
        assert update_ids

    reception: Reception[Told] = Reception(
        handle, answered, id_of=lambda told: told.number, chat_of=lambda told: told.number % 10
    )
    tasks = len(asyncio.all_tasks())
    watched = []
    for number in range(500):
        told = Told(number)
        watched.append(weakref.ref(told))
        reception.take(told)
    del told
    assert await reception.settled(5)
    await reception.tell_answered()
    gc.collect()

    assert list(reception.undone) == []
    assert [told() for told in watched if told() is not None] == []
    assert len(asyncio.all_tasks()) == tasks


async def test_what_fails_during_a_stop_is_not_tried_again() -> None:
    handler = Handler(1)
    handler.failing[1] = [NotDone("away")]
    reception = handler.reception(waits=(60,))
    reception.take(update(1))
    await asyncio.sleep(0.01)
    finishing = asyncio.create_task(reception.finish(60))
    await asyncio.sleep(0.01)
    handler.let_go(1)
    await finishing

    assert handler.told == []
    assert list(reception.undone) == [1]
