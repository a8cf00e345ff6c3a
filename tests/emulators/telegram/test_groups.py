"""Groups, topics and channels, and what the bot hears of them."""

import pytest
from telegram import Bot, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.emulators.telegram import Group, Person, TelegramServer


@pytest.fixture
def ann(server: TelegramServer) -> Person:
    return server.person("Ann")


@pytest.fixture
async def flat(server: TelegramServer, ann: Person) -> Group:
    group = server.group("Flat 7")
    await group.add(ann, admin=True)
    await group.add_bot(by=ann)
    return group


async def heard(bot: Bot) -> list[TelegramMessage]:
    """The messages of people that the bot is told of."""
    updates: tuple[Update, ...] = await bot.get_updates()
    found = [update.effective_message for update in updates]
    return [message for message in found if message and message.text]


async def test_the_bot_is_told_that_it_was_added(bot: Bot, flat: Group) -> None:
    change, service = await bot.get_updates()

    assert change.my_chat_member is not None
    assert change.my_chat_member.new_chat_member.status == "member"
    assert change.my_chat_member.chat.type == ChatType.SUPERGROUP
    assert service.message is not None
    assert [user.username for user in service.message.new_chat_members] == ["minnow_bot"]


async def test_privacy_mode_lets_through_what_is_meant_for_the_bot(
    server: TelegramServer, bot: Bot, ann: Person, flat: Group
) -> None:
    await ann.write("nice weather", chat=flat)
    await ann.write("/help", chat=flat)
    await ann.write("/help@minnow_bot", chat=flat)
    await ann.write("/help@other_bot", chat=flat)
    await ann.write("@minnow_bot what do I own?", chat=flat)
    sent = await bot.send_message(flat.id, "keep it?")
    question = flat.message(sent.message_id)
    await ann.write("yes", chat=flat, reply_to=question)

    assert [message.text for message in await heard(bot)] == [
        "/help",
        "/help@minnow_bot",
        "@minnow_bot what do I own?",
        "yes",
    ]


async def test_without_privacy_mode_the_bot_hears_all(
    server: TelegramServer, bot: Bot, ann: Person, flat: Group
) -> None:
    server.privacy_mode = False
    helper = server.person("Helper", is_bot=True)

    await ann.write("nice weather", chat=flat)
    await helper.write("/help", chat=flat)

    assert [message.text for message in await heard(bot)] == ["nice weather", "/help"]


async def test_an_administrator_hears_all_but_other_bots(
    server: TelegramServer, bot: Bot, ann: Person, flat: Group
) -> None:
    await flat.promote_bot(by=ann)
    helper = server.person("Helper", is_bot=True)

    await ann.write("nice weather", chat=flat)
    await helper.write("/help", chat=flat)

    assert [message.text for message in await heard(bot)] == ["nice weather"]


async def test_an_anonymous_administrator_is_the_group(bot: Bot, flat: Group) -> None:
    await flat.anonymous_admin_writes("/help")

    [message] = await heard(bot)
    assert message.sender_chat is not None
    assert message.sender_chat.id == flat.id
    assert message.from_user is not None
    assert message.from_user.username == "GroupAnonymousBot"


async def test_topics(server: TelegramServer, bot: Bot, ann: Person) -> None:
    forum = server.group("House", forum=True)
    await forum.add(ann)
    await forum.add_bot(by=ann)
    kitchen = forum.topic("Kitchen")

    await ann.write("/help", chat=forum, thread=kitchen.id)
    await ann.write("/help", chat=forum)

    inside, general = await heard(bot)
    assert (inside.message_thread_id, inside.is_topic_message) == (kitchen.id, True)
    assert inside.reply_to_message is not None
    assert inside.reply_to_message.forum_topic_created is not None
    assert (general.message_thread_id, general.is_topic_message) == (None, None)

    await bot.send_message(forum.id, "here", message_thread_id=kitchen.id)
    answer = await ann.answer(chat=forum)
    assert (answer.thread, answer.reply_to) == (kitchen.id, None)
    assert [message.text for message in kitchen.messages][-1] == "here"

    with pytest.raises(BadRequest, match=r"[Mm]essage thread not found"):
        await bot.send_message(forum.id, "there", message_thread_id=999)
    kitchen.close()
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(forum.id, "here", message_thread_id=kitchen.id)
    kitchen.delete()
    with pytest.raises(BadRequest, match=r"[Mm]essage thread not found"):
        await bot.send_message(forum.id, "here", message_thread_id=kitchen.id)


