"""The gateway's protocol, byte by byte, for what discord.py keeps to by itself."""

import json
import zlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.emulators.discord import DiscordServer, Person

HEARTBEAT, IDENTIFY, RESUME = 1, 2, 6
INVALID_SESSION, HELLO, ACKNOWLEDGED = 9, 10, 11


class Socket:
    def __init__(self, socket: aiohttp.ClientWebSocketResponse, token: str) -> None:
        self._socket = socket
        self._token = token

    async def identify(self, **changes: object) -> None:
        await self.send(IDENTIFY, {"token": self._token, "intents": 1 << 12, **changes})

    async def send(self, op: object, data: object) -> None:
        await self._socket.send_json({"op": op, "d": data})

    async def heard(self) -> Any:
        return await self._socket.receive_json(timeout=2)

    async def closed(self) -> int | None:
        async for _ in self._socket:
            """What was said before."""
        return self._socket.close_code


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def socket(server: DiscordServer, session: aiohttp.ClientSession) -> AsyncIterator[Socket]:
    async with session.ws_connect(f"{server.gateway_url}?v=10&encoding=json") as raw:
        socket = Socket(raw, server.token)
        assert (await socket.heard())["op"] == HELLO
        yield socket


async def test_it_greets_acknowledges_and_introduces_itself(
    server: DiscordServer, socket: Socket, ann: Person
) -> None:
    await socket.send(HEARTBEAT, None)
    assert (await socket.heard())["op"] == ACKNOWLEDGED
    await socket.identify()
    ready = await socket.heard()
    await ann.write("hello")
    message = await socket.heard()

    assert (ready["t"], ready["s"]) == ("READY", 1)
    assert (message["t"], message["s"]) == ("MESSAGE_CREATE", 2)


async def test_the_compressed_stream_is_one_for_the_connection(
    server: DiscordServer, session: aiohttp.ClientSession
) -> None:
    url = f"{server.gateway_url}?v=10&encoding=json&compress=zlib-stream"
    stream = zlib.decompressobj()
    async with session.ws_connect(url) as raw:
        greeting = json.loads(stream.decompress(await raw.receive_bytes()))
        await Socket(raw, server.token).identify()
        ready = json.loads(stream.decompress(await raw.receive_bytes()))

    assert greeting["op"] == HELLO
    assert ready["t"] == "READY"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"token": "other"}, 4004),
        ({"shard": [2, 2]}, 4010),
        ({"shard": "first"}, 4010),
        ({"intents": 1 << 40}, 4013),
        ({"intents": "all"}, 4013),
        ({"intents": 1 << 15}, 4014),
    ],
)
async def test_a_wrong_introduction_ends_the_connection(
    socket: Socket, changes: dict[str, object], code: int
) -> None:
    await socket.identify(**changes)

    assert await socket.closed() == code


async def test_whoever_breaks_the_protocol_is_disconnected(
    server: DiscordServer, session: aiohttp.ClientSession
) -> None:
    async def closed_after(*payloads: str, version: int = 10) -> int | None:
        async with session.ws_connect(f"{server.gateway_url}?v={version}") as raw:
            for payload in payloads:
                await raw.send_str(payload)
            return await Socket(raw, server.token).closed()

    identify = json.dumps({"op": IDENTIFY, "d": {"token": server.token, "intents": 0}})
    resume = {"token": server.token, "session_id": "gone", "seq": 0}
    assert await closed_after(version=8) == 4012
    assert await closed_after("nonsense") == 4002
    assert await closed_after("{}") == 4002
    assert await closed_after('{"op": 2, "d": null}') == 4002
    assert await closed_after('{"op": 99}') == 4001
    assert await closed_after('{"op": 3, "d": {}}') == 4003
    assert await closed_after(identify, identify) == 4005
    assert await closed_after(json.dumps({"op": RESUME, "d": resume | {"token": "x"}})) == 4004


async def test_whoever_sends_no_heartbeats_is_disconnected(
    server: DiscordServer, session: aiohttp.ClientSession
) -> None:
    server.gateway.heartbeat_interval = 0.02
    async with session.ws_connect(f"{server.gateway_url}?v=10") as raw:
        assert await Socket(raw, server.token).closed() == 4009


async def test_sessions_that_ended_can_not_be_resumed(
    server: DiscordServer, session: aiohttp.ClientSession, ann: Person
) -> None:
    url = f"{server.gateway_url}?v=10"
    async with session.ws_connect(url) as raw:
        first = Socket(raw, server.token)
        await first.heard()
        await first.identify()
        ended = (await first.heard())["d"]["session_id"]
        await raw.close(code=1000)
    await server.disconnected()

    async with session.ws_connect(url) as raw:
        second = Socket(raw, server.token)
        await second.heard()
        await second.send(RESUME, {"token": server.token, "session_id": ended, "seq": 1})
        assert await second.heard() == {"op": INVALID_SESSION, "d": False}
        await second.identify()
        assert (await second.heard())["t"] == "READY"


async def test_a_sequence_that_never_was_is_refused(
    server: DiscordServer, session: aiohttp.ClientSession
) -> None:
    url = f"{server.gateway_url}?v=10"
    async with session.ws_connect(url) as raw:
        first = Socket(raw, server.token)
        await first.heard()
        await first.identify()
        known = (await first.heard())["d"]["session_id"]
        await raw.close(code=4000)
    await server.disconnected()

    async with session.ws_connect(url) as raw:
        second = Socket(raw, server.token)
        await second.heard()
        await second.send(RESUME, {"token": server.token, "session_id": known, "seq": 9})
        assert await second.closed() == 4007
