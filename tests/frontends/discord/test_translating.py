"""What is heard of messages that are not just words."""

from collections.abc import AsyncIterator

import discord
import pytest

from bot.conversation.messages import Incoming, Other, OtherKind, Picture, Text
from bot.frontends.discord.client import DiscordClient
from bot.frontends.discord.translating import incomings_of
from tests.frontends.discord.payloads import BOB, DIRECT, ME, Json, make_client, message, user


@pytest.fixture
async def client() -> AsyncIterator[DiscordClient]:
    async with make_client() as client:
        yield client


def file(name: str, media_type: str | None, **others: object) -> Json:
    address = f"https://cdn.example/{name}"
    return {
        "id": "9",
        "filename": name,
        "size": 4,
        "url": address,
        "proxy_url": address,
        "content_type": media_type,
    } | others


def heard(client: DiscordClient, text: str = "", **others: object) -> Incoming | None:
    """The one thing that is heard of a direct message of Ann's, if any."""
    incomings = all_heard(client, text, **others)
    assert len(incomings) <= 1
    return incomings[0] if incomings else None


def all_heard(client: DiscordClient, text: str = "", **others: object) -> tuple[Incoming, ...]:
    state = client._connection
    channel = discord.DMChannel._from_message(state, DIRECT)
    data = message(text, **others)
    return incomings_of(discord.Message(state=state, channel=channel, data=data), ME)


def content(incoming: Incoming | None) -> object:
    assert incoming is not None
    return incoming.content


async def test_somebody_is_known_by_the_name_they_show(client: DiscordClient) -> None:
    incoming = heard(client, "hello")

    assert incoming is not None
    assert incoming.account.display_name == "Ann"
    assert (incoming.update_id, incoming.locale) == ("100", None)


async def test_mentions_become_names_and_the_bots_own_is_cut_out(client: DiscordClient) -> None:
    mentions = [user(ME, "MinNow"), user(BOB, "Bob")]
    text = f"<@{ME}>, gave my Switch to <@{BOB}> <:wave:123>"

    assert content(heard(client, text, mentions=mentions)) == Text("gave my Switch to Bob :wave:")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"hey <@!{ME}> what do I own?", "hey what do I own?"),
        (f"what do I own, <@{ME}>?", "what do I own?"),
        (f"<@{ME}>", ""),
        (f"<@{ME}>\n/items", "/items"),
    ],
)
async def test_the_mention_may_stand_anywhere(client: DiscordClient, text: str, said: str) -> None:
    assert content(heard(client, text, mentions=[user(ME, "MinNow")])) == Text(said)


async def test_the_picture_counts_whatever_is_sent_with_it(client: DiscordClient) -> None:
    files = [file("a.zip", "application/zip"), file("b.png", "image/png")]
    picture = content(heard(client, "my mug", attachments=files))

    assert isinstance(picture, Picture)
    assert (picture.file.media_type, picture.caption) == ("image/png", "my mug")
    assert picture.album is None


async def test_several_pictures_are_an_album_and_the_first_has_the_words(
    client: DiscordClient,
) -> None:
    files = [file("a.png", "image/png"), file("b.zip", "application/zip")]
    files += [file("c.jpg", "image/jpeg"), file("d.webp", "image/webp")]
    incomings = all_heard(client, "my mug", attachments=files)

    assert [each.update_id for each in incomings] == ["100", "100-2", "100-3"]
    pictures = [each.content for each in incomings if isinstance(each.content, Picture)]
    assert [(each.file.media_type, each.caption, each.album) for each in pictures] == [
        ("image/png", "my mug", "100"),
        ("image/jpeg", "", "100"),
        ("image/webp", "", "100"),
    ]


async def test_words_count_where_the_file_is_not_read(client: DiscordClient) -> None:
    files = [file("a.zip", "application/zip")]

    assert content(heard(client, "my mug", attachments=files)) == Text("my mug")
    assert content(heard(client, attachments=files)) == Other(OtherKind.DOCUMENT)
    assert content(heard(client, attachments=[file("a", None)])) == Other(OtherKind.DOCUMENT)


async def test_a_sticker_is_told_as_such(client: DiscordClient) -> None:
    stickers = [{"id": "7", "name": "wave", "format_type": 1}]

    assert content(heard(client, sticker_items=stickers)) == Other(OtherKind.STICKER)
    assert content(heard(client, "hello", sticker_items=stickers)) == Text("hello")


async def test_a_poll_is_told_as_such(client: DiscordClient) -> None:
    poll = {
        "question": {"text": "Tea?"},
        "answers": [{"answer_id": 1, "poll_media": {"text": "Yes"}}],
        "expiry": "2026-11-21T12:00:00+00:00",
        "allow_multiselect": False,
        "layout_type": 1,
    }

    assert content(heard(client, poll=poll)) == Other(OtherKind.POLL)


async def test_somebody_elses_words_are_told_as_such(client: DiscordClient) -> None:
    snapshot = {
        "message": {
            "type": 0,
            "content": "bought a mug",
            "embeds": [],
            "attachments": [],
            "timestamp": "2026-11-20T12:00:00+00:00",
            "edited_timestamp": None,
            "flags": 0,
            "mentions": [],
            "mention_roles": [],
        }
    }
    reference = {"type": 1, "channel_id": "60", "message_id": "61"}

    forwarded = heard(client, message_reference=reference, message_snapshots=[snapshot])
    assert content(forwarded) == Other(OtherKind.FORWARDED)


async def test_nothing_at_all_gets_an_answer_all_the_same(client: DiscordClient) -> None:
    assert content(heard(client)) == Other(OtherKind.UNKNOWN)


@pytest.mark.parametrize(
    "others",
    [
        {"author": user(BOB, "Robot", bot=True)},
        {"webhook_id": "8"},
        {"type": 6},
        {"type": 7},
        {"type": 18},
        {"type": 20},
        {"type": 46},
    ],
)
async def test_what_people_did_not_write_is_not_heard(client: DiscordClient, others: Json) -> None:
    assert heard(client, "hello", **others) is None
