"""For whom a reply is worded."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.conversation.button_payloads import Pressed, encode
from bot.conversation.messages import Button, Instant
from bot.conversation.wording.language import Language, language
from core.work import Work


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, in which turn, and which day it is there."""

    language: Language
    person_id: UUID
    turn_id: UUID
    today: date
    zone: ZoneInfo

    @classmethod
    def of(cls, work: Work) -> "Reader":
        return cls(
            language=language(work.actor.locale),
            person_id=work.actor.person_id,
            turn_id=work.turn_id,
            today=work.today,
            zone=work.actor.zone,
        )

    def button(self, label: str, pressed: Pressed, emoji: str = "") -> Button:
        """A button that only this reader may press; an emoji stands before the word."""
        return Button(f"{emoji} {label}".strip(), encode(pressed, self.person_id))

    def day_of(self, instant: datetime) -> str:
        """The reader's calendar day of an instant, written out."""
        return self.language.day(instant.astimezone(self.zone).date())

    def day_instant(self, instant: datetime) -> Instant:
        """For where a text says day_of()."""
        return Instant(self.day_of(instant), instant, is_day=True)

    def local(self, instant: datetime) -> str:
        """The reader's day and time of an instant, written out."""
        return self.language.moment(instant.astimezone(self.zone))

    def local_instant(self, instant: datetime) -> Instant:
        """For where a text says local()."""
        return Instant(self.local(instant), instant)
