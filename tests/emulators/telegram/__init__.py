"""A loopback server that speaks Telegram's Bot API, and the people who write to the bot."""

from tests.emulators.telegram.groups import Channel, Group, Topic
from tests.emulators.telegram.keyboards import Button
from tests.emulators.telegram.messages import Message
from tests.emulators.telegram.people import Person
from tests.emulators.telegram.presses import Pressed
from tests.emulators.telegram.server import Call, TelegramServer
from tests.emulators.telegram.world import CallbackAnswer

__all__ = [
    "Button",
    "Call",
    "CallbackAnswer",
    "Channel",
    "Group",
    "Message",
    "Person",
    "Pressed",
    "TelegramServer",
    "Topic",
]
