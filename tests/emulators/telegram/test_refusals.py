"""What Telegram refuses, the emulator refuses, in the same words."""

import json
from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from tests.emulators.telegram import TelegramServer
from tests.emulators.telegram.conftest import Ask, picture

Json = dict[str, Any]


def button(**fields: object) -> Json:
    return {"inline_keyboard": [[{"text": "Press", **fields}]]}


def commands(name: str, description: str = "x", count: int = 1) -> Json:
    return {"commands": [{"command": name, "description": description}] * count}


async def test_a_wrong_token_is_unauthorized(server: TelegramServer, ask: Ask) -> None:
    assert (await ask("getMe", token="1:wrong"))["error_code"] == 401

    server.revoke_token()

    refused = await ask("getMe")
    assert refused == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_the_library_sees_a_revoked_token(server: TelegramServer, bot: Bot) -> None:
    server.revoke_token()

    with pytest.raises(InvalidToken):
        await bot.get_me()


async def test_unknown_methods_are_not_found(ask: Ask) -> None:
    refused = await ask("sendMesage")

    assert refused["error_code"] == 404
    assert refused["description"] == "Not Found: method not found"


async def test_methods_that_only_telegram_has_are_named(ask: Ask) -> None:
    refused = await ask("getMyStarBalance")

    assert refused["error_code"] == 501
    assert "getMyStarBalance" in refused["description"]


async def test_methods_are_found_however_they_are_capitalised(ask: Ask) -> None:
    assert (await ask("getme"))["result"]["username"] == "minnow_bot"


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": 1}, "message text is empty"),
        ({"chat_id": 1, "text": "x"}, "chat not found"),
        ({"chat_id": "@nobody", "text": "x"}, "chat not found"),
        ({"chat_id": 1, "text": "x", "colour": "red"}, 'sendMessage has no parameter "colour"'),
        (
            {"chat_id": 1, "text": "x", "reply_parameters": {"message_id": "one"}},
            "can't parse reply_parameters.message_id: expected Integer",
        ),
        (
            {"chat_id": 1, "text": "x", "reply_parameters": "nonsense"},
            "can't parse reply_parameters: expected ReplyParameters",
        ),
        (
            {"chat_id": 1, "text": "x", "disable_notification": "perhaps"},
            "can't parse disable_notification: expected Boolean",
        ),
        ({"chat_id": 1, "text": "x", "parse_mode": "rtf"}, "unsupported parse_mode"),
        (
            {"chat_id": 1, "text": "x", "link_preview_options": {"disabled": True}},
            'can\'t parse link_preview_options: LinkPreviewOptions has no field "disabled"',
        ),
    ],
)
async def test_wrong_parameters(ask: Ask, parameters: Json, description: str) -> None:
    refused = await ask("sendMessage", **parameters)

    assert refused["error_code"] == 400
    assert refused["description"] == f"Bad Request: {description}"


async def test_a_file_under_a_name_nobody_knows_is_refused(ask: Ask) -> None:
    refused = await ask("sendMessage", chat_id=1, text="x", picture=b"data")

    assert refused["error_code"] == 400
    assert '"picture"' in refused["description"]


@pytest.mark.parametrize("empty", ["", "   \n", "<b> </b>"])
async def test_a_text_with_nothing_in_it(server: TelegramServer, ask: Ask, empty: str) -> None:
    ann = server.person("Ann")

    refused = await ask("sendMessage", chat_id=ann.id, text=empty, parse_mode="HTML")

    assert refused["description"] == "Bad Request: message text is empty"


async def test_texts_are_measured_after_parsing(server: TelegramServer, ask: Ask) -> None:
    ann = server.person("Ann")

    async def send(text: str) -> Json:
        return await ask("sendMessage", chat_id=ann.id, text=text, parse_mode="HTML")

    assert (await send("<b>" + "&lt;" * 4096 + "</b>"))["ok"]
    assert (await send("x" * 4097))["description"] == "Bad Request: message is too long"


