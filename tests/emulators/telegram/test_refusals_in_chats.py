"""What Telegram refuses about messages and presses that are there, or are not."""

from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest, Forbidden

from tests.emulators.telegram import Message, TelegramServer
from tests.emulators.telegram.conftest import Ask, picture

Json = dict[str, Any]

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
STALE = "Bad Request: query is too old and response timeout expired or query ID is invalid"

KEYBOARD: Json = {"inline_keyboard": [[{"text": "Press", "callback_data": "x"}]]}


async def said(server: TelegramServer, bot: Bot, text: str = "hello", **more: Any) -> Message:
    ann = server.person("Ann")
    await bot.send_message(ann.id, text, **more)
    return await ann.answer()


async def test_callback_answers(server: TelegramServer, bot: Bot, ask: Ask) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("🗑 Undo", callback_data="undo")]])
    message = await said(server, bot, reply_markup=keyboard)
    ann = server.person("Ann")
    pressed = await ann.press(message, "Undo")

    refused = await ask("answerCallbackQuery", callback_query_id=pressed.query_id, text="x" * 201)
    assert refused["description"] == "Bad Request: MESSAGE_TOO_LONG"

    await bot.answer_callback_query(pressed.query_id, "x" * 200, show_alert=True)
    answer = await pressed.answer
    assert (answer.text, answer.show_alert) == ("x" * 200, True)

    again = await ask("answerCallbackQuery", callback_query_id=pressed.query_id)
    assert again["description"] == STALE
    unknown = await ask("answerCallbackQuery", callback_query_id="17")
    assert unknown["description"] == STALE

    late = await ann.press(message, "Undo")
    late.grow_old()
    too_old = await ask("answerCallbackQuery", callback_query_id=late.query_id)
    assert too_old["description"] == STALE


async def test_edits_of_what_is_not_there(server: TelegramServer, bot: Bot, ask: Ask) -> None:
    message = await said(server, bot)
    place = {"chat_id": message.chat.id, "message_id": message.message_id}

    async def edit(method: str = "editMessageText", **parameters: object) -> str:
        answer = await ask(method, **{**place, **parameters})
        return str(answer.get("description", "ok"))

    assert await edit(message_id=999, text="x") == "Bad Request: message to edit not found"
    assert await edit(text="hello") == NOT_MODIFIED
    assert await edit(text="  hello ") == NOT_MODIFIED
    caption = await edit("editMessageCaption", caption="x")
    assert caption == "Bad Request: there is no caption in the message to edit"
    assert await edit("editMessageReplyMarkup") == NOT_MODIFIED
    assert await edit("editMessageReplyMarkup", reply_markup=KEYBOARD) == "ok"
    assert await edit(text="hello") == "ok"
    assert message.labels == []
    message.grow_old()
    assert await edit(text="x") == "Bad Request: message can't be edited"
    assert message.edits == 2


async def test_edits_of_another_kind(server: TelegramServer, bot: Bot, ask: Ask) -> None:
    ann = server.person("Ann")
    theirs = await ann.write("mine")
    photo = await bot.send_photo(ann.id, picture())

    other = await ask("editMessageText", chat_id=ann.id, message_id=theirs.message_id, text="x")
    assert other["description"] == "Bad Request: message can't be edited"
    text = await ask("editMessageText", chat_id=ann.id, message_id=photo.message_id, text="x")
    assert text["description"] == "Bad Request: there is no text in the message to edit"

    await bot.edit_message_caption(ann.id, photo.message_id, caption="a hoodie")
    await bot.edit_message_media(InputMediaPhoto(picture(80, 80)), ann.id, photo.message_id)
    assert (await ann.answer()).edits == 2


async def test_files_stay_what_they_are(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    photo = (await bot.send_photo(ann.id, picture())).photo[-1].file_id
    document = (await bot.send_document(ann.id, b"a,b", filename="a.csv")).document
    assert document is not None

    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await bot.send_photo(ann.id, document.file_id)
    with pytest.raises(BadRequest, match="Can't use file of type photo as document"):
        await bot.send_document(ann.id, photo)
    again = await bot.send_photo(ann.id, photo)
    assert again.photo[-1].file_id == photo
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_media(InputMediaPhoto(photo), ann.id, again.message_id)


async def test_deletions(server: TelegramServer, bot: Bot, ask: Ask) -> None:
    message = await said(server, bot)
    place: Json = {"chat_id": message.chat.id, "message_id": message.message_id}

    message.grow_old()
    refused = await ask("deleteMessage", **place)
    assert refused["description"] == "Bad Request: message can't be deleted for everyone"
    message.old = False
    await bot.delete_message(**place)
    assert message.chat.messages == []
    again = await ask("deleteMessage", **place)
    assert again["description"] == "Bad Request: message to delete not found"


async def test_replies_to_what_is_not_there(server: TelegramServer, bot: Bot, ask: Ask) -> None:
    ann = server.person("Ann")
    asked = await ann.write("hello")

    reply: Json = {"message_id": 999}
    refused = await ask("sendMessage", chat_id=ann.id, text="x", reply_parameters=reply)
    assert refused["description"] == "Bad Request: message to be replied not found"

    reply["allow_sending_without_reply"] = True
    assert (await ask("sendMessage", chat_id=ann.id, text="x", reply_parameters=reply))["ok"]
    assert (await ann.answer()).reply_to is None

    await bot.send_message(ann.id, "x", reply_to_message_id=asked.message_id)
    assert (await ann.answer()).reply_to == asked.message_id


async def test_people_who_do_not_want_the_bot(server: TelegramServer, bot: Bot) -> None:
    ann, bob = server.person("Ann"), server.person("Bob", started=False)
    await ann.blocks_bot()

    with pytest.raises(Forbidden, match="Forbidden: bot was blocked by the user"):
        await bot.send_message(ann.id, "x")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(bob.id, "x")

    await ann.unblocks_bot()
    await bot.send_message(ann.id, "x")
    updates = await bot.get_updates()
    statuses = [
        each.my_chat_member and each.my_chat_member.new_chat_member.status for each in updates
    ]
    assert statuses == ["kicked", "member"]


async def test_photos(server: TelegramServer, bot: Bot, ask: Ask) -> None:
    ann = server.person("Ann")

    async def send(data: bytes) -> str:
        refused = await ask("sendPhoto", chat_id=ann.id, photo="attach://p", p=data)
        return str(refused["description"])

    assert await send(b"") == "Bad Request: file must be non-empty"
    assert await send(b"no picture") == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await send(picture(2100, 100)) == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    big = picture() + bytes(10 * 1024 * 1024)
    assert await send(big) == (
        f"Bad Request: file of size {len(big)} bytes is too big for a photo; the maximum size is "
        "10485760 bytes"
    )
    unknown = await ask("sendPhoto", chat_id=ann.id, photo="AgACunknown")
    assert unknown["description"] == "Bad Request: wrong file identifier/HTTP URL specified"


async def test_files_that_are_too_big_to_fetch(server: TelegramServer, ask: Ask) -> None:
    ann = server.person("Ann")
    sent = await ann.send_photo(picture(), size=20 * 1024 * 1024 + 1)

    refused = await ask("getFile", file_id=sent.json["photo"][-1]["file_id"])
    assert refused["description"] == "Bad Request: file is too big"
    unknown = await ask("getFile", file_id="x")
    wrong = "Bad Request: wrong file_id or the file is temporarily unavailable"
    assert unknown["description"] == wrong
