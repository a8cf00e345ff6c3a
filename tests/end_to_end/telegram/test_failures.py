"""Telegram fails, and people are answered all the same."""

import asyncio
import time
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import URL

from storage.tables import AccountRow
from tests.emulators.telegram import Message, Person, TelegramServer
from tests.emulators.telegram.conftest import picture
from tests.end_to_end.running import Running
from tests.end_to_end.telegram.serving import settings_for


async def reachable(minnow: Running, person: Person) -> bool:
    query = select(AccountRow.unreachable_since).where(
        AccountRow.platform_user_id == str(person.id)
    )
    async with minnow.program.database.engine.connect() as connection:
        return (await connection.execute(query)).scalar_one() is None


async def renamed(minnow: Running, table: str, name: str) -> None:
    async with minnow.program.database.engine.begin() as connection:
        await connection.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


async def texts_once_quiet(telegram: TelegramServer, person: Person) -> list[str]:
    await telegram.confirmed()
    await telegram.quiet()
    return [message.text for message in person.private.from_bot]


async def with_receipt(person: Person) -> Message:
    await person.write("/add mug")
    return await person.answer()


@pytest.mark.parametrize("status", [500, 502])
async def test_an_answer_that_telegram_fails_to_take_is_sent_again(
    minnow: Running, telegram: TelegramServer, ann: Person, status: int
) -> None:
    telegram.fail("sendMessage", status)
    await ann.write("/add mug")

    assert "Mug" in (await ann.answer()).text
    assert len(await texts_once_quiet(telegram, ann)) == 1


