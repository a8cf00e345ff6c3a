"""A loopback server that speaks Discord's gateway and API v10, as far as discord.py does."""

from tests.emulators.discord.interactions import Interaction
from tests.emulators.discord.messages import Message
from tests.emulators.discord.people import Person
from tests.emulators.discord.permissions import Intent, Permission
from tests.emulators.discord.places import Channel, Guild
from tests.emulators.discord.pointing import pointed_at
from tests.emulators.discord.server import DiscordServer

__all__ = [
    "Channel",
    "DiscordServer",
    "Guild",
    "Intent",
    "Interaction",
    "Message",
    "Permission",
    "Person",
    "pointed_at",
]
