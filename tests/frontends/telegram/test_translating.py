"""Updates of Telegram, and what is heard of them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.messages import (
    Account,
    Address,
    AttachmentUnreachable,
    Group,
    Joined,
    Other,
    OtherKind,
    Picture,
    Press,
    Text,
    Voice,
)
from bot.frontends.telegram.translating import incoming_of
from tests.frontends.telegram.payloads import (
    ANNA,
    BEN,
    CHANNEL,
    GROUP,
    LONG_AGO,
    ME,
    MINNOW,
    PRIVATE,
    Json,
    entity,
    file,
    heard,
    membership,
    message,
    photo,
    press,
    update,
)

ANONYMOUS: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
OTHER_BOT: Json = {"id": 701, "is_bot": True, "first_name": "Other", "username": "OtherBot"}
FORWARDED: Json = {"type": "user", "date": LONG_AGO, "sender_user": BEN}
OF_MINNOW = message(GROUP, MINNOW, text="Got it.")
STICKER = {
    **file(width=1, height=1),
    "type": "regular",
    "is_animated": False,
    "is_video": False,
}
POLL = {
    "id": "1",
    "question": "Which?",
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}


def content_of(said: Json) -> object:
    incoming = heard(said)
    return None if incoming is None else incoming.content


def command(text: str, words: str) -> Json:
    return message(GROUP, text=text, entities=[entity("bot_command", text, words)])


def mention(text: str, words: str = "@MinNowBot") -> Json:
    return message(GROUP, text=text, entities=[entity("mention", text, words)])


def test_a_private_message_tells_who_writes_what_where_and_in_which_language() -> None:
    incoming = heard(message(text="bought a hoodie"))
    assert incoming is not None
    assert incoming.content == Text("bought a hoodie")
    assert incoming.address == Address("telegram", "5")
    assert incoming.account == Account("telegram", "5", "Anna Lee")
    assert (incoming.locale, incoming.update_id, incoming.group) == ("de", "99", None)


def test_a_missing_language_is_not_guessed() -> None:
    incoming = heard(message(sender=BEN, text="hello"))
    assert incoming is not None
    assert incoming.locale is None


def test_a_message_in_a_topic_is_answered_in_the_topic() -> None:
    said = {**command("/items", "/items"), "message_thread_id": 42, "is_topic_message": True}
    incoming = heard(said)
    assert incoming is not None
    assert incoming.address == Address("telegram", "-1001", "42")
    assert incoming.group == Group("-1001", "The flat")


def test_a_thread_of_replies_is_no_topic() -> None:
    incoming = heard({**command("/items", "/items"), "message_thread_id": 42})
    assert incoming is not None
    assert incoming.address == Address("telegram", "-1001")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (command("/items donated", "/items"), "/items donated"),
        (command("/items@minnowbot donated", "/items@minnowbot"), "/items donated"),
        (mention("@MinNowBot bought a hoodie"), "bought a hoodie"),
        (mention("@MinNowBot: bought a hoodie"), "bought a hoodie"),
        (mention("🎻👨‍👩‍👧 hey @minnowbot bought <it>", "@minnowbot"), "🎻👨‍👩‍👧 hey bought <it>"),
        (mention("bought it @MinNowBot, yesterday"), "bought it, yesterday"),
        (mention("gave it away @MinNowBot"), "gave it away"),
        (mention("@MinNowBot"), ""),
        (mention("a\n@MinNowBot\nb"), "a\n\nb"),
    ],
)
def test_in_groups_the_bots_own_name_is_cut_out(said: Json, text: str) -> None:
    assert content_of(said) == Text(text)


def test_a_mention_by_name_alone_counts_too() -> None:
    text = "MinNow, what do I own?"
    named = entity("text_mention", text, "MinNow", user=MINNOW)
    assert content_of(message(GROUP, text=text, entities=[named])) == Text("what do I own?")


def test_in_groups_a_reply_to_the_bot_is_heard() -> None:
    said = message(GROUP, text="two years", reply_to_message=OF_MINNOW)
    assert content_of(said) == Text("two years")
    assert content_of(message(GROUP, sticker=STICKER, reply_to_message=OF_MINNOW)) == Other(
        OtherKind.STICKER
    )


@pytest.mark.parametrize(
    "said",
    [
        message(GROUP, text="what do you think?"),
        message(GROUP, text="@MinNowBot is written without being a mention"),
        mention("hello @MinNowBotFan", "@MinNowBotFan"),
        command("/help@OtherBot", "/help@OtherBot"),
        {**command("/help@OtherBot", "/help@OtherBot"), "reply_to_message": OF_MINNOW},
        command("see /help", "/help"),
        message(GROUP, sticker=STICKER),
        message(GROUP, photo=[photo(10)]),
        message(GROUP, text="and me?", reply_to_message=message(GROUP, BEN, text="hi")),
        {**mention("@MinNowBot this"), "forward_origin": FORWARDED},
        message(
            GROUP,
            text="first in the topic",
            reply_to_message=message(
                GROUP, MINNOW, forum_topic_created={"name": "Things", "icon_color": 1}
            ),
        ),
    ],
)
def test_what_a_group_says_among_itself_is_not_heard(said: Json) -> None:
    assert heard(said) is None


@pytest.mark.parametrize(
    "said",
    [
        message(sender=OTHER_BOT, text="hello"),
        message(GROUP, OTHER_BOT, text="hi", reply_to_message=OF_MINNOW),
        message(CHANNEL, None, text="news"),
        message(
            GROUP,
            {**ANONYMOUS, "id": 777000},
            text="@MinNowBot",
            entities=[entity("mention", "@MinNowBot", "@MinNowBot")],
            sender_chat=CHANNEL,
            is_automatic_forward=True,
        ),
        message(GROUP, new_chat_members=[MINNOW]),
        message(GROUP, new_chat_title="Ours"),
        message(pinned_message=message(text="hello")),
        message(delete_chat_photo=True),
    ],
)
def test_bots_channels_and_service_messages_are_met_with_silence(said: Json) -> None:
    assert heard(said) is None


@pytest.mark.parametrize("kind", ["edited_message", "channel_post", "edited_channel_post"])
def test_edited_messages_and_channel_posts_are_met_with_silence(kind: str) -> None:
    fields: Any = {kind: message(text="hello")}
    assert incoming_of(update(**fields), ME) is None


@pytest.mark.parametrize("sender_chat", [GROUP, CHANNEL])
def test_nobody_can_tell_who_writes_in_the_name_of_a_chat(sender_chat: Json) -> None:
    incoming = heard({**mention("@MinNowBot hi"), "from": ANONYMOUS, "sender_chat": sender_chat})
    assert incoming is not None
    assert incoming.content == Other(OtherKind.ANONYMOUS)
    assert incoming.account == Account("telegram", str(sender_chat["id"]), sender_chat["title"])
    assert heard(message(GROUP, ANONYMOUS, text="hi", sender_chat=sender_chat)) is None


def test_forwarded_words_are_somebody_elses() -> None:
    said = message(text="I bought a car", forward_origin=FORWARDED)
    assert content_of(said) == Other(OtherKind.FORWARDED)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"sticker": STICKER}, OtherKind.STICKER),
        (
            {
                "animation": file(width=1, height=1, duration=1),
                "document": file(mime_type="image/gif"),
            },
            OtherKind.ANIMATION,
        ),
        ({"video": file(width=1, height=1, duration=1)}, OtherKind.VIDEO),
        ({"video_note": file(length=1, duration=1)}, OtherKind.VIDEO),
        ({"audio": file(duration=1)}, OtherKind.AUDIO),
        ({"document": file(mime_type="application/pdf")}, OtherKind.DOCUMENT),
        ({"document": file()}, OtherKind.DOCUMENT),
        ({"location": {"longitude": 1, "latitude": 1}}, OtherKind.LOCATION),
        (
            {
                "venue": {
                    "location": {"longitude": 1, "latitude": 1},
                    "title": "Home",
                    "address": "Here",
                }
            },
            OtherKind.LOCATION,
        ),
        ({"contact": {"phone_number": "1", "first_name": "Ben"}}, OtherKind.CONTACT),
        ({"poll": POLL}, OtherKind.POLL),
        ({"dice": {"value": 1, "emoji": "🎲"}}, OtherKind.DICE),
        ({"story": {"chat": PRIVATE, "id": 1}}, OtherKind.UNKNOWN),
        ({"invention_of_tomorrow": {"text": "hello"}}, OtherKind.UNKNOWN),
    ],
)
def test_what_is_not_read_is_told_apart(fields: Json, kind: OtherKind) -> None:
    assert content_of(message(**fields)) == Other(kind)


def test_a_photo_comes_in_the_largest_size_that_may_be_fetched() -> None:
    sizes = [photo(90, 1_000), photo(800, 90_000), photo(9000, 30_000_000)]
    content = content_of(message(photo=sizes, caption="my hoodie", media_group_id="album"))
    assert isinstance(content, Picture)
    assert (content.caption, content.album) == ("my hoodie", "album")
    assert (content.file.media_type, content.file.size) == ("image/jpeg", 90_000)


def test_a_photo_that_does_not_tell_its_size_is_taken() -> None:
    content = content_of(message(photo=[photo(90, 10), photo(800)]))
    assert isinstance(content, Picture)
    assert content.file.size is None


def test_an_image_sent_as_a_file_is_a_picture() -> None:
    content = content_of(message(document=file(mime_type="image/png", file_size=7)))
    assert isinstance(content, Picture)
    assert (content.file.media_type, content.file.size) == ("image/png", 7)


def test_a_caption_can_be_meant_for_the_bot() -> None:
    text = "@MinNowBot my <hoodie>"
    said = message(
        GROUP, photo=[photo(9)], caption=text, caption_entities=[entity("mention", text, ME.name)]
    )
    content = content_of(said)
    assert isinstance(content, Picture)
    assert content.caption == "my <hoodie>"


def test_a_voice_note_tells_how_long_it_is() -> None:
    content = content_of(message(voice=file(duration=75, mime_type="audio/ogg", file_size=3)))
    assert isinstance(content, Voice)
    assert (content.seconds, content.file.media_type, content.file.size) == (75, "audio/ogg", 3)


async def test_a_file_too_large_for_bots_is_not_even_asked_for() -> None:
    content = content_of(message(document=file(mime_type="image/png", file_size=20_000_001)))
    assert isinstance(content, Picture)
    with pytest.raises(AttachmentUnreachable):
        await content.file.read()


def test_a_press_brings_its_payload_back() -> None:
    incoming = incoming_of(update(callback_query=press(message=message(sender=MINNOW))), ME)
    assert incoming is not None
    assert incoming.content == Press("undo:1")
    assert incoming.account == Account("telegram", "5", "Anna Lee")
    assert incoming.address == Address("telegram", "5")


def test_a_press_in_a_topic_belongs_to_the_topic() -> None:
    below = message(GROUP, MINNOW, text="?", message_thread_id=42, is_topic_message=True)
    incoming = incoming_of(update(callback_query=press(message=below)), ME)
    assert incoming is not None
    assert incoming.address == Address("telegram", "-1001", "42")
    assert incoming.group == Group("-1001", "The flat")


def test_a_press_below_a_message_of_long_ago_is_heard() -> None:
    gone = {"chat": PRIVATE, "message_id": 3, "date": 0}
    incoming = incoming_of(update(callback_query=press(message=gone)), ME)
    assert incoming is not None
    assert incoming.address == Address("telegram", "5")


@pytest.mark.parametrize(
    "query",
    [
        press(inline_message_id="i"),
        press(message=message(), data=None),
        press(message=message(CHANNEL, None)),
    ],
)
def test_a_press_that_means_nothing_here_is_not_heard(query: Json) -> None:
    said = {key: value for key, value in query.items() if value is not None}
    assert incoming_of(update(callback_query=said), ME) is None


@pytest.mark.parametrize(("before", "after"), [("left", "member"), ("kicked", "administrator")])
def test_being_brought_into_a_group_is_heard(before: str, after: str) -> None:
    incoming = incoming_of(update(my_chat_member=membership(GROUP, before, after)), ME)
    assert incoming is not None
    assert incoming.content == Joined()
    assert incoming.account == Account("telegram", "5", "Anna Lee")
    assert incoming.group == Group("-1001", "The flat")


@pytest.mark.parametrize(
    "change",
    [
        membership(GROUP, "member", "administrator"),
        membership(GROUP, "member", "left"),
        membership(CHANNEL, "left", "administrator"),
        membership(PRIVATE, "kicked", "member"),
    ],
)
def test_other_changes_of_the_bots_place_are_not_answered(change: Json) -> None:
    assert incoming_of(update(my_chat_member=change), ME) is None


def test_being_brought_into_a_group_by_nobody_knows_whom_is_no_joining() -> None:
    change = membership(GROUP, "left", "member", by=ANONYMOUS)
    incoming = incoming_of(update(my_chat_member=change), ME)
    assert incoming is not None
    assert incoming.content == Other(OtherKind.ANONYMOUS)


def test_anybody_may_write_in_private_to_the_bot_by_its_name() -> None:
    text = "tell @MinNowBot"
    said = message(text=text, entities=[entity("mention", text, "@MinNowBot")])
    assert content_of(said) == Text(text)
    assert ANNA["id"] == PRIVATE["id"]


WORDS = st.text(st.sampled_from("ab <&@/🎻é\u202eש\n"), max_size=20)


@given(WORDS, WORDS)
def test_whatever_stands_around_the_bots_name_is_kept(before: str, after: str) -> None:
    content = content_of(mention(f"{before} @MinNowBot {after}"))
    assert isinstance(content, Text)
    assert "".join(content.text.split()) == "".join((before + after).split())


@given(
    st.sampled_from([PRIVATE, GROUP, CHANNEL, {**PRIVATE, "type": "sender"}]),
    st.sampled_from([ANNA, BEN, OTHER_BOT, ANONYMOUS, None]),
    st.dictionaries(
        st.sampled_from(
            ["text", "caption", "photo", "sticker", "voice", "document", "animation", "poll"]
        ),
        st.none(),
    ),
    st.booleans(),
    st.booleans(),
)
def test_no_message_is_too_strange(
    chat: Json, sender: Json | None, fields: dict[str, None], forwarded: bool, replies: bool
) -> None:
    contents: Json = {
        "text": "hi",
        "caption": "hi",
        "photo": [photo(1)],
        "sticker": STICKER,
        "voice": file(duration=1),
        "document": file(),
        "animation": file(width=1, height=1, duration=1),
        "poll": POLL,
    }
    said = message(chat, sender, **{name: contents[name] for name in fields})
    if forwarded:
        said["forward_origin"] = FORWARDED
    if replies:
        said["reply_to_message"] = OF_MINNOW
    incoming = heard(said)
    if incoming is not None:
        assert chat in (PRIVATE, GROUP)
        assert sender in (ANNA, BEN)
        assert chat is PRIVATE or replies