async def test_the_thread_of_a_reply_is_no_topic(bot: Bot, ann: Person, flat: Group) -> None:
    """Supergroups give replies a message_thread_id, to which nothing can be sent."""
    sent = await bot.send_message(flat.id, "keep it?")
    await ann.write("yes", chat=flat, reply_to=flat.message(sent.message_id))

    [message] = await heard(bot)
    assert message.message_thread_id == sent.message_id
    assert not message.is_topic_message
    with pytest.raises(BadRequest, match=r"[Mm]essage thread not found"):
        await bot.send_message(flat.id, "fine", message_thread_id=message.message_thread_id)


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_bot_that_was_removed_is_refused(
    server: TelegramServer, bot: Bot, ann: Person, kind: str
) -> None:
    group = server.group("Flat 7", kind)
    await group.add(ann)
    await group.add_bot(by=ann)
    await group.remove_bot(by=ann)

    with pytest.raises(Forbidden, match=f"bot was kicked from the {kind} chat"):
        await bot.send_message(group.id, "still here")
    changes = [update.my_chat_member for update in await bot.get_updates()]
    statuses = [change.new_chat_member.status for change in changes if change]
    assert statuses == ["member", "kicked"]


async def test_a_bot_that_left_is_no_member(bot: Bot, flat: Group) -> None:
    await bot.leave_chat(flat.id)

    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(flat.id, "still here")


async def test_a_group_becomes_a_supergroup(server: TelegramServer, bot: Bot, ann: Person) -> None:
    group = server.group("Flat 7", kind="group")
    await group.add(ann)
    await group.add_bot(by=ann)
    new = await group.migrate()

    with pytest.raises(ChatMigrated) as refused:
        await bot.send_message(group.id, "hello")
    assert refused.value.new_chat_id == new.id
    await bot.send_message(new.id, "hello")

    old_word, new_word = (await bot.get_updates())[-2:]
    assert old_word.message is not None
    assert old_word.message.migrate_to_chat_id == new.id
    assert new_word.message is not None
    assert new_word.message.migrate_from_chat_id == group.id


async def test_people_come_and_go(server: TelegramServer, bot: Bot, flat: Group) -> None:
    bob = server.person("Bob")
    await flat.add(bob)
    assert await bot.get_chat_member_count(flat.id) == 3
    await flat.leave(bob)

    left = (await bot.get_updates())[-1].message
    assert left is not None
    assert left.left_chat_member is not None
    assert left.left_chat_member.id == bob.id
    assert (await bot.get_chat_member(flat.id, bob.id)).status == "left"
    administrators = await bot.get_chat_administrators(flat.id)
    assert [each.user.first_name for each in administrators] == ["Ann"]


async def test_a_channel_and_its_group(
    server: TelegramServer, bot: Bot, ann: Person, flat: Group
) -> None:
    server.privacy_mode = False
    news = server.channel("News")
    await news.add_bot(by=ann)
    news.link(flat)

    await news.post("Less is more")

    posted, forwarded = (await bot.get_updates())[-2:]
    assert posted.channel_post is not None
    assert posted.channel_post.text == "Less is more"
    assert forwarded.message is not None
    assert forwarded.message.is_automatic_forward
    assert forwarded.message.sender_chat is not None
    assert forwarded.message.sender_chat.id == news.id


async def test_chats_are_described(bot: Bot, ann: Person, flat: Group) -> None:
    assert (await bot.get_chat(flat.id)).title == "Flat 7"
    assert (await bot.get_chat(ann.id)).first_name == "Ann"
