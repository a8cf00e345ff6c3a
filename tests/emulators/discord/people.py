"""People, and what they do with Discord's own client."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from tests.emulators.discord import payloads, posting
from tests.emulators.discord.filling import choice_of, press_of, submission_of
from tests.emulators.discord.interactions import PATIENCE, Interaction, Kind
from tests.emulators.discord.messages import VOICE_MESSAGE, Message
from tests.emulators.discord.options import Composer
from tests.emulators.discord.permissions import Permission
from tests.emulators.discord.places import Channel, ChannelKind
from tests.emulators.discord.world import JSON, World

MESSAGE_COMMAND = 3


class Person:
    """A user: a person, the bot, or another bot."""

    def __init__(
        self, world: World, name: str, *, locale: str = "en-US", bot: bool = False
    ) -> None:
        self.id = world.next_id()
        self.name = name
        self.locale = locale
        self.bot = bot
        self.accepts_messages = True
        """Whether bots can write to them directly."""
        self.has_installed = False
        """Whether the bot is installed for this person, wherever they are."""
        self._world = world
        self._direct: Channel | None = None
        self._read: set[Message] = set()
        world.people[self.id] = self

    @property
    def is_the_bot(self) -> bool:
        return self is self._world.bot

    @property
    def direct(self) -> Channel:
        """The direct messages with the bot."""
        if self._direct is None:
            people = (self, self._world.bot)
            self._direct = Channel(self._world, ChannelKind.DIRECT, people=people)
        return self._direct

    @property
    def messages(self) -> list[Message]:
        """Everything in the direct messages, of both sides."""
        return self.direct.messages

    def closes_dms(self) -> None:
        self.accepts_messages = False

    def opens_dms(self) -> None:
        self.accepts_messages = True

    def installs(self) -> None:
        self.has_installed = True

    def talk_with(self, *others: "Person") -> Channel:
        """A conversation without the bot: of two, or of a group."""
        kind = ChannelKind.GROUP if len(others) > 1 else ChannelKind.DIRECT
        return Channel(self._world, kind, people=(self, *others))

    async def write(
        self,
        text: str = "",
        *,
        at: Channel | None = None,
        mention: bool = False,
        reply_to: Message | None = None,
        ping: bool = True,
        attachments: Iterable[posting.File] = (),
        voice: bool = False,
        kind: int = 0,
        more: JSON | None = None,
    ) -> Message:
        """A message, to the bot unless a channel is given.

        mention puts the bot's mention first; ping is whether a reply mentions who is replied to;
        voice makes it a voice message; kind is Discord's type of message, 0 for an ordinary one;
        more is what else it consists of, as Discord writes it: `sticker_items`, `poll`.
        """
        channel = at or self.direct
        self._may_write(channel)
        files = posting.attach(self._world, channel, attachments, duration=2.0 if voice else None)
        message = Message(
            self._world.next_id(),
            channel,
            self,
            f"<@{self._world.bot.id}> {text}" if mention else text,
            more=more or {},
            attachments=files,
            flags=VOICE_MESSAGE if voice else 0,
            reply_to=reply_to,
            kind=kind,
        )
        posting.find_mentions(self._world, message)
        if reply_to is not None and not ping and reply_to.author in message.mentions:
            message.mentions.remove(reply_to.author)
        return posting.post(self._world, message)

    async def edit(self, message: Message, text: str) -> None:
        assert message.author is self, "one can edit one's own messages only"
        message.content = text
        posting.find_mentions(self._world, message)
        posting.tell_of_edit(self._world, message)

    async def delete(self, message: Message) -> None:
        posting.delete(self._world, message)

    async def open_post(
        self, forum: Channel, title: str, text: str, *, mention: bool = False
    ) -> Channel:
        """A post in a forum: a thread whose first message has the id of the thread."""
        thread = forum.new_thread(title, self)
        content = f"<@{self._world.bot.id}> {text}" if mention else text
        message = Message(thread.id, thread, self, content)
        posting.find_mentions(self._world, message)
        posting.post(self._world, message)
        return thread

    async def answer(self, *, at: Channel | None = None, within: float = PATIENCE) -> Message:
        """The bot's next message there that was not returned before; waits for it.

        Raises AssertionError if none comes. Answers to interactions are found at those instead.
        """

        def look() -> Message | None:
            unread = self._unread(at or self.direct)
            return unread[0] if unread else None

        what = f"the bot to write to {self.name}"
        message = await self._world.changes.until(look, within, what)
        self._read.add(message)
        return message

    async def answers(
        self, *, at: Channel | None = None, within: float = PATIENCE
    ) -> list[Message]:
        """The next message, and what else is there by then."""
        first = await self.answer(at=at, within=within)
        others = self._unread(at or self.direct)
        self._read.update(others)
        return [first, *others]

    async def command(
        self, name: str, /, *, at: Channel | None = None, wait: bool = True, **options: Any
    ) -> Interaction:
        """A slash command; subcommands follow after a space. wait is for an answer to be seen.

        Options by their names: people and channels as such, a choice by its value or its name,
        an attachment as (name, media type, content). Raises AssertionError if it is not offered
        to this person there, or if the client would not send the options.
        """
        interaction = self._typed(Kind.COMMAND, name, at or self.direct, options, None)
        return await interaction.answered() if wait else interaction

    async def autocomplete(
        self, name: str, /, *, at: Channel | None = None, **options: Any
    ) -> list[JSON]:
        """The choices offered (name and value) while the last of the options is being typed."""
        focused = list(options)[-1]
        interaction = self._typed(Kind.AUTOCOMPLETE, name, at or self.direct, options, focused)
        await interaction.answered()
        return interaction.choices or []

    async def context_command(
        self, name: str, message: Message, *, wait: bool = True
    ) -> Interaction:
        """A command from the menu of a message."""
        command, owners = self._offered(name, message.channel, MESSAGE_COMMAND)
        target = payloads.message(message)
        data = {
            "id": command["id"],
            "name": name,
            "type": MESSAGE_COMMAND,
            "target_id": str(message.id),
            "resolved": {"messages": {str(message.id): target}},
        }
        interaction = self._interact(Kind.COMMAND, message.channel, data, owners)
        return await interaction.answered() if wait else interaction

    async def press(self, message: Message, label: str, *, wait: bool = True) -> Interaction:
        """A button, by its label, emoji or custom_id."""
        self._sees(message)
        return await self._use(message, press_of(message, label), wait)

    async def choose(
        self, message: Message, *values: "str | Person", wait: bool = True
    ) -> Interaction:
        """Options of a list, by label or value."""
        self._sees(message)
        return await self._use(message, choice_of(message, values), wait)

    async def submit(
        self,
        interaction: Interaction,
        values: Mapping[str, str | Sequence[str]],
        *,
        wait: bool = True,
    ) -> Interaction:
        """The modal that an interaction has opened, its fields by label or custom_id."""
        assert interaction.modal is not None, "no modal is open"
        data = submission_of(interaction.modal, values)
        submitted = self._interact(
            Kind.MODAL,
            interaction.channel,
            data,
            interaction.owners,
            message=interaction.message,
            opener=interaction,
        )
        return await submitted.answered() if wait else submitted

    def _sees(self, message: Message) -> None:
        assert not message.deleted, "the message is gone"
        assert message.seen_by in (None, self), f"{self.name} does not see the message"

    async def _use(self, message: Message, data: JSON, wait: bool) -> Interaction:
        owners = (message.interaction or {}).get("authorizing_integration_owners")
        if owners is None:
            guild = message.channel.guild
            owners = {"0": str(guild.id) if guild else "0"}
        interaction = self._interact(Kind.COMPONENT, message.channel, data, owners, message=message)
        return await interaction.answered() if wait else interaction

    def _typed(
        self,
        kind: Kind,
        line: str,
        channel: Channel,
        options: Mapping[str, Any],
        focused: str | None,
    ) -> Interaction:
        name, *path = line.split()
        command, owners = self._offered(name, channel)
        data = Composer(self._world, channel).data(command, path, options, focused)
        return self._interact(kind, channel, data, owners)

    def _offered(self, name: str, channel: Channel, kind: int = 1) -> tuple[JSON, JSON]:
        offered = self._world.commands.offered(self, channel, kind)
        for command in offered:
            if command["name"] == name:
                return command, self._world.commands.owners(command, self, channel)
        known = [command["name"] for command in offered]
        raise AssertionError(f"{self.name} is not offered {name!r} here, but {known}")

    def _interact(
        self,
        kind: Kind,
        channel: Channel,
        data: JSON,
        owners: JSON,
        *,
        message: Message | None = None,
        opener: Interaction | None = None,
    ) -> Interaction:
        interaction = Interaction(
            self._world, kind, self, channel, data, owners=owners, message=message, opener=opener
        )
        self._world.emit(interaction.event)
        return interaction

    def _unread(self, channel: Channel) -> list[Message]:
        """In order; looks back to what was read last, for long conversations."""
        bot = self._world.bot
        new = takewhile(lambda each: each not in self._read, reversed(channel.messages))
        unread = [each for each in new if each.author is bot and each.interaction is None]
        return unread[::-1]

    def _may_write(self, channel: Channel) -> None:
        needed = (
            Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
        )
        may = needed in channel.permissions_of(self)
        assert may, f"{self.name} may not write in {channel.name or 'this conversation'}"
