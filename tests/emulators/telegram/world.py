"""Everything the server knows: the bot, the chats, the files, the updates."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.telegram.changes import Changes
from tests.emulators.telegram.chats import Chat
from tests.emulators.telegram.errors import bad_request
from tests.emulators.telegram.files import Files
from tests.emulators.telegram.messages import Message
from tests.emulators.telegram.updates import Updates
from tests.emulators.telegram.webhook import WebhookSender

Json = dict[str, Any]

SUPERGROUPS = -1_000_000_000_000


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    text: str
    show_alert: bool
    url: str | None


@dataclass(slots=True)
class Query:
    """A press, as Telegram remembers it until it is answered or too old."""

    answer: CallbackAnswer | None = None
    too_old: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """What the bot was seen doing (typing, upload_photo, ...)."""

    chat_id: int
    action: str
    thread: int | None


@dataclass(slots=True)
class Profile:
    """What the bot has told about itself. Keys are language codes, "" for all others."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    """By scope, as JSON with sorted keys, and language."""
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)
    """By private chat; None: the default."""


class World:
    def __init__(self, bot: Json, now: Callable[[], float], plain_http: bool) -> None:
        """`plain_http`: webhooks need not be https."""
        self.bot = bot
        self.now = now
        self.plain_http = plain_http
        self.privacy_mode = True
        self.changes = Changes()
        self.updates = Updates(self.changes)
        self.webhook = WebhookSender(self.updates, self.changes, now)
        self.files = Files()
        self.profile = Profile()
        self.queries: dict[str, Query] = {}
        self.actions: list[Action] = []
        self.message_ids: Iterator[int] = itertools.count(1)
        """Of all private chats and groups; supergroups and channels count for themselves."""
        self._chats: dict[int, Chat] = {}
        self._numbers = itertools.count(1)

    @property
    def sender(self) -> Json:
        """The bot as the User who sends a message."""
        return {name: self.bot[name] for name in ("id", "is_bot", "first_name", "username")}

    def next_number(self) -> int:
        return next(self._numbers)

    def add(self, chat: Chat) -> None:
        self._chats[chat.id] = chat

    def chat(self, chat_id: int | str) -> Chat:
        """Raises Refusal."""
        found = self._chats.get(chat_id) if isinstance(chat_id, int) else self._named(chat_id)
        if found is None:
            raise bad_request("chat not found")
        return found

    @property
    def chats(self) -> list[Chat]:
        return list(self._chats.values())

    def tell_bot(self, message: Message, kind: str = "message") -> int | None:
        """The update's id; None if the bot does not hear of it."""
        return self.updates.put(kind, dict(message.json)) if message.chat.hears(message) else None

    def _named(self, name: str) -> Chat | None:
        found = (each for each in self._chats.values() if f"@{each.named.get('username')}" == name)
        return next(found, None)
