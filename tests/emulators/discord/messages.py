"""Messages, what hangs on them, and what a test wants to know of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.emulators.discord.world import JSON, Event

if TYPE_CHECKING:
    from tests.emulators.discord.people import Person
    from tests.emulators.discord.places import Channel

SUPPRESS_EMBEDS = 1 << 2
EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_NOTIFICATIONS = 1 << 12
VOICE_MESSAGE = 1 << 13
COMPONENTS_V2 = 1 << 15

BUTTON = 2
SELECTS = frozenset({3, 5, 6, 7, 8})
MENTION = re.compile(r"<@!?(\d+)>")


@dataclass(eq=False, slots=True)
class Attachment:
    id: int
    name: str
    media_type: str
    content: bytes
    url: str
    description: str | None = None
    duration: float | None = None
    """Seconds, of a voice message."""


@dataclass(eq=False, slots=True)
class Message:
    id: int
    channel: "Channel"
    author: "Person"
    content: str = ""
    more: JSON = field(default_factory=dict)
    """What else it consists of, as Discord writes it: `sticker_items`, `message_snapshots`."""
    embeds: list[JSON] = field(default_factory=list)
    components: list[JSON] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    allowed_mentions: JSON | None = None
    """As it was sent; None if nothing was said about it."""
    reply_to: "Message | None" = None
    mentions: "list[Person]" = field(default_factory=list)
    """Who is pinged."""
    pings_everyone: bool = False
    kind: int = 0
    """https://discord.com/developers/docs/resources/message#message-object-message-types"""
    edited: datetime | None = None
    webhook_id: int | None = None
    interaction: JSON | None = None
    """The metadata of the interaction that it answers."""
    seen_by: "Person | None" = None
    """The only one who sees it, if it is ephemeral."""
    reactions: list[str] = field(default_factory=list)
    """Of the bot."""
    deleted: bool = False
    event: Event | None = None
    """What told of it first."""
    written: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it says nothing yet but that the bot is thinking."""
        return bool(self.flags & LOADING)

    @property
    def text(self) -> str:
        """Everything to be read in it: the content, then embeds, then texts among components."""
        displays = (each.get("content") or "" for each in controls(self.components))
        return "\n".join(part for part in (self.content, *_lines(self.embeds), *displays) if part)

    @property
    def buttons(self) -> list[str]:
        """The labels, or emojis where there is none, in order."""
        return [label_of(each) for each in controls(self.components) if each["type"] == BUTTON]

    @property
    def options(self) -> list[str]:
        """The labels in its lists, in order."""
        lists = (each for each in controls(self.components) if each["type"] in SELECTS)
        return [option["label"] for each in lists for option in each.get("options", ())]


def controls(components: list[JSON]) -> Iterator[JSON]:
    """Every component, from the outside to the inside."""
    for component in components:
        yield component
        yield from controls(component.get("components") or [])
        for key in ("accessory", "component"):
            if component.get(key):
                yield from controls([component[key]])


def label_of(button: JSON) -> str:
    label: str | None = button.get("label")
    return label or (button.get("emoji") or {}).get("name") or ""


def _lines(embeds: list[JSON]) -> Iterator[str]:
    for embed in embeds:
        yield (embed.get("author") or {}).get("name", "")
        yield embed.get("title") or ""
        yield embed.get("description") or ""
        for each in embed.get("fields") or ():
            yield f"{each['name']}: {each['value']}"
        yield (embed.get("footer") or {}).get("text", "")
