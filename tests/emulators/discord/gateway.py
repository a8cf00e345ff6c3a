"""The gateway: a websocket over which the bot hears of everything.

https://discord.com/developers/docs/events/gateway and
https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import WSMsgType, web

from tests.emulators.discord import payloads
from tests.emulators.discord.compression import STREAMS
from tests.emulators.discord.permissions import KNOWN_INTENTS, PRIVILEGED, Intent
from tests.emulators.discord.sessions import ENDING, Connection, Session
from tests.emulators.discord.world import JSON, Event, World

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS = 1, 2, 3, 4, 6, 7, 8
INVALID_SESSION, HELLO, HEARTBEAT_ACK = 9, 10, 11

UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, AUTHENTICATION_FAILED = 4001, 4002, 4003, 4004
ALREADY_AUTHENTICATED, INVALID_SEQUENCE, SESSION_TIMED_OUT = 4005, 4007, 4009
INVALID_SHARD, INVALID_VERSION, INVALID_INTENTS, DISALLOWED_INTENTS = 4010, 4012, 4013, 4014

LARGEST_PAYLOAD = 4096
"""Bytes."""
CLOSE_WITHIN = 1.0
"""Seconds that a client has to say good-bye too."""


class Refused(Exception):
    """The connection is closed with a code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Gateway:
    resume_url: str

    def __init__(self, world: World, token: str) -> None:
        self.sessions: dict[str, Session] = {}
        self.heartbeat_interval = 41.25
        """Seconds; a client that lets two of them pass is disconnected."""
        self.acknowledges = True
        """Whether heartbeats are answered."""
        self.identified: list[JSON] = []
        """The data of every IDENTIFY, in order."""
        self.resumed: list[JSON] = []
        """The data of every RESUME that succeeded."""
        self._world = world
        self._token = token
        self._connections: dict[Connection, asyncio.Task[None]] = {}

    @property
    def live(self) -> list[Session]:
        """The sessions whose clients are connected."""
        return [each for each in self.sessions.values() if each.connection is not None]

    def dispatch(self, event: Event) -> None:
        for session in self.sessions.values():
            if session.is_told(event):
                session.dispatch(event)

    def reconnect(self) -> None:
        """Ask every client to connect again and resume."""
        for connection in self._connections:
            connection.send({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool) -> None:
        for connection in self._connections:
            connection.send({"op": INVALID_SESSION, "d": resumable})
        if not resumable:
            self.sessions.clear()

    def drop(self, code: int | None) -> None:
        """Close every connection with a code, or cut it."""
        for connection in self._connections:
            if code is None:
                connection.abort()
            else:
                connection.close(code)

    def silence(self) -> None:
        """Let nothing more through on the present connections, which stay open."""
        for connection in self._connections:
            connection.silent = True

    async def handle(self, request: web.Request) -> web.StreamResponse:
        begin = STREAMS.get(request.query.get("compress", ""))
        socket = web.WebSocketResponse(
            timeout=CLOSE_WITHIN, max_msg_size=LARGEST_PAYLOAD, compress=False
        )
        await socket.prepare(request)
        connection = Connection(socket, request.transport, begin() if begin else None)
        writing = asyncio.create_task(connection.write())
        self._connections[connection] = writing
        try:
            await self._converse(connection, request.query.get("v"))
        except Refused as refused:
            connection.close(refused.code)
        except TimeoutError:
            connection.close(SESSION_TIMED_OUT)
        finally:
            if not connection.closing:
                writing.cancel()
            await asyncio.wait([writing])
            del self._connections[connection]
            self._leave(connection)
        return socket

    async def close(self) -> None:
        """Say good-bye to every client."""
        self.drop(1001)
        if self._connections:
            await asyncio.wait(self._connections.values())

    async def _converse(self, connection: Connection, version: str | None) -> None:
        if version != "10":
            raise Refused(INVALID_VERSION)
        interval = int(self.heartbeat_interval * 1000)
        connection.send({"op": HELLO, "d": {"heartbeat_interval": interval, "_trace": []}})
        session: Session | None = None
        while True:
            message = await connection.socket.receive(timeout=2 * self.heartbeat_interval)
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                return
            payload = _decoded(message.data)
            session = self._take(connection, session, payload["op"], payload.get("d"))

    def _take(
        self, connection: Connection, session: Session | None, op: int, data: Any
    ) -> Session | None:
        """The session of the connection from then on."""
        if op == HEARTBEAT:
            if self.acknowledges:
                connection.send({"op": HEARTBEAT_ACK, "d": None})
            return session
        if op in (IDENTIFY, RESUME):
            if session is not None:
                raise Refused(ALREADY_AUTHENTICATED)
            if not isinstance(data, dict):
                raise Refused(DECODE_ERROR)
            begin = self._identify if op == IDENTIFY else self._resume
            session = begin(connection, data)
            self._world.changes.tell()
            return session
        if op not in (PRESENCE, VOICE, MEMBERS):
            raise Refused(UNKNOWN_OPCODE)
        if session is None:
            raise Refused(NOT_AUTHENTICATED)
        return session

    def _identify(self, connection: Connection, data: Mapping[str, Any]) -> Session:
        if data.get("token") != self._token:
            raise Refused(AUTHENTICATION_FAILED)
        session = Session(self._intents(data), _shard(data), connection)
        self.identified.append(dict(data))
        self.sessions[session.id] = session
        guilds = [
            guild
            for guild in self._world.guilds.values()
            if guild.has_bot and (guild.id >> 22) % session.shard[1] == session.shard[0]
        ]
        ready: JSON = {
            "v": 10,
            "user": payloads.user(self._world.bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.resume_url,
            "shard": list(session.shard),
            "application": {"id": str(self._world.bot.id), "flags": 0},
            "private_channels": [],
        }
        session.dispatch(Event("READY", ready))
        for guild in guilds:
            event = Event("GUILD_CREATE", payloads.guild(guild), Intent.GUILDS, guild.id)
            if session.is_told(event):
                session.dispatch(event)
        return session

    def _intents(self, data: Mapping[str, Any]) -> Intent:
        value = data.get("intents")
        if not isinstance(value, int) or value & ~KNOWN_INTENTS:
            raise Refused(INVALID_INTENTS)
        intents = Intent(value)
        if intents & PRIVILEGED & ~self._world.privileged:
            raise Refused(DISALLOWED_INTENTS)
        return intents

    def _resume(self, connection: Connection, data: Mapping[str, Any]) -> Session | None:
        if data.get("token") != self._token:
            raise Refused(AUTHENTICATION_FAILED)
        session = self.sessions.get(str(data.get("session_id")))
        if session is None:
            connection.send({"op": INVALID_SESSION, "d": False})
            return None
        sequence = data.get("seq")
        if not isinstance(sequence, int) or sequence > session.sequence:
            raise Refused(INVALID_SEQUENCE)
        self.resumed.append(dict(data))
        session.resume(connection, sequence)
        return session

    def _leave(self, connection: Connection) -> None:
        """The session stays, to be resumed, unless the client said good-bye."""
        for session in list(self.sessions.values()):
            if session.connection is connection:
                session.connection = None
                if not connection.closing and connection.socket.close_code in ENDING:
                    del self.sessions[session.id]
        self._world.changes.tell()


def _decoded(data: str | bytes) -> JSON:
    try:
        payload = json.loads(data)
    except ValueError:
        raise Refused(DECODE_ERROR) from None
    if not isinstance(payload, dict) or "op" not in payload:
        raise Refused(DECODE_ERROR)
    return payload


def _shard(data: Mapping[str, Any]) -> tuple[int, int]:
    match data.get("shard", [0, 1]):
        case [int(shard), int(count)] if 0 <= shard < count:
            return shard, count
    raise Refused(INVALID_SHARD)
