"""The platform-neutral vocabulary: what comes in, what goes out. Plain values, no markup."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.conversation.form import Form
from core.pictures.references import DEFAULT_PICTURE


@dataclass(frozen=True, slots=True)
class Address:
    """Where a conversation takes place: a chat, and the topic or thread within it."""

    platform: str
    chat_id: str
    thread_id: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Who writes, as the platform knows them."""

    platform: str
    user_id: str
    display_name: str


@dataclass(frozen=True, slots=True)
class Text:
    """A message; a leading slash makes it a command."""

    text: str


@dataclass(frozen=True, slots=True)
class Invoked:
    """A command whose options the platform has asked for one by one, or a form that was filled
    in: the same as the command in words, but with nothing left to be taken apart."""

    name: str
    """Of the command, without the slash."""
    values: tuple[tuple[str, str], ...] = ()
    """(name of the option, what was put in), in any order. An option of a fixed choice has its
    value. What is left empty may be left out."""

    def plain(self) -> str:
        """As one would write it."""
        return " ".join([f"/{self.name}", *(text for _option, text in self.values)])


@dataclass(frozen=True, slots=True)
class Press:
    """A button was pressed: its payload, as it came back from the platform."""

    payload: str


class AttachmentUnreachable(Exception):
    """The platform does not hand over the file. `reason` is fit for a log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message. It is fetched only where it is wanted."""

    media_type: str
    """As the platform names it, as in "audio/ogg"."""
    size: int | None
    """Bytes, as the platform tells."""
    read: Callable[[], Awaitable[bytes]]
    """Raises AttachmentUnreachable."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo; its caption is the sentence."""

    file: Attachment
    caption: str = ""
    album: str | None = None
    """What the pictures that were sent together have in common."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice message."""

    file: Attachment
    seconds: int


class OtherKind(StrEnum):
    """What is not read, and gets a friendly answer."""

    STICKER = "sticker"
    ANIMATION = "animation"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    LOCATION = "location"
    CONTACT = "contact"
    POLL = "poll"
    DICE = "dice"
    FORWARDED = "forwarded"
    """Somebody else's words."""
    ANONYMOUS = "anonymous"
    """Written in the name of a group or channel: nobody can tell by whom."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Other:
    kind: OtherKind


@dataclass(frozen=True, slots=True)
class Joined:
    """The bot was brought into a group, by the account."""


Content = Text | Invoked | Press | Picture | Voice | Other | Joined


@dataclass(frozen=True, slots=True)
class Group:
    """A chat of several people."""

    chat_id: str
    """Of the group or server as a whole, without topic or channel."""
    title: str
    is_run_by_person: bool | None = None
    """Whether the platform lets the account run it; None where it does not tell."""


@dataclass(frozen=True, slots=True)
class Incoming:
    address: Address
    account: Account
    content: Content
    locale: str | None = None
    """BCP 47; None where the platform does not say."""
    update_id: str | None = None
    """Unique per platform; None where an update can not come twice (the terminal)."""
    group: Group | None = None
    """None in private. In a group only what is meant for the bot comes in."""
    is_passing: bool = False
    """Whether it is private at a place of others: answered for its person's eyes alone, and no
    place where they are written to later."""


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    payload: str
    """At most 64 bytes."""


@dataclass(frozen=True, slots=True)
class DeepLink:
    """Leads into the private chat with the bot, as if the person sent "/start {start}" there."""

    label: str
    start: str
    """1 to 64 characters of A-Z a-z 0-9 _ - (Telegram's limit)."""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing shown at large. Front ends lay it out natively; plain() is the fallback."""

    title: str
    picture: str
    """An emoji, an URL or a reference to a stored picture (core.pictures.references)."""
    rows: tuple[tuple[str, str], ...] = ()
    """(label, value) pairs."""
    progress: float | None = None
    """0.0 to 1.0, drawn as a bar."""
    progress_label: str = ""
    badges: tuple[str, ...] = ()
    stand_in: str = DEFAULT_PICTURE
    """The emoji for where a picture that is none does not fit."""

    @property
    def emoji(self) -> str:
        """What stands for the picture where a platform shows none, and in a line."""
        return self.stand_in if self.picture.isascii() else self.picture


@dataclass(frozen=True, slots=True)
class Document:
    """A file to hand over."""

    name: str
    media_type: str
    content: bytes
    instead: str = ""
    """Takes the place of the text where the platform does not take a file of this size."""


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment that a text tells: a platform that can shows it in the reader's own way."""

    words: str
    """The piece of the text that tells it, just as it stands there."""
    at: datetime
    """Aware UTC."""
    is_day: bool = False
    """Whether the words tell the day alone."""


@dataclass(frozen=True, slots=True)
class Reply:
    text: str
    """Plain text; front ends escape it."""
    cards: tuple[Card, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    document: Document | None = None
    edits: bool = False
    """Whether it takes the place of the message whose button was pressed."""
    notice: bool = False
    """A short word for the one who pressed, and for nobody else: no message of its own where the
    platform can do without. At most 200 characters."""
    asks: bool = False
    """Whether it waits for an answer to the very message it replies to."""
    links: tuple[DeepLink, ...] = ()
    """Left out where a platform has no such links."""
    form: Form | None = None
    """Shown instead of all else where the platform has forms; the text says how to do without."""
    private: bool = False
    """For the eyes of who asked alone, also where others read along (Discord, ephemeral)."""
    instants: tuple[Instant, ...] = ()
    """The moments that the text tells, in the order in which it does. One whose words are not
    there (any more) is to be passed over."""

    def plain(self) -> str:
        """Text and cards as plain text, for a pipe, a log of answers, a platform without cards."""
        return "\n\n".join(part for part in (self.text, *map(_plain_card, self.cards)) if part)

    def all_buttons(self) -> Iterator[Button]:
        for row in self.buttons:
            yield from row

    def with_buttons(self, *rows: tuple[Button, ...]) -> "Reply":
        return replace(self, buttons=self.buttons + rows)


BAR_CELLS = 10


def progress_bar(progress: float) -> str:
    """Ten cells: never full before it is reached, never empty once begun."""
    filled = int(progress * BAR_CELLS)
    if progress > 0:
        filled = max(1, filled)
    return "█" * filled + "░" * (BAR_CELLS - filled)


def _plain_card(card: Card) -> str:
    lines = [f"{card.emoji} {card.title}"]
    lines += [f"{label}: {value}" for label, value in card.rows]
    if card.progress is not None:
        lines.append(
            f"{card.progress_label} {progress_bar(card.progress)} {card.progress:.0%}".strip()
        )
    if card.badges:
        lines.append(", ".join(card.badges))
    return "\n".join(lines)
