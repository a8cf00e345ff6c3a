"""Tables of sentences: `sentence | things | expected`, an expected line a shell-like pattern."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.agent.interpreter.interpreter import Interpreter
from bot.agent.scene import Scene
from core.items.results import Thing
from storage.vocabulary import ItemStatus
from tests.agent.interpreter.describing import describe
from tests.agent.things import thing

FOLDER = Path(__file__).parent / "sentences"
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=ZoneInfo("UTC"))
"""A Tuesday."""


@dataclass(frozen=True)
class Row:
    table: str
    text: str
    things: tuple[Thing, ...]
    focus: tuple[str, ...]
    expected: str

    def understood(self, interpreter: Interpreter) -> str:
        calls = ({"tool": "add_items"},) if self.focus else ()
        scene = Scene(NOW, "en-GB", self.things, self.focus, calls)
        return describe(interpreter.interpret(self.text, scene), self.things)

    def holds(self, got: str) -> bool:
        return fnmatch(got.lower(), self.expected.lower())


def rows() -> Iterator[Row]:
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                yield _row(path.stem, line)


def _row(table: str, line: str) -> Row:
    text, named, expected = (field.strip() for field in line.split("|", 2))
    things = []
    focus = []
    for entry in filter(None, named.split(";")):
        name, _, status = entry.strip().rstrip("*").partition(":")
        things.append(thing(name, ItemStatus(status) if status else ItemStatus.KEEP))
        if entry.strip().endswith("*"):
            focus.append(str(things[-1].id))
    return Row(table, text.replace("\\n", "\n"), tuple(things), tuple(focus), expected)
