"""What a Reply looks like in Telegram. Pure: what comes out is sent by the delivery."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from uuid import UUID

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import MessageLimit

from bot.conversation.messages import Card, DeepLink, Document, Reply, progress_bar
from bot.frontends.telegram.markup import (
    Markup,
    Style,
    cut_to,
    joined,
    plain,
    styled,
)
from bot.frontends.units import sendable

LONGEST_TEXT = int(MessageLimit.MAX_TEXT_LENGTH)
LONGEST_CAPTION = int(MessageLimit.CAPTION_LENGTH)
LONGEST_LABEL = 64
"""Characters of a button; more do not fit on a phone."""
LONGEST_TITLE = 256
ELLIPSIS = plain("…")
"""The text of a message that has none but can not do without."""

Keyboard = InlineKeyboardMarkup | None
StoredPicture = UUID
"""A picture that MinNow keeps; else one is an address, as a str."""


@dataclass(frozen=True, slots=True)
class TextMessage:
    text: Markup
    """At most LONGEST_TEXT."""
    keyboard: Keyboard = None


@dataclass(frozen=True, slots=True)
class PhotoMessage:
    picture: StoredPicture | str
    text: Markup
    """The caption, at most LONGEST_CAPTION."""
    keyboard: Keyboard = None


@dataclass(frozen=True, slots=True)
class DocumentMessage:
    document: Document
    text: Markup
    """The caption, at most LONGEST_CAPTION; may be blank."""
    keyboard: Keyboard = None


Message = TextMessage | PhotoMessage | DocumentMessage


@dataclass(frozen=True, slots=True)
class Renderer:
    username: str
    """The bot's, without the @."""
    stored_id: Callable[[str], UUID | None]
    """The id in a card's `picture` that refers to a stored one."""

    def messages(self, reply: Reply) -> tuple[Message, ...]:
        """What to send, in order; the keyboard is on the last. Empty only for an empty reply."""
        composer = _Composer()
        composer.add(plain(reply.text))
        for card in reply.cards:
            picture = self._picture(card)
            composer.add(_card(card, picture), picture, styled(_title(card), Style.BOLD))
        messages = composer.finished(reply.document)
        keyboard = self._keyboard(reply)
        if keyboard is None:
            return messages
        if not messages:
            return (TextMessage(ELLIPSIS, keyboard),)
        return (*messages[:-1], replace(messages[-1], keyboard=keyboard))

    def _picture(self, card: Card) -> StoredPicture | str | None:
        """None where it fits into the line."""
        if card.picture.startswith(("http://", "https://")):
            return card.picture
        return self.stored_id(card.picture)

    def _keyboard(self, reply: Reply) -> Keyboard:
        rows = [
            [
                InlineKeyboardButton(_label(button.label), callback_data=button.payload)
                for button in row
            ]
            for row in reply.buttons
            if row
        ]
        rows += [[self._link(link)] for link in reply.links]
        return InlineKeyboardMarkup(rows) if rows else None

    def _link(self, link: DeepLink) -> InlineKeyboardButton:
        address = f"https://t.me/{self.username}?start={link.start}"
        return InlineKeyboardButton(_label(link.label), url=address)


@dataclass(slots=True)
class _Composer:
    """Gathers text until it has to become a message."""

    _gathered: list[Markup] = field(default_factory=list)
    _messages: list[Message] = field(default_factory=list)

    def add(
        self, text: Markup, picture: StoredPicture | str | None = None, title: Markup | None = None
    ) -> None:
        """With a picture, what was gathered is its caption; where that is too long, the picture
        has the title, and the text follows."""
        if picture is None:
            if not text.is_blank():
                self._gathered.append(text)
            return
        caption = joined("\n\n", (*self._gathered, text))
        if caption.fits(LONGEST_CAPTION):
            self._gathered.clear()
            self._messages.append(PhotoMessage(picture, caption))
            return
        self._flush()
        if text.fits(LONGEST_CAPTION):
            self._messages.append(PhotoMessage(picture, text))
            return
        self._messages.append(PhotoMessage(picture, title or Markup()))
        self._gathered.append(text)

    def finished(self, document: Document | None) -> tuple[Message, ...]:
        if document is None:
            self._flush()
            return tuple(self._messages)
        caption = joined("\n\n", self._gathered)
        if not caption.fits(LONGEST_CAPTION):
            self._flush()
            caption = Markup()
        return (*self._messages, DocumentMessage(document, caption))

    def _flush(self) -> None:
        text = joined("\n\n", self._gathered)
        self._gathered.clear()
        self._messages += map(TextMessage, text.split(LONGEST_TEXT))


def _card(card: Card, picture: StoredPicture | str | None) -> Markup:
    return joined("\n", _card_lines(card, picture))


def _card_lines(card: Card, picture: StoredPicture | str | None) -> Iterator[Markup]:
    title = styled(card.title, Style.BOLD)
    has_emoji = picture is None and not card.picture.isascii()
    yield joined(" ", (plain(card.picture if has_emoji else ""), title))
    for label, value in card.rows:
        yield joined(" ", (styled(f"{label}:", Style.ITALIC), plain(value)))
    if card.progress is not None:
        bar = f"{progress_bar(card.progress)} {card.progress:.0%}"
        yield joined(" ", (styled(card.progress_label, Style.ITALIC), plain(bar)))
    if card.badges:
        yield plain(", ".join(card.badges))


def _title(card: Card) -> str:
    return cut_to(card.title, LONGEST_TITLE)


def _label(label: str) -> str:
    return cut_to(sendable(label).strip() or "…", LONGEST_LABEL)
