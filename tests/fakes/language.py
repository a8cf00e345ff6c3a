"""Stand-ins for what reads the language's data."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.agent.interpreter.understanding import Nothing, Understanding
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
    """An interpreter that knows whole sentences only. `heard` remembers what it was given."""

    def __init__(self, phrases: Mapping[str, Understanding] | None = None) -> None:
        self.phrases: dict[str, Understanding] = dict(phrases or {})
        self.heard: list[str] = []

    def interpret(self, text: str, scene: Scene) -> Understanding:
        self.heard.append(text)
        return self.phrases.get(text, Nothing("not_understood"))
