"""What a command or a press is handled with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from bot.agent.calls import AnyCall
from bot.agent.interpreter.understanding import Understanding
from bot.agent.outcomes import Outcome
from bot.agent.scene import Scene
from bot.agent.tools import Tools
from bot.conversation.answer import Answer
from bot.conversation.privacy_facts import PrivacyFacts
from bot.conversation.wording.outcomes import replies_to
from bot.conversation.wording.reader import Reader
from bot.conversation.zones import ZoneFinder
from bot.counters import Counters
from bot.mail.mail import Mailer
from core.pictures.store import PictureStore
from core.turns.desk import Turn
from core.work import Work


class SentenceReader(Protocol):
    """The deterministic interpreter, as far as commands need it."""

    def interpret(self, text: str, scene: Scene) -> Understanding: ...

    def day_alone(self, text: str, today: date, locale: str) -> date | None:
        """The day that the whole text names."""
        ...

    def months_alone(self, text: str) -> int | None:
        """The length of time that the whole text names."""
        ...


@dataclass(frozen=True, slots=True)
class TurnContext:
    turn: Turn
    work: Work
    chat_id: str
    reader: Reader
    tools: Tools
    load_interpreter: Callable[[], SentenceReader]
    """Reads the language's data when it is first called."""
    zones: ZoneFinder
    pictures: PictureStore
    privacy: PrivacyFacts
    mailer: Mailer
    counters: Counters

    async def anew(self) -> "TurnContext":
        """The same after a pause of the turn, in its new transaction."""
        work = await self.turn.work()
        return replace(self, work=work, reader=Reader.of(work))

    async def run(self, call: AnyCall) -> Answer:
        """What comes of one call."""
        return self.answer((await self.tools.run(self.work, self.chat_id, call),))

    def answer(self, outcomes: Sequence[Outcome]) -> Answer:
        """The outcomes, worded."""
        return Answer(replies_to(self.reader, outcomes), tuple(outcomes))
