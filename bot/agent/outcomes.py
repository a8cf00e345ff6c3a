"""What came of a turn, before it is worded. Frozen."""

from dataclasses import dataclass

from bot.agent.calls import AnyCall, FindItems
from bot.agent.interpreter.understanding import NothingCode, QuestionCode
from core.badges.actions import BadgeBoard
from core.checkups.results import Checkup
from core.errors import MinNowError
from core.history.actions import HistoryPage
from core.items.results import ItemPage, Statistics, Thing
from core.people.results import Settings
from core.receipts import Receipt
from core.turns.questions import OpenQuestion


@dataclass(frozen=True, slots=True)
class Changed:
    receipt: Receipt
    call: AnyCall
    """What brought it about, for "and the same for…"."""


@dataclass(frozen=True, slots=True)
class Found:
    """Things that were asked for; `query` tells how, and is what Next and Back repeat."""

    page: ItemPage
    query: FindItems


@dataclass(frozen=True, slots=True)
class Shown:
    """One state to show."""

    what: tuple[Checkup, ...] | Statistics | BadgeBoard | Settings | HistoryPage | Thing


@dataclass(frozen=True, slots=True)
class Asked:
    """A question was put and kept; nothing is changed. With `things`, the answers are things."""

    code: QuestionCode
    subject: str
    question: OpenQuestion
    things: tuple[Thing, ...] = ()
    because: MinNowError | None = None
    """The error that led to the question, as the item limit leads to a swap."""


@dataclass(frozen=True, slots=True)
class Refused:
    error: MinNowError


@dataclass(frozen=True, slots=True)
class NothingDone:
    code: NothingCode
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ModelSaid:
    """A model's own words: small talk or a question back, never a claim about a change."""

    text: str


@dataclass(frozen=True, slots=True)
class ModelAway:
    """A model was to be asked, and gave no usable answer; `reason` is for the log."""

    reason: str
    unfinished: bool = False
    """Whether it failed halfway: what the other outcomes tell was done, the rest was not."""


Outcome = Changed | Found | Shown | Asked | Refused | NothingDone | ModelSaid | ModelAway
