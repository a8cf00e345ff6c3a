"""Messages that Discord refuses, with its own codes."""

import pytest

from tests.emulators.discord import Person
from tests.emulators.discord.shapes import Case, Json, Send, button, cases, codes, menu, row

MESSAGES: list[Case] = [
    ("content", {"content": "x" * 2001}, {"content": "BASE_TYPE_MAX_LENGTH"}),
    (
        "six rows",
        {"components": [row(button(custom_id=f"{n}")) for n in range(6)]},
        {"components": "BASE_TYPE_BAD_LENGTH"},
    ),
    (
        "six buttons",
        {"components": [row(*(button(custom_id=f"{n}") for n in range(6)))]},
        {"components.0.components": "BASE_TYPE_BAD_LENGTH"},
    ),
    (
        "a button beside a list",
        {"components": [row(button(), menu(2))]},
        {"components.0": "COMPONENT_LAYOUT_WIDTH_EXCEEDED"},
    ),
    (
        "26 options",
        {"components": [row(menu(26))]},
        {"components.0.components.0.options": "BASE_TYPE_BAD_LENGTH"},
    ),
    (
        "no options",
        {"components": [row(menu(0))]},
        {"components.0.components.0.options": "BASE_TYPE_BAD_LENGTH"},
    ),
    (
        "a long custom_id",
        {"components": [row(button(custom_id="x" * 101))]},
        {"components.0.components.0.custom_id": "BASE_TYPE_BAD_LENGTH"},
    ),
    (
        "a custom_id twice",
        {"components": [row(button()), row(button())]},
        {"components.1.components.0.custom_id": "COMPONENT_CUSTOM_ID_DUPLICATED"},
    ),
    (
        "a long label",
        {"components": [row(button("x" * 81))]},
        {"components.0.components.0.label": "BASE_TYPE_MAX_LENGTH"},
    ),
    (
        "neither label nor emoji",
        {"components": [row(button(None))]},
        {"components.0.components.0.label": "BASE_TYPE_REQUIRED"},
    ),
    (
        "letters as emoji",
        {"components": [row(button(emoji={"name": "ok"}))]},
        {"components.0.components.0.emoji.name": "COMPONENT_INVALID_EMOJI"},
    ),
    (
        "a value twice",
        {"components": [row({**menu(1), "options": [{"label": "a", "value": "a"}] * 2})]},
        {"components.0.components.0.options.1.value": "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"},
    ),
    (
        "more to choose than there is",
        {"components": [row(menu(2, max_values=3))]},
        {"components.0.components.0.max_values": "NUMBER_TYPE_MAX"},
    ),
    (
        "new components without the flag",
        {"components": [{"type": 10, "content": "text"}]},
        {"components.0.type": "UNION_TYPE_CHOICES"},
    ),
    (
        "an unknown component",
        {"components": [{"type": 99}]},
        {"components.0.type": "UNION_TYPE_CHOICES"},
    ),
    ("eleven embeds", {"embeds": [{"title": "a"}] * 11}, {"embeds": "BASE_TYPE_MAX_LENGTH"}),
    (
        "a long title",
        {"embeds": [{"title": "x" * 257}]},
        {"embeds.0.title": "BASE_TYPE_MAX_LENGTH"},
    ),
    (
        "a long description",
        {"embeds": [{"description": "x" * 4097}]},
        {"embeds.0.description": "BASE_TYPE_MAX_LENGTH"},
    ),
    (
        "26 fields",
        {"embeds": [{"fields": [{"name": "a", "value": "b"}] * 26}]},
        {"embeds.0.fields": "BASE_TYPE_MAX_LENGTH"},
    ),
    (
        "a field without a value",
        {"embeds": [{"fields": [{"name": "a"}]}]},
        {"embeds.0.fields.0.value": "BASE_TYPE_REQUIRED"},
    ),
    (
        "embeds too large together",
        {"embeds": [{"description": "x" * 3500}, {"description": "x" * 2501}]},
        {"embeds": "MAX_EMBED_SIZE_EXCEEDED"},
    ),
    (
        "a picture that is no address",
        {"embeds": [{"image": {"url": "hoodie.png"}}]},
        {"embeds.0.image.url": "URL_TYPE_INVALID_SCHEME"},
    ),
    (
        "mentions that contradict",
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        {"allowed_mentions": "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"},
    ),
    (
        "a reply to nothing",
        {"content": "x", "message_reference": {"message_id": "1"}},
        {"message_reference": "REPLIES_UNKNOWN_MESSAGE"},
    ),
    ("a number for content", {"content": 7}, {"content": "STRING_TYPE_CONVERT"}),
]


@cases(MESSAGES)
async def test_messages_beyond_the_limits_are_refused(
    send: Send, ann: Person, body: Json, expected: Json
) -> None:
    status, answer = await send("POST", f"/channels/{ann.direct.id}/messages", body)

    assert (status, answer["code"], codes(answer["errors"])) == (400, 50035, expected)
    assert ann.messages == []


@pytest.mark.parametrize(
    "body", [{}, {"content": " \n"}, {"components": [row(button())]}, {"embeds": [{}]}]
)
async def test_empty_messages_are_refused(send: Send, ann: Person, body: Json) -> None:
    status, answer = await send("POST", f"/channels/{ann.direct.id}/messages", body)

    assert (status, answer["code"]) == (400, 50006)


async def test_messages_at_the_limits_are_taken(send: Send, ann: Person) -> None:
    body = {
        "content": "x" * 2000,
        "embeds": [{"title": "x" * 256, "description": "x" * 4096}],
        "components": [
            row(*(button("x" * 80, f"{line}{n}".ljust(100, "x")) for n in range(5)))
            for line in range(4)
        ]
        + [row(menu(25))],
    }

    status, _ = await send("POST", f"/channels/{ann.direct.id}/messages", body)

    assert status == 200
    assert len(ann.messages[0].buttons) == 20
    assert len(ann.messages[0].options) == 25
