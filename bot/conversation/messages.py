"""The platform-neutral vocabulary: what comes in, what goes out. Plain values, no markup."""

from collections.abc import Iterator
from dataclasses import dataclass, replace


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
class Press:
    """A button was pressed: its payload, as it came back from the platform."""

    payload: str


@dataclass(frozen=True, slots=True)
class Incoming:
    address: Address
    account: Account
    content: Text | Press
    locale: str | None = None
    update_id: str | None = None
    """Unique per platform; None where an update can not come twice (the terminal)."""
    private: bool = True


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    payload: str
    """At most 64 bytes."""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing shown at large. Front ends lay it out natively; plain() is the fallback."""

    title: str
    picture: str
    """An emoji, an URL or a stored picture's key."""
    rows: tuple[tuple[str, str], ...] = ()
    """(label, value) pairs."""
    progress: float | None = None
    """0.0 to 1.0, drawn as a bar."""
    progress_label: str = ""
    badges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file to hand over."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    text: str
    """Plain text; front ends escape it."""
    cards: tuple[Card, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    document: Document | None = None
    edits: bool = False
    """Whether it takes the place of the message whose button was pressed."""

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
    lines = [f"{card.picture} {card.title}"]
    lines += [f"{label}: {value}" for label, value in card.rows]
    if card.progress is not None:
        lines.append(
            f"{card.progress_label} {progress_bar(card.progress)} {card.progress:.0%}".strip()
        )
    if card.badges:
        lines.append(", ".join(card.badges))
    return "\n".join(lines)
