"""Responses to interactions that Discord refuses, with its own codes."""

import asyncio

from tests.emulators.discord import DiscordServer, Person
from tests.emulators.discord.shapes import Case, Json, Send, cases, codes, field, modal

RESPONSES: list[Case] = [
    ("no type", {}, {"type": "BASE_TYPE_REQUIRED"}),
    (
        "choices for a command",
        {"type": 8, "data": {"choices": []}},
        {"type": "INTERACTION_RESPONSE_TYPE_INVALID"},
    ),
    ("an update for a command", {"type": 6}, {"type": "INTERACTION_RESPONSE_TYPE_INVALID"}),
    ("no fields", modal(), {"data.components": "BASE_TYPE_BAD_LENGTH"}),
    (
        "six fields",
        modal(*(field(f"{n}") for n in range(6))),
        {"data.components": "BASE_TYPE_BAD_LENGTH"},
    ),
    ("a long title", modal(field(), title="x" * 46), {"data.title": "BASE_TYPE_BAD_LENGTH"}),
    (
        "a long label",
        modal(field(label="x" * 46)),
        {"data.components.0.components.0.label": "BASE_TYPE_BAD_LENGTH"},
    ),
    (
        "a long placeholder",
        modal(field(placeholder="x" * 101)),
        {"data.components.0.components.0.placeholder": "BASE_TYPE_MAX_LENGTH"},
    ),
    (
        "a text longer than the field takes",
        modal(field(value="hoodie", max_length=5)),
        {"data.components.0.components.0.value": "BASE_TYPE_BAD_LENGTH"},
    ),
    (
        "a field twice",
        modal(field(), field()),
        {"data.components.1.components.0.custom_id": "COMPONENT_CUSTOM_ID_DUPLICATED"},
    ),
]


@cases(RESPONSES)
async def test_responses_beyond_the_limits_are_refused(
    server: DiscordServer, send: Send, ann: Person, body: Json, expected: Json
) -> None:
    path = await opened(server, send, ann)
    status, answer = await send("POST", path, body)

    assert (status, answer["code"], codes(answer["errors"])) == (400, 50035, expected)
    assert (await send("POST", path, {"type": 4, "data": {"content": "yes"}}))[0] == 204


async def test_more_than_25_choices_are_refused(
    server: DiscordServer, send: Send, ann: Person
) -> None:
    option = {"type": 3, "name": "thing", "description": "Which", "autocomplete": True}
    command = {"name": "show", "description": "Show", "options": [option]}
    await send("PUT", f"/applications/{server.application_id}/commands", [command])
    typing = asyncio.create_task(ann.autocomplete("show", thing="g"))
    await asyncio.sleep(0)
    asking = server.interactions[-1]
    path = f"/interactions/{asking.id}/{asking.token}/callback"
    choices = [{"name": f"{each}", "value": f"{each}"} for each in range(26)]

    status, answer = await send("POST", path, {"type": 8, "data": {"choices": choices}})

    assert (status, codes(answer["errors"])) == (400, {"data.choices": "BASE_TYPE_MAX_LENGTH"})
    assert (await send("POST", path, {"type": 8, "data": {"choices": choices[:25]}}))[0] == 204
    assert len(await typing) == 25


async def test_a_follow_up_before_a_response_and_with_another_token_is_refused(
    server: DiscordServer, send: Send, ann: Person
) -> None:
    path = await opened(server, send, ann)
    token = path.split("/")[3]

    for each in (token, "other"):
        webhook = f"/webhooks/{server.application_id}/{each}"
        assert (await send("POST", webhook, {"content": "x"}))[1]["code"] == 10015


async def test_a_person_who_installed_the_bot_alone_gets_five_follow_ups(
    server: DiscordServer, send: Send, ann: Person, bob: Person
) -> None:
    command = {"name": "hi", "description": "Hi", "integration_types": [1]}
    await send("PUT", f"/applications/{server.application_id}/commands", [command])
    ann.installs()
    asked = await ann.command("hi", at=ann.talk_with(bob), wait=False)
    await send(
        "POST",
        f"/interactions/{asked.id}/{asked.token}/callback",
        {"type": 4, "data": {"content": "x"}},
    )

    webhook = f"/webhooks/{server.application_id}/{asked.token}"
    answers = [await send("POST", f"{webhook}?wait=1", {"content": "x"}) for _ in range(6)]

    assert [status for status, _ in answers] == [200] * 5 + [400]
    assert answers[-1][1]["code"] == 40094


async def opened(server: DiscordServer, send: Send, ann: Person) -> str:
    """The address of a callback that nothing was answered to yet."""
    path = f"/applications/{server.application_id}/commands"
    assert (await send("PUT", path, [{"name": "edit", "description": "Edit"}]))[0] == 200
    interaction = await ann.command("edit", wait=False)
    return f"/interactions/{interaction.id}/{interaction.token}/callback"
