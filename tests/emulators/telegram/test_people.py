"""What people send arrives as the library knows it, and what the bot does is seen."""

import asyncio

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    MenuButtonCommands,
    MessageEntity,
)
from telegram.constants import ChatAction, ParseMode

from tests.emulators.telegram import TelegramServer
from tests.emulators.telegram.conftest import picture


async def test_everything_a_person_can_send(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann", language=None)
    await ann.send_sticker()
    await ann.send_location()
    await ann.send_poll()
    await ann.send_contact()
    await ann.send_dice()
    await ann.send_video()
    await ann.send_voice(b"OggS", seconds=4)
    await ann.send_document(b"a,b", "things.csv", caption="my things")
    await ann.forward("bought a lamp", from_name="Bob")

    messages = [update.message for update in await bot.get_updates()]
    assert all(message and message.from_user for message in messages)
    media = ["sticker", "location", "poll", "contact", "dice", "video", "voice", "document"]
    for message, kind in zip(messages, [*media, "forward_origin"], strict=True):
        assert getattr(message, kind) is not None, kind
    assert messages[0] is not None
    assert messages[0].from_user is not None
    assert messages[0].from_user.language_code is None


async def test_commands_and_mentions_are_marked(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    await ann.write("😀 /help@minnow_bot and @minnow_bot, https://example.org #less")

    message = (await bot.get_updates())[0].message
    assert message is not None
    assert message.parse_entities() == {
        MessageEntity("bot_command", 3, 16): "/help@minnow_bot",
        MessageEntity("mention", 24, 11): "@minnow_bot",
        MessageEntity("url", 37, 19): "https://example.org",
        MessageEntity("hashtag", 57, 5): "#less",
    }


async def test_a_photo_can_be_fetched(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    photo = picture(320, 200)
    await ann.send_photo(photo, "my /lamp", album="7")

    message = (await bot.get_updates())[0].message
    assert message is not None
    assert (message.caption, message.media_group_id) == ("my /lamp", "7")
    assert [entity.type for entity in message.caption_entities] == ["bot_command"]
    largest = message.photo[-1]
    assert (largest.width, largest.height, largest.file_size) == (320, 200, len(photo))
    file = await bot.get_file(largest.file_id)
    assert await file.download_as_bytearray() == photo


async def test_a_photo_of_no_bytes(server: TelegramServer, bot: Bot) -> None:
    await server.person("Ann").send_photo(b"")

    message = (await bot.get_updates())[0].message
    assert message is not None
    file = await bot.get_file(message.photo[-1].file_id)
    assert await file.download_as_bytearray() == b""


async def test_what_the_bot_says_is_seen(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    keyboard = InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("🗑 Remove", callback_data="r:1")],
            [InlineKeyboardButton("Read", url="https://example.org")],
        ]
    )
    source = (
        "<b>Lamp</b> &amp; <i>co</i> <a href='https://example.org'>more</a> "
        '<pre><code class="language-py">x &lt; y</code></pre> <blockquote expandable>q</blockquote>'
    )
    await bot.send_message(ann.id, source, ParseMode.HTML, reply_markup=keyboard)
    reply = await ann.answer()

    assert reply.text == "Lamp & co more x < y q"
    assert reply.html == source
    assert reply.labels == ["🗑 Remove", "Read"]
    assert reply.button("Remove").data == "r:1"
    assert [[button.url for button in row] for row in reply.keyboard][1] == ["https://example.org"]
    kinds = [(each["type"], each["offset"], each["length"]) for each in reply.json["entities"]]
    assert kinds == [
        ("bold", 0, 4),
        ("italic", 7, 2),
        ("text_link", 10, 4),
        ("pre", 15, 5),
        ("expandable_blockquote", 21, 1),
    ]
    assert ann.messages == [reply]


async def test_pictures_and_documents_of_the_bot(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    first, second = picture(), picture(100, 100)
    sent = await bot.send_photo(ann.id, first, caption="<b>x</b>", parse_mode="HTML")
    await bot.send_photo(ann.id, sent.photo[-1].file_id)
    await bot.send_document(ann.id, b"a,b", filename="things.csv", caption="all")
    await bot.send_media_group(ann.id, [InputMediaPhoto(first), InputMediaPhoto(second, "two")])

    messages = await ann.answers()
    assert [message.photo for message in messages] == [first, first, None, first, second]
    assert (messages[0].caption, messages[0].text, messages[0].html) == ("x", "x", "<b>x</b>")
    assert messages[2].document == ("things.csv", b"a,b")
    assert messages[3].json["media_group_id"] == messages[4].json["media_group_id"]
    assert messages[4].caption == "two"


async def test_a_question_can_force_a_reply(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    await bot.send_message(ann.id, "which lamp?", reply_markup=ForceReply(selective=True))
    await bot.send_message(ann.id, "fine")

    assert [message.forces_reply for message in await ann.answers()] == [True, False]


async def test_an_answer_is_returned_once(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    await bot.send_message(ann.id, "one")
    await bot.send_message(ann.id, "two")

    assert (await ann.answer()).text == "one"
    assert (await ann.answer()).text == "two"
    with pytest.raises(AssertionError, match="the bot said nothing within"):
        await ann.answer(within=0.05)


async def test_silence_can_be_asserted(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    await server.quiet(0.02)

    speaking = asyncio.create_task(bot.send_message(ann.id, "hello"))
    with pytest.raises(AssertionError, match="the bot was not quiet"):
        await server.quiet(1)
    await speaking


async def test_a_button_that_is_not_there_can_not_be_pressed(
    server: TelegramServer, bot: Bot
) -> None:
    ann = server.person("Ann")
    await bot.send_message(ann.id, "hello")
    message = await ann.answer()

    with pytest.raises(AssertionError, match="no button 'Undo'"):
        await ann.press(message, "Undo")

    await ann.press(message, data="any:payload")
    query = (await bot.get_updates())[0].callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("any:payload", ann.id)


async def test_a_press_on_a_message_that_is_gone(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    await bot.send_message(ann.id, "hello")
    message = await ann.answer()
    await ann.delete(message)
    await ann.press(message, data="x")

    query = (await bot.get_updates())[0].callback_query
    assert query is not None
    assert query.message is not None
    assert not query.message.is_accessible


async def test_what_the_bot_tells_about_itself(server: TelegramServer, bot: Bot) -> None:
    commands = [BotCommand("start", "begin"), BotCommand("help", "everything")]
    groups = BotCommandScopeAllGroupChats()
    await bot.set_my_commands(commands)
    await bot.set_my_commands(commands[1:], scope=groups, language_code="de")
    await bot.set_my_name("MinNow!", language_code="de")
    await bot.set_my_description("own less")
    await bot.set_my_short_description("less")
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())

    assert list(await bot.get_my_commands()) == commands
    assert list(await bot.get_my_commands(groups, "de")) == commands[1:]
    assert list(await bot.get_my_commands(groups)) == []
    assert (await bot.get_my_name("de")).name == "MinNow!"
    assert (await bot.get_my_name()).name == "MinNow"
    assert (await bot.get_my_description("de")).description == "own less"
    assert (await bot.get_my_short_description()).short_description == "less"
    assert (await bot.get_chat_menu_button()).type == "commands"
    await bot.delete_my_commands(groups, "de")
    assert list(await bot.get_my_commands(groups, "de")) == []
    assert (await bot.get_me()).can_read_all_group_messages is False


async def test_the_bot_is_seen_typing(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    await bot.send_chat_action(ann.id, ChatAction.TYPING)

    assert [(action.chat_id, action.action) for action in server.actions] == [(ann.id, "typing")]


async def test_message_numbers_are_of_a_chat(server: TelegramServer, bot: Bot) -> None:
    """A supergroup counts for itself: numbers of two chats can be the same."""
    ann = server.person("Ann")
    group = server.group("Flat 7")
    await group.add(ann)
    await group.add_bot(by=ann)

    first = await ann.write("hello")
    second = await bot.send_message(group.id, "hello")

    assert (first.message_id, second.message_id) == (1, 3 - 1)
