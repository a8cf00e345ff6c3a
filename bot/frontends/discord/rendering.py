"""What a Reply looks like on Discord. Pure: what comes out is sent by the delivery."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from uuid import UUID

import discord

from bot.conversation.messages import Card, Document, Reply
from bot.frontends.discord.components import MOST_ROWS, Row, rows_of
from bot.frontends.discord.embeds import (
    LONGEST_ADDRESS,
    MOST_CHARACTERS,
    MOST_EMBEDS,
    embed_of,
    size_of,
)
from bot.frontends.discord.markdown import escaped, split
from bot.frontends.discord.timestamps import with_timestamps

LARGEST_FILE = 10 * 1024 * 1024
"""Bytes that every place takes (Uploading Files); interactions tell how many theirs takes."""
ELLIPSIS = "…"
"""The text of a message that has none but can not do without."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A picture that MinNow keeps, to be sent along under the name that an embed refers to."""

    name: str
    picture_id: UUID


@dataclass(frozen=True, slots=True)
class Message:
    """Within the limits of one message, and never empty."""

    content: str = ""
    """Markdown."""
    embeds: tuple[discord.Embed, ...] = ()
    pictures: tuple[StoredFile, ...] = ()
    document: Document | None = None
    rows: tuple[Row, ...] = ()
    plain: tuple[str, ...] = ()
    """What it says without embeds and files, each within the limits of a content."""

    @property
    def is_plain(self) -> bool:
        return not self.embeds and self.document is None


@dataclass(frozen=True, slots=True)
class Renderer:
    stored_id: Callable[[str], UUID | None]
    """The id in a card's `picture` that refers to a stored one."""

    def messages(self, reply: Reply, largest_file: int = LARGEST_FILE) -> tuple[Message, ...]:
        """What to send, in order; the buttons are on the last. Empty only for an empty reply.
        For a file that is larger (bytes) there are words.

        Links into the private chat are left out: Discord has none that say something there.
        """
        reply = _without_large_file(reply, largest_file)
        text = with_timestamps(escaped(reply.text), reply.instants)
        *before, content = list(split(text)) or [""]
        messages = [Message(part, plain=(part,)) for part in before]
        messages += self._with_cards(content, reply.cards)
        messages = [message for message in messages if message.content or message.embeds]
        if reply.document is not None:
            last = messages.pop() if messages else Message()
            messages.append(replace(last, document=reply.document))
        return tuple(_with_rows(messages, rows_of(reply.buttons)))

    def _with_cards(self, content: str, cards: tuple[Card, ...]) -> Iterator[Message]:
        gathered = _Gathered(content)
        for card in cards:
            embed, file = self._embed(card, len(gathered.embeds))
            if not gathered.has_room_for(embed):
                yield gathered.message()
                gathered = _Gathered()
                embed, file = self._embed(card, 0)
            gathered.add(card, embed, file)
        yield gathered.message()

    def _embed(self, card: Card, index: int) -> tuple[discord.Embed, StoredFile | None]:
        picture_id = self.stored_id(card.picture)
        if picture_id is not None:
            file = StoredFile(f"picture-{index + 1}.jpg", picture_id)
            return embed_of(card, f"attachment://{file.name}"), file
        is_address = card.picture.startswith(("http://", "https://"))
        fits = is_address and len(card.picture) <= LONGEST_ADDRESS
        return embed_of(card, card.picture if fits else None), None


@dataclass(slots=True)
class _Gathered:
    """What becomes one message."""

    content: str = ""
    embeds: list[discord.Embed] = field(default_factory=list)
    files: list[StoredFile] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)

    def has_room_for(self, embed: discord.Embed) -> bool:
        size = sum(map(size_of, self.embeds)) + size_of(embed)
        return len(self.embeds) < MOST_EMBEDS and size <= MOST_CHARACTERS

    def add(self, card: Card, embed: discord.Embed, file: StoredFile | None) -> None:
        self.cards.append(card)
        self.embeds.append(embed)
        if file is not None:
            self.files.append(file)

    def message(self) -> Message:
        cards = escaped(Reply("", cards=tuple(self.cards)).plain())
        words = "\n\n".join(part for part in (self.content, cards) if part)
        return Message(
            self.content, tuple(self.embeds), tuple(self.files), plain=tuple(split(words))
        )


def _without_large_file(reply: Reply, largest_file: int) -> Reply:
    file = reply.document
    if file is None or len(file.content) <= largest_file:
        return reply
    return replace(reply, text=file.instead or reply.text, document=None)


def _with_rows(messages: list[Message], rows: tuple[Row, ...]) -> list[Message]:
    """Rows that do not fit under the last message are under further ones."""
    if not rows:
        return messages
    last = messages.pop() if messages else Message(ELLIPSIS, plain=(ELLIPSIS,))
    messages.append(replace(last, rows=rows[:MOST_ROWS]))
    return messages + [
        Message(ELLIPSIS, rows=rows[start : start + MOST_ROWS], plain=(ELLIPSIS,))
        for start in range(MOST_ROWS, len(rows), MOST_ROWS)
    ]
