"""The HTTP server, asked over real sockets."""

import asyncio
import io
import logging
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack

import pytest
from aiohttp import ClientConnectionError, ClientSession, ClientTimeout, web
from prometheus_client import CollectorRegistry

from bot.exits import Stop
from bot.http.health import Check
from bot.http.routes import Route
from bot.http.server import open_server

SECRET = "hunter2"


async def well() -> bool:
    return True


async def unwell() -> bool:
    return False


async def broken() -> bool:
    raise RuntimeError(SECRET)


async def hanging() -> bool:
    await asyncio.Event().wait()
    return True


class Opener:
    """Opens servers on free ports, which close with the test, and asks them."""

    def __init__(self, opened: AsyncExitStack, client: ClientSession) -> None:
        self._opened = opened
        self.client = client

    async def open(self, *routes: Route, checks: Mapping[str, Check] | None = None) -> str:
        """The address of a new server."""
        server = open_server(
            0,
            checks or {},
            CollectorRegistry(),
            routes,
            check_seconds=0.05,
            reading_seconds=0.1,
            closing_seconds=0.4,
        )
        port = await self._opened.enter_async_context(server)
        return f"http://127.0.0.1:{port}"

    async def close(self) -> None:
        await self._opened.aclose()


@pytest.fixture
async def servers() -> AsyncIterator[Opener]:
    async with (
        ClientSession(timeout=ClientTimeout(5)) as client,
        AsyncExitStack() as opened,
    ):
        yield Opener(opened, client)


