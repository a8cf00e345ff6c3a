"""Servers, channels, threads and direct messages."""

from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING

from tests.emulators.discord import payloads
from tests.emulators.discord.messages import Message
from tests.emulators.discord.permissions import ALL, EVERYONE, NOTHING, Intent, Permission
from tests.emulators.discord.world import JSON, Event, World

if TYPE_CHECKING:
    from tests.emulators.discord.people import Person


class ChannelKind(IntEnum):
    TEXT = 0
    DIRECT = 1
    GROUP = 3
    PUBLIC_THREAD = 11
    FORUM = 15


class Channel:
    """A text channel, a forum, a thread or post, or a conversation outside of servers."""

    def __init__(
        self,
        world: World,
        kind: ChannelKind,
        name: str = "",
        *,
        guild: "Guild | None" = None,
        parent: "Channel | None" = None,
        people: "Iterable[Person]" = (),
        denied: Permission = NOTHING,
        owner: "Person | None" = None,
        channel_id: int | None = None,
    ) -> None:
        self.id = channel_id or world.next_id()
        self.kind = kind
        self.name = name
        self.guild = guild
        self.parent = parent
        self.people = list(people)
        """Who takes part in it, outside of servers and in threads."""
        self.denied = denied
        """What the bot may not do here although it may in the server."""
        self.owner = owner
        self.messages: list[Message] = []
        """What is there for everybody, in order; deleted messages are not."""
        self.by_nonce: dict[str, Message] = {}
        """What was sent with an enforced nonce."""
        self.typing = 0
        """How many times the bot was seen to type."""
        self._world = world
        world.channels[self.id] = self

    @property
    def is_thread(self) -> bool:
        return self.kind == ChannelKind.PUBLIC_THREAD

    @property
    def with_bot(self) -> bool:
        """Whether the bot sees what is said here."""
        if self.guild is None:
            return self._world.bot in self.people
        return Permission.VIEW_CHANNEL in self.permissions_of(self._world.bot)

    @property
    def said_by_bot(self) -> list[Message]:
        return [each for each in self.messages if each.author is self._world.bot]

    def permissions_of(self, person: "Person") -> Permission:
        """Nothing for somebody who is not in the server."""
        if self.guild is None:
            return EVERYONE if person in self.people else NOTHING
        permissions = self.guild.permissions_of(person)
        if person is not self._world.bot or Permission.ADMINISTRATOR in permissions:
            return permissions
        permissions &= ~self.denied
        return permissions & ~self.parent.denied if self.parent else permissions

    def thread(self, name: str, *, owner: "Person | None" = None) -> "Channel":
        """A public thread under this channel."""
        return self.new_thread(name, owner or self._owner_of_server())

    def new_thread(self, name: str, owner: "Person", *, first: int | None = None) -> "Channel":
        """first is the message that a post of a forum begins with: they share an id."""
        thread = Channel(
            self._world,
            ChannelKind.PUBLIC_THREAD,
            name,
            guild=self.guild,
            parent=self,
            people=[owner],
            owner=owner,
            channel_id=first,
        )
        if self.guild is not None:
            self.guild.channels.append(thread)
            data = payloads.channel(thread) | {"newly_created": True}
            self.guild.tell("THREAD_CREATE", data)
        return thread

    def delete(self) -> None:
        """For everybody, with all that was said in it."""
        del self._world.channels[self.id]
        if self.guild is not None:
            data = payloads.channel(self)
            self.guild.channels.remove(self)
            self.guild.tell("THREAD_DELETE" if self.is_thread else "CHANNEL_DELETE", data)

    def _owner_of_server(self) -> "Person":
        if self.guild is None:
            raise AssertionError("there are no threads outside of servers")
        return self.guild.owner


class Guild:
    """A server, with or without the bot."""

    def __init__(
        self, world: World, name: str, owner: "Person", guild_id: int, *, bot: bool, locale: str
    ) -> None:
        self.id = guild_id
        self.name = name
        self.owner = owner
        self.locale = locale
        self.channels: list[Channel] = []
        self.system_channel: Channel | None = None
        """Where newcomers are greeted."""
        self.members: dict[Person, Permission] = {owner: NOTHING}
        """What each may beyond what everybody may."""
        self.everyone = EVERYONE
        self.roles: dict[Person, int] = {}
        """The role that gives a member more than everybody has."""
        self._world = world
        world.guilds[self.id] = self
        if bot:
            self._admit(world.bot, NOTHING)

    @property
    def has_bot(self) -> bool:
        return self._world.bot in self.members

    def permissions_of(self, person: "Person") -> Permission:
        if person not in self.members:
            return NOTHING
        permissions = self.everyone | self.members[person]
        if person is self.owner or Permission.ADMINISTRATOR in permissions:
            return ALL
        return permissions

    def channel(
        self,
        name: str,
        *,
        bot_may_write: bool = True,
        bot_may_see: bool = True,
        denied: Permission = NOTHING,
    ) -> Channel:
        """A text channel; denied is what the bot may not do there."""
        if not bot_may_write:
            denied |= Permission.SEND_MESSAGES | Permission.SEND_MESSAGES_IN_THREADS
        if not bot_may_see:
            denied |= Permission.VIEW_CHANNEL
        return self._new_channel(ChannelKind.TEXT, name, denied)

    def forum(self, name: str) -> Channel:
        """A channel that has posts only."""
        return self._new_channel(ChannelKind.FORUM, name, NOTHING)

    def add(self, person: "Person", permissions: Permission = NOTHING) -> None:
        """Let a person in; permissions are beyond what everybody has. Again: change them."""
        known = person in self.members
        self._admit(person, permissions)
        if person in self.roles:
            self.tell("GUILD_ROLE_CREATE", {"role": payloads.role_of(self, person)})
        name = "GUILD_MEMBER_UPDATE" if known else "GUILD_MEMBER_ADD"
        self.tell(name, payloads.member(self, person), Intent.GUILD_MEMBERS)

    def remove(self, person: "Person") -> None:
        del self.members[person]
        self.roles.pop(person, None)
        data = {"user": payloads.user(person)}
        self.tell("GUILD_MEMBER_REMOVE", data, Intent.GUILD_MEMBERS)

    def add_bot(self, permissions: Permission = NOTHING) -> None:
        self._admit(self._world.bot, permissions)
        data = payloads.guild(self)
        del data["unavailable"]  # told only of servers that the bot was in before
        self._world.emit(Event("GUILD_CREATE", data, Intent.GUILDS, guild_id=self.id))

    def remove_bot(self) -> None:
        self._world.emit(Event("GUILD_DELETE", {"id": str(self.id)}, Intent.GUILDS, self.id))
        del self.members[self._world.bot]

    def tell(self, name: str, data: JSON, intent: Intent = Intent.GUILDS) -> None:
        if self.has_bot:
            data = data | {"guild_id": str(self.id)}
            self._world.emit(Event(name, data, intent, guild_id=self.id))

    def _admit(self, person: "Person", permissions: Permission) -> None:
        self.members[person] = permissions
        if permissions or person is self._world.bot:
            self.roles.setdefault(person, self._world.next_id())

    def _new_channel(self, kind: ChannelKind, name: str, denied: Permission) -> Channel:
        channel = Channel(self._world, kind, name, guild=self, denied=denied)
        self.channels.append(channel)
        self.tell("CHANNEL_CREATE", payloads.channel(channel))
        return channel
