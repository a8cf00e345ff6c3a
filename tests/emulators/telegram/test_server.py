"""The emulator and the real library understand one another."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from tests.emulators.telegram import TelegramServer


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest.fixture
async def echo(server: TelegramServer) -> AsyncIterator[Any]:
    async def say(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("↩️ Undo", callback_data="undo")]])
        text = f"<b>{update.effective_message.text}</b>"
        await update.effective_message.reply_text(
            text, reply_markup=keyboard, parse_mode=ParseMode.HTML
        )

    async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query
        await update.callback_query.answer("Undone")
        await update.callback_query.edit_message_text("undone")

    application = (
        Application.builder()
        .token(server.token)
        .base_url(server.base_url + "/bot")
        .base_file_url(server.base_url + "/file/bot")
        .build()
    )
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE, say))
    application.add_handler(CallbackQueryHandler(pressed))
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling(timeout=5)
        yield application
        await application.updater.stop()
        await application.stop()


async def test_a_person_writes_and_presses(server: TelegramServer, echo: Any) -> None:
    ann = server.person("Ann", language="de")

    await ann.write("bought a hoodie")
    reply = await ann.answer()
    pressed = await ann.press(reply, "Undo")

    assert (await pressed.answer).text == "Undone"
    await server.until(lambda: reply.text == "undone")
    assert reply.edits == 1
    assert reply.labels == []
    await server.quiet()
