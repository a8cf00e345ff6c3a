"""Updates that tell about the places themselves."""

import pytest

from bot.frontends.telegram.places import (
    Blocked,
    BotStopped,
    ChatMoved,
    MemberLeft,
    PlaceEvent,
    Unblocked,
    place_event_of,
)
from tests.frontends.telegram.payloads import (
    BEN,
    CHANNEL,
    GROUP,
    MINNOW,
    PRIVATE,
    Json,
    membership,
    message,
    update,
)


@pytest.mark.parametrize(
    ("change", "event"),
    [
        (membership(GROUP, "member", "left"), BotStopped("-1001")),
        (membership(GROUP, "administrator", "kicked"), BotStopped("-1001")),
        (membership(GROUP, "left", "member"), None),
        (membership(PRIVATE, "member", "kicked"), Blocked("5")),
        (membership(PRIVATE, "kicked", "member"), Unblocked("5")),
        (membership(CHANNEL, "administrator", "left"), None),
    ],
)
def test_what_happens_to_the_bot(change: Json, event: PlaceEvent | None) -> None:
    assert place_event_of(update(my_chat_member=change)) == event


@pytest.mark.parametrize(
    ("change", "event"),
    [
        (membership(GROUP, "member", "left", BEN), MemberLeft("-1001", "6")),
        (membership(GROUP, "member", "kicked", BEN), MemberLeft("-1001", "6")),
        (membership(GROUP, "member", "administrator", BEN), None),
        (membership(GROUP, "member", "left", MINNOW), None),
    ],
)
def test_what_happens_to_a_member(change: Json, event: PlaceEvent | None) -> None:
    assert place_event_of(update(chat_member=change)) == event


@pytest.mark.parametrize(
    ("said", "event"),
    [
        (message({**GROUP, "id": -7}, migrate_to_chat_id=-1001), ChatMoved("-7", "-1001")),
        (message(GROUP, migrate_from_chat_id=-7), ChatMoved("-7", "-1001")),
        (message(GROUP, left_chat_member=BEN), MemberLeft("-1001", "6")),
        (message(GROUP, left_chat_member=MINNOW), None),
        (message(GROUP, text="hello"), None),
    ],
)
def test_what_a_service_message_tells(said: Json, event: PlaceEvent | None) -> None:
    assert place_event_of(update(message=said)) == event


def test_other_updates_tell_nothing_about_places() -> None:
    assert place_event_of(update(edited_message=message(text="hello"))) is None