async def test_an_answer_is_sent_again_after_the_line_broke(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    telegram.fail("sendMessage", drop=True)
    await ann.write("/add mug")

    assert "Mug" in (await ann.answer()).text
    assert len(await texts_once_quiet(telegram, ann)) == 1


async def test_an_answer_comes_twice_rather_than_never_where_nobody_knows_whether_it_was_taken(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    telegram.fail("sendMessage", drop=True, after=True)
    receipt = await with_receipt(ann)
    again = await ann.answer()

    assert receipt.text == again.text
    await ann.write("/items")
    assert "1 thing" in (await ann.answer()).text


async def test_an_answer_that_fails_for_longer_is_sent_later(
    minnow: Running, telegram: TelegramServer, ann: Person, bob: Person
) -> None:
    telegram.fail("sendMessage", 502, times=2)
    began = time.monotonic()
    await ann.write("/add mug")
    await telegram.until(lambda: len(telegram.called("sendMessage")) == 2)
    await bob.write("/add lamp")

    assert "Lamp" in (await bob.answer()).text
    assert "Mug" in (await ann.answer()).text
    assert time.monotonic() - began < 10


async def test_a_chat_that_telegram_wants_to_wait_waits_just_as_long(
    minnow: Running, telegram: TelegramServer, ann: Person, bob: Person
) -> None:
    telegram.fail("sendMessage", 429, retry_after=1)
    await ann.write("/add mug")
    await telegram.until(lambda: bool(telegram.called("sendMessage")))
    told = time.monotonic()
    await bob.write("/add lamp")
    await bob.answer()
    assert time.monotonic() - told < 0.9

    await ann.answer()
    assert 1 <= time.monotonic() - told < 1.5
    assert [call.status for call in telegram.called("sendMessage")] == [429, 200, 200]


async def test_nobody_waits_for_a_person_whose_chat_is_full(
    minnow: Running, telegram: TelegramServer, ann: Person, bob: Person
) -> None:
    telegram.fail("sendMessage", 429, retry_after=2)
    for number in range(120):
        await ann.write(f"/add mug {number}")
    await bob.write("/add lamp")

    assert "Lamp" in (await bob.answer()).text
    assert len([action for action in telegram.actions if action.chat_id == ann.id]) < 5


async def test_a_person_who_has_blocked_the_bot_is_unreachable_until_they_write_again(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    await with_receipt(ann)
    assert await reachable(minnow, ann)
    telegram.fail("sendMessage", 403, description="Forbidden: bot was blocked by the user")
    await ann.write("/add lamp")
    await telegram.confirmed()
    assert not await reachable(minnow, ann)

    await ann.write("/items")
    assert "2 things" in (await ann.answer()).text
    await telegram.confirmed()
    assert await reachable(minnow, ann)


async def test_blocking_and_unblocking_is_noted_at_once(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    await with_receipt(ann)
    await ann.blocks_bot()
    await telegram.confirmed()
    assert not await reachable(minnow, ann)

    await ann.unblocks_bot()
    await telegram.confirmed()
    assert await reachable(minnow, ann)
    await telegram.quiet()


async def test_where_a_message_is_too_old_to_be_edited_there_is_a_new_one(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    receipt = await with_receipt(ann)
    receipt.grow_old()
    await (await ann.press(receipt, "Undo")).answer

    assert (await ann.answer()).text.startswith("Taken back:")
    assert receipt.edits == 0


async def test_where_a_message_was_deleted_there_is_a_new_one(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    receipt = await with_receipt(ann)
    undo = receipt.button("Undo").data
    await ann.delete(receipt)
    await (await ann.press(receipt, data=undo)).answer

    assert (await ann.answer()).text.startswith("Taken back:")


async def test_an_edit_whose_answer_got_lost_is_not_followed_by_a_new_message(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    """The second attempt is told that the message is not modified."""
    receipt = await with_receipt(ann)
    telegram.fail("editMessageText", drop=True, after=True)
    await (await ann.press(receipt, "Undo")).answer

    await telegram.until(lambda: receipt.edits == 1)
    await texts_once_quiet(telegram, ann)
    assert [call.status for call in telegram.called("editMessageText")] == [0, 400]
    assert len(ann.private.from_bot) == 1


async def test_a_press_that_is_too_old_to_be_answered_is_carried_out(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    receipt = await with_receipt(ann)
    await minnow.stop()
    pressed = await ann.press(receipt, "Undo")
    pressed.grow_old()
    await minnow.restart()

    await telegram.until(lambda: receipt.text.startswith("Taken back:"))
    assert len(await texts_once_quiet(telegram, ann)) == 1


async def test_updates_come_again_once_telegram_has_recovered(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    telegram.fail("getUpdates", 502, times=1)
    telegram.fail("getUpdates", drop=True)
    await with_receipt(ann)
    await ann.write("/add lamp")

    assert "Lamp" in (await ann.answer()).text
    assert await texts_once_quiet(telegram, ann)


async def test_another_program_that_fetches_the_updates_does_not_stop_this_one_for_good(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    await with_receipt(ann)
    telegram.fail("getUpdates", 409, description="Conflict: terminated by other getUpdates request")
    await ann.write("/add lamp")
    assert "Lamp" in (await ann.answer()).text
    await ann.write("/add chair")
    assert "Chair" in (await ann.answer()).text


async def test_telegram_may_be_away_when_the_program_starts(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    await minnow.stop()
    telegram.fail("getMe", 503)
    await minnow.restart()
    await ann.write("/add mug")

    assert "Mug" in (await ann.answer()).text


async def test_a_stop_while_telegram_is_away_takes_no_time(
    minnow: Running, telegram: TelegramServer
) -> None:
    await minnow.stop()
    telegram.fail("getMe", 503, times=100)
    asked = len(telegram.called("getMe"))
    await minnow.restart()
    await telegram.until(lambda: len(telegram.called("getMe")) > asked)

    began = time.monotonic()
    await minnow.stop()
    assert time.monotonic() - began < 1


async def test_a_photo_whose_download_fails_once_is_fetched_again(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    telegram.fail("file", 502)
    await ann.send_photo(picture(), "bought a mug")

    assert "Mug" in (await ann.answer()).text


async def test_a_photo_that_can_not_be_fetched_is_told_of(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    telegram.fail("getFile", 400, description="Bad Request: wrong file_id")
    await ann.send_photo(picture(), "bought a mug")

    assert "Mug" in (await ann.answer()).text
    assert "could not fetch your picture" in (await ann.answer()).text


async def test_an_update_that_comes_twice_at_once_is_answered_once(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    await with_receipt(ann)
    await minnow.stop()
    await ann.write("/add lamp")
    telegram.deliver_again(telegram.last_update_id)
    telegram.deliver_again(telegram.last_update_id)
    await minnow.restart()

    await ann.answer()
    assert len(await texts_once_quiet(telegram, ann)) == 2


async def test_updates_out_of_order_are_all_done(
    minnow: Running, telegram: TelegramServer, ann: Person, bob: Person
) -> None:
    await minnow.stop()
    await ann.write("/add mug")
    first = telegram.world.updates.history[telegram.last_update_id]
    await bob.write("/add lamp")
    second = telegram.world.updates.history[telegram.last_update_id]
    telegram.world.updates.drop()
    await minnow.restart()
    telegram.deliver(second)
    assert "Lamp" in (await bob.answer()).text
    telegram.deliver(first)
    assert "Mug" in (await ann.answer()).text
    telegram.deliver(second)
    assert len(await texts_once_quiet(telegram, bob)) == 1


async def test_what_was_answered_before_a_restart_is_met_with_silence_after_it(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    await with_receipt(ann)
    await telegram.confirmed()
    await minnow.restart()
    telegram.deliver_again(telegram.last_update_id)

    assert len(await texts_once_quiet(telegram, ann)) == 1


async def test_a_database_that_is_away_for_a_moment_loses_no_news_of_a_chat(
    minnow: Running, telegram: TelegramServer, ann: Person
) -> None:
    """The bot is told only once that somebody has blocked it."""
    await with_receipt(ann)
    await telegram.confirmed()
    await renamed(minnow, "accounts", "accounts_elsewhere")
    await ann.blocks_bot()
    polls = len(telegram.called("getUpdates"))
    await telegram.until(lambda: len(telegram.called("getUpdates")) > polls + 1)
    await renamed(minnow, "accounts_elsewhere", "accounts")
    await telegram.confirmed()

    assert not await reachable(minnow, ann)


async def test_however_many_updates_come_nothing_piles_up(
    telegram: TelegramServer, sqlite_url: URL, tmp_path: Path
) -> None:
    settings = settings_for(telegram, sqlite_url, tmp_path, MINNOW_RATE_LIMIT="1/60s")
    people = [telegram.person(f"Person {number}") for number in range(10)]
    async with Running(settings):
        await with_receipt(people[0])
        await telegram.confirmed()
        await telegram.until(lambda: len(telegram.called("getChatMenuButton")) == 1)
        tasks = len(asyncio.all_tasks())
        for _ in range(50):
            for person in people:
                await person.write("/items")
        await telegram.confirmed(within=20)
        await telegram.quiet()

        assert len(asyncio.all_tasks()) <= tasks
        assert all(1 <= len(person.private.from_bot) <= 3 for person in people)
