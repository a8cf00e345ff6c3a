"""The smallest bot of the library: repeats what it is told, marks it as kept when pressed.

Reads MINNOW_TELEGRAM_TOKEN and MINNOW_TELEGRAM_API_URL as the program does, so that it can stand
in its place: to try the demo, and as the floor of measurements.
"""

import os
from html import escape
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

BotApplication = Application[Any, Any, Any, Any, Any, Any]

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("✅ Keep", callback_data="keep")]])


def application(token: str, api_url: str) -> BotApplication:
    """The bot on an API at this address, to be run or given updates."""
    built = (
        Application.builder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .build()
    )
    built.add_handler(MessageHandler(filters.UpdateType.MESSAGE, _echo))
    built.add_handler(CallbackQueryHandler(_keep))
    return built


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    if message is None:
        return
    if message.photo:
        await message.reply_photo(message.photo[-1].file_id, caption=message.caption)
        return
    said = f"<b>{escape(message.text or 'something')}</b>"
    await message.reply_text(said, parse_mode=ParseMode.HTML, reply_markup=KEYBOARD)


async def _keep(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    if query is None:
        return
    await query.answer("Kept")
    await query.edit_message_text("kept")


if __name__ == "__main__":
    application(
        os.environ["MINNOW_TELEGRAM_TOKEN"], os.environ["MINNOW_TELEGRAM_API_URL"]
    ).run_polling()
