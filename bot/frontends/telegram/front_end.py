"""MinNow on Telegram: what comes in is translated, handled and answered. It decides nothing."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence

from telegram import Update
from telegram.error import InvalidToken, TelegramError

from bot.conversation.conversation import Conversation
from bot.conversation.messages import Incoming, Reply
from bot.frontends.delivery_failed import DeliveryFailed
from bot.frontends.pace import Pace
from bot.frontends.reception import NotDone, Reception, Turn
from bot.frontends.telegram.chats import PLATFORM, chat_of, update_id_of
from bot.frontends.telegram.client import TelegramSettings, make_bot
from bot.frontends.telegram.delivery import Delivery
from bot.frontends.telegram.introductions import introductions
from bot.frontends.telegram.menu import introduce
from bot.frontends.telegram.origin import origin_of
from bot.frontends.telegram.outcomes import Outcome, Unreachable
from bot.frontends.telegram.photos import ReadPicture
from bot.frontends.telegram.places import (
    Blocked,
    BotStopped,
    ChatMoved,
    MemberLeft,
    PlaceEvent,
    Unblocked,
    place_event_of,
)
from bot.frontends.telegram.polling import Poller
from bot.frontends.telegram.post import TelegramPost
from bot.frontends.telegram.rendering import Renderer
from bot.frontends.telegram.stops import refused_token
from bot.frontends.telegram.translating import incoming_of
from bot.frontends.telegram.webhook import Webhook
from bot.http.routes import Route
from bot.logging import places_of
from bot.metrics import Meter, SendResult
from core.households.places import Places
from core.pictures.references import stored_id
from core.turns.desk import TurnInHand

logger = logging.getLogger(__name__)

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.CHAT_MEMBER,
)
"""Edited messages are no new messages, and channels are not served."""
FIRST_PAUSE = 1.0
MOST_UNDELIVERED = 256
LONGEST_PAUSE = 30.0


class TelegramFrontEnd:
    name = PLATFORM

    def __init__(
        self,
        settings: TelegramSettings,
        conversation: Conversation,
        places: Places,
        read_picture: ReadPicture,
        meter: Meter,
        *,
        pace: Pace,
    ) -> None:
        """`pace`: that of what nobody asked for."""
        self._conversation = conversation
        self._places = places
        self._read_picture = read_picture
        self._meter = meter
        self._bot = make_bot(settings)
        self.post = TelegramPost(self._bot, read_picture, pace, meter)
        self._delivery: Delivery | None = None
        self._undelivered: OrderedDict[int, Sequence[Reply]] = OrderedDict()
        """Replies that Telegram has not taken yet, by their update: with the files that are not
        stored."""
        self._reception = reception = Reception(
            self._handle, self._answered, id_of=update_id_of, chat_of=chat_of
        )
        self._source: Poller | Webhook
        if settings.webhook_url is None:
            self._source = Poller(self._bot, reception, ALLOWED_UPDATES)
        else:
            self._source = Webhook(
                self._bot,
                reception,
                settings.webhook_url,
                settings.webhook_secret,
                ALLOWED_UPDATES,
            )

    @property
    def routes(self) -> Sequence[Route]:
        """What our HTTP server is to serve for Telegram."""
        return [self._source.route] if isinstance(self._source, Webhook) else []

    async def is_well(self) -> bool:
        """Whether updates come."""
        return self._delivery is not None and self._source.problem is None

    async def run(self, stopping: asyncio.Event) -> None:
        """Serve until told to stop; turns in hand are finished then. Where Telegram can not be
        reached, it is tried again until it can.

        Raises Stop where Telegram refuses the token.
        """
        try:
            if await self._connect(stopping):
                await self._serve(stopping)
        except InvalidToken as error:
            raise refused_token() from error
        finally:
            self.post.disconnected()
            await self._bot.shutdown()

    async def _serve(self, stopping: asyncio.Event) -> None:
        introducing = asyncio.create_task(introduce(self._bot, introductions()))
        try:
            await self._source.run(stopping)
        finally:
            introducing.cancel()
            await asyncio.wait([introducing])

    async def _connect(self, stopping: asyncio.Event) -> bool:
        """Whether Telegram has told who the bot is, before it was to stop. Raises InvalidToken."""
        pause = FIRST_PAUSE
        stop = asyncio.create_task(stopping.wait())
        try:
            while not stopping.is_set():
                try:
                    await self._bot.initialize()
                except InvalidToken:
                    raise
                except TelegramError as error:
                    logger.warning("Telegram can not be reached: %s", type(error).__name__)
                    await asyncio.wait({stop}, timeout=pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
                else:
                    renderer = Renderer(self._bot.username, stored_id)
                    self._delivery = Delivery(self._bot, renderer, self._read_picture)
                    self.post.connected()
                    logger.info("On Telegram as @%s", self._bot.username)
                    return True
        finally:
            stop.cancel()
        return False

    async def _handle(self, update: Update, turn: Turn) -> None:
        """Raises NotDone."""
        self._meter.updates_waiting(PLATFORM, len(self._reception.undone))
        delivery = self._delivery
        if delivery is None:
            raise NotDone("not connected yet")
        event = place_event_of(update)
        if event is not None:
            async with turn:
                await self._take_note(event)
            return
        incoming = incoming_of(update, self._bot.bot)
        origin = origin_of(update)
        if incoming is None or origin is None:
            await delivery.dismiss(update)
            return
        async with delivery.exchange(origin) as exchange, turn, exchange.activity:
            replies = self._undelivered.pop(update.update_id, None)
            if replies is None:
                replies = await self._replies(incoming)
            if not replies:
                return
            try:
                outcome = await exchange.deliver(replies)
            except (DeliveryFailed, InvalidToken) as error:
                self._meter.message(PLATFORM, SendResult.FAILED)
                self._keep(update.update_id, replies)
                raise NotDone(_reason(error)) from error
        await self._conclude(incoming, outcome)

    def _keep(self, update_id: int, replies: Sequence[Reply]) -> None:
        self._undelivered[update_id] = replies
        if len(self._undelivered) > MOST_UNDELIVERED:  # of updates that were given up
            self._undelivered.popitem(last=False)

    async def _replies(self, incoming: Incoming) -> Sequence[Reply]:
        """Raises NotDone."""
        try:
            return await self._conversation.handle(incoming)
        except TurnInHand as error:
            raise NotDone("in hand elsewhere") from error

    async def _conclude(self, incoming: Incoming, outcome: Outcome) -> None:
        if isinstance(outcome, Unreachable):
            self._meter.message(PLATFORM, SendResult.UNREACHABLE)
            if incoming.group is None:
                await self._places.unreachable(PLATFORM, outcome.chat_id)
            return
        self._meter.message(PLATFORM, SendResult.SENT)
        if outcome.moved_to is not None:
            await self._places.moved(PLATFORM, incoming.address.chat_id, outcome.moved_to)

    async def _take_note(self, event: PlaceEvent) -> None:
        """Raises NotDone: Telegram tells it once, and noting it a second time does no harm."""
        try:
            await self._note(event)
        except Exception as failure:
            raise NotDone(f"not noted: {places_of(failure)}") from failure

    async def _note(self, event: PlaceEvent) -> None:
        match event:
            case BotStopped():
                await self._places.stopped(PLATFORM, event.chat_id)
            case ChatMoved():
                await self._places.moved(PLATFORM, event.old_chat_id, event.new_chat_id)
            case MemberLeft():
                await self._places.member_left(PLATFORM, event.chat_id, event.user_id)
            case Blocked():
                await self._places.unreachable(PLATFORM, event.chat_id)
            case Unblocked():
                await self._places.reachable(PLATFORM, event.chat_id)

    async def _answered(self, update_ids: Sequence[str]) -> None:
        self._meter.updates_waiting(PLATFORM, len(self._reception.undone))
        await self._conversation.answered(PLATFORM, update_ids)


def _reason(error: DeliveryFailed | InvalidToken) -> str:
    return error.reason if isinstance(error, DeliveryFailed) else "the token is refused"
