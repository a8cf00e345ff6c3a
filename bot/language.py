"""What reads language, loaded when it is first needed: a start does not wait for its data."""

from threading import Lock

from bot.agent.interpreter.categories import Categories, Category
from bot.agent.interpreter.interpreter import ENGLISH, Interpreter
from bot.agent.interpreter.zones import Zones


class Language:
    """Loaded once, by whichever thread asks first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._categories: Categories | None = None
        self._interpreter: Interpreter | None = None
        self.zones = Zones(ENGLISH)
        """Loads itself at the first question."""

    def interpreter(self) -> Interpreter:
        categories = self.categories()
        with self._lock:
            if self._interpreter is None:
                self._interpreter = Interpreter(ENGLISH, categories)
            return self._interpreter

    def categories(self) -> Categories:
        with self._lock:
            if self._categories is None:
                self._categories = Categories(ENGLISH)
            return self._categories

    def classify(self, name: str) -> Category:
        """Which kind of thing a name stands for."""
        return self.categories().classify(name)
