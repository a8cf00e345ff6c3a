"""When the answer of a press leaves."""

import asyncio

import pytest

from bot.frontends.telegram.answering_presses import PressAnswer
from tests.emulators.telegram import Person, Pressed, TelegramServer
from tests.frontends.telegram.lines import LibraryBot, Pauses


async def pressed_by(person: Person, bot: LibraryBot) -> Pressed:
    await bot.send_message(person.id, "Which?")
    return await person.press(person.messages[-1], data="1")


async def test_a_turn_that_takes_long_does_not_keep_the_button_spinning(
    server: TelegramServer, bot: LibraryBot
) -> None:
    pressed = await pressed_by(server.person("Ann"), bot)
    async with PressAnswer(bot, pressed.query_id, patience=0.01) as press:
        assert (await pressed.answer).text == ""
        assert not await press.say("too late")
    assert len(server.called("answerCallbackQuery")) == 1


async def test_a_notice_is_said_once(server: TelegramServer, bot: LibraryBot) -> None:
    pressed = await pressed_by(server.person("Ann"), bot)
    async with PressAnswer(bot, pressed.query_id) as press:
        assert await press.say("Done.")
        assert not await press.say("Done again.")
    assert (await pressed.answer).text == "Done."
    assert len(server.called("answerCallbackQuery")) == 1


async def test_without_a_notice_the_answer_leaves_while_the_work_goes_on(
    server: TelegramServer, bot: LibraryBot
) -> None:
    pressed = await pressed_by(server.person("Ann"), bot)
    async with PressAnswer(bot, pressed.query_id) as press:
        press.hurry()
        assert (await pressed.answer).text == ""


async def test_a_bad_line_delays_the_answer(
    server: TelegramServer, bot: LibraryBot, pauses: Pauses
) -> None:
    pressed = await pressed_by(server.person("Ann"), bot)
    server.fail("answerCallbackQuery", 502)
    server.fail("answerCallbackQuery", 429, retry_after=3)
    async with PressAnswer(bot, pressed.query_id, sleep=pauses):
        pass
    assert pressed.answered
    assert pauses[-1] == 3


async def test_a_press_of_long_ago_is_let_be(server: TelegramServer, bot: LibraryBot) -> None:
    pressed = await pressed_by(server.person("Ann"), bot)
    pressed.grow_old()
    async with PressAnswer(bot, pressed.query_id) as press:
        assert not await press.say("Done.")


async def test_a_turn_that_is_stopped_leaves_no_button_spinning(
    server: TelegramServer, bot: LibraryBot
) -> None:
    pressed = await pressed_by(server.person("Ann"), bot)

    async def turn() -> None:
        async with PressAnswer(bot, pressed.query_id):
            await asyncio.Event().wait()

    task = asyncio.create_task(turn())
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert pressed.answered
