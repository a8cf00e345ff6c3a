"""MinNow on Discord: what comes in is translated, handled and answered. It decides nothing."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import discord

from bot.conversation.commands import COMMANDS
from bot.conversation.forms import may_open_form
from bot.conversation.messages import Incoming, Reply
from bot.frontends.delivery_failed import DeliveryFailed
from bot.frontends.discord import interactions, translating
from bot.frontends.discord.attempts import BROKEN_LINE, persistently
from bot.frontends.discord.channel_exchange import ChannelExchange, MessageExchange
from bot.frontends.discord.client import DiscordClient, DiscordSettings, prepare_library
from bot.frontends.discord.commands import definitions
from bot.frontends.discord.exchange import Exchange
from bot.frontends.discord.files import ReadPicture
from bot.frontends.discord.interaction_exchange import InteractionExchange
from bot.frontends.discord.outcomes import Outcome, Unreachable
from bot.frontends.discord.outlet import Outlet
from bot.frontends.discord.place_events import (
    bot_stopped,
    greeting_channel,
    joined_of,
    joining_id,
)
from bot.frontends.discord.places import PLATFORM
from bot.frontends.discord.post import DiscordPost
from bot.frontends.discord.registration import register
from bot.frontends.discord.rendering import Renderer
from bot.frontends.discord.responding import PATIENCE, PATIENCE_FOR_A_FORM
from bot.frontends.discord.stops import FINAL, stop_for
from bot.frontends.discord.suggesting import Suggests, answer_typing
from bot.frontends.pace import Pace
from bot.frontends.reception import WAITS, NotDone, Reception, Turn
from bot.http.routes import Route
from bot.logging import places_of
from bot.metrics import Meter, SendResult
from core.households.places import Places
from core.pictures.references import stored_id
from core.turns.desk import TurnInHand

logger = logging.getLogger(__name__)

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STOP_SECONDS = 30.0
"""How long a stop waits for what is in hand."""
LAST_SECONDS = 5.0
"""The last of them, in which nothing is begun any more."""
ENDING_SECONDS = 5.0
"""How long it then waits for what shows people that their turn is over."""
GATHERING_SECONDS = 0.2
"""How long answers are gathered before they are told of together."""


@dataclass(slots=True)
class Job:
    """One message or interaction in hand."""

    number: int
    """Discord's id of it."""
    incoming: Incoming
    exchange: Exchange
    further: Sequence[Incoming] = ()
    """What came in with it, to be dealt with after it and answered together: the other pictures of
    an album."""
    replies: Sequence[Reply] | None = None
    """What is still to be delivered, with the files that are not stored."""


class Conversation(Suggests, Protocol):
    """What answers (bot.conversation.conversation.Conversation)."""

    async def handle(self, incoming: Incoming) -> Sequence[Reply]: ...

    async def answered(self, platform: str, update_ids: Sequence[str]) -> None: ...


