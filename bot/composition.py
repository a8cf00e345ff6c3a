"""The one composition root: everything is built, opened and closed here, in reverse order."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass

from bot.agent.agent import ClosableAgent, LateAgent
from bot.conversation.conversation import Conversation
from bot.conversation.messages import Incoming, Reply
from bot.conversation.rate_limit import RateLimiter
from bot.exits import Stop
from bot.settings import Settings
from core.clock import Clock, SystemClock
from core.turns.desk import TurnDesk, TurnPolicy
from storage import schema
from storage.engine import make_engine
from storage.errors import DatabaseProblem, DatabaseUnusable
from storage.schema import SchemaStatus
from storage.transactions import Database


@dataclass(frozen=True, slots=True)
class Program:
    """What front ends and commands work with, open and ready."""

    database: Database
    clock: Clock
    desk: TurnDesk
    conversation: Conversation
    agent: LateAgent

    async def handle(self, incoming: Incoming) -> Sequence[Reply]:
        return await self.conversation.handle(incoming)

    async def knows(self, platform: str, user_id: str) -> bool:
        return await self.desk.knows(platform, user_id)


_PROBLEMS: Mapping[DatabaseProblem, str] = {
    DatabaseProblem.BAD_ADDRESS: "MINNOW_DATABASE_URL is not the address of a database.",
    DatabaseProblem.NEWER_THAN_PROGRAM: "The database {where} was made by a newer version of "
    "MinNow: update the program.",
    DatabaseProblem.READ_ONLY: "The database {where} can be read but not written.",
    DatabaseProblem.NO_PERMISSION: "The database {where} can not be opened: "
    "check that it and its folder may be read and written.",
    DatabaseProblem.NOT_A_DATABASE: "{where} is not a database of MinNow, or is damaged.",
    DatabaseProblem.FULL: "There is no space left for the database {where}.",
    DatabaseProblem.BUSY: "The database {where} is held by another program: try again.",
    DatabaseProblem.UNREACHABLE: "The database {where} does not answer.",
    DatabaseProblem.REFUSED: "The database {where} refuses the user, the password or the name.",
}
