"""One interaction: what the bot is told, and what has come of it so far."""

import secrets
from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING

from tests.emulators.discord import payloads
from tests.emulators.discord.messages import Message
from tests.emulators.discord.permissions import EVERYONE
from tests.emulators.discord.places import Channel, ChannelKind
from tests.emulators.discord.world import JSON, Event, World

if TYPE_CHECKING:
    from tests.emulators.discord.people import Person

PATIENCE = 5.0
"""Seconds that a test waits before it gives up."""
UPLOAD_LIMIT = 10 * 1024 * 1024


class Kind(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Callback(IntEnum):
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


class Interaction:
    def __init__(
        self,
        world: World,
        kind: Kind,
        person: "Person",
        channel: Channel,
        data: JSON,
        *,
        owners: JSON,
        message: Message | None = None,
        opener: "Interaction | None" = None,
    ) -> None:
        """owners are the authorizing integration owners; message is what was pressed.

        opener is what opened the modal that this one submits.
        """
        self.id = world.next_id()
        self.token = secrets.token_urlsafe(32)
        self.kind = kind
        self.person = person
        self.channel = channel
        self.data = data
        self.owners = owners
        self.message = message
        self.opener = opener
        self.begun = world.now()
        self.callback: Callback | None = None
        """How it was acknowledged."""
        self.responded_after: float | None = None
        """Seconds until it was acknowledged."""
        self.response: Message | None = None
        """The first message in answer, or the changed one whose button was pressed."""
        self.followups: list[Message] = []
        self.choices: list[JSON] | None = None
        self.modal: JSON | None = None
        self.settled = False
        """Whether the person sees something other than that the bot is thinking."""
        self.event = Event(
            "INTERACTION_CREATE",
            self._payload(world),
            guild_id=channel.guild.id if channel.guild else None,
        )
        self._world = world
        world.interactions[self.token] = self

    @property
    def deferred_after(self) -> float | None:
        """Seconds until the bot said that it is thinking; None if it answered at once."""
        waits = self.callback in {Callback.DEFERRED_MESSAGE, Callback.DEFERRED_UPDATE}
        return self.responded_after if waits else None

    @property
    def messages(self) -> list[Message]:
        """The response and what followed, in order."""
        return [each for each in (self.response, *self.followups) if each is not None]

    @property
    def ephemeral(self) -> bool:
        """Whether nobody but the person sees any of the messages."""
        return bool(self.messages) and all(each.ephemeral for each in self.messages)

    @property
    def text(self) -> str:
        return "\n".join(each.text for each in self.messages)

    @property
    def age(self) -> float:
        """In seconds."""
        return self._world.now() - self.begun

    async def acknowledged(self, within: float = PATIENCE) -> "Interaction":
        """Wait for any response; AssertionError if there is none."""

        def look() -> bool:
            return self.callback is not None

        await self._world.changes.until(look, within, "an interaction to be acknowledged")
        return self

    async def answered(self, within: float = PATIENCE) -> "Interaction":
        """Wait until the person sees something; AssertionError if that does not come."""
        what = "an answer to an interaction"
        await self._world.changes.until(lambda: self.settled, within, what)
        return self

    async def until(self, holds: Callable[[], bool], within: float = PATIENCE) -> None:
        """Wait until it holds of what has come of it so far; AssertionError if it does not."""
        await self._world.changes.until(holds, within, "more of an answer to an interaction")

    def metadata(self) -> JSON:
        """What a message in answer says of where it comes from."""
        data: JSON = {
            "id": str(self.id),
            "type": int(self.kind),
            "user": payloads.user(self.person),
            "authorizing_integration_owners": self.owners,
        }
        if self.kind == Kind.COMPONENT and self.message is not None:
            data["interacted_message_id"] = str(self.message.id)
        if self.opener is not None:
            data["triggering_interaction_metadata"] = self.opener.metadata()
        return data

    def _payload(self, world: World) -> JSON:
        """https://discord.com/developers/docs/interactions/receiving-and-responding"""
        place = self.channel.guild
        permissions = self.channel.permissions_of(self.person)
        data: JSON = {
            "id": str(self.id),
            "application_id": str(world.bot.id),
            "type": int(self.kind),
            "token": self.token,
            "version": 1,
            "data": self.data,
            "channel_id": str(self.channel.id),
            "channel": self._channel(str(permissions.value)),
            "locale": self.person.locale,
            "app_permissions": str(self._app_permissions(world)),
            "entitlements": [],
            "authorizing_integration_owners": self.owners,
            "context": context_of(self.channel),
            "attachment_size_limit": UPLOAD_LIMIT,
        }
        if self.message is not None:
            data["message"] = payloads.message(self.message)
        if place is None:
            return data | {"user": payloads.user(self.person)}
        sender = payloads.member(place, self.person) | {"permissions": str(permissions.value)}
        return data | {
            "guild_id": str(place.id),
            "guild_locale": place.locale,
            "guild": {"id": str(place.id), "locale": place.locale, "features": []},
            "member": sender,
        }

    def _channel(self, permissions: str) -> JSON:
        """Partial: without the recipients of a direct message."""
        data = payloads.channel(self.channel) | {"permissions": permissions}
        data.pop("recipients", None)
        return data

    def _app_permissions(self, world: World) -> int:
        own = self.channel.permissions_of(world.bot)
        return (own or EVERYONE).value


def context_of(channel: Channel) -> int:
    """Interaction context types: 0 in a server, 1 with the bot, 2 among people."""
    if channel.guild is not None:
        return 0
    return 1 if channel.kind == ChannelKind.DIRECT and channel.with_bot else 2