class DiscordFrontEnd:
    name = PLATFORM

    def __init__(
        self,
        settings: DiscordSettings,
        conversation: Conversation,
        places: Places,
        read_picture: ReadPicture,
        meter: Meter,
        *,
        pace: Pace,
        patience: float = PATIENCE,
        waits: Sequence[float] = WAITS,
    ) -> None:
        """`pace`: that of what nobody asked for. `patience` in seconds: what takes longer shows
        that the bot is thinking. `waits` as of Reception."""
        self._patience = patience
        self._settings = settings
        self._conversation = conversation
        self._places = places
        self._read_picture = read_picture
        self._meter = meter
        self._renderer = Renderer(stored_id)
        self._client: DiscordClient | None = None
        self.post = DiscordPost(self._renderer, read_picture, pace, meter)
        self._reception = Reception(
            self._handle,
            self._answered,
            id_of=lambda job: job.number,
            chat_of=lambda job: job.incoming.address,
            waits=waits,
        )
        self._held: set[asyncio.Task[None]] = set()
        self._further_ids: dict[str, Sequence[str]] = {}
        """Of the updates in hand that are several."""
        self._is_stopping = False
        self._has_answered = asyncio.Event()

    @property
    def routes(self) -> Sequence[Route]:
        """Discord is connected to: there is nothing to serve for it."""
        return []

    async def is_well(self) -> bool:
        """Whether all connections are open."""
        if self._client is None:
            return False
        shards = self._client.shards.values()
        return bool(shards) and not any(shard.is_closed() for shard in shards)

    async def run(self, stopping: asyncio.Event) -> None:
        """Serve until told to stop; turns in hand are finished then. Where Discord can not be
        reached, it is tried again until it can; connections that break are the library's affair.

        Raises Stop where Discord refuses the token, the intents or the shards.
        """
        prepare_library(self._settings)
        pause = FIRST_PAUSE
        stop = asyncio.create_task(stopping.wait())
        try:
            while not stopping.is_set():
                try:
                    async with DiscordClient(self._settings, self) as client:
                        if await self._log_in(client, stop):
                            pause = FIRST_PAUSE
                            await self._serve(client, stop)
                except FINAL as error:
                    raise stop_for(error) from error
                except (discord.HTTPException, discord.GatewayNotFound, *BROKEN_LINE) as error:
                    logger.warning("Discord can not be reached: %s", type(error).__name__)
                    await asyncio.wait({stop}, timeout=pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
        finally:
            self._client = None
            stop.cancel()

    def hear_message(self, message: discord.Message) -> None:
        client = self._client
        if client is None or client.user is None:
            return
        incomings = translating.incomings_of(message, client.user.id)
        if incomings:
            first, *further = incomings
            self._take(Job(message.id, first, MessageExchange(self._outlet, message), further))

    def hear_interaction(self, interaction: discord.Interaction[Any]) -> None:
        if interaction.type is discord.InteractionType.autocomplete:
            self._keep(answer_typing(self._conversation, interaction))
            return
        incoming = interactions.incoming_of(interaction)
        for_form = incoming is not None and may_open_form(incoming.content)
        exchange = InteractionExchange(
            self._outlet,
            interaction,
            others_read=interactions.have_company(interaction),
            is_elsewhere=interactions.is_elsewhere(interaction),
            patience=PATIENCE_FOR_A_FORM if for_form else self._patience,
        )
        if incoming is None:
            self._hold(exchange)
        else:
            self._take(Job(interaction.id, incoming, exchange))

    async def hear_joining(self, guild: discord.Guild) -> None:
        channel = greeting_channel(guild)
        if channel is None or guild.owner_id is None:
            return
        owner_id = guild.owner_id
        try:
            owner = await persistently(lambda: guild.fetch_member(owner_id))
        except (discord.HTTPException, DeliveryFailed) as error:
            logger.info("A server is not greeted: %s", type(error).__name__)
            return
        number = joining_id(guild)
        exchange = ChannelExchange(self._outlet, channel, number)
        self._take(Job(number, joined_of(guild, channel, owner), exchange))

    async def hear_removal(self, guild: discord.Guild) -> None:
        event = bot_stopped(guild)
        if event is not None:
            await self._places.stopped(PLATFORM, event.guild_id)

    async def _log_in(self, client: DiscordClient, stop: "asyncio.Task[bool]") -> bool:
        """Whether Discord has told who the bot is, before it was to stop."""
        login = asyncio.create_task(client.login(self._settings.token))
        await asyncio.wait({login, stop}, return_when=asyncio.FIRST_COMPLETED)
        if not login.done():
            login.cancel()
            await asyncio.wait([login])
            return False
        login.result()
        return True

    async def _serve(self, client: DiscordClient, stop: "asyncio.Task[bool]") -> None:
        self._client = client
        self._outlet = Outlet(client, self._renderer, self._read_picture)
        self.post.connected(client)
        connecting = asyncio.create_task(client.connect())
        others = (
            asyncio.create_task(register(client, definitions(COMMANDS))),
            asyncio.create_task(self._tell_answered()),
        )
        try:
            await asyncio.wait({connecting, stop}, return_when=asyncio.FIRST_COMPLETED)
            self._is_stopping = stop.done()
            await self._finish()
        finally:
            self.post.disconnected()
            for task in (connecting, *others):
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
            await asyncio.wait([connecting])
        if not connecting.cancelled():
            connecting.result()

    async def _finish(self) -> None:
        """Turns in hand end. So do, while there is time to begin them, those that wait for them or
        for another attempt: Discord does not deliver again what it has handed over, and who is not
        answered in time has to ask again."""
        await self._reception.settled(STOP_SECONDS - LAST_SECONDS)
        if self._is_stopping:
            await self._reception.finish(LAST_SECONDS)
        if self._held:
            await asyncio.wait(self._held, timeout=ENDING_SECONDS)
        await self._reception.tell_answered()

    def _take(self, job: Job) -> None:
        if self._is_stopping or self._reception.is_known(job.number):
            return
        if job.further:
            further = [str(incoming.update_id) for incoming in job.further]
            self._further_ids[str(job.number)] = further
        self._hold(job.exchange, self._reception.take(job))

    def _hold(self, exchange: Exchange, handling: "asyncio.Task[None] | None" = None) -> None:
        """Keep the exchange entered until the update is done, given up attempts included."""

        async def hold() -> None:
            async with exchange:
                if handling is not None:
                    await asyncio.wait([handling])
            self._has_answered.set()

        self._keep(hold())

    def _keep(self, work: Coroutine[None, None, None]) -> None:
        """Until it is done: tasks that nobody holds may vanish."""
        task = asyncio.create_task(_told_of(work))
        self._held.add(task)
        task.add_done_callback(self._held.discard)

    async def _handle(self, job: Job, turn: Turn) -> None:
        """Raises NotDone."""
        self._meter.updates_waiting(PLATFORM, len(self._reception.undone))
        async with turn:
            await self._answer(job)

    async def _answer(self, job: Job) -> None:
        """Raises NotDone."""
        if job.replies is None:
            try:
                job.replies = [
                    reply
                    for incoming in (job.incoming, *job.further)
                    for reply in await self._conversation.handle(incoming)
                ]
            except TurnInHand as error:
                raise NotDone("in hand elsewhere") from error
        if not job.replies:
            return
        try:
            outcome = await job.exchange.deliver(job.replies)
        except DeliveryFailed as error:
            self._meter.message(PLATFORM, SendResult.FAILED)
            raise NotDone(error.reason) from error
        await self._conclude(job.incoming, outcome)

    async def _conclude(self, incoming: Incoming, outcome: Outcome) -> None:
        if not isinstance(outcome, Unreachable):
            self._meter.message(PLATFORM, SendResult.SENT)
            return
        self._meter.message(PLATFORM, SendResult.UNREACHABLE)
        if incoming.group is None:
            await self._places.unreachable(PLATFORM, outcome.channel_id)

    async def _tell_answered(self) -> None:
        while True:
            await self._has_answered.wait()
            await asyncio.sleep(GATHERING_SECONDS)
            self._has_answered.clear()
            await self._reception.tell_answered()

    async def _answered(self, update_ids: Sequence[str]) -> None:
        """Raises what the conversation does: it is told again then."""
        self._meter.updates_waiting(PLATFORM, len(self._reception.undone))
        further = [each for number in update_ids for each in self._further_ids.get(number, ())]
        await self._conversation.answered(PLATFORM, [*update_ids, *further])
        for number in update_ids:
            self._further_ids.pop(number, None)


async def _told_of(work: Coroutine[None, None, None]) -> None:
    """The work; what it raises is logged without its message, which may quote somebody."""
    try:
        await work
    except Exception as failure:
        logger.error("Something was left undone: %s", places_of(failure))