async def sent(address: str, data: bytes) -> bytes:
    """Everything that is answered to what is not even HTTP."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
    writer.write(data)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


async def size_of(request: web.Request) -> web.Response:
    return web.Response(text=str(len(await request.read())))


async def test_it_is_live_as_long_as_it_runs(servers: Opener) -> None:
    address = await servers.open(checks={"database": unwell})

    async with servers.client.get(f"{address}/health/live") as answer:
        assert answer.status == 200


async def test_it_is_ready_when_every_check_is_well(servers: Opener) -> None:
    address = await servers.open(checks={"database": well, "telegram": well})

    async with servers.client.get(f"{address}/health/ready") as answer:
        assert answer.status == 200
        assert await answer.json() == {
            "ready": True,
            "checks": {"database": True, "telegram": True},
        }


@pytest.mark.parametrize("check", [unwell, broken, hanging])
async def test_it_is_not_ready_when_a_check_says_no_fails_or_takes_too_long(
    servers: Opener, check: Check, caplog: pytest.LogCaptureFixture
) -> None:
    address = await servers.open(checks={"database": check, "telegram": well})

    async with servers.client.get(f"{address}/health/ready") as answer:
        assert answer.status == 503
        assert await answer.json() == {
            "ready": False,
            "checks": {"database": False, "telegram": True},
        }
    assert "database is not well" in caplog.text
    assert SECRET not in caplog.text


async def test_a_check_that_stays_unwell_is_logged_once_and_again_after_it_was_well(
    servers: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    states = iter([False, False, True, False])

    async def changing() -> bool:
        return next(states)

    address = await servers.open(checks={"database": changing})
    logged = []
    for _ in range(4):
        async with servers.client.get(f"{address}/health/ready"):
            logged.append(caplog.text.count("database is not well"))

    assert logged == [1, 1, 1, 2]


async def test_a_route_that_is_handed_in_is_served(servers: Opener) -> None:
    address = await servers.open(Route("POST", "/telegram/a-B_1.~", size_of))

    async with servers.client.post(f"{address}/telegram/a-B_1.~", data=b"12345") as answer:
        assert (answer.status, await answer.text()) == (200, "5")


async def test_unknown_paths_and_wrong_methods_are_told_apart(servers: Opener) -> None:
    address = await servers.open(Route("POST", "/telegram", size_of))

    async with servers.client.get(f"{address}/") as answer:
        assert answer.status == 404
    async with servers.client.post(f"{address}/telegram/more") as answer:
        assert answer.status == 404
    async with servers.client.get(f"{address}/telegram") as answer:
        assert (answer.status, answer.headers["Allow"]) == (405, "POST")
    async with servers.client.post(f"{address}/metrics") as answer:
        assert answer.status == 405
    async with servers.client.head(f"{address}/health/live") as answer:
        assert answer.status == 200


async def test_a_body_of_more_than_a_mebibyte_is_refused_unless_the_route_asks_for_more(
    servers: Opener,
) -> None:
    address = await servers.open(
        Route("POST", "/small", size_of), Route("POST", "/large", size_of, 3 * 1024 * 1024)
    )
    mebibyte = 1024 * 1024

    async def status(path: str, size: int) -> int:
        async with servers.client.post(address + path, data=io.BytesIO(b"x" * size)) as answer:
            return answer.status

    assert await status("/small", mebibyte) == 200
    assert await status("/small", mebibyte + 1) == 413
    assert await status("/large", 3 * mebibyte) == 200
    assert await status("/large", 3 * mebibyte + 1) == 413


async def test_no_answer_to_a_request_tells_what_it_was_made_with(servers: Opener) -> None:
    address = await servers.open()

    for path in ("/health/live", "/metrics", "/nowhere"):
        async with servers.client.get(f"{address}{path}") as answer:
            assert "Server" not in answer.headers


async def test_a_failing_handler_tells_its_failure_to_nobody(
    servers: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(request: web.Request) -> web.Response:
        raise RuntimeError(f"{SECRET} of {await request.text()}")

    address = await servers.open(Route("POST", "/telegram", fail))

    async with servers.client.post(f"{address}/telegram", data="a message") as answer:
        assert (answer.status, await answer.text()) == (500, "500: Internal Server Error")
    assert "RuntimeError" in caplog.text
    assert SECRET not in caplog.text
    assert "a message" not in caplog.text


async def test_paths_are_not_logged(servers: Opener, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    address = await servers.open(Route("POST", f"/{SECRET}", size_of))

    async with servers.client.post(f"{address}/{SECRET}") as answer:
        assert answer.status == 200
    async with servers.client.get(f"{address}/{SECRET}") as answer:
        assert answer.status == 405

    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    "request_line", [f"GET /{SECRET} HTTP/9.9.9", f"GET / /{SECRET}", f"\x16\x03{SECRET}"]
)
async def test_what_is_no_http_is_refused_without_a_word_of_it_in_the_log(
    servers: Opener, caplog: pytest.LogCaptureFixture, request_line: str
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "bot")
    address = await servers.open()
    answer = await sent(address, f"{request_line}\r\n\r\n".encode())

    assert answer.startswith(b"HTTP/1.0 400")
    assert "Error handling request" in caplog.text
    assert SECRET not in caplog.text
    async with servers.client.get(f"{address}/health/live") as live:
        assert live.status == 200


async def test_a_body_that_never_comes_is_given_up(servers: Opener) -> None:
    address = await servers.open(Route("POST", "/telegram", size_of))
    reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
    writer.write(b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n123")

    assert (await reader.readline()).startswith(b"HTTP/1.1 408")
    writer.close()
    await writer.wait_closed()


async def test_a_body_that_is_not_packed_as_it_says_is_a_bad_request(
    servers: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    address = await servers.open(Route("POST", "/telegram", size_of))

    async with servers.client.post(
        f"{address}/telegram", data=b"hunter2", headers={"Content-Encoding": "deflate"}
    ) as answer:
        assert answer.status == 400
    assert SECRET not in caplog.text


async def test_who_leaves_in_the_middle_of_a_request_disturbs_nobody(
    servers: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    address = await servers.open(Route("POST", "/telegram", size_of))
    _, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
    writer.write(b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n123")
    await writer.drain()
    writer.close()
    await writer.wait_closed()

    async with servers.client.get(f"{address}/health/live") as answer:
        assert answer.status == 200
    assert caplog.text == ""


async def test_closing_lets_a_running_request_finish_and_accepts_nothing_new(
    servers: Opener,
) -> None:
    running, finish = asyncio.Event(), asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        running.set()
        await finish.wait()
        return web.Response(text="finished")

    address = await servers.open(Route("POST", "/telegram", slow))
    asked = asyncio.create_task(servers.client.post(f"{address}/telegram"))
    await running.wait()
    closing = asyncio.create_task(servers.close())
    await asyncio.sleep(0.02)
    with pytest.raises(OSError, match="Connect"):
        await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
    finish.set()

    async with await asked as answer:
        assert await answer.text() == "finished"
    await closing


async def test_closing_does_not_wait_longer_than_it_was_told() -> None:
    running = asyncio.Event()
    ended = asyncio.Event()

    async def stuck(_: web.Request) -> web.Response:
        running.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        raise AssertionError

    async with ClientSession() as client:
        async with open_server(
            0, {}, CollectorRegistry(), [Route("POST", "/stuck", stuck)], closing_seconds=0.2
        ) as port:
            asked = asyncio.create_task(client.post(f"http://127.0.0.1:{port}/stuck"))
            await running.wait()
            closing_since = asyncio.get_running_loop().time()
        closing_seconds = asyncio.get_running_loop().time() - closing_since
        with pytest.raises(ClientConnectionError):
            await asked

    assert ended.is_set()
    assert closing_seconds < 1


async def test_it_listens_on_ipv4_and_where_there_is_one_on_ipv6() -> None:
    async with open_server(0, {}, CollectorRegistry()) as port:
        for host in ("127.0.0.1", "::1") if socket.has_dualstack_ipv6() else ("127.0.0.1",):
            async with ClientSession() as client:
                name = f"[{host}]" if ":" in host else host
                async with client.get(f"http://{name}:{port}/health/live") as answer:
                    assert answer.status == 200


async def test_a_port_that_is_taken_is_told_in_one_line_that_names_the_setting() -> None:
    async with open_server(0, {}, CollectorRegistry()) as port:
        with pytest.raises(Stop) as stop:
            async with open_server(port, {}, CollectorRegistry()):
                pass

    assert str(stop.value) == (
        f"MINNOW_HTTP_PORT {port} can not be served: another program has it."
    )


async def test_a_port_is_free_again_after_closing() -> None:
    async with open_server(0, {}, CollectorRegistry()) as port:
        pass
    async with open_server(port, {}, CollectorRegistry()) as again:
        assert again == port


def test_nothing_is_loaded_before_a_server_is_opened() -> None:
    script = (
        "import sys, bot.http.server, bot.metrics, bot.settings\n"
        "print({'aiohttp', 'prometheus_client'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "set()"
