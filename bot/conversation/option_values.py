"""What was put into the options of a command, read by their kinds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversation.cleaning import cleaned
from bot.conversation.errors import OptionUnreadable
from bot.conversation.messages import Invoked
from bot.conversation.options import Option, OptionKind
from bot.conversation.turn_context import TurnContext
from bot.conversation.wording.labels import TYPE_LABELS
from core.items.actions import known_things
from core.items.results import Thing
from storage.vocabulary import ItemStatus, ItemType

LONGEST_SUGGESTION = 100
"""Characters (Discord, application command option choice)."""


@dataclass(frozen=True, slots=True)
class Values:
    """Cleaned; what was left empty is not there."""

    texts: dict[str, str]
    options: tuple[Option, ...]

    @classmethod
    def of(cls, invoked: Invoked, options: tuple[Option, ...]) -> "Values":
        """Of each option that there is, the last value that says something."""
        known = {option.name for option in options}
        texts = {name: cleaned(text) for name, text in invoked.values if name in known}
        return cls({name: text for name, text in texts.items() if text}, options)

    @property
    def are_complete(self) -> bool:
        return all(option.name in self.texts for option in self.options if option.required)

    def has_any(self, *options: str) -> bool:
        return any(option in self.texts for option in options)

    def text(self, option: str) -> str | None:
        return self.texts.get(option)

    def day(self, context: TurnContext, option: str) -> date | None:
        """Raises OptionUnreadable."""
        text, work = self.texts.get(option), context.work
        if text is None:
            return None
        day = context.load_interpreter().day_alone(text, work.today, work.actor.locale)
        if day is None:
            raise OptionUnreadable(option, OptionKind.DAY, text)
        return day

    def months(self, context: TurnContext, option: str) -> int | None:
        """Raises OptionUnreadable."""
        text = self.texts.get(option)
        if text is None:
            return None
        months = context.load_interpreter().months_alone(text)
        if months is None:
            raise OptionUnreadable(option, OptionKind.MONTHS, text)
        return months

    def item_type(self, context: TurnContext, option: str) -> ItemType | None:
        """By its value or by what it is called. Raises OptionUnreadable."""
        text = self.texts.get(option)
        if text is None:
            return None
        wanted = text.casefold()
        for item_type, label in TYPE_LABELS.items():
            called = context.reader.language.gettext(label)
            if wanted in (item_type.casefold(), label.casefold(), called.casefold()):
                return item_type
        raise OptionUnreadable(option, OptionKind.CHOICE, text)

    async def thing(self, context: TurnContext, option: str) -> str:
        """The id of the thing that is called just so, the kept one of several; else the words,
        which are then resolved like any others."""
        words = self.texts[option]
        return reference_to(words, await known_things(context.work))


def as_suggested(thing: Thing) -> str:
    """How a thing is written where it is suggested."""
    return " ".join(thing.name.split())[:LONGEST_SUGGESTION].strip()


def reference_to(words: str, things: Sequence[Thing]) -> str:
    """The id of the thing that is called just so, the kept one of two; else the words."""
    wanted = words.casefold()
    called = [
        thing
        for thing in things
        if wanted in (thing.name.casefold(), as_suggested(thing).casefold())
    ]
    kept = [thing for thing in called if thing.status is ItemStatus.KEEP]
    candidates = kept or called
    return str(candidates[0].id) if len(candidates) == 1 else words