async def test_captions_are_measured_after_parsing(server: TelegramServer, bot: Bot) -> None:
    ann = server.person("Ann")
    await bot.send_photo(ann.id, picture(), caption=f"<i>{'x' * 1024}</i>", parse_mode="HTML")

    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(ann.id, picture(), caption="x" * 1025)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("ü <h1>x</h1>", 'Unsupported start tag "h1" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ],
)
async def test_broken_html(server: TelegramServer, ask: Ask, source: str, fault: str) -> None:
    ann = server.person("Ann")

    refused = await ask("sendMessage", chat_id=ann.id, text=source, parse_mode="HTML")

    if source == "1 < 2":
        assert refused["error_code"] == 400
        assert "can't parse entities" in refused["description"]
    else:
        assert refused["description"] == f"Bad Request: can't parse entities: {fault}"


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        ({"inline_keyboard": [[{"callback_data": "x"}]]}, 'Can\'t find field "text"'),
        (button(), "Text buttons are unallowed in the inline keyboard"),
        (button(callback_data=""), "Text buttons are unallowed in the inline keyboard"),
        (button(callback_data="x", url="https://example.org"), "exactly one action"),
        (button(callback_data=7), "expected String"),
        (button(calback_data="x"), 'no field "calback_data"'),
        ({"inline_keyboard": ["x"]}, "row must be an Array"),
        ({"inline_keyboard": {}}, "must be an Array"),
        (button(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (button(callback_data="ü" * 33), "BUTTON_DATA_INVALID"),
        (button(url="no address"), "Wrong HTTP URL"),
        (button(callback_data="x", style="pink"), "BUTTON_STYLE_INVALID"),
        ({"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]}, "must be non-empty"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 101]}, "markup is too long"),
        ({"keyboards": []}, "can't parse reply_markup"),
    ],
)
async def test_malformed_keyboards(
    server: TelegramServer, ask: Ask, markup: Json, description: str
) -> None:
    ann = server.person("Ann")

    refused = await ask("sendMessage", chat_id=ann.id, text="x", reply_markup=markup)

    assert refused["error_code"] == 400
    assert description in refused["description"]
    assert ann.messages == []


async def test_callback_data_may_have_64_bytes(server: TelegramServer, ask: Ask) -> None:
    ann = server.person("Ann")
    markup = button(callback_data="ü" * 32)

    assert (await ask("sendMessage", chat_id=ann.id, text="x", reply_markup=markup))["ok"]


@pytest.mark.parametrize(
    ("method", "parameters", "description"),
    [
        ("setMyCommands", {}, 'parameter "commands" is required'),
        ("setMyCommands", commands("Start"), "BOT_COMMAND_INVALID"),
        ("setMyCommands", commands("x" * 33), "BOT_COMMAND_INVALID"),
        ("setMyCommands", commands("start", ""), "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", commands("start", "x" * 257), "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", commands("start", count=101), "BOT_COMMANDS_TOO_MUCH"),
        (
            "setMyCommands",
            commands("start") | {"language_code": "deu"},
            "invalid language code specified",
        ),
        (
            "setMyCommands",
            commands("start") | {"scope": {"type": "chat", "chat_id": 1}},
            "chat not found",
        ),
        ("setMyName", {"name": "x" * 65}, "name is too long"),
        ("setMyDescription", {"description": "x" * 513}, "description is too long"),
        (
            "setMyShortDescription",
            {"short_description": "x" * 121},
            "short description is too long",
        ),
        ("sendChatAction", {"chat_id": 1, "action": "dance"}, "wrong parameter action in request"),
        (
            "setWebhook",
            {"url": "http://example.org"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            "setWebhook",
            {"url": "https://example.org", "secret_token": "a b"},
            "secret token contains unallowed characters",
        ),
        (
            "setWebhook",
            {"url": "https://example.org", "secret_token": "x" * 257},
            "secret token is too long",
        ),
    ],
)
async def test_other_limits(ask: Ask, method: str, parameters: Json, description: str) -> None:
    refused = await ask(method, **parameters)

    assert refused["error_code"] == 400
    assert refused["description"] == f"Bad Request: {description}"


async def test_a_body_that_is_no_json(server: TelegramServer) -> None:
    import aiohttp

    url = f"{server.base_url}/bot{server.token}/getMe"
    async with aiohttp.ClientSession() as session:
        for body in ("{", json.dumps([1])):
            headers = {"Content-Type": "application/json"}
            async with session.post(url, data=body, headers=headers) as answer:
                assert answer.status == 400
        async with session.get(url) as answer:
            assert answer.status == 200
