"""Replies delivered: in order, into the right chat and topic, and until they have arrived."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from telegram import Update
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.conversation.messages import Reply
from bot.frontends.delivery_failed import DeliveryFailed
from bot.frontends.telegram.answering_presses import LONGEST_NOTICE, PressAnswer
from bot.frontends.telegram.attempts import Sleep
from bot.frontends.telegram.chat_action import Activity
from bot.frontends.telegram.editing import Editor
from bot.frontends.telegram.origin import Origin
from bot.frontends.telegram.outcomes import (
    Delivered,
    Outcome,
    Refusal,
    Unreachable,
    refusal_of,
)
from bot.frontends.telegram.pacing import Patience
from bot.frontends.telegram.photos import Photos, ReadPicture
from bot.frontends.telegram.rendering import (
    DocumentMessage,
    Message,
    PhotoMessage,
    Renderer,
    TextMessage,
)
from bot.frontends.telegram.sending import Place, Sender, Sending

logger = logging.getLogger(__name__)

PRESSES_REMEMBERED = 256


class Delivery:
    """The way out to Telegram. The bot is one with Pacing as its rate limiter."""

    def __init__(
        self,
        bot: ExtBot[Patience],
        renderer: Renderer,
        read_picture: ReadPicture,
        *,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        photos = Photos(read_picture)
        self._bot = bot
        self._renderer = renderer
        self._sender = Sender(bot, photos, sleep)
        self._editor = Editor(bot, photos, sleep)
        self._sleep = sleep
        self._answered: deque[str] = deque(maxlen=PRESSES_REMEMBERED)
        self._said: dict[int, Sequence[Reply]] = {}
        """By chat, the messages that its last press came to, where these were mere words."""

    @asynccontextmanager
    async def exchange(self, origin: Origin) -> AsyncIterator["Exchange"]:
        """To be held from an update's arrival until its replies are delivered: a press is answered
        in time, whatever happens. Where the update is tried again, its press is not answered
        again."""
        activity = Activity(self._bot, origin.chat_id, origin.thread_id)
        if origin.pressed is None or origin.pressed.query_id in self._answered:
            self._said.pop(origin.chat_id, None)
            yield Exchange(self, origin, activity)
            return
        query_id = origin.pressed.query_id
        self._answered.append(query_id)
        async with PressAnswer(self._bot, query_id, sleep=self._sleep) as press:
            yield Exchange(self, origin, activity, press)

    async def dismiss(self, update: Update) -> None:
        """Answer the press in an update that means nothing here; other updates get nothing."""
        if update.callback_query is not None:
            async with PressAnswer(self._bot, update.callback_query.id, sleep=self._sleep):
                pass

    def unsaid(self, chat_id: int, replies: Sequence[Reply]) -> Sequence[Reply]:
        """What a press comes to, without mere words that the press before came to as well: who
        presses faster than can be answered is told once."""
        said = self._said.pop(chat_id, None)
        if not all(map(_is_mere_words, replies)):
            return replies
        self._said[chat_id] = replies
        if len(self._said) > PRESSES_REMEMBERED:
            del self._said[next(iter(self._said))]
        return () if replies == said else replies

    async def deliver(
        self, origin: Origin, replies: Sequence[Reply], activity: Activity | None = None
    ) -> Outcome:
        """Send the replies in order; the first that `edits` takes the place of the pressed
        message, where it can.

        What Telegram may have taken before the line broke is sent again, and a delivery that
        failed is to be repeated as a whole: a message may come twice, but none is lost. Raises
        DeliveryFailed; InvalidToken where the token is no longer good.
        """
        run = _Run(self._renderer, self._sender, self._editor, origin, activity)
        try:
            await run.deliver(replies)
        except InvalidToken:
            raise
        except Forbidden:
            return Unreachable(str(origin.chat_id))
        except BadRequest as error:
            if refusal_of(error) is Refusal.CLOSED:
                return Unreachable(str(origin.chat_id))
            raise _failed(error) from error
        except TelegramError as error:
            raise _failed(error) from error
        return run.delivered()


class Exchange:
    """One update in hand."""

    def __init__(
        self,
        delivery: Delivery,
        origin: Origin,
        activity: Activity,
        press: PressAnswer | None = None,
    ) -> None:
        self.activity = activity
        """To be entered while the update is worked on, not while it waits for its turn."""
        self._delivery = delivery
        self._origin = origin
        self._press = press

    async def deliver(self, replies: Sequence[Reply]) -> Outcome:
        """As Delivery.deliver; a notice that is in time becomes the answer of the press."""
        if self._press is not None:
            replies = await self._notified(self._press, replies)
        return await self._delivery.deliver(self._origin, replies, self.activity)

    async def _notified(self, press: PressAnswer, replies: Sequence[Reply]) -> Sequence[Reply]:
        """The replies that are still to be sent."""
        notice = next((reply for reply in replies if _is_mere_notice(reply)), None)
        if notice is not None and await press.say(notice.text):
            return [reply for reply in replies if reply is not notice]
        press.hurry()
        return self._delivery.unsaid(self._origin.chat_id, replies)


def _is_mere_notice(reply: Reply) -> bool:
    rest = reply.cards or reply.buttons or reply.links or reply.document
    return reply.notice and not rest and 0 < len(reply.text) <= LONGEST_NOTICE


def _is_mere_words(reply: Reply) -> bool:
    return not (reply.edits or reply.cards or reply.document)


class _Run:
    """One delivery: what it has learned and done so far."""

    def __init__(
        self,
        renderer: Renderer,
        sender: Sender,
        editor: Editor,
        origin: Origin,
        activity: Activity | None,
    ) -> None:
        self._renderer = renderer
        self._sender = sender
        self._editor = editor
        self._origin = origin
        self._activity = activity
        self._place = Place(origin.chat_id, origin.thread_id)
        self._message_ids: list[int] = []
        self._to_edit = origin.pressed

    def delivered(self) -> Delivered:
        moved = self._place.chat_id != self._origin.chat_id
        return Delivered(tuple(self._message_ids), str(self._place.chat_id) if moved else None)

    async def deliver(self, replies: Sequence[Reply]) -> None:
        for reply in replies:
            for index, message in enumerate(self._renderer.messages(reply)):
                if reply.edits and index == 0 and await self._edited(message):
                    continue
                await self._send(self._sending(reply, index, message))

    def _sending(self, reply: Reply, index: int, message: Message) -> Sending:
        answers = reply.asks or (self._origin.in_group and not self._message_ids)
        reply_to = self._origin.message_id if index == 0 and answers else None
        forces_reply = reply.asks and self._origin.in_group and reply_to is not None
        return Sending(message, reply_to, forces_reply)

    async def _edited(self, message: Message) -> bool:
        pressed, self._to_edit = self._to_edit, None
        if pressed is None:
            return False
        if await self._editor.edit(self._place, pressed, message):
            self._message_ids.append(pressed.message_id)
            return True
        await self._editor.remove_keyboard(self._place, pressed)
        return False

    async def _send(self, sending: Sending) -> None:
        if self._activity is not None:
            self._activity.action = _action(sending.message)
        self._message_ids.append(await self._sender.send(self._place, sending))


def _action(message: Message) -> ChatAction:
    match message:
        case TextMessage():
            return ChatAction.TYPING
        case PhotoMessage():
            return ChatAction.UPLOAD_PHOTO
        case DocumentMessage():
            return ChatAction.UPLOAD_DOCUMENT


def _failed(error: TelegramError) -> DeliveryFailed:
    reason = type(error).__name__
    logger.error("A delivery failed: %s", reason)
    return DeliveryFailed(reason)
