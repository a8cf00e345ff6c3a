"""Stand-ins for what reads the language's data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.agent.interpreter.interpreter import ENGLISH
from bot.agent.interpreter.single import day_alone, months_alone
from bot.agent.interpreter.understanding import Nothing, Understanding
from bot.agent.interpreter.when import When
from bot.agent.scene import Scene
from storage.vocabulary import ItemType


@dataclass(frozen=True, slots=True)
class Category:
    item_type: ItemType
    picture: str


class OneKindClassifier:
    """Everything is of one kind."""

    def classify(self, name: str) -> Category:
        return Category(ItemType.TECHNOLOGY, "📱")


class PhraseBook:
    """An interpreter that knows whole sentences only, and reads days and lengths that stand
    alone. `heard` remembers the sentences it was given."""

    def __init__(self, phrases: Mapping[str, Understanding] | None = None) -> None:
        self.phrases: dict[str, Understanding] = dict(phrases or {})
        self.heard: list[str] = []

    def interpret(self, text: str, scene: Scene) -> Understanding:
        self.heard.append(text)
        return self.phrases.get(text, Nothing("not_understood"))

    def day_alone(self, text: str, today: date, locale: str) -> date | None:
        return day_alone(_when(), text, today, locale)

    def months_alone(self, text: str) -> int | None:
        return months_alone(_when(), text)


@cache
def _when() -> When:
    return When(ENGLISH)
