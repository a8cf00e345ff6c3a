"""What reads language, loaded when it is first needed: a start does not wait for its data."""

from threading import Lock

from bot.agent.dispatch import Category
from bot.agent.interpreter.interpreter import Interpreter
from storage.vocabulary import ItemType


class Language:
    """Loaded once, by whichever thread asks first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._interpreter: Interpreter | None = None

    def interpreter(self) -> Interpreter:
        with self._lock:
            if self._interpreter is None:
                self._interpreter = Interpreter()
            return self._interpreter
